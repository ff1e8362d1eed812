"""The calendar: month and week, the keyboard's way through them, opening, moving with undo, kinds, .ics."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMenu

from incubator_gui.core.languages import use_language
from incubator_gui.views.services.calendar_grid import month_step, span_of
from incubator_gui.views.services.calendar_item import MIME, ItemLine
from tests.qt_support import assert_named
from tests.views.services.parts import company, part, service, staff, undo

TODAY = date(2027, 5, 12)


def names(tab: Any, day: date) -> list[str]:
    """What stands on a day, whether there is room or not."""
    return [line.accessibleName() for line in tab.grid.cells[day].lines]


def line(tab: Any, kind: str) -> Any:
    """The only item of a kind that is shown."""
    found = [one for cell in tab.grid.cells.values() for one in cell.lines if one.item.kind == kind]
    assert len(found) == 1
    return found[0]


def focused(tab: Any) -> Any:
    """What has the keyboard."""
    return tab.window().focusWidget()


def press(room: Any, tab: Any, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    room.qtbot.keyClick(focused(tab), key, modifier)
    room.idle()


def test_the_days_of_a_view() -> None:
    assert span_of(TODAY, week=True) == (date(2027, 5, 10), date(2027, 5, 17))
    assert span_of(TODAY, week=False) == (date(2027, 4, 26), date(2027, 6, 7))
    assert span_of(date(2027, 2, 3), week=False) == (date(2027, 2, 1), date(2027, 3, 1))
    assert month_step(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert month_step(date(2027, 1, 31), -1) == date(2026, 12, 31)


def test_everything_with_a_date_stands_on_its_day(room: Any) -> None:
    room.house.tasks.add("Hand over keys", date(2027, 5, 20))
    engagement = room.line("Lumenhain Sensorik")
    room.house.engagements.add_deliverable(engagement.id, "Price list", date(2027, 5, 21))
    room.house.mentors.add(staff(room, "Shen Yu"))
    tab = part(room, "calendar")
    assert tab.title.text() == "May 2027"
    assert len(tab.grid.cells) == 42
    assert names(tab, date(2027, 5, 20)) == ["Task: Hand over keys"]
    assert names(tab, date(2027, 5, 21)) == ["Deliverable: Lumenhain Sensorik: Price list"]
    assert names(tab, date(2027, 5, 10)) == ["Service due: Kranichtal Zelltechnik: Sales · 2 days late"]
    assert names(tab, date(2027, 5, 11)) == ["Mentor session: Kranichtal Zelltechnik: Shen Yu · 2\u00a0h"]
    assert names(tab, date(2027, 5, 19)) == ["Training: Data protection"]
    assert "Wednesday, 12 May 2027" in tab.grid.cells[TODAY].accessibleName()
    assert_named(room.screen)


def test_holidays_and_moved_working_days_of_both_countries(room: Any) -> None:
    tab = part(room, "calendar")
    tab.grid.go_to(date(2026, 10, 3))
    room.idle()
    cell = tab.grid.cells[date(2026, 10, 3)]
    assert cell.marks == (("CN National Day", False), ("DE Day of German Unity", False))
    assert tab.grid.cells[date(2026, 10, 10)].marks == (("CN Working day", True),)
    assert "no working day" in tab.grid.cells[date(2026, 10, 5)].accessibleName()
    assert "no working day" not in tab.grid.cells[date(2026, 10, 10)].accessibleName()
    room.house.keeping.set("holidays", [{"day": "2026-10-12", "works": False, "name": {"en": "House party"}}])
    tab.read()
    room.idle()
    assert tab.grid.cells[date(2026, 10, 12)].marks == (("House party", False),)


def test_the_way_of_the_keyboard(room: Any) -> None:
    tab = part(room, "calendar")
    tab.grid.take_keyboard()
    press(room, tab, Qt.Key.Key_Right)
    assert focused(tab).day == TODAY + timedelta(days=1)
    press(room, tab, Qt.Key.Key_Right)
    press(room, tab, Qt.Key.Key_Down)
    assert isinstance(focused(tab), ItemLine)  # the plan of Lumenhain, due on the 14th
    press(room, tab, Qt.Key.Key_Return)
    assert room.shell.records == [("engagement", room.line("Lumenhain Sensorik").id)]
    press(room, tab, Qt.Key.Key_Down)
    assert focused(tab).day == date(2027, 5, 21)
    press(room, tab, Qt.Key.Key_Up)
    assert focused(tab).item.day == date(2027, 5, 14)
    press(room, tab, Qt.Key.Key_Up)
    assert focused(tab).day == date(2027, 5, 14)
    press(room, tab, Qt.Key.Key_PageDown)
    assert (focused(tab).day, tab.title.text()) == (date(2027, 6, 14), "June 2027")
    press(room, tab, Qt.Key.Key_Home)
    assert (focused(tab).day, tab.title.text()) == (TODAY, "May 2027")
    press(room, tab, Qt.Key.Key_PageUp)
    assert tab.title.text() == "April 2027"
    room.qtbot.mouseClick(tab.back, Qt.MouseButton.LeftButton)
    room.idle()
    assert tab.title.text() == "May 2027"


def test_weeks(room: Any) -> None:
    tab = part(room, "calendar")
    room.trigger("services.calendar_view")
    assert tab.title.text() == "10 May 2027 – 16 May 2027"
    assert len(tab.grid.cells) == 7
    tab.grid.take_keyboard()
    press(room, tab, Qt.Key.Key_PageDown)
    assert focused(tab).day == date(2027, 5, 19)
    kept = tab.state()
    tab.which.choose("month")
    room.idle()
    tab.restore(kept)
    assert tab.which.key == "week"
    tab.restore({"view": 3, "hidden": "x"})


def test_alt_and_an_arrow_move_an_item(room: Any) -> None:
    tab = part(room, "calendar")
    due = next(one for one in tab.grid.cells[date(2027, 5, 14)].lines)
    due.setFocus()
    press(room, tab, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert room.line("Lumenhain Sensorik").due_on == date(2027, 5, 15)
    assert focused(tab).item.day == date(2027, 5, 15)  # the keyboard goes along
    press(room, tab, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert room.line("Lumenhain Sensorik").due_on == date(2027, 5, 22)
    undo(room)
    undo(room)
    assert room.line("Lumenhain Sensorik").due_on == date(2027, 5, 14)
    assert len(tab.grid.cells[date(2027, 5, 14)].lines) == 1


def test_past_the_edge_the_month_turns_with_the_item(room: Any) -> None:
    room.house.tasks.add("Hand over keys", date(2027, 6, 6))
    tab = part(room, "calendar")
    line(tab, "task").setFocus()
    press(room, tab, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert room.house.tasks.open()[0].due_on == date(2027, 6, 13)
    assert tab.title.text() == "June 2027"
    assert focused(tab).item.day == date(2027, 6, 13)


def drop(tab: Any, item: Any, day: date) -> None:
    """Let go of an item over a day."""
    cell = tab.grid.cells[day]
    data = QMimeData()
    data.setData(MIME, f"{item.kind} {item.id.hex} {item.day.isoformat()}".encode())
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.MoveAction, data, left, none)
    cell.dragEnterEvent(entered)
    assert entered.isAccepted()
    cell.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.MoveAction, data, left, none))


def test_dragging_to_another_day(room: Any) -> None:
    tab = part(room, "calendar")
    drop(tab, line(tab, "training").item, date(2027, 5, 27))
    room.idle()
    assert room.house.trainings.rows()[0].held_on == date(2027, 5, 27)
    undo(room)
    assert room.house.trainings.rows()[0].held_on == date(2027, 5, 19)
    drop(tab, line(tab, "training").item, date(2027, 5, 1))
    room.idle()
    assert "is a holiday: Labour Day" in room.shell.warned[-1]


def test_what_somebody_else_moved_is_not_moved_again_unseen(room: Any) -> None:
    room.house.tasks.add("Hand over keys", date(2027, 5, 20))
    tab = part(room, "calendar")
    item = line(tab, "task").item
    room.house.tasks.postpone(item.id, date(2027, 5, 21))
    drop(tab, item, date(2027, 5, 25))
    room.idle()
    assert "Somebody else moved" in room.shell.warned[-1]
    assert line(tab, "task").item.day == date(2027, 5, 21)


def test_what_has_happened_stays(room: Any) -> None:
    room.house.mentors.add(staff(room, "Shen Yu"))
    tab = part(room, "calendar")
    session = line(tab, "mentor_session")
    assert "cannot be moved" in session.accessibleDescription()
    session.setFocus()
    press(room, tab, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert "cannot be moved" in room.shell.warned[-1]
    session = line(tab, "mentor_session")
    session.setFocus()
    press(room, tab, Qt.Key.Key_Return)
    assert room.screens[-1][0] == "services"
    assert room.screens[-1][1]["part"] == "mentors"


def test_many_items_of_a_day_are_listed(room: Any) -> None:
    for number in range(9):
        room.house.tasks.add(f"Task {number}", date(2027, 5, 20), company=company(room, "Lumenhain"))
    tab = part(room, "calendar")
    cell = tab.grid.cells[date(2027, 5, 20)]
    shown = len(cell.shown_lines())
    assert 0 < shown < 9
    assert cell.more.text() == f"{9 - shown} more"
    cell.setFocus()
    room.qtbot.keyClick(cell, Qt.Key.Key_Return)
    menu = cell.findChild(QMenu)
    assert len(menu.actions()) == 11
    menu.actions()[-1].trigger()
    menu.close()
    assert room.shell.records == [("company", company(room, "Lumenhain"))]


def test_kinds_are_switched_off(room: Any) -> None:
    tab = part(room, "calendar")
    menu = tab.open_kinds()
    next(action for action in menu.actions() if action.text() == "Training").trigger()
    menu.close()
    assert names(tab, date(2027, 5, 19)) == []
    assert tab.kinds.text() == "11 of 12 kinds"
    tab.show_kinds(["training"])
    assert [len(names(tab, day)) for day in (date(2027, 5, 19), date(2027, 5, 14))] == [1, 0]


def test_written_for_other_calendars(room: Any, tmp_path: Path) -> None:
    service_id = service(room, "training")
    room.house.trainings.add("Term sheets", held_on=date(2027, 5, 20), starts_at="9:30", hours=Decimal(2),
                             service_id=service_id)
    tab = part(room, "calendar")
    path = tmp_path / "house.ics"
    tab.export_to(path)
    room.idle()
    text = path.read_bytes().decode()
    assert "SUMMARY:Data protection" in text
    assert "DTSTART:20270520T013000Z" in text
    assert room.shell.said[-1].endswith("entries from 26 Apr 2027 on written to house.ics")
    tab.export_to(tmp_path / "house.txt")
    room.idle()
    assert (tmp_path / "house.txt.ics").exists()


def test_the_date_control_and_other_languages(room: Any) -> None:
    tab = part(room, "calendar")
    room.screen.set_date(date(2027, 8, 5))
    room.idle()
    assert tab.title.text() == "August 2027"
    use_language("de")
    tab.retranslate()
    assert tab.back.text() == "Heute"
    assert tab.grid._heads[0].text() == "Montag"


def test_changes_elsewhere_show_at_once(room: Any) -> None:
    tab = part(room, "calendar")
    room.context.bus.publish(room.house.tasks.add("Call the bank", date(2027, 5, 26)).changes)
    room.idle()
    assert names(tab, date(2027, 5, 26)) == ["Task: Call the bank"]


def test_the_month_stands_in_full_where_there_is_room(room: Any) -> None:
    tab = part(room, "calendar")
    tab.grid.go_to(date(2026, 11, 3))
    room.idle()
    assert tab.title.text() == "November 2026"
    tab.title.resize(tab.title.fontMetrics().horizontalAdvance("November"), tab.title.height())
    assert tab.title.text() == "Nov 2026"
