"""All tasks: added, edited in the row and in the dialog, ticked off, postponed, handed on, printed, as a calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from incubator_gui.core.settings import PERSON_NAME
from incubator_gui.itemmodels.columns import Edit
from incubator_gui.services.house import House
from incubator_gui.views.overview import make
from incubator_gui.widgets.context import Context
from tests.qt_support import assert_named
from tests.services.houses import DAY, Filled, fill, open_house
from tests.views.companies.room import SeenShell, idle, room, shell

__all__ = ["room", "shell"]
Room = Callable[..., Any]


@pytest.fixture
def house(tmp_path: Path, context: Context) -> Iterator[House]:
    """A house that stands at noon of a fixed day."""
    opened = open_house(tmp_path / "house.db")
    context.clock = opened.clock
    yield opened
    opened.close()


@pytest.fixture
def made(house: House) -> Filled:
    """The house filled."""
    made = fill(house)
    house.search.catch_up()
    return made


@pytest.fixture
def screen(room: Room, made: Filled, context: Context, qtbot: QtBot) -> Any:
    """The screen at the list of all tasks, Lena at the keyboard."""
    context.settings.set(PERSON_NAME, "Lena Weber")
    screen = room(make)
    context.actions.trigger("tasks.all")
    idle(qtbot, context)
    return screen


def key_of(screen: Any, title: str) -> str:
    return next(row[0] for row in screen.page.table.rows.index_.rows if str(row[1].title) == title)


def titles(house: House) -> list[str]:
    return [row.title for row in house.tasks.open()]


def test_a_new_task_with_company_owner_and_day(screen: Any, made: Filled, house: House, qtbot: QtBot,
                                               context: Context) -> None:
    context.actions.trigger("tasks.new")
    dialog = screen.page.dialog
    assert_named(dialog)
    assert not dialog.main.isEnabled()
    qtbot.keyClicks(dialog.title, "Call the bank")
    qtbot.keyClicks(dialog.due.line, "no day")
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert "is not a day" in dialog.messages.bars()[0].sentence()
    dialog.due.line.clear()
    qtbot.keyClicks(dialog.due.line, "20.5.2027")
    qtbot.keyClicks(dialog.company.line, "Moorfi")
    qtbot.waitUntil(lambda: bool(dialog.company._found), timeout=5000)
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert "is no company of this house" in dialog.messages.bars()[0].sentence()
    dialog.company._taken(next(iter(dialog.company._found)))
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    idle(qtbot, context)
    assert screen.page.dialog is None
    row = next(row for row in house.tasks.open() if row.title == "Call the bank")
    assert (row.due_on, row.owner_id, row.subject_id) == (date(2027, 5, 20), made.lena, made.company["Moorfink"])
    assert screen.page.tasks() == [row.id], "the new one is selected, so that it can be found in a long list"


def test_enter_opens_a_task_to_edit(screen: Any, house: House, qtbot: QtBot, context: Context) -> None:
    table = screen.page.table
    table.select_ids([key_of(screen, "Letter")])
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    idle(qtbot, context)
    dialog = screen.page.dialog
    assert dialog.title.text() == "Letter"
    dialog.title.setText("Letter to all")
    qtbot.keyClick(dialog.title, Qt.Key.Key_Return)
    idle(qtbot, context)
    assert "Letter to all" in titles(house)
    context.jobs.write(lambda: house.history.undo(), owner=screen)
    idle(qtbot, context)
    assert "Letter" in titles(house)
    key_of(screen, "Letter")


def test_enter_on_what_follows_from_a_record_opens_it(screen: Any, made: Filled, shell: SeenShell, qtbot: QtBot
                                                      ) -> None:
    table = screen.page.table
    table.select_ids([key_of(screen, "Has no desk from then on")])
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert shell.records == [("company", made.company["Kranichtal"])]


def test_cells_are_edited_in_place_where_they_belong_to_a_task(screen: Any, made: Filled, house: House, qtbot: QtBot,
                                                               context: Context, shell: SeenShell) -> None:
    table = screen.page.table
    key = key_of(screen, "Gate decision")
    table.select_ids([key])
    index = table.rows.index(table.rows.line_of(key), table.section("due"))
    table.setCurrentIndex(index)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.viewport().findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "2027-05-30")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    idle(qtbot, context)
    gate = next(row for row in house.tasks.open() if row.title == "Gate decision")
    assert gate.due_on == date(2027, 5, 30)
    table.rows.edited.emit((Edit(key, "owner", "何俊"),))
    idle(qtbot, context)
    assert house.tasks.get(gate.id).owner_id == made.jun
    table.rows.edited.emit((Edit(key_of(screen, "Has no desk from then on"), "due", DAY),))
    idle(qtbot, context)
    assert "follows from a record" in shell.warned[-1]


def test_tick_off_postpone_and_hand_on_several(screen: Any, made: Filled, house: House, qtbot: QtBot,
                                               context: Context) -> None:
    table = screen.page.table
    keys = [key_of(screen, "Gate decision"), key_of(screen, "Hand over 6 desks")]
    table.rows.set_checked([*keys, key_of(screen, "Has no desk from then on")])
    assert screen.page.done.isEnabled()
    context.actions.trigger("tasks.workday")
    idle(qtbot, context)
    assert {row.due_on for row in house.tasks.open() if row.title in ("Gate decision", "Hand over 6 desks")} == {
        DAY + timedelta(days=1)}
    menu = screen.page._hand_menu()
    next(action for action in menu.actions() if action.text() == "何俊").trigger()
    idle(qtbot, context)
    assert {row.owner for row in house.tasks.open() if row.due_on == DAY + timedelta(days=1)} == {"何俊"}
    context.actions.trigger("tasks.done")
    idle(qtbot, context)
    assert titles(house) == ["Letter", "Some day"]
    assert not screen.page.done.isEnabled()
    context.jobs.write(lambda: house.history.undo(), owner=screen)
    idle(qtbot, context)
    assert len(titles(house)) == 4


def test_a_figure_elsewhere_narrows_the_list(screen: Any, qtbot: QtBot, context: Context) -> None:
    screen.apply({"tasks": True, "group": "late"})
    assert screen.page.table.rows.counts() == (1, 7)
    assert screen.state()["tasks"] is True
    screen.page.bar.clear()
    context.actions.trigger("overview.mine")
    idle(qtbot, context)
    assert screen.page.table.rows.counts() == (2, 2)


def test_a_calendar_file(screen: Any, tmp_path: Path, qtbot: QtBot, context: Context, shell: SeenShell) -> None:
    screen.page.write_calendar(tmp_path / "tasks.ics")
    idle(qtbot, context)
    assert "Hand over 6 desks" in (tmp_path / "tasks.ics").read_text("utf-8")
    assert "tasks.ics" in shell.said[-1]


def test_a_task_that_is_gone_says_so(screen: Any, house: House, qtbot: QtBot, context: Context, shell: SeenShell
                                     ) -> None:
    key = key_of(screen, "Letter")
    id = screen.page.table.rows.row_of(key)[1].task
    house.tasks.remove(id)
    screen.page._activated(key)
    idle(qtbot, context)
    assert "no longer there" in shell.warned[-1]
