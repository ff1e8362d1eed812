"""Trainings: enrolment, attendance by keyboard, hours into the ledger, sheet, copy, cancel."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from tests.qt_support import assert_named
from tests.views.services.parts import company, part, service, staff, type_into, undo, words

D = Decimal
TODAY = date(2027, 5, 12)


def training(room: Any, title: str, seats: int = 3, **values: Any) -> UUID:
    """A training of today with its service."""
    values = {"held_on": TODAY, "hours": D(2), "service_id": service(room, "training")} | values
    return UUID(str(room.house.trainings.add(title, seats=seats, **values).value))


def people_of(room: Any) -> dict[str, UUID]:
    """Three people of two companies."""
    found = {}
    for name, where in (("Ada Stern", "Lumenhain"), ("Bo Lind", "Lumenhain"), ("程溪", "禾岚")):
        room.house.companies.add_person(company(room, where), name, "founder")
        found[name] = next(row.id for row in room.house.companies.sheet(company(room, where)).people
                           if row.name == name)
    return found


def test_the_list_and_the_panel(room: Any) -> None:
    id = training(room, "Term sheets", starts_at="9:30", place="M2.08", trainer_id=staff(room, "Shen Yu"))
    room.house.trainings.enrol(id, company(room, "Lumenhain"), [None] * 4)
    tab = part(room, "trainings")
    assert words(tab.table, "title") == ["Term sheets", "Data protection"]
    assert words(tab.table, "seats") == ["3 of 3", "0 of 12"]
    assert words(tab.table, "waiting") == ["1", "–"]
    assert words(tab.table, "trainer") == ["Shen Yu", ""]
    assert tab.panel.id == id  # the next one is shown by itself
    assert tab.side_panel() is tab.panel
    assert tab.panel.seats.summary.text() == "3 of 3 seats taken · 1 waiting"
    assert tab.panel.fields.fields["place"].value() == "M2.08"
    assert_named(room.screen)
    assert_named(tab.panel)


def test_a_new_training_by_keyboard(room: Any) -> None:
    tab = part(room, "trainings")
    room.trigger("services.new_training")
    dialog = tab.dialog
    room.qtbot.keyClicks(dialog.title, "Export control")
    for key, typed in (("held_on", "2027-05-20"), ("starts_at", "half past"), ("hours", "1.5"), ("seats", "8")):
        editor = dialog.fields[key].editor
        editor.selectAll()
        room.qtbot.keyClicks(editor, typed)
    room.qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert "13:30" in dialog.fields["starts_at"].problem()
    assert dialog.title.text() == "Export control"
    dialog.fields["starts_at"].editor.selectAll()
    room.qtbot.keyClicks(dialog.fields["starts_at"].editor, "14:30")
    assert_named(dialog)
    room.qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    room.idle()
    row = next(row for row in room.house.trainings.rows() if row.title == "Export control")
    assert (row.held_on, row.starts_at, row.hours, row.seats) == (date(2027, 5, 20), "14:30", D("1.5"), 8)
    assert row.service_id == service(room, "training")
    assert tab.panel.id == row.id
    assert tab.table.selected_ids() == [row.id]
    undo(room)
    assert len(room.house.trainings.rows()) == 1


def test_enrol_several_at_once_and_the_rest_waits(room: Any) -> None:
    people = people_of(room)
    id = training(room, "Term sheets", seats=2)
    tab = part(room, "trainings")
    tab.open_record("training", id)
    room.idle()
    room.qtbot.mouseClick(tab.panel.seats.enrol, Qt.MouseButton.LeftButton)
    room.idle()
    dialog = tab.dialog
    for name in ("ada", "程溪", "pfeilhag"):
        dialog.picks.field.setText(name)
        room.qtbot.keyClick(dialog.picks.field, Qt.Key.Key_Return)
    assert dialog.effect.text() == "2 seats are free. 1 comes onto the waiting list."
    assert_named(dialog)
    room.qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    room.idle()
    seats = room.house.trainings.seats(id)
    assert sorted((seat.person, seat.company) for seat in seats) == [
        ("", "Pfeilhag Logistik"), ("Ada Stern", "Lumenhain Sensorik"), ("程溪", "禾岚电驱")]
    assert [seat.state for seat in seats] == ["registered", "registered", "waiting"]
    assert people["Ada Stern"] in {seat.person_id for seat in seats}
    tab.ask_enrol()
    room.idle()
    tab.dialog.picks.field.setText("ada")
    tab.dialog.picks._search("ada")
    assert tab.dialog.picks.count.text() == "Nothing fits these words."  # she is on the list
    tab.dialog.reject()
    undo(room)
    assert not room.house.trainings.seats(id)


def test_attendance_by_keyboard(room: Any) -> None:
    id = training(room, "Term sheets", seats=3)
    room.house.trainings.enrol(id, company(room, "Lumenhain"), [None] * 4)
    tab = part(room, "trainings")
    table = tab.panel.seats.table
    ids = table.rows.visible_ids()
    table.select_ids(ids[:1])
    table.setFocus()
    room.qtbot.keyClick(table, Qt.Key.Key_Space)
    room.idle()
    assert table.selected_ids() == [ids[1]]  # on to the next
    room.qtbot.keyClick(table, Qt.Key.Key_2)
    room.idle()
    room.qtbot.keyClick(table, Qt.Key.Key_3)
    room.idle()
    assert [seat.state for seat in room.house.trainings.seats(id)] == ["attended", "absent", "cancelled", "registered"]
    undo(room)
    assert [seat.state for seat in room.house.trainings.seats(id)] == ["attended", "absent", "registered", "waiting"]
    table.select_ids(ids[:1])
    room.qtbot.keyClick(table, Qt.Key.Key_Space)
    room.idle()
    assert room.house.trainings.seats(id)[0].state == "registered"
    table.select_ids(ids[3:])
    room.qtbot.keyClick(table, Qt.Key.Key_1)
    room.idle()
    assert "only 3 seats" in room.shell.warned[-1]
    assert words(table, "state")[3] == "Waiting"
    table.select_ids(ids[:1])
    room.qtbot.keyClick(table, Qt.Key.Key_Delete)
    room.idle()
    assert [seat.state for seat in room.house.trainings.seats(id)] == ["absent", "registered", "registered"]


def test_booking_says_its_effect_and_books(room: Any) -> None:
    id = training(room, "Term sheets", trainer_id=staff(room, "Shen Yu"))
    room.house.entitlements.grant([company(room, "Lumenhain")], service(room, "training"), date(2027, 1, 1),
                                  date(2028, 1, 1), D(1))
    room.house.trainings.enrol_many(id, [(company(room, "Lumenhain"), None), (company(room, "禾岚"), None)])
    tab = part(room, "trainings")
    panel = tab.panel
    assert not panel.book.isEnabled()
    assert panel.effect.text() == "Mark who attended first."
    panel.seats.table.select_ids(panel.seats.table.rows.visible_ids())
    room.qtbot.mouseClick(panel.seats.marks["attended"], Qt.MouseButton.LeftButton)
    room.idle()
    assert panel.book.text() == "Book for 2 companies"
    assert "2 h contact on 12 May 2027 for each, 4 h in all" in panel.effect.text()
    assert "Lumenhain Sensorik goes over its entitlement." in panel.effect.text()
    room.trigger("services.book_training")
    assert {(row.company, row.contact, row.person) for row in room.house.ledger.rows(TODAY)} == {
        ("Lumenhain Sensorik", D(2), "Shen Yu"), ("禾岚电驱", D(2), "Shen Yu")}
    assert not panel.book.isEnabled()
    assert "already" in panel.effect.text()
    tab.which.choose("all")
    assert words(tab.table, "booked")[0] == "booked"
    undo(room)
    assert panel.book.isEnabled()


def test_fields_in_the_table_and_in_the_panel(room: Any) -> None:
    tab = part(room, "trainings")
    id = tab.table.rows.visible_ids()[0]
    type_into(room, tab.table, id, "day", "2027-06-01")
    type_into(room, tab.table, id, "seats", "20")
    type_into(room, tab.table, id, "time", "25:00")
    assert "13:30" in room.shell.warned[-1]
    row = room.house.trainings.rows()[0]
    assert (row.held_on, row.seats, row.starts_at) == (date(2027, 6, 1), 20, "")
    panel = tab.panel
    panel.show_tab("details")
    place = panel.fields.fields["place"]
    place.editor.setFocus()
    room.qtbot.keyClicks(place.editor, "Hall 2")
    room.qtbot.keyClick(place.editor, Qt.Key.Key_Return)
    panel.trainer.editor.choose(staff(room, "Lena Weber").hex)
    panel.trainer.editor.activated.emit(panel.trainer.editor.currentIndex())
    panel.service.editor.choose(service(room, "legal").hex)
    panel.service.editor.activated.emit(panel.service.editor.currentIndex())
    room.idle()
    row = room.house.trainings.rows()[0]
    assert (row.place, row.trainer, row.service_id) == ("Hall 2", "Lena Weber", service(room, "legal"))


def test_more_seats_in_the_panel_let_people_move_up(room: Any) -> None:
    id = training(room, "Term sheets", seats=1)
    room.house.trainings.enrol(id, company(room, "Lumenhain"), [None, None])
    tab = part(room, "trainings")
    seats = tab.panel.fields.fields["seats"]
    seats.editor.selectAll()
    tab.panel.show_tab("details")
    room.qtbot.keyClicks(seats.editor, "2")
    room.qtbot.keyClick(seats.editor, Qt.Key.Key_Return)
    room.idle()
    assert [seat.state for seat in room.house.trainings.seats(id)] == ["registered", "registered"]


def test_duplicate_cancel_remove(room: Any) -> None:
    tab = part(room, "trainings")
    id = tab.table.rows.visible_ids()[0]
    tab.panel.duplicate_asked.emit(id)
    room.idle()
    assert [row.held_on for row in room.house.trainings.rows()] == [date(2027, 5, 19), None]
    assert tab.panel.id != id
    menu = tab.panel.open_menu()
    next(action for action in menu.actions() if action.text() == "Cancel the training").trigger()
    menu.close()
    room.idle()
    assert [row.status for row in room.house.trainings.rows()] == ["planned", "cancelled"]
    tab.which.choose("all")
    tab.table.select_ids([tab.panel.id])
    tab.table.setFocus()
    room.qtbot.keyClick(tab.table, Qt.Key.Key_Delete)
    room.idle()
    assert [row.id for row in room.house.trainings.rows()] == [id]
    undo(room)
    assert len(room.house.trainings.rows()) == 2


def test_the_sheet_and_the_list_go_out(room: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    people_of(room)
    id = training(room, "Term sheets", seats=9, place="M2.08")
    person = next(row for row in room.house.companies.sheet(company(room, "禾岚")).people)
    room.house.trainings.enrol(id, company(room, "禾岚"), [person.id])
    made: list[Any] = []
    monkeypatch.setattr("incubator_gui.views.services.trainings_seats.print_list",
                        lambda context, owner, make: made.append(make()))
    tab = part(room, "trainings")
    room.trigger("services.sheet")
    data = made[0]
    assert data.title == "Attendance: Term sheets"
    assert data.subtitle == "12 May 2027 · M2.08"
    assert data.rows[0][1:3] == ("程溪", "禾岚电驱")
    assert len(data.rows) == 7
    path = tmp_path / "list.csv"
    tab.panel.seats.file.write(path, "Term sheets")
    room.idle()
    assert "程溪" in path.read_text("utf-8-sig")


def test_state_comes_back(room: Any) -> None:
    tab = part(room, "trainings")
    tab.which.choose("all")
    tab._show_panel(False)
    kept = tab.state()
    tab.which.choose("open")
    tab.restore(kept)
    assert tab.which.key == "all"
    assert tab.side_panel() is None
    tab.restore({"which": 5, "panel": None, "view": "x"})


def test_a_command_brings_its_part_to_the_front(room: Any) -> None:
    assert room.screen.header.parts.key == "board"
    room.trigger("services.new_training")
    assert room.screen.header.parts.key == "trainings"
    tab = room.screen.tabs["trainings"]
    assert tab.dialog is not None  # asked as soon as the list was there
    tab.dialog.reject()
    room.trigger("services.filter")
    assert tab.window().focusWidget() is tab.bar.field
    room.trigger("services.new")
    assert tab.dialog.windowTitle() == "New training"
    tab.dialog.reject()
    room.trigger("services.export")
    assert tab.file.dialog is not None
    tab.file.dialog.reject()


def test_one_column_of_many_rows(room: Any) -> None:
    for title in ("Term sheets", "Export control"):
        training(room, title)
    tab = part(room, "trainings")
    ids = tab.table.rows.visible_ids()
    steps = len(room.house.history.recent(100))
    tab.table.edit_many_asked.emit(ids, "trainer")
    tab.many.field.choose(staff(room, "Shen Yu"))
    assert_named(tab.many)
    room.qtbot.mouseClick(tab.many.main, Qt.MouseButton.LeftButton)
    room.idle()
    assert {row.trainer for row in room.house.trainings.rows()} == {"Shen Yu"}
    tab.table.edit_many_asked.emit(ids, "seats")
    tab.many.field.setText("some")
    room.qtbot.mouseClick(tab.many.main, Qt.MouseButton.LeftButton)
    assert "whole number" in tab.many.messages.bars()[0].sentence()
    tab.many.field.setText("7")
    room.qtbot.mouseClick(tab.many.main, Qt.MouseButton.LeftButton)
    room.idle()
    assert {row.seats for row in room.house.trainings.rows()} == {7}
    assert len(room.house.history.recent(100)) == steps + 2
    undo(room)
    undo(room)
    assert sorted(words(tab.table, "seats")) == ["0 of 12", "0 of 3", "0 of 3"]
    assert {row.trainer for row in room.house.trainings.rows()} == {""}
