"""Engagements: one company's use of one service, from the request to the end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import Ref, Words, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Company, Deliverable, Engagement, LedgerEntry, Service
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import clean, field
from incubator_gui.domain.ordering import between
from incubator_gui.domain.service_words import OPEN_ENGAGEMENTS
from incubator_gui.domain.vocabulary import ENGAGEMENT_STATUSES
from incubator_gui.services.called import NOBODY, company_names, people_named, service_words, words_of
from incubator_gui.services.outcome import Outcome

_ZERO = Decimal(0)
_FEW = 100


@dataclass(frozen=True, slots=True)
class EngagementLine:
    """An engagement as the board and the table show it; hours are those booked on it."""

    id: UUID
    company_id: UUID
    company: str
    service_id: UUID
    service: Words
    title: str
    status: str
    owner_id: UUID | None
    owner: str
    initials: str
    starts_on: date | None
    due_on: date | None
    ended_on: date | None
    granted: Decimal | None
    contact: Decimal
    preparation: Decimal
    delivered: int
    deliverables: int
    waits_for: str
    agreed: str = ""

    @property
    def booked(self) -> Decimal:
        """Contact and preparation together."""
        return self.contact + self.preparation

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor cancelled."""
        return self.status in OPEN_ENGAGEMENTS

    @property
    def is_over(self) -> bool:
        """Whether more was booked than agreed."""
        return self.granted is not None and self.booked > self.granted

    def days_late(self, day: date) -> int:
        """Days since it was due; 0 when it is not late."""
        return max(0, (day - self.due_on).days) if self.due_on and self.is_open else 0


@dataclass(frozen=True, slots=True)
class DeliverableRow:
    """A piece of work owed."""

    id: UUID
    title: str
    due_on: date | None
    done_on: date | None


