"""Entitlements: the hours a company may use in a span of days, and what is left of them.

An entry of the ledger counts against the entitlement of its service whose span has its day; where
there is none, against the one that names no service. Whether preparation counts is a setting of
the house.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import Ref, Words, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Entitlement, HouseSetting, LedgerEntry
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import clean_text
from incubator_gui.services.called import company_names, service_words
from incubator_gui.services.keeping import DEFAULTS
from incubator_gui.services.outcome import Outcome

_ZERO = Decimal(0)
_MOST = Decimal(100_000)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Balance:
    """An entitlement with what was used of it; `service` is None where it holds for any."""

    id: UUID
    company_id: UUID
    company: str
    service_id: UUID | None
    service: Words | None
    starts_on: date
    ends_on: date
    granted: Decimal
    used: Decimal
    note: str

    @property
    def left(self) -> Decimal:
        """What may still be used; negative when it was exceeded."""
        return self.granted - self.used

    @property
    def is_over(self) -> bool:
        """Whether more was used than granted."""
        return self.used > self.granted

    def holds_on(self, day: date) -> bool:
        """Whether its span has this day."""
        return self.starts_on <= day < self.ends_on


class EntitlementsService:
    """Reads and writes entitlements."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def balances(self, day: date | None = None, company: UUID | None = None) -> tuple[Balance, ...]:
        """Balances by company and span; those that hold on a day, those of a company."""
        with self._db.read() as session:
            found = balances(session, company)
        return tuple(one for one in found if day is None or one.holds_on(day))

    def grant(self, companies: Sequence[UUID], service: UUID | None, starts_on: date, ends_on: date, hours: Decimal,
              note: str = "") -> Outcome[tuple[UUID, ...]]:
        """Give companies hours in [starts_on, ends_on), in one step.

        Raises Refused where a company has such an entitlement for some of these days already.
        """
        _span(starts_on, ends_on)
        hours = _hours(hours)
        text = clean_text(note)[:300] or None
        with self._db.write("entitlement.grant", nmsg("{hours} h granted to {n} company",
                                                      "{hours} h granted to {n} companies", len(companies),
                                                      hours=hours)) as work:
            records = []
            for company in dict.fromkeys(companies):
                _no_other(work.session, company, service, starts_on, ends_on)
                record = Entitlement(company_id=company, service_id=service, starts_on=starts_on, ends_on=ends_on,
                                     hours=hours, note=text)
                work.session.add(record)
                records.append(record)
            work.session.flush()
            if len(records) == 1:
                work.say(msg("{hours} h granted to {company}", hours=hours, company=Ref("company", companies[0])))
        return Outcome(tuple(record.id for record in records), work.changes)

    def change(self, id: UUID, **values: Any) -> Changes:
        """Change `starts_on`, `ends_on`, `hours`, `service_id` or `note`."""
        return self.change_each({id: values})

    def change_each(self, edits: Mapping[UUID, Mapping[str, Any]]) -> Changes:
        """Different values for different entitlements in one step: all or nothing."""
        with self._db.write("entitlement.change", nmsg("{n} entitlement changed", "{n} entitlements changed",
                                                       len(edits))) as work:
            for id, values in edits.items():
                record = _there(work.session, id)
                if len(edits) == 1:
                    work.say(msg("Entitlement of {company} changed", company=Ref("company", record.company_id)))
                _set(work.session, record, dict(values))
        return work.changes

    def renew(self, ids: Sequence[UUID]) -> Outcome[tuple[UUID, ...]]:
        """Grant the same hours once more for the span of equal length that follows, in one step.

        Raises Refused where a company has such an entitlement for some of these days already.
        """
        with self._db.write("entitlement.renew", nmsg("{n} entitlement renewed", "{n} entitlements renewed",
                                                      len(ids))) as work:
            records = []
            for id in ids:
                old = _there(work.session, id)
                ends_on = following(old.starts_on, old.ends_on)
                _no_other(work.session, old.company_id, old.service_id, old.ends_on, ends_on)
                record = Entitlement(company_id=old.company_id, service_id=old.service_id, starts_on=old.ends_on,
                                     ends_on=ends_on, hours=old.hours, note=old.note)
                work.session.add(record)
                records.append(record)
            work.session.flush()
            if len(records) == 1:
                work.say(msg("Entitlement of {company} renewed until {day}", company=Ref("company",
                             records[0].company_id), day=records[0].ends_on - _DAY))
        return Outcome(tuple(record.id for record in records), work.changes)

    def remove(self, ids: UUID | Sequence[UUID]) -> Changes:
        """Take entitlements away; what was booked stays."""
        wanted = (ids,) if isinstance(ids, UUID) else ids
        with self._db.write("entitlement.remove", nmsg("{n} entitlement removed", "{n} entitlements removed",
                                                       len(wanted))) as work:
            for id in wanted:
                record = _there(work.session, id)
                if len(wanted) == 1:
                    work.say(msg("Entitlement of {company} removed", company=Ref("company", record.company_id)))
                work.session.delete(record)
        return work.changes


