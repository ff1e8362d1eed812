"""Who has how many desks where and when, counted by the database: desks of a team that come and go together are one
row, and what is drawn is not read at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.db.schema import Allocation, Desk, Room
from incubator_gui.domain.programme import add_months
from incubator_gui.domain.space import RoomSpace, Span, area_held
from incubator_gui.services.occupancy import rooms_of


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many desks of a room, or the room as a `whole`, that a company has for a span."""

    room: UUID
    span: Span
    desks: int
    whole: bool


@dataclass(frozen=True)
class SpaceCounts:
    """All that companies have at any time, by company and first day."""

    rooms: Mapping[UUID, RoomSpace]
    stretches: Mapping[UUID, tuple[Stretch, ...]]

    def of_company(self, company: UUID) -> tuple[Stretch, ...]:
        """What a company has at any time, by first day."""
        return self.stretches.get(company, ())

    def desks_of_company(self, company: UUID, day: date) -> int:
        """How many desks a company has on a day."""
        return sum(one.desks for one in self.of_company(company) if one.span.has(day))

    def free_from(self, needed: int, day: date, months: int = 12) -> date | None:
        """From when so many desks are free at once: the day itself, or the first of a month after it; None in that
        time."""
        whole = sum(room.desks for room in self.rooms.values())
        first = day.replace(day=1)
        for on in (day, *(add_months(first, n) for n in range(1, months + 1))):
            taken = sum(one.desks for mine in self.stretches.values() for one in mine if one.span.has(on))
            if whole - taken >= needed:
                return on
        return None

    def area_of_company(self, company: UUID, day: date) -> float:
        """The rent area of a company on a day."""
        held: dict[UUID, int] = {}
        for one in self.of_company(company):
            if one.span.has(day) and held.get(one.room) != -1:
                held[one.room] = -1 if one.whole else held.get(one.room, 0) + one.desks
        return area_held(self.rooms, held)


def space_counts(session: Session, company: UUID | None = None) -> SpaceCounts:
    """What all companies have, or one of them."""
    rooms = {id: RoomSpace(id, room.floor, "", room.area, room.desks) for id, room in rooms_of(session).items()}
    a = Allocation
    query = select(a.company_id, a.room_id, a.starts_on, a.ends_on, func.count(a.desk_id), func.count()).where(
        a.scenario_id.is_(None))
    if company is not None:
        query = query.where(a.company_id == company)
    found: dict[UUID, list[Stretch]] = {}
    for who, room, starts, ends, desks, count in session.execute(
            query.group_by(a.company_id, a.room_id, a.starts_on, a.ends_on)
            .order_by(a.starts_on, a.room_id)):
        mine, span = found.setdefault(who, []), Span(starts, ends)
        if desks:
            mine.append(Stretch(room, span, desks, False))
        if count > desks:
            mine.append(Stretch(room, span, rooms[room].desks, True))
    return SpaceCounts(rooms, {who: tuple(mine) for who, mine in found.items()})


def places_on(session: Session, day: date, company: UUID | None = None) -> dict[UUID, str]:
    """Where companies sit on a day, all or one of them: `309: 1-8, 12; 304`."""
    a = Allocation
    query = select(a.company_id, Room.number, Desk.number).select_from(a).join(Room, Room.id == a.room_id).outerjoin(
        Desk, Desk.id == a.desk_id).where(a.scenario_id.is_(None), a.starts_on <= day,
                                          a.ends_on.is_(None) | (a.ends_on > day))
    if company is not None:
        query = query.where(a.company_id == company)
    found: dict[UUID, dict[str, list[int]]] = {}
    for who, room, desk in session.execute(query.order_by(a.starts_on, a.id)):
        here = found.setdefault(who, {}).setdefault(room, [])
        if desk is not None:
            here.append(desk)
    return {who: "; ".join(f"{room}: {ranges(desks)}" if desks else room for room, desks in rooms.items())
            for who, rooms in found.items()}


def ranges(numbers: Iterable[int]) -> str:
    """Whole numbers in short: `1-8, 12`."""
    parts: list[list[int]] = []
    for number in sorted(set(numbers)):
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(p[0]) if len(p) == 1 else f"{p[0]}-{p[-1]}" for p in parts)
