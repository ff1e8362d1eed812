"""The ledger: the quick line, several lines at once, the table of entries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from incubator_gui.core.messages import Words
from incubator_gui.domain.lexicon import Lexicon
from incubator_gui.domain.quick_line import Known
from incubator_gui.itemmodels.columns import Edit
from incubator_gui.services.ledger import Effect
from incubator_gui.views.services.completions import completions

D = Decimal


@pytest.fixture
def ledger(room: Any) -> Any:
    return room.screen.part.ledger


def typed(room: Any, words: str) -> None:
    line = room.screen.part.ledger.quick.line
    line.setFocus()
    line.clear()
    if words.isascii():
        room.qtbot.keyClicks(line, words)
    else:  # as an input method gives it
        line.insert(words)
    room.idle()


def enter(room: Any) -> None:
    room.qtbot.keyClick(room.screen.part.ledger.quick.line, Qt.Key.Key_Return)
    room.idle()


def test_a_line_is_understood_said_and_booked(room: Any, ledger: Any) -> None:
    before = len(room.house.ledger.rows())
    typed(room, "禾岚电驱 mentoring 1,5h +0,5 gestern „Preisliste geprüft“")
    assert ledger.quick.tags.words() == ["禾岚电驱", "Mentoring", "Tue, 11 May 2027", "Contact 1.5 h",
                                         "Preparation 0.5 h", "Who: LW", "Note: Preisliste geprüft"]
    assert ledger.quick.tags.effect_words() == "Entitlement afterwards: 7 of 24 h left"
    assert len(room.house.ledger.rows()) == before
    enter(room)
    assert ledger.quick.line.text() == ""
    row = room.house.ledger.rows(company=ledger.quick.known.companies.beginning("禾岚")[0])[0]
    assert (row.day, row.contact, row.preparation, row.person, row.text) == (
        date(2027, 5, 11), D("1.5"), D("0.5"), "Lena Weber", "Preisliste geprüft")
    assert ledger.table.selected_ids() == [row.id]
    shown = ledger.table.rows.row_of(row.id)
    assert shown[2] == "booked"
    room.context.bus.publish(room.house.history.undo().changes)
    room.idle()
    assert ledger.table.rows.row_of(row.id) is None


def test_a_line_of_another_month_turns_the_ledger_to_it(room: Any, ledger: Any) -> None:
    ledger.show_company(room.line("Kranichtal Zelltechnik").company_id)
    typed(room, "lumenhain legal 2h 2027-04-06")
    enter(room)
    assert ledger.month == date(2027, 4, 1)
    assert ledger.company is None
    (id,) = ledger.table.selected_ids()
    assert ledger.table.rows.row_of(id)[1].day == date(2027, 4, 6)
    room.qtbot.keyClick(ledger.quick.line, Qt.Key.Key_Up)
    assert ledger.quick.line.text() == "lumenhain legal 2h 2027-04-06"


def test_effect_over_and_without_entitlement(room: Any, ledger: Any) -> None:
    typed(room, "helan mentoring 10h")
    assert ledger.quick.tags.effect_words() == "Entitlement afterwards: 1 h over the 24 h granted"
    assert ledger.quick.tags.tone() == "error"
    typed(room, "lumenhain legal 1h")
    assert ledger.quick.tags.effect_words() == "No entitlement covers this"


def test_what_is_missing_is_said_and_nothing_is_lost(room: Any, ledger: Any) -> None:
    before = len(room.house.ledger.rows())
    typed(room, "mentoring 2h")
    assert ledger.quick.tags.effect_words().startswith("Which company?")
    assert ledger.quick.tags.tone() == "warning"
    enter(room)
    assert ledger.quick.tags.tone() == "error"
    assert ledger.quick.line.text() == "mentoring 2h"
    assert len(room.house.ledger.rows()) == before
    typed(room, "lumenhain legal 1h „Terms“ something else")
    assert "not used: something else" in ledger.quick.tags.words()


def test_a_doubt_is_cleared_by_keyboard(room: Any, ledger: Any) -> None:
    typed(room, "kranichtal mentoring 2h")
    assert ledger.quick.tags.words()[0] == "kranichtal: 2 meanings"
    room.qtbot.keyClick(ledger.quick.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    menu = next(one for one in ledger.quick.tags.findChildren(QMenu) if one.isVisible())
    names = [action.text() for action in menu.actions()]
    assert sorted(names) == ["Kranichtal Robotik", "Kranichtal Zelltechnik"]
    menu.actions()[names.index("Kranichtal Zelltechnik")].trigger()
    menu.close()
    room.idle()
    assert ledger.quick.line.text() == "Kranichtal Zelltechnik mentoring 2h"
    assert ledger.quick.reading.is_ready
    enter(room)
    assert ledger.quick.line.text() == ""


def test_names_that_fit_are_taken_by_keyboard(room: Any, ledger: Any) -> None:
    quick = ledger.quick
    typed(room, "kran")
    assert quick.names.isVisible()
    assert quick.names.count() == 2
    room.qtbot.keyClick(quick.line, Qt.Key.Key_Down)
    room.qtbot.keyClick(quick.line, Qt.Key.Key_Down)
    second = quick.names.item(1).text()
    room.qtbot.keyClick(quick.line, Qt.Key.Key_Return)
    assert quick.line.text() == f"{second} "
    assert not quick.names.isVisible()
    room.qtbot.keyClicks(quick.line, "ment")
    room.qtbot.keyClick(quick.line, Qt.Key.Key_Tab)
    assert quick.line.text() == f"{second} Mentoring "
    assert quick.line.hasFocus()
    typed(room, "hldq")
    assert [quick.names.item(n).text() for n in range(quick.names.count())] == ["禾岚电驱"]
    room.qtbot.keyClick(quick.line, Qt.Key.Key_Escape)
    assert not quick.names.isVisible()
    assert quick.line.text() == "hldq"


def test_same_names_are_told_apart_by_choice(ledger: Any) -> None:
    one, other, service = (UUID(int=n) for n in (1, 2, 3))
    ledger.quick.take(Known(
        Lexicon(((one, ("Echo",)), (other, ("Echo",)))), Lexicon(((service, ("Legal",)),)), Lexicon(()),
        {one: "Echo", other: "Echo"}, {service: Words((("en", "Legal"),))}, {}), None)
    ledger.quick.line.setText("Echo Legal 1h")
    part = ledger.quick.reading.part("company")
    ledger.quick.choose(part, other)
    assert ledger.quick.reading.company == other
    assert ledger.quick.reading.is_ready


def test_nothing_is_offered_inside_quotes(room: Any, ledger: Any) -> None:
    known = ledger.quick.known
    for words, number in (("„lumen", 0), ("“x” lumen", 1), ("„x“ lumen", 1), ('"lumen', 0), ("12", 0), ("Legal", 0)):
        assert len(completions(words, len(words), known)) == number, words


def test_a_refused_booking_keeps_the_line(room: Any, ledger: Any) -> None:
    typed(room, "lumenhain patent 1h")
    assert ledger.quick.reading.is_ready
    room.house.catalogue.remove(ledger.quick.reading.service)  # elsewhere, and not heard of yet
    enter(room)
    assert ledger.quick.line.text() == "lumenhain patent 1h"
    assert "no longer there" in ledger.quick.tags.effect_words()
    assert ledger.quick.tags.tone() == "error"
    assert ledger.quick.button.isEnabled()


def test_several_lines_are_looked_through_and_booked_in_one_step(room: Any, ledger: Any) -> None:
    before = len(room.house.ledger.rows())
    QGuiApplication.clipboard().setText("lumenhain legal 1h\nnonsense\r\n\nhelan mentoring 30 min gestern")
    ledger.quick.line.setFocus()
    room.qtbot.keyClick(ledger.quick.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog = ledger.dialog
    assert dialog is not None
    assert ledger.quick.line.text() == ""
    assert [one.is_ready for one in dialog.readings] == [True, False, True]
    assert dialog.main.text() == "Book 2 lines"
    assert "1 line cannot" in dialog.count.text()
    dialog.table.item(1, 0).setText("kranichtal robotik recht 2h")
    assert dialog.main.text() == "Book 3 lines"
    assert dialog.count.text() == ""
    dialog.table.item(1, 0).setText("nonsense")
    dialog.main.click()
    room.idle()
    assert len(room.house.ledger.rows()) == before + 2
    assert ledger.dialog is dialog
    assert [dialog.table.item(n, 0).text() for n in range(dialog.table.rowCount())] == [
        "nonsense"]
    dialog.reject()
    room.idle()
    room.house.history.undo()
    assert len(room.house.ledger.rows()) == before


def test_month_by_month_with_sums(room: Any, ledger: Any) -> None:
    def sums() -> str:
        return " ".join(label.text() for label in ledger.sums)

    assert sums() == "Contact 17 h · Preparation 1 h · 2 companies"
    assert len(ledger.table.rows.visible_ids()) == 2
    room.trigger("services.month_before")
    assert ledger.month == date(2027, 4, 1)
    assert sums() == "Contact 1 h · Preparation 0 h · 1 company"
    ledger.before.click()
    room.idle()
    assert ledger.month == date(2027, 3, 1)
    assert ledger.empty.isVisible()
    room.trigger("services.month_after")
    room.trigger("services.month_after")
    assert ledger.month == date(2027, 5, 1)
    ledger.show_month(None)
    room.idle()
    assert len(ledger.table.rows.visible_ids()) == 3
    ledger.show_company(room.line("Kranichtal Zelltechnik").company_id)
    room.idle()
    assert ledger.chip.isVisible()
    assert ledger.chip.text() == "Kranichtal Zelltechnik"
    assert len(ledger.table.rows.visible_ids()) == 1
    ledger.chip.click()
    room.idle()
    assert len(ledger.table.rows.visible_ids()) == 3


def test_entries_are_changed_in_place_pasted_and_removed(room: Any, ledger: Any) -> None:
    table = ledger.table
    first, second = table.rows.visible_ids()
    table.rows.edit((Edit(first, "contact", D("2.5")),))
    room.idle()
    table.rows.edit((Edit(first, "note", "Talk"), Edit(second, "who", "Shen Yu"),
                     Edit(second, "day", date(2027, 5, 4))))
    room.idle()
    rows = {row.id: row for row in room.house.ledger.rows()}
    assert (rows[first].contact, rows[first].text) == (D("2.5"), "Talk")
    assert (rows[second].person, rows[second].day) == ("Shen Yu", date(2027, 5, 4))
    table.rows.edit((Edit(second, "day", date(2028, 5, 4)),))
    room.idle()
    assert "has not come yet" in room.shell.warned[-1]
    assert table.rows.wrong(second, "day") is not None
    table.rows.discard(second, "day")
    table.select_ids([first])
    table.setFocus()
    room.qtbot.keyClick(table, Qt.Key.Key_Delete)
    room.idle()
    assert first not in {row.id for row in room.house.ledger.rows()}
    assert table.rows.visible_ids() == [second]


def test_menu_of_an_entry(room: Any, ledger: Any) -> None:
    id = next(row.id for row in room.house.ledger.rows() if row.company == "Kranichtal Zelltechnik")
    menu = ledger.rows_menu([id], QPoint(5, 5))
    words = {action.text(): action for action in menu.actions()}
    assert "Open the engagement" in words
    assert "Only Kranichtal Zelltechnik" in words
    inner = words["Counts on"].menu()
    chosen = {action.text(): action for action in inner.actions()}
    assert [action.text() for action in chosen.values() if action.isChecked()] == ["Mentoring: Sales"]
    chosen["no engagement"].trigger()
    room.idle()
    assert next(row for row in room.house.ledger.rows() if row.id == id).engagement_id is None
    words["Book another one like it"].trigger()
    menu.close()
    room.idle()
    assert ledger.quick.line.text() == "Kranichtal Zelltechnik Mentoring "
    ledger.table.link_clicked.emit(id, "company")
    assert room.shell.records[-1] == ("company", room.line("Kranichtal Zelltechnik").company_id)


def test_tags_of_the_table(room: Any, ledger: Any) -> None:
    company = room.line("禾岚电驱").company_id
    service = room.line("禾岚电驱").service_id
    over = room.house.ledger.book(company, service, date(2027, 5, 12), D(12)).value
    nobody = room.house.ledger.book(room.line("Lumenhain Sensorik").company_id, service, date(2027, 5, 12), D(1)).value
    ledger.read()
    room.idle()
    assert ledger.table.rows.row_of(over)[2] == "over"
    assert ledger.table.rows.row_of(nobody)[2] == "odd"
    assert isinstance(ledger.quick.effect, (Effect, type(None)))
