"""The ledger: contact and preparation time, per person and day, for companies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import Message, Ref, Words, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Company, Engagement, Entitlement, LedgerEntry, Person, Service
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import clean_text
from incubator_gui.domain.lexicon import Lexicon, synonyms
from incubator_gui.domain.quick_line import MOST_HOURS, Known, Reading
from incubator_gui.services.called import NOBODY, company_names, people_named, service_words
from incubator_gui.services.entitlements import balances, counts_preparation, covering, exceeding
from incubator_gui.services.outcome import Outcome

_ZERO = Decimal(0)
_TEXT = 20_000
_COLUMNS = {"day": "day", "contact": "contact_hours", "preparation": "preparation_hours", "service": "service_id",
            "person": "person_id", "engagement": "engagement_id", "text": "text"}


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One entry; `is_over` where it exceeds its entitlement, `is_odd` where it should be looked at."""

    id: UUID
    day: date
    company_id: UUID
    company: str
    service_id: UUID
    service: Words
    engagement_id: UUID | None
    engagement: str
    person_id: UUID | None
    person: str
    initials: str
    contact: Decimal
    preparation: Decimal
    text: str
    is_over: bool
    is_odd: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of a span of days."""

    contact: Decimal
    preparation: Decimal
    companies: int
    entries: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What a booking would do, in words; `left` of `granted` hours remain, None without an entitlement."""

    message: Message
    granted: Decimal | None = None
    left: Decimal | None = None
    warnings: tuple[Message, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether the entitlement would be exceeded."""
        return self.left is not None and self.left < 0


class LedgerService:
    """Reads and books hours."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def rows(self, starts: date | None = None, ends: date | None = None, company: UUID | None = None
             ) -> tuple[LedgerRow, ...]:
        """Entries of [starts, ends), the newest first."""
        with self._db.read() as session:
            over = exceeding(session, company)
            companies, people, services = company_names(session), people_named(session), service_words(session)
            rows = []
            for e, title in session.execute(
                    _between(select(LedgerEntry, Engagement.title).outerjoin(
                        Engagement, Engagement.id == LedgerEntry.engagement_id), starts, ends, company)
                    .order_by(LedgerEntry.day.desc(), LedgerEntry.id.desc()), execution_options={"yield_per": 500}):
                who = people.get(e.person_id, NOBODY) if e.person_id else NOBODY
                rows.append(LedgerRow(
                    e.id, e.day, e.company_id, companies[e.company_id], e.service_id, services[e.service_id],
                    e.engagement_id, title or "", e.person_id, who.name, who.initials, e.contact_hours,
                    e.preparation_hours, e.text or "",
                    e.id in over, e.contact_hours + e.preparation_hours == 0))
            return tuple(rows)

    def totals(self, starts: date | None = None, ends: date | None = None, company: UUID | None = None) -> Totals:
        """Sums of [starts, ends)."""
        query = _between(select(LedgerEntry.company_id, LedgerEntry.contact_hours, LedgerEntry.preparation_hours),
                         starts, ends, company)
        contact = preparation = _ZERO
        seen: set[UUID] = set()
        count = 0
        with self._db.read() as session:
            for owner, one, other in session.execute(query, execution_options={"yield_per": 500}):
                contact, preparation, count = contact + one, preparation + other, count + 1
                seen.add(owner)
        return Totals(contact, preparation, len(seen), count)

    def known(self) -> Known:
        """What the quick line may name; made anew when companies, services or people changed."""
        with self._db.read() as session:
            companies = session.execute(
                select(Company.id, Company.trade_name, Company.legal_name, Company.chinese_name, Company.pinyin)
                .where(Company.merged_into_id.is_(None))).all()
            services = session.execute(select(Service.id, Service.key, Service.name_en, Service.name_de,
                                              Service.name_zh).where(Service.is_active)).all()
            people = session.execute(select(Person.id, Person.full_name, Person.chinese_name)
                                     .where(Person.is_staff, Person.erased_at.is_(None))).all()
            named, words, staff = company_names(session), service_words(session), people_named(session)
        return Known(
            Lexicon((id, [n for n in names if n]) for id, *names in companies),
            Lexicon((id, (*names, *synonyms(key))) for id, key, *names in services),
            Lexicon((id, [n for n in names if n]) for id, *names in people),
            {row[0]: named[row[0]] for row in companies}, {row[0]: words[row[0]] for row in services},
            {row[0]: staff[row[0]].name for row in people},
            {staff[row[0]].initials: row[0] for row in people if staff[row[0]].initials})

    def effect(self, reading: Reading) -> Effect:
        """What booking a line would do, said before it is done; raises Refused while something is missing."""
        if not reading.is_ready or reading.company is None or reading.service is None:
            raise Refused(reading.problems[0] if reading.problems else msg("Something is missing."))
        with self._db.read() as session:
            name = Ref("company", reading.company, company_names(session).get(reading.company, ""))
            message = _said(name, reading.contact, reading.preparation, reading.day)
            warnings = []
            total = _of_person(session, reading.person, reading.day) + reading.contact + reading.preparation
            if total > MOST_HOURS:
                warnings.append(msg("That makes {hours} h for one person on one day.", hours=total))
            grants = session.scalars(select(Entitlement).where(Entitlement.company_id == reading.company)).all()
            grant = covering(grants, reading.service, reading.day)
            if grant is None:
                return Effect(message, warnings=tuple(warnings))
            used = next(one.used for one in balances(session, reading.company) if one.id == grant.id)
            more = reading.contact + (reading.preparation if counts_preparation(session) else _ZERO)
            return Effect(message, grant.hours, grant.hours - used - more, tuple(warnings))

    def book_line(self, reading: Reading) -> Outcome[UUID]:
        """Book what a line says; raises Refused with what is missing."""
        if not reading.is_ready or reading.company is None or reading.service is None:
            raise Refused(reading.problems[0] if reading.problems else msg("Something is missing."))
        return self.book(reading.company, reading.service, reading.day, reading.contact, reading.preparation,
                         person=reading.person, text=reading.note)

    def book_lines(self, readings: Sequence[Reading]) -> Outcome[tuple[UUID, ...]]:
        """Book several lines in one step: all of them or none."""
        for reading in readings:
            if not reading.is_ready:
                raise Refused(reading.problems[0] if reading.problems else msg("Something is missing."))
            self._check(reading.day, reading.contact, reading.preparation)
        with self._db.write("ledger.book", nmsg("{n} entry booked", "{n} entries booked", len(readings))) as work:
            session, records = work.session, []
            for line in readings:
                if (line.company is None or line.service is None or session.get(Company, line.company) is None
                        or session.get(Service, line.service) is None):
                    raise NotFound(msg("The company or the service is no longer there."))
                records.append(LedgerEntry(
                    company_id=line.company, service_id=line.service, day=line.day, contact_hours=line.contact,
                    preparation_hours=line.preparation, person_id=line.person, text=_text(line.note),
                    engagement_id=_only_open(session, line.company, line.service)))
            session.add_all(records)
            session.flush()
        return Outcome(tuple(record.id for record in records), work.changes)

    def book(self, company: UUID, service: UUID, day: date, contact: Decimal, preparation: Decimal = _ZERO, *,
             person: UUID | None = None, text: str = "", engagement: UUID | None = None) -> Outcome[UUID]:
        """Book time. Without an engagement it goes to the only open one of this company and service, if so."""
        self._check(day, contact, preparation)
        with self._db.write("ledger.book", _said(Ref("company", company), contact, preparation, day)) as work:
            session = work.session
            if session.get(Company, company) is None or session.get(Service, service) is None:
                raise NotFound(msg("The company or the service is no longer there."))
            record = LedgerEntry(company_id=company, service_id=service, day=day, contact_hours=contact,
                                 preparation_hours=preparation, person_id=person, text=_text(text),
                                 engagement_id=engagement or _only_open(session, company, service))
            session.add(record)
            session.flush()
        return Outcome(record.id, work.changes)

    def change(self, id: UUID, **values: Any) -> Changes:
        """Change `day`, `contact`, `preparation`, `service`, `person`, `engagement` or `text` of an entry."""
        return self.change_each({id: values})

    def change_each(self, edits: Mapping[UUID, Mapping[str, Any]]) -> Changes:
        """Different values for different entries, as one paste from a spreadsheet: all or nothing."""
        sentence = nmsg("{n} entry of the ledger changed", "{n} entries of the ledger changed", len(edits))
        with self._db.write("ledger.change", sentence) as work:
            for id, values in edits.items():
                record = _there(work.session, id)
                if len(edits) == 1:
                    work.say(msg("Entry of {company} changed", company=Ref("company", record.company_id)))
                for key, value in values.items():
                    value = _text(value) if key == "text" else value
                    if getattr(record, _COLUMNS[key]) != value:
                        setattr(record, _COLUMNS[key], value)
                self._check(record.day, record.contact_hours, record.preparation_hours)
        return work.changes

    def remove(self, ids: Sequence[UUID]) -> Changes:
        """Take entries away."""
        with self._db.write("ledger.remove", msg("Entries of the ledger removed")) as work:
            for id in ids:
                record = _there(work.session, id)
                work.say(msg("Entry of {company} removed", company=Ref("company", record.company_id)))
                work.session.delete(record)
        return work.changes

    def _check(self, day: date, contact: Decimal, preparation: Decimal) -> None:
        for hours in (contact, preparation):
            if not hours.is_finite() or hours < 0 or hours != round(hours, 2):
                raise Refused(msg("Hours are a number from 0 with at most two decimals."))
        if contact + preparation == 0:
            raise Refused(msg("How long? Write the hours, such as 1.5 h or 90 min."))
        if contact + preparation > MOST_HOURS:
            raise Refused(msg("More than {n} hours cannot be booked for one day.", n=MOST_HOURS))
        if day > self._db.clock.today():
            raise Refused(msg("{day} has not come yet.", day=day))


