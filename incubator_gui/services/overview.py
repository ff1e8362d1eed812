"""The overview: the figures of the house on one day, computed in one read.

Who is *supported* (DOMAIN section 10): whoever ever was resident or affiliate, and graduates; a
company counts from the first day of its first stay, once and for good. A company whose life line
says so without any stay being entered counts from its first desk, else from the day on which its
record was made. Merged records count as the one that is left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Float, case, cast, func, or_, select
from sqlalchemy.orm import Session

from incubator_gui.db.database import Database
from incubator_gui.db.schema import (
    Allocation,
    Application,
    Call,
    Company,
    Engagement,
    HouseSetting,
    LedgerEntry,
    Residency,
    Review,
    ReviewAssignment,
    Stage,
    StageMove,
    Target,
)
from incubator_gui.domain import programme
from incubator_gui.domain.programme import SUPPORTED_LIVES, Expected, Pace, horizon_of
from incubator_gui.domain.service_words import OPEN_ENGAGEMENTS
from incubator_gui.domain.vocabulary import OPEN_STATUSES
from incubator_gui.services.duties import DutiesService
from incubator_gui.services.funnel import Step, funnel, reached
from incubator_gui.services.keeping import DEFAULTS
from incubator_gui.services.occupancy import Movement, Occupancy, occupancy
from incubator_gui.services.residency_read import waiting_rows
from incubator_gui.services.sight import Sight, sight
from incubator_gui.services.space_counts import space_counts

SUPPORTED_KEYS = ("supported", "supported_companies", "companies_supported")
RESIDENT_KEYS = ("residents", "resident", "resident_companies")
"""Keys of the table of targets."""


@dataclass(frozen=True, slots=True)
class BurnUp:
    """The course of the supported companies: so far, planned, expected."""

    actual: tuple[tuple[date, int], ...]
    target: programme.Target | None
    pace: Pace
    needed: float | None
    expected: tuple[Expected, ...]

    @property
    def behind(self) -> int | None:
        """How many there should be more by now, negative when ahead; None without a plan."""
        if self.target is None or not self.actual:
            return None
        day, count = self.actual[-1]
        return round(self.target.plan(day)) - count


@dataclass(frozen=True, slots=True)
class CallChoice:
    """A call whose funnel can be shown."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the overview but the tasks and the funnel; ids stand behind each figure."""

    day: date
    is_today: bool
    horizon: date
    companies: int
    supported: tuple[UUID, ...]
    residents: tuple[UUID, ...]
    resident_target: int
    residents_met_since: date | None
    open_applications: tuple[UUID, ...] | int
    """Ids for a day in the past, else only the number: the list knows which ones are open today."""
    without_owner: int
    """How many of them have nobody in charge."""
    underserved: tuple[UUID, ...]
    reminder_days: int
    area: float
    space: Occupancy
    waiting: Movement
    room_from: date | None
    """From when there are desks enough for all who wait; None where that is not within a year."""
    burn_up: BurnUp
    calls: tuple[CallChoice, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is no company at all."""
        return self.companies == 0

    @property
    def open_count(self) -> int:
        """How many applications wait for their outcome."""
        return self.open_applications if isinstance(self.open_applications, int) else len(self.open_applications)

    @property
    def density(self) -> float | None:
        """Residents for each 1,000 square metres of the house."""
        return 1000 * len(self.residents) / self.area if self.area else None


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every screen: open applications, what is late, services overdue, who waits for desks, what
    the viewer has to review, the name of the house."""

    applications: int
    late: int
    name: str
    services: int = 0
    waiting: int = 0
    reviews: int = 0


@dataclass(frozen=True, slots=True)
class _Stays:
    """First day of support by company, and the spans of residents and of all who are supported."""

    first: dict[UUID, date]
    resident: tuple[tuple[UUID, date, date | None], ...]
    affiliate: tuple[tuple[UUID, date, date | None], ...]


class OverviewService:
    """Reads the figures of the house."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def frame(self) -> Frame:
        """The few figures of the frame, as of today."""
        today, e = self._db.clock.today(), Engagement
        late = DutiesService(self._db).late(today)
        with self._db.read() as session:
            opened = (select(func.count()).select_from(Application).join(Stage, Stage.id == Application.stage_id)
                      .where(Stage.status.in_(OPEN_STATUSES)))
            overdue = select(func.count()).select_from(e).where(e.status.in_(OPEN_ENGAGEMENTS), e.due_on < today)
            view = sight(session, self._db)
            opened = view.apart(opened)
            name = session.scalar(select(HouseSetting.value).where(HouseSetting.key == "house_name"))
            waiting = waiting_rows(session, space_counts(session), today, waitlisted=False)
            return Frame(session.scalar(opened) or 0, late, str(name or ""), session.scalar(overdue) or 0, len(waiting),
                         _to_review(session, view))

    def read(self, day: date | None = None, owner: UUID | None = None) -> Overview:
        """The overview as of a day (today); with `owner` the applications and companies of one colleague."""
        today = self._db.clock.today()
        day = day or today
        with self._db.read() as session:
            settings = DEFAULTS | {row.key: row.value for row in session.execute(
                select(HouseSetting.key, HouseSetting.value))}
            stays = _stays(session)
            horizon = horizon_of(day)
            space = occupancy(session, day, horizon)
            supported = tuple(id for id, first in stays.first.items() if first <= day)
            residents = _present(stays.resident, day)
            targets = list(session.scalars(select(Target)))
            wanted = next((t.value for t in targets if t.key in RESIDENT_KEYS), int(settings["resident_target"]))
            opened, unowned = _open(session, sight(session, self._db), day, day < today, owner)
            days = int(settings["reminder_days"])
            counts = space_counts(session)
            waiting = waiting_rows(session, counts, day, waitlisted=False)
            missing = sum(row.missing for row in waiting)
            return Overview(
                day, day == today, horizon,
                session.scalar(select(func.count()).select_from(Company)) or 0, supported, residents,
                wanted, _met_since(stays.resident, wanted, day), opened, unowned,
                _underserved(session, stays, day, days, owner), days, float(settings["area"] or 0), space,
                Movement(tuple(row.company_id for row in waiting), missing),
                counts.free_from(missing, day) if missing else day,
                _burn_up(stays.first, targets, day),
                tuple(CallChoice(id, name) for id, name in session.execute(
                    select(Call.id, Call.name).order_by(Call.opens_on.desc().nulls_last(), Call.name.desc()))))

    def funnel(self, call: UUID, day: date | None = None) -> tuple[Step, ...]:
        """The funnel of a call as of a day."""
        with self._db.read() as session:
            return funnel(session, sight(session, self._db), call, day or self._db.clock.today())

    def reached(self, call: UUID, key: str, day: date | None = None) -> tuple[UUID, ...]:
        """The applications of a call that reached a step."""
        with self._db.read() as session:
            return reached(session, sight(session, self._db), call, day or self._db.clock.today(), key)


def _stays(session: Session) -> _Stays:
    left = func.coalesce(Company.merged_into_id, Company.id)
    spans: dict[str, list[tuple[UUID, date, date | None]]] = {"resident": [], "affiliate": []}
    first: dict[UUID, date] = {}
    for company, kind, starts, ends in session.execute(
            select(left, Residency.kind, Residency.starts_on, Residency.ends_on)
            .join(Company, Company.id == Residency.company_id)):
        spans.setdefault(kind, []).append((company, starts, ends))
        first[company] = min(starts, first.get(company, starts))
    desks = select(Allocation.company_id, func.min(Allocation.starts_on).label("since")).where(
        Allocation.scenario_id.is_(None)).group_by(Allocation.company_id).subquery()
    for company, life, made, since in session.execute(
            select(Company.id, Company.life, Company.created_at, desks.c.since)
            .outerjoin(desks, desks.c.company_id == Company.id)
            .where(Company.life.in_(SUPPORTED_LIVES), Company.merged_into_id.is_(None))):
        if company not in first:
            first[company] = since or made.date()
            if life in spans:
                spans[life].append((company, first[company], None))
    return _Stays(first, tuple(spans["resident"]), tuple(spans["affiliate"]))


def _present(spans: Iterable[tuple[UUID, date, date | None]], day: date) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(
        company for company, starts, ends in spans if starts <= day and (ends is None or ends > day)))


def _met_since(spans: Iterable[tuple[UUID, date, date | None]], wanted: int, day: date) -> date | None:
    """Since when there have been that many at once without a break; None when there are fewer on `day`."""
    steps: dict[date, int] = {}
    for _company, starts, ends in spans:
        steps[starts] = steps.get(starts, 0) + 1
        if ends is not None:
            steps[ends] = steps.get(ends, 0) - 1
    count, since = 0, None
    for at in sorted(steps):
        if at > day:
            break
        count += steps[at]
        since = (since or at) if count >= wanted else None
    return since


def _to_review(session: Session, view: Sight) -> int:
    """How many applications wait for a review of the viewer's own."""
    if view.reviewer is None:
        return 0
    finished = select(Review.application_id).where(
        Review.reviewer_id == view.reviewer, or_(Review.state == "submitted", Review.stance != "reviewed"))
    query = (select(func.count()).select_from(ReviewAssignment)
             .join(Application, Application.id == ReviewAssignment.application_id)
             .join(Stage, Stage.id == Application.stage_id)
             .where(ReviewAssignment.reviewer_id == view.reviewer, Stage.status.in_(OPEN_STATUSES),
                    ReviewAssignment.application_id.not_in(finished)))
    return session.scalar(view.apart(query)) or 0


def _open(session: Session, view: Sight, day: date, past: bool, owner: UUID | None
          ) -> tuple[tuple[UUID, ...] | int, int]:
    """Open applications as the viewer may count them, and how many of them have nobody in charge (as of now:
    owners are not dated).

    Today's are counted by the database: ids of years of applications are not carried about.
    """
    a = Application

    def mine(query: Any) -> Any:
        query = view.apart(query)
        return query if owner is None else query.where(a.owner_id == owner)

    if not past:
        count, unowned = session.execute(mine(
            select(func.count(), func.count().filter(a.owner_id.is_(None))).select_from(a)
            .join(Stage, Stage.id == a.stage_id).where(Stage.status.in_(OPEN_STATUSES)))).one()
        return count, unowned
    place = func.row_number().over(partition_by=StageMove.application_id,
                                   order_by=(StageMove.moved_on.desc(), StageMove.moved_at.desc()))
    moves = select(StageMove.application_id, StageMove.to_stage_id, place.label("place")).where(
        StageMove.moved_on <= day).subquery()
    stage = case((moves.c.to_stage_id.is_not(None), moves.c.to_stage_id),
                 (a.stage_since <= day, a.stage_id))
    rows = session.execute(mine(
        select(a.id, a.owner_id).outerjoin(moves, (moves.c.application_id == a.id) & (moves.c.place == 1))
        .outerjoin(Stage, Stage.id == stage)
        .where(a.received_on <= day, Stage.id.is_(None) | Stage.status.in_(OPEN_STATUSES)))).all()
    return tuple(row[0] for row in rows), sum(row[1] is None for row in rows)


def _underserved(session: Session, stays: _Stays, day: date, days: int, owner: UUID | None) -> tuple[UUID, ...]:
    """Residents and affiliates who have been here for that long and had no contact in that time."""
    limit = day - timedelta(days=days)
    present = _present((*stays.resident, *stays.affiliate), day)
    served = set(session.scalars(
        select(LedgerEntry.company_id).where(
            LedgerEntry.day > limit, LedgerEntry.day <= day, cast(LedgerEntry.contact_hours, Float) > 0).distinct()))
    found = [company for company in present if company not in served and stays.first[company] <= limit]
    if owner is None or not found:
        return tuple(found)
    own = set(session.scalars(select(Company.id).where(Company.owner_id == owner)))
    return tuple(company for company in found if company in own)


def _burn_up(first: dict[UUID, date], targets: list[Target], day: date) -> BurnUp:
    stored = next((t for t in targets if t.key in SUPPORTED_KEYS), None)
    target = programme.Target(stored.value, stored.starts_on, stored.due_on) if stored else None
    days = list(first.values())
    start = target.starts_on if target else min([*days, day]).replace(day=1)
    speed = programme.pace(days, day, start)
    now = programme.count_on(days, day)
    if target is None:
        return BurnUp(programme.burn_up(days, start, day), None, speed, None, ())
    return BurnUp(programme.burn_up(days, start, day), target, speed, programme.pace_needed(now, target, day),
                  programme.forecast(now, speed, day, target.due_on))
