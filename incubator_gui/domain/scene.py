"""A floor as it is drawn: plain values in metres that a screen and a paper both can paint.

x grows to the right, y downwards. What does not depend on the day (`Scene`) is made once; the runs
of a day are made from it quickly, so that a slider can ask for them on every move.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property
from math import cos, hypot, radians, sin
from uuid import UUID

Point = tuple[float, float]

DESK_WIDTH, DESK_DEPTH = 1.6, 0.8
_GAP = 0.15
"""Desks that are no farther apart stand together."""
_EXACT = 3


class Detail(IntEnum):
    """How much is shown, by pixels for a metre."""

    BLOCKS = 0
    """Rooms with their occupancy only."""
    RUNS = 1
    """Runs with names, without the lines between desks."""
    DESKS = 2
    """Desks and names."""
    NUMBERS = 3
    """Numbers of desks and persons as well."""


THRESHOLDS = (6.0, 12.0, 30.0)
"""Pixels for a metre from which the next level of detail is shown."""


def detail(pixels: float) -> Detail:
    """What is shown at so many pixels for a metre."""
    return Detail(sum(pixels >= limit for limit in THRESHOLDS))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with sides along the axes."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> Point:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def touches(self, other: Box, gap: float = 0.3) -> bool:
        """Whether the two share a side or overlap; corners that meet do not count."""
        across = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        down = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        return min(across, down) >= -gap and max(across, down) > gap

    @classmethod
    def around(cls, points: Iterable[Point]) -> Box:
        """The smallest one that holds all points; empty at the origin without any."""
        found = list(points)
        if not found:
            return cls(0.0, 0.0, 0.0, 0.0)
        xs, ys = [p[0] for p in found], [p[1] for p in found]
        return cls(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


@dataclass(frozen=True, slots=True)
class SceneDesk:
    """A desk: its middle, size and rotation (degrees, clockwise)."""

    id: UUID
    room: UUID
    number: int
    bench: int | None
    x: float
    y: float
    rotation: float = 0.0
    width: float = DESK_WIDTH
    depth: float = DESK_DEPTH

    @property
    def corners(self) -> tuple[Point, ...]:
        """The four corners in order."""
        turn = radians(self.rotation)
        c, s = cos(turn), sin(turn)
        half = ((-self.width / 2, -self.depth / 2), (self.width / 2, -self.depth / 2),
                (self.width / 2, self.depth / 2), (-self.width / 2, self.depth / 2))
        return tuple((round(self.x + x * c - y * s, _EXACT), round(self.y + x * s + y * c, _EXACT)) for x, y in half)


@dataclass(frozen=True, slots=True)
class SceneRoom:
    """A room; `label` is where its number begins (top left), `desks` in the order of their numbers."""

    id: UUID
    number: str
    name: str
    kind: str
    area: float | None
    capacity: int | None
    polygon: tuple[Point, ...]
    is_locked: bool
    desks: tuple[UUID, ...]

    @property
    def box(self) -> Box:
        """The box around it."""
        return Box.around(self.polygon)

    @property
    def label(self) -> Point:
        """The corner at which the label begins: the topmost left one."""
        return min(self.polygon, key=lambda p: (p[1] + p[0] / 1000, p[0])) if self.polygon else (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring desks of one company, or a whole room of it (`room` set, no desks).

    `outlines` are the edges, `label` the box in which the name lies, `below` the point under which
    it goes where it is too wide.
    """

    company: UUID
    desks: tuple[UUID, ...]
    count: int
    outlines: tuple[tuple[Point, ...], ...]
    label: Box
    below: Point
    room: UUID | None = None


