"""Preparing a meeting: made, seats, agenda and its order."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from incubator_gui.widgets.ordered_table import packed
from tests.qt_support import assert_named
from tests.views.review.decision.conftest import Day


def test_without_a_meeting_the_page_says_what_to_do_next(bare: Day) -> None:
    assert bare.tab.empty.isVisible()
    bare.tab.empty.button.click()
    bare.idle()
    dialog = bare.tab.dialog
    assert dialog is not None
    dialog.day.line.setText("nonsense")
    dialog.main.click()
    bare.idle()
    assert "is not a day" in dialog.messages.bars()[0].sentence()
    assert bare.tab.dialog is dialog  # what was typed stays
    dialog.day.line.setText("2026-03-20")
    dialog.place.setText("Room 4")
    dialog.chair.choose(bare.panel.people["Anna"])
    dialog.main.click()
    bare.idle()
    row, = bare.house.meetings.rows(bare.panel.call)
    assert (row.name, row.place, row.chair, row.items) == ("Decision day", "Room 4", "Anna", 6)
    assert bare.tab.prepare.isVisible()
    assert bare.tab.prepare.table.rows.rowCount() == 6
    assert_named(bare.window)


def test_the_best_order_is_offered_with_its_figures_and_undone(meeting: UUID, bare: Day) -> None:
    bare.tab.go("prepare")
    page = bare.tab.prepare
    assert page.best.text() == "Best order: 6 → 4"
    assert "people go out or in 6 times" in page.agenda_card.caption.text()
    page.best.click()
    bare.idle()
    numbers = bare.numbers
    assert abs(numbers.index(101) - numbers.index(104)) == 1
    assert not page.best.isEnabled()
    assert "in 4 times instead of 6" in bare.shell.said[-1]
    bare.house.history.undo()
    assert bare.numbers == [101, 102, 103, 104, 105, 106]


def test_items_are_moved_by_keyboard_and_by_dragging(meeting: UUID, bare: Day) -> None:
    bare.tab.go("prepare")
    table = bare.tab.prepare.table
    ids = table.rows.visible_ids()
    table.select_ids([ids[2]])
    bare.key(Qt.Key.Key_Up, table, Qt.KeyboardModifier.AltModifier)
    assert bare.numbers == [101, 103, 102, 104, 105, 106]
    assert table.selected_ids() == [ids[2]]
    mime, place = packed(table.kind, [ids[5]]), QPoint(200, 2)
    table.dropEvent(QDropEvent(QPointF(place), Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton,
                               Qt.KeyboardModifier.NoModifier))
    bare.idle()
    assert bare.numbers == [106, 101, 103, 102, 104, 105]
    table.select_ids([ids[5]])
    bare.key(Qt.Key.Key_Delete, table)
    assert 106 not in bare.numbers
    bare.tab.prepare.put_on(None)
    bare.idle()
    assert bare.numbers[-1] == 106


def test_seats_are_edited_in_place_and_people_added(meeting: UUID, bare: Day) -> None:
    bare.tab.go("prepare")
    page = bare.tab.prepare
    seat = next(one for one in bare.house.meetings.seats(meeting) if one.name == "Dora")
    rows = page.seats.rows
    rows.setData(rows.index(rows.lines_of([seat.id])[0], page.seats.section("may_vote")), False)
    bare.idle()
    assert not next(one for one in bare.house.meetings.seats(meeting) if one.name == "Dora").may_vote
    page.seats.select_ids([seat.id])
    page.remove_seat.click()
    bare.idle()
    assert [one.name for one in bare.house.meetings.seats(meeting)] == ["Anna", "Bo", "Cai"]
    action, = (one for one in page.seat_menu().actions() if one.text() == "Dora")
    action.trigger()
    bare.idle()
    assert [one.name for one in bare.house.meetings.seats(meeting)] == ["Anna", "Bo", "Cai", "Dora"]


def test_a_wrong_time_stays_in_its_field_with_the_reason(meeting: UUID, bare: Day) -> None:
    bare.tab.go("prepare")
    card = bare.tab.prepare.card
    card.time.setFocus()
    card.time.setText("soon")
    QTest.keyClick(card.time, Qt.Key.Key_Return)
    bare.idle()
    assert card.time.text() == "soon"
    assert "is no time of day" in card.messages.bars()[0].sentence()
    assert not card.commit()
    card.time.setText("10:15")
    QTest.keyClick(card.time, Qt.Key.Key_Return)
    bare.idle()
    assert bare.house.meetings.row(meeting).starts_at == "10:15"
    assert not card.messages.bars()
