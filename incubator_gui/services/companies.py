"""Companies: the list, one company with everything about it, people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.core.days import KnownDay
from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import Ref, msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import (
    Allocation,
    Application,
    Company,
    CompanyPerson,
    CompanyProfile,
    Desk,
    IndicatorValue,
    LedgerEntry,
    Milestone,
    Person,
    Residency,
)
from incubator_gui.db.search.documents import display
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import COMPANY, clean, clean_text, field
from incubator_gui.domain.folding import has_han, pinyin
from incubator_gui.domain.ordering import between
from incubator_gui.services.lifeline import Bar, Event, life_of
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.sight import Sight, sight


class CompanyRow(NamedTuple):
    """One line of the list of companies. `desks` are in force on the asked day, `founded_on` may be a `KnownDay`."""

    id: UUID
    number: int
    name: str
    legal_name: str
    trade_name: str
    chinese_name: str
    life: str
    focus_area: str | None
    country: str | None
    city: str | None
    headcount: int | None
    founded_on: date | None
    owner_id: UUID | None
    website: str | None
    email: str | None
    credit_code: str | None
    desks: int
    applications: int


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person of a company, with the link between them."""

    id: UUID
    link_id: UUID
    name: str
    chinese_name: str
    role: str
    title: str
    email: str
    phone: str
    is_contact: bool
    about: str
    erased: bool


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator: its baseline, today's value, and the series behind it."""

    indicator: str
    unit: str
    baseline: Decimal | None
    value: Decimal
    as_of: date
    source: str
    series: tuple[tuple[date, Decimal], ...]


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone."""

    id: UUID
    title: str
    due_on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class CompanySheet:
    """Everything the company screen shows, but documents, notes and history (see RecordsService)."""

    row: CompanyRow
    values: dict[str, Any]
    pinyin: str
    merged_into: UUID | None
    people: tuple[PersonRow, ...]
    bars: tuple[Bar, ...]
    events: tuple[Event, ...]
    indicators: tuple[IndicatorRow, ...]
    milestones: tuple[MilestoneRow, ...]
    profiles: dict[str, dict[str, Any]]
    applications: tuple[UUID, ...]
    created_at: datetime
    resident_since: date | None
    last_contact: date | None
    hours: Decimal


class CompaniesService:
    """Reads and writes companies and their people."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def rows(self, day: date | None = None) -> tuple[CompanyRow, ...]:
        """All companies that were not merged away, by number; desks as of `day` (today)."""
        with self._db.read() as session:
            return company_rows(session, sight(session, self._db), day or self._db.clock.today())

    def sheet(self, id: UUID, day: date | None = None) -> CompanySheet:
        """One company with everything about it."""
        today = day or self._db.clock.today()
        with self._db.read() as session:
            record = session.get(Company, id)
            if record is None:
                raise NotFound(msg("This company is no longer there."))
            stays = session.scalars(select(Residency).where(Residency.company_id == id)
                                    .order_by(Residency.starts_on)).all()
            booked = session.execute(
                select(LedgerEntry.day, LedgerEntry.contact_hours, LedgerEntry.preparation_hours)
                .where(LedgerEntry.company_id == id)).all()
            contacts = [row.day for row in booked if row.contact_hours > 0 and row.day <= today]
            view = sight(session, self._db)
            applications = session.scalars(view.known(
                select(Application.id).where(Application.company_id == id).order_by(Application.received_on.desc())))
            bars, events = life_of(session, view, id, stays, today)
            profiles = {
                p.language: {f: getattr(p, f) for f in _PROFILE_FIELDS} | {"id": p.id}
                for p in session.scalars(select(CompanyProfile).where(CompanyProfile.company_id == id))}
            return CompanySheet(
                company_rows(session, view, today, id)[0], _values(record),
                record.pinyin or "", record.merged_into_id, people_of(session, id), bars, events,
                _indicators(session, id, today),
                tuple(MilestoneRow(m.id, m.title, m.due_on, m.state) for m in session.scalars(
                    select(Milestone).where(Milestone.company_id == id).order_by(Milestone.due_on))),
                profiles, tuple(applications), record.created_at,
                next((s.starts_on for s in stays if s.ends_on is None or s.ends_on > today), None),
                max(contacts, default=None),
                sum((row.contact_hours + row.preparation_hours for row in booked), Decimal(0)))

    def add(self, name: str, **values: Any) -> Outcome[UUID]:
        """A new company; Chinese names are recognised by their characters."""
        cleaned = {key: clean(field("company", key), value) for key, value in values.items()}
        name = clean_text(name)
        if not name:
            raise Refused(msg("A company needs a name."))
        with self._db.write("company.add", msg("Company {name} added", name=name)) as work:
            record = new_company(work.session, self._db.clock.now(), name, **cleaned)
        return Outcome(record.id, work.changes)

    def add_person(self, company: UUID, name: str, role: str = "contact", **values: Any) -> Outcome[UUID]:
        """A new person of a company; `values` are fields of the person or of the link."""
        person = {k: clean(field("person", k), v) for k, v in values.items() if k not in {"title", "is_contact"}}
        full = clean(field("person", "full_name"), name)
        with self._db.write("person.add", msg("Person added to {company}", company=Ref("company", company))) as work:
            session = work.session
            record = Person(full_name=full, purpose="application", **person)
            if has_han(full) and not record.chinese_name:
                record.chinese_name, record.pinyin = full, pinyin(full)
            session.add(record)
            session.flush()
            last = session.scalar(select(func.max(CompanyPerson.position)).where(CompanyPerson.company_id == company))
            session.add(CompanyPerson(
                company_id=company, person_id=record.id, role=clean(field("company_person", "role"), role),
                title=clean(field("company_person", "title"), values.get("title")),
                is_contact=bool(values.get("is_contact", False)), position=between(last, None)))
        return Outcome(record.id, work.changes)

    def remove_person(self, link: UUID) -> Changes:
        """Take a person off a company; the person stays known."""
        with self._db.write("person.remove", msg("Person taken off a company")) as work:
            found = work.session.get(CompanyPerson, link)
            if found is None:
                raise NotFound(msg("This person is no longer listed here."))
            work.say(msg("{person} taken off {company}", person=Ref("person", found.person_id),
                         company=Ref("company", found.company_id)))
            work.session.delete(found)
        return work.changes

    def add_milestone(self, company: UUID, title: str, due_on: date | None = None) -> Outcome[UUID]:
        """A new milestone."""
        title = clean(field("milestone", "title"), title)
        with self._db.write("milestone.add", msg("Milestone of {company} added",
                                                 company=Ref("company", company))) as work:
            record = Milestone(company_id=company, title=title, due_on=due_on)
            work.session.add(record)
            work.session.flush()
        return Outcome(record.id, work.changes)

    def save_profile(self, company: UUID, language: str, values: dict[str, Any]) -> Changes:
        """Store the one-pager texts of a language."""
        cleaned = {key: clean(field("company_profile", key), value) for key, value in values.items()}
        with self._db.write("profile.save", msg("One-pager texts of {company} changed",
                                                company=Ref("company", company))) as work:
            found = work.session.scalars(select(CompanyProfile).where(
                CompanyProfile.company_id == company, CompanyProfile.language == language)).one_or_none()
            if found is None:
                found = CompanyProfile(company_id=company, language=language)
                work.session.add(found)
            for key, value in cleaned.items():
                setattr(found, key, value)
        return work.changes


