"""Mentors: who gives time, about what, how much a month, and how much it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.languages import LANGUAGES
from incubator_gui.core.messages import Ref, Words, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import LedgerEntry, Mentor, Person
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import clean, field
from incubator_gui.services.called import NOBODY, company_names, people_named, service_words
from incubator_gui.services.outcome import Outcome

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class MentorRow:
    """A mentor, with what was booked in the span that was asked for."""

    id: UUID
    person_id: UUID
    name: str
    initials: str
    topics: str
    hours_per_month: Decimal | None
    is_active: bool
    contact: Decimal
    preparation: Decimal
    sessions: int
    companies: tuple[str, ...]
    last_on: date | None
    language: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """An hour or more of a mentor for a company, as it stands in the ledger."""

    id: UUID
    day: date
    company_id: UUID
    company: str
    service: Words
    contact: Decimal
    preparation: Decimal
    text: str


class MentorsService:
    """Reads and writes mentors. Fields are edited with the editing service, table `mentor`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def rows(self, starts: date | None = None, ends: date | None = None) -> tuple[MentorRow, ...]:
        """All mentors by name, with their hours in [starts, ends)."""
        with self._db.read() as session:
            people, companies = people_named(session), company_names(session)
            records = session.scalars(select(Mentor)).all()
            about = {row.id: row for row in session.execute(select(Person.id, Person.language, Person.email))}
            entries: dict[UUID, list[Any]] = {}
            query = select(LedgerEntry.person_id, LedgerEntry.company_id, LedgerEntry.day, LedgerEntry.contact_hours,
                           LedgerEntry.preparation_hours).where(
                LedgerEntry.person_id.in_([m.person_id for m in records]))
            if starts is not None:
                query = query.where(LedgerEntry.day >= starts)
            if ends is not None:
                query = query.where(LedgerEntry.day < ends)
            for entry in session.execute(query.order_by(LedgerEntry.day), execution_options={"yield_per": 500}):
                entries.setdefault(entry.person_id, []).append(entry)
            rows = []
            for m in records:
                mine, who = entries.get(m.person_id, []), people.get(m.person_id, NOBODY)
                rows.append(MentorRow(
                    m.id, m.person_id, who.name, who.initials, m.topics or "", m.hours_per_month, m.is_active,
                    sum((e.contact_hours for e in mine), _ZERO), sum((e.preparation_hours for e in mine), _ZERO),
                    sum(e.contact_hours > 0 for e in mine),
                    tuple(dict.fromkeys(companies[e.company_id] for e in reversed(mine))),
                    mine[-1].day if mine else None, about[m.person_id].language or "",
                    about[m.person_id].email or ""))
        return tuple(sorted(rows, key=lambda row: (not row.is_active, row.name, row.id)))

    def sessions(self, person: UUID) -> tuple[SessionRow, ...]:
        """What was booked for a person, the newest first."""
        with self._db.read() as session:
            companies, services = company_names(session), service_words(session)
            entries = session.scalars(select(LedgerEntry).where(LedgerEntry.person_id == person)
                                      .order_by(LedgerEntry.day.desc(), LedgerEntry.id.desc()))
            return tuple(SessionRow(e.id, e.day, e.company_id, companies[e.company_id], services[e.service_id],
                                    e.contact_hours, e.preparation_hours, e.text or "") for e in entries)

    def set_language(self, ids: Sequence[UUID], language: str | None) -> Changes:
        """Which language mentors speak with companies."""
        if language is not None and language not in LANGUAGES:
            raise Refused(msg("There is no such language."))
        with self._db.write("mentor.language", nmsg("Language of {n} mentor changed", "Language of {n} mentors changed",
                                                    len(ids))) as work:
            for id in ids:
                record = work.session.get(Mentor, id)
                person = work.session.get(Person, record.person_id) if record is not None else None
                if person is None:
                    raise NotFound(msg("This mentor is no longer there."))
                if person.language != language:
                    person.language = language
        return work.changes

    def add(self, person: UUID | None = None, *, name: str = "", email: str = "", language: str | None = None,
            **values: Any) -> Outcome[UUID]:
        """Make somebody a mentor: a person who is known, or a new one by name."""
        if language is not None and language not in LANGUAGES:
            raise Refused(msg("There is no such language."))
        cleaned = {key: clean(field("mentor", key), value) for key, value in values.items()}
        with self._db.write("mentor.add", msg("Mentor added")) as work:
            session = work.session
            if person is None:
                record = Person(full_name=clean(field("person", "full_name"), name),
                                email=clean(field("person", "email"), email), purpose="mentor")
                session.add(record)
                session.flush()
                person = record.id
            elif session.get(Person, person) is None:
                raise NotFound(msg("This person is no longer there."))
            if session.scalars(select(Mentor).where(Mentor.person_id == person)).first() is not None:
                raise Refused(msg("This person is a mentor already."))
            work.say(msg("{person} is a mentor now", person=Ref("person", person)))
            if language is not None:
                session.get_one(Person, person).language = language
            mentor = Mentor(person_id=person, **cleaned)
            session.add(mentor)
            session.flush()
        return Outcome(mentor.id, work.changes)

    def remove(self, id: UUID) -> Changes:
        """No longer a mentor; the person and what was booked stay."""
        with self._db.write("mentor.remove", msg("Mentor removed")) as work:
            record = work.session.get(Mentor, id)
            if record is None:
                raise NotFound(msg("This mentor is no longer there."))
            work.say(msg("{person} is no longer a mentor", person=Ref("person", record.person_id)))
            work.session.delete(record)
        return work.changes
