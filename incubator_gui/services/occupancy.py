"""Space on a day and a little ahead: desks, area, floors, who comes and who leaves.

A room has as many desks as are entered in it. On a floor without a single desk, as in a house set
up without drawings, the capacity of the rooms to work in stands for them. The area in use of a room
is its area times its share of desks in use; a room given to a company as a whole is in use with all
its desks and all its area.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.db.schema import Allocation, Desk, Floor, Room

WORK_ROOMS = frozenset({"private_office", "open_area", "lab"})
"""Kinds of rooms whose capacity is a number of desks, not of chairs."""


@dataclass(frozen=True, slots=True)
class FloorUse:
    """Desks of a floor: in use on the day, taken in addition by the horizon, and all; and who is there."""

    id: UUID
    name: str
    in_use: int
    added: int
    total: int
    companies: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Movement:
    """Companies that come, leave or wait, and how many desks that is."""

    companies: tuple[UUID, ...] = ()
    desks: int = 0


@dataclass(frozen=True, slots=True)
class Occupancy:
    """The house on a day; `desks_ahead` is the number in use at the horizon."""

    rooms: int
    desks: int
    desks_in_use: int
    desks_ahead: int
    area_in_use: float
    floors: tuple[FloorUse, ...]
    coming: Movement
    leaving: Movement
    users: frozenset[UUID]
    """Who has a place on the day."""


@dataclass(frozen=True, slots=True)
class CountedRoom:
    """Floor, area and number of desks of a room."""

    floor: UUID
    area: float
    desks: int


class _Taken:
    """Desks taken on one day, room by room; a desk is never given twice, so numbers are enough."""

    def __init__(self, rooms: dict[UUID, CountedRoom]) -> None:
        self._rooms = rooms
        self.desks: dict[UUID, int] = {}
        self.whole: set[UUID] = set()
        self.by_company: dict[UUID, int] = {}
        self.on_floor: dict[UUID, dict[UUID, None]] = {}

    def add(self, company: UUID, room: UUID, desks: int, whole: bool) -> None:
        """So many desks of a room, or all of it."""
        if whole:
            self.whole.add(room)
            desks += self._rooms[room].desks
        self.desks[room] = self.desks.get(room, 0) + (0 if whole else desks)
        self.by_company[company] = self.by_company.get(company, 0) + desks
        self.on_floor.setdefault(self._rooms[room].floor, {})[company] = None

    def count(self, room: UUID) -> int:
        """Desks of a room that are taken."""
        if room in self.whole:
            return self._rooms[room].desks
        return min(self.desks.get(room, 0), self._rooms[room].desks)


def occupancy(session: Session, day: date, horizon: date) -> Occupancy:
    """Who has which desks on `day` and at `horizon`, with what is in force only.

    What stays over both days is counted by the database; only what comes or goes between them is read desk by desk.
    """
    rooms, a = rooms_of(session), Allocation
    now, ahead = _Taken(rooms), _Taken(rooms)
    stays = (a.starts_on <= day) & (a.ends_on.is_(None) | (a.ends_on > horizon))
    for company, room, desks, count in session.execute(
            select(a.company_id, a.room_id, func.count(a.desk_id), func.count())
            .where(a.scenario_id.is_(None), stays).group_by(a.company_id, a.room_id)):
        for part in (now, ahead):
            part.add(company, room, desks, False)
            if count > desks:
                part.add(company, room, 0, True)
    left: dict[UUID, set[UUID | None]] = {}
    come: dict[UUID, set[UUID | None]] = {}
    for company, room, desk, starts, ends in session.execute(
            select(a.company_id, a.room_id, a.desk_id, a.starts_on, a.ends_on)
            .where(a.scenario_id.is_(None), ~stays, a.starts_on <= horizon, a.ends_on.is_(None) | (a.ends_on > day))):
        if starts <= day:
            now.add(company, room, int(desk is not None), desk is None)
            left.setdefault(room, set()).add(desk)
        elif ends is None or ends > horizon:
            ahead.add(company, room, int(desk is not None), desk is None)
            come.setdefault(room, set()).add(desk)
    added = {room: _added(rooms[room], now.count(room), room in now.whole, room in ahead.whole,
                          len(desks - left.get(room, set()))) for room, desks in come.items()}
    area = sum(room.area * now.count(id) / room.desks if room.desks else room.area * (id in now.whole)
               for id, room in rooms.items())
    return Occupancy(
        len(rooms), sum(room.desks for room in rooms.values()), sum(map(now.count, rooms)),
        sum(map(ahead.count, rooms)), area, _floors(session, rooms, now, added),
        _moved(ahead.by_company, now.by_company), _moved(now.by_company, ahead.by_company), frozenset(now.by_company))


def _added(room: CountedRoom, taken: int, whole_now: bool, whole_then: bool, new: int) -> int:
    """Desks of a room that are taken then and are free now."""
    if whole_now:
        return 0
    free = room.desks - taken
    return free if whole_then else min(free, new)


def rooms_of(session: Session) -> dict[UUID, CountedRoom]:
    """All rooms with the desks that count."""
    rows = session.execute(
        select(Room.id, Room.floor_id, Room.kind, Room.area, Room.capacity, func.count(Desk.id))
        .outerjoin(Desk, Desk.room_id == Room.id)
        .group_by(Room.id, Room.floor_id, Room.kind, Room.area, Room.capacity)).all()
    furnished = {floor for _id, floor, _kind, _area, _capacity, desks in rows if desks}
    return {id: CountedRoom(floor, area or 0.0, desks if floor in furnished else (capacity or 0) * (kind in WORK_ROOMS))
            for id, floor, kind, area, capacity, desks in rows}


def _floors(session: Session, rooms: dict[UUID, CountedRoom], now: _Taken, added: dict[UUID, int]
            ) -> tuple[FloorUse, ...]:
    of_floor: dict[UUID, list[UUID]] = {}
    for id, room in rooms.items():
        of_floor.setdefault(room.floor, []).append(id)
    floors = session.execute(select(Floor.id, Floor.name).order_by(Floor.site_id, Floor.position))
    found = []
    for id, name in floors:
        here = of_floor.get(id, [])
        total = sum(rooms[room].desks for room in here)
        if total:
            found.append(FloorUse(id, name, sum(map(now.count, here)),
                                  sum(added.get(room, 0) for room in here), total,
                                  tuple(now.on_floor.get(id, ()))))
    return tuple(found)


def _moved(there: dict[UUID, int], not_there: Collection[UUID]) -> Movement:
    companies = [company for company in there if company not in not_there]
    return Movement(tuple(companies), sum(there[company] for company in companies))
