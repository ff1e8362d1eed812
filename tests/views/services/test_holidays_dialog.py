"""Working days: country and region, own days, moved working days, a year to look at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt

from incubator_gui.views.services.holidays_dialog import HolidaysDialog
from tests.qt_support import assert_named


@pytest.fixture
def dialog(room: Any) -> Iterator[HolidaysDialog]:
    made = HolidaysDialog(room.context, room.screen)
    made.open()
    room.idle()
    yield made
    if shiboken6.isValid(made):
        made.reject()
    room.idle()


def rows(listed: Any) -> list[str]:
    return [listed.item(place).text() for place in range(listed.count())]


def test_the_year_of_the_house(room: Any, dialog: HolidaysDialog) -> None:
    assert (dialog.country.key(), dialog.year) == ("CN", 2027)
    assert not dialog.region.isEnabled()
    assert "not in the table yet" in dialog._source.text()
    dialog.turn(-1)
    assert "2026" in dialog._source.text()
    assert "4 Jan 2026 · Working day" in rows(dialog.special)
    assert "1 Oct 2026 · National Day" in rows(dialog.special)
    assert "working day" in dialog.view.words(date(2026, 10, 10))
    assert "free" in dialog.view.words(date(2026, 10, 11))
    assert_named(dialog)


def test_germany_with_a_region(room: Any, dialog: HolidaysDialog) -> None:
    dialog.country.choose("DE")
    dialog.country.activated.emit(0)
    assert dialog.region.isEnabled()
    before = dialog._facts.text()
    dialog.region.choose("BY")
    dialog.region.activated.emit(0)
    assert "6 Jan 2027 · Epiphany" in rows(dialog.special)
    assert dialog._facts.text() != before
    room.qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    room.idle()
    days = room.house.service_board.calendar()
    assert (days.country, days.region) == ("DE", "BY")
    assert not days.is_workday(date(2027, 1, 6))


def test_own_days_by_keyboard(room: Any, dialog: HolidaysDialog) -> None:
    view = dialog.view
    view.setFocus()
    view.day = date(2027, 9, 25)
    room.qtbot.keyClick(view, Qt.Key.Key_Right)
    room.qtbot.keyClick(view, Qt.Key.Key_Return)
    assert dialog.first.value() == date(2027, 9, 26)  # a Sunday
    dialog.kind.choose("work")
    room.qtbot.keyClicks(dialog.name, "Moved")
    room.qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert rows(dialog.days) == ["26 Sept 2027 · Moved · working day"]
    dialog.kind.choose("off")
    for field, words in ((dialog.first, "2027-12-24"), (dialog.last, "2027-12-26")):
        field.editor.setFocus()
        room.qtbot.keyClicks(field.editor, words)
    room.qtbot.mouseClick(dialog.adder, Qt.MouseButton.LeftButton)
    assert len(rows(dialog.days)) == 4
    assert "24 Dec 2027 · Holiday of the house (of the house)" in rows(dialog.special)
    dialog.days.setCurrentRow(3)
    room.qtbot.keyClick(dialog.days, Qt.Key.Key_Delete)
    assert len(rows(dialog.days)) == 3
    room.qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    room.idle()
    days = room.house.service_board.calendar()
    assert days.is_workday(date(2027, 9, 26))
    assert not days.is_workday(date(2027, 12, 24))
    room.house.history.undo()
    assert not room.house.service_board.calendar().is_workday(date(2027, 9, 26))


def test_a_wrong_day_stays_in_its_field(room: Any, dialog: HolidaysDialog) -> None:
    room.qtbot.mouseClick(dialog.adder, Qt.MouseButton.LeftButton)
    assert dialog.first.problem() == "Which day?"
    dialog.first.set_value(None)
    dialog.first.editor.setFocus()
    room.qtbot.keyClicks(dialog.first.editor, "2027-05-20")
    dialog.last.editor.setFocus()
    room.qtbot.keyClicks(dialog.last.editor, "2027-05-01")
    room.qtbot.mouseClick(dialog.adder, Qt.MouseButton.LeftButton)
    assert "after the first" in dialog.last.problem()
    assert dialog.last.words() == "1 May 2027" or dialog.last.words() == "2027-05-01"
    assert not rows(dialog.days)


def test_a_click_on_a_day_and_cancel(room: Any, dialog: HolidaysDialog) -> None:
    place = dialog.view.rect_of(date(2027, 5, 17)).center()
    room.qtbot.mouseClick(dialog.view, Qt.MouseButton.LeftButton, pos=place)
    assert dialog.first.value() == date(2027, 5, 17)
    dialog.add_day()
    dialog.reject()
    room.idle()
    assert room.house.keeping.settings()["holidays"] == []