class EngagementsService:
    """Reads and writes engagements. Fields are edited with the editing service, table `engagement`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def rows(self, company: UUID | None = None, *, ended: bool = True) -> tuple[EngagementLine, ...]:
        """Engagements, those due first; of one company, without those that ended."""
        query = select(Engagement)
        if company is not None:
            query = query.where(Engagement.company_id == company)
        if not ended:
            query = query.where(Engagement.status.in_(OPEN_ENGAGEMENTS))
        with self._db.read() as session:
            return lines(session, session.scalars(query).all())

    def row(self, id: UUID) -> EngagementLine:
        """One engagement; raises NotFound."""
        with self._db.read() as session:
            (found,) = lines(session, [_there(session, id)])
            return found

    def deliverables(self, id: UUID) -> tuple[DeliverableRow, ...]:
        """What an engagement owes, in order."""
        with self._db.read() as session:
            rows = session.scalars(select(Deliverable).where(Deliverable.engagement_id == id)
                                   .order_by(Deliverable.position, Deliverable.id))
            return tuple(DeliverableRow(d.id, d.title, d.due_on, d.done_on) for d in rows)

    def add(self, company: UUID, service: UUID, status: str = "requested", **values: Any) -> Outcome[UUID]:
        """A new engagement; `values` are fields of the table `engagement`."""
        _known(status)
        cleaned = {key: clean(field("engagement", key), value) for key, value in values.items()}
        with self._db.write("engagement.add", msg("Service for {company} added",
                                                  company=Ref("company", company))) as work:
            offered = work.session.get(Service, service)
            if offered is None or work.session.get(Company, company) is None:
                raise NotFound(msg("The company or the service is no longer there."))
            work.say(msg("“{service}” for {company} added", company=Ref("company", company),
                         service=words_of(offered.name_en, offered.name_de, offered.name_zh)))
            record = Engagement(company_id=company, service_id=service, status=status, **cleaned)
            if status == "active" and record.starts_on is None:
                record.starts_on = self._db.clock.today()
            work.session.add(record)
            work.session.flush()
        return Outcome(record.id, work.changes)

    def move(self, ids: Sequence[UUID], status: str, waits_for: str = "") -> Changes:
        """Give engagements another status. The end is dated when they end and taken back when they go on;
        `waits_for` says why they rest."""
        _known(status)
        today, words = self._db.clock.today(), ENGAGEMENT_STATUSES[status]
        reason = clean(field("engagement", "waits_for"), waits_for)
        with self._db.write("engagement.move", nmsg("{n} service: {status}", "{n} services: {status}", len(ids),
                                                    status=words)) as work:
            for id in ids:
                record = _there(work.session, id)
                if record.status != status:
                    record.status = status
                    record.ended_on = None if status in OPEN_ENGAGEMENTS else today
                    if status == "active" and record.starts_on is None:
                        record.starts_on = today
                wanted = reason if status == "on_hold" else None
                if record.waits_for != wanted and (reason or status != "on_hold"):
                    record.waits_for = wanted
            if len(ids) == 1:
                work.say(msg("Service for {company}: {status}", status=words,
                             company=Ref("company", _there(work.session, ids[0]).company_id)))
        return work.changes

    def remove(self, id: UUID) -> Changes:
        """Take an engagement away with what it owes; raises Refused where hours were booked on it."""
        return self.remove_many([id])

    def remove_many(self, ids: Sequence[UUID]) -> Changes:
        """Take several away in one step: all or none."""
        with self._db.write("engagement.remove", nmsg("{n} service for a company removed",
                                                      "{n} services for companies removed", len(ids))) as work:
            for id in ids:
                record = _there(work.session, id)
                company = Ref("company", record.company_id, company_names(work.session).get(record.company_id, ""))
                booked = work.session.scalar(
                    select(func.count()).select_from(LedgerEntry).where(LedgerEntry.engagement_id == id)) or 0
                if booked:
                    raise Refused(nmsg("{n} entry of the ledger is booked on the service for {company}. Cancel it"
                                       " instead.", "{n} entries of the ledger are booked on the service for {company}."
                                       " Cancel it instead.", booked, company=company))
                if len(ids) == 1:
                    work.say(msg("Service for {company} removed", company=company))
                for owed in work.session.scalars(select(Deliverable).where(Deliverable.engagement_id == id)):
                    work.session.delete(owed)
                work.session.flush()
                work.session.delete(record)
        return work.changes

    def add_deliverable(self, engagement: UUID, title: str, due_on: date | None = None) -> Outcome[UUID]:
        """One more piece of work that is owed."""
        title = clean(field("deliverable", "title"), title)
        with self._db.write("deliverable.add", msg("Deliverable “{title}” added", title=title)) as work:
            _there(work.session, engagement)
            last = work.session.scalar(select(func.max(Deliverable.position))
                                       .where(Deliverable.engagement_id == engagement))
            record = Deliverable(engagement_id=engagement, title=title, due_on=due_on, position=between(last, None))
            work.session.add(record)
            work.session.flush()
        return Outcome(record.id, work.changes)

    def set_delivered(self, id: UUID, done: bool = True) -> Changes:
        """Tick a deliverable off, or take the tick back."""
        with self._db.write("deliverable.done", msg("Deliverable changed")) as work:
            record = _owed(work.session, id)
            if done != (record.done_on is not None):
                record.done_on = self._db.clock.today() if done else None
            work.say(msg("Delivered: {title}", title=record.title) if done
                     else msg("Owed again: {title}", title=record.title))
        return work.changes

    def remove_deliverable(self, id: UUID) -> Changes:
        """Take a deliverable away."""
        with self._db.write("deliverable.remove", msg("Deliverable removed")) as work:
            record = _owed(work.session, id)
            work.say(msg("Deliverable “{title}” removed", title=record.title))
            work.session.delete(record)
        return work.changes


def lines(session: Session, records: Sequence[Engagement]) -> tuple[EngagementLine, ...]:
    """Engagements with names and hours, the longest due first, those without a date at the end."""
    ids = [record.id for record in records]
    companies, people, services = company_names(session), people_named(session), service_words(session)
    hours = _hours(session, ids)
    owed: dict[UUID, list[int]] = {}
    for id, done in session.execute(_of(select(Deliverable.engagement_id, Deliverable.done_on),
                                        Deliverable.engagement_id, ids)):
        counts = owed.setdefault(id, [0, 0])
        counts[0] += done is not None
        counts[1] += 1
    rows = []
    for e in records:
        contact, preparation = hours.get(e.id, (_ZERO, _ZERO))
        owner = people.get(e.owner_id, NOBODY) if e.owner_id else NOBODY
        delivered, total = owed.get(e.id, (0, 0))
        rows.append(EngagementLine(
            e.id, e.company_id, companies[e.company_id], e.service_id, services[e.service_id], e.title or "", e.status,
            e.owner_id, owner.name, owner.initials, e.starts_on, e.due_on, e.ended_on, e.hours_granted, contact,
            preparation, delivered, total, e.waits_for or "", e.deliverables or ""))
    return tuple(sorted(rows, key=lambda row: (row.due_on is None, row.due_on or date.max, row.company, row.id)))


def _hours(session: Session, ids: Iterable[UUID]) -> dict[UUID, tuple[Decimal, Decimal]]:
    wanted, found = set(ids), dict[UUID, tuple[Decimal, Decimal]]()
    query = select(LedgerEntry.engagement_id, LedgerEntry.contact_hours, LedgerEntry.preparation_hours).where(
        LedgerEntry.engagement_id.is_not(None))
    rows = session.execute(_of(query, LedgerEntry.engagement_id, wanted), execution_options={"yield_per": 500})
    for id, contact, preparation in rows:
        if id in wanted:
            before = found.get(id, (_ZERO, _ZERO))
            found[id] = (before[0] + contact, before[1] + preparation)
    return found


def _of(query: Any, column: Any, ids: Collection[UUID]) -> Any:
    """Of a few engagements alone; of many it is quicker to look at all."""
    return query.where(column.in_(ids)) if len(ids) <= _FEW else query


def _known(status: str) -> None:
    if status not in ENGAGEMENT_STATUSES:
        raise Refused(msg("There is no such status."))


def _there(session: Session, id: UUID) -> Engagement:
    found = session.get(Engagement, id)
    if found is None:
        raise NotFound(msg("This service for a company is no longer there."))
    return found


def _owed(session: Session, id: UUID) -> Deliverable:
    found = session.get(Deliverable, id)
    if found is None:
        raise NotFound(msg("This deliverable is no longer there."))
    return found
