"""The columns of the mentors, and of the sessions of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from incubator_gui.core.languages import NAMES, current
from incubator_gui.core.messages import Message, msg, pmsg, tr
from incubator_gui.itemmodels.columns import Column, Row
from incubator_gui.services.house import House
from incubator_gui.services.mentors import MentorRow, SessionRow
from incubator_gui.services.person_choices import PersonChoice, person_choices
from incubator_gui.widgets.parse import typed_number

FIELDS = {"topics": "topics", "promised": "hours_per_month", "active": "is_active"}
"""Columns that are fields of a mentor."""

LANGUAGES: dict[Any, Message | str] = {None: msg("not given"), **NAMES}
_IN_USE: dict[Any, Message | str] = {True: msg("yes"), False: msg("no")}


class Hours(float):
    """Hours of this month as the share of those promised: bar and figures in one cell."""

    row: MentorRow

    def __new__(cls, row: MentorRow) -> Hours:
        """The share used; without a promise the bar stays empty."""
        made = super().__new__(cls, float(row.contact / row.hours_per_month) if row.hours_per_month else 0.0)
        made.row = row
        return made

    def words(self) -> str:
        """The figures."""
        if self.row.hours_per_month is None:
            return current().number(self.row.contact)
        return tr("{n} of {whole}", n=self.row.contact, whole=self.row.hours_per_month)


@dataclass(frozen=True, slots=True)
class MentorsStock:
    """All mentors with the hours of a month and of all time, and who could become one."""

    rows: tuple[Row, ...]
    people: tuple[PersonChoice, ...]


def read_mentors(house: House, day: date) -> MentorsStock:
    """The month is that of `day`."""
    month = day.replace(day=1)
    ends = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    now = {row.id: row for row in house.mentors.rows(month, ends)}
    return MentorsStock(tuple(row_of(now[row.id], row) for row in house.mentors.rows()),
                        person_choices(house.database))


def row_of(month: MentorRow, whole: MentorRow) -> Row:
    """A mentor as a row of plain values."""
    return (whole.id, whole.name, whole.topics, whole.language or None, Hours(month), whole.contact, whole.preparation,
            whole.sessions, whole.companies, whole.last_on, whole.is_active, whole.person_id, whole.hours_per_month,
            whole.email)


def make_columns() -> tuple[Column, ...]:
    """Who, about what, how much."""
    return (
        Column("name", msg("Mentor"), 1, width=150, strong=True),
        Column("month", msg("This month, h"), 4, "bar", 156, searched=False, show=lambda hours: hours.words(),
               sort_key=lambda hours: hours.row.contact),
        Column("topics", msg("Topics"), 2, width=180, editable=True, tip=lambda row: row[2]),
        Column("language", msg("Language"), 3, "choice", 88, labels=LANGUAGES, editable=True),
        Column("all", msg("All, h"), 5, "number", 68, searched=False),
        Column("sessions", pmsg("mentor", "Sessions"), 7, "number", 76, searched=False),
        Column("companies", msg("Companies"), 8, width=200, tip=lambda row: current().joined(row[8])),
        Column("last", msg("Last session"), 9, "date", 122),
        Column("promised", msg("Hours a month"), 12, "number", 104, editable=True, parse=typed_number, searched=False),
        Column("active", msg("In use"), 10, "choice", 68, labels=_IN_USE, order=(True, False), editable=True),
        Column("preparation", msg("Preparation, h"), 6, "number", 104, searched=False, hidden=True),
        Column("email", msg("E-mail"), 13, width=180, hidden=True),
    )


def session_row(one: SessionRow) -> Row:
    """A session as a row of plain values."""
    return (one.id, one.day, one.company, one.contact, one.preparation, one.service, one.text, one.company_id)


def session_columns() -> tuple[Column, ...]:
    """When, with whom, how long."""
    return (
        Column("day", msg("Day"), 1, "date", 98, show=lambda day: current().day(day, "short")),
        Column("company", msg("Company"), 2, width=104, link=True),
        Column("contact", pmsg("hours", "Contact"), 3, "number", 68, searched=False),
        Column("preparation", pmsg("hours", "Preparation"), 4, "number", 84, searched=False),
        Column("service", msg("Service"), 5, width=110, show=lambda words: words.of(current().language)),
        Column("note", msg("Note"), 6, width=160, tip=lambda row: row[6]),
    )
