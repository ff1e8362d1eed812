"""One item in the calendar: a line that takes the keyboard, opens its record, and can be dragged to another day."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QMimeData, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDrag, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import tr
from incubator_gui.services.calendar_items import CalendarItem
from incubator_gui.views.services.calendar_look import ICONS, is_late, sentence, time_words
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import set_tip

MIME = "application/x-incubator-calendar-item"
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class ItemLine(QAbstractButton):
    """Enter opens, Alt with arrows moves by days and weeks, arrows alone are the grid's."""

    opened = Signal(object)
    shift_asked = Signal(object, int)
    """The item, and by how many days."""
    left = Signal(int, int)
    """An arrow: columns and lines."""

    def __init__(self, theme: Theme, item: CalendarItem, today: date, parent: QWidget | None = None, *,
                 large: bool = False) -> None:
        super().__init__(parent)
        self._theme, self.item, self._large = theme, item, large
        self._pressed_at: QPoint | None = None
        self._late = is_late(item, today)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("noRing", True)
        words = sentence(item, today)
        self.setAccessibleName(words)
        self.setAccessibleDescription(
            tr("Enter opens it. Alt and an arrow moves it to another day.") if item.movable
            else tr("Enter opens it. It cannot be moved: it has happened or is booked."))
        set_tip(self, words)
        self.clicked.connect(lambda: self.opened.emit(self.item))

    def sizeHint(self) -> QSize:  # noqa: N802
        """One line, or two in the week."""
        return QSize(80, self._theme.px(38 if self._large else 20))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Ground, icon, words."""
        theme, rect = self._theme, self.rect()
        painter = QPainter(self)
        focused = self.hasFocus()
        tone = "error" if self._late else "text"
        ground = "selection" if focused else "error-ground" if self._late else "hover"
        shade = theme.on_selection(tone) if focused else theme.colour(tone)
        painter.fillRect(rect, theme.colour(ground))
        if self.underMouse() or theme.contrast:
            painter.setPen(QPen(theme.colour("strong"), 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        px = theme.px
        icon = theme.on_selection("accent") if focused else theme.colour("error" if self._late else "accent")
        top = px(4)
        painter.drawPixmap(px(4), top, theme.pixmap(ICONS[self.item.kind], icon, 12, self.devicePixelRatioF()))
        inner = QRect(px(20), 0, rect.width() - px(23), px(20))
        self._line(painter, inner, self._first(), "label", shade)
        if self._large:
            second = theme.on_selection("muted") if focused else theme.colour("muted")
            self._line(painter, inner.translated(0, px(17)), self._second(), "axis", second)
        if focused:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _line(self, painter: QPainter, rect: QRect, words: str, role: str, shade: QColor) -> None:
        painter.setFont(self._theme.font(role))
        painter.setPen(shade)
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)

    def _first(self) -> str:
        title = " ".join(self.item.title(current()).split())
        if self._large:
            return title
        return f"{self.item.starts_at} {title}" if self.item.starts_at else title

    def _second(self) -> str:
        title = self.item.title(current())
        parts = [time_words(self.item), self.item.place,
                 self.item.company if self.item.company and self.item.company not in title else ""]
        if self.item.hours is not None:
            parts.append(current().hours(self.item.hours))
        shown = " · ".join(part for part in parts if part)
        return shown or sentence(self.item, self.item.day).split(": ")[0].split("：")[0]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter opens, Alt moves."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.item)
        elif key in _STEPS and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.shift_asked.emit(self.item, _STEPS[key])
        elif key in _STEPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
            self.left.emit(across, 0 if across else 1 if key == Qt.Key.Key_Down else -1)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Remember where a drag would begin."""
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin to drag what can be moved."""
        if self._pressed_at is None or not event.buttons() & Qt.MouseButton.LeftButton or not self.item.movable:
            return
        if (event.position().toPoint() - self._pressed_at).manhattanLength() < QApplication.startDragDistance():
            return
        self._pressed_at = None
        self.setDown(False)
        drag = QDrag(self.window())  # the line itself may go while it is dragged: somebody else changed something
        data = QMimeData()
        data.setData(MIME, f"{self.item.kind} {self.item.id.hex} {self.item.day.isoformat()}".encode())
        drag.setMimeData(data)
        picture = QPixmap(self.size() * self.devicePixelRatioF())
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self.render(picture)
        drag.setPixmap(picture)
        drag.setHotSpot(event.position().toPoint())
        drag.exec(Qt.DropAction.MoveAction)
