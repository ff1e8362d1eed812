"""Light charts: rows of bars, the burn-up line with its forecast, a spark line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import tr
from incubator_gui.widgets.theme import Theme

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its label, its length, what comes on top, its frame, and words at the right."""

    key: str
    label: str
    value: float
    figure: str
    added: float = 0.0
    whole: float = 0.0
    notes: tuple[str, ...] = ()


class _Chart(QWidget):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    def _pen(self, name: str, width: float = 1, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        return QPen(self._theme.colour(name), width, style)


class BarRows(_Chart):
    """Bars from left to right, one in a row; a click on a figure opens its list."""

    opened = Signal(str)

    def __init__(self, theme: Theme, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._bars: tuple[Bar, ...] = ()
        self.set_bars(name, ())
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_bars(self, name: str, bars: Sequence[Bar]) -> None:
        """Other figures; `name` says what the chart shows."""
        self._bars = tuple(bars)
        self.setAccessibleName(name)
        self.setAccessibleDescription("; ".join(f"{bar.label}: {bar.figure}" for bar in bars))
        self.setToolTip("")
        self._dress()

    def sizeHint(self) -> QSize:  # noqa: N802
        """32 px for each bar."""
        return QSize(self._theme.px(320), self._theme.px(32) * max(1, len(self._bars)))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open the list behind a bar."""
        place = int(event.position().y()) // self._theme.px(32)
        if 0 <= place < len(self._bars) and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self._bars[place].key)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Label, bar, figure, notes."""
        if not self._bars:
            return
        painter, theme = QPainter(self), self._theme
        body, strong = theme.font(), theme.font("strong")
        widths = QFontMetrics(body)
        label = min(max(widths.horizontalAdvance(bar.label) for bar in self._bars) + 16, self.width() // 3)
        figure = max(QFontMetrics(strong).horizontalAdvance(bar.figure) for bar in self._bars)
        count = max(len(bar.notes) for bar in self._bars)
        notes = [max((widths.horizontalAdvance(bar.notes[n]) for bar in self._bars if n < len(bar.notes)), default=0)
                 + 16 for n in range(count)]
        room = max(8, self.width() - 24 - label - figure - sum(notes) - 16)
        top = max(max(bar.value + bar.added, bar.whole) for bar in self._bars) or 1.0
        height, thick = theme.px(32), theme.px(16)
        for place, bar in enumerate(self._bars):
            row = QRect(12, place * height, self.width() - 24, height)
            painter.setFont(body)
            painter.setPen(theme.colour("text"))
            painter.drawText(QRect(row.left(), row.top(), label - 8, height), _LEFT,
                             widths.elidedText(bar.label, Qt.TextElideMode.ElideRight, label - 8))
            left, y = row.left() + label, row.center().y() - thick // 2
            width = round(room * bar.value / top)
            painter.fillRect(QRect(left, y, max(1, width) if bar.value else 0, thick), theme.colour("accent"))
            if bar.added:
                box = QRect(left + width, y, round(room * bar.added / top), thick)
                painter.fillRect(box, QBrush(theme.colour("accent"), Qt.BrushStyle.BDiagPattern))
            if bar.whole:
                painter.setPen(self._pen("strong"))
                painter.drawRect(QRect(left, y, round(room * bar.whole / top), thick - 1))
            painter.setFont(strong)
            painter.setPen(theme.colour("accent"))
            right = row.right() - sum(notes)
            painter.drawText(QRect(right - figure - 4, row.top(), figure + 4, height), _RIGHT, bar.figure)
            painter.setFont(body)
            painter.setPen(theme.colour("muted"))
            for n, note in enumerate(bar.notes):
                right += notes[n]
                painter.drawText(QRect(right - notes[n], row.top(), notes[n], height), _RIGHT, note)
        painter.end()


@dataclass(frozen=True, slots=True)
class BurnUpData:
    """Points in time and number: what was, what is planned, what is expected with its range."""

    actual: tuple[tuple[date, float], ...]
    plan: tuple[tuple[date, float], ...] = ()
    forecast: tuple[tuple[date, float, float, float], ...] = ()
    """Day, low, expected, high."""
    target: float = 0.0
    is_today: bool = True
    """Whether the line ends today and not on another day that is looked at."""


class BurnUp(_Chart):
    """The line so far, the dotted plan, the dashed forecast on its range; ends are named."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._data = BurnUpData(())
        self.setMinimumHeight(theme.px(180))
        self.setAccessibleName(tr("Burn-up"))

    def set_data(self, name: str, data: BurnUpData) -> None:
        """Other figures; `name` says what the chart shows."""
        self._data = data
        self.setAccessibleName(name)
        if data.actual:
            day, value = data.actual[-1]
            self.setAccessibleDescription(tr("{n} on {day}", n=round(value), day=day))
        self._dress()

    def last(self) -> str:
        """What stands at the end of the line so far."""
        if not self._data.actual:
            return ""
        day, value = self._data.actual[-1]
        return tr("{n} today", n=round(value)) if self._data.is_today else tr("{n} on {day}", n=round(value), day=day)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Wide and not high."""
        return QSize(self._theme.px(480), self._theme.px(220))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Grid, range, lines, words."""
        data, theme = self._data, self._theme
        days = [p[0] for p in data.actual] + [p[0] for p in data.plan] + [p[0] for p in data.forecast]
        if len(days) < 2 or min(days) == max(days):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        low, high = min(days), max(days)
        values = [p[1] for p in data.actual] + [p[1] for p in data.plan] + [p[3] for p in data.forecast]
        step = _step(max([*values, data.target, 1.0]))
        top = step * -(-max([*values, data.target, 1.0]) // step)
        area = QRectF(theme.px(48), theme.px(20), self.width() - theme.px(136), self.height() - theme.px(52))

        def at(day: date, value: float) -> QPointF:
            share = (day - low).days / (high - low).days
            return QPointF(area.left() + share * area.width(), area.bottom() - value / top * area.height())

        painter.setFont(theme.font("axis"))
        value = 0.0
        while value <= top:
            y = at(low, value).y()
            painter.setPen(self._pen("strong" if value == 0 else "grid"))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme.colour("muted"))
            painter.drawText(QRectF(0, y - 10, area.left() - 8, 20), _RIGHT, current().number(round(value)))
            value += step
        for year in range(low.year, high.year + 2):
            day = date(year, 1, 1)
            if low <= day <= high:
                x = at(day, 0).x()
                painter.drawText(QRectF(x - 40, area.bottom() + 6, 80, 16), int(Qt.AlignmentFlag.AlignCenter),
                                 current().day(day, "month"))
        if (high - date(high.year, 1, 1)).days > 120:
            painter.drawText(QRectF(area.right() - 60, area.bottom() + 6, 120, 16),
                             int(Qt.AlignmentFlag.AlignCenter), current().day(high, "month"))
        if data.forecast:
            band = QPolygonF([at(p[0], p[3]) for p in data.forecast]
                             + [at(p[0], p[1]) for p in reversed(data.forecast)])
            painter.setPen(Qt.PenStyle.NoPen)
            ground = QColor(theme.colour("selection"))
            if theme.contrast:
                ground.setAlpha(90)
            painter.setBrush(ground)
            painter.drawPolygon(band)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if data.plan:
            painter.setPen(self._pen("muted", 1.5, Qt.PenStyle.DotLine))
            painter.drawPolyline(QPolygonF([at(*p) for p in data.plan]))
        if data.forecast:
            painter.setPen(self._pen("accent", 2, Qt.PenStyle.DashLine))
            painter.drawPolyline(QPolygonF([at(p[0], p[2]) for p in data.forecast]))
        if data.actual:
            painter.setPen(self._pen("accent", 2))
            painter.drawPolyline(QPolygonF([at(*p) for p in data.actual]))
        self._name_ends(painter, data, at(*data.actual[-1]) if data.actual else None, area, top)
        painter.end()

    def _name_ends(self, painter: QPainter, data: BurnUpData, now: QPointF | None, area: QRectF, top: float) -> None:
        theme = self._theme
        if now is not None:
            painter.setPen(self._pen("strong"))
            painter.drawLine(now, QPointF(now.x(), area.bottom()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(now, 4, 4)
            painter.setPen(theme.colour("accent"))
            painter.setFont(theme.font("header"))
            painter.drawText(QRectF(now.x() + 8, now.y() + 8, 160, 18), _LEFT,
                             self.last())
        painter.setFont(theme.font("axis"))
        x, line = area.right() + 8, theme.px(18)
        names: list[tuple[float, str, str]] = []
        if data.target:
            names.append((data.target, "text", tr("{n} target", n=round(data.target))))
        if data.forecast:
            _, low, expected, high = data.forecast[-1]
            names.append((expected, "accent", current().number(round(expected))))
            names.append((low, "muted", f"{current().number(round(low))}–{current().number(round(high))}"))
        free = 0.0
        for value, role, words in sorted(names, key=lambda name: -name[0]):
            y = max(free, area.bottom() - value / top * area.height() - line / 2)
            painter.setPen(theme.colour(role))
            painter.drawText(QRectF(x, y, theme.px(84), line), _LEFT, words)
            free = y + line


class Sparkline(_Chart):
    """The course of one figure; its last point is marked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._values: tuple[float, ...] = ()
        self.setFixedSize(theme.px(88), theme.px(24))
        self.setAccessibleName(tr("Trend"))

    def set_values(self, name: str, values: Sequence[float]) -> None:
        """Other figures, the oldest first."""
        self._values = tuple(values)
        self.setAccessibleName(name)
        self.setAccessibleDescription(", ".join(current().number(value) for value in values))
        self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """A line and a point."""
        painter = QPainter(self)
        paint_spark(painter, QRectF(self.rect()), self._values, self._theme.colour("accent"))
        painter.end()


def paint_spark(painter: QPainter, rect: QRectF, values: Sequence[float], colour: QColor) -> None:
    """A spark line in a rectangle, also for cells."""
    if not values:
        return
    area = rect.adjusted(4, 4, -4, -4)
    low, high = min(values), max(values)
    span, steps = (high - low) or 1.0, max(1, len(values) - 1)
    points = [QPointF(area.left() + n / steps * area.width(), area.bottom() - (v - low) / span * area.height())
              for n, v in enumerate(values)]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.5))
    painter.drawPolyline(QPolygonF(points))
    painter.setBrush(colour)
    painter.drawEllipse(points[-1], 2.5, 2.5)
    painter.restore()


def _step(top: float) -> float:
    """A round distance that gives three to five grid lines."""
    size = 1.0
    while True:
        for factor in (1, 2, 5):
            if top / (size * factor) <= 4:
                return size * factor
        size *= 10
