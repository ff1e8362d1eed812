"""Reads everything about space into a plan, and the lists of places to set up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.db.database import Database
from incubator_gui.db.schema import Allocation, Company, Desk, Floor, Residency, Room, Site
from incubator_gui.db.search.documents import display
from incubator_gui.domain.house_plan import HousePlan
from incubator_gui.domain.plan_values import PlanCompany, PlanFloor, StaySpan
from incubator_gui.domain.scene import Point, Scene, SceneDesk, SceneRoom, polygon_area
from incubator_gui.domain.space import WORK_ROOMS, Holding, RoomSpace, Span
from incubator_gui.domain.space_layout import floor_plan


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site as it is set up."""

    id: UUID
    name: str
    area: float | None
    time_zone: str


@dataclass(frozen=True, slots=True)
class FloorRow:
    """A floor as it is set up; `is_generated` says that nobody drew its rooms."""

    id: UUID
    site_id: UUID
    name: str
    position: str
    rooms: int
    desks: int
    area: float
    is_generated: bool


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room as it is set up."""

    id: UUID
    floor_id: UUID
    number: str
    name: str
    kind: str
    area: float | None
    capacity: int | None
    desks: int
    is_locked: bool


class SpaceReading:
    """Questions about space."""

    _db: Database

    def plan(self) -> HousePlan:
        """The whole house with what is in force, in one read; ask it for any day."""
        with self._db.read() as session:
            return load_plan(session)

    def sites(self) -> tuple[SiteRow, ...]:
        """Sites by name."""
        with self._db.read() as session:
            return tuple(SiteRow(s.id, s.name, s.area, s.time_zone)
                         for s in session.scalars(select(Site).order_by(Site.name, Site.id)))

    def floors(self, site: UUID | None = None) -> tuple[FloorRow, ...]:
        """Floors in their order."""
        with self._db.read() as session:
            rooms = _room_rows(session)
            query = select(Floor).order_by(Floor.site_id, Floor.position, Floor.id)
            if site is not None:
                query = query.where(Floor.site_id == site)
            out = []
            for f in session.scalars(query):
                here = [room for room in rooms if room.floor_id == f.id]
                out.append(FloorRow(f.id, f.site_id, f.name, f.position, len(here), sum(r.desks for r in here),
                                    sum(r.area or 0.0 for r in here), f.is_generated))
            return tuple(out)

    def rooms(self, floor: UUID | None = None) -> tuple[RoomRow, ...]:
        """Rooms by number, of a floor or all."""
        with self._db.read() as session:
            return tuple(room for room in _room_rows(session) if floor is None or room.floor_id == floor)


def _room_rows(session: Session) -> tuple[RoomRow, ...]:
    desks = dict(session.execute(select(Desk.room_id, func.count()).group_by(Desk.room_id)).all())
    rooms = session.scalars(select(Room)).all()
    return tuple(sorted(
        (RoomRow(r.id, r.floor_id, r.number, r.name or "", r.kind, r.area, r.capacity, desks.get(r.id, 0), r.is_locked)
         for r in rooms), key=lambda row: (natural(row.number), row.id)))


def natural(number: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts 9 before 10 and 2A after 2."""
    out: list[tuple[int, int, str]] = []
    digits, letters = "", ""
    for char in [*number, ""]:
        if char.isdecimal() and char.isascii():
            if letters:
                out.append((1, 0, letters.casefold()))
                letters = ""
            digits += char
        else:
            if digits:
                out.append((0, int(digits), ""))
                digits = ""
            letters += char
    if letters:
        out.append((1, 0, letters.casefold()))
    return tuple(out)


def load_plan(session: Session) -> HousePlan:
    """The plan in the session's moment."""
    connection = session.connection()  # past the ORM: thousands of plain rows
    sites = {row.id: row for row in connection.execute(select(Site.id, Site.name, Site.area))}
    floors = connection.execute(select(Floor.id, Floor.site_id, Floor.name, Floor.outline, Floor.is_generated)
                                .order_by(Floor.site_id, Floor.position, Floor.id)).all()
    rooms: dict[UUID, list[Any]] = {}
    for room in connection.execute(select(
            Room.id, Room.floor_id, Room.number, Room.name, Room.kind, Room.area, Room.capacity, Room.polygon,
            Room.is_locked)):
        rooms.setdefault(room.floor_id, []).append(room)
    desks: dict[UUID, list[Any]] = {}
    for desk in connection.execute(select(Desk.id, Desk.room_id, Desk.number, Desk.bench, Desk.x, Desk.y, Desk.rotation)
                                   .order_by(Desk.room_id, Desk.number, Desk.id)):
        desks.setdefault(desk.room_id, []).append(desk)
    scenes, spaces, plan_floors = {}, {}, []
    for floor in floors:
        here = sorted(rooms.get(floor.id, ()), key=lambda room: (natural(room.number), room.id))
        scene = _scene(floor, here, desks)
        furnished = any(desks.get(room.id) for room in here)
        for room in here:
            count = len(desks.get(room.id, ())) if furnished else (room.capacity or 0) * (room.kind in WORK_ROOMS)
            spaces[room.id] = RoomSpace(room.id, floor.id, room.kind, room.area or 0.0, count)
        scenes[floor.id] = scene
        # The outline of a floor that nobody drew is as large as its boxes happened to be.
        drawn = scene.outline and not floor.is_generated
        area = polygon_area(scene.outline) if drawn else sum(room.area or 0.0 for room in here)
        plan_floors.append(PlanFloor(floor.id, floor.site_id, sites[floor.site_id].name, floor.name, area))
    whole = sum(site.area for site in sites.values()) if all(site.area for site in sites.values()) else 0.0
    return HousePlan(tuple(plan_floors), scenes, spaces, holdings(session), _companies(session), whole)