@dataclass(frozen=True)
class Scene:
    """One floor."""

    floor: UUID
    name: str
    outline: tuple[Point, ...]
    rooms: tuple[SceneRoom, ...]
    desks: tuple[SceneDesk, ...]

    @cached_property
    def by_id(self) -> Mapping[UUID, SceneDesk]:
        """Desks by id."""
        return {desk.id: desk for desk in self.desks}

    @cached_property
    def room_by_id(self) -> Mapping[UUID, SceneRoom]:
        """Rooms by id."""
        return {room.id: room for room in self.rooms}

    @cached_property
    def box(self) -> Box:
        """The box around everything."""
        points = [*self.outline, *(p for room in self.rooms for p in room.polygon)]
        return Box.around(points or [p for desk in self.desks for p in desk.corners])

    @cached_property
    def neighbours(self) -> Mapping[UUID, tuple[UUID, ...]]:
        """For each desk the desks of its room that stand against it, side or corner."""
        groups: dict[UUID, list[SceneDesk]] = {}
        for desk in self.desks:
            groups.setdefault(desk.room, []).append(desk)
        beside: dict[UUID, tuple[UUID, ...]] = {}
        for group in groups.values():
            cells: dict[tuple[int, int], list[SceneDesk]] = {}
            for desk in group:
                cells.setdefault(_cell(desk), []).append(desk)
            for desk in group:
                x, y = _cell(desk)
                beside[desk.id] = tuple(
                    other.id for dx in (-1, 0, 1) for dy in (-1, 0, 1) for other in cells.get((x + dx, y + dy), ())
                    if other.id != desk.id and _together(desk, other))
        return beside

    @cached_property
    def order(self) -> Mapping[UUID, tuple[UUID, ...]]:
        """The desks of each room along its benches: by bench and number."""
        rooms: dict[UUID, list[SceneDesk]] = {}
        for desk in self.desks:
            rooms.setdefault(desk.room, []).append(desk)
        return {room: tuple(d.id for d in sorted(found, key=lambda d: (d.number, d.bench or 0)))
                for room, found in rooms.items()}

    def desk_at(self, x: float, y: float) -> SceneDesk | None:
        """The desk under a point."""
        return next((desk for desk in self.desks if _inside(desk, x, y)), None)

    def room_at(self, x: float, y: float) -> SceneRoom | None:
        """The room under a point; the smallest where rooms lie in each other."""
        found = [room for room in self.rooms if contains(room.polygon, x, y)]
        return min(found, key=lambda room: polygon_area(room.polygon)) if found else None

    def runs(self, holders: Mapping[UUID, UUID], whole: Mapping[UUID, UUID] = {}) -> tuple[Run, ...]:
        """Neighbouring desks by company: `holders` by desk, `whole` by room."""
        out = []
        for room, company in whole.items():
            found = self.room_by_id.get(room)
            if found is not None:
                out.append(_whole(found, company))
        if not holders:
            return tuple(out)
        seen: set[UUID] = set()
        for desk in self.desks:
            company_here = holders.get(desk.id)
            if company_here is None or desk.id in seen or desk.room in whole:
                continue
            group, heap = [], [desk.id]
            seen.add(desk.id)
            while heap:
                one = heap.pop()
                group.append(one)
                for other in self.neighbours[one]:
                    if other not in seen and holders.get(other) == company_here:
                        seen.add(other)
                        heap.append(other)
            group.sort(key=lambda id: self.by_id[id].number)
            out.append(self._run(company_here, tuple(group)))
        return tuple(out)

    def _run(self, company: UUID, desks: tuple[UUID, ...]) -> Run:
        """A run whose shape is worked out once for the same desks: a slider meets it again and again."""
        shape = self._shapes.get(desks)
        if shape is None:
            shape = self._shapes[desks] = run_of(company, [self.by_id[id] for id in desks])
        return shape if shape.company == company else replace(shape, company=company)

    @cached_property
    def _shapes(self) -> dict[tuple[UUID, ...], Run]:
        return {}

    def stretch(self, start: UUID, count: int, free: Mapping[UUID, bool]) -> tuple[UUID, ...]:
        """Up to `count` free desks from `start` on along the benches of its room, then before it.

        Where too few follow in one stretch, what is free elsewhere in the room fills up.
        """
        room = self.by_id[start].room
        order = self.order[room]
        at = order.index(start)
        found: list[UUID] = []
        for id in order[at:]:
            if not free.get(id, False):
                break
            found.append(id)
        before = []
        for id in reversed(order[:at]):
            if not free.get(id, False) or not found:
                break
            before.append(id)
        picked = [*found, *before]
        if len(picked) < count:
            rest = sorted((id for id in order if free.get(id, False) and id not in set(picked)),
                          key=lambda id: (abs(order.index(id) - at), order.index(id)))
            picked += rest
        return tuple(sorted(picked[:count], key=order.index))


def run_of(company: UUID, desks: Sequence[SceneDesk]) -> Run:
    """The run of these desks."""
    outlines = outline_of([desk.corners for desk in desks])
    everything = Box.around(p for desk in desks for p in desk.corners)
    label = _label(desks, everything)
    return Run(company, tuple(d.id for d in desks), len(desks), outlines, label,
               (everything.x + everything.width / 2, everything.y + everything.height))


