"""Many rooms of a floor typed in or pasted at once, floors put in another order, the draft of a new house."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from incubator_gui.core.errors import IncubatorError, Refused
from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Desk, Floor, Room
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.ordering import between
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.space_setup import FloorDraft, RoomDraft, add_room, change_room, get_place, lay_out

MOST_FLOORS, MOST_ROOMS = 60, 200
_INSIDE = 0.8
"""The share of a floor that is inside of rooms; the rest is corridor and walls."""


@dataclass(frozen=True, slots=True)
class RoomEdit:
    """A room of the list as it should be: `id` None is a new one; `values` as for `edit_room`.

    `seen` are the values that the person saw before typing, as far as known.
    """

    id: UUID | None
    values: Mapping[str, Any] = field(default_factory=dict)
    seen: Mapping[str, Any] = field(default_factory=dict)


class RoomRefused(Refused):
    """One of several rooms cannot be written; `place` is which of them."""

    def __init__(self, message: Message, place: int) -> None:
        super().__init__(message)
        self.place = place


class RoomStale(RoomRefused):
    """Somebody else changed `field` of a room meanwhile; `theirs` is what is stored."""

    def __init__(self, place: int, field: str, theirs: object) -> None:
        super().__init__(msg("The room was changed elsewhere meanwhile."), place)
        self.field, self.theirs = field, theirs


class SpaceSetUpMany:
    """What a list of rooms and a quick start need."""

    _db: Database

    def write_rooms(self, floor: UUID, edits: Sequence[RoomEdit]) -> Outcome[tuple[UUID, ...]]:
        """Change and add rooms of a floor as one step: all of them or none. Raises RoomRefused."""
        made, numbers = [], []
        new = sum(edit.id is None for edit in edits)
        with self._db.write("room.write", nmsg("{n} room changed", "{n} rooms changed", len(edits))) as work:
            session, found = work.session, get_place(work.session, Floor, floor)
            for place, edit in enumerate(edits):
                _as_seen(session, place, edit)
            _make_way(session, edits)
            for place, edit in enumerate(edits):
                try:
                    if edit.id is None:
                        made.append(add_room(session, found, RoomDraft(**{"number": "", **edit.values})))
                        numbers.append(str(edit.values.get("number", "")))
                    else:
                        room = get_place(session, Room, edit.id)
                        change_room(session, room, found, edit.values)
                        made.append(room.id)
                        numbers.append(room.number)
                except IncubatorError as error:
                    raise RoomRefused(error.message, place) from error
            lay_out(session, found)
            if len(edits) == 1:
                work.say(msg("Room {room} added", room=numbers[0]) if new else
                         msg("Room {room} changed", room=numbers[0]))
            elif new == len(edits):
                work.say(nmsg("{n} room added", "{n} rooms added", new))
        return Outcome(tuple(made), work.changes)

    def move_floor(self, id: UUID, by: int) -> Changes:
        """A floor up (-1) or down (1) in the order of its site."""
        with self._db.write("floor.move", msg("Floor moved")) as work:
            floor = get_place(work.session, Floor, id)
            order = work.session.scalars(select(Floor).where(Floor.site_id == floor.site_id)
                                         .order_by(Floor.position, Floor.id)).all()
            others = [one for one in order if one.id != id]
            at = max(0, min(len(others), [one.id for one in order].index(id) + by))
            if order[at].id != id:
                floor.position = between(others[at - 1].position if at else None,
                                         others[at].position if at < len(others) else None)
            work.say(msg("Floor “{name}” moved", name=floor.name))
        return work.changes


def _as_seen(session: Any, place: int, edit: RoomEdit) -> None:
    """Refuse where a value is neither what the person saw nor what is wanted."""
    if edit.id is None or not edit.seen:
        return
    room = get_place(session, Room, edit.id)
    for key in edit.seen.keys() & edit.values.keys():
        stored = getattr(room, key) if key != "desks" else session.scalar(
            select(func.count()).select_from(Desk).where(Desk.room_id == room.id))
        if (stored or None) not in (edit.seen[key] or None, edit.values[key] or None):
            raise RoomStale(place, key, stored)


def _make_way(session: Any, edits: Sequence[RoomEdit]) -> None:
    """Rooms that take each other's numbers: the old ones go first, so that none is in the way."""
    renamed = {edit.id: edit.values["number"] for edit in edits if edit.id is not None and "number" in edit.values}
    wanted = {str(number).casefold() for number in renamed.values()}
    for id in renamed:
        room = get_place(session, Room, id)
        if len(renamed) > 1 and room.number.casefold() in wanted:
            room.number = id.hex
    session.flush()


