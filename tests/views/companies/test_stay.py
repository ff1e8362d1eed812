"""The stay of a company on its page: begun, edited in place, the exit with its evidence, taken back, removed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from incubator_gui.core.messages import text
from incubator_gui.services.house import House
from incubator_gui.views.companies import make
from incubator_gui.widgets.context import Context
from tests.qt_support import assert_named
from tests.views.companies.rich import Rich
from tests.views.companies.room import SeenShell, idle, opened, picture

Room = Callable[..., Any]


def words(widget: Any) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def figure(tab: Any, key: str) -> QPushButton:
    return tab.figures[key].findChild(QPushButton)  # type: ignore[no-any-return]


@pytest.fixture
def today(context: Context, house: House) -> date:
    """The day of the house."""
    context.clock = house.clock
    return house.clock.today()


@pytest.fixture
def tab(room: Room, rich: Rich, today: date, qtbot: QtBot, context: Context) -> Any:
    """The stay of a resident."""
    return opened(room(make), qtbot, context, rich.company, "stay").stay


def stay_of(house: House, company: UUID) -> Any:
    return house.residency.of_company(company)[-1]


def test_clocks_contract_and_desks(tab: Any, rich: Rich, today: date, house: House, qtbot: QtBot, shell: SeenShell
                                   ) -> None:
    assert figure(tab, "age").text() == "9 months"
    assert figure(tab, "desks").text() == str(stay_of(house, rich.company).desks_now)
    assert tab.fields.fields["contract"].words() == "I-2025-11"
    assert "limit 48 months" in words(tab) or "limit on" in words(tab)
    assert_named(tab)
    picture(tab, "stay")
    qtbot.mouseClick(figure(tab, "desks"), Qt.MouseButton.LeftButton)
    assert shell.screens[-1] == ("floor_plan", {"company": rich.company})


def test_fields_are_edited_in_place(tab: Any, rich: Rich, house: House, qtbot: QtBot, context: Context) -> None:
    contract, planned = tab.fields.fields["contract"], tab.fields.fields["planned_end"]
    contract.editor.setFocus()
    contract.editor.selectAll()
    qtbot.keyClicks(contract.editor, "I-2026-01")
    qtbot.keyClick(contract.editor, Qt.Key.Key_Return)
    idle(qtbot, context)
    assert stay_of(house, rich.company).contract == "I-2026-01"
    planned.editor.setFocus()
    planned.editor.selectAll()
    qtbot.keyClicks(planned.editor, "2020-01-01")
    qtbot.keyClick(planned.editor, Qt.Key.Key_Return)
    idle(qtbot, context)
    assert "has to come after" in planned.problem()
    assert planned.words() == "2020-01-01"
    qtbot.keyClick(planned.editor, Qt.Key.Key_Escape)
    context.jobs.write(lambda: house.history.undo(), owner=tab)
    idle(qtbot, context)
    assert contract.words() == "I-2025-11"


def test_what_somebody_else_wrote_meanwhile_is_not_lost(tab: Any, rich: Rich, house: House, qtbot: QtBot,
                                                        context: Context) -> None:
    contract = tab.fields.fields["contract"]
    contract.editor.setFocus()
    contract.editor.selectAll()
    qtbot.keyClicks(contract.editor, "mine")
    house.residency.edit(stay_of(house, rich.company).id, contract="theirs")
    qtbot.keyClick(contract.editor, Qt.Key.Key_Return)
    idle(qtbot, context)
    assert "theirs" in contract.problem()
    assert stay_of(house, rich.company).contract == "theirs"
    qtbot.keyClick(contract.editor, Qt.Key.Key_Return)
    idle(qtbot, context)
    assert stay_of(house, rich.company).contract == "mine"


def test_a_graduate_leaves_with_condition_and_evidence(tab: Any, rich: Rich, today: date, house: House, qtbot: QtBot,
                                                       context: Context) -> None:
    qtbot.mouseClick(tab.leave, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    dialog = tab.dialog
    assert_named(dialog)
    assert not dialog.main.isEnabled()
    assert dialog.says.text() == "Choose the kind of exit."
    dialog.on.set_day(today)
    dialog.on.changed.emit()
    places = house.residency.gives_up(rich.company, today)
    assert places
    qtbot.waitUntil(lambda: str(places) in dialog.count.text(), timeout=5000)
    dialog.kind.choose("graduated")
    dialog._allow()
    assert not dialog.main.isEnabled()
    assert dialog.says.text() == "A graduate needs the condition that was met, and its evidence."
    dialog.condition.choose("raised")
    dialog.document.choose(next(key for key in dialog._titles if "Gesellschafterliste" in dialog._titles[key]))
    dialog._take()
    assert "Gesellschafterliste" in dialog.evidence.text()
    assert dialog.main.isEnabled()
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    assert tab.dialog is None
    row = stay_of(house, rich.company)
    assert (row.ends_on, row.exit_kind, row.exit_condition, row.desks_now) == (today, "graduated", "raised", 0)
    assert "Graduated" in words(tab)
    assert tab.stay_on.isVisible()
    assert not tab.leave.isVisible()
    assert tab.begin.isVisible()
    qtbot.mouseClick(tab.stay_on, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    assert stay_of(house, rich.company).ends_on is None
    assert tab.leave.isVisible()


def test_a_refused_exit_keeps_what_was_typed(tab: Any, rich: Rich, house: House, qtbot: QtBot, context: Context
                                             ) -> None:
    tab.ask_exit()
    dialog = tab.dialog
    dialog.kind.choose("moved")
    dialog._allow()
    dialog.on.line.setText("2001-01-01")
    dialog.note.setPlainText("To Hamburg")
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    assert "an exit comes after that" in dialog.messages.bars()[0].sentence()
    assert dialog.note.toPlainText() == "To Hamburg"
    dialog.reject()


def test_an_admitted_company_begins_its_stay(room: Room, rich: Rich, today: date, house: House, qtbot: QtBot,
                                             context: Context) -> None:
    company = house.companies.add("Newcomer", life="admitted", founded_on=date(2020, 1, 1)).value
    page = opened(room(make), qtbot, context, company, "stay")
    tab = page.stay
    assert "has no stay yet" in words(tab)
    qtbot.mouseClick(tab.begin, Qt.MouseButton.LeftButton)
    dialog = tab.dialog
    assert_named(dialog)
    assert "the rule allows 24" in dialog.hint.text()
    qtbot.keyClicks(dialog.contract, "B-7")
    qtbot.keyClicks(dialog.desks, "many")
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert "is not a number" in dialog.messages.bars()[0].sentence()
    dialog.desks.setText("6")
    dialog.planned.set_day(today + timedelta(days=700))
    qtbot.keyClick(dialog.contract, Qt.Key.Key_Return)
    idle(qtbot, context)
    row = stay_of(house, company)
    assert (row.contract, row.desks, row.kind, row.starts_on) == ("B-7", 6, "resident", today)
    assert page._life.text() == "Resident"
    assert "days over the limit of 24 months" in words(tab)
    assert not tab.begin.isVisible()
    tab.remove()
    idle(qtbot, context)
    assert house.residency.of_company(company) == ()
    assert page._life.text() == "Admitted"


def test_earlier_stays_are_listed_and_shown(room: Room, rich: Rich, today: date, house: House, qtbot: QtBot,
                                            context: Context) -> None:
    company = house.companies.add("Comes again", life="admitted").value
    first = house.residency.begin(company, "affiliate", today - timedelta(days=500), contract="OLD").value
    house.residency.exit(first, today - timedelta(days=300), "moved")
    house.residency.begin(company, "resident", today - timedelta(days=10), contract="NEW")
    page = opened(room(make), qtbot, context, company, "stay")
    tab = page.stay
    assert tab.fields.fields["contract"].words() == "NEW"
    planned = tab.fields.fields["planned_end"]
    planned.editor.setText("2020-01-32")
    planned.editor.textEdited.emit("2020-01-32")
    tab.table.setCurrentCell(0, 0)  # something wrong stands in a field: the line goes back to its stay
    qtbot.waitUntil(lambda: tab.table.currentRow() == 1)
    assert planned.words() == "2020-01-32"
    qtbot.keyClick(planned.editor, Qt.Key.Key_Escape)
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_Up)
    assert tab.fields.fields["contract"].words() == "OLD"
    assert "Moved away" in words(tab)
    page.show_tab("life")
    items = [item.words for item in page.life.chart._items]
    assert "Moved away" in items
    assert any("48-month limit" in one for one in items)


def test_what_is_due_leads_on(room: Room, rich: Rich, today: date, house: House, qtbot: QtBot, context: Context,
                              shell: SeenShell) -> None:
    house.residency.edit(stay_of(house, rich.company).id, planned_end=today + timedelta(days=20))
    tab = opened(room(make), qtbot, context, rich.company, "stay").stay
    assert "Planned end of the stay" in words(tab.due)
    assert text(tab._stock.due[0].title)


@pytest.mark.parametrize("language", ["de", "zh"])
def test_in_other_languages(tab: Any, language: str, qtbot: QtBot) -> None:
    from incubator_gui.core.languages import use_language

    use_language(language)
    try:
        tab.retranslate()
        assert_named(tab)
        assert {"de": "Monate", "zh": "个月"}[language] in figure(tab, "age").text()
    finally:
        use_language("en")
