"""Stays, rooms, desks and services of rows about today's house; see `house_import_plan`."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.db.schema import Allocation, Desk, Engagement, Floor, Residency, Room, Service, Site
from incubator_gui.domain.folding import has_han
from incubator_gui.domain.ordering import between
from incubator_gui.domain.space import Holding, Span
from incubator_gui.services.house_import_plan import SINCE_WHEN, Doubt, HousePlanRow
from incubator_gui.services.house_import_world import Thing, World
from incubator_gui.services.imports.plan import CellChange
from incubator_gui.services.space_counts import ranges
from incubator_gui.services.space_setup import MOST_DESKS

_STAY = {"stay_kind": "kind", "contract": "contract", "planned_end": "planned_end", "wish": "wish"}
_ROOM = {"room_name": "name", "room_kind": "kind", "room_area": "area"}
_SERVICE = {"service_title": "title", "service_status": "status", "service_from": "starts_on",
            "service_due": "due_on", "service_hours": "hours_granted", "deliverables": "deliverables"}
_UNIT = re.compile(r"(?<=[0-9])\s*(?:个工位|个|工位|desks?|seats?|places?|workplaces?|arbeitsplätze"
                   r"|arbeitsplatz|plätze|platz|ap)\.?\Z", re.IGNORECASE)
_WORD = re.compile(r"工位号?|座位|(?<=[0-9])\s*号")
_PART = re.compile(r"(?P<first>[0-9]{1,4})(?:\s*(?:-|–|~|至|bis|to)\s*(?P<last>[0-9]{1,4}))?\Z")


def desk_numbers(text: str) -> tuple[int, ...]:
    """`1-8, 12` as numbers; raises Doubt for what is none."""
    found: list[int] = []
    for part in re.split(r"[,;、+]", unicodedata.normalize("NFKC", text)):
        part = _WORD.sub("", part).strip()
        match = _PART.match(part) if part else None
        if part and match is None:
            raise Doubt(msg("“{text}” are no numbers of desks; write them like 1-8, 12", text=text[:60]))
        if match is not None:
            first = int(match["first"])
            last = int(match["last"] or first)
            if not 0 < first <= last or last - first >= MOST_DESKS:
                raise Doubt(msg("“{text}” are no numbers of desks; write them like 1-8, 12", text=text[:60]))
            found += range(first, last + 1)
    if not found:
        raise Doubt(msg("“{text}” are no numbers of desks; write them like 1-8, 12", text=text[:60]))
    return tuple(dict.fromkeys(found))


def wanted_desks(row: HousePlanRow) -> tuple[tuple[int, ...], int | None]:
    """The desks that a row names, and how many it asks for without naming them."""
    values = row.prepared.values
    numbers = desk_numbers(str(values["desk"])) if values.get("desk") else ()
    text = _UNIT.sub("", str(values.get("desks") or "").strip())
    if not text:
        return numbers, None
    if text.isdecimal() and text.isascii():
        count = int(text)
        if count > MOST_DESKS:
            raise Doubt(msg("at most {n} desks fit into a room", n=MOST_DESKS))
        if numbers and count != len(numbers):
            raise Doubt(msg("{n} desks are named, but {count} are counted", n=len(numbers), count=count))
        return numbers, None if numbers else count
    return (*numbers, *(n for n in desk_numbers(text) if n not in numbers)), None


def room_alone(row: HousePlanRow, world: World) -> None:
    """A row that sets up a room, or a floor without any."""
    values = row.prepared.values
    if not values.get("room"):
        if not values.get("floor"):
            raise Doubt(msg("Company name is required"))
        _floor(row, world)
        return
    numbers, count = wanted_desks(row)
    room = _room(row, world)
    _more_desks(row, world, room, max((*numbers, count or 0)), shrink=count is not None)


def stay(row: HousePlanRow, world: World, since: date | None) -> None:
    """The stay that a row speaks of; a place alone makes its company a resident as well."""
    values = row.prepared.values
    has_place = bool(values.get("room"))
    if row.company is None or not (has_place or values.keys() & {*_STAY, "starts_on", "until", "desks"}):
        return
    stays = world.stays.setdefault(row.company, [])
    starts, until, ends = _starts(row, since), _day(values.get("until")), None
    given: dict[str, Any] = {column: values[key] for key, column in _STAY.items() if values.get(key)}
    if not has_place and (count := wanted_desks(row)[1]) is not None:
        given["desks"] = count
    if starts is None:
        found = stays[-1] if stays else None
    else:
        _span(starts, until)
        ends = until if until is not None and until <= world.today else None
        found = next((one for one in stays
                      if Span(one.values["starts_on"], one.values["ends_on"]).overlaps(Span(starts, ends))), None)
    if found is None:
        if starts is None:
            raise Doubt(SINCE_WHEN)
        new = {"kind": "resident", "contract": None, "starts_on": starts, "ends_on": ends, "planned_end": until,
               "desks": None, "wish": None} | given
        if new["planned_end"] is not None and new["planned_end"] <= starts:
            raise Doubt(msg("the planned end lies before the first day"))
        one = Thing(new_id(), row.company, new)
        row.write(Residency, one.id, {"company_id": row.company, **new}, True)
        row.reasons.append(msg("stay from {day}", day=starts))
        row.say(world, one.id, {key: given[column] for key, column in (*_STAY.items(), ("desks", "desks"))
                                if column in given})
        row.effects.append(lambda: stays.append(one))
        return
    if starts is not None and starts < found.values["starts_on"]:
        given["starts_on"] = starts
    _change(row, world, Residency, found, given, {column: key for key, column in _STAY.items()} | {
        "starts_on": "starts_on", "desks": "desks"})


def place(row: HousePlanRow, world: World, since: date | None) -> None:
    """The desks, or the room, that a company has."""
    values = row.prepared.values
    if row.company is None or not values.get("room"):
        return
    numbers, count = wanted_desks(row)
    room = _room(row, world)
    is_new = room.id not in world.rooms
    desks = _more_desks(row, world, room, max((*numbers, count or 0))) if is_new else world.desks[room.id]
    stays = world.stays.get(row.company, [])
    starts = _starts(row, since) or (stays[-1].values["starts_on"] if stays else None)
    if starts is None:
        raise Doubt(SINCE_WHEN)
    span = _span(starts, _day(values.get("until")))
    if room.values.get("is_locked"):
        raise Doubt(msg("Room {room} is locked. Unlock it first.", room=room.values["number"]))
    if room.values.get("kind") == "circulation":
        raise Doubt(msg("Room {room} is for circulation and cannot be given to a company.", room=room.values["number"]))
    here = world.holdings.setdefault(room.id, [])
    mine = [one for one in here if one.company == row.company and one.span.overlaps(span)]
    places: list[UUID | None]
    if count is not None:
        places = _picked(row, room, desks, here, mine, span, count)
    elif numbers:
        for number in numbers:
            if number not in desks:
                raise Doubt(msg("room {room} has no desk {number}", room=room.values["number"], number=number))
        places = [desks[number] for number in numbers]
    else:
        places = [None]
    fresh, named = [], {id: number for number, id in desks.items()}
    for desk in places:
        if desk is not None and any(one.desk is None and one.span == span for one in mine):
            continue  # it has the room as a whole, and with it this desk
        own = next((one for one in mine if one.desk == desk and one.span.starts == span.starts), None)
        clash = next((one for one in here if one is not own and one.blocks(room.id, desk) and one.span.overlaps(span)),
                     None)
        if clash is not None:
            raise Doubt(_taken(world, room, named.get(clash.desk if desk is None else desk), clash))  # type: ignore[arg-type]
        if own is not None:
            row.say(world, own.id, {"until": span.until})
        if own is None:
            fresh.append(Holding(new_id(), row.company, room.id, desk, span))
            row.say(world, fresh[-1].id, {"until": span.until})
        elif own.span != span:
            row.write(Allocation, own.id, {"ends_on": span.until}, False)
            row.changes.append(CellChange("until", own.span.until, span.until))
            changed = Holding(own.id, own.company, own.room, own.desk, span, own.is_locked)
            row.effects.append(lambda own=own, changed=changed: here.__setitem__(here.index(own), changed))  # type: ignore[misc]
    for one in fresh:
        row.write(Allocation, one.id, {
            "company_id": row.company, "room_id": room.id, "desk_id": one.desk, "starts_on": span.starts,
            "ends_on": span.until}, True)
    if fresh:
        row.effects.append(lambda: here.extend(fresh))
        where = room.values["number"]
        row.reasons.append(msg("room {room} as a whole", room=where) if fresh[0].desk is None else msg(
            "room {room}: desks {numbers}", room=where, numbers=ranges(named[h.desk] for h in fresh if h.desk)))


def service(row: HousePlanRow, world: World) -> None:
    """A service that runs for a company."""
    values = row.prepared.values
    name = str(values.get("service") or "")
    if row.company is None or not name:
        return
    id = world.services.get(name.casefold())
    if id is None:
        made = id = new_id()
        column = "name_zh" if has_han(name) else "name_en"
        row.write(Service, id, {"key": name.casefold()[:60], "name_en": name, "name_de": name, "name_zh": name,
                                column: name}, True)
        row.reasons.append(msg("new service “{name}”", name=name))
        row.effects.append(lambda: world.services.__setitem__(name.casefold(), made))
    given: dict[str, Any] = {column: values[key] for key, column in _SERVICE.items() if values.get(key) is not None}
    owner = str(values.get("service_owner") or "")
    if owner:
        if owner.casefold() not in world.staff:
            raise Doubt(msg("nobody on the staff is called “{name}”", name=owner))
        given["owner_id"] = world.staff[owner.casefold()]
    running = world.engagements.setdefault(row.company, [])
    title = given.get("title")
    found = next((one for one in running if one.values["service_id"] == id and (
        one.values["title"] == title if title else one.values["status"] not in ("done", "cancelled")
        or one.values["status"] == given.get("status"))), None)
    if found is None:
        new = {"service_id": id, "status": "active", "title": None, "owner_id": None, "starts_on": None, "due_on": None,
               "hours_granted": None, "deliverables": None} | given
        one = Thing(new_id(), row.company, new)
        row.write(Engagement, one.id, {"company_id": row.company, **new}, True)
        row.reasons.append(msg("service “{name}”", name=name))
        row.say(world, one.id, {key: given[column] for key, column in (*_SERVICE.items(), ("service_owner", "owner_id"))
                                if column in given})
        row.effects.append(lambda: running.append(one))
        return
    _change(row, world, Engagement, found, given, {column: key for key, column in _SERVICE.items()} | {
        "owner_id": "service_owner"})


def _change(row: HousePlanRow, world: World, kind: Any, thing: Thing, given: dict[str, Any], names: dict[str, str]
            ) -> None:
    # a stay begins with its earliest row: another first day contradicts none
    row.say(world, thing.id, {names[column]: value for column, value in given.items() if names[column] != "starts_on"})
    differs = {column: value for column, value in given.items() if thing.values.get(column) != value}
    if not differs:
        return
    row.write(kind, thing.id, differs, False)
    row.changes += [CellChange(names[column], thing.values.get(column), value) for column, value in differs.items()]
    row.reasons.append(nmsg("{n} other value", "{n} other values", len(differs)))
    row.effects.append(lambda: thing.values.update(differs))


def _room(row: HousePlanRow, world: World) -> Thing:
    """The room of a row: found by its number, or new on the floor that the row names."""
    values = row.prepared.values
    number = str(values["room"])
    floors = _floors(row, world)
    found = [room for room in world.numbered.get(number.casefold(), ()) if room.owner in floors]
    given: dict[str, Any] = {column: values[key] for key, column in _ROOM.items() if values.get(key)}
    area = values.get("room_area")
    if isinstance(area, Decimal):
        if not 0 < area <= 1_000_000:
            raise Doubt(msg("the area of a room is more than 0 m²"))
        given["area"] = float(area)
    if len(found) > 1:
        raise Doubt(msg("there are several rooms {room}; give the floor as well", room=number))
    if found:
        if given:
            row.floors.add(found[0].owner)
        _change(row, world, Room, found[0], given, {column: key for key, column in _ROOM.items()})
        return found[0]
    if row.company is not None and not values.get("floor"):  # a slip of the pen must not build a room
        raise Doubt(msg("there is no room {room}; set it up first, or give its floor", room=number))
    floor = _floor(row, world)
    room = Thing(new_id(), floor, {"number": number, "name": None, "kind": "open_area", "area": None,
                                   "is_locked": False} | given)
    row.write(Room, room.id, {"floor_id": floor, **room.values}, True)
    row.floors.add(floor)
    row.reasons.append(msg("new room {room}", room=number))
    row.say(world, room.id, {key: values[key] for key in _ROOM if values.get(key)})
    row.effects.append(lambda: world.add_room(room))
    return room


def _floors(row: HousePlanRow, world: World) -> set[UUID]:
    """The floors that a row can mean."""
    name, site = (str(row.prepared.values.get(key) or "").casefold() for key in ("floor", "site"))
    return {id for id, floor in world.floors.items()
            if (not name or floor.values["name"].casefold() == name)
            and (not site or world.sites[floor.owner].casefold() == site)}


def _floor(row: HousePlanRow, world: World) -> UUID:
    values = row.prepared.values
    found = _floors(row, world)
    if len(found) == 1:
        return found.pop()
    if found:
        raise Doubt(msg("there are several floors; say on which one the room is"))
    name = str(values.get("floor") or "")
    if not name:
        raise Doubt(msg("there is no room {room}; set it up first, or give its floor", room=str(values.get("room"))))
    wanted = str(values.get("site") or "")
    sites = [id for id, site in world.sites.items() if not wanted or site.casefold() == wanted.casefold()]
    if len(sites) > 1:
        raise Doubt(msg("there are several sites; say at which one the floor is"))
    if sites:
        site = sites[0]
    else:
        site, title = new_id(), wanted or world.default_site
        row.write(Site, site, {"name": title[:120]}, True)
        row.reasons.append(msg("new site “{name}”", name=title))
        row.effects.append(lambda: world.sites.__setitem__(site, title))
    floor, position = new_id(), between(world.last_floor.get(site), None)
    row.write(Floor, floor, {"site_id": site, "name": name, "position": position, "is_generated": True}, True)
    row.reasons.append(msg("new floor “{name}”", name=name))

    def grow() -> None:
        world.floors[floor] = Thing(floor, site, {"name": name, "is_generated": True})
        world.last_floor[site] = position
    row.effects.append(grow)
    return floor


def _more_desks(row: HousePlanRow, world: World, room: Thing, count: int, shrink: bool = False) -> dict[int, UUID]:
    """The desks of a room with those that are still missing; none is taken away by an import."""
    desks = dict(world.desks.get(room.id, {}))
    if shrink and count < len(desks):
        raise Doubt(msg("room {room} has {n} desks; an import takes none away", room=room.values["number"],
                        n=len(desks)))
    number, added = max(desks, default=0), 0
    while len(desks) < count:
        number += 1
        desks[number] = new_id()
        row.write(Desk, desks[number], {"room_id": room.id, "number": number}, True)
        added += 1
    if added:
        row.floors.add(room.owner)
        row.reasons.append(nmsg("{n} new desk", "{n} new desks", added))
        row.effects.append(lambda: world.desks.__setitem__(room.id, desks))
    return desks


def _picked(row: HousePlanRow, room: Thing, desks: dict[int, UUID], here: list[Holding], mine: list[Holding],
            span: Span, count: int) -> list[UUID | None]:
    """So many desks of a room: those that the company has there already, then the shortest free stretch."""
    own = [one.desk for one in mine if one.desk is not None and one.span.starts == span.starts]
    if len(own) > count:
        raise Doubt(nmsg("the company has {n} desk there already", "the company has {n} desks there already", len(own)))
    missing = count - len(own)
    free = [id for _number, id in sorted(desks.items())
            if not any(one.blocks(room.id, id) and one.span.overlaps(span) for one in here)]
    order = [id for _number, id in sorted(desks.items())]
    stretches: list[list[UUID]] = [[]]
    for id in order:
        if id in free:
            stretches[-1].append(id)
        elif stretches[-1]:
            stretches.append([])
    enough = [one for one in stretches if len(one) >= missing]
    chosen = min(enough, key=len)[:missing] if enough else free[:missing]
    if len(chosen) < missing:
        raise Doubt(msg("only {n} of {count} desks are free in room {room}", n=len(chosen), count=missing,
                        room=room.values["number"]))
    return [*own, *chosen]


def _taken(world: World, room: Thing, number: int | None, clash: Holding) -> Message:
    from incubator_gui.services.house_import_plan import _name

    where = room.values["number"]
    label = msg("Room {room}", room=where) if number is None else msg("Desk {desk}", desk=f"{where}-{number}")
    who = _name(world.companies.get(clash.company, {}))
    if clash.span.until is None:
        return msg("{place} is taken by {company} from {starts} on, without an end. Choose another place.",
                   place=label, company=who, starts=clash.span.starts)
    return msg("{place} is taken by {company} from {starts} and free again on {until}. Choose another place or other "
               "dates.", place=label, company=who, starts=clash.span.starts, until=clash.span.until)


def _starts(row: HousePlanRow, since: date | None) -> date | None:
    return _day(row.prepared.values.get("starts_on")) or since


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else None


def _span(starts: date, until: date | None) -> Span:
    try:
        return Span(starts, until)
    except ValueError:
        raise Doubt(msg("the end lies before the first day")) from None
