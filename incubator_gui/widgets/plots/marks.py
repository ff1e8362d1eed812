"""Plots with one mark in a row: intervals around nothing, ranges with two centres, bars of a share."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from incubator_gui.core.languages import current
from incubator_gui.widgets.plots.plot_list import PlotList, PlotRow, ticks
from incubator_gui.widgets.theme import Theme

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with the range in which it likely lies; a hollow one is only told and does not count."""

    value: float
    low: float
    high: float
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """Lowest and highest of some values, each of them, their mean, and the mean after adjustment."""

    values: tuple[float, ...]
    mean: float
    adjusted: float


class IntervalPlot(PlotList):
    """Dots with their ranges around a line at nothing; `left` and `right` say what either side means."""

    left = right = ""

    def set_sides(self, left: str, right: str) -> None:
        """The words of either side."""
        self.left, self.right = left, right
        self._head.update()

    def fit_axis(self) -> None:
        """As far to the left as to the right."""
        data = [row.data for row in self.points.rows]
        reach = max([0.05, *(max(abs(one.low), abs(one.high), abs(one.value)) for one in data)]) * 1.08
        self.set_axis(-reach, reach, [(0.0, "0")])

    def paint_head_words(self, painter: QPainter, field: QRect) -> None:
        """What either side means."""
        middle, gap, tall = round(self.at_value(field, 0.0)), self.theme.px(16), self._head.height()
        painter.drawText(QRect(0, 0, middle - gap, tall), _RIGHT, f"← {self.left}")
        painter.drawText(QRect(middle + gap, 0, self._head.width() - middle - gap, tall), _LEFT, f"{self.right} →")

    def paint_mark(self, painter: QPainter, field: QRect, row: PlotRow, chosen: bool) -> None:
        """The line at nothing, the range, the dot."""
        one, y, theme = row.data, field.center().y() + 0.5, self.theme
        painter.setPen(QPen(self._tone("strong", chosen), 1))
        middle = round(self.at_value(field, 0.0)) + 0.5
        painter.drawLine(QPointF(middle, field.top()), QPointF(middle, field.bottom() + 1))
        colour = self._tone("muted" if one.hollow else "accent", chosen)
        at, radius = QPointF(self.at_value(field, one.value), y), theme.px(5)
        if one.high > one.low:
            painter.setPen(QPen(colour, 2))
            painter.drawLine(QPointF(self.at_value(field, one.low), y), QPointF(self.at_value(field, one.high), y))
            for end in (one.low, one.high):
                x = self.at_value(field, end)
                painter.drawLine(QPointF(x, y - theme.px(4)), QPointF(x, y + theme.px(4)))
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush if one.hollow else QBrush(colour))
        painter.drawEllipse(at, radius, radius)


class RangePlot(PlotList):
    """Bars from the lowest to the highest value on the scale, a tick for each, hollow mean, filled adjusted mean."""

    def set_scale(self, low: float, high: float) -> None:
        """The ends of the scale."""
        words = current()
        marks = [(value, words.percent(value) if (low, high) == (0.0, 1.0) else words.number(value))
                 for value in ticks(low, high, 6)]
        pad = (high - low) * 0.02
        self.set_axis(low - pad, high + pad, marks)

    def paint_mark(self, painter: QPainter, field: QRect, row: PlotRow, chosen: bool) -> None:
        """The bar, the ticks, the two means."""
        one, y, theme = row.data, field.center().y() + 0.5, self.theme
        low, high = self.at_value(field, min(one.values)), self.at_value(field, max(one.values))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._tone("border" if not theme.contrast else "grid", chosen and theme.contrast))
        painter.drawRect(QRectF(low, y - theme.px(3), max(1.0, high - low), theme.px(6)))
        painter.setPen(QPen(self._tone("strong", chosen), 1.5))
        for value in one.values:
            x = self.at_value(field, value)
            painter.drawLine(QPointF(x, y - theme.px(6)), QPointF(x, y + theme.px(6)))
        radius = theme.px(4)
        painter.setPen(QPen(self._tone("text", chosen), 1.5))
        painter.setBrush(theme.colour("surface"))
        side = radius * 1.4
        painter.save()
        painter.translate(self.at_value(field, one.mean), y)
        painter.rotate(45)
        painter.drawRect(QRectF(-side / 1.5, -side / 1.5, side * 1.33, side * 1.33))
        painter.restore()
        painter.setPen(QPen(self._tone("accent", chosen), 1.5))
        painter.setBrush(self._tone("accent", chosen))
        painter.drawEllipse(QPointF(self.at_value(field, one.adjusted), y), radius, radius)


class ShareBars(PlotList):
    """Bars of a share of one."""

    def fit_axis(self) -> None:
        """From nothing to all."""
        self.set_axis(0.0, 1.0, [(value, current().percent(value)) for value in (0.0, 0.25, 0.5, 0.75, 1.0)])

    def paint_mark(self, painter: QPainter, field: QRect, row: PlotRow, chosen: bool) -> None:
        """The bar; what is neither in nor out is hatched."""
        theme, share = self.theme, float(row.data)
        tall = theme.px(12)
        box = QRectF(field.left(), field.center().y() - tall / 2 + 0.5, max(1.0, share * field.width()), tall)
        colour = self._tone("accent", chosen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if 0.05 < share < 0.95:
            painter.setPen(QPen(colour, 1))
            painter.setBrush(QBrush(colour, Qt.BrushStyle.BDiagPattern))
            painter.drawRect(box)
        else:
            painter.fillRect(box, colour)


class AgreementBars(PlotList):
    """Bars from 0 of a measure of agreement, with lines where it becomes tentative and reliable."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._steps = (0.667, 0.8)

    def fit_axis(self) -> None:
        """From a little below 0 to 1."""
        low = min([0.0, *(row.data for row in self.points.rows if row.data is not None)])
        self.set_axis(low, 1.0, [(0.0, ""), (1.0, "")])

    def head_words(self, field: QRect) -> list[tuple[int, str]]:
        """Where the words of the head begin: the two lines at their sides, the ends where that leaves them room."""
        gap, metrics, number = self.theme.px(3), QFontMetrics(self.theme.font("axis")), current().number
        (first, below), (second, above) = ((round(self.at_value(field, step)), number(step, 2)) for step in self._steps)
        start, end = first - gap - metrics.horizontalAdvance(below), second + gap + metrics.horizontalAdvance(above)
        nought, one = (metrics.horizontalAdvance(digit) for digit in "01")
        return [(min(round(self.at_value(field, 0.0)) - nought // 2, start - 3 * gap - nought), "0"), (start, below),
                (second + gap, above), (max(round(self.at_value(field, 1.0)) - one // 2, end + 3 * gap), "1")]

    def paint_head_words(self, painter: QPainter, field: QRect) -> None:
        """The ends and the two lines."""
        for x, words in self.head_words(field):
            painter.drawText(QRect(x, 0, self.theme.px(60), self._head.height()), _LEFT, words)

    def paint_mark(self, painter: QPainter, field: QRect, row: PlotRow, chosen: bool) -> None:
        """The bar and the two lines."""
        theme = self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(self._tone("strong", chosen), 1, Qt.PenStyle.DashLine))
        for step in self._steps:
            x = round(self.at_value(field, step))
            painter.drawLine(x, field.top(), x, field.bottom())
        if row.data is None:
            return
        tall, nought, end = theme.px(12), self.at_value(field, 0.0), self.at_value(field, row.data)
        box = QRectF(min(nought, end), field.center().y() - tall / 2 + 0.5, max(1.0, abs(end - nought)), tall)
        painter.fillRect(box, self._tone("accent", chosen))
