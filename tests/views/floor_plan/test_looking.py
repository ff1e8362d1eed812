"""Looking: days, floors, search, table in step, details, figures, empty house, what is remembered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

from incubator_gui.core.errors import Environment
from incubator_gui.core.languages import use_language
from incubator_gui.core.messages import msg
from incubator_gui.domain.space import Span
from incubator_gui.services.house import House
from incubator_gui.services.space import RoomDraft
from tests.qt_support import assert_named
from tests.views.floor_plan.conftest import JUNE, MAY, TODAY, Room
from tests.views.floor_plan.steps import table_ids


def test_the_slider_moves_all_figures_and_the_day_of_the_window(room: Any) -> None:
    screen = room.screen
    screen.show_view("both")
    use = screen.side.use
    assert use.figures["desks"].text() == "9 / 16"
    assert [line.title for line in screen.side.here.list.lines()] == ["Kranichtal", "澜杉智驾"]
    screen.timeline.day_changed.emit(JUNE)
    assert use.figures["desks"].text() == "6 / 16"
    assert use.figures["free"].text() == "10"
    assert room.desk("102-1") not in screen.plan.canvas.day.slots
    room.qtbot.waitUntil(lambda: room.shell.days == [JUNE])
    room.idle()
    assert [line.title for line in screen.side.here.list.lines()] == ["Kranichtal"]
    row = screen.seats.table.rows.row_of(room.desk("102-1"))
    assert row[1].company is None
    assert screen.timeline.day == JUNE
    screen.set_date(None)
    room.idle()
    assert screen.model.day == TODAY
    assert screen.timeline.day == TODAY
    room.run("floor.later")
    assert screen.model.day == date(2027, 4, 1)
    screen.leave()
    assert room.shell.days[-1] == date(2027, 4, 1)
    use.scope.choose("house")
    assert use.figures["desks"].text() == "11 / 24"
    assert_named(screen.window())


def test_what_stands_behind_many_desks_is_worked_out_once(room: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    model, asked = room.screen.model, []
    look = type(model)._look_behind

    def counted(self: Any) -> Any:
        asked.append(1)
        return look(self)

    monkeypatch.setattr(type(model), "_look_behind", counted)
    room.choose("102-1", "102-2")
    assert len(asked) == 1
    assert len(model.holdings()) == 2
    model.set_day(JUNE + timedelta(days=400))
    assert len(model.holdings()) == 0


def test_commands_say_why_they_cannot_run(room: Any) -> None:
    actions = room.context.actions
    assert not actions.qaction("floor.move").isEnabled()
    assert actions.qaction("floor.move").toolTip() == "Choose desks or a company first."
    room.choose("101-7")
    assert actions.qaction("floor.end").toolTip() == "Nobody has this place on 1 Mar 2027."
    room.choose("101-1", "102-1")
    assert actions.qaction("floor.end").isEnabled()
    assert not actions.qaction("floor.swap").isEnabled()


def test_search_jumps_to_floor_and_desks(room: Any) -> None:
    search = room.screen.search
    room.run("floor.find")
    room.qtbot.keyClicks(search, "nebel")
    room.qtbot.keyClick(search, Qt.Key.Key_Return)
    assert room.screen.model.floor_name(room.screen.model.floor) == "2"
    assert set(room.screen.model.chosen) == {room.desk("201-1"), room.desk("201-2")}
    search._show("lanshan")
    assert [seat.company for seat in search.seats()] == [room.company("澜杉智驾")]
    search._show("nobody at all")
    assert search.seats() == []
    search.dismiss()


def test_details_tell_who_when_and_the_stay(room: Any) -> None:
    from PySide6.QtWidgets import QLabel

    room.elsewhere(lambda: room.house.space.allocate(room.company("Nebelrad"), Span(JUNE), desks=[room.desk("102-1")]))
    details = room.screen.side.details
    room.choose("102-1")
    assert details.title.text() == "102: 1"
    words = [label.text() for label in details.findChildren(QLabel)]
    for wanted in ("1 Jun 2026", "1 Jun 2027", "Cloud applications", "V-3"):
        assert wanted in words, wanted
    assert details.history is not None
    assert [(line.title, line.note, line.state) for line in details.history.lines()] == [
        ("澜杉智驾", "from 1 Jun 2026 until 1 Jun 2027", "now"),
        ("Nebelrad", "from 1 Jun 2027, without an end", "later")]
    details.history.setCurrentRow(1)
    room.qtbot.keyClick(details.history, Qt.Key.Key_Return)
    shown = room.screen.doing.menu_shown
    next(action for action in shown.actions() if action.text() == "Show this day").trigger()
    shown.close()
    assert room.screen.model.day == JUNE
    assert room.screen.model.companies() == (room.company("Nebelrad"),)
    room.screen.show_day(TODAY)
    room.screen.side.show_tab("here")
    room.screen.side.here.list.setCurrentRow(0)
    assert details.title.text() == "Kranichtal"
    assert room.screen.model.company == room.company("Kranichtal")
    assert len(room.screen.model.chosen) == 6


def test_figures_open_their_lists(room: Any) -> None:
    room.screen.side.use.figures["free"].click()
    room.idle()
    assert room.screen.header.views.key == "both"
    assert len(table_ids(room)) == 8  # seven desks and the meeting room
    room.screen.side.use.figures["companies"].click()
    assert room.screen.side.current_tab() == "here"


def test_records_and_filters_from_elsewhere(room: Any) -> None:
    room.screen.open_record("desk", room.desk("201-5"))
    assert room.screen.model.chosen == (room.desk("201-5"),)
    assert room.screen.model.floor_name(room.screen.model.floor) == "2"
    room.screen.open_record("room", room.room_id("103"))
    assert room.screen.model.chosen == (room.room_id("103"),)
    room.screen.apply({"company": room.company("Nebelrad")})
    assert room.screen.model.company == room.company("Nebelrad")
    room.screen.apply({"view": "table", "free": True})
    room.idle()
    assert room.screen.header.views.key == "table"
    assert len(table_ids(room)) == 14
    room.screen.apply({"day": "2027-06-01", "room": room.room_id("201"), "company": None})
    assert (room.screen.model.day, room.screen.model.chosen) == (JUNE, (room.room_id("201"),))
    room.screen.apply({"floor": str(room.screen.model.floors[0].id), "company": "nonsense"})
    assert room.screen.model.floor_name(room.screen.model.floor) == "1"


def test_no_house_yet(build: Callable[[House], Room], empty_house: House) -> None:
    room = build(empty_house)
    start = room.screen.start
    assert start.isVisible()
    start.empty.button.click()
    start.empty.link.click()
    assert room.shell.screens == [("house", None), ("house", {"import": True})]
    assert room.screen.side_panel() is None
    assert_named(room.screen.window())


def test_what_is_remembered(build: Callable[[House], Room], house: House) -> None:
    room = build(house)
    room.run("floor.above")
    room.screen.plan.colour("days_left")
    room.run("floor.both")
    room.screen.side.show_tab("here")
    kept = room.screen.state()
    room.screen.restore({"floor": "nonsense", "sizes": "no", "canvas": 3, "view": 7})
    assert room.screen.header.views.key == "plan"
    room.screen.restore(kept)
    room.screen.reload()
    room.idle()
    assert room.screen.model.floor_name(room.screen.model.floor) == "2"
    assert room.screen.plan.mode == room.screen.tools.colours.key() == "days_left"
    assert (room.screen.header.views.key, room.screen.side.current_tab()) == ("both", "here")


def test_other_languages(room: Any) -> None:
    for language in ("de", "zh", "en"):
        use_language(language)
        room.screen.retranslate()
        assert_named(room.screen.window())


def test_another_workstation_gives_desks(room: Any) -> None:
    room.elsewhere(lambda: room.house.space.allocate(room.company("Ostpark"), Span(MAY), desks=[room.desk("101-12")]))
    room.screen.show_day(MAY)
    assert room.desk("101-12") in room.screen.plan.canvas.day.slots


def test_the_plan_on_paper(room: Any) -> None:
    room.screen.print_()
    dialog = room.screen.paper
    room.idle()
    assert dialog.preview.document.pageCount() == 1
    assert dialog.facts.text() == "1 page"
    dialog.floors.choose("all")
    dialog.floors.activated.emit(1)
    room.qtbot.waitUntil(lambda: dialog.preview.document.pageCount() == 2, timeout=20_000)
    assert_named(dialog)
    dialog.reject()


def test_a_click_on_the_plan_chooses_a_run(room: Any) -> None:
    canvas = room.screen.plan.canvas
    desk = canvas.scene.by_id[room.desk("102-2")]
    room.qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.view.to_screen(desk.x, desk.y).toPoint())
    assert {room.desk("102-1"), room.desk("102-2")} == set(room.screen.model.chosen)
    assert room.screen.side.here.list.current_line().title == "澜杉智驾"
    room.screen.model.show_floor(room.screen.model.floors[1].id)
    assert room.screen.model.chosen == ()  # nothing is changed out of sight
    assert not room.context.actions.qaction("floor.remove").isEnabled()


def test_a_house_that_cannot_be_read_is_said_and_tried_again(room: Any, monkeypatch: Any) -> None:
    def fails() -> None:
        raise Environment(msg("The database does not answer. Try again."))

    monkeypatch.setattr(room.house.space, "plan", fails)
    room.screen.reload()
    room.idle()
    bar = room.screen.messages.bars()[0]
    assert bar.sentence() == "The database does not answer. Try again."
    assert room.screen.model.plan is not None  # what was read before stays
    monkeypatch.undo()
    bar._link.click()
    room.idle()
    assert room.screen.messages.bars() == ()


def test_the_plan_leaves_the_keys_of_the_commands_alone(room: Any) -> None:
    canvas = room.screen.plan.canvas
    for action in room.context.actions.declared("floor_plan"):
        keys = QKeySequence(action.shortcut, QKeySequence.SequenceFormat.PortableText)
        if not keys.isEmpty() and action.scopes == frozenset({"floor_plan"}):
            pressed = keys[0]
            event = QKeyEvent(QEvent.Type.ShortcutOverride, pressed.key(), pressed.keyboardModifiers())
            event.ignore()
            QApplication.sendEvent(canvas, event)
            assert not event.isAccepted(), action.id


def test_a_handover_elsewhere_shows_day_and_desks(room: Any) -> None:
    room.screen.apply({"day": JUNE, "company": room.company("澜杉智驾"), "room": room.room_id("102")})
    assert room.screen.model.day == JUNE
    assert set(room.screen.model.chosen) == {room.desk(f"102-{n}") for n in (1, 2, 3)}  # given back on that day


def test_several_sites_and_many_floors(room: Any) -> None:
    space = room.house.space
    other = space.add_site("Anbau").value
    for number in range(1, 9):
        space.add_floor(other, f"A{number}", (RoomDraft(f"A{number}01", desks=2),))
    room.elsewhere(lambda: space.rename_floor(room.screen.model.floors[0].id, "Erdgeschoss & Hof"))
    header = room.screen.header
    assert header.floors is not None
    assert header.floors.accessibleName() == "Floor"
    assert header.sites.count() == 2
    header.sites.setCurrentIndex([header.sites.itemText(at) for at in range(2)].index("Anbau"))
    header.sites.activated.emit(header.sites.currentIndex())
    assert header.floors is None
    assert header.floor_box.isVisible()
    assert header.floor_box.count() == 8
    room.run("floor.above")
    assert room.screen.model.floor_name(room.screen.model.floor) == header.floor_box.currentText() == "A2"
    assert_named(room.screen.window())


def test_a_floor_that_goes_leaves_another_in_front(room: Any) -> None:
    room.run("floor.above")
    gone = room.screen.model.floor
    room.house.space.remove(list({one.id for one in room.house.space.plan().of_company(room.company("Nebelrad"))}))
    room.elsewhere(lambda: room.house.space.remove_floor(gone))
    assert room.screen.model.floor_name(room.screen.model.floor) == "1"
    assert len(room.screen.model.floors) == 1


def test_a_floor_without_rooms_says_so_and_leads_to_the_set_up(room: Any) -> None:
    site = room.house.space.sites()[0].id
    room.elsewhere(lambda: room.house.space.add_floor(site, "Dach"))
    top = next(floor.id for floor in room.house.space.floors() if floor.name == "Dach")
    room.screen.model.show_floor(top)
    assert room.screen.plan.bare.isVisible()
    assert not room.screen.plan.canvas.isVisible()
    room.qtbot.mouseClick(room.screen.plan.bare.button, Qt.MouseButton.LeftButton)
    assert room.shell.screens[-1] == ("house", {"floor": top})
    room.screen.model.show_floor(room.screen.model.floors[0].id)
    assert room.screen.plan.canvas.isVisible()
    assert not room.screen.plan.bare.isVisible()
