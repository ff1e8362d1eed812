"""The table of applications: what it shows, edits in cells, paste, many at once, views, export."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit

from incubator_gui.core.errors import Environment
from incubator_gui.core.messages import msg
from incubator_gui.itemmodels.columns import Edit
from incubator_gui.services.house import House
from incubator_gui.views.applications import menus
from incubator_gui.widgets import table_edit
from tests.qt_support import assert_named

LUMEN = "Lumenhain Sensorik GmbH"


def names(room: Any) -> list[str]:
    return [room.screen.table.rows.row_of(id)[3] for id in room.screen.table.rows.visible_ids()]


def test_open_applications_with_counts(room: Any) -> None:
    assert len(names(room)) == 6
    assert room.screen.bar.count_words() == "6 of 6 open"
    room.screen.bar.clear()
    assert len(names(room)) == 7
    assert room.screen.bar.count_words() == "6 open of 7"
    assert_named(room.screen.window())


def test_one_call(room: Any) -> None:
    header = room.screen.header
    assert [header.calls.itemText(place) for place in range(header.calls.count())] == ["All calls", "2027-1", "2026-2"]
    header.calls.setCurrentIndex(2)
    header.calls.activated.emit(2)
    room.idle()
    assert room.screen.table.rows.counts() == (0, 1)
    assert room.screen.nothing.isVisible()
    room.qtbot.mouseClick(room.screen.nothing.button, Qt.MouseButton.LeftButton)
    assert names(room) == [LUMEN]


def test_empty_house_says_what_to_do(build: Callable[[House], Any], empty_house: House) -> None:
    room = build(empty_house)
    assert room.screen.empty.isVisible()
    room.qtbot.mouseClick(room.screen.empty.button, Qt.MouseButton.LeftButton)
    assert room.shell.screens == [("import", {"kind": "applications"})]
    room.context.actions.trigger("applications.new")
    assert type(room.screen.asking.dialog).__name__ == "CallsDialog"
    room.screen.asking.dialog.reject()


def test_days_in_stage_warn(room: Any) -> None:
    columns = room.screen.table.rows.index_.columns
    old, young = room.row(LUMEN), room.row("澜杉智驾")
    assert columns["days"].of(old) == 40
    assert columns["days"].mark(old) == ("clock", "warning")
    assert columns["days"].of(young) == 10
    assert columns["days"].mark(young) is None


def test_a_cell_is_edited_with_the_keyboard(room: Any) -> None:
    table = room.screen.table
    row = room.select(LUMEN)
    table.setCurrentIndex(table.rows.index(table.rows.line_of(row.id), table.section("team")))
    room.qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    room.qtbot.keyClicks(editor, "12")
    room.qtbot.keyClick(editor, Qt.Key.Key_Return)
    room.idle()
    assert room.row(LUMEN).headcount == 12
    assert table.selected_ids() == [row.id]


def test_a_refresh_waits_for_the_cell_that_is_edited(room: Any) -> None:
    table = room.screen.table
    table.sort_by([("focus", False)])
    row = room.select(LUMEN)
    table.setCurrentIndex(table.rows.index(table.rows.line_of(row.id), table.section("source")))
    room.qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.viewport().findChild(QLineEdit)
    room.qtbot.keyClicks(editor, "a fr")
    room.elsewhere(lambda: room.house.editing.set_field("application", room.row("澜杉智驾").id, "focus_area", "cloud"))
    assert editor.isVisible()
    assert editor.text() == "a fr"
    room.qtbot.keyClicks(editor, "iend")
    room.qtbot.keyClick(editor, Qt.Key.Key_Return)
    room.idle()
    assert room.row(LUMEN).source == "a friend"
    assert table.rows.row_of(room.row("澜杉智驾").id)[11] == "cloud"
    assert table.selected_ids() == [row.id]


def test_stage_in_the_cell_moves(room: Any) -> None:
    row = room.row(LUMEN)
    room.screen.table.rows.edit([Edit(row.id, "stage", room.stage("screening").id.hex)])
    room.idle()
    assert room.row(LUMEN).stage_id == room.stage("screening").id
    back = room.row("Nebelrad Robotik")
    room.screen.table.rows.edit([Edit(back.id, "stage", room.stage("screening").id.hex)])
    dialog = room.screen.mover.dialog
    assert not dialog.main.isEnabled()
    room.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    room.idle()
    assert room.row("Nebelrad Robotik").stage_id == room.stage("decision").id
    index = room.screen.table.rows.index_.columns["stage"]
    assert room.screen.table.rows.value(room.screen.table.rows.row_of(back.id), index) == room.stage("decision").id.hex


def test_paste_a_block_in_one_step(room: Any) -> None:
    table = room.screen.table
    table.sort_by([("number", False)])
    table.setCurrentIndex(table.rows.index(0, table.section("team")))
    for key in ("focus", "score", "days"):
        table.show_column(key, False)
    QGuiApplication.clipboard().setText("20\tShen Yu\n21\tLena Wiesner\n")
    before = len(room.house.history.recent())
    room.qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    room.idle()
    first, second = room.row(LUMEN), room.row("澜杉智驾")
    assert (first.headcount, second.headcount) == (20, 21)
    assert room.screen.known.person(first.owner_id) == "Shen Yu"
    assert room.screen.known.person(second.owner_id) == "Lena Wiesner"
    assert len(room.house.history.recent()) == before + 1


def test_a_stranger_cannot_be_in_charge(room: Any) -> None:
    row = room.row(LUMEN)
    model = room.screen.table.rows
    index = model.index(model.line_of(row.id), room.screen.table.section("owner"))
    assert not model.setData(index, "Nobody Known")
    assert "There is no colleague" in str(model.wrong(row.id, "owner"))
    assert model.setData(index, "sy")
    room.idle()
    assert room.screen.known.person(room.row(LUMEN).owner_id) == "Shen Yu"


def test_copy_goes_to_a_spreadsheet(room: Any) -> None:
    room.select(LUMEN)
    table_edit.copy(room.screen.table, headings=True)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:4] == ["No.", "Company", "Stage", "Focus area"]
    assert lines[1].split("\t")[:5] == ["0001", LUMEN, "Received", "Future mobility", "3"]


@pytest.mark.parametrize(("key", "value"), [("focus", "cloud"), ("tag", "fleet"), ("desks", 7), ("owner", "Shen Yu"),
                                            ("stage", "interview")])
def test_edit_many(room: Any, key: str, value: Any) -> None:
    rows = [room.row(LUMEN), room.row("澜杉智驾")]
    room.screen.table.rows.set_checked([row.id for row in rows])
    room.context.actions.trigger("applications.edit_many")
    room.idle()
    dialog = room.screen.work.dialog
    assert dialog.windowTitle() == "Edit 2 applications"
    dialog.what.setCurrentIndex(dialog.what.findData(key))
    editor = dialog.editor()
    if isinstance(editor, QLineEdit):
        editor.setText(str(value))
    elif key == "tag":
        editor.setCurrentText(value)
    elif key in ("owner", "stage"):
        words = value if key == "owner" else "Interview"
        editor.setCurrentIndex(editor.findText(words))
    else:
        editor.setCurrentIndex(editor.findData(value))
    assert_named(dialog)
    room.qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    room.idle()
    assert room.screen.work.dialog is None
    for row in (room.row(LUMEN), room.row("澜杉智驾")):
        seen = {"focus": row.focus_area, "tag": row.tags[0] if row.tags else "", "desks": row.desks_needed,
                "owner": room.screen.known.person(row.owner_id), "stage": room.screen.known.status(row.stage_id)}
        assert seen[key] == value
    table = room.screen.table
    assert set(table.rows.checked()) == {row.id for row in rows}


def test_edit_many_keeps_what_was_refused(room: Any) -> None:
    room.screen.edit_many([room.row(LUMEN).id, room.row("Nebelrad Robotik").id], "desks")
    room.idle()
    dialog = room.screen.work.dialog
    dialog.editor().setText("80")
    dialog.submitted.emit()
    assert "at most 60" in dialog.messages.bars()[0].sentence()
    assert dialog.editor().text() == "80"
    dialog.what.setCurrentIndex(dialog.what.findData("stage"))
    stage = dialog.editor()
    assert isinstance(stage, QComboBox)
    stage.setCurrentIndex(stage.findText("Screening"))
    assert dialog.why.isEnabled()
    dialog.submitted.emit()
    assert "needs a reason" in dialog.messages.bars()[0].sentence()
    dialog.why.setText("Papers are missing")
    dialog.submitted.emit()
    room.idle()
    assert room.row("Nebelrad Robotik").stage_id == room.stage("screening").id
    assert room.house.applications.sheet(room.row("Nebelrad Robotik").id).moves[-1].reason == "Papers are missing"


def test_saved_views(room: Any) -> None:
    screen = room.screen
    screen.apply({"stage": "review"})
    screen.table.show_column("city", True)
    room.context.actions.trigger("applications.save_view")
    room.qtbot.keyClicks(screen.views.dialog.field, "In review")
    room.qtbot.keyClick(screen.views.dialog.field, Qt.Key.Key_Return)
    room.idle()
    assert [view.name for view in screen.views.views] == ["In review"]
    screen.bar.clear()
    screen.table.show_column("city", False)
    assert len(names(room)) == 7
    screen.take_view(screen.views.views[0].content)
    room.idle()
    assert names(room) == ["澜杉智驾"]
    assert not screen.table.isColumnHidden(screen.table.section("city"))
    menu = screen.views.open_menu()
    assert [action.text() for action in menu.actions()][:1] == ["In review"]
    menu.close()
    screen.views.remove(screen.views.views[0])
    room.idle()
    assert screen.views.views == ()


def test_export_what_is_shown(room: Any, tmp_path: Path) -> None:
    room.screen.apply({"stage": ["review", "interview"]})
    room.screen.exporter.write(tmp_path / "list.xlsx")
    room.idle()
    sheet = load_workbook(tmp_path / "list.xlsx").active
    assert sheet is not None
    lines = list(sheet.iter_rows(values_only=True))
    assert lines[0][:5] == ("Application ID", "No.", "Company", "Stage", "Focus area")
    assert {line[2] for line in lines[1:]} == {"澜杉智驾", "Fernmoss Autonomy"}
    assert {line[0] for line in lines[1:]} == {str(room.row(str(line[2])).id) for line in lines[1:]}
    assert sheet.column_dimensions["A"].hidden
    room.screen.exporter.ask()
    room.screen.exporter.dialog.reject()


@pytest.mark.parametrize(("asked", "expected"), [
    ({"open": True}, 6), ({"open": False}, 1), ({"late": True}, 2), ({"stage": "received"}, 2),
    ({"days": (None, 12)}, 4), ({"received": ("2027-04-01", None)}, 7), ({"owner": None}, 7),
    ({"focus": "mobility"}, 6)])
def test_lists_behind_figures(room: Any, asked: dict[str, Any], expected: int) -> None:
    room.screen.apply(asked)
    assert room.screen.table.rows.counts()[0] == expected


def test_menus(room: Any) -> None:
    row = room.select(LUMEN)
    of_rows, more = menus.of_rows(room.screen, [row.id], QPoint(10, 10)), menus.more(room.screen)
    assert of_rows is not None
    assert "Edit 1 application…" in [action.text() for action in of_rows.actions()]
    assert "Manage stages…" in [action.text() for action in more.actions()]
    for menu in (more, of_rows):
        menu.close()
    assert menus.of_rows(room.screen, [uuid4()], QPoint()) is None


def test_several_move_on_in_one_step_for_each_stage(room: Any) -> None:
    room.screen.table.rows.set_checked([room.row(LUMEN).id, room.row("Paperheron Cloud").id])
    before = len(room.house.history.recent())
    room.context.actions.trigger("applications.next")
    room.idle()
    assert {room.screen.known.status(room.row(name).stage_id) for name in (LUMEN, "Paperheron Cloud")} == {"screening"}
    assert len(room.house.history.recent()) == before + 1


def test_a_failing_read_is_said_and_tried_again(room: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_call: Any = None) -> Any:
        raise Environment(msg("The database is out of reach."))

    with monkeypatch.context() as patch:
        patch.setattr(room.house.applications, "rows", fail)
        room.screen.reload()
        room.idle()
    bar = room.screen.messages.bars()[0]
    assert bar.sentence() == "The database is out of reach."
    bar._link.click()
    room.idle()
    assert len(names(room)) == 6
    assert room.screen.messages.bars() == ()


def test_state_is_remembered(room: Any) -> None:
    call = room.house.calls.calls()[0]
    room.screen._choose_call(call.id)
    room.screen.header.modes.choose("board")
    state = room.screen.state()
    room.screen.restore({"call": "nonsense", "mode": 7, "order": None})
    assert room.screen.header_call is None
    room.screen.restore(state)
    assert room.screen.state() == state
    room.idle()
