"""What is asked about stays: rows with clocks, who waits, what is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.core.messages import Message, msg
from incubator_gui.db.schema import Application, Company, HouseSetting, Residency
from incubator_gui.db.search.documents import display
from incubator_gui.domain.residency import RULES, Clocks, Rule, Stay, clocks, rule_of
from incubator_gui.domain.space import Span
from incubator_gui.services.space_counts import SpaceCounts, Stretch, places_on, space_counts

RULES_KEY: Final = "stay_rules"


@dataclass(frozen=True, slots=True)
class ResidencyRow:
    """A stay with its clocks; `desks_now` and `area_now` are what the company has on the day."""

    id: UUID
    company_id: UUID
    company: str
    number: int
    focus_area: str | None
    life: str
    headcount: int | None
    kind: str
    contract: str
    starts_on: date
    ends_on: date | None
    planned_end: date | None
    desks: int | None
    wish: str
    exit_kind: str | None
    exit_note: str
    exit_condition: str | None
    exit_evidence: str
    desks_now: int
    area_now: float
    places: str
    clocks: Clocks

    def state(self, day: date) -> str:
        """`planned`, `present` or `over` on a day."""
        if self.starts_on > day:
            return "planned"
        return "present" if self.ends_on is None or self.ends_on > day else "over"


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A company that is to have desks and has none, or fewer than agreed, from the day it comes."""

    company_id: UUID
    company: str
    life: str
    focus_area: str | None
    starts_on: date | None
    desks: int
    desks_planned: int
    wish: str
    waiting_since: date | None

    @property
    def missing(self) -> int:
        """Desks that are still to be given."""
        return max(0, self.desks - self.desks_planned)


@dataclass(frozen=True, slots=True)
class DueRow:
    """Something about a stay that has a date: `kind` is begins, planned_end, limit, place_ends or no_place."""

    kind: str
    on: date
    company_id: UUID
    company: str
    residency_id: UUID
    message: Message

    def late(self, day: date) -> bool:
        """Whether that day has passed."""
        return self.on < day


def rules_of(session: Session) -> tuple[Rule, ...]:
    """The rules of time that hold in this house."""
    stored = session.scalars(select(HouseSetting.value).where(HouseSetting.key == RULES_KEY)).first()
    return tuple(rule_of(one) for one in stored) if isinstance(stored, list) else RULES


def residency_rows(session: Session, day: date, company: UUID | None = None, counts: SpaceCounts | None = None
                   ) -> tuple[ResidencyRow, ...]:
    """Stays with their clocks on a day, all or those of a company; who brings `counts` asks for no `places`."""
    rules = rules_of(session)
    places = places_on(session, day, company) if counts is None else {}
    counts = counts or space_counts(session, company)
    query = select(Residency, Company).join(Company, Company.id == Residency.company_id).order_by(
        Company.number, Residency.starts_on, Residency.id)
    if company is not None:
        query = query.where(Residency.company_id == company)
    found = session.execute(query).all()
    stays: dict[UUID, list[Stay]] = {}
    for record, _company in found:
        stays.setdefault(record.company_id, []).append(stay_of(record))
    out = []
    for r, c in found:
        out.append(ResidencyRow(
            r.id, c.id, display(c.legal_name, c.trade_name, c.chinese_name), c.number, c.focus_area, c.life,
            c.headcount, r.kind, r.contract or "", r.starts_on, r.ends_on, r.planned_end, r.desks, r.wish or "",
            r.exit_kind, r.exit_note or "", r.exit_condition, r.exit_evidence or "", counts.desks_of_company(c.id, day),
            round(counts.area_of_company(c.id, day), 2), places.get(c.id, ""),
            clocks(c.founded_on, stays[c.id], rules, day)))
    return tuple(out)


