"""What the screen reads in one go, and the drawing of a draft that is not stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from incubator_gui.core.ids import new_id
from incubator_gui.domain.house_plan import HousePlan
from incubator_gui.domain.scene import Scene, SceneDesk, SceneRoom
from incubator_gui.domain.space_layout import floor_plan
from incubator_gui.services.space import FloorRow, RoomDraft, RoomRow, SiteRow

SITE, FLOOR = "site", "floor"
SHOWS = ("site", "floor", "room", "desk")
"""Tables whose changes the screen shows."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Sites, floors in their order, rooms in theirs, and the plan for the drawing."""

    sites: tuple[SiteRow, ...]
    floors: tuple[FloorRow, ...]
    rooms: tuple[RoomRow, ...]
    plan: HousePlan

    def floor(self, id: UUID | None) -> FloorRow | None:
        """A floor by id."""
        return next((floor for floor in self.floors if floor.id == id), None)

    def site(self, id: UUID | None) -> SiteRow | None:
        """A site by id."""
        return next((site for site in self.sites if site.id == id), None)

    def floor_at(self, place: tuple[str, UUID] | None) -> UUID | None:
        """The floor that a place is, or the first one of a site."""
        if place is None or place[0] == FLOOR:
            return place[1] if place is not None else None
        return next((floor.id for floor in self.floors if floor.site_id == place[1]), None)

    def site_at(self, place: tuple[str, UUID] | None) -> UUID | None:
        """The site that a place is, or that of a floor."""
        if place is None or place[0] == SITE:
            return place[1] if place is not None else None
        found = self.floor(place[1])
        return found.site_id if found is not None else None

    def rooms_of(self, floor: UUID | None) -> tuple[RoomRow, ...]:
        """The rooms of a floor."""
        return tuple(room for room in self.rooms if room.floor_id == floor)

    def rooms_at(self, site: UUID | None) -> tuple[RoomRow, ...]:
        """The rooms of a site."""
        floors = {floor.id for floor in self.floors if floor.site_id == site}
        return tuple(room for room in self.rooms if room.floor_id in floors)


def read(house: Any) -> Reading:
    """Everything, in the background."""
    space = house.space
    return Reading(space.sites(), space.floors(), space.rooms(), space.plan())


def scene_of(rooms: Sequence[RoomDraft], name: str) -> Scene:
    """How a floor of drafts would lie."""
    outline, places = floor_plan([(room.area, room.desks) for room in rooms])
    out, desks = [], []
    for room, place in zip(rooms, places, strict=True):
        id = new_id()
        made = [SceneDesk(new_id(), id, spot.number, spot.bench, spot.x, spot.y, spot.rotation) for spot in place.desks]
        desks += made
        out.append(SceneRoom(id, room.number, room.name, room.kind, room.area, room.capacity, place.polygon,
                             room.is_locked, tuple(desk.id for desk in made)))
    return Scene(new_id(), name, outline, tuple(out), tuple(desks))
