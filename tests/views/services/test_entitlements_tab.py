"""Entitlements: balances, granting to many, changing in place, renewing, removing."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from incubator_gui.core.languages import use_language
from tests.qt_support import assert_named
from tests.views.services.parts import company, part, service, type_into, undo, words

D = Decimal


def test_balances_say_what_is_left(room: Any) -> None:
    room.house.entitlements.grant([company(room, "Kranichtal Zell")], service(room, "mentoring"), date(2027, 1, 1),
                                  date(2027, 7, 1), D(2))
    tab = part(room, "entitlements")
    assert words(tab.table, "company") == ["Kranichtal Zelltechnik", "禾岚电驱"]
    assert words(tab.table, "service") == ["Mentoring", "all services"]
    assert words(tab.table, "last") == ["30 Jun 2027", "31 Dec 2027"]
    assert words(tab.table, "left") == ["-1", "9"]
    assert words(tab.table, "state") == ["over entitlement", ""]
    assert tab.summary.text() == "18 of 26 h used · 1 over"
    assert_named(room.screen)


def test_only_those_in_force_on_the_day(room: Any) -> None:
    room.house.entitlements.grant([company(room, "Lumenhain")], None, date(2028, 1, 1), date(2029, 1, 1), D(5))
    tab = part(room, "entitlements")
    assert words(tab.table, "company") == ["禾岚电驱"]
    tab.span.choose("all")
    assert len(words(tab.table, "company")) == 2
    tab.span.choose("day")
    tab.set_date(date(2028, 3, 1))
    assert words(tab.table, "company") == ["Lumenhain Sensorik"]


def test_grant_to_several_by_keyboard(room: Any) -> None:
    tab = part(room, "entitlements")
    room.trigger("services.grant")
    dialog = tab.dialog
    assert not dialog.main.isEnabled()
    for name in ("lumen", "pfeil"):
        room.qtbot.keyClicks(dialog.companies.field, name)
        room.qtbot.keyClick(dialog.companies.field, Qt.Key.Key_Return)
    assert dialog.main.text() == "Grant to 2 companies"
    room.qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert dialog.hours.problem() == "How many hours?"
    dialog.hours.editor.clear()
    room.qtbot.keyClicks(dialog.hours.editor, "12.5")
    room.qtbot.keyClick(dialog.hours.editor, Qt.Key.Key_Return)
    assert "25 h together" in dialog.effect.text()
    dialog.service.choose(service(room, "legal"))
    assert_named(dialog)
    room.qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    room.idle()
    assert tab.dialog is None
    rows = room.house.entitlements.balances(date(2027, 5, 12))
    assert {(one.company, one.granted) for one in rows if one.service_id} == {
        ("Lumenhain Sensorik", D("12.5")), ("Pfeilhag Logistik", D("12.5"))}
    undo(room)
    assert len(room.house.entitlements.balances()) == 1


def test_a_grant_that_is_refused_keeps_everything(room: Any) -> None:
    tab = part(room, "entitlements")
    tab.ask_grant([company(room, "禾岚")])
    dialog = tab.dialog
    dialog.hours.set_value(D(3))
    dialog.note.setText("again")
    room.qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    room.idle()
    assert "already" in dialog.messages.bars()[0].sentence()
    assert dialog.isVisible()
    assert dialog.note.text() == "again"
    assert len(dialog.companies.chosen()) == 1
    dialog.reject()


def test_hours_and_dates_are_changed_in_place(room: Any) -> None:
    tab = part(room, "entitlements")
    id = tab.table.rows.visible_ids()[0]
    type_into(room, tab.table, id, "granted", "30")
    type_into(room, tab.table, id, "last", "2027-06-30")
    one, = room.house.entitlements.balances()
    assert (one.granted, one.ends_on) == (D(30), date(2027, 7, 1))
    type_into(room, tab.table, id, "last", "2026-01-01")
    assert "after the beginning" in room.shell.warned[-1]
    assert tab.table.rows.wrong(id, "last") is not None
    type_into(room, tab.table, id, "granted", "many")
    assert tab.table.rows.wrong(id, "granted") is not None
    assert room.house.entitlements.balances()[0].granted == D(30)


def test_a_paste_is_one_step(room: Any) -> None:
    room.house.entitlements.grant([company(room, "Lumenhain"), company(room, "Pfeilhag")], None, date(2027, 1, 1),
                                  date(2028, 1, 1), D(5))
    tab = part(room, "entitlements")
    steps = len(room.house.history.recent(100))
    table = tab.table
    table.setCurrentIndex(table.rows.index(0, table.section("granted")))
    QGuiApplication.clipboard().setText("7\n8\n9")
    room.qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    room.idle()
    assert words(table, "granted") == ["7", "8", "9"]
    assert len(room.house.history.recent(100)) == steps + 1
    undo(room)
    assert sorted(words(table, "granted")) == ["24", "5", "5"]


def test_renew_and_remove_with_undo(room: Any) -> None:
    tab = part(room, "entitlements")
    assert not tab.renew.isEnabled()
    tab.table.select_ids(tab.table.rows.visible_ids())
    room.qtbot.mouseClick(tab.renew, Qt.MouseButton.LeftButton)
    room.idle()
    assert words(tab.table, "starts") == ["1 Jan 2027", "1 Jan 2028"]
    undo(room)
    assert len(words(tab.table, "starts")) == 1
    tab.table.select_ids(tab.table.rows.visible_ids())
    tab.table.setFocus()
    room.qtbot.keyClick(tab.table, Qt.Key.Key_Delete)
    room.idle()
    assert not room.house.entitlements.balances()
    assert tab.empty.isVisible()
    undo(room)
    assert len(words(tab.table, "starts")) == 1


def test_whether_preparation_counts_is_a_setting(room: Any) -> None:
    room.house.entitlements.grant([company(room, "Kranichtal Zell")], service(room, "mentoring"), date(2027, 1, 1),
                                  date(2028, 1, 1), D(9))
    tab = part(room, "entitlements")
    assert words(tab.table, "used")[0] == "3"
    assert tab.whole.isChecked()
    room.qtbot.mouseClick(tab.whole, Qt.MouseButton.LeftButton)
    room.idle()
    assert words(tab.table, "used")[0] == "2"
    undo(room)
    assert tab.whole.isChecked()


def test_a_company_opens_its_ledger(room: Any) -> None:
    tab = part(room, "entitlements")
    tab.table.select_ids(tab.table.rows.visible_ids())
    tab.table.setFocus()
    room.qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    assert room.screens == [("services", {"company": company(room, "禾岚")})]


def test_the_list_of_what_is_over(room: Any) -> None:
    room.house.entitlements.grant([company(room, "Kranichtal Zell")], service(room, "mentoring"), date(2027, 1, 1),
                                  date(2028, 1, 1), D(1))
    tab = part(room, "entitlements")
    tab.apply({"over": True})
    assert words(tab.table, "company") == ["Kranichtal Zelltechnik"]


def test_other_languages(room: Any) -> None:
    tab = part(room, "entitlements")
    use_language("zh")
    room.screen.retranslate()
    assert tab.grant.text() == "授予小时"
    assert words(tab.table, "service") == ["所有服务"]


def test_what_is_typed_in_a_dialog_becomes_a_span(room: Any) -> None:
    tab = part(room, "entitlements")
    tab.ask_grant([company(room, "Lumenhain")])
    dialog = tab.dialog
    dialog.hours.set_value(D(3))
    dialog.starts.editor.setText("1.7.2027")
    dialog.starts.editor.textEdited.emit("1.7.2027")
    room.qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    room.idle()
    one = next(one for one in room.house.entitlements.balances() if one.company.startswith("Lumen"))
    assert (one.starts_on, one.ends_on - timedelta(days=1)) == (date(2027, 7, 1), date(2027, 12, 31))
