"""The table of desks beside the plan: in step with it, by keyboard, typed and pasted, as a file."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from incubator_gui.domain.space import Span
from tests.views.floor_plan.conftest import JUNE, MAY
from tests.views.floor_plan.steps import table_ids


def test_table_and_plan_are_in_step(room: Any) -> None:
    screen = room.screen
    room.run("floor.both")
    room.idle()
    table, canvas = screen.seats.table, screen.plan.canvas
    assert len(table_ids(room)) == 17  # 16 desks and the room without desks
    desks = [room.desk("101-7"), room.desk("101-8")]
    table.select_ids(desks)
    assert set(canvas.selection.desks) == set(desks)
    screen.plan._selected(type(canvas.selection)((room.desk("102-1"),)))
    assert table.selected_ids() == [room.desk("102-1")]
    screen.seats.everywhere.setChecked(True)
    assert len(table_ids(room)) == 25
    table.select_ids([room.desk("201-3")])
    assert screen.model.floor_name(screen.model.floor) == "2"
    assert canvas.selection.desks == (room.desk("201-3"),)


def test_the_table_is_filled_once_for_one_reload(room: Any) -> None:
    screen = room.screen
    room.run("floor.both")
    screen.seats.everywhere.setChecked(True)
    room.idle()
    table, filled = screen.seats.table, []
    table.rows.modelReset.connect(lambda: filled.append(1))
    screen.reload()
    room.idle()
    assert len(filled) == 1
    room.elsewhere(lambda: room.house.residency.edit(
        room.house.residency.rows()[0].id, planned_end=JUNE))
    screen.reload()
    room.idle()
    rows = {row[0]: row for row in table.rows.index_.rows}
    assert any(row[5] is not None and row[5].planned_end == JUNE for row in rows.values())


def test_the_table_does_everything_by_keyboard(room: Any) -> None:
    room.run("floor.table")
    room.idle()
    table = room.screen.seats.table
    table.setFocus()
    table.select_ids([room.desk("101-7")])
    room.qtbot.keyClick(table, Qt.Key.Key_Return)
    dialog = room.screen.deeds.dialog
    assert dialog is not None
    dialog.company.choose(room.company("Ostpark"))
    dialog.stay.box.setChecked(False)
    room.send()
    assert room.has("Ostpark") == ["101-7"]
    assert table.selected_ids() == [room.desk("101-7")]
    room.qtbot.keyClick(table, Qt.Key.Key_Return)
    assert room.screen.side.current_tab() == "details"
    room.run("floor.company")
    assert room.shell.records == [("company", room.company("Ostpark"))]
    room.screen.doing.table_menu([room.desk("101-7")], room.screen.pos())
    assert [action.objectName() for action in room.screen.doing.menu_shown.actions()][:3] == [
        "floor.allocate", "floor.move", "floor.swap"]
    room.screen.doing.menu_shown.close()


def test_the_table_goes_out_as_a_file(room: Any, tmp_path: Any) -> None:
    from incubator_gui.widgets.list_file import ListFile

    room.screen.doing._with_table()
    ListFile(room.context, room.screen.seats.table, room.screen).write(tmp_path / "plan.csv", "Plan")
    room.idle()
    lines = (tmp_path / "plan.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("Floor,Room,Kind,Desk,Company")
    assert len(lines) == 18
    assert room.shell.said == ["17 rows written to plan.csv"]


def test_the_table_beside_the_plan(room: Any) -> None:
    room.run("floor.beside")
    assert room.screen.parts.orientation() == Qt.Orientation.Horizontal
    assert room.screen.seats.isVisible()
    assert room.screen.plan.isVisible()
    assert room.screen.state()["beside"] is True


def test_dates_are_typed_and_pasted_in_the_table(room: Any) -> None:
    room.run("floor.table")
    room.idle()
    table = room.screen.seats.table
    until = table.section("until")

    def type_in(label: str, words: str) -> None:
        line = table.rows.line_of(room.desk(label))
        table.rows.setData(table.rows.index(line, until), words)
        room.idle()

    type_in("102-1", "1.8.2027")
    assert room.has("澜杉智驾", JUNE) == ["102-1"]
    type_in("102-2", "soon")
    assert str(table.rows.wrong(room.desk("102-2"), "until")).startswith("Write days as in the calendar")
    type_in("101-9", "1.8.2027")  # nobody sits there
    assert str(table.rows.wrong(room.desk("101-9"), "until")) == "Nobody has this place on 1 Mar 2027."
    labels = [f"101-{n}" for n in range(1, 7)]
    table.select_ids([room.desk(label) for label in labels])
    table.setCurrentIndex(table.rows.index(table.rows.line_of(room.desk("101-1")), until))
    table.select_ids([room.desk(label) for label in labels])
    QApplication.clipboard().setText("2027-06-01")
    room.qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    room.idle()
    assert room.has("Kranichtal", JUNE) == []
    assert len(room.has("Kranichtal", MAY)) == 6
    room.elsewhere(room.house.history.undo)
    assert len(room.has("Kranichtal", JUNE)) == 6


def test_dates_that_cannot_be_saved_stay_in_their_cells_while_others_are_saved(room: Any) -> None:
    room.run("floor.table")
    room.idle()
    table = room.screen.seats.table
    until = table.section("until")
    table.setCurrentIndex(table.rows.index(table.rows.line_of(room.desk("101-1")), until))
    QApplication.clipboard().setText("2027-12-31\nsoon\n2020-01-01\n")
    room.qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    room.idle()
    assert len(room.has("Kranichtal", date(2028, 1, 1))) == 5
    row, column = table.rows.row_of(room.desk("101-2")), table.rows.columns[until - 1]
    assert table.rows.value(row, column) == "soon"
    assert str(table.rows.wrong(room.desk("101-3"), "until")).startswith("The end has to come after")
    room.elsewhere(lambda: room.house.space.allocate(room.company("Nebelrad"), Span(JUNE), desks=[room.desk("102-2")]))
    assert table.rows.wrong(room.desk("101-2"), "until") is not None
    table.rows.setData(table.rows.index(table.rows.line_of(room.desk("101-2")), until), "")  # as it is stored
    assert table.rows.wrong(room.desk("101-2"), "until") is None
