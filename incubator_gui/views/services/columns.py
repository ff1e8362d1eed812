"""The columns of the table of engagements."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from incubator_gui.core.errors import Refused
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, pmsg, tr
from incubator_gui.domain.vocabulary import ENGAGEMENT_STATUSES
from incubator_gui.itemmodels.columns import Column, ids_column
from incubator_gui.views.services.stock import LOOKS, Known
from incubator_gui.widgets.parse import parse_number, typed_day

FIELDS = {"title": "title", "owner": "owner_id", "starts": "starts_on", "due": "due_on", "granted": "hours_granted",
          "waits": "waits_for", "agreed": "deliverables"}
"""Columns that stand for a field of the engagement."""

LIST_NAMES: dict[Any, Message | str] = {
    "over": msg("Over the agreed hours"), "no_owner": msg("Nobody in charge"), "overdue": msg("Overdue"),
    "due": msg("Due soon")}

YES_NO: dict[Any, Message | str] = {True: msg("yes"), False: msg("no")}


def parse_hours(words: str) -> Decimal | None:
    """Hours as people write them; None for no words. Raises Refused."""
    plain = words.strip().rstrip("hH").strip()
    if not plain or plain == "–":
        return None
    value = parse_number(plain)
    if value is None or value < 0:
        raise Refused(msg("“{words}” is not a number of hours. Write figures only, such as 12 or 4.5.",
                          words=words.strip()[:40]))
    return value


def make_columns(known: Known) -> tuple[Column, ...]:
    """All columns; `known` says what colleagues and lists are called."""

    def owner(words: str) -> str | None:
        id = known.person_named(words)
        return known.staff[id].name if id is not None else None

    def late(row: Any) -> bool:
        return bool(row.line.days_late(known.today))

    def due_mark(row: Any) -> tuple[str, str] | None:
        return ("calendar-clock", "error") if late(row) else ("calendar", "warning") if "due" in row.lists else None

    def due_tone(row: Any) -> str:
        return "error" if late(row) else "warning" if "due" in row.lists else (
            "muted" if row.line.due_on is None else "text")

    def share(row: Any) -> float | None:
        line = row.line
        return float(line.booked / line.granted) if line.granted else None

    def delivered(row: Any) -> str | None:
        line = row.line
        return tr("{n} of {whole}", n=line.delivered, whole=line.deliverables) if line.deliverables else None

    return (
        Column("company", msg("Company"), lambda row: row[1].company, width=168, strong=True),
        Column("service", msg("Service"), lambda row: row[1].service.of(current().language), "choice", width=164),
        Column("title", msg("Subject"), lambda row: row[1].title or None, width=160, editable=True),
        Column("status", msg("Status"), lambda row: row[1].status, "stage", 116, labels=dict(ENGAGEMENT_STATUSES),
               mark=lambda row: LOOKS.get(row[1].status), order=tuple(ENGAGEMENT_STATUSES), editable=True),
        Column("owner", pmsg("column", "Who"), lambda row: row[1].owner or None, "initials", 52, editable=True,
               parse=owner, tip=lambda row: row[1].owner or tr("Nobody is in charge yet")),
        Column("due", msg("Due on"), lambda row: row[1].due_on, "date", 148, editable=True, parse=typed_day,
               mark=due_mark, tone=due_tone),
        Column("booked", msg("Booked, h"), lambda row: row[1].booked, "number", 88, searched=False,
               tone=lambda row: "error" if row[1].is_over else "text"),
        Column("granted", msg("Agreed, h"), lambda row: row[1].granted, "number", 92, editable=True,
               parse=parse_hours, searched=False),
        Column("deliverables", msg("Delivered"), delivered, width=92, right=False, searched=False),
        Column("used", msg("Used"), share, "bar", 116, show=lambda value: current().percent(value), searched=False,
               hidden=True),
        Column("starts", msg("From"), lambda row: row[1].starts_on, "date", 104, editable=True, parse=typed_day,
               hidden=True),
        Column("ended", msg("Ended on"), lambda row: row[1].ended_on, "date", 104, hidden=True),
        Column("contact", msg("Contact, h"), lambda row: row[1].contact, "number", 88, hidden=True, searched=False),
        Column("preparation", msg("Preparation, h"), lambda row: row[1].preparation, "number", 100, hidden=True,
               searched=False),
        Column("open", pmsg("engagement", "Open"), lambda row: row[1].is_open, "choice", 72, labels=YES_NO,
               order=(True, False), hidden=True, searched=False),
        Column("waits", msg("Waits for"), lambda row: row[1].waits_for or None, width=160, editable=True, hidden=True),
        Column("lists", msg("Needs a look"), lambda row: row[2], width=160, show=_lists, hidden=True,
               searched=False),
        Column("agreed", msg("What is agreed"), lambda row: row[1].agreed or None, width=240, editable=True,
               hidden=True),
        ids_column(),
    )


def _lists(value: Any) -> str:
    names = (value,) if isinstance(value, str) else value
    return current().joined(current().argument(LIST_NAMES[name]) for name in names if name in LIST_NAMES)
