"""A house of two floors for the tests of the plan; every id can be told from its number."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from incubator_gui.domain.house_plan import HousePlan
from incubator_gui.domain.plan_values import PlanCompany, PlanFloor, StaySpan
from incubator_gui.domain.scene import Scene, SceneDesk, SceneRoom
from incubator_gui.domain.space import Holding, RoomSpace, Span
from incubator_gui.domain.space_layout import floor_plan

TODAY = date(2027, 5, 12)
FIRST, SECOND = UUID(int=50), UUID(int=51)
ADA, BORA, CHEN = UUID(int=1), UUID(int=2), UUID(int=3)
NAMES = {ADA: "Adalind Sensorik", BORA: "Bora", CHEN: "澜杉智驾"}
OPEN, OFFICE, MEETING, LAB = (UUID(int=100 + n) for n in range(4))
SPANS = {ADA: Span(date(2026, 1, 1)), BORA: Span(date(2026, 5, 1), date(2027, 6, 30)),
         CHEN: Span(date(2027, 1, 1), date(2028, 1, 1))}


def desk(room: int, number: int, floor: int = 0) -> UUID:
    """The desk with that number in the n-th room."""
    return UUID(int=1000 * (room + 1) + number + 1_000_000 * floor)


def scene_of(floor: UUID, name: str, rooms: Iterable[tuple[str, str, float, int]], at: int = 0,
             locked: frozenset[str] = frozenset()) -> Scene:
    """A floor laid out by the program: (number, kind, area, desks)."""
    rooms = list(rooms)
    outline, places = floor_plan([(area, desks) for _number, _kind, area, desks in rooms])
    made, desks = [], []
    for n, ((number, kind, area, _count), place) in enumerate(zip(rooms, places, strict=True)):
        room = UUID(int=100 + n + 100 * at)
        ids = tuple(desk(n, spot.number, at) for spot in place.desks)
        made.append(SceneRoom(room, number, "", kind, area, 8 if kind == "meeting" else None, place.polygon,
                              number in locked, ids))
        desks += [SceneDesk(id, room, spot.number, spot.bench, spot.x, spot.y, spot.rotation)
                  for id, spot in zip(ids, place.desks, strict=True)]
    return Scene(floor, name, outline, tuple(made), tuple(desks))


def house(holdings: Iterable[Holding] | None = None) -> HousePlan:
    """Adalind has desks 1–6 of the open area, Bora 9–12 on the next bench, Chen the lab as a whole."""
    scenes = {
        FIRST: scene_of(FIRST, "Floor 1", [("101", "open_area", 120.0, 16), ("102", "private_office", 60.0, 8),
                                           ("103", "meeting", 30.0, 0), ("104", "lab", 80.0, 4)],
                        locked=frozenset({"102"})),
        SECOND: scene_of(SECOND, "Floor 2", [("201", "open_area", 100.0, 12)], 1)}
    if holdings is None:
        holdings = [
            *(Holding(UUID(int=9000 + n), ADA, OPEN, desk(0, n), SPANS[ADA]) for n in range(1, 7)),
            *(Holding(UUID(int=9000 + n), BORA, OPEN, desk(0, n), SPANS[BORA]) for n in range(9, 13)),
            Holding(UUID(int=9500), CHEN, LAB, None, SPANS[CHEN])]
    companies = {id: PlanCompany(id, name, "cloud" if id == ADA else None, "resident", None,
                                 (StaySpan("resident", SPANS[id]),), number=number)
                 for number, (id, name) in enumerate(NAMES.items(), start=1)}
    rooms = {room.id: RoomSpace(room.id, scene.floor, room.kind, room.area or 0.0, len(room.desks))
             for scene in scenes.values() for room in scene.rooms}
    site = UUID(int=60)
    return HousePlan(tuple(PlanFloor(id, site, "House", scene.name, 300.0) for id, scene in scenes.items()), scenes,
                     rooms, tuple(holdings), companies)
