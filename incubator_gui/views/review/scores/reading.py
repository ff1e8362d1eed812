"""What the part reads, in a worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from incubator_gui.core.messages import Words, nmsg, text
from incubator_gui.domain.agreement import LEVELS
from incubator_gui.domain.score_sheet import ScoreSheet, Wish
from incubator_gui.services.score_words import CENTRES, TABLE_HELP
from incubator_gui.services.scores import FrozenRow

MOST_FIRST = 999
"""Nobody asks for the first of more than these."""


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


def wish_of(kept: Mapping[str, Any]) -> Wish:
    """What was wished for last time; what no version of ours wrote is left out."""
    wish = Wish()
    if kept.get("centre") in CENTRES:
        wish = replace(wish, centre=kept["centre"])
    if kept.get("level") in LEVELS:
        wish = replace(wish, level=kept["level"])
    top, width = kept.get("top"), kept.get("width")
    if type(top) is int and 1 <= top <= MOST_FIRST:
        wish = replace(wish, top=top)
    if isinstance(width, float) and 0.05 <= width <= 0.9:
        wish = replace(wish, width=width)
    return wish


def table_help(stock: Stock | None) -> str:
    """What the columns mean; beside a frozen table, how many ranks it had otherwise."""
    if stock is None or stock.then is None:
        return text(TABLE_HELP)
    before = {row.application_id: row.adjusted_rank for row in stock.then.rows}
    moved = sum(row.adjusted_rank != before.get(row.application_id) for row in stock.sheet.scored)
    return text(nmsg("{n} of {whole} ranks is another one than when the scores were frozen.",
                     "{n} of {whole} ranks are other ones than when the scores were frozen.", moved,
                     whole=len(stock.sheet.scored)))
