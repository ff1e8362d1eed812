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
    placed: frozenset[UUID]
    """`users` have a place on the day; `placed` have one on the day or at any time after it."""


@dataclass(frozen=True, slots=True)
class CountedRoom:
    """Floor, area and number of desks of a room."""

    floor: UUID
    area: float
    desks: int


class _Taken:
    """Desks taken on one day, room by room."""

    def __init__(self, rooms: dict[UUID, CountedRoom]) -> None:
        self._rooms = rooms
        self.desks: dict[UUID, set[UUID]] = {}
        self.whole: set[UUID] = set()
        self.by_company: dict[UUID, int] = {}
        self.on_floor: dict[UUID, dict[UUID, None]] = {}

    def add(self, company: UUID, room: UUID, desk: UUID | None) -> None:
        if desk is None:
            self.whole.add(room)
            count = self._rooms[room].desks
        else:
            self.desks.setdefault(room, set()).add(desk)
            count = 1
        self.by_company[company] = self.by_company.get(company, 0) + count
        self.on_floor.setdefault(self._rooms[room].floor, {})[company] = None

    def count(self, room: UUID) -> int:
        if room in self.whole:
            return self._rooms[room].desks
        return min(len(self.desks.get(room, ())), self._rooms[room].desks)

    def added_to(self, before: _Taken, room: UUID) -> int:
        """Desks of a room that are taken here and were free before."""
        if room in before.whole:
            return 0
        free = self._rooms[room].desks - before.count(room)
        if room in self.whole:
            return free
        return min(free, len(self.desks.get(room, set()) - before.desks.get(room, set())))


def occupancy(session: Session, day: date, horizon: date) -> Occupancy:
    """Who has which desks on `day` and at `horizon`, with what is in force only."""
    rooms = rooms_of(session)
    a = Allocation
    spans = session.execute(
        select(a.company_id, a.room_id, a.desk_id, a.starts_on, a.ends_on)
        .where(a.scenario_id.is_(None), a.ends_on.is_(None) | (a.ends_on > day))).all()
    now, ahead = _Taken(rooms), _Taken(rooms)
    placed = set()
    for company, room, desk, starts, ends in spans:
        placed.add(company)
        if starts <= day:
            now.add(company, room, desk)
        if starts <= horizon and (ends is None or ends > horizon):
            ahead.add(company, room, desk)
    area = sum(room.area * now.count(id) / room.desks if room.desks else room.area * (id in now.whole)
               for id, room in rooms.items())
    return Occupancy(
        len(rooms), sum(room.desks for room in rooms.values()), sum(map(now.count, rooms)),
        sum(map(ahead.count, rooms)), area, _floors(session, rooms, now, ahead),
        _moved(ahead.by_company, now.by_company), _moved(now.by_company, ahead.by_company),
        frozenset(now.by_company), frozenset(placed))


def rooms_of(session: Session) -> dict[UUID, CountedRoom]:
    """All rooms with the desks that count."""
    rows = session.execute(
        select(Room.id, Room.floor_id, Room.kind, Room.area, Room.capacity, func.count(Desk.id))
        .outerjoin(Desk, Desk.room_id == Room.id)
        .group_by(Room.id, Room.floor_id, Room.kind, Room.area, Room.capacity)).all()
    furnished = {floor for _id, floor, _kind, _area, _capacity, desks in rows if desks}
    return {id: CountedRoom(floor, area or 0.0, desks if floor in furnished else (capacity or 0) * (kind in WORK_ROOMS))
            for id, floor, kind, area, capacity, desks in rows}


def _floors(session: Session, rooms: dict[UUID, CountedRoom], now: _Taken, ahead: _Taken) -> tuple[FloorUse, ...]:
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
                                  sum(ahead.added_to(now, room) for room in here), total,
                                  tuple(now.on_floor.get(id, ()))))
    return tuple(found)


def _moved(there: dict[UUID, int], not_there: Collection[UUID]) -> Movement:
    companies = [company for company in there if company not in not_there]
    return Movement(tuple(companies), sum(there[company] for company in companies))
