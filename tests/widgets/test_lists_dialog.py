"""The dialog of lists, by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.languages import use_language
from incubator_gui.services.house import House
from incubator_gui.services.lists_out import CALENDAR, KINDS, Wish
from incubator_gui.services.space import FloorDraft, RoomDraft
from incubator_gui.widgets import lists_dialog
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.lists_dialog import ListsDialog
from tests.qt_support import assert_named
from tests.support.databases import blank

NOW = datetime(2027, 5, 12, 8, tzinfo=UTC)


@pytest.fixture
def ready(context: Context, tmp_path: Path) -> Iterator[Context]:
    """A context with a small house."""
    house = House.open(blank(tmp_path / "house.db"), clock=FixedClock(NOW))
    house.space.set_up("Main building", (FloorDraft("Floor 1", (RoomDraft("101", "open_area", 6, 40.0),)),), 40.0)
    context.house, context.clock = house, house.clock
    yield context
    context.jobs.shutdown(10)
    house.close()


@pytest.fixture
def dialog(ready: Context, qtbot: QtBot) -> ListsDialog:
    """The dialog, shown."""
    made = ListsDialog(ready)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_list_is_offered_and_headings_cannot_be_chosen(dialog: ListsDialog, qtbot: QtBot) -> None:
    assert_named(dialog)
    assert dialog.what() == "residents"
    seen = []
    for _ in range(dialog.list.count()):
        seen.append(dialog.what())
        qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    assert list(dict.fromkeys(seen)) == [*KINDS, CALENDAR]


def test_day_or_month_stand_only_where_the_list_has_them(dialog: ListsDialog) -> None:
    dialog.choose("desks")
    assert (dialog.day.isVisible(), dialog.month.isVisible()) == (True, False)
    dialog.day.picked.emit(date(2027, 9, 1))
    assert dialog.wish() == Wish("desks", "en", date(2027, 9, 1))
    dialog.choose("ledger")
    assert (dialog.day.isVisible(), dialog.month.isVisible()) == (False, True)
    assert dialog.wish() == Wish("ledger", "en", None, date(2027, 5, 1))
    dialog.month.choose(None)
    assert dialog.wish().month is None
    dialog.choose("tasks")
    assert (dialog.day.isVisible(), dialog.month.isVisible()) == (False, False)


def test_a_list_is_saved_and_the_choice_is_remembered(dialog: ListsDialog, ready: Context, qtbot: QtBot, tmp_path: Path
                                                      ) -> None:
    dialog.choose("desks")
    dialog.language.choose("zh")
    path = tmp_path / "desks.xlsx"
    dialog.save_to(path)
    qtbot.waitUntil(lambda: path.is_file() and dialog.main.isEnabled())
    sheet = load_workbook(path).active
    assert sheet.max_row == 7
    assert sheet["A1"].value == "场地"
    again = ListsDialog(ready)
    qtbot.addWidget(again)
    assert (again.what(), again.language.key()) == ("desks", "zh")
    again.close()


def test_what_is_refused_is_said_and_nothing_is_lost(dialog: ListsDialog, qtbot: QtBot, tmp_path: Path) -> None:
    dialog.choose("desks")
    dialog.save_to(tmp_path / "desks.docx")
    qtbot.waitUntil(lambda: dialog.messages.isVisible() and dialog.main.isEnabled())
    assert dialog.what() == "desks"


def test_the_calendar_is_only_a_calendar(dialog: ListsDialog, qtbot: QtBot, tmp_path: Path) -> None:
    dialog.choose(CALENDAR)
    assert dialog.format.key() == "ics"
    assert not dialog.preview.isEnabled()
    assert not dialog.print_.isEnabled()
    path = tmp_path / "house.ics"
    dialog.save_to(path)
    qtbot.waitUntil(lambda: path.is_file() and dialog.main.isEnabled())
    dialog.choose("desks")
    assert dialog.format.key() == "xlsx"
    assert dialog.preview.isEnabled()


def test_enter_shows_it_as_a_paper(dialog: ListsDialog, qtbot: QtBot) -> None:
    dialog.choose("desks")
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: hasattr(dialog, "seen"), timeout=20_000)
    assert dialog.seen.document.pageCount() == 1
    dialog.seen.close()


def test_a_copy_opens_in_another_program(dialog: ListsDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[str, int]] = []

    def seen(name: str, content: bytes) -> bool:
        opened.append((name, len(content)))
        return False

    monkeypatch.setattr(lists_dialog, "open_copy", seen)
    dialog.choose("desks")
    dialog.format.choose("csv")
    qtbot.mouseClick(dialog.open_, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0][0] == "Desks-2027-05-12.csv"
    qtbot.waitUntil(dialog.messages.isVisible)


def test_saving_proposes_a_name(dialog: ListsDialog, qtbot: QtBot) -> None:
    use_language("de")
    dialog.choose("desks")
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert Path(dialog.asking.selectedFiles()[0]).name == "Desks-2027-05-12.xlsx"
    dialog.asking.close()
