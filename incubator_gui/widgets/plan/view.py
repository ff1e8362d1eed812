"""Where the canvas looks: metres to pixels and back, steps of zoom, the ratio."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

from incubator_gui.domain.scene import Box, Detail, detail

_METRE = 96 / 0.0254
"""Pixels of a metre at 1:1 on a screen of the usual 96 px per inch."""

RATIOS = (20, 25, 40, 50, 75, 100, 125, 150, 200, 250, 300, 400, 500, 750, 1000, 1500, 2000)
"""Ratios that zooming stops at."""

WHOLE = 125
"""The ratio that is called 100 %."""

_LEAST, _MOST = _METRE / RATIOS[-1], _METRE / RATIOS[0]


class View:
    """A place and a scale, on a canvas of some size."""

    def __init__(self) -> None:
        self.scale = _METRE / WHOLE
        self.x = self.y = 0.0
        self.width, self.height = 1.0, 1.0

    @property
    def ratio(self) -> int:
        """The n of 1:n; two figures of it count while it is between two stops."""
        exact = _METRE / self.scale
        near = min(RATIOS, key=lambda n: abs(n - exact))
        if abs(near - exact) < 0.005 * near:
            return near
        step = 10 ** max(0, len(str(round(exact))) - 2)
        return int(round(exact / step) * step)

    @property
    def percent(self) -> int:
        """Zoom in per cent."""
        return round(100 * self.scale * WHOLE / _METRE)

    @property
    def detail(self) -> Detail:
        """How much is shown."""
        return detail(self.scale)

    @property
    def transform(self) -> QTransform:
        """Metres to pixels."""
        return QTransform(self.scale, 0, 0, self.scale, self.width / 2 - self.x * self.scale,
                          self.height / 2 - self.y * self.scale)

    def to_screen(self, x: float, y: float) -> QPointF:
        """A point in pixels."""
        return QPointF(self.width / 2 + (x - self.x) * self.scale, self.height / 2 + (y - self.y) * self.scale)

    def to_plan(self, point: QPointF) -> tuple[float, float]:
        """A point in metres."""
        return (self.x + (point.x() - self.width / 2) / self.scale,
                self.y + (point.y() - self.height / 2) / self.scale)

    def rect(self, box: Box) -> QRectF:
        """A box in pixels."""
        corner = self.to_screen(box.x, box.y)
        return QRectF(corner.x(), corner.y(), box.width * self.scale, box.height * self.scale)

    def seen(self) -> Box:
        """The part of the plan that is on the canvas."""
        width, height = self.width / self.scale, self.height / self.scale
        return Box(self.x - width / 2, self.y - height / 2, width, height)

    def fit(self, box: Box, margin: float = 40.0, foot: float = 0.0) -> None:
        """All of a box, with a margin; `foot` is kept free at the bottom."""
        if box.width <= 0 or box.height <= 0:
            return
        scale = min((self.width - 2 * margin) / box.width, (self.height - 2 * margin - foot) / box.height)
        self.scale = min(max(scale, _LEAST), _MOST)
        self.x, y = box.centre
        self.y = y + foot / 2 / self.scale

    def zoom(self, scale: float, at: QPointF | None = None) -> None:
        """Another scale; what lies at a point of the canvas stays there."""
        scale = min(max(scale, _LEAST), _MOST)
        at = at or QPointF(self.width / 2, self.height / 2)
        x, y = self.to_plan(at)
        self.scale = scale
        self.x = x - (at.x() - self.width / 2) / scale
        self.y = y - (at.y() - self.height / 2) / scale

    def step(self, inwards: bool, at: QPointF | None = None) -> None:
        """To the next stop."""
        exact = _METRE / self.scale
        stops = [n for n in RATIOS if (n < exact * 0.99 if inwards else n > exact * 1.01)]
        if stops:
            self.zoom(_METRE / (stops[-1] if inwards else stops[0]), at)

    def whole(self) -> None:
        """To 100 %."""
        self.zoom(_METRE / WHOLE)

    def shift(self, dx: float, dy: float) -> None:
        """Move what is seen by so many pixels."""
        self.x -= dx / self.scale
        self.y -= dy / self.scale

    def keep(self, box: Box) -> None:
        """Never lose the plan: its box stays within reach of the canvas."""
        if box.width > 0 and box.height > 0:
            self.x = min(max(self.x, box.x), box.x + box.width)
            self.y = min(max(self.y, box.y), box.y + box.height)

    def reveal(self, box: Box, margin: float = 24.0) -> bool:
        """Bring a box into sight with the least movement; whether anything moved."""
        rect, before = self.rect(box), (self.x, self.y)
        if rect.width() > self.width - 2 * margin or rect.height() > self.height - 2 * margin:
            margin = 0.0
        dx = min(max(rect.left(), margin), max(self.width - margin - rect.width(), margin)) - rect.left()
        dy = min(max(rect.top(), margin), max(self.height - margin - rect.height(), margin)) - rect.top()
        self.shift(dx, dy)
        return (self.x, self.y) != before

    def state(self) -> list[float]:
        """As plain figures."""
        return [round(self.scale, 4), round(self.x, 3), round(self.y, 3)]

    def restore(self, state: Any) -> bool:
        """Take back what `state` gave; False, unchanged, where it is not that."""
        if not (isinstance(state, list) and len(state) == 3 and all(
                isinstance(n, (int, float)) and not isinstance(n, bool) and abs(n) < 1e6 for n in state)):
            return False
        self.scale = min(max(float(state[0]), _LEAST), _MOST)
        self.x, self.y = float(state[1]), float(state[2])
        return True
