"""Steps that tests of several services take."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from incubator_gui.services.house import House
from tests.support.databases import state


def undo_all(house: House, before: dict[str, Any]) -> None:
    """Undo until the state is what it was, then redo everything and undo again."""
    after = state(house.database)
    steps = 0
    while state(house.database) != before:
        house.history.undo()
        steps += 1
        assert steps < 60
    for _ in range(steps):
        house.history.redo()
    assert state(house.database) == after
    for _ in range(steps):
        house.history.undo()
    assert state(house.database) == before
    assert house.history.prove().holds


def service_id(house: House, key: str = "mentoring") -> UUID:
    """A service by its key."""
    return next(row.id for row in house.catalogue.rows() if row.key == key)
