"""Spans of days, who has which desk when, and how full the house is on any day.

A span is [starts, until); without `until` it stays open. A room given to a company as a whole
blocks its desks. Source: DOMAIN section 5.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from incubator_gui.domain.programme import add_months

WORK_ROOMS = frozenset({"private_office", "open_area", "lab"})
"""Kinds of rooms whose capacity is a number of desks, not of chairs."""

NOT_FOR_RENT = frozenset({"circulation", "service"})
"""Kinds of rooms whose area no company can have."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `starts` to the day before `until`; None is open-ended."""

    starts: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until <= self.starts:
            raise ValueError("a span has at least one day")

    def has(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.starts <= day and (self.until is None or day < self.until)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a day."""
        return (self.until is None or other.starts < self.until) and (
            other.until is None or self.starts < other.until)

    def common(self, other: Span) -> Span | None:
        """The days of both."""
        if not self.overlaps(other):
            return None
        return Span(max(self.starts, other.starts), earlier(self.until, other.until))

    def days_left(self, day: date) -> int | None:
        """Days from `day` to its end; None while that is open."""
        return None if self.until is None else (self.until - day).days


def earlier(one: date | None, other: date | None) -> date | None:
    """The earlier of two ends; None is never."""
    return other if one is None else one if other is None else min(one, other)


def later(one: date | None, other: date | None) -> date | None:
    """The later of two ends; None is never."""
    return None if one is None or other is None else max(one, other)


@dataclass(frozen=True, slots=True)
class Holding:
    """A desk, or a whole room (`desk` is None), that a company has for a span."""

    id: UUID
    company: UUID
    room: UUID
    desk: UUID | None
    span: Span
    is_locked: bool = False

    def blocks(self, room: UUID, desk: UUID | None) -> bool:
        """Whether it keeps that desk, or that room as a whole, from others."""
        return self.room == room and (self.desk is None or desk is None or self.desk == desk)


@dataclass(frozen=True, slots=True)
class RoomSpace:
    """What counts of a room: its floor, kind, area and number of desks."""

    id: UUID
    floor: UUID
    kind: str
    area: float
    desks: int

    @property
    def usable(self) -> float:
        """The area that companies can have."""
        return 0.0 if self.kind in NOT_FOR_RENT else self.area


@dataclass(frozen=True, slots=True)
class Use:
    """How full a house or floor is on a day.

    `area` is all there is, `area_usable` without circulation and service rooms; `incubated` is the
    part of `area_in_use` that incubated companies have.
    """

    day: date
    desks: int
    desks_in_use: int
    area: float
    area_usable: float
    area_in_use: float
    incubated: float
    companies: tuple[UUID, ...]

    @property
    def desk_share(self) -> float | None:
        """Share of the desks in use."""
        return self.desks_in_use / self.desks if self.desks else None

    @property
    def area_share(self) -> float | None:
        """Share of the usable area in use."""
        return self.area_in_use / self.area_usable if self.area_usable else None

    @property
    def incubated_share(self) -> float | None:
        """Share of the usable area that incubated companies have."""
        return self.incubated / self.area_usable if self.area_usable else None

    @property
    def density(self) -> float | None:
        """Companies for each 1,000 square metres."""
        return 1000 * len(self.companies) / self.area if self.area else None


@dataclass(slots=True)
class _Taken:
    """Desks and area taken on one day, while they are counted."""

    desks: dict[UUID, int] = field(default_factory=dict)
    whole: set[UUID] = field(default_factory=set)
    by_company: dict[UUID, dict[UUID, int]] = field(default_factory=dict)


def desk_share(room: RoomSpace, desks: int, whole: bool) -> float:
    """The share of a room that so many of its desks stand for."""
    if whole:
        return 1.0
    return min(desks / room.desks, 1.0) if room.desks else 0.0


def uses(rooms: Mapping[UUID, RoomSpace], holdings: Iterable[Holding], days: Sequence[date], *, area: float = 0.0,
         incubated: Callable[[UUID, date], bool] = lambda _company, _day: True) -> tuple[Use, ...]:
    """How full the rooms are on each of the days (in order), in one pass over the holdings.

    `area` replaces the sum of the rooms where the house is larger than what is drawn of it.
    """
    taken = [_Taken() for _ in days]
    first, last = (days[0], days[-1]) if days else (date.max, date.min)
    for one in holdings:
        span = one.span
        # most lie outside of the one day that a slider asks for: looked at before any search
        if span.starts > last or (span.until is not None and span.until <= first) or one.room not in rooms:
            continue
        for at in range(bisect_left(days, span.starts),
                        len(days) if span.until is None else bisect_left(days, span.until)):
            here = taken[at]
            mine = here.by_company.setdefault(one.company, {})
            if one.desk is None:
                here.whole.add(one.room)
                mine[one.room] = -1
            else:
                here.desks[one.room] = here.desks.get(one.room, 0) + 1
                mine[one.room] = mine.get(one.room, 0) + 1
    total = sum(room.desks for room in rooms.values())
    usable = sum(room.usable for room in rooms.values())
    everything = area or sum(room.area for room in rooms.values())
    out = []
    for day, here in zip(days, taken, strict=True):
        desks = sum(rooms[id].desks for id in here.whole) + sum(
            min(count, rooms[id].desks) for id, count in here.desks.items() if id not in here.whole)
        area_of = {company: area_held(rooms, mine) for company, mine in here.by_company.items()}
        out.append(Use(day, total, desks, everything, usable, sum(area_of.values()),
                       sum(held for company, held in area_of.items() if incubated(company, day)),
                       tuple(here.by_company)))
    return tuple(out)


def area_held(rooms: Mapping[UUID, RoomSpace], desks: Mapping[UUID, int]) -> float:
    """The area that desks stand for: by room their number, or -1 for the room as a whole."""
    return sum(rooms[id].area * desk_share(rooms[id], count, count < 0) for id, count in desks.items())


def first_of_months(start: date, count: int) -> tuple[date, ...]:
    """The first days of `count` months, beginning with the month of `start`."""
    first = start.replace(day=1)
    return tuple(add_months(first, n) for n in range(count))


@dataclass(frozen=True)
class Timeline:
    """Who has what, to be asked for any day: a slider asks often.

    `desks_of` names the desks of each room.
    """

    holdings: tuple[Holding, ...]
    desks_of: Mapping[UUID, tuple[UUID, ...]]

    @cached_property
    def _lanes(self) -> dict[tuple[UUID, UUID | None], tuple[tuple[date, ...], tuple[Holding, ...]]]:
        """For each desk, and each room as a whole, what blocks it, by first day.

        The lane of a room holds what blocks it as a whole, so that its spans may overlap.
        """
        lanes: dict[tuple[UUID, UUID | None], list[Holding]] = {}
        for one in self.holdings:
            lanes.setdefault((one.room, None), []).append(one)
            for desk in self.desks_of.get(one.room, ()) if one.desk is None else (one.desk,):
                lanes.setdefault((one.room, desk), []).append(one)
        out = {}
        for key, found in lanes.items():
            found.sort(key=lambda one: (one.span.starts, one.id))
            out[key] = tuple(one.span.starts for one in found), tuple(found)
        return out

    @cached_property
    def turns(self) -> tuple[date, ...]:
        """The days on which anything changes."""
        return tuple(sorted({day for one in self.holdings for day in (one.span.starts, one.span.until) if day}))

    def at(self, day: date) -> dict[UUID, Holding]:
        """For each desk that is taken on a day, what takes it."""
        taken = {}
        for (_room, desk), (starts, found) in self._lanes.items():
            if desk is not None and (place := bisect_right(starts, day)):
                one = found[place - 1]
                if one.span.until is None or day < one.span.until:
                    taken[desk] = one
        return taken

    def whole(self, day: date) -> dict[UUID, Holding]:
        """For each room that a company has as a whole on a day, that holding."""
        return {one.room: one for one in self.holdings if one.desk is None and one.span.has(day)}

    def of(self, room: UUID, desk: UUID | None = None) -> tuple[Holding, ...]:
        """What blocks a desk, or a room as a whole, by first day."""
        return self._lanes.get((room, desk), ((), ()))[1]

    def clash(self, room: UUID, desk: UUID | None, span: Span, ignoring: frozenset[UUID] = frozenset()
              ) -> Holding | None:
        """The first holding that is in the way of a new one; those in `ignoring` are not."""
        return next((one for one in self.of(room, desk) if one.id not in ignoring and one.span.overlaps(span)), None)

    def free(self, room: UUID, desk: UUID | None, day: date) -> Span | None:
        """The first span from `day` on in which the place is free; from `day` itself while it is free."""
        begins = day
        for one in self.of(room, desk):
            if one.span.until is not None and one.span.until <= begins:
                continue
            if one.span.starts > begins:
                return Span(begins, one.span.starts)
            if one.span.until is None:
                return None
            begins = one.span.until
        return Span(begins)