def _whole(room: SceneRoom, company: UUID) -> Run:
    box = room.box
    return Run(company, room.desks, len(room.desks), (room.polygon,) if room.polygon else (), box,
               (box.x + box.width / 2, box.y + box.height), room.id)


def _label(desks: Sequence[SceneDesk], everything: Box) -> Box:
    """The widest box inside the run: all of it where it is a rectangle, else its widest row."""
    covered = sum(desk.width * desk.depth for desk in desks)
    missing = everything.width * everything.height - covered
    if missing <= covered * 0.1 and missing < 0.9 * min(desk.width * desk.depth for desk in desks):
        return everything
    rows: dict[int, list[SceneDesk]] = {}
    for desk in desks:
        rows.setdefault(round(desk.y / _GAP), []).append(desk)
    boxes = [Box.around(p for desk in row for p in desk.corners) for row in rows.values()]
    return max(boxes, key=lambda box: (box.width * box.height, -box.y))


def outline_of(shapes: Sequence[Sequence[Point]]) -> tuple[tuple[Point, ...], ...]:
    """The outer edges of shapes that fit together: edges which two of them share fall away."""
    edges: dict[tuple[Point, Point], None] = {}
    for corners in shapes:
        for start, end in zip(corners, (*corners[1:], corners[0]), strict=True):
            if (end, start) in edges:
                del edges[end, start]
            else:
                edges[start, end] = None
    after: dict[Point, list[Point]] = {}
    for start, end in edges:
        after.setdefault(start, []).append(end)
    out = []
    while after:
        first = next(iter(after))
        ring = [first]
        here = after[first].pop()
        if not after[first]:
            del after[first]
        while here != first and here in after:
            ring.append(here)
            following = after[here].pop()
            if not after[here]:
                del after[here]
            here = following
        out.append(_straightened(ring))
    return tuple(out)


def _straightened(ring: Sequence[Point]) -> tuple[Point, ...]:
    """Without the points that lie on a straight line between their neighbours."""
    kept = []
    for at, point in enumerate(ring):
        before, after = ring[at - 1], ring[(at + 1) % len(ring)]
        cross = (point[0] - before[0]) * (after[1] - point[1]) - (point[1] - before[1]) * (after[0] - point[0])
        if abs(cross) > 1e-6:
            kept.append(point)
    return tuple(kept)


def contains(polygon: Sequence[Point], x: float, y: float) -> bool:
    """Whether a point lies in a polygon."""
    inside = False
    for (x1, y1), (x2, y2) in zip(polygon, (*polygon[1:], *polygon[:1]), strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def polygon_area(polygon: Sequence[Point]) -> float:
    """The area of a polygon in square metres."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in
                   zip(polygon, (*polygon[1:], *polygon[:1]), strict=True))) / 2


def _cell(desk: SceneDesk) -> tuple[int, int]:
    """Desks that touch lie in the same cell or in one beside it."""
    reach = 2.0 if max(desk.width, desk.depth) <= 1.8 else 4.0
    return int(desk.x // reach), int(desk.y // reach)


def _together(one: SceneDesk, other: SceneDesk) -> bool:
    if one.bench is not None and other.bench is not None and one.bench != other.bench:
        return False
    if hypot(one.x - other.x, one.y - other.y) > (hypot(one.width, one.depth) + hypot(other.width, other.depth)) / 2 \
            + _GAP:
        return False
    turn = radians(one.rotation)
    dx, dy = other.x - one.x, other.y - one.y
    along, across = abs(dx * cos(turn) + dy * sin(turn)), abs(dy * cos(turn) - dx * sin(turn))
    tilt = radians(other.rotation - one.rotation)
    width = (abs(other.width * cos(tilt)) + abs(other.depth * sin(tilt)) + one.width) / 2
    depth = (abs(other.width * sin(tilt)) + abs(other.depth * cos(tilt)) + one.depth) / 2
    return along <= width + _GAP and across <= depth + _GAP


def _inside(desk: SceneDesk, x: float, y: float) -> bool:
    turn = radians(desk.rotation)
    dx, dy = x - desk.x, y - desk.y
    return (abs(dx * cos(turn) + dy * sin(turn)) <= desk.width / 2
            and abs(dy * cos(turn) - dx * sin(turn)) <= desk.depth / 2)
