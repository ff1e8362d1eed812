"""The columns of the whole list of what is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from incubator_gui.core.messages import Message, msg, pmsg
from incubator_gui.itemmodels.columns import Column, Row
from incubator_gui.services.duty import AREAS, LATE, Duty
from incubator_gui.views.overview.duty_words import GROUPS, icon_of, title_of, when
from incubator_gui.widgets.parse import typed_day

FIELDS = {"title": "title", "due": "due_on", "owner": "owner"}
"""Columns that stand for a field of a task."""


def rows_of(duties: tuple[Duty, ...], day: date) -> list[Row]:
    """Rows for the table: key, duty, group."""
    return [(duty.key, duty, duty.group(day)) for duty in duties]


def make_columns(day: Callable[[], date], named: Callable[[str], str | None]) -> tuple[Column, ...]:
    """All columns; `named` finds the name of a colleague by what was typed."""
    groups: dict[Any, Message | str] = dict(GROUPS)
    areas: dict[Any, Message | str] = dict(AREAS)

    def tone(row: Row) -> str:
        return "error" if row[2] == LATE else "text"

    return (
        Column("title", msg("What"), lambda row: title_of(row[1]), width=304, strong=True, editable=True,
               mark=lambda row: (icon_of(row[1]), "muted"), tip=lambda row: title_of(row[1])),
        Column("subject", pmsg("task", "About"), lambda row: row[1].subject or None, width=170, link=True),
        Column("area", pmsg("task", "Area"), lambda row: row[1].area, "choice", 104, labels=areas, order=tuple(AREAS)),
        Column("owner", pmsg("column", "Who"), lambda row: row[1].owner or None, "initials", 60, editable=True,
               parse=named, tip=lambda row: row[1].owner),
        Column("due", msg("Due on"), lambda row: row[1].on, "date", 120, editable=True, parse=typed_day),
        Column("when", pmsg("task", "When"), lambda row: when(row[1], day()), width=128, tone=tone, searched=False),
        Column("group", msg("Group"), 2, "choice", 120, labels=groups, order=tuple(GROUPS), tone=tone, hidden=True),
    )
