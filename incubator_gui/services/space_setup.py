"""Setting up the house without a drawing: sites, floors, rooms and numbers of desks typed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.db.base import Record
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Allocation, Company, Desk, Floor, Room, Site
from incubator_gui.db.search.documents import display
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import clean_text
from incubator_gui.domain.ordering import between
from incubator_gui.domain.scene import Box
from incubator_gui.domain.space_layout import benches, floor_plan
from incubator_gui.domain.vocabulary import ROOM_KINDS
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.space_read import natural

MOST_DESKS = 500
_MOST_AREA = 1_000_000.0
_ROOM_TEXTS = {"number": 40, "name": 120}


@dataclass(frozen=True, slots=True)
class RoomDraft:
    """A room as it is typed in."""

    number: str
    kind: str = "open_area"
    desks: int = 0
    area: float | None = None
    name: str = ""
    capacity: int | None = None
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class FloorDraft:
    """A floor as it is typed in."""

    name: str
    rooms: tuple[RoomDraft, ...] = ()


class SpaceSetUp:
    """Sites, floors, rooms and desks: added, changed, removed."""

    _db: Database

    def set_up(self, name: str, floors: Sequence[FloorDraft], area: float | None = None,
               time_zone: str = "Asia/Shanghai") -> Outcome[UUID]:
        """A new site with all its floors, rooms and desks, as one step."""
        name = _text(name, 120, msg("A site needs a name."))
        with self._db.write("site.add", msg("Site “{name}” set up", name=name)) as work:
            _unused_site(work.session, name)
            site = Site(name=name, area=_area(area), time_zone=_zone(time_zone))
            _add(work.session, site)
            for draft in floors:
                _new_floor(work.session, site.id, draft)
        return Outcome(site.id, work.changes)

    def add_site(self, name: str, area: float | None = None, time_zone: str = "Asia/Shanghai") -> Outcome[UUID]:
        """A new, empty site."""
        return self.set_up(name, (), area, time_zone)

    def edit_site(self, id: UUID, **values: Any) -> Changes:
        """Change name, area or time zone."""
        with self._db.write("site.edit", msg("Site changed")) as work:
            site = get_place(work.session, Site, id)
            if "name" in values:
                site.name = _unused_site(work.session, _text(values["name"], 120, msg("A site needs a name.")), id)
            if "area" in values:
                site.area = _area(values["area"])
            if "time_zone" in values:
                site.time_zone = _zone(values["time_zone"])
            work.say(msg("Site “{name}” changed", name=site.name))
        return work.changes

    def remove_site(self, id: UUID) -> Changes:
        """Remove a site with its floors; refused while anybody has or had a place there."""
        with self._db.write("site.remove", msg("Site removed")) as work:
            site = get_place(work.session, Site, id)
            for floor in work.session.scalars(select(Floor).where(Floor.site_id == id)).all():
                _remove_floor(work.session, floor)
            work.session.delete(site)
            work.say(msg("Site “{name}” removed", name=site.name))
        return work.changes

    def add_floor(self, site: UUID, name: str, rooms: Sequence[RoomDraft] = ()) -> Outcome[UUID]:
        """A new floor above the others of a site, with its rooms laid out."""
        with self._db.write("floor.add", msg("Floor “{name}” added", name=clean_text(name))) as work:
            get_place(work.session, Site, site)
            made = _new_floor(work.session, site, FloorDraft(name, tuple(rooms)))
        return Outcome(made, work.changes)

    def rename_floor(self, id: UUID, name: str) -> Changes:
        """Another name for a floor."""
        name = _text(name, 80, msg("A floor needs a name."))
        with self._db.write("floor.edit", msg("Floor renamed to “{name}”", name=name)) as work:
            floor = get_place(work.session, Floor, id)
            floor.name = _unused_floor(work.session, floor.site_id, name, id)
        return work.changes

    def remove_floor(self, id: UUID) -> Changes:
        """Remove a floor with its rooms; refused while anybody has or had a place there."""
        with self._db.write("floor.remove", msg("Floor removed")) as work:
            floor = get_place(work.session, Floor, id)
            _remove_floor(work.session, floor)
            work.say(msg("Floor “{name}” removed", name=floor.name))
        return work.changes

    def add_rooms(self, floor: UUID, rooms: Sequence[RoomDraft]) -> Outcome[tuple[UUID, ...]]:
        """Further rooms with their desks on a floor."""
        with self._db.write("room.add", nmsg("{n} room added", "{n} rooms added", len(rooms))) as work:
            found = get_place(work.session, Floor, floor)
            made = tuple(add_room(work.session, found, draft) for draft in rooms)
            lay_out(work.session, found)
        return Outcome(made, work.changes)

    def edit_room(self, id: UUID, **values: Any) -> Changes:
        """Change number, name, kind, area, capacity, is_locked, or the number of desks (`desks`)."""
        with self._db.write("room.edit", msg("Room changed")) as work:
            session = work.session
            room = get_place(session, Room, id)
            floor = get_place(session, Floor, room.floor_id)
            change_room(session, room, floor, values)
            if values.keys() & {"number", "area", "desks"}:
                lay_out(session, floor)
            work.say(msg("Room {room} changed", room=room.number))
        return work.changes

    def remove_rooms(self, ids: Sequence[UUID]) -> Changes:
        """Remove rooms with their desks; refused while anybody has or had a place there."""
        with self._db.write("room.remove", msg("Rooms removed")) as work:
            rooms = [get_place(work.session, Room, id) for id in ids]
            floors = {room.floor_id for room in rooms}
            for room in rooms:
                _remove_room(work.session, room)
            for id in floors:
                lay_out(work.session, get_place(work.session, Floor, id))
            work.say(msg("Room {room} removed", room=rooms[0].number) if len(rooms) == 1 else
                     nmsg("{n} room removed", "{n} rooms removed", len(rooms)))
        return work.changes

    def remove_desks(self, ids: Sequence[UUID]) -> Changes:
        """Remove single desks; the others keep their numbers and places."""
        with self._db.write("desk.remove", nmsg("{n} desk removed", "{n} desks removed", len(ids))) as work:
            for id in ids:
                desk = get_place(work.session, Desk, id)
                _without_holders(work.session, get_place(work.session, Room, desk.room_id), desk)
                work.session.delete(desk)
        return work.changes

    def place_desks(self, places: Sequence[tuple[UUID, float, float, float]]) -> Changes:
        """Put desks elsewhere: id, x, y in metres, rotation. From then on their floor counts as drawn."""
        with self._db.write("desk.place", nmsg("{n} desk placed", "{n} desks placed", len(places))) as work:
            for id, x, y, rotation in places:
                desk = get_place(work.session, Desk, id)
                desk.x, desk.y, desk.rotation = round(x, 3), round(y, 3), rotation % 360
                floor = get_place(work.session, Floor, get_place(work.session, Room, desk.room_id).floor_id)
                floor.is_generated = False
        return work.changes


def _new_floor(session: Session, site: UUID, draft: FloorDraft) -> UUID:
    name = _unused_floor(session, site, _text(draft.name, 80, msg("A floor needs a name.")))
    last = session.scalar(select(func.max(Floor.position)).where(Floor.site_id == site))
    floor = Floor(site_id=site, name=name, position=between(last, None), is_generated=True)
    _add(session, floor)
    for room in draft.rooms:
        add_room(session, floor, room)
    lay_out(session, floor)
    return floor.id


def change_room(session: Session, room: Room, floor: Floor, values: Mapping[str, Any]) -> None:
    """Other values for a room of this floor; lay the floor out afterwards."""
    if "number" in values:
        number = _text(values["number"], 40, msg("A room needs a number."))
        _unused(session, floor, number, room.id)
        room.number = number
    if "name" in values:
        room.name = _text(values["name"] or "", 120) or None
    if "kind" in values:
        room.kind = _kind(values["kind"])
    if "area" in values:
        room.area = _area(values["area"])
    if "capacity" in values:
        room.capacity = _count(values["capacity"], msg("Capacity"))
    if "is_locked" in values:
        room.is_locked = bool(values["is_locked"])
    if "desks" in values:
        set_desks(session, room, _count(values["desks"], msg("Desks")) or 0, floor.is_generated)
    session.flush()


def add_room(session: Session, floor: Floor, draft: RoomDraft) -> UUID:
    """A room with its desks; lay the floor out afterwards."""
    number = _text(draft.number, 40, msg("A room needs a number."))
    _unused(session, floor, number)
    room = Room(floor_id=floor.id, number=number, name=_text(draft.name, 120) or None, kind=_kind(draft.kind),
                area=_area(draft.area), capacity=_count(draft.capacity, msg("Capacity")), is_locked=draft.is_locked)
    _add(session, room)
    set_desks(session, room, _count(draft.desks, msg("Desks")) or 0, floor.is_generated)
    return room.id


def lay_out(session: Session, floor: Floor) -> None:
    """Give the rooms and desks of a floor that nobody drew their places; what stays put is not touched."""
    session.flush()
    if not floor.is_generated:
        return
    rooms = sorted(session.scalars(select(Room).where(Room.floor_id == floor.id)),
                   key=lambda room: (natural(room.number), room.id))
    desks: dict[UUID, list[Desk]] = {}
    for desk in session.scalars(select(Desk).join(Room, Room.id == Desk.room_id).where(Room.floor_id == floor.id)
                                .order_by(Desk.number, Desk.id)):
        desks.setdefault(desk.room_id, []).append(desk)
    outline, places = floor_plan([(room.area, len(desks.get(room.id, ()))) for room in rooms])
    _set(floor, outline=[list(p) for p in outline] or None)
    for room, place in zip(rooms, places, strict=True):
        _set(room, polygon=[list(p) for p in place.polygon])
        for desk, spot in zip(desks.get(room.id, ()), place.desks, strict=True):
            _set(desk, bench=spot.bench, x=spot.x, y=spot.y, rotation=spot.rotation)
    session.flush()


def set_desks(session: Session, room: Room, wanted: int, generated: bool) -> None:
    """As many desks as wanted: further ones after the last number, or the last ones removed."""
    desks = session.scalars(select(Desk).where(Desk.room_id == room.id).order_by(Desk.number, Desk.id)).all()
    for desk in reversed(desks[wanted:]):
        _without_holders(session, room, desk)
        session.delete(desk)
    missing = wanted - len(desks)
    if missing <= 0:
        return
    last = max((desk.number for desk in desks), default=0)
    spots: list[Any] = [None] * missing
    if not generated and room.polygon:
        box = Box.around((float(x), float(y)) for x, y in room.polygon)
        stands = [(desk.x, desk.y) for desk in desks if desk.x is not None and desk.y is not None]
        clear = [spot for spot in benches(box.x, box.y, box.width, box.height, wanted + 2 * len(desks))
                 if all(hypot(spot.x - (x or 0.0), spot.y - (y or 0.0)) > 0.79 for x, y in stands)]
        bench = max((desk.bench or 0 for desk in desks), default=0)
        spots = [(spot, spot.bench + bench) for spot in clear[:missing]]
        spots += [None] * (missing - len(spots))
    for at in range(missing):
        place = spots[at]
        values = {} if place is None else {
            "x": place[0].x, "y": place[0].y, "rotation": place[0].rotation, "bench": place[1]}
        session.add(Desk(room_id=room.id, number=last + at + 1, **values))
    session.flush()


def _remove_floor(session: Session, floor: Floor) -> None:
    for room in session.scalars(select(Room).where(Room.floor_id == floor.id)).all():
        _remove_room(session, room)
    session.flush()
    session.delete(floor)
    session.flush()


def _remove_room(session: Session, room: Room) -> None:
    _without_holders(session, room)
    for desk in session.scalars(select(Desk).where(Desk.room_id == room.id)).all():
        session.delete(desk)
    session.flush()
    session.delete(room)
    session.flush()


def _without_holders(session: Session, room: Room, desk: Desk | None = None) -> None:
    """Refuse where a company has, had or will have the place: its record would lose it."""
    query = select(Company).join(Allocation, Allocation.company_id == Company.id)
    query = query.where(Allocation.room_id == room.id) if desk is None else query.where(Allocation.desk_id == desk.id)
    found = session.scalars(query.limit(1)).first()
    if found is None:
        return
    who = display(found.legal_name, found.trade_name, found.chinese_name)
    if desk is None:
        raise Refused(msg("Room {room} cannot be removed: {company} has or had a place in it. Remove these entries "
                          "first.", room=room.number, company=who))
    raise Refused(msg("Desk {desk} cannot be removed: {company} has or had it. Remove these entries first.",
                      desk=f"{room.number}-{desk.number}", company=who))


def _unused(session: Session, floor: Floor, number: str, but: UUID | None = None) -> None:
    """Refuse a number that another room of the site has."""
    for id, other in session.execute(select(Room.id, Room.number).join(Floor, Floor.id == Room.floor_id)
                                     .where(Floor.site_id == floor.site_id)):
        if id != but and other.casefold() == number.casefold():
            raise Refused(msg("There is already a room {room} at this site. Choose another number.", room=number))


def _unused_floor(session: Session, site: UUID, name: str, but: UUID | None = None) -> str:
    """Refuse a name that another floor of the site has: tables that are imported name floors."""
    for id, other in session.execute(select(Floor.id, Floor.name).where(Floor.site_id == site)):
        if id != but and other.casefold() == name.casefold():
            raise Refused(msg("There is already a floor “{name}” at this site. Choose another name.", name=name))
    return name


def _unused_site(session: Session, name: str, but: UUID | None = None) -> str:
    """Refuse a name that another site has."""
    for id, other in session.execute(select(Site.id, Site.name)):
        if id != but and other.casefold() == name.casefold():
            raise Refused(msg("There is already a site “{name}”. Choose another name.", name=name))
    return name


def get_place(session: Session, kind: type[Any], id: UUID) -> Any:
    """A site, floor, room or desk; raises NotFound once it is gone."""
    found = session.get(kind, id)
    if found is None:
        raise NotFound(msg("This place is no longer there."))
    return found


def _add(session: Session, record: Record) -> None:
    session.add(record)
    session.flush()


def _set(record: Record, **values: Any) -> None:
    for key, value in values.items():
        if getattr(record, key) != value:
            setattr(record, key, value)


def _text(value: str, most: int, missing: Message | None = None) -> str:
    text = clean_text(value)
    if not text and missing is not None:
        raise Refused(missing)
    if len(text) > most:
        raise Refused(msg("“{text}…” is too long: at most {n} characters fit.", text=text[:30], n=most))
    return text


def _zone(name: str) -> str:
    zone = _text(name, 60, msg("A site needs a time zone."))
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused(msg("“{name}” is not a time zone. Write it like Asia/Shanghai or Europe/Berlin.",
                          name=zone)) from None
    return zone


def _kind(kind: str) -> str:
    if kind not in ROOM_KINDS:
        raise Refused(msg("“{kind}” is not a kind of room.", kind=kind))
    return kind


def _area(area: float | None) -> float | None:
    if area is None:
        return None
    if not 0 < area <= _MOST_AREA:
        raise Refused(msg("An area is more than 0 and at most {n} m².", n=int(_MOST_AREA)))
    return float(area)


def _count(count: int | None, label: Message) -> int | None:
    if count is None:
        return None
    if not 0 <= count <= MOST_DESKS:
        raise Refused(msg("{field}: a number from 0 to {n}.", field=label, n=MOST_DESKS))
    return int(count)
