"""What a floor shows on one day: a pure function of the house, the day and what is chosen to be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from incubator_gui.core.messages import Message, msg
from incubator_gui.domain.house_plan import HousePlan
from incubator_gui.domain.plan_colours import BY_COMPANY, BY_DAYS, BY_FOCUS, days_of, focus_of
from incubator_gui.domain.scene import Box, Run
from incubator_gui.domain.space import Holding, Span

NAME_COUNT, NAME, UNTIL, NO_LABELS = "name_count", "name", "until", "none"
LABELS: Mapping[str, Message] = {
    NAME_COUNT: msg("Name and desks"), NAME: msg("Name"), UNTIL: msg("Name and end"), NO_LABELS: msg("No labels")}
"""What can stand on a run."""

SOON = 60
"""Days before its end from which a run says that it leaves."""

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
    box: Box = field(default=Box(0.0, 0.0, 0.0, 0.0), compare=False)

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
    plan: HousePlan | None = field(default=None, compare=False, repr=False)
    """What it was made from, for questions about single places."""

    def free(self, room: UUID, desk: UUID | None) -> Span | None:
        """The first free span of a place from the day on; from the day itself while it is free."""
        return self.plan.timeline.free(room, desk, self.day) if self.plan is not None else None

    @cached_property
    def slots(self) -> Mapping[UUID, int]:
        """The colour of each desk that is taken."""
        return {id: view.slot for view in self.runs if not view.reserved for id in view.run.desks}

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
    scene, floor_runs = plan.scenes[floor], plan.runs_of(floor)
    whole = {id: one for id, one in plan.timeline.whole(day).items() if id in scene.room_by_id}
    taken, owners = floor_runs.taken(day)
    colours = _Colours(plan, day, mode, soon)
    keys, slots = colours.of_desks(taken, owners, floor_runs.companies)
    runs = []
    for group in floor_runs.groups(keys):
        found = [one for at in group if (one := taken[at]) is not None]
        runs.append(colours.view(*floor_runs.run(found[0].company, group), slots[group[0]], found))
    for run in scene.runs({}, {room: one.company for room, one in whole.items()}):
        if run.room is not None:
            runs.append(colours.view(run, run.label, colours.slot(whole[run.room]), [whole[run.room]]))
    free = {desk.id for desk, one in zip(scene.desks, taken, strict=True) if one is None} if reserved else set()
    for run in scene.runs({desk: company for desk, company in (reserved or {}).items() if desk in free}):
        runs.append(RunView(run, plan.name(run.company), plan.slots.get(run.company, -1), reserved=True,
                            box=Box.around(p for ring in run.outlines for p in ring)))
    use = {}
    for room, places in floor_runs.rooms:
        space, held = plan.rooms.get(room), whole.get(room)
        desks = space.desks if space is not None else len(places)
        if held is not None:
            use[room] = RoomUse(desks, desks, ((held.company, colours.slot(held), max(desks, 1)),), held.company)
            continue
        parts: dict[tuple[int, int], int] = {}
        for at in places:
            if owners[at] >= 0:
                part = owners[at], slots[at]
                parts[part] = parts.get(part, 0) + 1
        use[room] = RoomUse(desks, sum(parts.values()), tuple(
            (floor_runs.companies[owner], slot, count) for (owner, slot), count in parts.items()))
    return PlanDay(floor, day, mode, labels, tuple(runs), use, {view.company: view.name for view in runs}, plan)


def warmed(plan: HousePlan, before: HousePlan | None = None, months: Sequence[date] = (),
           day: date | None = None) -> HousePlan:
    """The same plan, with what every first question works out; for the worker that reads it.

    Floors that look as they did `before` keep their scenes, and with them all that was worked out about them.
    """
    if before is not None:
        plan = replace(plan, scenes={id: old if (old := before.scenes.get(id)) == scene else scene
                                     for id, scene in plan.scenes.items()})
    for scene in plan.scenes.values():
        _ = scene.box, scene.neighbours
    for floor in plan.floors:
        plan.runs_of(floor.id)
        if day is not None:
            plan_day(plan, floor.id, day)
        plan.course(months, floor.id)
    plan.course(months)
    if day is not None:
        plan.rows(day)
    _ = plan.slots, plan.place_of, plan.room_of
    return plan


class _Colours:
    """Colours and ends on one day, worked out once for each company."""

    def __init__(self, plan: HousePlan, day: date, mode: str, soon: int) -> None:
        self._plan, self._day, self._mode, self._soon = plan, day, mode, soon
        self._ends: dict[UUID, date | None] = {}

    def _end(self, company: UUID) -> date | None:
        if company not in self._ends:
            found = self._plan.companies.get(company)
            self._ends[company] = found.planned_end(self._day) if found is not None else None
        return self._ends[company]

    def slot(self, one: Holding) -> int:
        """The colour of what a company holds."""
        if self._mode == BY_FOCUS:
            company = self._plan.companies.get(one.company)
            return focus_of(company.focus_area if company else None).slot
        if self._mode == BY_DAYS:
            return days_of(one.span, self._end(one.company), self._day).slot
        return self._plan.slots[one.company]

    def of_desks(self, taken: Sequence[Holding | None], owners: Sequence[int], companies: Sequence[UUID]
                 ) -> tuple[list[int], list[int]]:
        """For each desk a key of company and colour (-1 in a room held as a whole), and the colour."""
        by_days, many = self._mode == BY_DAYS, len(companies)
        known: dict[tuple[int, date | None], int] = {}
        keys, slots = [], []
        for one, owner in zip(taken, owners, strict=True):
            if one is None:
                keys.append(-1)
                slots.append(-1)
                continue
            key = owner, one.span.until if by_days else None
            slot = known.get(key)
            if slot is None:
                slot = known[key] = self.slot(one)
            slots.append(slot)
            keys.append(-1 if one.desk is None else owner + (slot + 1) * many if by_days else owner)
        return keys, slots

    def view(self, run: Run, box: Box, slot: int, found: Sequence[Holding]) -> RunView:
        """A run with its dates."""
        until = self._end(run.company)
        starts = found[0].span.starts
        for one in found:
            span = one.span
            if span.until is not None and (until is None or span.until < until):
                until = span.until
            if span.starts < starts:
                starts = span.starts
        leaves = until if until is not None and 0 <= (until - self._day).days <= self._soon else None
        return RunView(run, self._plan.name(run.company), slot, tuple(one.id for one in found), starts, until, leaves,
                       any(one.is_locked for one in found), box=box)
