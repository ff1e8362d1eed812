"""The columns of the ledger's table, and its rows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from incubator_gui.core.errors import Refused
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, pmsg
from incubator_gui.itemmodels.columns import Column
from incubator_gui.services.ledger import LedgerRow
from incubator_gui.views.services.columns import parse_hours
from incubator_gui.views.services.stock import Known
from incubator_gui.widgets.parse import typed_day

KINDS: dict[Any, Message | str] = {"contact": pmsg("entry", "Contact"), "preparation": pmsg("entry", "Preparation"),
                                   "none": pmsg("entry", "No hours")}
STATES: dict[Any, Message | str] = {"booked": pmsg("ledger", "booked"), "over": pmsg("ledger", "over entitlement"),
                                    "odd": pmsg("ledger", "check")}
_LOOKS = {"booked": ("check", "success"), "over": ("circle-x", "error"), "odd": ("triangle-alert", "warning")}
KEYS = {"day": "day", "service": "service", "contact": "contact", "preparation": "preparation", "who": "person",
        "note": "text"}
"""Columns that stand for something that can be changed in an entry."""


class Entry(NamedTuple):
    """A row of the table; `state` is booked, over, odd or empty."""

    id: UUID
    row: LedgerRow
    state: str


def entry(row: LedgerRow, booked: frozenset[UUID]) -> Entry:
    """A row with what there is to say about it; what was just booked says so, unless it is over."""
    return Entry(row.id, row, "over" if row.is_over else "odd" if row.is_odd or row.person_id is None
                 else "booked" if row.id in booked else "")


def kind_of(row: LedgerRow) -> str:
    """Contact where there was any, else preparation."""
    return "contact" if row.contact else "preparation" if row.preparation else "none"


def _hours(words: str) -> Decimal:
    return parse_hours(words) or Decimal(0)


def _day(words: str) -> Any:
    day = typed_day(words)
    if day is None:
        raise Refused(msg("An entry needs a day. Write it as 2027-05-12."))
    return day


def make_columns(known: Known) -> tuple[Column, ...]:
    """All columns; `known` says what services and colleagues are called."""

    def who(words: str) -> str | None:
        id = known.person_named(words)
        return known.staff[id].name if id is not None else None

    def hours(value: Decimal) -> str:
        return current().number(value, 2 if value != round(value, 1) else 1) if value else "–"

    def tone(row: Any) -> str:
        return {"over": "error", "odd": "warning"}.get(row[2], "text")

    return (
        Column("day", msg("Day"), lambda row: row[1].day, "date", 124, editable=True, parse=_day),
        Column("company", msg("Company"), lambda row: row[1].company, width=180, link=True),
        Column("service", msg("Service"), lambda row: row[1].service_id, "choice", 156, labels=known.service_names,
               editable=True),
        Column("kind", msg("Kind"), lambda row: kind_of(row[1]), "choice", 92, labels=KINDS,
               tone=lambda row: "muted", searched=False),
        Column("contact", msg("Contact, h"), lambda row: row[1].contact, "number", 76, show=hours, editable=True,
               parse=_hours, searched=False, tone=tone),
        Column("preparation", pmsg("column", "Prep., h"), lambda row: row[1].preparation, "number", 76, show=hours,
               editable=True, parse=_hours, searched=False),
        Column("who", pmsg("column", "Who"), lambda row: row[1].person or None, "initials", 48, editable=True,
               parse=who, tip=lambda row: row[1].person),
        Column("note", pmsg("ledger", "Note"), lambda row: row[1].text or None, width=240, editable=True),
        Column("engagement", msg("Engagement"), lambda row: row[1].engagement or None, width=150, hidden=True),
        Column("state", pmsg("ledger", "State"), lambda row: row[2] or None, "state", 136, labels=STATES,
               mark=lambda row: _LOOKS.get(row[2]), searched=False),
    )


