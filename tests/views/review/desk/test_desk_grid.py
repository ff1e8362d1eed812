"""Scoring many in a grid, as in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication

from incubator_gui.core.errors import Environment
from incubator_gui.core.messages import msg
from tests.qt_support import assert_named
from tests.views.review.desk.fake import FakeDesk, odd_rubric

D = Decimal
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def grid(room: Any) -> Any:
    """The grid in front, on the row of the application that was."""
    room.run("desk.grid")
    return room.bench.grid


def at(grid: Any, row: int, column: int) -> None:
    grid.view.setCurrentIndex(grid.model.index(row, 3 + column))


def cells(grid: Any, row: int) -> list[str]:
    return [grid.model.shown(grid.model.index(row, column)) for column in range(grid.model.columnCount())]


def test_it_shows_what_stands_on_the_forms(room: Any, grid: Any) -> None:
    assert room.bench.stack.currentWidget() is grid
    assert room.focus() is grid.view
    assert (grid.view.currentIndex().row(), grid.view.currentIndex().column()) == (2, 3)
    assert cells(grid, 0) == ["Application 0115", "Finished", "3.35", "3", "4", "3", "4", "2"]
    assert cells(grid, 2) == ["Application 0123", "Begun", "3.64", "4", "3", "4", "", ""]
    assert grid.model.index(2, 3).data(Qt.ItemDataRole.AccessibleTextRole) == "Application 0123, Team: 4"
    assert_named(room.bench.window())


def test_figures_arrows_abstain_and_clear(room: Any, grid: Any, desk: FakeDesk) -> None:
    at(grid, 3, 0)
    room.keys("4")
    room.key(Qt.Key.Key_Right)
    room.keys("3")
    room.key(Qt.Key.Key_Tab)
    room.keys("a")
    room.key(Qt.Key.Key_Return)
    room.keys("5")
    room.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert cells(grid, 3)[3:6] == ["4", "3", "A"]
    assert cells(grid, 4)[3:6] == ["", "", "5"]
    room.key(Qt.Key.Key_Left)
    room.key(Qt.Key.Key_Delete)
    room.store()
    assert room.form(desk.ids[3]).marks == {"team": 4}
    assert room.form(desk.ids[3]).abstained_on == {"product"}
    assert room.form(desk.ids[4]).marks == {"product": 5}
    assert cells(grid, 3)[1] == "Begun"


def test_a_wrong_figure_stays_with_its_reason(room: Any, grid: Any) -> None:
    at(grid, 3, 0)
    room.keys("7")
    assert cells(grid, 3)[3] == "7"
    assert room.bars(grid.messages) == ["“7” is no mark for “Team”: give 1 to 5 in steps of 1, or A to abstain."]
    room.key(Qt.Key.Key_Escape)
    assert cells(grid, 3)[3] == ""
    room.keys("7")
    room.keys("4")
    assert cells(grid, 3)[3] == "4"
    assert grid.model.refused(grid.model.index(3, 3)) is None


def test_copy_and_paste_with_a_spreadsheet(room: Any, grid: Any, desk: FakeDesk) -> None:
    selection = QItemSelection(grid.model.index(0, 3), grid.model.index(1, 5))
    grid.view.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    room.key(Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "3\t4\t3\n5\t4\t3\n"
    at(grid, 4, 2)
    room.key(Qt.Key.Key_V, CTRL)
    assert cells(grid, 4)[5:] == ["3", "4", "3"]
    assert cells(grid, 5)[5:] == ["5", "4", "3"]
    QGuiApplication.clipboard().setText("4\tA\t9\r\nvery good\t2,0\t\r\n1\t1\t1\r\n2\t2\t2")
    at(grid, 3, 0)
    room.key(Qt.Key.Key_V, CTRL)
    assert cells(grid, 3)[3:6] == ["4", "A", "9"]
    assert cells(grid, 4)[3:6] == ["very good", "2", ""]
    assert room.bars(grid.messages) == ["2 cells are no marks and were not taken; they are marked below."]
    assert room.shell.said[-1] == "7 cells pasted, 3 passed over"
    room.store()
    assert room.form(desk.ids[3]).marks == {"team": 4}
    assert room.form(desk.ids[4]).marks == {"market": 2, "business": 4, "fit": 3}
    assert room.form(desk.ids[5]).marks == {"team": 1, "market": 1, "product": 1, "business": 4, "fit": 3}
    grid.view.selectAll()
    QGuiApplication.clipboard().setText("3")
    selection = QItemSelection(grid.model.index(3, 3), grid.model.index(4, 4))
    grid.view.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    room.key(Qt.Key.Key_V, CTRL)
    assert [cells(grid, row)[3:5] for row in (3, 4)] == [["3", "3"], ["3", "3"]]


def test_finishing_a_row(room: Any, grid: Any, desk: FakeDesk) -> None:
    at(grid, 2, 0)
    room.run("desk.finish")
    assert room.bars(grid.messages) == ["Application 0123 is not finished yet: “Business model” needs a mark."]
    assert grid.view.currentIndex().column() == 6
    room.keys("2")
    room.run("desk.finish")
    assert room.form(desk.ids[2]).finished
    assert (grid.view.currentIndex().row(), grid.view.currentIndex().column()) == (3, 3)
    assert cells(grid, 2)[1] == "Finished"
    assert room.bench.head.bar.accessibleName() == "3 of 6 reviews done"
    at(grid, 2, 0)
    room.key(Qt.Key.Key_Delete)
    room.store()
    assert not room.form(desk.ids[2]).finished


def test_one_row_is_opened_and_shows_what_was_typed(room: Any, grid: Any, desk: FakeDesk) -> None:
    at(grid, 4, 0)
    room.keys("3")
    room.keys("o")
    room.idle()
    assert room.current == desk.ids[4]
    assert room.bench.form.form.marks == {"team": D(3)}
    assert room.form(desk.ids[4]).marks == {"team": 3}
    room.run("desk.grid")
    assert grid.view.currentIndex().row() == 4


def test_a_failure_keeps_the_cells(room: Any, grid: Any, desk: FakeDesk) -> None:
    desk.broken = Environment(msg("The disk is full."))
    at(grid, 3, 0)
    room.keys("4")
    room.key(Qt.Key.Key_Down)
    room.keys("2")
    room.store()
    assert cells(grid, 3)[3] == "4"
    assert "is not stored: The disk is full." in room.bars()[0]
    desk.broken = None
    room.run("desk.retry")
    assert room.form(desk.ids[3]).marks == {"team": 4}
    assert room.form(desk.ids[4]).marks == {"team": 2}
    assert not room.bars()


def test_a_clash_in_the_grid_is_decided_on_the_form(room: Any, grid: Any, desk: FakeDesk) -> None:
    desk.set(desk.ids[2], team=1)
    at(grid, 2, 0)
    room.keys("5")
    room.store()
    assert room.bars() == ["Application 0123: answers were changed elsewhere meanwhile; yours are kept here."]
    room.qtbot.mouseClick(room.bench.messages.bars()[0]._link, Qt.MouseButton.LeftButton)
    room.idle()
    assert room.bench.form.clash.isVisible()
    assert room.current == desk.ids[2]


def test_what_others_change_is_read_again(room: Any, grid: Any, desk: FakeDesk) -> None:
    desk.set(desk.ids[4], team=1)
    room.bench._read_again()
    room.idle()
    assert cells(grid, 4)[3] == "1"


def test_scales_of_two_digits(build: Callable[..., Any], tmp_path: Path) -> None:
    room = build(FakeDesk(tmp_path, 3, odd_rubric()), state={"grid": True})
    grid = room.bench.grid
    assert room.bench.stack.currentWidget() is grid
    room.bench.show_grid(True)
    room.idle()
    at(grid, 0, 0)
    room.keys("10")
    room.key(Qt.Key.Key_Right)
    room.keys("85")
    room.key(Qt.Key.Key_Right)
    room.keys("3.5")
    assert cells(grid, 0)[3:6] == ["10", "85", "3.5"]


def test_nothing_is_typed_where_nothing_may_be_reviewed(build: Callable[..., Any], desk: FakeDesk) -> None:
    desk.head.update(may_review=False, why_not=msg("The phase ended."))
    room = build(desk)
    room.run("desk.grid")
    at(room.bench.grid, 3, 0)
    room.keys("4")
    room.run("desk.finish")
    room.store()
    assert not desk.saves
