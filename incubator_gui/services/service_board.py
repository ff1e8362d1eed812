"""What the services screen shows first: the board, and the lists that staff live by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from sqlalchemy import Float, cast, func, or_, select
from sqlalchemy.orm import Session

from incubator_gui.core.messages import Message, msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Company, Engagement, LedgerEntry
from incubator_gui.domain.service_words import BOARD, OPEN_ENGAGEMENTS
from incubator_gui.domain.workdays import Calendar, calendar
from incubator_gui.services.called import company_names
from incubator_gui.services.engagements import EngagementLine, EngagementsService
from incubator_gui.services.entitlements import Balance, EntitlementsService
from incubator_gui.services.keeping import KeepingService
from incubator_gui.services.overview import OverviewService
from incubator_gui.services.trainings import TrainingRow, TrainingsService

Card = EngagementLine | TrainingRow


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A column of the board: engagements and trainings of one status."""

    status: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Underserved:
    """A company without contact for long; `last_on` is the last there was."""

    company_id: UUID
    company: str
    last_on: date | None
    days: int | None


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Something that is probably entered wrongly, and where."""

    kind: Literal["entry", "engagement", "company"]
    id: UUID
    company_id: UUID
    company: str
    message: Message


@dataclass(frozen=True, slots=True)
class Attention:
    """The lists of one day."""

    due: tuple[EngagementLine, ...]
    overdue: tuple[EngagementLine, ...]
    underserved: tuple[Underserved, ...]
    over: tuple[Balance, ...]
    over_engagements: tuple[EngagementLine, ...]
    unowned: tuple[EngagementLine, ...]
    suspicious: tuple[Suspicion, ...]
    reminder_days: int


class ServiceBoard:
    """Reads board and lists."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def columns(self, owner: UUID | None = None) -> tuple[BoardColumn, ...]:
        """The board; with `owner` only what one colleague is in charge of."""
        cards: list[Card] = [*EngagementsService(self._db).rows(ended=False), *TrainingsService(self._db).rows()]
        shown = [card for card in cards if owner is None or card.owner_id == owner]
        return tuple(BoardColumn(status, tuple(card for card in shown if card.status == status)) for status in BOARD)

    def calendar(self) -> Calendar:
        """The working days that the house chose."""
        settings = KeepingService(self._db).settings()
        return calendar(str(settings["working_country"]), str(settings["working_region"]), settings["holidays"] or ())

    def attention(self, day: date | None = None) -> Attention:
        """Due, overdue, under-served, over the entitlement, without anybody in charge, suspicious."""
        day = day or self._db.clock.today()
        settings = KeepingService(self._db).settings()
        soon = self.calendar().add(day, int(settings["due_days"]))
        opened = EngagementsService(self._db).rows(ended=False)
        view = OverviewService(self._db).read(day)
        with self._db.read() as session:
            underserved = _underserved(session, view.underserved, day)
            suspicious = _suspicious(session, opened, day)
        return Attention(
            tuple(e for e in opened if e.due_on is not None and day <= e.due_on <= soon),
            tuple(e for e in opened if e.days_late(day)), underserved,
            tuple(one for one in EntitlementsService(self._db).balances(day) if one.is_over),
            tuple(e for e in opened if e.is_over), tuple(e for e in opened if e.owner_id is None), suspicious,
            view.reminder_days)


def _underserved(session: Session, ids: tuple[UUID, ...], day: date) -> tuple[Underserved, ...]:
    names, last = company_names(session), dict[UUID, date]()
    for company, on, contact in session.execute(
            select(LedgerEntry.company_id, LedgerEntry.day, LedgerEntry.contact_hours)
            .where(LedgerEntry.company_id.in_(ids), LedgerEntry.day <= day)):
        if contact > 0:
            last[company] = max(on, last.get(company, on))
    rows = [Underserved(id, names[id], last.get(id), (day - last[id]).days if id in last else None) for id in ids]
    return tuple(sorted(rows, key=lambda row: (row.last_on or date.min, row.company)))


def _suspicious(session: Session, opened: tuple[EngagementLine, ...], day: date) -> tuple[Suspicion, ...]:
    names, found = company_names(session), list[Suspicion]()
    empty = (cast(LedgerEntry.contact_hours, Float) == 0) & (cast(LedgerEntry.preparation_hours, Float) == 0)
    for entry in session.scalars(select(LedgerEntry).where(or_(empty, LedgerEntry.day > day))
                                 .order_by(LedgerEntry.day.desc(), LedgerEntry.id.desc())):
        if entry.contact_hours + entry.preparation_hours == 0:
            found.append(Suspicion("entry", entry.id, entry.company_id, names[entry.company_id],
                                   msg("Session on {day} without hours", day=entry.day)))
        elif entry.day > day:
            found.append(Suspicion("entry", entry.id, entry.company_id, names[entry.company_id],
                                   msg("Session on {day} lies in the future", day=entry.day)))
    for one in opened:
        if one.status == "active" and not one.booked and one.starts_on is not None and (day - one.starts_on).days > 30:
            found.append(Suspicion("engagement", one.id, one.company_id, one.company,
                                   msg("Active since {day}, nothing booked", day=one.starts_on)))
    booked = set(session.scalars(select(LedgerEntry.company_id).distinct()))
    supported = session.scalars(
        select(Company.id).join(Engagement, Engagement.company_id == Company.id)
        .where(Engagement.status.in_(OPEN_ENGAGEMENTS - {"requested"}), Company.merged_into_id.is_(None))
        .group_by(Company.id).having(func.min(Engagement.starts_on) <= day))
    for company in supported:
        if company not in booked and not any(s.company_id == company for s in found):
            found.append(Suspicion("company", company, company, names[company],
                                   msg("Supported, but nothing was ever booked")))
    return tuple(found)
