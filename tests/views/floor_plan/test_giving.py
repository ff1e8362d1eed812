"""Giving desks, moving, swapping, ending, extending: by drop and by keyboard; refused where it must be."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from incubator_gui.core.languages import use_language
from incubator_gui.domain.space import Span
from incubator_gui.widgets.plan import DESK, Item, Payload, Target
from tests.qt_support import assert_named
from tests.views.floor_plan.conftest import JUNE, MAY, NEXT, TODAY
from tests.views.floor_plan.steps import waiting


def test_who_waits_says_what_fits(room: Any) -> None:
    lines = room.screen.side.waiting.list.lines()
    assert [(line.title, line.figure) for line in lines] == [("Fernmoss", "4 desks"), ("Ostpark", "number open")]
    assert lines[0].note == "from 1 May 2027 · near the lab"
    assert (lines[0].state, lines[0].tone) == ("fits 101, 2 201", "success")
    assert room.screen.side.tabs.tabText(0) == "Waiting 2"
    room.screen.side.waiting.field.setText("ost")
    room.qtbot.waitUntil(lambda: room.screen.side.waiting.list.count() == 1)
    assert_named(room.screen.window())


def test_a_drop_from_the_list_is_confirmed_with_its_dates(room: Any) -> None:
    payload = Payload.from_mime(waiting(room, "Fernmoss").to_mime())
    assert payload is not None
    room.drop(payload, "101-7")
    strip = room.screen.strip
    assert strip.isVisible()
    assert strip.sentence.text() == "Fernmoss → 101: 7-10"
    assert (strip.starts.day(), strip.until.day()) == (MAY, NEXT)
    assert not strip.stay.isVisible()  # its stay is entered
    assert strip.main.text() == "Give 4 desks"
    room.qtbot.keyClick(strip.main, Qt.Key.Key_Return)
    room.idle()
    assert not strip.isVisible()
    assert room.has("Fernmoss", MAY) == ["101-10", "101-7", "101-8", "101-9"]
    assert room.has("Fernmoss") == []
    assert [line.title for line in room.screen.side.waiting.list.lines()] == ["Ostpark"]
    assert {room.desk(f"101-{n}") for n in range(7, 11)} == set(room.screen.model.chosen)
    room.elsewhere(room.house.history.undo)
    assert room.has("Fernmoss", MAY) == []
    assert len(room.screen.side.waiting.list.lines()) == 2


def test_a_refused_drop_keeps_everything_and_other_dates_can_fit(room: Any) -> None:
    room.house.space.allocate(room.company("Nebelrad"), Span(JUNE, NEXT), desks=[room.desk("101-8")])
    room.drop(waiting(room, "Fernmoss"), "101-7")
    strip = room.screen.strip
    assert strip.main.isEnabled()  # the screen has not heard of the other one yet
    room.qtbot.keyClick(strip.main, Qt.Key.Key_Return)
    room.idle()
    assert strip.isVisible()
    assert "101-8 is taken by Nebelrad from 1 Jun 2027" in strip.problem.text()
    assert strip.starts.day() == MAY
    strip.until.line.setText("2027-06-01")
    strip.until.line.textEdited.emit("2027-06-01")
    assert strip.main.isEnabled()
    room.qtbot.keyClick(strip, Qt.Key.Key_Return)
    room.idle()
    assert len(room.has("Fernmoss", MAY)) == 4
    assert room.has("Fernmoss", JUNE) == []


def test_esc_lets_go(room: Any) -> None:
    room.drop(waiting(room, "Fernmoss"), "101-7")
    room.qtbot.keyClick(room.screen.strip, Qt.Key.Key_Escape)
    assert not room.screen.strip.isVisible()
    assert room.has("Fernmoss", MAY) == []


def test_what_does_not_fit_is_said_while_it_is_dragged(room: Any) -> None:
    ask = room.screen.plan._answer
    payload = waiting(room, "Fernmoss")
    plan = room.screen.model.plan
    fit = ask(payload, Target(Item(DESK, room.desk("101-7"))))
    assert fit.fits
    assert len(fit.desks) == 4
    why = ask(payload, Target(Item(DESK, room.desk("102-4"))))
    assert "only 1 of 4" in str(why)
    assert "102-1 is taken by 澜杉智驾" in str(why)
    whole = ask(payload, Target(Item("room", room.room_id("103"))))
    assert whole.rooms == (room.room_id("103"),)
    assert plan is not None


def test_allocate_by_keyboard_with_the_stay_in_the_same_step(room: Any) -> None:
    side = room.screen.side
    side.waiting.list.setFocus()
    side.waiting.list.setCurrentRow(1)
    room.qtbot.keyClick(side.waiting.list, Qt.Key.Key_Return)
    dialog = room.screen.deeds.dialog
    assert_named(dialog)
    assert dialog.company.name() == "Ostpark"
    assert dialog.stay.box.isChecked()
    dialog.count.setValue(3)
    dialog.until.line.setText("31.12.2027")
    dialog.until.line.textEdited.emit("31.12.2027")
    dialog.stay.contract.setText("V-2027-9")
    assert "101" in dialog.places.item(0).text() or "201" in dialog.places.item(0).text()
    room.qtbot.keyClick(dialog.places, Qt.Key.Key_Return)
    room.idle()
    assert room.screen.deeds.dialog is None
    assert len(room.has("Ostpark")) == 3
    stay = room.house.residency.of_company(room.company("Ostpark"))[0]
    assert (stay.contract, stay.starts_on, stay.planned_end, stay.kind) == (
        "V-2027-9", TODAY, date(2027, 12, 31), "resident")
    room.elsewhere(room.house.history.undo)
    assert room.has("Ostpark") == []
    assert room.house.residency.of_company(room.company("Ostpark")) == ()


def test_allocate_for_chosen_desks_finds_a_company_by_pinyin(room: Any) -> None:
    room.choose("101-9", "101-10")
    dialog = room.run("floor.allocate")
    assert not dialog.main.isEnabled()
    offered = [dialog.company.found.item(row).text() for row in range(dialog.company.found.count())]
    assert offered == ["Fernmoss  ·  waits for 4 desks", "Ostpark  ·  waits, number open"]
    room.qtbot.keyClicks(dialog.company.field, "lan shan")
    room.qtbot.keyClick(dialog.company.field, Qt.Key.Key_Return)
    assert dialog.company.name() == "澜杉智驾"
    assert dialog.places.item(0).text() == "Chosen on the plan: 101: 9-10"
    room.send()
    assert room.has("澜杉智驾") == ["101-10", "101-9", "102-1", "102-2", "102-3"]


def test_the_dialog_says_why_chosen_desks_cannot_be_given(room: Any) -> None:
    room.choose("101-6", "101-7")
    dialog = room.run("floor.allocate")
    dialog.company.choose(room.company("Ostpark"))
    assert not dialog.main.isEnabled()
    assert "101-6 is taken by Kranichtal from 1 Jun 2026 on, without an end." in dialog.says.text()
    dialog.places.setCurrentRow(1)
    assert dialog.main.isEnabled()
    dialog.starts.line.setText("bald")
    dialog.starts.line.textEdited.emit("bald")
    assert not dialog.main.isEnabled()
    assert dialog.starts.line.text() == "bald"
    dialog.reject()


def test_a_room_without_desks_is_given_as_a_whole(room: Any) -> None:
    room.screen.model.choose([room.room_id("103")])
    dialog = room.run("floor.allocate")
    dialog.company.choose(room.company("Kranichtal"))
    assert dialog.places.item(0).text() == "Chosen on the plan: 103"
    room.send()
    assert "103" in room.has("Kranichtal")


def test_a_drag_by_mouse_from_the_list_onto_a_desk(room: Any) -> None:
    waiting_list, canvas = room.screen.side.waiting.list, room.screen.plan.canvas
    desk = canvas.scene.by_id[room.desk("101-9")]
    spot = canvas.view.to_screen(desk.x, desk.y)
    mime = waiting_list.mimeData([waiting_list.item(0)])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    actions = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    enter = QDragEnterEvent(spot.toPoint(), actions, mime, buttons, keys)
    QApplication.sendEvent(canvas, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(canvas, QDragMoveEvent(spot.toPoint(), actions, mime, buttons, keys))
    drop = QDropEvent(spot, actions, mime, buttons, keys)
    QApplication.sendEvent(canvas, drop)
    assert room.screen.strip.sentence.text() == "Fernmoss → 101: 9-12"
    room.screen.strip.let_go()


def test_carry_by_keyboard(room: Any) -> None:
    side, canvas = room.screen.side, room.screen.plan.canvas
    room.screen.window().activateWindow()
    side.waiting.list.setFocus()
    side.waiting.list.setCurrentRow(0)
    room.qtbot.waitUntil(side.waiting.list.hasFocus)
    room.run("floor.carry")
    room.qtbot.waitUntil(canvas.hasFocus)
    for _ in range(12):
        if room.screen.strip.isVisible():
            break
        room.qtbot.keyClick(canvas, Qt.Key.Key_Right)
        room.qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert "Fernmoss →" in room.screen.strip.sentence.text()
    room.qtbot.keyClick(room.screen.strip, Qt.Key.Key_Return)
    room.idle()
    assert len(room.has("Fernmoss", MAY)) == 4


def test_a_carry_that_is_let_go_gives_the_keyboard_back(room: Any) -> None:
    waiting_list, canvas = room.screen.side.waiting.list, room.screen.plan.canvas
    room.screen.window().activateWindow()
    waiting_list.setFocus()
    waiting_list.setCurrentRow(0)
    room.qtbot.waitUntil(waiting_list.hasFocus)
    room.run("floor.carry")
    room.qtbot.waitUntil(canvas.hasFocus)
    room.qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    room.qtbot.waitUntil(waiting_list.hasFocus)
    canvas.setFocus()
    room.choose("102-1", "102-2", "102-3")
    room.run("floor.carry")
    room.qtbot.keyClick(canvas, Qt.Key.Key_Right)
    room.qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.hasFocus()


def test_checked_rows_are_chosen_too(room: Any) -> None:
    room.run("floor.table")
    room.idle()
    table = room.screen.seats.table
    table.rows.set_checked([room.desk("102-1"), room.desk("102-2")])
    assert set(room.screen.model.chosen) == {room.desk("102-1"), room.desk("102-2")}
    dialog = room.run("floor.end")
    dialog.until.set_day(MAY)
    room.send()
    assert room.has("澜杉智驾", MAY) == ["102-3"]


def test_a_room_with_desks_is_looked_at_first(room: Any) -> None:
    room.screen.open_place(room.room_id("201"))  # somebody sits there: its details
    assert room.screen.deeds.dialog is None
    room.elsewhere(lambda: room.house.space.remove(
        [one.id for one in room.house.space.plan().of_company(room.company("Nebelrad"))]))
    room.screen.open_place(room.room_id("201"))
    dialog = room.screen.deeds.dialog
    dialog.company.choose(room.company("Fernmoss"))
    assert dialog.count.value() == 4
    assert dialog.places.item(0).text().startswith("201")
    room.send()
    assert room.has("Fernmoss", MAY) == ["201-1", "201-2", "201-3", "201-4"]


def test_desks_taken_elsewhere_are_said_in_the_open_strip_and_dialog(room: Any) -> None:
    room.drop(Payload(room.company("Fernmoss"), "Fernmoss", 4), "201")
    strip = room.screen.strip
    assert strip.main.isEnabled()
    room.elsewhere(lambda: room.house.space.allocate(
        room.company("Ostpark"), Span(MAY), desks=[room.desk(f"201-{n}") for n in range(3, 9)]))
    assert not strip.main.isEnabled()
    assert strip.problem.text().startswith("Not enough desks")
    strip.let_go()
    room.screen.side.waiting.list.opened.emit(room.company("Fernmoss"))
    dialog = room.screen.deeds.dialog
    assert dialog.aim is not None
    room.elsewhere(lambda: room.house.space.allocate(
        room.company("Nebelrad"), Span(MAY), desks=[room.desk(f"101-{n}") for n in range(7, 13)]))
    assert dialog.aim is None
    assert "Not enough desks" in dialog.says.text() or "taken" in dialog.says.text()
    dialog.reject()


def test_days_in_the_strip_follow_the_language(room: Any) -> None:
    room.drop(Payload(room.company("Fernmoss"), "Fernmoss", 4), "201")
    strip = room.screen.strip
    strip.until.line.setFocus()
    strip.until.line.selectAll()
    room.qtbot.keyClicks(strip.until.line, "12 May 2029")
    use_language("de")
    strip.retranslate()
    assert strip.until.day() == date(2029, 5, 12)
    assert strip.until.line.text() == "12.05.2029"


def test_a_locked_room_is_called_locked(room: Any) -> None:
    locked = room.room_id("102")
    room.elsewhere(lambda: room.house.space.edit_room(locked, is_locked=True))
    room.screen.side.waiting.list.opened.emit(room.company("Fernmoss"))
    dialog = room.screen.deeds.dialog
    words = [dialog.places.item(row).text() for row in range(dialog.places.count())]
    assert next(line for line in words if line.startswith("102")).endswith("Locked")
    dialog.reject()
