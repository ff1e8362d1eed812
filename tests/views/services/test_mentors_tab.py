"""Mentors: added from all people or new, hours of the month, sessions, edited in place, removed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt

from tests.qt_support import assert_named
from tests.views.services.parts import company, part, service, staff, type_into, undo, words

D = Decimal


def test_hours_and_sessions(room: Any) -> None:
    shen = staff(room, "Shen Yu")
    room.house.mentors.add(shen, topics="Sales", hours_per_month=D(8), language="zh")
    room.house.ledger.book(company(room, "Lumenhain"), service(room, "mentoring"), date(2027, 4, 2), D(3), person=shen)
    tab = part(room, "mentors")
    assert words(tab.table, "month") == ["2 of 8"]
    assert words(tab.table, "all") == ["5"]
    assert words(tab.table, "sessions") == ["2"]
    assert words(tab.table, "language") == ["简体中文"]
    assert tab.summary.text() == "2 h with companies this month"
    panel = tab.side_panel()
    assert words(panel.table, "company") == ["Kranichtal Zelltechnik", "Lumenhain Sensorik"]
    tab.table.setFocus()
    room.qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    panel.table.select_ids(panel.table.rows.visible_ids()[:1])
    room.qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert room.shell.records == [("company", company(room, "Kranichtal Zell"))]
    tab.set_date(date(2027, 4, 20))
    room.idle()
    assert words(tab.table, "month") == ["3 of 8"]
    assert_named(room.screen)
    assert_named(panel)


def test_a_person_who_is_known_becomes_a_mentor(room: Any) -> None:
    tab = part(room, "mentors")
    assert tab.empty.isVisible()
    room.qtbot.mouseClick(tab.empty.button, Qt.MouseButton.LeftButton)
    dialog = tab.dialog
    assert not dialog.main.isEnabled()
    room.qtbot.keyClicks(dialog.people.field, "lena")
    room.qtbot.keyClick(dialog.people.field, Qt.Key.Key_Return)
    dialog.topics.setText("Pricing")
    dialog.language.choose("de")
    room.qtbot.keyClicks(dialog.hours.editor, "6")
    assert_named(dialog)
    room.qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    room.idle()
    row, = room.house.mentors.rows()
    assert (row.name, row.topics, row.hours_per_month, row.language) == ("Lena Weber", "Pricing", D(6), "de")
    assert tab.panel.row[0] == row.id
    undo(room)
    assert tab.empty.isVisible()
    assert tab.side_panel() is None


def test_somebody_new_becomes_a_mentor(room: Any) -> None:
    tab = part(room, "mentors")
    room.trigger("services.add_mentor")
    dialog = tab.dialog
    dialog.which.choose("new")
    room.qtbot.keyClicks(dialog.name, "Dr. Ozturk")
    room.qtbot.keyClicks(dialog.email, "no address")
    room.qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    room.idle()
    assert "not an e-mail address" in dialog.messages.bars()[0].sentence()
    assert dialog.name.text() == "Dr. Ozturk"
    dialog.email.setText("o@mail.example")
    room.qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    room.idle()
    assert [row.name for row in room.house.mentors.rows()] == ["Dr. Ozturk"]
    assert words(tab.table, "name") == ["Dr. Ozturk"]


def test_edited_in_place_and_removed(room: Any) -> None:
    id = room.house.mentors.add(staff(room, "Shen Yu")).value
    tab = part(room, "mentors")
    type_into(room, tab.table, id, "topics", "Sales, pricing")
    type_into(room, tab.table, id, "promised", "800")
    assert "744" in room.shell.warned[-1]
    assert room.house.mentors.rows()[0].topics == "Sales, pricing"
    panel = tab.panel
    panel.show_tab("details")
    panel.language.editor.choose("en")
    panel.language.editor.activated.emit(panel.language.editor.currentIndex())
    room.idle()
    assert room.house.mentors.rows()[0].language == "en"
    phone = panel.person.fields["phone"]
    phone.editor.setFocus()
    room.qtbot.keyClicks(phone.editor, "+49 30 1234")
    room.qtbot.keyClick(phone.editor, Qt.Key.Key_Return)
    room.idle()
    assert room.house.people.dossier(staff(room, "Shen Yu"))["person"]["phone"] == "+49 30 1234"
    room.qtbot.mouseClick(panel.remove, Qt.MouseButton.LeftButton)
    room.idle()
    assert not room.house.mentors.rows()
    undo(room)
    assert words(tab.table, "name") == ["Shen Yu"]
