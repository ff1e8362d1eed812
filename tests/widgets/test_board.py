from __future__ import annotations

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from incubator_gui.core.messages import msg
from incubator_gui.itemmodels.board import MIME, BoardColumn, Card
from incubator_gui.widgets.board import Board
from tests.qt_support import assert_named


@pytest.fixture
def board(theme, qtbot):
    board = Board(theme)
    qtbot.addWidget(board)
    board.resize(700, 400)
    board.set_columns([BoardColumn("a", msg("Received"), "circle-dashed"),
                       BoardColumn("b", msg("Review"), "circle-dot", "accent"),
                       BoardColumn("c", msg("Interview"), dashed=True, takes=frozenset({"b"}))])
    board.set_cards({"a": [Card(n, f"Company {n}", "4.1", "Cloud · 4 people", ("lock", "pending", "success"),
                                (("clock", "12 d", "warning"),), "Lena Wiesner") for n in range(40)],
                     "b": [Card(100, "Other")]})
    board.show()
    return board


def test_it_paints_counts_and_names(board, theme, qtbot):
    for name in ("dark", "contrast", "light"):
        theme.choose(name)
        assert not board.grab().isNull()
    column = board._columns["a"]
    assert column._count.text() == "40"
    qtbot.waitUntil(lambda: "more, scroll" in column._more.text())
    assert_named(board)


def test_ctrl_and_arrows_carry_cards_where_they_may_go(board, qtbot):
    moved = []
    board.moved.connect(lambda *move: moved.append(move))
    board.select(0)
    cards = board._columns["a"].list
    qtbot.keyClick(cards, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert moved == [([0], "a", "b")]
    qtbot.keyClick(cards, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert len(moved) == 1
    board.select(100)
    assert board.selected_ids() == [100]
    qtbot.keyClick(board._columns["b"].list, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert moved[-1] == ([100], "b", "c")


def test_arrows_walk_between_columns_and_enter_opens(board, qtbot):
    board.activateWindow()
    qtbot.waitUntil(board.isActiveWindow)
    board.select(3)
    cards = board._columns["a"].list
    cards.setFocus()
    qtbot.keyClick(cards, Qt.Key.Key_Right)
    other = board._columns["b"].list
    assert other.hasFocus()
    with qtbot.waitSignal(board.opened) as caught:
        qtbot.keyClick(other, Qt.Key.Key_Return)
    assert caught.args == [100]


def test_a_drop_moves_and_a_wrong_one_is_not_taken(board, qtbot):
    board.set_slot_words(lambda ids, key: f"Rank 1 of {len(ids)}")
    data = QMimeData()
    data.setData(MIME, QByteArray(b"a"))
    place, none = QPointF(20, 20), Qt.KeyboardModifier.NoModifier
    board._carry([1, 2])
    target = board._columns["b"]
    enter = QDragEnterEvent(QPoint(20, 20), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, none)
    target.dragEnterEvent(enter)
    assert target._slot.isVisible()
    assert target._slot.text() == "Rank 1 of 2"
    with qtbot.waitSignal(board.moved) as caught:
        target.dropEvent(QDropEvent(place, Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, none))
    assert caught.args == [[1, 2], "a", "b"]
    assert not target._slot.isVisible()
    wrong = board._columns["c"]
    wrong.dragEnterEvent(QDragEnterEvent(QPoint(20, 20), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton,
                                         none))
    assert not wrong._slot.isVisible()


def test_new_cards_keep_what_is_selected(board):
    board.select(5)
    board.set_cards({"a": [Card(5, "Still here"), Card(6, "Other")]})
    assert board.selected_ids() == [5]
    board.set_cards({})
    assert board.selected_ids() == []