def _values(record: Company) -> dict[str, Any]:
    values = {f.key: getattr(record, f.key) for f in COMPANY}
    return values | {"founded_on": KnownDay.of(record.founded_on, record.founded_precision)}


def _founded(row: Sequence[Any]) -> date | None:
    return KnownDay.of(row[10], row[-1])


_PROFILE_FIELDS = ("claim", "problem", "solution", "market", "business_model", "team", "ask", "ask_amount",
                   "ask_currency", "use_of_funds")


def new_company(session: Session, now: datetime, name: str, **values: Any) -> Company:
    """A new company by one name, in the column of its script."""
    number = (session.scalar(select(func.max(Company.number))) or 0) + 1
    record = Company(number=number, created_at=now, **values)
    if has_han(name):
        record.chinese_name, record.pinyin = name, pinyin(name)
    else:
        record.trade_name = name
    session.add(record)
    session.flush()
    return record


def company_rows(session: Session, view: Sight, day: date, id: UUID | None = None) -> tuple[CompanyRow, ...]:
    """Rows of the list, all or one; applications are counted as the viewer may know of them."""
    c = Company
    query = select(c.id, c.number, c.legal_name, c.trade_name, c.chinese_name, c.life, c.focus_area, c.country, c.city,
                   c.headcount, c.founded_on, c.owner_id, c.website, c.email, c.credit_code, c.founded_precision)
    query = query.where(c.merged_into_id.is_(None)) if id is None else query.where(c.id == id)
    applied = {row[0]: row[1] for row in session.execute(view.known(
        select(Application.company_id, func.count()).group_by(Application.company_id)))}
    desks = desks_by_company(session, day)
    return tuple(
        CompanyRow._make((r[0], r[1], display(r[2], r[3], r[4]), *r[2:10], _founded(r), *r[11:-1],
                          desks.get(r[0], 0), applied.get(r[0], 0)))
        for r in session.execute(query.order_by(c.number)))