def _said(company: Ref, contact: Decimal, preparation: Decimal, day: date) -> Message:
    if not preparation:
        return msg("{contact} h contact for {company} on {day}", contact=contact, company=company, day=day)
    if not contact:
        return msg("{preparation} h preparation for {company} on {day}", preparation=preparation, company=company,
                   day=day)
    return msg("{contact} h contact and {preparation} h preparation for {company} on {day}", contact=contact,
               preparation=preparation, company=company, day=day)


def _between(query: Any, starts: date | None, ends: date | None, company: UUID | None) -> Any:
    if starts is not None:
        query = query.where(LedgerEntry.day >= starts)
    if ends is not None:
        query = query.where(LedgerEntry.day < ends)
    return query if company is None else query.where(LedgerEntry.company_id == company)


def _only_open(session: Session, company: UUID, service: UUID) -> UUID | None:
    found = session.scalars(select(Engagement.id).where(
        Engagement.company_id == company, Engagement.service_id == service,
        Engagement.status.in_(("planned", "active")))).all()
    return found[0] if len(found) == 1 else None


def _of_person(session: Session, person: UUID | None, day: date) -> Decimal:
    if person is None:
        return _ZERO
    rows = session.execute(select(LedgerEntry.contact_hours, LedgerEntry.preparation_hours)
                           .where(LedgerEntry.person_id == person, LedgerEntry.day == day))
    return sum((contact + preparation for contact, preparation in rows), _ZERO)


def _text(text: str | None) -> str | None:
    return clean_text(text or "", lines=True)[:_TEXT] or None


def _there(session: Session, id: UUID) -> LedgerEntry:
    found = session.get(LedgerEntry, id)
    if found is None:
        raise NotFound(msg("This entry is no longer there."))
    return found
