"""Parts of a dossier that are gathered from several tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.languages import translator
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import (
    Allocation,
    Desk,
    Engagement,
    IndicatorValue,
    LedgerEntry,
    Person,
    Residency,
    Room,
    Service,
    Stage,
)
from incubator_gui.domain.folding import fold
from incubator_gui.domain.vocabulary import INDICATORS
from incubator_gui.reports.values import Event, IndicatorLine, Point, RoundLine, ServiceLine, SpaceLine
from incubator_gui.services.calls import StageRow

_CURRENCIES = frozenset({"CNY", "EUR", "USD", "GBP", "CHF", "HKD", "JPY", "SGD"})


def stages_by_id(session: Session) -> dict[UUID, StageRow]:
    """All stages, those that are no longer used too."""
    return {s.id: StageRow(s.id, s.name_en, s.name_de, s.name_zh, s.status, s.colour, s.position, s.is_active)
            for s in session.scalars(select(Stage))}


def indicators_of(session: Session, company: UUID, today: date) -> tuple[IndicatorLine, ...]:
    """Each indicator with its baseline, the newest value up to `today`, and the series."""
    series: dict[str, list[IndicatorValue]] = {}
    for value in session.scalars(
            select(IndicatorValue).where(IndicatorValue.company_id == company, IndicatorValue.as_of <= today)
            .order_by(IndicatorValue.as_of, IndicatorValue.id)):
        series.setdefault(value.indicator, []).append(value)
    out = []
    known = list(INDICATORS)
    for key, values in sorted(series.items(), key=lambda s: known.index(s[0]) if s[0] in known else len(known)):
        base = next((v for v in values if v.is_baseline), None)
        last = values[-1]
        unit = last.unit or ""
        kind = "money" if unit in _CURRENCIES else "share" if unit in {"share", "%"} else unit
        out.append(IndicatorLine(
            key, last.value, kind, unit if kind == "money" else "", last.as_of, last.source or "",
            baseline=base.value if base else None, baseline_day=base.as_of if base else None,
            series=tuple(Point(v.as_of, v.value, _period([v.as_of for v in values])) for v in values)))
    return tuple(out)


def _period(days: list[date]) -> str:
    """How finely the days of a series have to be named so that each has a name of its own."""
    if all((day + timedelta(days=1)).day == 1 and day.month % 3 == 0 for day in days):
        return "quarter"
    return "month" if len({(day.year, day.month) for day in days}) == len(days) else "day"


def with_capital(lines: tuple[IndicatorLine, ...], rounds: Sequence[RoundLine]) -> tuple[IndicatorLine, ...]:
    """The figures, and the capital raised as the sum of the rounds where nobody gave it.

    Amounts of several currencies are never added.
    """
    amounts = [line.money for line in rounds if line.money is not None and line.day is not None]
    if any(line.key == "capital_raised" for line in lines) or len({money.currency for money in amounts}) != 1:
        return lines
    raised = IndicatorLine("capital_raised", sum((money.amount for money in amounts), Decimal(0)), "money",
                           amounts[0].currency, max(line.day for line in rounds if line.day), "calculated")
    known = list(INDICATORS)
    return tuple(sorted((*lines, raised), key=lambda one: known.index(one.key) if one.key in known else len(known)))


def space_of(session: Session, company: UUID) -> tuple[SpaceLine, ...]:
    """Rooms with their desks and spans, the newest last; rows of a scenario are left out."""
    spans: dict[tuple[UUID, date, date | None], list[int | None]] = {}
    rows = session.execute(
        select(Allocation.room_id, Allocation.starts_on, Allocation.ends_on, Desk.number)
        .outerjoin(Desk, Desk.id == Allocation.desk_id)
        .where(Allocation.company_id == company, Allocation.scenario_id.is_(None))
        .order_by(Allocation.starts_on, Allocation.room_id, Desk.number))
    for room, starts, ends, desk in rows:
        spans.setdefault((room, starts, ends), []).append(desk)
    rooms = {r.id: r for r in session.scalars(select(Room).where(Room.id.in_([k[0] for k in spans])))}
    out = []
    for (room, starts, ends), desks in spans.items():
        found = rooms[room]
        numbers = [d for d in desks if d is not None]
        area = Decimal(str(found.area)) if found.area is not None and not numbers else None
        out.append(SpaceLine(found.number, starts, ends, _runs(numbers), area))
    return tuple(out)


def _runs(numbers: list[int]) -> str:
    """Desk numbers as runs: 1–4, 7."""
    out: list[str] = []
    start = previous = None
    for number in [*sorted(numbers), None]:
        if start is None:
            start = previous = number
        elif number is not None and previous is not None and number == previous + 1:
            previous = number
        else:
            out.append(str(start) if start == previous else f"{start}–{previous}")
            start = previous = number
    return ", ".join(out)


def services_of(session: Session, company: UUID, language: str) -> tuple[ServiceLine, ...]:
    """Engagements with the hours booked on them, then hours booked without an engagement."""
    hours: dict[tuple[UUID | None, UUID], tuple[Decimal, Decimal]] = {}
    for entry in session.scalars(select(LedgerEntry).where(LedgerEntry.company_id == company)):
        contact, preparation = hours.get((entry.engagement_id, entry.service_id), (Decimal(0), Decimal(0)))
        hours[entry.engagement_id, entry.service_id] = (
            contact + entry.contact_hours, preparation + entry.preparation_hours)
    names = {s.id: {"de": s.name_de, "zh": s.name_zh}.get(language, s.name_en)
             for s in session.scalars(select(Service))}
    out = []
    rows = session.execute(
        select(Engagement, Person.full_name, Person.erased_at).outerjoin(Person, Person.id == Engagement.owner_id)
        .where(Engagement.company_id == company).order_by(Engagement.id))
    for engagement, owner, erased in sorted(rows, key=lambda row: row[0].starts_on or date.max):
        contact, preparation = hours.pop((engagement.id, engagement.service_id), (Decimal(0), Decimal(0)))
        out.append(ServiceLine(engagement.title or names[engagement.service_id], engagement.status,
                               engagement.starts_on, engagement.ended_on or engagement.due_on,
                               "" if erased else owner or "", contact, preparation))
    loose: dict[UUID, tuple[Decimal, Decimal]] = {}
    for (_engagement, service), (contact, preparation) in hours.items():
        before = loose.get(service, (Decimal(0), Decimal(0)))
        loose[service] = (before[0] + contact, before[1] + preparation)
    for service, (contact, preparation) in sorted(loose.items(), key=lambda one: fold(names[one[0]])):
        out.append(ServiceLine(names[service], contact_hours=contact, preparation_hours=preparation))
    return tuple(out)


def events_of(session: Session, company: UUID, language: str) -> tuple[Event, ...]:
    """Dated events of the company's life in the paper's language."""
    put = translator(language).text
    out = []
    for stay in session.scalars(select(Residency).where(Residency.company_id == company)):
        out.append(Event(stay.starts_on, put(msg("Moved in") if stay.kind == "resident" else msg("Support began")),
                         stay.contract or ""))
        if stay.ends_on is not None:
            out.append(Event(stay.ends_on, put(msg("Moved out") if stay.kind == "resident" else msg("Support ended")),
                             stay.exit_note or ""))
    return tuple(sorted(out, key=lambda e: e.day))