def in_force(day: date) -> Any:
    """The condition that an allocation is in force on a day."""
    a = Allocation
    return a.scenario_id.is_(None) & (a.starts_on <= day) & (a.ends_on.is_(None) | (a.ends_on > day))


def desks_by_company(session: Session, day: date) -> dict[UUID, int]:
    """Desks in use on a day; a whole room counts all its desks."""
    found: dict[UUID, int] = {}
    single = select(Allocation.company_id, func.count()).where(
        in_force(day), Allocation.desk_id.is_not(None)).group_by(Allocation.company_id)
    whole = select(Allocation.company_id, func.count(Desk.id)).join(Desk, Desk.room_id == Allocation.room_id).where(
        in_force(day), Allocation.desk_id.is_(None)).group_by(Allocation.company_id)
    for query in (single, whole):
        for company, count in session.execute(query):
            found[company] = found.get(company, 0) + count
    return found


def people_of(session: Session, company: UUID) -> tuple[PersonRow, ...]:
    """The people of a company in their order."""
    rows = session.execute(
        select(Person, CompanyPerson).join(CompanyPerson, CompanyPerson.person_id == Person.id)
        .where(CompanyPerson.company_id == company).order_by(CompanyPerson.position, CompanyPerson.id))
    return tuple(
        PersonRow(p.id, k.id, p.full_name, p.chinese_name or "", k.role, k.title or "", p.email or "", p.phone or "",
                  k.is_contact, p.about or "", p.erased_at is not None)
        for p, k in rows)


def _indicators(session: Session, company: UUID, today: date) -> tuple[IndicatorRow, ...]:
    series: dict[str, list[IndicatorValue]] = {}
    for value in session.scalars(
            select(IndicatorValue).where(IndicatorValue.company_id == company, IndicatorValue.as_of <= today)
            .order_by(IndicatorValue.as_of)):
        series.setdefault(value.indicator, []).append(value)
    out = []
    for key, values in series.items():
        base = next((v.value for v in values if v.is_baseline), None)
        last = values[-1]
        out.append(IndicatorRow(key, last.unit or "", base, last.value, last.as_of, last.source or "",
                                tuple((v.as_of, v.value) for v in values)))
    return tuple(out)
