"""The columns of the trainings, and of who is on the list of one."""

from __future__ import annotations

from typing import Any

from incubator_gui.core.errors import Refused
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, pmsg, tr
from incubator_gui.domain.fields import field
from incubator_gui.domain.service_words import SEAT_STATES
from incubator_gui.domain.vocabulary import ENGAGEMENT_STATUSES
from incubator_gui.itemmodels.columns import Column, Row
from incubator_gui.services.trainings import SeatRow, TrainingRow
from incubator_gui.widgets.parse import parse_number, typed_day, typed_number

FIELDS = {"title": "title", "day": "held_on", "time": "starts_at", "hours": "hours", "place": "place",
          "seats": "seats"}
"""Columns that are fields of a training."""

_STATUS: dict[Any, Message | str] = dict(ENGAGEMENT_STATUSES)
_STATUS_MARKS = {"requested": ("circle-dashed", "muted"), "planned": ("calendar", "accent"),
                 "active": ("circle-dot", "accent"), "on_hold": ("hourglass", "warning"),
                 "done": ("circle-check", "success"), "cancelled": ("circle-slash", "muted")}
_SEATS: dict[Any, Message | str] = dict(SEAT_STATES)
SEAT_MARKS = {"registered": ("circle", "muted"), "waiting": ("hourglass", "warning"),
              "attended": ("circle-check", "success"), "absent": ("circle-x", "error"),
              "cancelled": ("circle-slash", "muted")}


class Seats(float):
    """How full a training is: bar and "9 of 12" in one cell."""

    taken: int
    seats: int

    def __new__(cls, taken: int, seats: int) -> Seats:
        """The share taken."""
        made = super().__new__(cls, taken / seats if seats else float(taken > 0))
        made.taken, made.seats = taken, seats
        return made

    def words(self) -> str:
        """The figures."""
        return tr("{n} of {whole}", n=self.taken, whole=self.seats)


def row_of(one: TrainingRow) -> Row:
    """A training as a row of plain values."""
    return (one.id, one.title, one.held_on, one.starts_at or None, one.hours, one.place, one.trainer_id,
            Seats(one.taken, one.seats), one.waiting, one.status, one.owner, one.service_id, one.is_booked, one)


def make_columns(people: dict[Any, Message | str], services: dict[Any, Message | str]) -> tuple[Column, ...]:
    """`people` and `services` name trainers and services by id; they are filled when they are known."""
    return (
        Column("title", msg("Training"), 1, width=196, strong=True, editable=True),
        Column("day", msg("Day"), 2, "date", 122, editable=True, parse=typed_day),
        Column("time", msg("Begins at"), 3, width=76, editable=True, searched=False),
        Column("seats", msg("Seats"), 7, "bar", 148, editable=True, searched=False, parse=_seats,
               show=_seat_words, sort_key=lambda seats: (float(seats), seats.taken)),
        Column("waiting", msg("Waiting list"), lambda row: row[8] or None, "number", 78, searched=False,
               tone=lambda row: "warning" if row[8] else "muted"),
        Column("status", msg("Status"), 9, "stage", 116, labels=_STATUS, order=tuple(ENGAGEMENT_STATUSES),
               editable=True, mark=lambda row: _STATUS_MARKS.get(row[9])),
        Column("trainer", msg("Trainer"), 6, "choice", 130, labels=people, editable=True),
        Column("place", msg("Place"), 5, width=100, editable=True),
        Column("hours", msg("Hours"), 4, "number", 64, editable=True, parse=typed_number, searched=False),
        Column("booked", msg("Ledger"), lambda row: "booked" if row[12] else None, "state", 92,
               labels={"booked": msg("booked")}, mark=lambda row: ("check", "success") if row[12] else None),
        Column("owner", pmsg("column", "Who"), lambda row: row[10] or None, "initials", 56,
               tip=lambda row: row[10]),
        Column("service", msg("Service"), 11, "choice", 160, labels=services, editable=True, hidden=True),
    )


def seat_row(one: SeatRow) -> Row:
    """A seat as a row of plain values."""
    return (one.id, one.person, one.company, one.state, one.company_id, one.person_id)


def seat_columns() -> tuple[Column, ...]:
    """Who, from where, and whether they came."""
    return (
        Column("person", pmsg("person", "Name"), lambda row: row[1] or tr("somebody"), width=88, strong=True,
               tone=lambda row: "text" if row[1] else "muted"),
        Column("company", msg("Company"), 2, width=84, link=True),
        Column("state", msg("State"), 3, "stage", 96, labels=_SEATS, order=tuple(SEAT_STATES), editable=True,
               mark=lambda row: SEAT_MARKS.get(row[3])),
    )


def when(one: TrainingRow) -> str:
    """Day and time in words."""
    if one.held_on is None:
        return tr("no day yet")
    return " ".join(part for part in (current().day(one.held_on), one.starts_at) if part)


def _seats(words: str) -> int:
    """The number of seats; "9 of 12" means the twelve. Raises Refused."""
    parts = [part for part in words.replace("/", " ").split() if part]
    value = parse_number(parts[-1]) if parts else None
    if value is None or value != value.to_integral_value() or value < 0:
        raise Refused(msg("{field}: “{value}” is not a whole number.", field=field("training", "seats").label,
                          value=words.strip()[:40]))
    return int(value)


def _seat_words(value: Any) -> str:
    """Also of what was just typed, before it is stored."""
    return value.words() if isinstance(value, Seats) else str(value)
