"""Desks that somebody has: moved, swapped, extended, locked, given back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt

from incubator_gui.domain.space import Span
from tests.views.floor_plan.conftest import JUNE, MAY, NEXT, TODAY
from tests.views.floor_plan.steps import run


def test_a_move_takes_effect_on_the_day_shown(room: Any) -> None:
    room.screen.show_day(MAY)
    room.idle()
    room.choose("102-1", "102-2", "102-3")
    dialog = room.run("floor.move")
    assert dialog.starts.day() == MAY
    assert dialog.starts.line.accessibleName() == "Takes effect on"
    assert dialog.count.value() == 3
    row = next(row for row in range(dialog.places.count()) if "201" in dialog.places.item(row).text())
    dialog.places.setCurrentRow(row)
    room.send()
    before, after = MAY - timedelta(days=1), MAY
    assert room.has("澜杉智驾", before) == ["102-1", "102-2", "102-3"]
    assert all(place.startswith("201") for place in room.has("澜杉智驾", after))
    assert room.has("澜杉智驾", JUNE) == []  # its end stayed
    assert room.screen.model.floor_name(room.screen.model.floor) == "2"


def test_a_drop_on_the_plan_moves_and_swaps(room: Any) -> None:
    room.drop(run(room, "澜杉智驾"), "101-9")
    assert room.screen.strip.main.text() == "Move to 3 desks"
    room.qtbot.keyClick(room.screen.strip, Qt.Key.Key_Return)
    room.idle()
    assert room.has("澜杉智驾") == ["101-10", "101-11", "101-9"]
    room.drop(run(room, "澜杉智驾"), "101-1", swap=True)
    assert "Kranichtal change places on 1 Mar 2027" in room.screen.strip.sentence.text()
    room.qtbot.keyClick(room.screen.strip, Qt.Key.Key_Return)
    room.idle()
    assert room.has("Kranichtal") == ["101-10", "101-11", "101-9"]
    assert len(room.has("澜杉智驾")) == 6


def test_swap_by_keyboard(room: Any) -> None:
    room.choose("102-1")
    dialog = room.run("floor.swap")
    room.qtbot.keyClicks(dialog.pick.field, "nebel")
    room.qtbot.keyClick(dialog.pick.field, Qt.Key.Key_Return)
    assert dialog.says.text() == "澜杉智驾 goes to 201: 1-2; Nebelrad goes to 102: 1-3."
    room.send()
    assert room.has("Nebelrad") == ["102-1", "102-2", "102-3"]


def test_end_extend_dates_lock_remove(room: Any) -> None:
    room.choose("102-1", "102-2", "102-3")
    dialog = room.run("floor.extend")
    assert dialog.until.day() == JUNE
    dialog.until.set_day(NEXT)
    room.send()
    assert room.has("澜杉智驾", JUNE) == ["102-1", "102-2", "102-3"]
    room.choose("102-3")
    dialog = room.run("floor.end")
    dialog.until.line.setText("2027-04-01")
    room.send()
    assert room.has("澜杉智驾", date(2027, 4, 1)) == ["102-1", "102-2"]
    room.choose("102-1")
    dialog = room.run("floor.dates")
    dialog.starts.set_day(date(2027, 1, 1))
    room.send()
    assert room.has("澜杉智驾", date(2026, 12, 1)) == ["102-2", "102-3"]
    room.run("floor.lock")
    room.idle()
    assert room.screen.model.holdings()[0].is_locked
    dialog = room.run("floor.end")
    dialog.main.click()
    room.idle()
    assert "is locked for 澜杉智驾" in dialog.messages.bars()[0].sentence()
    dialog.reject()
    room.run("floor.lock")
    room.idle()
    room.run("floor.remove")
    room.idle()
    assert "102-1" not in room.has("澜杉智驾")


def test_extending_into_somebody_is_said_before(room: Any) -> None:
    room.elsewhere(lambda: room.house.space.allocate(room.company("Nebelrad"), Span(JUNE), desks=[room.desk("102-2")]))
    room.choose("102-1", "102-2", "102-3")
    dialog = room.run("floor.extend")
    dialog._add(1)
    assert dialog.says.text() == "102-2 is taken by Nebelrad from 1 Jun 2027 on, without an end."
    assert not dialog.main.isEnabled()
    dialog.reject()


def test_given_back_on_the_list_ends_on_the_day(room: Any) -> None:
    room.screen.side.waiting.list.received.emit(run(room, "Kranichtal"))
    dialog = room.screen.deeds.dialog
    assert dialog.until.day() == TODAY
    room.send()
    assert room.has("Kranichtal") == []


def test_a_company_of_a_later_day_is_changed_from_its_places(room: Any) -> None:
    room.elsewhere(lambda: room.house.space.allocate(room.company("Nebelrad"), Span(JUNE), desks=[room.desk("101-8")]))
    room.choose("101-8")  # free today, given from June on
    assert room.screen.model.companies() == (room.company("Nebelrad"),)
    dialog = room.run("floor.dates")
    dialog.starts.set_day(MAY)
    room.send()
    assert "101-8" in room.has("Nebelrad", MAY)


def test_a_past_is_not_ended_before_it_began(room: Any) -> None:
    room.choose("102-1", "102-2")
    dialog = room.run("floor.end")
    room.qtbot.keyClicks(dialog.until.line, "1999-01-01")
    assert dialog.says.text() == "The end has to come after 1 Jun 2026."
    assert not dialog.main.isEnabled()
    dialog.reject()


def test_a_stay_that_has_not_begun_can_be_ended_on_its_first_day(room: Any) -> None:
    room.elsewhere(lambda: room.house.space.allocate(room.company("Ostpark"), Span(MAY), desks=[room.desk("101-9")]))
    room.choose("101-9")
    dialog = room.run("floor.end")
    assert dialog.until.day() == MAY
    room.send()
    assert room.has("Ostpark", JUNE) == []


def test_a_swap_says_before_that_a_place_elsewhere_is_locked(room: Any) -> None:
    room.elsewhere(lambda: room.house.space.allocate(room.company("澜杉智驾"), Span(TODAY), desks=[room.desk("201-8")]))
    plan = room.house.space.plan()
    far = [one.id for one in plan.of_company(room.company("澜杉智驾")) if one.desk == room.desk("201-8")]
    room.elsewhere(lambda: room.house.space.lock(far, True))
    payload = run(room, "澜杉智驾")
    near = replace(payload, desks=tuple(room.desk(f"102-{n}") for n in (1, 2, 3)))
    room.drop(near, "101-1", swap=True)
    assert not room.screen.strip.isVisible()
    assert room.screen.messages.bars()[0].sentence() == "201-8 is locked for 澜杉智驾. Unlock it first."
    room.choose("101-1")
    dialog = room.run("floor.swap")
    dialog.pick.choose(room.company("澜杉智驾"))
    assert dialog.says.text() == "201-8 is locked for 澜杉智驾. Unlock it first."
    assert not dialog.main.isEnabled()
    dialog.reject()


def test_the_strip_says_where_both_go_and_enter_lets_go_on_cancel(room: Any) -> None:
    room.drop(run(room, "澜杉智驾"), "101-1", swap=True)
    strip = room.screen.strip
    assert strip.sentence.text().endswith("澜杉智驾 goes to 101: 1-6; Kranichtal goes to 102: 1-3.")
    strip.cancel.setFocus()
    room.qtbot.keyClick(strip.cancel, Qt.Key.Key_Return)
    room.idle()
    assert not strip.isVisible()
    assert len(room.has("Kranichtal")) == 6
