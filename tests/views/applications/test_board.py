"""The board by stage: columns, cards, carrying cards with the keyboard and the mouse."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent

from incubator_gui.itemmodels.board import MIME
from tests.qt_support import assert_named


def board(room: Any) -> Any:
    room.context.actions.trigger("applications.board")
    return room.screen.board


def titles(room: Any, status: str) -> list[str]:
    return [card.title for card in room.screen.board.cards(room.stage(status).id.hex)]


def test_columns_and_cards(room: Any) -> None:
    made = board(room)
    assert [column.column.title for column in made._columns.values()] == [
        "Received", "Screening", "More information", "Review", "Interview", "Decision"]
    assert made._columns[room.stage("more_information").id.hex].column.dashed
    assert set(titles(room, "received")) == {"Lumenhain Sensorik GmbH", "Paperheron Cloud"}
    card = next(card for card in made.cards(room.stage("received").id.hex) if card.title.startswith("Lumen"))
    assert card.facts == "Future mobility · 3 people"
    assert card.flag == ("history", "1 other application", "muted")
    assert card.marks == (("clock", "40 d", "warning"),)
    assert_named(room.screen.window())
    room.screen.bar.clear()
    assert len(made._columns) == 10


def test_carry_with_the_keyboard(room: Any) -> None:
    made = board(room)
    row = room.row("澜杉智驾")
    made.select(row.id)
    room.idle()
    cards = made._columns[room.stage("review").id.hex].list
    room.qtbot.keyClick(cards, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    room.idle()
    assert room.row("澜杉智驾").stage_id == room.stage("interview").id
    assert titles(room, "review") == []
    assert "澜杉智驾" in titles(room, "interview")
    assert room.screen.panel.id == row.id


def test_back_asks_for_the_reason_and_may_be_given_up(room: Any) -> None:
    made = board(room)
    made.select(room.row("Nebelrad Robotik").id)
    cards = made._columns[room.stage("decision").id.hex].list
    room.qtbot.keyClick(cards, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    room.screen.mover.dialog.reject()
    room.idle()
    assert titles(room, "decision") == ["Nebelrad Robotik"]
    assert room.row("Nebelrad Robotik").stage_id == room.stage("decision").id


def test_drop(room: Any) -> None:
    made = board(room)
    row = room.row("桥鹿数链")
    source, target = room.stage("screening").id.hex, room.stage("review").id.hex
    made._columns[source].list.drag_began.emit([row.id])
    assert made.slot_words(target) == "Move to Review"
    assert made.slot_words(room.stage("received").id.hex) == "Moves back: the reason is asked"
    data = QMimeData()
    data.setData(MIME, source.encode())
    made._columns[target].dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.MoveAction, data,
                                               Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    room.idle()
    assert room.row("桥鹿数链").stage_id == room.stage("review").id


def test_filter_and_order(room: Any) -> None:
    board(room)
    room.screen.bar.field.setText("paper")
    room.qtbot.waitUntil(lambda: titles(room, "received") == ["Paperheron Cloud"])
    room.screen.bar.field.clear()
    room.qtbot.waitUntil(lambda: len(titles(room, "received")) == 2)
    room.screen.order.setCurrentIndex(room.screen.order.findData("company"))
    room.screen.order.activated.emit(0)
    assert titles(room, "received") == ["Lumenhain Sensorik GmbH", "Paperheron Cloud"]


def test_a_change_elsewhere_keeps_the_chosen_card(room: Any) -> None:
    made = board(room)
    row = room.row("澜杉智驾")
    made.select(row.id)
    room.elsewhere(lambda: room.house.editing.set_field("application", row.id, "headcount", 99))
    assert made.selected_ids() == [row.id]
    assert made.cards(room.stage("review").id.hex)[0].facts == "Future mobility · 99 people"


def test_selection_goes_along_between_table_and_board(room: Any) -> None:
    row = room.select("Fernmoss Autonomy")
    made = board(room)
    assert made.selected_ids() == [row.id]
    room.context.actions.trigger("applications.table")
    assert room.screen.table.selected_ids() == [row.id]
