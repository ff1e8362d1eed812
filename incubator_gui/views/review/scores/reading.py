"""What the part reads, in a worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from incubator_gui.core.messages import Words
from incubator_gui.domain.score_sheet import ScoreSheet, Wish
from incubator_gui.services.scores import FrozenRow


@dataclass(frozen=True, slots=True)
class Stock:
    """The table, the names of criteria, the frozen tables, and the one that is compared with."""

    sheet: ScoreSheet
    names: Mapping[str, Words]
    frozen: tuple[FrozenRow, ...]
    then: ScoreSheet | None = None


def read_stock(house: Any, call: UUID, wish: Wish, then: UUID | None) -> Stock:
    """All that is shown but draws and flips."""
    frozen = house.scores.frozen(call)
    there = then is not None and any(row.table_id == then for row in frozen)
    return Stock(house.scores.table(call, wish), house.scores.criteria(call), frozen,
                 house.scores.frozen_table(then) if there else None)
