"""The life line, painted: lanes, bars, events, today; zoomed and walked through by mouse and keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import text, tr
from incubator_gui.views.companies.life_items import LANES, LifeItem
from incubator_gui.views.companies.life_plan import LifePlan
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import show_tip

_DAY = timedelta(days=1)
_CLOSEST = 6.0
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)


class LifeChart(LifePlan):
    """Left and right walk from item to item, + and - zoom, Home shows everything, Enter opens."""

    opened = Signal(str)
    walked = Signal(int)
    zoomed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.current = -1
        self._grabbed: float | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setProperty("noRing", True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._dress)
        self._dress()

    def set_life(self, items: Sequence[LifeItem], today: date) -> None:
        """Another life, or the same one changed; the zoom stays for the same span of time."""
        self._items, self._today = tuple(items), today
        days = [day for item in items for day in (item.starts, item.ends) if day is not None]
        first, last = min([*days, today]), max([*days, today])
        margin = max(60, round((last - first).days * 0.06))
        first, last = first - timedelta(days=30), last + timedelta(days=margin)
        if (first, last) != (self._first, self._last):
            self._first, self._last, self._scale, self._offset = first, last, 0.0, 0.0
        self.current = min(self.current, len(self._items) - 1)
        self.retranslate()
        self._dress()

    def items(self) -> tuple[LifeItem, ...]:
        """What stands on the line."""
        return self._items

    def period(self) -> tuple[date, date]:
        """The first and the last day of the whole line."""
        return self._first, self._last

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Life line"))
        self.setAccessibleDescription(current().clauses(item.tip for item in self._items))
        self.update()

    # zoom and walking ------------------------------------------------------------------------

    def zoom(self, factor: float, at: float | None = None) -> None:
        """Closer or wider around a point of the widget, by default its middle."""
        area = self._area()
        at = area.center().x() if at is None else at
        before = self._per_day()
        self._scale = min(_CLOSEST, max(self._fit(), before * factor))
        ratio = self._per_day() / before
        self._move((self._offset + at - area.left()) * ratio - (at - area.left()))

    def fit(self) -> None:
        """The whole line again."""
        self._scale = 0.0
        self._move(0.0)

    def can_zoom(self, factor: float) -> bool:
        """Whether there is more to see in that direction."""
        return self._per_day() < _CLOSEST if factor > 1 else self._per_day() > self._fit() * 1.001

    def _move(self, offset: float) -> None:
        whole = (self._last - self._first).days * self._per_day()
        self._offset = max(0.0, min(offset, whole - self._area().width()))
        self.update()
        self.zoomed.emit()

    def walk(self, number: int) -> None:
        """Go to an item and bring it into view."""
        if not 0 <= number < len(self._items):
            return
        self.current = number
        x, area = self._x(self._items[number].starts), self._area()
        if not area.left() <= x <= area.right() - 40:
            self._move(self._offset + x - area.left() - area.width() / 3)
        self.setToolTip("")
        self.walked.emit(number)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows walk, + and - zoom, Home fits, Enter opens."""
        match event.key():
            case Qt.Key.Key_Right | Qt.Key.Key_Down:
                self.walk(min(self.current + 1, len(self._items) - 1))
            case Qt.Key.Key_Left | Qt.Key.Key_Up:
                self.walk(max(self.current - 1, 0))
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(1.5)
            case Qt.Key.Key_Minus:
                self.zoom(1 / 1.5)
            case Qt.Key.Key_Home:
                self.fit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self.current >= 0:
                self._open(self.current)
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """With Ctrl the wheel zooms, with Shift or sideways it moves."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1.25 if event.angleDelta().y() > 0 else 0.8, event.position().x())
            event.accept()
        elif event.angleDelta().x() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._move(self._offset - (event.angleDelta().x() or event.angleDelta().y()))
            event.accept()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose an item, or grab the line to move it."""
        found = self.item_at(event.position())
        if found >= 0:
            self.walk(found)
        else:
            self._grabbed = event.position().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Move the line while it is held."""
        if self._grabbed is not None:
            self._move(self._offset + self._grabbed - event.position().x())
            self._grabbed = event.position().x()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let go."""
        self._grabbed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open what is behind an item."""
        found = self.item_at(event.position())
        if found >= 0:
            self._open(found)

    def _open(self, number: int) -> None:
        if self._items[number].opens:
            self.opened.emit(self._items[number].opens)

    def event(self, event: QEvent) -> bool:
        """The tool tip of an item."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.item_at(QPointF(event.pos()))
            if found >= 0:
                show_tip(self, event.globalPos(), self._items[found].tip)
            return True
        return bool(super().event(event))

    def _dress(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.updateGeometry()
        self.update()

    # painting --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Grid, lanes, bars, events, today, focus."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self._area()
        lanes = self._heights()
        bottom = lanes[-1][1] + theme.px(16) + lanes[-1][2] * theme.px(28) if lanes else 0
        self._grid(painter, area, bottom)
        names = dict(LANES)
        for lane, top, rows in lanes:
            painter.setFont(theme.font("label"))
            painter.setPen(theme.colour("muted"))
            painter.drawText(QRectF(theme.px(16), top, theme.px(76), theme.px(16) + theme.px(28)), _LEFT,
                             text(names[lane]))
            painter.setPen(QPen(theme.colour("grid"), 1))
            line = top + theme.px(16) + rows * theme.px(28) - 0.5
            painter.drawLine(QPointF(theme.px(16), line), QPointF(area.right(), line))
        painter.setClipRect(area.adjusted(-1, 0, theme.px(16), 0))
        self._labels = [QRect()] * len(self._items)
        for number, item in enumerate(self._items):
            if not item.is_event:
                self._labels[number] = self._bar(painter, number, item, area)
        for number, item in enumerate(self._items):
            if item.is_event:
                self._labels[number] = self._diamond(painter, number, item)
        self._now(painter, area, bottom)
        if self.hasFocus() and 0 <= self.current < len(self._items):
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._rect(self._items[self.current]).intersected(
                area.adjusted(0, 0, theme.px(8), 0)).adjusted(-4, -4, 4, 4), 3, 3)
        painter.end()

    def _grid(self, painter: QPainter, area: QRectF, bottom: int) -> None:
        theme = self._theme
        step = 1 if self._per_day() > 2 else 3 if self._per_day() > 0.3 else 12
        painter.setFont(theme.font("axis"))
        day = date(self._first.year, 1, 1)
        while day <= self._last:
            x = round(self._x(day)) + 0.5
            if area.left() <= x <= area.right():
                year = day.month == 1
                painter.setPen(QPen(theme.colour("border" if year else "grid"), 1))
                painter.drawLine(QPointF(x, 0), QPointF(x, bottom))
                if year or step == 1:
                    words = str(day.year) if year else current().day(day, "month")
                    painter.setPen(theme.colour("muted"))
                    painter.drawText(self._away(QRectF(x - 40, bottom + 4, 80, theme.px(20)), words), _MIDDLE, words)
            month = day.month - 1 + step
            day = date(day.year + month // 12, month % 12 + 1, 1)

    def _bar(self, painter: QPainter, number: int, item: LifeItem, area: QRectF) -> QRect:
        """Paint a bar; its words stand in it, or beside it where they do not fit."""
        theme, rect = self._theme, self._rect(item)
        rect = QRectF(round(rect.left()) + 0.5, rect.top() + 0.5, round(rect.width()), rect.height() - 1)
        accent = theme.colour("accent")
        if item.style == "past":
            painter.setPen(QPen(theme.colour("strong"), 1))
            painter.setBrush(theme.colour("alt"))
        elif item.style == "planned":
            painter.setPen(QPen(accent, 1, Qt.PenStyle.DashLine))
            painter.setBrush(theme.colour("surface"))
        else:
            painter.setPen(QPen(accent, 1))
            painter.setBrush(theme.colour("selection"))
        painter.drawRect(rect)
        now = self._x(self._today)
        if item.style == "force" and rect.right() > now:  # what is still to come is paler
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("surface"))
            painter.setOpacity(0.55)
            left = max(now, rect.left() + 1)
            painter.drawRect(QRectF(left, rect.top() + 1, rect.right() - left - 1, rect.height() - 2))
            painter.setOpacity(1)
        room = QRectF(max(rect.left(), area.left()), rect.top(), 0, rect.height())
        room.setRight(min(rect.right(), area.right()))
        room.adjust(7, 0, -4, 0)
        painter.setFont(theme.font("label"))
        metrics = QFontMetrics(painter.font())
        width = metrics.horizontalAdvance(item.words) + 2
        beside = self._beside(number, item, rect, width) if width > room.width() else QRectF()
        if not beside.isEmpty():
            painter.setPen(theme.colour("text"))
            painter.drawText(beside, _LEFT, item.words)
            return beside.toRect()
        selected = item.style == "force" and theme.contrast
        painter.setPen(theme.colour("selection-text" if selected else "text"))
        if room.width() > 40 or width <= room.width():
            painter.drawText(room, _LEFT, metrics.elidedText(item.words, Qt.TextElideMode.ElideRight,
                                                             round(room.width())))
        return QRect()

    def _diamond(self, painter: QPainter, number: int, item: LifeItem) -> QRect:
        theme, rect = self._theme, self._rect(item)
        colour = theme.colour("warning" if item.style == "late" else "accent")
        middle = rect.center()
        half = rect.width() / 2
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(theme.colour("surface") if item.style == "event_planned" else colour)
        painter.drawPolygon(QPolygonF([
            QPointF(middle.x(), middle.y() - half), QPointF(middle.x() + half, middle.y()),
            QPointF(middle.x(), middle.y() + half), QPointF(middle.x() - half, middle.y())]))
        painter.setFont(theme.font("label"))
        metrics = QFontMetrics(painter.font())
        width = metrics.horizontalAdvance(item.words) + 2
        right, left = self._room(number, item)
        painter.setPen(theme.colour("text"))
        now = self._x(self._today)
        crossed = rect.right() < now < rect.right() + 8 + width and left >= width
        if (width <= right or right >= left) and not crossed:
            label = QRectF(rect.right() + 4, middle.y() - 10, min(width, right), 20)
        else:
            width = min(width, int(left))
            label = QRectF(rect.left() - 4 - width, middle.y() - 10, width, 20)
        if label.width() > 16:
            painter.drawText(label, _LEFT, metrics.elidedText(item.words, Qt.TextElideMode.ElideRight,
                                                              round(label.width()) + 1))
        return label.toRect()

    def _now(self, painter: QPainter, area: QRectF, bottom: int) -> None:
        theme, x = self._theme, round(self._x(self._today)) + 0.5
        if not area.left() <= x <= area.right():
            return
        painter.setClipping(False)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawLine(QPointF(x, 4), QPointF(x, bottom + 2))
        painter.setFont(theme.font("axis"))
        words, box = tr("Today"), self._mark(bottom)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(theme.colour("on-accent"))
        painter.drawText(box, _MIDDLE, words)
