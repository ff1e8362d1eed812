"""What a floor shows on one day: a pure function of the house, the day and what is chosen to be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeAlias
from uuid import UUID

from incubator_gui.core.messages import Message, msg
from incubator_gui.domain.house_plan import HousePlan
from incubator_gui.domain.plan_colours import BY_COMPANY, BY_DAYS, BY_FOCUS, days_of, focus_of
from incubator_gui.domain.scene import Run, Scene
from incubator_gui.domain.space import Holding, Span, earlier

NAME_COUNT, NAME, UNTIL, NO_LABELS = "name_count", "name", "until", "none"
LABELS: Mapping[str, Message] = {
    NAME_COUNT: msg("Name and desks"), NAME: msg("Name"), UNTIL: msg("Name and end"), NO_LABELS: msg("No labels")}
"""What can stand on a run."""

SOON = 60
"""Days before its end from which a run says that it leaves."""

Key: TypeAlias = "tuple[UUID, int]"


@dataclass(frozen=True, slots=True)
class RunView:
    """A run as it is shown: `slot` is its colour, -1 for none; `until` its first end, `leaves` the same when soon."""

    run: Run
    name: str
    slot: int
    holdings: tuple[UUID, ...] = ()
    starts: date | None = None
    until: date | None = None
    leaves: date | None = None
    is_locked: bool = False
    reserved: bool = False

    @property
    def company(self) -> UUID:
        """Whose it is."""
        return self.run.company


@dataclass(frozen=True, slots=True)
class RoomUse:
    """How full a room is: desks by company and slot, in the order of their desks."""

    desks: int
    taken: int
    parts: tuple[tuple[UUID, int, int], ...] = ()
    """Company, slot, desks."""
    whole: UUID | None = None


@dataclass(frozen=True)
class PlanDay:
    """A floor on a day, ready to be painted; equal questions give equal values."""

    floor: UUID
    day: date
    mode: str = BY_COMPANY
    labels: str = NAME_COUNT
    runs: tuple[RunView, ...] = ()
    use: Mapping[UUID, RoomUse] = field(default_factory=dict)
    names: Mapping[UUID, str] = field(default_factory=dict)
    """Companies that are seen, by id."""
    slots: Mapping[UUID, int] = field(default_factory=dict)
    """The colour of each desk that is taken."""
    plan: HousePlan | None = field(default=None, compare=False, repr=False)
    """What it was made from, for questions about single places."""

    def free(self, room: UUID, desk: UUID | None) -> Span | None:
        """The first free span of a place from the day on; from the day itself while it is free."""
        return self.plan.timeline.free(room, desk, self.day) if self.plan is not None else None

    @cached_property
    def run_at(self) -> Mapping[UUID, RunView]:
        """The run of each desk that is taken, and of each room held as a whole."""
        found: dict[UUID, RunView] = {}
        for view in self.runs:
            if not view.reserved:
                found.update(dict.fromkeys(view.run.desks, view))
                if view.run.room is not None:
                    found[view.run.room] = view
        return found

    @cached_property
    def by_company(self) -> Mapping[UUID, tuple[RunView, ...]]:
        """The runs of each company."""
        found: dict[UUID, list[RunView]] = {}
        for view in self.runs:
            found.setdefault(view.company, []).append(view)
        return {company: tuple(runs) for company, runs in found.items()}


def plan_day(plan: HousePlan, floor: UUID, day: date, mode: str = BY_COMPANY, labels: str = NAME_COUNT, *,
             soon: int = SOON, reserved: Mapping[UUID, UUID] | None = None) -> PlanDay:
    """What that floor shows on that day.

    `reserved` names desks kept for the growth of a company; those that are taken on the day do not count.
    """
    scene = plan.scenes[floor]
    taken = {id: one for id, one in plan.timeline.at(day).items() if id in scene.by_id}
    whole = {id: one for id, one in plan.timeline.whole(day).items() if id in scene.room_by_id}
    ends = {company: plan.companies[company].planned_end(day)
            for company in {one.company for one in (*taken.values(), *whole.values())} if company in plan.companies}
    slot_of = _Slots(plan, day, mode, ends)
    views = _runs(scene, taken, whole, slot_of)
    runs = []
    for run, slot, found in views:
        until = None
        for one in found:
            until = earlier(until, earlier(one.span.until, ends.get(one.company)))
        leaves = until if until is not None and 0 <= (until - day).days <= soon else None
        runs.append(RunView(run, plan.name(run.company), slot, tuple(sorted({one.id for one in found})),
                            min(one.span.starts for one in found), until, leaves,
                            any(one.is_locked for one in found)))
    for run in scene.runs({desk: company for desk, company in (reserved or {}).items()
                           if desk in scene.by_id and desk not in taken}):
        runs.append(RunView(run, plan.name(run.company), plan.slots.get(run.company, -1), reserved=True))
    slots = {id: slot_of(one) for id, one in taken.items()}
    return PlanDay(floor, day, mode, labels, tuple(runs), _use(plan, scene, taken, whole, slot_of),
                   {view.company: view.name for view in runs}, slots, plan)


class _Slots:
    """The colour of a holding, worked out once for each company and end."""

    def __init__(self, plan: HousePlan, day: date, mode: str, ends: Mapping[UUID, date | None]) -> None:
        self._plan, self._day, self._mode, self._ends = plan, day, mode, ends
        self._known: dict[tuple[UUID, date | None], int] = {}

    def __call__(self, one: Holding) -> int:
        if self._mode not in (BY_FOCUS, BY_DAYS):
            return self._plan.slots[one.company]
        key = one.company, one.span.until
        if key not in self._known:
            company = self._plan.companies.get(one.company)
            self._known[key] = (
                focus_of(company.focus_area if company else None) if self._mode == BY_FOCUS
                else days_of(one.span, self._ends.get(one.company), self._day)).slot
        return self._known[key]


def _runs(scene: Scene, taken: Mapping[UUID, Holding], whole: Mapping[UUID, Holding], slot_of: _Slots
          ) -> list[tuple[Run, int, list[Holding]]]:
    """Runs with their colours; desks of one company in two colours are two runs."""
    keys: dict[Key, UUID] = {}
    holders = {}
    for desk, one in taken.items():
        if one.desk is not None:
            key = one.company, slot_of(one)
            stand_in = keys.setdefault(key, UUID(int=len(keys)))
            holders[desk] = stand_in
    real = {stand_in: key for key, stand_in in keys.items()}
    out = []
    for run in scene.runs(holders):
        company, slot = real[run.company]
        out.append((replace(run, company=company), slot, [taken[id] for id in run.desks]))
    for run in scene.runs({}, {room: one.company for room, one in whole.items()}):
        if run.room is not None:
            out.append((run, slot_of(whole[run.room]), [whole[run.room]]))
    return out


def _use(plan: HousePlan, scene: Scene, taken: Mapping[UUID, Holding], whole: Mapping[UUID, Holding],
         slot_of: _Slots) -> dict[UUID, RoomUse]:
    out = {}
    for room in scene.rooms:
        space = plan.rooms.get(room.id)
        desks = space.desks if space is not None else len(room.desks)
        held = whole.get(room.id)
        if held is not None:
            out[room.id] = RoomUse(desks, desks, ((held.company, slot_of(held), max(desks, 1)),), held.company)
            continue
        parts: dict[Key, int] = {}
        for desk in scene.order.get(room.id, ()):
            one = taken.get(desk)
            if one is not None:
                key = one.company, slot_of(one)
                parts[key] = parts.get(key, 0) + 1
        out[room.id] = RoomUse(desks, sum(parts.values()),
                               tuple((company, slot, count) for (company, slot), count in parts.items()))
    return out