def holdings(session: Session, rooms: Iterable[UUID] | None = None) -> tuple[Holding, ...]:
    """What is in force, in all or some rooms, by first day."""
    a = Allocation
    query = select(a.id, a.company_id, a.room_id, a.desk_id, a.starts_on, a.ends_on, a.is_locked).where(
        a.scenario_id.is_(None)).order_by(a.starts_on, a.id)
    if rooms is not None:
        query = query.where(a.room_id.in_(list(rooms)))
    return tuple(Holding(id, company, room, desk, Span(starts, ends), locked)
                 for id, company, room, desk, starts, ends, locked in session.connection().execute(query))


def _companies(session: Session) -> dict[UUID, PlanCompany]:
    stays: dict[UUID, list[StaySpan]] = {}
    for company, kind, starts, ends, planned in session.connection().execute(
            select(Residency.company_id, Residency.kind, Residency.starts_on, Residency.ends_on, Residency.planned_end)
            .order_by(Residency.starts_on)):
        if ends is None or ends > starts:
            stays.setdefault(company, []).append(StaySpan(kind, Span(starts, ends), planned))
    c = Company
    return {row.id: PlanCompany(
        row.id, display(row.legal_name, row.trade_name, row.chinese_name), row.focus_area, row.life, row.headcount,
        tuple(stays.get(row.id, ())), (row.legal_name, row.trade_name, row.chinese_name), row.number)
        for row in session.connection().execute(
            select(c.id, c.number, c.legal_name, c.trade_name, c.chinese_name, c.focus_area, c.life, c.headcount)
            .where(c.id.in_(select(Allocation.company_id)) | c.id.in_(select(Residency.company_id))
                   | c.life.in_(("admitted", "resident", "affiliate"))))}


def _scene(floor: Any, rooms: list[Any], desks: dict[UUID, list[Any]]) -> Scene:
    """The floor as drawn; where a room or desk has no place, one is worked out for it."""
    outline = _points(floor.outline)
    made: dict[UUID, tuple[Point, ...]] = {}
    spots: dict[UUID, tuple[float, float, float, int]] = {}
    missing = [room for room in rooms
               if not room.polygon or any(desk.x is None or desk.y is None for desk in desks.get(room.id, ()))]
    if missing:
        bare = [room for room in rooms if not room.polygon]
        drawn = [point for room in rooms if room.polygon for point in _points(room.polygon)]
        shift = max((y for _x, y in (*drawn, *outline)), default=-2.0) + 2.0 if drawn else 0.0
        edge, places = floor_plan([(room.area, len(desks.get(room.id, ()))) for room in bare])
        for room, place in zip(bare, places, strict=True):
            made[room.id] = tuple((x, y + shift) for x, y in place.polygon)
            for desk, spot in zip(desks.get(room.id, ()), place.desks, strict=True):
                spots[desk.id] = spot.x, spot.y + shift, spot.rotation, spot.bench
        if not outline and not drawn:
            outline = edge
    out_rooms, out_desks = [], []
    for room in rooms:
        here = desks.get(room.id, [])
        polygon = _points(room.polygon) or made.get(room.id, ())
        out_rooms.append(SceneRoom(room.id, room.number, room.name or "", room.kind, room.area, room.capacity,
                                   polygon, room.is_locked, tuple(desk.id for desk in here)))
        for at, desk in enumerate(here):
            if desk.x is not None and desk.y is not None:
                out_desks.append(SceneDesk(desk.id, room.id, desk.number, desk.bench, desk.x, desk.y, desk.rotation))
            elif desk.id in spots:
                x, y, rotation, bench = spots[desk.id]
                out_desks.append(SceneDesk(desk.id, room.id, desk.number, bench, x, y, rotation))
            else:
                x0, y0 = min(p[0] for p in polygon), min(p[1] for p in polygon)
                out_desks.append(SceneDesk(desk.id, room.id, desk.number, desk.bench, x0 + 1.0 + 1.7 * (at // 2),
                                           y0 + 1.0 + 0.8 * (at % 2)))
    return Scene(floor.id, floor.name, outline, tuple(out_rooms), tuple(out_desks))


def _points(stored: Any) -> tuple[Point, ...]:
    return tuple((float(x), float(y)) for x, y in stored or ())
