"""The course of months as a value, and how it is painted."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from incubator_gui.core.languages import current
from incubator_gui.core.messages import tr
from incubator_gui.domain.space import Use
from incubator_gui.widgets.theme import Theme

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)
_SIDE = 12.0


@dataclass(frozen=True, slots=True)
class Course:
    """How full each month is at its beginning, the day that is shown, and today."""

    uses: Sequence[Use]
    day: date
    today: date
    use: Use | None

    @property
    def first(self) -> date | None:
        """The first day that can be chosen."""
        return self.uses[0].day.replace(day=1) if self.uses else None

    @property
    def last(self) -> date | None:
        """The last day that can be chosen."""
        if not self.uses:
            return None
        end = self.uses[-1].day
        return end.replace(day=monthrange(end.year, end.month)[1])

    @property
    def use_now(self) -> Use | None:
        """How full the day is; without its own figures those of its month."""
        if self.use is not None:
            return self.use
        return next((use for use in self.uses if (use.day.year, use.day.month) == (self.day.year, self.day.month)),
                    None)

    @property
    def capacity(self) -> int:
        """The most desks there are in any month."""
        return max((use.desks for use in self.uses), default=0)

    def months(self, area: QRectF) -> tuple[float, float]:
        """Where the bars begin, and how wide a month is."""
        return area.left() + _SIDE, max(1.0, (area.width() - 2 * _SIDE) / max(1, len(self.uses)))

    def x_of(self, day: date, area: QRectF) -> float | None:
        """Where a day lies; None outside the months."""
        if self.first is None or self.last is None or not self.first <= day <= self.last:
            return None
        left, wide = self.months(area)
        month = (day.year - self.first.year) * 12 + day.month - self.first.month
        return left + wide * (month + (day.day - 1) / monthrange(day.year, day.month)[1])

    def day_at(self, x: float, area: QRectF) -> date | None:
        """The day at a place; the nearest one beside the months."""
        if self.first is None:
            return None
        left, wide = self.months(area)
        month = min(max((x - left) / wide, 0.0), len(self.uses) - 0.001)
        start = self.uses[int(month)].day.replace(day=1)
        return start + timedelta(int((month - int(month)) * monthrange(start.year, start.month)[1]))

    def use_at(self, x: float, area: QRectF) -> Use | None:
        """The month at a place."""
        left, wide = self.months(area)
        at = int((x - left) // wide)
        return self.uses[at] if 0 <= at < len(self.uses) else None


def paint_months(painter: QPainter, theme: Theme, course: Course, area: QRectF) -> None:
    """Years and the day above, bars to the dotted line of all desks, handle on its line, months below."""
    px = theme.px
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font("label"))
    if not course.uses:
        painter.setPen(theme.colour("muted"))
        painter.drawText(area, _LEFT, tr("No months to show"))
        return
    left, wide = course.months(area)
    top, base = area.top() + px(28), area.top() + px(64)
    line = base + px(8)
    _bars(painter, theme, course, QRectF(left, top, wide, base - top))
    painter.setPen(QPen(theme.colour("strong"), 2))
    painter.drawLine(QPointF(left, line), QPointF(left + wide * len(course.uses), line))
    handle = course.x_of(course.day, area)
    if handle is not None:
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawLine(QPointF(left, line), QPointF(handle, line))
    _months(painter, theme, course, QRectF(left, line + px(4), wide, px(16)))
    taken = _day_label(painter, theme, course, area, handle)
    _captions(painter, theme, course, area, taken, line)
    if handle is not None:
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawLine(QPointF(handle, top - px(4)), QPointF(handle, line))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(QPointF(handle, line), px(6), px(6))
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _bars(painter: QPainter, theme: Theme, course: Course, first: QRectF) -> None:
    full = course.capacity or 1
    gap = 4 if first.width() > 16 else 1
    high = first.height() - 4
    this = (course.today.year, course.today.month)
    for at, use in enumerate(course.uses):
        tall = round(high * min(use.desks_in_use / full, 1.0))
        bar = QRectF(round(first.left() + at * first.width()), first.bottom() - tall, first.width() - gap, tall)
        past = (use.day.year, use.day.month) <= this
        if theme.contrast and not past:
            # Both colours are white there: what is to come stays hollow.
            painter.setPen(QPen(theme.colour("strong"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))
        else:
            painter.fillRect(bar, theme.colour("strong" if past else "border"))
    painter.setPen(QPen(theme.colour("muted"), 1.25, Qt.PenStyle.DotLine))
    y = first.bottom() - high - 0.5
    painter.drawLine(QPointF(first.left(), y), QPointF(first.left() + first.width() * len(course.uses), y))


def _months(painter: QPainter, theme: Theme, course: Course, first: QRectF) -> None:
    font = theme.font("axis", tabular=True)
    painter.setFont(font)
    painter.setPen(theme.colour("muted"))
    every = 1 if first.width() >= QFontMetricsF(font).horizontalAdvance("12") + 4 else 3
    for at, use in enumerate(course.uses):
        if every == 1 or (use.day.month - 1) % every == 0:
            rect = QRectF(first.left() + at * first.width(), first.top() + theme.px(4), first.width() - 4,
                          first.height())
            if every > 1:
                rect.adjust(-20, 0, 20, 0)
            painter.drawText(rect, _MIDDLE, current().number(use.day.month))


def _day_label(painter: QPainter, theme: Theme, course: Course, area: QRectF, handle: float | None) -> QRectF:
    """The day and its desks, in a box at the handle; returns its place."""
    px, use = theme.px, course.use_now
    day = current().day(course.day, "long")
    figures = f"{current().number(use.desks_in_use)} / {current().number(use.desks)}" if use is not None else ""
    strong, plain = theme.font("header"), theme.font("label", tabular=True)
    first, second = (QFontMetricsF(strong).horizontalAdvance(day), QFontMetricsF(plain).horizontalAdvance(figures))
    width = first + second + (px(6) if figures else 0) + 2 * px(8)
    x = (handle if handle is not None else area.left()) - width / 2
    box = QRectF(min(max(x, area.left()), area.right() - width), area.top() + 1, width, px(20))
    painter.setPen(QPen(theme.colour("selection"), 1))
    painter.setBrush(theme.colour("selection"))
    painter.drawRoundedRect(box, 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(theme.colour("selection-text"))
    painter.setFont(strong)
    painter.drawText(box.adjusted(px(8), 0, 0, 0), _LEFT, day)
    painter.setFont(plain)
    painter.drawText(box.adjusted(0, 0, -px(8), 0), _RIGHT, figures)
    return box


def _captions(painter: QPainter, theme: Theme, course: Course, area: QRectF, taken: QRectF, line: float) -> None:
    """Years where they begin, and at the right what the bars are; what meets the day's label falls away."""
    font = theme.font("label")
    painter.setFont(font)
    painter.setPen(theme.colour("muted"))
    metrics = QFontMetricsF(font)
    left, wide = course.months(area)
    free = taken.adjusted(-8, 0, 8, 0)
    spots: list[QRectF] = []
    for at, use in enumerate(course.uses):
        if at == 0 or use.day.month == 1:
            words = current().known_day(use.day, "year")
            end = left + wide * min(at + 13 - use.day.month, len(course.uses))
            x = left + at * wide
            if at:
                painter.drawLine(QPointF(x - 2, line - 4), QPointF(x - 2, line + 4))
            spot = QRectF(x, taken.top(), metrics.horizontalAdvance(words), taken.height())
            if spot.intersects(free) and free.right() + spot.width() < end - 8:
                spot.moveLeft(free.right())
            if not spot.intersects(free) and spot.right() <= area.right() and not any(
                    spot.intersects(other.adjusted(-8, 0, 8, 0)) for other in spots):
                painter.drawText(spot, _LEFT, words)
                spots.append(spot)
    for words in (tr("Desks taken in each month, dotted: all {n}", n=course.capacity),
                  tr("Desks taken in each month")):
        width = metrics.horizontalAdvance(words)
        spot = QRectF(left + wide * len(course.uses) - width, taken.top(), width, taken.height())
        if spot.left() > left and not spot.intersects(free) and not any(
                spot.intersects(other.adjusted(-8, 0, 8, 0)) for other in spots):
            painter.drawText(spot, _RIGHT, words)
            break
