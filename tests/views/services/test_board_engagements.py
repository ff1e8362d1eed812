"""The board: what its cards say, and how they are moved by keyboard and mouse."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from tests.qt_support import assert_named


def test_columns_and_what_cards_say(room: Any) -> None:
    assert room.cards("requested") == ["Pfeilhag Logistik"]
    assert room.cards("planned") == ["禾岚电驱", "Training"]
    assert room.cards("active") == ["Kranichtal Zelltechnik", "Lumenhain Sensorik"]
    assert room.cards("on_hold") == []
    asked, = room.screen.part.board.cards("requested")
    assert asked.facts == "Legal: Contract"
    assert asked.marks[0][1] == "for 6 days"
    assert asked.badge == ""
    assert asked.side is not None
    assert asked.side[1] == "nobody in charge"
    assert asked.side[2] == "warning"
    late, plan = room.screen.part.board.cards("active")
    assert late.marks[0][1:] == ("2 days late", "error")
    assert late.badge == "Shen Yu"
    assert late.side == ("", "3 / 2 h", "error")
    assert late.bar == (1.5, "error")
    assert plan.marks[0][2] == "warning"
    assert plan.side is not None
    assert "8" in plan.side[1]
    planned = room.screen.part.board.cards("planned")[0]
    assert planned.title == "禾岚电驱"
    assert planned.facts == "Roadshow development"
    assert_named(room.screen)


def test_ctrl_and_arrow_carry_a_card_and_undo_brings_it_back(room: Any) -> None:
    column = room.column("planned")
    column.setFocus()
    column.setCurrentIndex(column.cards.index(0))
    room.qtbot.keyClick(column, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    room.idle()
    assert "禾岚电驱" in room.cards("active")
    assert room.line("禾岚电驱").starts_on is not None
    room.context.bus.publish(room.house.history.undo().changes)
    room.idle()
    assert room.cards("planned")[0] == "禾岚电驱"
    assert room.line("禾岚电驱").starts_on is None


def test_on_hold_asks_what_it_waits_for(room: Any) -> None:
    line = room.line("Lumenhain Sensorik")
    room.screen.part.board.moved.emit([line.id], "active", "on_hold")
    room.idle()
    dialog = room.screen.part.mover.dialog
    assert dialog is not None
    assert room.line("Lumenhain Sensorik").status == "active"
    room.qtbot.keyClicks(dialog.field, "Expert opinion")
    room.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    room.idle()
    assert room.screen.part.mover.dialog is None
    stored = room.line("Lumenhain Sensorik")
    assert (stored.status, stored.waits_for) == ("on_hold", "Expert opinion")
    card = room.screen.part.board.cards("on_hold")[0]
    assert card.side is not None
    assert card.side[1] == "waits for Expert opinion"


def test_giving_the_question_up_moves_nothing(room: Any) -> None:
    line = room.line("Lumenhain Sensorik")
    room.screen.part.move_to([line.id], "on_hold")
    room.screen.part.mover.dialog.reject()
    room.idle()
    assert room.line("Lumenhain Sensorik").status == "active"
    assert room.cards("on_hold") == []


def test_trainings_move_too_and_open_their_part(room: Any) -> None:
    training = room.house.trainings.rows()[0]
    room.screen.part.board.moved.emit([training.id], "planned", "active")
    room.idle()
    assert room.house.trainings.rows()[0].status == "active"
    assert "Training" in room.cards("active")
    room.screen.part.board.opened.emit(training.id)
    room.idle()
    assert room.screen.header.parts.key == "trainings"
    assert "trainings" in room.screen.parts.tabs


def test_what_has_ended_by_choice(room: Any) -> None:
    line = room.line("Lumenhain Sensorik")
    room.screen.part.move_to([line.id], "done")
    room.idle()
    assert "Lumenhain Sensorik" not in room.cards("active")
    room.trigger("services.ended")
    assert room.cards("done") == ["Lumenhain Sensorik"]


def test_one_step_further_by_its_keys(room: Any) -> None:
    line = room.line("禾岚电驱")
    room.screen.part.board.select(line.id)
    room.trigger("services.next")
    assert room.line("禾岚电驱").status == "active"


def test_mine_narrows_board_table_and_head(room: Any) -> None:
    assert not room.screen.header.links["overdue"].isHidden()
    room.trigger("services.mine")
    assert room.cards("active") == ["Lumenhain Sensorik"]
    assert room.cards("requested") == []
    assert room.screen.header.links["overdue"].isHidden()
    assert [row[1].company for row in (room.screen.part.table.rows.row_at(n) for n in range(2))] == [
        "Lumenhain Sensorik", "禾岚电驱"]
    room.trigger("services.mine")
    assert len(room.cards("active")) == 2


def test_removing_is_refused_where_hours_are_booked_and_is_one_step_elsewhere(room: Any) -> None:
    refused: list[Any] = []
    room.context.jobs.refused.connect(refused.append)
    room.screen.part.remove([room.line("Kranichtal Zelltechnik").id, room.line("Pfeilhag Logistik").id])
    room.idle()
    assert len(room.house.engagements.rows()) == 4
    assert "Kranichtal Zelltechnik" in str(refused[0])
    room.screen.part.remove([room.line("禾岚电驱").id, room.line("Pfeilhag Logistik").id])
    room.idle()
    assert {row.company for row in room.house.engagements.rows()} == {"Kranichtal Zelltechnik", "Lumenhain Sensorik"}
    room.house.history.undo()
    assert len(room.house.engagements.rows()) == 4
