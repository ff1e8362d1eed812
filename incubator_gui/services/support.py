"""What a company was given: services used, and money raised, which is entered here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import Ref, msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Company, Document, Engagement, FundingRound, LedgerEntry, Note, Person, Service
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import ROUND, clean
from incubator_gui.services.outcome import Outcome


@dataclass(frozen=True, slots=True)
class EngagementRow:
    """A company's use of a service, with the hours booked on it."""

    id: UUID
    name_en: str
    name_de: str
    name_zh: str
    title: str
    status: str
    owner: str
    starts_on: date | None
    due_on: date | None
    ended_on: date | None
    granted: Decimal | None
    booked: Decimal

    def name(self, language: str) -> str:
        """The service in a language of the program."""
        return {"de": self.name_de, "zh": self.name_zh}.get(language, "") or self.name_en


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A funding round; `kind` is a key of the vocabulary."""

    id: UUID
    kind: str
    name: str
    amount: Decimal | None
    currency: str
    closed_on: date | None
    investors: str


class SupportService:
    """Services and money of one company."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def engagements(self, company: UUID) -> tuple[EngagementRow, ...]:
        """Services used or planned, the newest first."""
        with self._db.read() as session:
            booked: dict[UUID | None, Decimal] = {}
            for id, contact, preparation in session.execute(
                    select(LedgerEntry.engagement_id, LedgerEntry.contact_hours, LedgerEntry.preparation_hours)
                    .where(LedgerEntry.company_id == company)):
                booked[id] = booked.get(id, Decimal(0)) + contact + preparation
            rows = session.execute(
                select(Engagement, Service, Person.full_name).join(Service, Service.id == Engagement.service_id)
                .outerjoin(Person, Person.id == Engagement.owner_id).where(Engagement.company_id == company)
                .order_by(Engagement.starts_on.desc().nulls_last(), Engagement.id))
            return tuple(
                EngagementRow(e.id, s.name_en, s.name_de, s.name_zh, e.title or "", e.status, owner or "",
                              e.starts_on, e.due_on, e.ended_on, e.hours_granted, booked.get(e.id, Decimal(0)))
                for e, s, owner in rows)

    def rounds(self, company: UUID) -> tuple[RoundRow, ...]:
        """Money raised, the newest first."""
        with self._db.read() as session:
            rows = session.scalars(select(FundingRound).where(FundingRound.company_id == company)
                                   .order_by(FundingRound.closed_on.desc().nulls_last(), FundingRound.id))
            return tuple(RoundRow(r.id, r.kind, r.name or "", r.amount, r.currency or "", r.closed_on,
                                  r.investors or "") for r in rows)

    def add_round(self, company: UUID, values: Mapping[str, Any]) -> Outcome[UUID]:
        """A new funding round; `values` by field of `domain.fields.ROUND`."""
        cleaned = {declared.key: clean(declared, values.get(declared.key)) for declared in ROUND}
        if cleaned["amount"] is not None and cleaned["currency"] is None:
            raise Refused(msg("An amount needs a currency, such as EUR or CNY."))
        with self._db.write("round.add", msg("Funding round of {company} added",
                                             company=Ref("company", company))) as work:
            if work.session.get(Company, company) is None:
                raise NotFound(msg("This company is no longer there."))
            record = FundingRound(company_id=company, **cleaned)
            work.session.add(record)
            work.session.flush()
        return Outcome(record.id, work.changes)

    def remove_round(self, id: UUID) -> Changes:
        """Take a funding round away."""
        with self._db.write("round.remove", msg("Funding round removed")) as work:
            record = work.session.get(FundingRound, id)
            if record is None:
                raise NotFound(msg("This funding round is no longer there."))
            work.say(msg("Funding round of {company} removed", company=Ref("company", record.company_id)))
            work.session.delete(record)
        return work.changes

    def owner_of(self, kind: str, id: UUID) -> tuple[str, UUID]:
        """The record on which a document or note hangs: its kind and id."""
        table = Document if kind == "document" else Note
        with self._db.read() as session:
            row = session.execute(select(table.company_id, table.application_id, table.person_id)
                                  .where(table.id == id)).one_or_none()
        if row is not None:
            for name, owner in zip(("company", "application", "person"), row, strict=True):
                if owner is not None:
                    return name, owner
        raise NotFound(msg("This record is no longer there."))
