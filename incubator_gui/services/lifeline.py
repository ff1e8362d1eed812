"""The life line of a company: applications, stays, space, services, money, milestones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.db.schema import Allocation, Application, Engagement, FundingRound, Milestone, Room, Service
from incubator_gui.services.sight import Sight


@dataclass(frozen=True, slots=True)
class Bar:
    """A span on the life line: [starts_on, ends_on), open-ended allowed; `planned` is not in force yet."""

    kind: str
    key: str
    starts_on: date
    ends_on: date | None
    planned: bool = False
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A dated point on the life line."""

    kind: str
    key: str
    on: date
    planned: bool = False
    amount: Decimal | None = None
    currency: str | None = None


def life_of(session: Session, view: Sight, company: UUID, stays: Any, today: date
            ) -> tuple[tuple[Bar, ...], tuple[Event, ...]]:
    """Bars and events of a company, in order of kind and date; `stays` are its residencies."""
    bars: list[Bar] = []
    events: list[Event] = []
    for application in session.scalars(view.known(select(Application).where(Application.company_id == company)
                                                  .order_by(Application.received_on))):
        bars.append(Bar("application", f"{application.number:04d}", application.received_on, application.stage_since))
    for stay in stays:
        bars.append(Bar("residency", stay.kind, stay.starts_on, stay.ends_on, stay.starts_on > today,
                        stay.contract or ""))
        if stay.ends_on is not None:
            events.append(Event("exit", stay.exit_kind or "", stay.ends_on, stay.ends_on > today))
        elif stay.planned_end:
            events.append(Event("planned_end", stay.kind, stay.planned_end, True))
    for (room, scenario, starts, ends), count in _room_spans(session, company).items():
        bars.append(Bar("space", room, starts, ends, scenario or starts > today, str(count)))
    for engagement, name in session.execute(
            select(Engagement, Service.key).join(Service, Service.id == Engagement.service_id)
            .where(Engagement.company_id == company, Engagement.starts_on.is_not(None)).order_by(Engagement.starts_on)):
        assert engagement.starts_on is not None
        bars.append(Bar("service", name, engagement.starts_on, engagement.ended_on or engagement.due_on,
                        engagement.status in {"requested", "planned"}, engagement.title or ""))
    for round_ in session.scalars(select(FundingRound).where(
            FundingRound.company_id == company, FundingRound.closed_on.is_not(None))):
        assert round_.closed_on is not None
        events.append(Event("funding", round_.name or round_.kind, round_.closed_on, round_.closed_on > today,
                            round_.amount, round_.currency))
    for milestone in session.scalars(select(Milestone).where(
            Milestone.company_id == company, Milestone.due_on.is_not(None))):
        assert milestone.due_on is not None
        events.append(Event("milestone", milestone.title, milestone.due_on, milestone.state != "done"))
    return tuple(bars), tuple(events)


def _room_spans(session: Session, company: UUID) -> dict[tuple[str, bool, date, date | None], int]:
    spans: dict[tuple[str, bool, date, date | None], int] = {}
    rows = session.execute(
        select(Room.number, Allocation.scenario_id, Allocation.starts_on, Allocation.ends_on, Allocation.desk_id)
        .join(Room, Room.id == Allocation.room_id).where(Allocation.company_id == company)
        .order_by(Allocation.starts_on))
    for number, scenario, starts, ends, _desk in rows:
        key = (number, scenario is not None, starts, ends)
        spans[key] = spans.get(key, 0) + 1
    return spans
