"""Lists about stays: residents with their clocks, who waits, what is due; narrowed, edited, exported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from incubator_gui.services.house import House
from incubator_gui.views.companies import make
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.table_menu import columns_menu
from tests.qt_support import assert_named
from tests.views.companies.rich import Rich
from tests.views.companies.room import SeenShell, idle, picture

Room = Callable[..., Any]


@pytest.fixture
def today(context: Context, house: House) -> date:
    """The day of the house."""
    context.clock = house.clock
    return house.clock.today()


@pytest.fixture
def gone(rich: Rich, house: House, today: date) -> UUID:
    """A company that left, and one that waits."""
    company = house.companies.add("Left Ltd", life="admitted").value
    stay = house.residency.begin(company, "resident", today - timedelta(days=400)).value
    house.residency.exit(stay, today - timedelta(days=40), "failed")
    house.companies.add("Waiting Ltd", life="admitted")
    return company


@pytest.fixture
def screen(room: Room, gone: UUID, qtbot: QtBot, context: Context) -> Any:
    """The screen at the residents, reached by the choice above the list."""
    screen = room(make)
    screen.list.choice.choose("residents")
    idle(qtbot, context)
    return screen


def names(screen: Any) -> list[str]:
    table = screen.stays.table()
    return [table.rows.row_of(id)[1].company for id in table.rows.visible_ids()]


def test_residents_without_those_who_left(screen: Any, gone: UUID, qtbot: QtBot, context: Context) -> None:
    assert screen.stays.isVisible()
    assert names(screen) == ["Helan E-Drive"]
    assert_named(screen)
    picture(screen, "residents")
    screen.stays.bars["residents"].clear()
    assert sorted(names(screen)) == ["Helan E-Drive", "Left Ltd"]
    screen.apply({"list": "residents", "ids": [gone]})
    idle(qtbot, context)
    assert names(screen) == ["Left Ltd"]


def test_who_waits_and_what_is_due(screen: Any, rich: Rich, house: House, today: date, qtbot: QtBot, context: Context
                                   ) -> None:
    house.residency.edit(house.residency.of_company(rich.company)[0].id, planned_end=today + timedelta(days=5))
    screen.apply({"list": "waiting"})
    idle(qtbot, context)
    assert "Waiting Ltd" in names(screen)
    assert_named(screen)
    screen.stays.choice.choose("due")
    idle(qtbot, context)
    table = screen.stays.table()
    assert "Planned end of the stay" in [str(table.rows.row_of(key)[1].title) for key in table.rows.visible_ids()]
    assert_named(screen)
    assert screen.state() == {"list": "due"}


def test_enter_opens_the_stay_and_the_way_back_leads_here(screen: Any, rich: Rich, qtbot: QtBot, context: Context
                                                          ) -> None:
    table = screen.stays.table()
    table.select_ids([table.rows.visible_ids()[0]])
    qtbot.keyClick(table, Qt.Key.Key_Return)
    idle(qtbot, context)
    assert screen.page.isVisible()
    assert (screen.page.id, screen.page.tab()) == (rich.company, "stay")
    context.actions.trigger("company.back")
    idle(qtbot, context)
    assert screen.stays.isVisible()
    screen.stays.choice.choose("all")
    assert screen.list.isVisible()
    assert screen.list.choice.key == "all"


def test_a_cell_is_edited_and_a_wrong_one_kept(screen: Any, rich: Rich, house: House, qtbot: QtBot, context: Context,
                                               shell: SeenShell) -> None:
    table = screen.stays.table()
    id = table.rows.visible_ids()[0]

    def write(key: str, words: str) -> None:
        table.setCurrentIndex(table.rows.index(table.rows.line_of(id), table.section(key)))
        qtbot.keyClick(table, Qt.Key.Key_F2)
        editor = table.viewport().findChild(QLineEdit)
        editor.selectAll()
        qtbot.keyClicks(editor, words)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        idle(qtbot, context)

    write("contract", "Z-9")
    assert house.residency.of_company(rich.company)[0].contract == "Z-9"
    write("planned_end", "2019-01-01")
    assert "has to come after" in shell.warned[-1]
    assert table.rows.wrong(id, "planned_end") is not None


def test_the_list_goes_out_as_a_file(screen: Any, tmp_path: Path, qtbot: QtBot, context: Context, shell: SeenShell
                                     ) -> None:
    screen.stays.files["residents"].write(tmp_path / "residents.csv", "residents")
    idle(qtbot, context)
    assert "Helan E-Drive" in (tmp_path / "residents.csv").read_text("utf-8-sig")
    assert shell.said


def test_a_figure_narrows_the_list_of_companies(room: Room, rich: Rich, qtbot: QtBot, context: Context) -> None:
    screen = room(make)
    screen.apply({"ids": [rich.company, rich.double]})
    idle(qtbot, context)
    assert set(screen.list.table.rows.visible_ids()) == {rich.company, rich.double}
    assert "2 rows" in " ".join(chip.text() for chip in screen.list.bar._chips)
    assert "Selection" not in [action.text() for action in columns_menu(screen.list.table).actions()]


def test_what_was_kept_opens_again(room: Room, rich: Rich, qtbot: QtBot, context: Context) -> None:
    screen = room(make)
    screen.restore({"list": "waiting"})
    screen.activate()
    assert screen.stays.isVisible()
    screen.restore({"list": "nonsense"})
