"""What tests of the floor plan read off its lists and its table."""

from __future__ import annotations

from typing import Any

from incubator_gui.widgets.plan import Payload


def waiting(room: Any, name: str) -> Payload:
    line = next(line for line in room.screen.side.waiting.list.lines() if line.title == name)
    assert line.payload is not None
    return line.payload  # type: ignore[no-any-return]


def run(room: Any, name: str) -> Payload:
    """The payload of a drag that begins on the plan."""
    line = next(line for line in room.screen.side.here.list.lines() if line.title == name)
    return line.payload  # type: ignore[no-any-return]


def table_ids(room: Any) -> list[Any]:
    return room.screen.seats.table.rows.visible_ids()  # type: ignore[no-any-return]
