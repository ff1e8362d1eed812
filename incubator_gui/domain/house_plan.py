"""The house with everybody in it, read once: what a floor plan asks while a slider or a mouse moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from incubator_gui.domain.floor_runs import FloorRuns
from incubator_gui.domain.folding import fold
from incubator_gui.domain.plan_colours import BY_DAYS, BY_FOCUS, company_slots, days_of, focus_of
from incubator_gui.domain.plan_neighbours import beside
from incubator_gui.domain.plan_values import Fit, Place, PlanCompany, PlanFloor, SeatRow, Taken
from incubator_gui.domain.scene import Scene
from incubator_gui.domain.space import Holding, RoomSpace, Span, Timeline, Use, area_held, later, uses


@dataclass(frozen=True)
class HousePlan:
    """Everything about space, as of one moment; pure questions only."""

    floors: tuple[PlanFloor, ...]
    scenes: Mapping[UUID, Scene]
    rooms: Mapping[UUID, RoomSpace]
    holdings: tuple[Holding, ...]
    companies: Mapping[UUID, PlanCompany]
    area: float = 0.0
    """All there is, where more is entered for the sites than is drawn."""

    @cached_property
    def timeline(self) -> Timeline:
        """Who has what when."""
        return Timeline(self.holdings, {room: ids for scene in self.scenes.values()
                                        for room, ids in scene.order.items()})

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """All rooms, each followed by its desks, floor by floor."""
        out = []
        for floor in self.floors:
            scene = self.scenes[floor.id]
            for room in scene.rooms:
                common = (floor.site_name, floor.id, floor.name, room.id, room.number, room.name)
                out.append(Place(*common, None, None))
                out += [Place(*common, id, scene.by_id[id].number) for id in scene.order.get(room.id, ())]
        return tuple(out)

    @cached_property
    def place_of(self) -> Mapping[tuple[UUID, UUID | None], Place]:
        """Places by room and desk."""
        return {(place.room, place.desk): place for place in self.places}

    @cached_property
    def room_of(self) -> Mapping[UUID, UUID]:
        """The room of each desk."""
        return {place.desk: place.room for place in self.places if place.desk is not None}

    @cached_property
    def _of_company(self) -> Mapping[UUID, tuple[Holding, ...]]:
        found: dict[UUID, list[Holding]] = {}
        for one in sorted(self.holdings, key=lambda one: (one.span.starts, one.id)):
            found.setdefault(one.company, []).append(one)
        return {company: tuple(mine) for company, mine in found.items()}

    @cached_property
    def slots(self) -> Mapping[UUID, int]:
        """A colour slot for each company that ever has a place: neighbours at any time differ.

        Who has its first place later gives way, so that somebody new moves nobody.
        """
        came = sorted((mine[0].span.starts, self.companies[id].number if id in self.companies else 0, id)
                      for id, mine in self._of_company.items())
        return company_slots({id: number for _day, number, id in came}, beside(self.holdings, self.scenes))

    def runs_of(self, floor: UUID) -> FloorRuns:
        """Who sits where on a floor, ready for many days."""
        if floor not in self._floor_runs:
            self._floor_runs[floor] = FloorRuns(self.scenes[floor], self.timeline)
        return self._floor_runs[floor]

    @cached_property
    def _floor_runs(self) -> dict[UUID, FloorRuns]:
        return {}

    def name(self, company: UUID) -> str:
        """What a company is called."""
        found = self.companies.get(company)
        return found.name if found else ""

    def use(self, day: date, floor: UUID | None = None) -> Use:
        """How full the house or a floor is on a day."""
        return self.course((day,), floor)[0]

    def course(self, days: Sequence[date], floor: UUID | None = None) -> tuple[Use, ...]:
        """How full the house or a floor is on each of the days, in order; many days are worked out once."""
        key = (tuple(days), floor)
        if len(key[0]) > 1:
            if key not in self._courses:
                self._courses[key] = self._course(*key)
            return self._courses[key]
        return self._course(*key)

    @cached_property
    def _courses(self) -> dict[tuple[tuple[date, ...], UUID | None], tuple[Use, ...]]:
        return {}

    def _course(self, days: tuple[date, ...], floor: UUID | None) -> tuple[Use, ...]:
        rooms = self.rooms if floor is None else {id: r for id, r in self.rooms.items() if r.floor == floor}
        area = self.area if floor is None else next((f.area for f in self.floors if f.id == floor), 0.0)

        def incubated(company: UUID, day: date) -> bool:
            found = self.companies.get(company)
            return found is not None and found.incubated(day)

        held = self.holdings if floor is None else self._held.get(floor, ())
        return uses(rooms, held, days, area=area, incubated=incubated)

    @cached_property
    def _held(self) -> Mapping[UUID, tuple[Holding, ...]]:
        """What companies have, by floor."""
        found: dict[UUID, list[Holding]] = {}
        for one in self.holdings:
            if one.room in self.rooms:
                found.setdefault(self.rooms[one.room].floor, []).append(one)
        return {floor: tuple(held) for floor, held in found.items()}

    def holders(self, day: date) -> dict[UUID, UUID]:
        """The company at each desk that is taken on a day."""
        return {desk: one.company for desk, one in self.timeline.at(day).items()}

    def whole_rooms(self, day: date) -> dict[UUID, UUID]:
        """The company that has a room as a whole on a day."""
        return {room: one.company for room, one in self.timeline.whole(day).items()}

    def desk_slots(self, day: date, mode: str) -> dict[UUID, int]:
        """The colour slot of each desk taken on a day; -1 is a category without a colour."""
        taken = self.timeline.at(day)
        if mode not in (BY_FOCUS, BY_DAYS):
            return {desk: self.slots[one.company] for desk, one in taken.items()}
        known: dict[tuple[UUID, date | None], int] = {}
        out = {}
        for desk, one in taken.items():
            key = (one.company, one.span.until)
            if key not in known:
                company = self.companies.get(one.company)
                known[key] = (focus_of(company.focus_area if company else None) if mode == BY_FOCUS else days_of(
                    one.span, company.planned_end(day) if company else None, day)).slot
            out[desk] = known[key]
        return out

    def rows(self, day: date, floor: UUID | None = None) -> tuple[SeatRow, ...]:
        """The table beside the plan: every desk; rooms that have no desks, or are held as a whole."""
        known = self._day_rows.get(day)
        if known is None:
            known = self._rows(day, floor)
            if floor is None:
                self._day_rows.clear()
                self._day_rows[day] = known
            return known
        return known if floor is None else tuple(row for row in known if row.place.floor == floor)

    @cached_property
    def _day_rows(self) -> dict[date, tuple[SeatRow, ...]]:
        return {}

    def _rows(self, day: date, floor: UUID | None) -> tuple[SeatRow, ...]:
        taken, whole = self.timeline.at(day), self.timeline.whole(day)
        out = []
        for place in self.places:
            if floor is not None and place.floor != floor:
                continue
            if place.desk is None:
                if place.room not in whole and self.timeline.desks_of.get(place.room):
                    continue
                one = whole.get(place.room)
            else:
                one = taken.get(place.desk)
            out.append(SeatRow(
                place, one.company if one else None, self.name(one.company) if one else "",
                one.id if one else None, one.span.starts if one else None, one.span.until if one else None,
                one.is_locked if one else False, one is not None and one.desk is None,
                self.timeline.free(place.room, place.desk, day)))
        return tuple(out)

    def search(self, text: str, day: date) -> tuple[SeatRow, ...]:
        """Rows whose company, room or desk the text names; Chinese names also by their pinyin."""
        wanted = fold(text).split()
        if not wanted:
            return ()
        names = {id: company.searched for id, company in self.companies.items()}
        out = []
        for row in self.rows(day):
            place = row.place
            where = fold(f"{place.label} {place.room_name} {place.floor_name}")
            said = where + " " + (names.get(row.company, "") if row.company else "")
            if all(word in said for word in wanted):
                out.append(row)
        return tuple(out)

    def of_company(self, company: UUID) -> tuple[Holding, ...]:
        """What a company has at any time, by first day."""
        return self._of_company.get(company, ())

    def desks_of_company(self, company: UUID, day: date) -> int:
        """How many desks a company has on a day."""
        return sum(self.rooms[one.room].desks if one.desk is None else 1
                   for one in self.of_company(company) if one.span.has(day))

    def areas(self, day: date) -> dict[UUID, dict[UUID, float]]:
        """The rent area by company and room on a day."""
        held: dict[UUID, dict[UUID, int]] = {}
        for one in self.holdings:
            if one.span.has(day) and one.room in self.rooms:
                mine = held.setdefault(one.company, {})
                mine[one.room] = -1 if one.desk is None else mine.get(one.room, 0) + 1
        return {company: {room: area_held(self.rooms, {room: count}) for room, count in rooms.items()}
                for company, rooms in held.items()}

    def fits(self, desks: Iterable[UUID], span: Span, ignoring: frozenset[UUID] = frozenset()) -> Fit:
        """Which of these desks are free for the whole span; holdings in `ignoring` do not count."""
        wanted, free, taken, locked = 0, [], [], False
        for desk in dict.fromkeys(desks):
            wanted += 1
            room = self.room_of[desk]
            locked = locked or self._is_locked(room)
            clash = self.timeline.clash(room, desk, span, ignoring)
            if clash is None:
                free.append(desk)
            else:
                taken.append(self._taken(room, desk, clash))
        return Fit(wanted, tuple(free), tuple(taken), locked)

    def fits_room(self, room: UUID, span: Span, ignoring: frozenset[UUID] = frozenset()) -> Fit:
        """Whether a room is free as a whole; `desks` are all of its desks or none."""
        desks = self.timeline.desks_of.get(room, ())
        clashes = [one for one in self.timeline.of(room) if one.id not in ignoring and one.span.overlaps(span)]
        return Fit(max(len(desks), 1), () if clashes else desks or (room,),
                   tuple(self._taken(room, one.desk, one) for one in clashes), self._is_locked(room))

    def target(self, desk: UUID, count: int, span: Span, ignoring: frozenset[UUID] = frozenset()) -> Fit:
        """Where `count` desks would go when dropped on a desk: the nearest free ones of its room."""
        room = self.room_of[desk]
        scene = self.scenes[self.rooms[room].floor]
        clashes = {id: self.timeline.clash(room, id, span, ignoring) for id in scene.order[room]}
        picked = scene.stretch(desk, count, {id: clash is None for id, clash in clashes.items()})
        taken = () if len(picked) >= count else tuple(
            self._taken(room, id, clash) for id, clash in clashes.items() if clash is not None)
        return Fit(count, picked, taken, self._is_locked(room))

    def room_target(self, room: UUID, count: int, span: Span, ignoring: frozenset[UUID] = frozenset()) -> Fit:
        """Where `count` desks would go in a room: the shortest free stretch that is long enough."""
        order = self.timeline.desks_of.get(room, ())
        free = {id: self.timeline.clash(room, id, span, ignoring) is None for id in order}
        stretches: list[list[UUID]] = [[]]
        for id in order:
            if free[id]:
                stretches[-1].append(id)
            elif stretches[-1]:
                stretches.append([])
        enough = [one for one in stretches if len(one) >= count > 0]
        start = min(enough, key=len)[0] if enough else next((one[0] for one in stretches if one), None)
        if start is None:
            return Fit(count, (), (), self._is_locked(room))
        return self.target(start, count, span, ignoring)

    def rooms_for(self, count: int, span: Span) -> tuple[UUID, ...]:
        """Rooms in which so many desks are free for the span."""
        return tuple(room for room in self.rooms if self.room_target(room, count, span).fits and count > 0)

    def last_end(self, holdings: Iterable[UUID]) -> date | None:
        """The latest end of these holdings; None is open."""
        wanted = set(holdings)
        ends = [one.span.until for one in self.holdings if one.id in wanted]
        found = ends[0] if ends else None
        for end in ends[1:]:
            found = later(found, end)
        return found

    def _is_locked(self, room: UUID) -> bool:
        return self.scenes[self.rooms[room].floor].room_by_id[room].is_locked

    def _taken(self, room: UUID, desk: UUID | None, clash: Holding) -> Taken:
        return Taken(self.place_of[room, desk], clash.company, self.name(clash.company), clash.span)