def series(first: str, count: int) -> tuple[str, ...]:
    """Numbers that follow on a first one: 301, 302 …; A-09, A-10 …; without figures they are added."""
    match = re.fullmatch(r"(.*?)([0-9]{1,9})([^0-9]*)", first)
    if match is None:
        return tuple(first if at == 0 else f"{first} {at + 1}" for at in range(count))
    head, figures, tail = match.groups()
    return tuple(f"{head}{int(figures) + at:0{len(figures)}d}{tail}" for at in range(count))


def spread(text: str) -> tuple[str, ...]:
    """`301…309`, `301–309` or `301-309` as the numbers from the first to the last; else the text alone."""
    match = re.fullmatch(r"\s*([^\s.…–~至-]*?)([0-9]{1,6})\s*(…|\.{2,3}|–|~|～|至|-)\s*\1([0-9]{1,6})\s*", text)
    if match is None:
        return (text.strip(),)
    head, first, sign, last = match.groups()
    count = int(last) - int(first) + 1
    one_name = sign == "-" and (len(first) != len(last) or len(first) < 3)  # 3-12 may be the number of one room
    if one_name or not 2 <= count <= MOST_ROOMS:
        return (text.strip(),)
    return series(head + first, count)


def draft_floors(floors: int, rooms: int, desks: int, area: float | None, first: str, floor_name: str = "{n}F"
                 ) -> tuple[FloorDraft, ...]:
    """A house to begin with: so many floors, each with so many rooms and desks; `first` is the first room's number.

    One room in six is for meetings and has no desks; the floors after the first go on 100 higher.
    """
    if not 1 <= floors <= MOST_FLOORS:
        raise Refused(msg("A house to begin with has 1 to {n} floors.", n=MOST_FLOORS))
    if not 1 <= rooms <= MOST_ROOMS:
        raise Refused(msg("A floor to begin with has 1 to {n} rooms.", n=MOST_ROOMS))
    if not 0 <= desks <= 2_000:
        raise Refused(msg("A floor to begin with has 0 to {n} desks.", n=2_000))
    meeting = {at for at in range(rooms) if rooms > 1 and at % 6 == min(5, rooms - 1)}
    work = [at for at in range(rooms) if at not in meeting]
    share, rest = divmod(desks, len(work))
    seats = {at: share + (place < rest) for place, at in enumerate(work)}
    if max(seats.values()) > 500:
        raise Refused(msg("At most {n} desks fit into a room. Take more rooms.", n=500))
    weights = {at: 3.0 if at in meeting else max(6.0, seats[at] * 1.0) for at in range(rooms)}
    whole = sum(weights.values())
    out = []
    for level in range(floors):
        numbers = series(_raised(first, level), rooms)
        out.append(FloorDraft(floor_name.replace("{n}", str(level + 1)), tuple(
            RoomDraft(numbers[at], "meeting" if at in meeting else "open_area", seats.get(at, 0),
                      round(area * _INSIDE / floors * weights[at] / whole, 1) if area else None,
                      capacity=8 if at in meeting else None)
            for at in range(rooms))))
    return tuple(out)


def _raised(first: str, level: int) -> str:
    """The number of the first room some floors higher: 101, 201, 301; A1 becomes A101."""
    match = re.fullmatch(r"(.*?)([0-9]{1,7})([^0-9]*)", first.strip() or "101")
    if match is None:
        return f"{first} {level + 1}01"
    head, figures, tail = match.groups()
    return f"{head}{int(figures) + 100 * level:0{len(figures)}d}{tail}"
