"""What the house holds while rows about it are judged: stored records, and those that rows would add."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.db.base import Record
from incubator_gui.db.schema import Desk, Engagement, Floor, HouseSetting, Person, Residency, Room, Service, Site
from incubator_gui.domain.company_names import compact_name
from incubator_gui.domain.space import Holding
from incubator_gui.services.imports.known import Known, load
from incubator_gui.services.space_read import holdings

STAY_COLUMNS = ("kind", "contract", "starts_on", "ends_on", "planned_end", "desks", "wish")
ROOM_COLUMNS = ("number", "name", "kind", "area", "is_locked")
ENGAGEMENT_COLUMNS = ("service_id", "status", "title", "owner_id", "starts_on", "due_on", "hours_granted",
                      "deliverables")


@dataclass(slots=True)
class Write:
    """A record to be inserted, or fields of one to be updated."""

    kind: type[Record]
    id: UUID
    values: dict[str, Any]
    is_new: bool


@dataclass(slots=True)
class Thing:
    """A record with its values, stored or to be."""

    id: UUID
    owner: UUID
    values: dict[str, Any]


@dataclass(slots=True)
class Member:
    """A person of a company: id, link, name, e-mail, phone, title."""

    id: UUID
    link: UUID
    values: dict[str, str]


@dataclass(slots=True)
class World:
    """Everything that rows are judged by; it grows as rows are accepted."""

    known: Known
    today: date
    default_site: str
    names: dict[str, set[UUID]] = field(default_factory=dict)
    codes: dict[str, UUID] = field(default_factory=dict)
    companies: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    people: dict[UUID, list[Member]] = field(default_factory=dict)
    stays: dict[UUID, list[Thing]] = field(default_factory=dict)
    sites: dict[UUID, str] = field(default_factory=dict)
    floors: dict[UUID, Thing] = field(default_factory=dict)
    rooms: dict[UUID, Thing] = field(default_factory=dict)
    desks: dict[UUID, dict[int, UUID]] = field(default_factory=dict)
    holdings: dict[UUID, list[Holding]] = field(default_factory=dict)
    services: dict[str, UUID] = field(default_factory=dict)
    engagements: dict[UUID, list[Thing]] = field(default_factory=dict)
    staff: dict[str, UUID] = field(default_factory=dict)
    next_company: int = 1
    last_floor: dict[UUID, str] = field(default_factory=dict)
    numbered: dict[str, list[Thing]] = field(default_factory=dict)
    """Rooms by their number, case folded."""
    said: dict[tuple[UUID, str], tuple[int, Any]] = field(default_factory=dict)
    """What rows of the file say of a record, by field: the row that said it first, and its value."""

    def add_room(self, room: Thing) -> None:
        """A room that rows can name."""
        self.rooms[room.id] = room
        self.numbered.setdefault(room.values["number"].casefold(), []).append(room)
        self.desks.setdefault(room.id, {})

    def name_company(self, id: UUID, values: dict[str, Any]) -> None:
        """Let a company be found by its names and its code."""
        self.companies[id] = values
        for key in ("legal_name", "trade_name", "chinese_name"):
            if values.get(key):
                self.names.setdefault(compact_name(values[key]), set()).add(id)
        if values.get("credit_code"):
            self.codes[values["credit_code"]] = id


def load_world(session: Session, today: date) -> World:
    """The world of this moment."""
    known = load(session, None)
    name = session.scalars(select(HouseSetting.value).where(HouseSetting.key == "house_name")).first()
    world = World(known, today, str(name or "Incubator"), next_company=known.next_company)
    for id, values in known.companies.items():
        world.name_company(id, values)
        world.people[id] = [Member(p.id, p.link, {"name": p.name, "email": p.email, "phone": p.phone,
                                                  "title": p.title}) for p in known.people.get(id, ())]
    for stay in session.scalars(select(Residency).order_by(Residency.starts_on)):
        world.stays.setdefault(stay.company_id, []).append(_thing(stay, stay.company_id, STAY_COLUMNS))
    world.sites = dict(session.execute(select(Site.id, Site.name).order_by(Site.name)).all())
    for floor in session.scalars(select(Floor).order_by(Floor.position)):
        world.floors[floor.id] = _thing(floor, floor.site_id, ("name", "is_generated"))
    for site, position in session.execute(select(Floor.site_id, func.max(Floor.position)).group_by(Floor.site_id)):
        world.last_floor[site] = position
    for room in session.scalars(select(Room)):
        world.add_room(_thing(room, room.floor_id, ROOM_COLUMNS))
    for id, where, number in session.execute(select(Desk.id, Desk.room_id, Desk.number).order_by(Desk.number)):
        world.desks[where].setdefault(number, id)
    for one in holdings(session):
        world.holdings.setdefault(one.room, []).append(one)
    for service in session.scalars(select(Service)):
        for word in (service.key, service.name_en, service.name_de, service.name_zh):
            if word:
                world.services.setdefault(word.casefold(), service.id)
    for engagement in session.scalars(select(Engagement).order_by(Engagement.id)):
        world.engagements.setdefault(engagement.company_id, []).append(
            _thing(engagement, engagement.company_id, ENGAGEMENT_COLUMNS))
    for person in session.scalars(select(Person).where(Person.is_staff, Person.erased_at.is_(None))):
        for name in (person.initials, person.chinese_name, person.email, person.full_name):
            if name:
                world.staff[name.casefold()] = person.id
    return world


def _thing(record: Any, owner: UUID, columns: tuple[str, ...]) -> Thing:
    return Thing(record.id, owner, {column: getattr(record, column) for column in columns})
