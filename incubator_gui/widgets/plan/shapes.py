"""The geometry of a floor made ready for painting and pointing: worked out once for each scene."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from math import floor
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from incubator_gui.domain.scene import Box, Point, Run, Scene, SceneDesk, SceneRoom, contains, outline_of
from incubator_gui.widgets.plan.items import DESK, ROOM, Item
from incubator_gui.widgets.plan.view import View

_CELL = 2.0
_KEPT = 32
Ring = Sequence[Point]


class Shapes:
    """A scene with its boxes, outlines of benches and an index of places."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.room_box: dict[UUID, Box] = {room.id: room.box for room in scene.rooms}
        self.corners: dict[UUID, tuple[Point, ...]] = {desk.id: desk.corners for desk in scene.desks}
        self.desk_box: dict[UUID, Box] = {id: Box.around(found) for id, found in self.corners.items()}
        self._unions: dict[tuple[UUID, ...], tuple[Ring, ...]] = {}
        self._inside: dict[tuple[UUID, ...], tuple[tuple[Point, Point], ...]] = {}
        self._cells: dict[tuple[int, int], list[SceneDesk]] = {}
        for desk in scene.desks:
            box = self.desk_box[desk.id]
            for cx in range(floor(box.x / _CELL), floor((box.x + box.width) / _CELL) + 1):
                for cy in range(floor(box.y / _CELL), floor((box.y + box.height) / _CELL) + 1):
                    self._cells.setdefault((cx, cy), []).append(desk)

    @cached_property
    def benches(self) -> Mapping[UUID, tuple[tuple[Point, ...], ...]]:
        """For each room the outlines of desks that stand together."""
        out: dict[UUID, tuple[tuple[Point, ...], ...]] = {}
        for room, desks in self.scene.order.items():
            out[room] = outline_of([self.corners[id] for id in desks])
        return out

    @cached_property
    def bench_boxes(self) -> Mapping[UUID, tuple[Box, ...]]:
        """For each room the boxes around its benches: what a label must not cover."""
        return {room: tuple(Box.around(ring) for ring in rings) for room, rings in self.benches.items()}

    def box(self, item: Item) -> Box | None:
        """The box around a desk or room; None for what is not on this floor."""
        return (self.desk_box if item.kind == DESK else self.room_box).get(item.id)

    def rings(self, item: Item) -> tuple[Ring, ...]:
        """The edges of a desk or room."""
        if item.kind == DESK:
            return (self.corners[item.id],) if item.id in self.corners else ()
        room = self.scene.room_by_id.get(item.id)
        return (room.polygon,) if room is not None and room.polygon else ()

    def union(self, desks: tuple[UUID, ...]) -> tuple[Ring, ...]:
        """The edges around desks, without the lines between them; asked for at every paint."""
        if desks not in self._unions:
            if len(self._unions) > _KEPT:
                self._unions.clear()
            self._unions[desks] = outline_of([self.corners[id] for id in desks if id in self.corners])
        return self._unions[desks]

    def inner_lines(self, run: Run) -> tuple[tuple[Point, Point], ...]:
        """The lines between the desks of a run."""
        found = self._inside.get(run.desks)
        if found is None:
            edges: dict[tuple[Point, Point], int] = {}
            for id in run.desks:
                corners = self.corners[id]
                for start, end in zip(corners, (*corners[1:], corners[0]), strict=True):
                    key = (start, end) if start < end else (end, start)
                    edges[key] = edges.get(key, 0) + 1
            found = self._inside[run.desks] = tuple(
                edge for edge, count in edges.items() if count > 1 or run.room is not None)
        return found

    def desk_at(self, x: float, y: float) -> SceneDesk | None:
        """The desk under a point."""
        for desk in self._cells.get((floor(x / _CELL), floor(y / _CELL)), ()):
            if contains(self.corners[desk.id], x, y):
                return desk
        return None

    def room_at(self, x: float, y: float) -> SceneRoom | None:
        """The room under a point; the smallest where rooms lie in each other."""
        best: SceneRoom | None = None
        for room in self.scene.rooms:
            box = self.room_box[room.id]
            if (box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height
                    and contains(room.polygon, x, y)):
                other = self.room_box[best.id] if best else None
                if other is None or box.width * box.height < other.width * other.height:
                    best = room
        return best

    def desks_in(self, area: Box) -> list[UUID]:
        """The desks whose middle lies in a box."""
        found: dict[UUID, None] = {}
        for cx in range(floor(area.x / _CELL), floor((area.x + area.width) / _CELL) + 1):
            for cy in range(floor(area.y / _CELL), floor((area.y + area.height) / _CELL) + 1):
                for desk in self._cells.get((cx, cy), ()):
                    if (area.x <= desk.x <= area.x + area.width and area.y <= desk.y <= area.y + area.height):
                        found[desk.id] = None
        return list(found)

    def item_at(self, x: float, y: float, *, rooms_only: bool = False) -> Item | None:
        """The desk, else the room, under a point."""
        desk = None if rooms_only else self.desk_at(x, y)
        if desk is not None:
            return Item(DESK, desk.id)
        room = self.room_at(x, y)
        return Item(ROOM, room.id) if room is not None else None


def snap(view: View, point: Point) -> QPointF:
    """A point in the middle of its pixel, so that straight lines are crisp."""
    return QPointF(round(view.width / 2 + (point[0] - view.x) * view.scale) + 0.5,
                   round(view.height / 2 + (point[1] - view.y) * view.scale) + 0.5)


def snapped(view: View, box: Box) -> QRectF:
    """A box whose corners are snapped."""
    return QRectF(snap(view, (box.x, box.y)), snap(view, (box.x + box.width, box.y + box.height)))


def path_of(view: View, rings: Iterable[Ring]) -> QPainterPath:
    """Closed rings in pixels."""
    path = QPainterPath()
    scale, left, top = view.scale, view.width / 2 - view.x * view.scale, view.height / 2 - view.y * view.scale
    for ring in rings:
        path.addPolygon(QPolygonF([QPointF(round(left + x * scale) + 0.5, round(top + y * scale) + 0.5)
                                   for x, y in ring]))
        path.closeSubpath()
    return path


def lines_of(view: View, lines: Iterable[tuple[Point, Point]]) -> QPainterPath:
    """Single lines in pixels."""
    path = QPainterPath()
    scale, left, top = view.scale, view.width / 2 - view.x * view.scale, view.height / 2 - view.y * view.scale
    for (x1, y1), (x2, y2) in lines:
        path.moveTo(round(left + x1 * scale) + 0.5, round(top + y1 * scale) + 0.5)
        path.lineTo(round(left + x2 * scale) + 0.5, round(top + y2 * scale) + 0.5)
    return path


def meets(one: Box, other: Box) -> bool:
    """Whether two boxes share any place."""
    return (one.x <= other.x + other.width and other.x <= one.x + one.width
            and one.y <= other.y + other.height and other.y <= one.y + one.height)