def waiting_rows(session: Session, counts: SpaceCounts, day: date, waitlisted: bool) -> tuple[WaitingRow, ...]:
    """Who is to have desks and has not got them."""
    lives = ["admitted", "resident", "affiliate", *(["waitlisted"] if waitlisted else [])]
    companies = session.scalars(
        select(Company).where(Company.life.in_(lives), Company.merged_into_id.is_(None))).all()
    wanted = {company: (desks, since) for company, desks, since in session.execute(
        select(Application.company_id, func.max(Application.desks_needed), func.max(Application.stage_since))
        .where(Application.company_id.in_([one.id for one in companies])).group_by(Application.company_id))}
    stays: dict[UUID, Residency] = {}
    for one in session.scalars(select(Residency).where(Residency.ends_on.is_(None) | (Residency.ends_on > day))
                               .order_by(Residency.starts_on.desc())):
        stays[one.company_id] = one
    out = []
    for company in companies:
        stay = stays.get(company.id)
        asked, since = wanted.get(company.id, (None, None))
        comes = company.life in ("admitted", "waitlisted") and (stay is None or stay.kind == "resident")
        desks = stay.desks if stay is not None and stay.desks is not None else (asked or 0) * comes
        starts = max(stay.starts_on, day) if stay is not None else day
        places = counts.of_company(company.id)
        planned = max((counts.desks_of_company(company.id, at) for at in _moments(places, starts)), default=0)
        whole = any(one.whole for one in places)
        if (comes and not planned and not whole) or (planned < desks and not whole):
            out.append(WaitingRow(
                company.id, display(company.legal_name, company.trade_name, company.chinese_name), company.life,
                company.focus_area, stay.starts_on if stay else None, desks, planned, (stay.wish or "") if stay else "",
                since))
    return tuple(sorted(out, key=lambda row: (row.life == "waitlisted", row.starts_on or date.max,
                                              row.waiting_since or date.max, row.company)))


def _moments(places: Sequence[Stretch], start: date) -> list[date]:
    """The days on which a company's places are looked at: the start, and each change after it."""
    return sorted({start, *(one.span.starts for one in places if one.span.starts > start)})


def due_rows(rows: Sequence[ResidencyRow], counts: SpaceCounts, day: date, horizon: date) -> tuple[DueRow, ...]:
    """What is due from stays by a day, and what is late, by date."""
    out = []
    for row in rows:
        def add(kind: str, on: date, message: Message, row: ResidencyRow = row) -> None:
            out.append(DueRow(kind, on, row.company_id, row.company, row.id, message))

        if row.state(day) == "planned":
            if row.starts_on <= horizon:
                add("begins", row.starts_on, msg("{company} moves in", company=row.company))
                if not counts.desks_of_company(row.company_id, row.starts_on) and (row.desks or row.kind == "resident"):
                    add("no_place", row.starts_on, msg("{company} has no desk on its first day", company=row.company))
            continue
        if row.state(day) == "over":
            continue
        end = row.ends_on or row.planned_end
        if end is not None and end <= horizon:
            add("planned_end", end, msg("{company} leaves", company=row.company) if row.ends_on else
                msg("Planned end of {company}", company=row.company))
        if row.clocks.remind and row.clocks.limit_on is not None:
            add("limit", row.clocks.limit_on, msg("{company} reaches the longest stay allowed", company=row.company))
        lost = _without_place(counts.of_company(row.company_id), day)
        if lost is not None and lost <= horizon and (end is None or lost < end):
            add("place_ends", lost, msg("{company} has no desk from then on", company=row.company))
    return tuple(sorted(out, key=lambda due: (due.on, due.company, due.kind)))


def _without_place(places: Sequence[Stretch], day: date) -> date | None:
    """The day from which on a company that has a place has none; None while that is open."""
    until: date | None = None
    for one in places:  # by first day
        if one.span.until is not None and one.span.until <= day:
            continue
        if one.span.starts > (until or day):
            break
        if one.span.until is None:
            return None
        until = max(until or one.span.until, one.span.until)
    return until


def stay_of(record: Residency) -> Stay:
    """A stay as the clocks see it."""
    return Stay(record.kind, Span(record.starts_on, record.ends_on), record.exit_kind)
