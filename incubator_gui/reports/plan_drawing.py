"""A floor drawn to scale as vectors: walls, desks, runs; `plan_labels` writes on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from incubator_gui.reports import style as s
from incubator_gui.reports.paper import Paper
from incubator_gui.reports.plan_colours import CORRIDOR, FREE, WALL, fill_of, ground, hatched, mixed
from incubator_gui.reports.plan_values import PlanPoint, PlanRun, PlanSheet
from incubator_gui.reports.style import MM

OUTER_WALL, INNER_WALL, DESK, RUN = 0.5 * MM, 0.25 * MM, 0.1 * MM, 0.35 * MM
_HATCH, _HATCH_INK = 1.6 * MM, 0.38

Rect = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


def extent(sheet: PlanSheet) -> tuple[float, float, float, float]:
    """The box around everything in metres: x, y, width, height."""
    points = [*sheet.outline, *(p for room in sheet.rooms for p in room.polygon),
              *(p for desk in sheet.desks for p in desk.corners)]
    if not points:
        return 0.0, 0.0, 0.0, 0.0
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


class Drawing:
    """One floor at a place of a page: `left` and `top` in points, `ratio` as in 1:125."""

    def __init__(self, paper: Paper, sheet: PlanSheet, left: float, top: float, ratio: int) -> None:
        self.paper, self.sheet = paper, sheet
        self.metre = 1000 * MM / ratio
        self._x, self._y, self.wide, self.tall = extent(sheet)
        self._left, self._top = left, top

    def at(self, point: PlanPoint) -> tuple[float, float]:
        """A point of the floor on the page."""
        return self._left + (point[0] - self._x) * self.metre, self._top - (point[1] - self._y) * self.metre

    def rect(self, points: Iterable[PlanPoint]) -> Rect:
        """The box around points, on the page."""
        found = [self.at(point) for point in points]
        xs, ys = [p[0] for p in found], [p[1] for p in found]
        return min(xs), min(ys), max(xs), max(ys)

    def draw(self) -> None:
        """Grounds, walls, desks and runs; words come after."""
        sheet = self.sheet
        if sheet.outline:
            self._shape([sheet.outline], fill=CORRIDOR)
        for room in sheet.rooms:
            if room.polygon:
                self._shape([room.polygon], fill=ground(room.kind))
        for run in sheet.runs:
            if not run.desks:
                self.run(run)
        self._desks()
        for run in sheet.runs:
            if run.desks:
                self.run(run)
        for room in sheet.rooms:
            if room.polygon:
                self._shape([room.polygon], edge=WALL, thick=INNER_WALL)
        if sheet.outline:
            self._shape([sheet.outline], edge=s.INK, thick=OUTER_WALL)

    def run(self, run: PlanRun) -> None:
        """The fill of a company, hatched the second time round, with the lines between its desks."""
        if not run.outlines:
            return
        fill = fill_of(run.slot)
        self._shape(run.outlines, fill=fill)
        if hatched(run.slot):
            for outline in run.outlines:
                self._hatch(outline, mixed(s.INK, fill, _HATCH_INK))
        self.paper.canvas.setStrokeColor(self.paper.colour(mixed(s.INK, fill, 0.45)))
        self.paper.canvas.setLineWidth(DESK)
        for corners in run.desks:
            self.paper.canvas.drawPath(self._path([corners]), stroke=1, fill=0)
        self._shape(run.outlines, edge=s.INK, thick=RUN)

    def _desks(self) -> None:
        canvas, path = self.paper.canvas, self.paper.canvas.beginPath()
        for desk in self.sheet.desks:
            if desk.is_free:
                self._add(path, desk.corners)
        canvas.setFillColor(self.paper.colour(s.WHITE))
        canvas.setStrokeColor(self.paper.colour(FREE))
        canvas.setLineWidth(DESK)
        canvas.drawPath(path, stroke=1, fill=1)

    def _shape(self, rings: Sequence[Sequence[PlanPoint]], fill: str = "", edge: str = "", thick: float = 0.0) -> None:
        canvas = self.paper.canvas
        if fill:
            canvas.setFillColor(self.paper.colour(fill))
        if edge:
            canvas.setStrokeColor(self.paper.colour(edge))
            canvas.setLineWidth(thick)
            canvas.setLineJoin(0)
        canvas.drawPath(self._path(rings), stroke=int(bool(edge)), fill=int(bool(fill)), fillMode=0)

    def _hatch(self, outline: Sequence[PlanPoint], colour: str) -> None:
        hatch(self.paper, self.rect(outline), self._path([outline]), colour)

    def _path(self, rings: Iterable[Sequence[PlanPoint]]) -> Any:
        path = self.paper.canvas.beginPath()
        for ring in rings:
            self._add(path, ring)
        return path

    def _add(self, path: Any, ring: Sequence[PlanPoint]) -> None:
        for index, point in enumerate(ring):
            (path.lineTo if index else path.moveTo)(*self.at(point))
        path.close()


def hatch(paper: Paper, rect: Rect, clip: Any, colour: str) -> None:
    """Lines at 45° inside a path."""
    left, bottom, right, top = rect
    canvas = paper.canvas
    canvas.saveState()
    canvas.clipPath(clip, stroke=0, fill=0)
    canvas.setStrokeColor(paper.colour(colour))
    canvas.setLineWidth(0.4 * MM)
    tall = top - bottom
    # Lines lie on one grid of the page, so that neighbours of one company go on into each other.
    x = left - tall - (left - tall - bottom) % _HATCH
    while x < right:
        canvas.line(x, bottom, x + tall, top)
        x += _HATCH
    canvas.restoreState()


def swatch(paper: Paper, x: float, y: float, slot: int, wide: float = 6 * MM, tall: float = 3 * MM) -> None:
    """A sample of a colour; slot -2 is a free desk."""
    free = slot == -2
    paper.box(x, y, wide, tall, fill=s.WHITE if free else fill_of(slot))
    if hatched(slot):
        path = paper.canvas.beginPath()
        path.rect(x, y, wide, tall)
        hatch(paper, (x, y, x + wide, y + tall), path, mixed(s.INK, fill_of(slot), _HATCH_INK))
    paper.box(x, y, wide, tall, edge=FREE if free else s.INK, thick=DESK if free else RUN)


def padlock(paper: Paper, x: float, y: float, tall: float = 3 * MM) -> None:
    """A lock whose lower left corner is at x, y."""
    canvas, wide = paper.canvas, tall * 0.8
    canvas.setStrokeColor(paper.colour(s.INK))
    canvas.setFillColor(paper.colour(s.INK))
    canvas.setLineWidth(tall * 0.1)
    canvas.rect(x, y, wide, tall * 0.55, stroke=0, fill=1)
    path = canvas.beginPath()
    path.moveTo(x + wide * 0.2, y + tall * 0.55)
    path.lineTo(x + wide * 0.2, y + tall * 0.7)
    path.curveTo(x + wide * 0.2, y + tall * 1.05, x + wide * 0.8, y + tall * 1.05, x + wide * 0.8, y + tall * 0.7)
    path.lineTo(x + wide * 0.8, y + tall * 0.55)
    canvas.drawPath(path, stroke=1, fill=0)


def clock(paper: Paper, x: float, y: float, size: float, colour: str) -> None:
    """A clock whose lower left corner is at x, y."""
    canvas, half = paper.canvas, size / 2
    canvas.setStrokeColor(paper.colour(colour))
    canvas.setLineWidth(size * 0.1)
    canvas.circle(x + half, y + half, half * 0.9, stroke=1, fill=0)
    canvas.line(x + half, y + half, x + half, y + half * 1.55)
    canvas.line(x + half, y + half, x + half * 1.45, y + half * 0.8)
