"""The columns of the lists about stays: residents, who waits, what is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import Message, msg, pmsg, text
from incubator_gui.domain.residency import CONDITIONS, EXIT_KINDS, STAY_KINDS
from incubator_gui.domain.vocabulary import FOCUS_AREAS, LIVES
from incubator_gui.itemmodels.columns import Column, Row, ids_column
from incubator_gui.services.residency import LABELS
from incubator_gui.views.companies.stay_words import STATE_LOOKS, STATES
from incubator_gui.views.companies.words import life_mark
from incubator_gui.widgets.parse import typed_day, typed_number

EDITED = ("contract", "starts_on", "planned_end", "desks", "wish")
"""Columns of residents that are fields of the stay."""


def _count(words: str) -> int | None:
    found = typed_number(words)
    if found is not None and found != found.to_integral_value():
        raise Refused(msg("Desks: a number from 0 to {n}.", n=500))
    return None if found is None else int(found)


def residents(today: Callable[[], date]) -> tuple[Column, ...]:
    """Rows: id of the company and stay, stay (`ResidencyRow`), state."""
    areas: dict[Any, Message | str] = dict(FOCUS_AREAS)
    kinds: dict[Any, Message | str] = dict(STAY_KINDS)
    states: dict[Any, Message | str] = dict(STATES)
    exits: dict[Any, Message | str] = dict(EXIT_KINDS)
    conditions: dict[Any, Message | str] = dict(CONDITIONS)

    def ends(row: Row) -> str:
        end, left = row[1].planned_end, row[2] == "over"
        if end is None or left:
            return "text"
        return "error" if end < today() else "warning" if (end - today()).days <= 60 else "text"

    def stay(row: Row) -> str:
        return "error" if row[1].clocks.over_limit else "warning" if row[1].clocks.remind else "text"

    def whole(value: float | None) -> int | None:
        return None if value is None else int(value)

    return (
        Column("company", msg("Company"), lambda row: row[1].company, width=160, strong=True),
        Column("kind", msg("Kind"), lambda row: row[1].kind, "choice", 80, labels=kinds, order=tuple(STAY_KINDS)),
        Column("state", pmsg("stay", "State"), 2, "stage", 112, labels=states, order=tuple(STATES),
               mark=lambda row: STATE_LOOKS[row[2]]),
        Column("contract", pmsg("column", "Contract"), lambda row: row[1].contract or None, width=88, editable=True),
        Column("planned_end", LABELS["planned_end"], lambda row: row[1].planned_end, "date", 112, editable=True,
               parse=typed_day, tone=ends),
        Column("months", pmsg("column", "Months"), lambda row: whole(row[1].clocks.stay), "number", 76, tone=stay),
        Column("age", pmsg("column", "Age at entry"), lambda row: whole(row[1].clocks.age_at_entry), "number", 92,
               tone=lambda row: "error" if row[1].clocks.too_old_at_entry else "text"),
        Column("desks_now", pmsg("column", "Desks"), lambda row: row[1].desks_now, "number", 72),
        Column("places", pmsg("desks", "Where"), lambda row: row[1].places or None, width=100),
        Column("number", msg("Company number"), lambda row: row[1].number, "number", 60, hidden=True),
        Column("starts_on", LABELS["starts_on"], lambda row: row[1].starts_on, "date", 116, editable=True,
               parse=typed_day, hidden=True),
        Column("desks", LABELS["desks"], lambda row: row[1].desks, "number", 96, editable=True, parse=_count,
               hidden=True),
        Column("area", msg("Area in m²"), lambda row: row[1].area_now, "number", 84, digits=1, hidden=True),
        Column("ends_on", pmsg("stay", "Left on"), lambda row: row[1].ends_on, "date", 116, hidden=True),
        Column("exit", msg("Exit"), lambda row: row[1].exit_kind, "choice", 130, labels=exits, order=tuple(EXIT_KINDS),
               hidden=True),
        Column("condition", msg("Condition met"), lambda row: row[1].exit_condition, "choice", 150, labels=conditions,
               hidden=True),
        Column("focus", msg("Focus area"), lambda row: row[1].focus_area, "choice", 140, labels=areas, hidden=True),
        Column("team", msg("Head count"), lambda row: row[1].headcount, "number", 84, hidden=True),
        Column("wish", LABELS["wish"], lambda row: row[1].wish or None, width=180, editable=True, hidden=True),
        Column("ids", msg("Selection"), lambda row: row[1].company_id, hidden=True, searched=False, inner=True),
    )


def waiting() -> tuple[Column, ...]:
    """Rows: id of the company, `WaitingRow`."""
    lives: dict[Any, Message | str] = dict(LIVES)
    areas: dict[Any, Message | str] = dict(FOCUS_AREAS)
    return (
        Column("company", msg("Company"), lambda row: row[1].company, width=190, strong=True),
        Column("life", msg("Life line"), lambda row: row[1].life, "stage", 124, labels=lives, order=tuple(LIVES),
               mark=lambda row: life_mark(row[1].life)),
        Column("missing", pmsg("desks", "Missing"), lambda row: row[1].missing, "number", 92,
               tone=lambda row: "warning"),
        Column("desks", pmsg("desks", "Needed"), lambda row: row[1].desks, "number", 92),
        Column("planned", pmsg("desks", "Planned"), lambda row: row[1].desks_planned, "number", 92),
        Column("starts", LABELS["starts_on"], lambda row: row[1].starts_on, "date", 112),
        Column("since", msg("Waiting since"), lambda row: row[1].waiting_since, "date", 116),
        Column("focus", msg("Focus area"), lambda row: row[1].focus_area, "choice", 150, labels=areas, hidden=True),
        Column("wish", LABELS["wish"], lambda row: row[1].wish or None, width=170),
        ids_column(),
    )


def due(when: Callable[[Any], str]) -> tuple[Column, ...]:
    """Rows: key, `Duty`, whether it is late."""

    def tone(row: Row) -> str:
        return "error" if row[2] else "text"

    return (
        Column("on", msg("Due on"), lambda row: row[1].on, "date", 124),
        Column("when", pmsg("task", "When"), lambda row: when(row[1]), width=124, tone=tone, searched=False),
        Column("what", msg("What"), lambda row: " ".join(text(row[1].title).split()), width=380, strong=True,
               mark=lambda row: ("triangle-alert", "error") if row[2] else ("calendar-clock", "muted")),
        Column("company", msg("Company"), lambda row: row[1].subject or None, width=200, link=True),
        Column("owner", pmsg("column", "Who"), lambda row: row[1].owner or None, "initials", 60,
               tip=lambda row: row[1].owner),
    )