def following(starts_on: date, ends_on: date) -> date:
    """The end of the next span of equal length: whole months stay whole months."""
    months = (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month
    if ends_on.day == starts_on.day and months:
        year, month = divmod(ends_on.year * 12 + ends_on.month - 1 + months, 12)
        return date(year, month + 1, min(ends_on.day, monthrange(year, month + 1)[1]))
    return ends_on + (ends_on - starts_on)


def balances(session: Session, company: UUID | None = None) -> tuple[Balance, ...]:
    """All balances, by company and span."""
    grants = select(Entitlement)
    if company is not None:
        grants = grants.where(Entitlement.company_id == company)
    records = session.scalars(grants).all()
    whole = counts_preparation(session)
    by_company: dict[UUID, list[Entitlement]] = {}
    for record in records:
        by_company.setdefault(record.company_id, []).append(record)
    used: dict[UUID, Decimal] = {}
    for _id, owner, service, day, contact, preparation in _entries(session, records):
        found = covering(by_company[owner], service, day)
        if found is not None:
            used[found.id] = used.get(found.id, _ZERO) + contact + (preparation if whole else _ZERO)
    companies, services = company_names(session), service_words(session)
    rows = [Balance(r.id, r.company_id, companies[r.company_id], r.service_id,
                    services[r.service_id] if r.service_id else None, r.starts_on, r.ends_on, r.hours,
                    used.get(r.id, _ZERO), r.note or "") for r in records]
    return tuple(sorted(rows, key=lambda one: (one.company, one.starts_on, one.service_id is not None, one.id)))


def exceeding(session: Session, company: UUID | None = None) -> frozenset[UUID]:
    """Entries of the ledger with which an entitlement was exceeded, and those booked after them."""
    over = {one.id: one.company_id for one in balances(session, company) if one.is_over}
    if not over:
        return frozenset()
    grants: dict[UUID, list[Entitlement]] = {}
    for grant in session.scalars(select(Entitlement).where(Entitlement.company_id.in_(set(over.values())))):
        grants.setdefault(grant.company_id, []).append(grant)
    whole, sums, found = counts_preparation(session), dict.fromkeys(over, _ZERO), set[UUID]()
    booked = _entries(session, [grant for held in grants.values() for grant in held])
    for id, owner, service, day, contact, preparation in sorted(booked, key=lambda entry: (entry[3], entry[0])):
        grant_of = covering(grants[owner], service, day)
        if grant_of is not None and grant_of.id in sums:
            sums[grant_of.id] += contact + (preparation if whole else _ZERO)
            if sums[grant_of.id] > grant_of.hours:
                found.add(id)
    return frozenset(found)


def _entries(session: Session, grants: Sequence[Entitlement]) -> Iterable[Any]:
    """What was booked for the companies of these entitlements in their time; handed over little by little, so that
    no thread keeps the others waiting.
    """
    if not grants:
        return ()
    return session.execute(
        select(LedgerEntry.id, LedgerEntry.company_id, LedgerEntry.service_id, LedgerEntry.day,
               LedgerEntry.contact_hours, LedgerEntry.preparation_hours)
        .where(LedgerEntry.company_id.in_({grant.company_id for grant in grants}),
               LedgerEntry.day >= min(grant.starts_on for grant in grants),
               LedgerEntry.day < max(grant.ends_on for grant in grants)), execution_options={"yield_per": 500})


def covering(grants: Iterable[Entitlement], service: UUID, day: date) -> Entitlement | None:
    """The entitlement that an entry counts against."""
    holding = [one for one in grants if one.starts_on <= day < one.ends_on]
    return (next((one for one in holding if one.service_id == service), None)
            or next((one for one in holding if one.service_id is None), None))


def counts_preparation(session: Session) -> bool:
    """Whether hours of preparation use up an entitlement."""
    stored = session.scalars(select(HouseSetting.value).where(HouseSetting.key == "entitlement_counts")).first()
    return bool((stored or DEFAULTS["entitlement_counts"]) != "contact")


def _set(session: Session, record: Entitlement, values: dict[str, Any]) -> None:
    unknown = values.keys() - {"starts_on", "ends_on", "hours", "service_id", "note"}
    if unknown:
        raise KeyError(f"an entitlement has no {', '.join(sorted(unknown))}")
    if "hours" in values:
        values["hours"] = _hours(values["hours"])
    if "note" in values:
        values["note"] = clean_text(values["note"] or "")[:300] or None
    with session.no_autoflush:
        for key, value in values.items():
            if value is None and key in ("starts_on", "ends_on"):
                raise Refused(msg("An entitlement needs its first and its last day."))
            if getattr(record, key) != value:
                setattr(record, key, value)
        _span(record.starts_on, record.ends_on)
        _no_other(session, record.company_id, record.service_id, record.starts_on, record.ends_on, record.id)
    session.flush()


def _no_other(session: Session, company: UUID, service: UUID | None, starts_on: date, ends_on: date,
              but: UUID | None = None) -> None:
    same = select(Entitlement).where(Entitlement.company_id == company, Entitlement.starts_on < ends_on,
                                     Entitlement.ends_on > starts_on)
    for other in session.scalars(same):
        if other.id != but and other.service_id == service:
            raise Refused(msg("{company} has such an entitlement from {starts} until {ends} already. Change that one,"
                              " or choose other days.", company=Ref("company", company, _name(session, company)),
                              starts=other.starts_on, ends=other.ends_on - _DAY))


def _name(session: Session, company: UUID) -> str:
    return company_names(session).get(company, "")


def _span(starts_on: date, ends_on: date) -> None:
    if ends_on <= starts_on:
        raise Refused(msg("The end has to come after the beginning."))


def _hours(value: Decimal | None) -> Decimal:
    if value is None or not value.is_finite() or not 0 <= value <= _MOST or value != round(value, 2):
        raise Refused(msg("Hours are a number from 0 with at most two decimals."))
    return value


def _there(session: Session, id: UUID) -> Entitlement:
    found = session.get(Entitlement, id)
    if found is None:
        raise NotFound(msg("This entitlement is no longer there."))
    return found
