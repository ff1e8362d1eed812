"""How far the applications of a call came, and how long it took.

An application has reached a step of the main line when it was moved to it or beyond it; what a
later revert took back does not count. The last step, moving in, is the first stay of the company
that begins after the application came in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, Dialect, Integer, case, cast, exists, func, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from incubator_gui.db.schema import Application, Residency, Stage, StageMove
from incubator_gui.domain.programme import weighted_median
from incubator_gui.domain.vocabulary import PROGRESS
from incubator_gui.services.sight import Sight

MOVED_IN = "moved_in"
STEPS = (*PROGRESS, MOVED_IN)
"""The statuses of the main line, and moving in after them."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the funnel: how many reached it, which share of those before, median days from there."""

    key: str
    count: int
    share: float | None
    median_days: float | None


def funnel(session: Session, view: Sight, call: UUID, day: date) -> tuple[Step, ...]:
    """The steps of a call as of a day, as the viewer may count them."""
    steps = _steps(view, call, day)
    furthest = select(steps.c.application, func.max(steps.c.rank).label("rank")).group_by(
        steps.c.application).subquery()
    at_most: dict[int, int] = {}
    for rank, count in session.execute(select(furthest.c.rank, func.count()).group_by(furthest.c.rank)):
        at_most[rank] = count
    counts = [sum(n for rank, n in at_most.items() if rank >= place) for place in range(len(STEPS))]
    spans: dict[int, list[tuple[int, int]]] = {}
    before = func.lag(steps.c.day).over(partition_by=steps.c.application, order_by=steps.c.rank)
    paired = select(steps.c.rank, steps.c.day, before.label("before")).subquery()
    days = _days(session.get_bind().dialect, paired.c.before, paired.c.day)
    for rank, span, count in session.execute(
            select(paired.c.rank, days, func.count()).where(paired.c.before.is_not(None))
            .group_by(paired.c.rank, days)):
        spans.setdefault(rank, []).append((max(0, span), count))
    return tuple(
        Step(key, counts[place], counts[place] / counts[place - 1] if place and counts[place - 1] else None,
             weighted_median(spans.get(place, ())))
        for place, key in enumerate(STEPS))


def reached(session: Session, view: Sight, call: UUID, day: date, key: str) -> tuple[UUID, ...]:
    """The applications behind one figure of the funnel."""
    steps = _steps(view, call, day)
    return tuple(session.scalars(
        select(steps.c.application).group_by(steps.c.application)
        .having(func.max(steps.c.rank) >= STEPS.index(key))))


def _rank(status: Any) -> ColumnElement[int]:
    return case({key: place for place, key in enumerate(PROGRESS)}, value=status)


def _steps(view: Sight, call: UUID, day: date) -> CTE:
    """(application, rank, first day on it), without what was reverted."""
    target, later, back = aliased(Stage), aliased(StageMove), aliased(Stage)
    undone = exists().where(
        later.application_id == StageMove.application_id, later.is_revert, later.moved_on <= day,
        later.moved_at > StageMove.moved_at, later.to_stage_id == back.id, _rank(back.status) < _rank(target.status))
    moved = (
        select(StageMove.application_id.label("application"), _rank(target.status).label("rank"),
               func.min(StageMove.moved_on).label("day"))
        .join(target, target.id == StageMove.to_stage_id)
        .join(Application, Application.id == StageMove.application_id)
        .where(Application.call_id == call, target.status.in_(PROGRESS), StageMove.moved_on <= day, ~undone)
        .group_by(StageMove.application_id, target.status))
    received = (
        select(Application.id, literal(0), Application.received_on)
        .where(Application.call_id == call, Application.received_on <= day,
               ~exists().where(StageMove.application_id == Application.id, StageMove.moved_on <= day)))
    inside = (
        select(Application.id, literal(len(PROGRESS)), func.min(Residency.starts_on))
        .join(Residency, Residency.company_id == Application.company_id)
        .join(Stage, Stage.id == Application.stage_id)
        .where(Application.call_id == call, Stage.status == "accepted", Residency.starts_on >= Application.received_on,
               Residency.starts_on <= day)
        .group_by(Application.id))
    return union_all(view.apart(moved), view.apart(received), view.apart(inside)).cte("steps")


def _days(dialect: Dialect, start: Any, end: Any) -> ColumnElement[int]:
    if dialect.name == "postgresql":
        return cast(end - start, Integer)
    return cast(func.julianday(end) - func.julianday(start), Integer)
