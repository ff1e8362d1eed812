"""A house typed in by keyboard: quick start, rooms, floors, what is refused, and undo."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QMenu

from incubator_gui.core.languages import use_language
from incubator_gui.domain.space import Span
from incubator_gui.views.house.room_cells import KEYS
from incubator_gui.views.house.screen import EDITOR, START
from incubator_gui.views.house.series_popup import SeriesPopup
from incubator_gui.widgets.choice_box import ChoiceBox
from tests.qt_support import assert_named
from tests.views.house.conftest import ENTER, TAB, Room

ALT, CTRL, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier, (
    Qt.KeyboardModifier.ShiftModifier)


def test_a_house_from_a_few_figures(empty: Room) -> None:
    start = empty.screen.start
    assert empty.screen.pages.currentIndex() == START
    assert not start.main.isEnabled()
    assert_named(empty.screen)
    empty.type("Anting Hub", TAB, "5000x")
    empty.qtbot.waitUntil(lambda: "not an area" in start._facts.text())
    assert not start.main.isEnabled()
    empty.type(Qt.Key.Key_Backspace, TAB)
    start.floors.setValue(4)
    start.rooms.setValue(6)
    start.desks.setValue(140)
    start.first.setFocus()
    empty.type((Qt.Key.Key_A, CTRL), "301")
    empty.qtbot.waitUntil(lambda: start.draft[0].rooms[0].number == "301")
    assert "560 desks" in start._facts.text()
    assert start.canvas.scene is not None
    empty.type(ENTER)
    empty.idle()
    assert empty.screen.pages.currentIndex() == EDITOR
    (site,) = empty.house.space.sites()
    assert (site.name, site.area, len(empty.numbers())) == ("Anting Hub", 5000, 24)
    assert empty.steps() == 1
    assert dict(empty.screen.site.totals())["Desks"] == "560"
    empty.house.history.undo()
    empty.screen._load()
    empty.idle()
    assert empty.screen.pages.currentIndex() == START
    assert start.name.text() == "Anting Hub"


def test_one_empty_floor_and_rooms_by_keyboard(empty: Room) -> None:
    empty.type("Hall")
    empty.screen.start._plan()
    empty.screen.start.bare.click()
    empty.idle()
    assert QApplication.focusWidget() is empty.table
    empty.type("301-309", TAB, TAB, "p", TAB, "24,5", TAB, "4", ENTER)
    empty.idle()
    assert empty.numbers() == [str(number) for number in range(301, 310)]
    assert empty.lines()[0] == ("301", "Private office", "24.5", "4")
    assert empty.steps() == 2
    assert empty.table.currentIndex().row() == 9  # the new line again
    empty.type("310", TAB, "Lobby", ENTER, "311", ENTER)
    empty.idle()
    assert empty.numbers()[-2:] == ["310", "311"]
    assert empty.house.space.rooms()[-2].name == "Lobby"
    assert empty.steps() == 4
    scene = empty.screen.preview.canvas.scene
    assert scene is not None
    assert len(scene.rooms) == 11


def test_cells_change_and_undo_gives_them_back(small: Room) -> None:
    small.at(0, "desks")
    small.type("6", ENTER)
    small.idle()
    assert small.lines()[0][3] == "6"
    assert small.table.currentIndex().row() == 1
    small.at(1, "kind")
    small.type(Qt.Key.Key_F2)
    box = small.table.viewport().findChild(QComboBox)
    assert box is not None
    small.type_at(box, "Lab", ENTER)
    small.idle()
    assert small.house.space.rooms()[1].kind == "lab"
    small.at(0, "is_locked")
    small.type(Qt.Key.Key_Space)
    small.idle()
    assert small.house.space.rooms()[0].is_locked
    small.type(Qt.Key.Key_Space)
    small.idle()
    assert not small.house.space.rooms()[0].is_locked
    for _ in range(4):
        small.house.history.undo()
    small.screen._load()
    small.idle()
    assert small.lines()[0] == ("101", "Open area", "40", "4")
    assert small.lines()[1][1] == "Meeting room"


def test_what_cannot_be_stored_stays_with_its_reason(small: Room) -> None:
    steps = small.steps()
    small.at(0, "area")
    small.type("wide", TAB)
    small.idle()
    assert small.lines()[0][2] == "wide"
    assert "1 cell needs a look" in small.screen.rooms.note.text()
    small.at(1, "number")
    small.type("101", ENTER)
    small.idle()
    assert "already a room 101" in str(small.model.problem(1, 0))
    small.at(1, "name")
    small.context.actions.trigger("house.problem")
    assert (small.table.currentIndex().row(), small.table.currentIndex().column()) == (0, KEYS.index("area"))
    assert "not an area" in small.screen.rooms.note.text()
    assert small.steps() == steps
    small.screen._load()
    small.idle()
    assert small.lines()[0][2] == "wide"  # reading again throws nothing away
    assert not small.screen.leave()
    assert "not stored yet" in small.bars()[0]
    small.at(0, "area")
    small.type("12.5", ENTER)
    small.at(1, "number")
    small.type("103", ENTER)
    small.idle()
    assert small.screen.leave()
    assert small.numbers() == ["101", "103", "110", "201"]


def test_rows_from_a_spreadsheet(small: Room) -> None:
    steps = small.steps()
    QGuiApplication.clipboard().setText(
        "121\tWest\tBüro\t20,5 m²\t4\t\t\r\n122\t\t会议室\t18\t\t8\tja\r\n123\tBad\tpool\t1\t2\t\t\r\n")
    small.context.actions.trigger("house.room")  # Ctrl+N
    small.type((Qt.Key.Key_V, CTRL))
    small.idle()
    assert small.numbers() == ["101", "102", "110", "121", "122", "201"]
    assert small.steps() == steps + 1
    rooms = {room.number: room for room in small.house.space.rooms()}
    assert (rooms["121"].kind, rooms["121"].area, rooms["121"].desks) == ("private_office", 20.5, 4)
    assert (rooms["122"].kind, rooms["122"].capacity, rooms["122"].is_locked) == ("meeting", 8, True)
    assert small.lines()[-1][:2] == ("123", "pool")  # stays to be mended
    row = len(small.model.lines) - 2
    small.at(row, "kind")
    small.type(Qt.Key.Key_Delete)
    small.table.go_new()
    small.idle()
    assert "123" in small.numbers()
    small.at(0, "number")
    small.type((Qt.Key.Key_Right, SHIFT), (Qt.Key.Key_Down, SHIFT), (Qt.Key.Key_C, CTRL))
    assert QGuiApplication.clipboard().text().splitlines()[0].split("\t")[0] == "101"


def test_titles_of_a_spreadsheet_are_no_room(small: Room) -> None:
    for at, titles in enumerate(("Nr.\tName\tArt\tFläche m²\tPlätze", "房间号\t名称\t类型\t面积\t工位数",
                                 "No\t\t\t\tDesks")):
        QGuiApplication.clipboard().setText(f"{titles}\r\n8{at}1\tNord\t\t40\t6\r\n8{at}2\tSüd\t\t\t2\r\n")
        small.context.actions.trigger("house.room")
        small.type((Qt.Key.Key_V, CTRL))
        small.idle()
    assert [number for number in small.numbers() if number[0] == "8"] == ["801", "802", "811", "812", "821", "822"]
    assert not small.model.problems()


def test_filling_down_and_going_on(small: Room) -> None:
    small.at(0, "desks")
    small.type((Qt.Key.Key_Down, SHIFT), (Qt.Key.Key_Down, SHIFT))
    small.context.actions.trigger("house.series")  # Ctrl+E
    small.idle()
    assert [line[3] for line in small.lines()] == ["4", "4", "4"]
    small.at(0, "number")
    small.type((Qt.Key.Key_Down, SHIFT), (Qt.Key.Key_Down, SHIFT))
    small.context.actions.trigger("house.series")
    small.idle()
    assert small.numbers()[:3] == ["101", "102", "103"]
    small.at(2, "number")
    small.context.actions.trigger("house.series")
    popup = small.table.findChild(SeriesPopup)
    assert popup is not None
    popup.count.setValue(3)
    assert "104" in popup._makes.text()
    assert "106" in popup._makes.text()
    small.type_at(popup.count, ENTER)
    small.idle()
    assert small.numbers()[:6] == ["101", "102", "103", "104", "105", "106"]
    assert [line[3] for line in small.lines()] == ["4"] * 6


def test_removing_is_refused_while_somebody_sits_there(small: Room) -> None:
    company = small.house.companies.add("Ada GmbH").value
    room = small.house.space.rooms()[0]
    desks = small.house.space.plan().timeline.desks_of[room.id]
    small.house.space.allocate(company, Span(small.house.clock.today()), desks=desks[-1:])
    small.at(0, "number")
    small.context.actions.trigger("house.remove_rooms")
    small.idle()
    assert "Room 101 cannot be removed: Ada GmbH" in small.bars()[0]
    small.at(0, "desks")
    small.type("2", ENTER)
    small.idle()
    assert "Desk 101-4 cannot be removed" in str(small.model.problem(0, KEYS.index("desks")))
    assert small.lines()[0][3] == "2"
    small.screen.rooms.give_up.click()
    assert small.lines()[0][3] == "4"
    small.screen.remove_place()
    small.idle()
    assert "cannot be removed" in small.bars()[0]


def test_a_cell_that_somebody_else_changed_keeps_both(small: Room) -> None:
    room = small.house.space.rooms()[0].id
    column = KEYS.index("desks")
    small.house.space.edit_room(room, desks=7)  # the list does not know yet
    small.at(0, "desks")
    small.type("9", ENTER)
    small.idle()
    assert small.lines()[0][3] == "9"
    assert "it is now: 7" in str(small.model.problem(0, column))
    assert next(one for one in small.house.space.rooms() if one.id == room).desks == 7
    small.screen._load()
    small.idle()
    assert "it is now: 7" in str(small.model.problem(0, column))
    small.at(0, "desks")
    small.type(Qt.Key.Key_F2, ENTER)
    small.idle()
    assert small.model.problem(0, column) is None
    assert next(one for one in small.house.space.rooms() if one.id == room).desks == 9
    small.at(0, "desks")
    small.type("5", ENTER)  # what oneself stored is no change of others
    small.idle()
    assert small.lines()[0][3] == "5"
    assert next(one for one in small.house.space.rooms() if one.id == room).desks == 5


def test_rooms_and_floors_go_and_come_back(small: Room) -> None:
    small.at(1, "number")
    small.type((Qt.Key.Key_Down, SHIFT))
    small.context.actions.trigger("house.remove_rooms")
    small.idle()
    assert small.numbers() == ["101", "201"]
    small.house.history.undo()
    small.screen._load()
    small.idle()
    assert small.numbers() == ["101", "102", "110", "201"]
    small.screen.tree.setFocus()
    small.type(Qt.Key.Key_End, Qt.Key.Key_Delete)
    small.idle()
    assert [floor.name for floor in small.house.space.floors()] == ["1F"]


def test_floors_are_added_named_and_put_in_order(small: Room) -> None:
    small.screen.tree.setFocus()
    small.context.actions.trigger("house.floor")
    small.idle()
    assert [floor.name for floor in small.house.space.floors()] == ["1F", "2F", "3F"]
    small.type((Qt.Key.Key_A, CTRL), "Roof", ENTER)
    small.idle()
    assert [floor.name for floor in small.house.space.floors()] == ["1F", "2F", "Roof"]
    small.screen.tree.setFocus()
    small.type((Qt.Key.Key_Up, ALT))
    small.idle()
    assert [floor.name for floor in small.house.space.floors()] == ["1F", "Roof", "2F"]
    assert "Roof" in small.screen.rooms.title.text()
    small.screen.tree.rename()
    small.type((Qt.Key.Key_A, CTRL), "1f", ENTER)
    small.idle()
    assert "already a floor" in small.bars()[0]
    assert small.screen.tree.editing  # what was typed can be typed on
    small.type(Qt.Key.Key_End, " east", ENTER)
    small.idle()
    assert [floor.name for floor in small.house.space.floors()] == ["1F", "1f east", "2F"]
    small.screen.tree.rename()
    small.type((Qt.Key.Key_A, CTRL), Qt.Key.Key_Backspace, ENTER)
    small.idle()
    assert "needs a name" in small.bars()[0]
    small.type(Qt.Key.Key_Escape)
    small.idle()
    item = small.screen.tree.currentItem()
    assert item is not None
    assert item.text(0) == "1f east"
    small.table.setFocus()
    small.type("R1", ENTER)
    small.idle()
    assert "R1" in small.numbers()


def test_what_is_typed_on_one_floor_waits_while_another_is_looked_at(small: Room) -> None:
    floors = {floor.name: floor.id for floor in small.house.space.floors()}
    small.at(0, "capacity")
    small.type("many", TAB)
    small.screen.apply({"floor": floors["2F"]})
    small.idle()
    assert small.lines() == [("201", "Open area", "", "6")]
    assert not small.screen.leave()
    small.idle()
    assert small.screen.floor == floors["1F"]  # where the cell is that cannot be stored
    assert small.model.words(small.model.lines[0], "capacity") == "many"


def test_the_site_is_changed_where_it_stands(small: Room) -> None:
    card = small.screen.site
    assert "of the site" in card.note.text() or "no area" in card.note.text()
    area = card.fields["area"].editor
    area.setFocus()
    small.type((Qt.Key.Key_A, CTRL), "30", ENTER)
    small.idle()
    assert small.house.space.sites()[0].area == 30
    assert "10 m² more" in card.note.text()
    name = card.fields["name"].editor
    name.setFocus()
    small.type((Qt.Key.Key_A, CTRL), Qt.Key.Key_Backspace, ENTER)
    small.idle()
    assert "may not be empty" in card.fields["name"].problem()
    assert not small.screen.leave()
    small.type(Qt.Key.Key_Escape)
    zone = card.fields["time_zone"].editor
    assert isinstance(zone, ChoiceBox)
    zone.choose("Europe/Berlin")
    card.fields["time_zone"]._typed()
    card.fields["time_zone"].commit()
    small.idle()
    assert small.house.space.sites()[0].time_zone == "Europe/Berlin"
    small.screen.add_site()
    assert small.screen.pages.currentIndex() == START
    small.screen.start.cancel.click()
    assert small.screen.pages.currentIndex() == EDITOR


def test_where_it_leads(small: Room, tmp_path: Any) -> None:
    small.screen.apply({"import": True})
    assert small.shell.screens[-1] == ("import", {"kind": "house"})
    small.context.actions.trigger("house.plan")
    screen, filters = small.shell.screens[-1]
    assert screen == "floor_plan"
    assert filters == {"floor": small.screen.floor}
    file = tmp_path / "rooms.csv"
    file.write_text("Floor,Room\n1F,1\n", "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    small.screen.dropEvent(QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                                      Qt.KeyboardModifier.NoModifier))
    assert small.shell.screens[-1] == ("import", {"kind": "house", "file": str(file)})


def test_the_drawing_and_the_list_follow_each_other(small: Room) -> None:
    room = small.house.space.rooms()[2]
    small.at(2, "number")
    assert small.screen.preview.canvas.selection.rooms == (room.id,)
    small.screen.preview.chosen.emit(small.house.space.rooms()[1].id)
    assert small.table.currentIndex().row() == 1


def test_languages_state_and_names(small: Room) -> None:
    state = small.screen.state()
    small.screen.restore({"place": ["floor", "x"], "widths": {"name": -4}, "split": "no"})
    small.screen.restore(state)
    for language, word in (("de", "Räume"), ("zh", "房间")):
        use_language(language)
        small.screen.retranslate()
        assert word in small.screen.rooms.title.text()
        assert_named(small.screen)


def test_the_menu_of_the_list(small: Room) -> None:
    small.at(0, "number")
    small.table.customContextMenuRequested.emit(QPoint(5, 5))
    menu = small.table.findChild(QMenu)
    assert menu is not None
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[:2] == ["Copy", "Paste"]
    assert len(words) == 6
    menu.actions()[0].trigger()
    assert QGuiApplication.clipboard().text() == "101"
    menu.close()


def test_tab_leaves_the_list_at_its_end(small: Room) -> None:
    small.table.go_new()
    small.type(TAB)
    assert QApplication.focusWidget() is not small.table
    small.at(0, "number")
    small.type((Qt.Key.Key_Backtab, SHIFT))
    assert QApplication.focusWidget() is not small.table
