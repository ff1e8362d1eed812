"""Where everything on the life line stands: lanes, days, bars, and room for words."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from incubator_gui.core.messages import tr
from incubator_gui.views.companies.life_items import LANES, LifeItem
from incubator_gui.widgets.theme import Theme

_DAY = timedelta(days=1)


class LifePlan(QWidget):
    """The geometry of the line, for one zoom and one place in time."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._items: tuple[LifeItem, ...] = ()
        self._today = date(2000, 1, 1)
        self._first, self._last = self._today, self._today + _DAY
        self._scale, self._offset = 0.0, 0.0
        self._labels: list[QRect] = []

    def _heights(self) -> list[tuple[str, int, int]]:
        """Lane, top and number of rows, of those lanes that hold something."""
        out, top = [], self._theme.px(12)
        for lane, _words in LANES:
            rows = max((item.row + 1 for item in self._items if item.lane == lane), default=0)
            if rows or lane == "stage":
                rows = max(1, rows)
                out.append((lane, top, rows))
                top += self._theme.px(16) + rows * self._theme.px(28)
        return out

    def sizeHint(self) -> QSize:  # noqa: N802
        """As high as its lanes."""
        lanes = self._heights()
        bottom = lanes[-1][1] + self._theme.px(16) + lanes[-1][2] * self._theme.px(28) if lanes else 0
        return QSize(self._theme.px(640), bottom + self._theme.px(36))

    def _area(self) -> QRectF:
        left = self._theme.px(96)
        return QRectF(left, 0, max(10, self.width() - left - self._theme.px(16)), self.height() - self._theme.px(36))

    def _fit(self) -> float:
        return self._area().width() / max(1, (self._last - self._first).days)

    def _per_day(self) -> float:
        return max(self._scale, self._fit())

    def _x(self, day: date) -> float:
        return self._area().left() + (day - self._first).days * self._per_day() - self._offset

    def _rect(self, item: LifeItem) -> QRectF:
        top = next((top for lane, top, _rows in self._heights() if lane == item.lane), 0)
        y = top + self._theme.px(8) + item.row * self._theme.px(28)
        left = self._x(item.starts)
        if item.is_event:
            side = self._theme.px(7)
            return QRectF(left - side, y + self._theme.px(12) - side, 2 * side, 2 * side)
        right = self._x(item.ends) if item.ends else self._area().right() + 8
        return QRectF(left, y, max(3.0, right - left), self._theme.px(24))

    def item_at(self, place: QPointF) -> int:
        """The item under a point; -1 where there is none."""
        for number in reversed(range(len(self._items))):
            label = self._labels[number] if number < len(self._labels) else QRect()
            if self._rect(self._items[number]).adjusted(-2, -2, 2, 2).contains(place) or (
                    self._items[number].is_event and label.contains(place.toPoint())):
                return number
        return -1

    def _room(self, number: int, item: LifeItem) -> tuple[float, float]:
        """How much is free at the right and at the left of an item, up to its neighbours and their words."""
        area, rect = self._area(), self._rect(item)
        near = [self._rect(other) for place, other in enumerate(self._items)
                if place != number and other.lane == item.lane and other.row == item.row]
        ends = [r.left() for r in near if r.left() >= rect.right()]
        begins = [r.right() for r in near if r.right() <= rect.left()]
        labels = [label for place, label in enumerate(self._labels)
                  if place != number and not label.isNull() and self._items[place].lane == item.lane
                  and self._items[place].row == item.row]
        begins += [label.right() for label in labels if label.right() <= rect.left()]
        ends += [label.left() for label in labels if label.left() >= rect.right()]
        return (min([*ends, area.right() + self._theme.px(16)]) - rect.right() - 8,
                rect.left() - max([*begins, area.left()]) - 8)

    def _beside(self, number: int, item: LifeItem, rect: QRectF, width: int) -> QRectF:
        """Where words of this width fit beside a bar, away from the line of today; empty where they do not."""
        right, left = self._room(number, item)
        after = QRectF(rect.right() + 5, rect.top(), width, rect.height())
        before = QRectF(rect.left() - 5 - width, rect.top(), width, rect.height())
        fits = [place for place, room in ((after, right), (before, left)) if width <= room]
        now = self._x(self._today)
        clear = [place for place in fits if not place.left() < now < place.right()]
        return next(iter((*clear, *fits)), QRectF())

    def _away(self, box: QRectF, words: str) -> QRectF:
        """The place of a year or month, moved aside where the mark of today would cover it."""
        half = QFontMetrics(self._theme.font("axis")).horizontalAdvance(words) / 2 + 4
        mark = self._mark(0)
        middle = box.center().x()
        if middle + half <= mark.left() or middle - half >= mark.right():
            return box
        moved = mark.right() + half if middle >= mark.center().x() else mark.left() - half
        return box.translated(moved - middle, 0)

    def _mark(self, bottom: int) -> QRectF:
        """The box that says "Today"."""
        theme, x = self._theme, round(self._x(self._today)) + 0.5
        width = QFontMetrics(theme.font("axis")).horizontalAdvance(tr("Today")) + theme.px(16)
        return QRectF(x - width / 2, bottom + 4, width, theme.px(20))
