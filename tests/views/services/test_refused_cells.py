"""What saving refused in a table: said until it is mended, and never lost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.views.services.parts import type_into, undo


def test_the_sentence_goes_with_the_correction(room: Any) -> None:
    table = room.screen.part.ledger.table
    id = table.rows.visible_ids()[0]
    type_into(room, table, id, "contact", "30")
    assert "24" in room.shell.warned[-1]
    assert room.shell.withdrawn == []
    room.screen.part.ledger.read_entries()
    room.idle()
    assert room.shell.withdrawn == []
    assert table.rows.wrong(id, "contact") is not None
    type_into(room, table, id, "contact", "3")
    assert room.shell.withdrawn == room.shell.warned
    assert table.rows.wrong(id, "contact") is None
    undo(room)
    type_into(room, table, id, "contact", "31")
    room.context.bus.publish(room.house.ledger.remove([id]))
    room.idle()
    assert room.shell.withdrawn == room.shell.warned
    assert len(room.shell.warned) == 2


def test_what_was_typed_stays_when_somebody_else_was_quicker(room: Any) -> None:
    room.screen.header.parts.choose("table")
    table, line = room.screen.part.table, room.line("Kranichtal Zelltechnik")
    changed = room.house.editing.set_field("engagement", line.id, "hours_granted", Decimal(9), Decimal(2))
    type_into(room, table, line.id, "granted", "12")
    assert "Both values are kept" in room.shell.warned[-1]
    room.context.bus.publish(changed)
    room.idle()
    assert table.rows.wrong(line.id, "granted") is not None
    column = table.rows.columns[table.section("granted") - 1]
    assert str(table.rows.value(table.rows.row_of(line.id), column)) == "12"
    assert room.shell.withdrawn == []
    type_into(room, table, line.id, "granted", "12")
    assert room.line("Kranichtal Zelltechnik").granted == 12
    assert room.shell.withdrawn == room.shell.warned
