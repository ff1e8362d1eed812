"""One day of the calendar: number, what is special, its items, "n more"; takes what is dropped on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr
from incubator_gui.services.calendar_items import CalendarItem
from incubator_gui.views.services.calendar_item import MIME, ItemLine
from incubator_gui.views.services.calendar_look import ICONS, Days, day_words, sentence
from incubator_gui.widgets.styling import Button
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import set_tip

_HEAD, _PAD, _GAP = 24, 4, 2
_FIRST = 6
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class DayCell(QFrame):
    """Arrows leave to the neighbours; Enter lists everything of the day; Down goes to its first item."""

    opened = Signal(object)
    shift_asked = Signal(object, int)
    dropped = Signal(str, object, object)
    """Kind and id of an item, and the day from which it was taken."""
    left = Signal(object, int, int)
    """The day, columns and lines to go."""
    item_left = Signal(object, object, int, int)
    """The day, the line left, columns and lines to go."""

    def __init__(self, theme: Theme, day: date, items: Sequence[CalendarItem], days: Days, today: date, *,
                 outside: bool = False, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self.day, self.items, self._days, self._today = theme, day, tuple(items), days, today
        self._outside, self._large, self._target = outside, large, False
        self._works = days.house.is_workday(day)
        self.marks = days.marks(day)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAcceptDrops(True)
        self.setProperty("noRing", True)
        self.setAccessibleName(day_words(day, days, len(items)))
        set_tip(self, "\n".join(name for name, _works in self.marks))
        self.lines: list[ItemLine] = []
        """The first items; further ones come when there is room for them."""
        for place in range(min(len(self.items), _FIRST)):
            self._add_line(place)
        self._more: Button | None = None

    @property
    def more(self) -> Button:
        """How many more there are; made when there are any."""
        if self._more is None:
            self._more = Button(self._theme, kind="link", parent=self)
            self._more.setProperty("small", True)
            self._more.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Enter on the day does the same
            self._more.clicked.connect(self.list_all)
        return self._more

    def _add_line(self, place: int) -> None:
        line = ItemLine(self._theme, self.items[place], self._today, self, large=self._large)
        line.opened.connect(self.opened)
        line.shift_asked.connect(self.shift_asked)
        line.left.connect(lambda across, down: self.item_left.emit(self.day, line, across, down))
        self.lines.append(line)

    def shown_lines(self) -> list[ItemLine]:
        """The items for which there is room."""
        return [line for line in self.lines if line.isVisibleTo(self)]

    def line_of(self, kind: str, id: UUID) -> ItemLine | None:
        """The line of an item."""
        return next((line for line in self.lines if (line.item.kind, line.item.id) == (kind, id)), None)

    def holds(self, kind: str, id: UUID) -> bool:
        """Whether an item is of this day, be there room for it or not."""
        return any((item.kind, item.id) == (kind, id) for item in self.items)

    def list_all(self) -> QMenu:
        """All items of the day in a menu; choosing one opens it."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        head = menu.addAction(self.accessibleName())
        head.setEnabled(False)
        menu.addSeparator()
        for item in self.items:
            words = sentence(item, self._today).replace("&", "&&")
            menu.addAction(self._theme.icon(ICONS[item.kind], "accent"), words,
                           lambda item=item: self.opened.emit(item))
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        return menu

    # room ------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """As many items as fit, then how many more there are."""
        super().resizeEvent(event)
        px = self._theme.px
        width, top, height = self.width() - 2 * px(_PAD) - 1, px(_HEAD), px(38 if self._large else 20) + _GAP
        room = max(0, (self.height() - top - 2) // height)
        shown = len(self.items) if len(self.items) <= room else max(0, room - 1)
        for place in range(len(self.lines), shown):
            self._add_line(place)
        for place, line in enumerate(self.lines):
            line.setVisible(place < shown)
            if place < shown:
                line.setGeometry(px(_PAD), top + place * height, width, height - _GAP)
        hidden = len(self.items) - shown
        if hidden or self._more is not None:
            self.more.setVisible(hidden > 0)
        if hidden:
            self.more.setText(ntr("{n} more", "{n} more", hidden))
            self.more.setGeometry(px(_PAD) + px(4), top + shown * height, width, px(18))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Ground by working day, lines at right and below, number, what is special."""
        theme, rect = self._theme, self.rect()
        px = theme.px
        painter = QPainter(self)
        painter.fillRect(rect, theme.colour("selection" if self._target else "surface" if self._works else "alt"))
        painter.setPen(QPen(theme.colour("grid"), 1))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        number = QRect(px(_PAD), px(2), px(22), px(20))
        today = self.day == self._today
        if today:
            painter.fillRect(number, theme.colour("accent"))
        painter.setFont(theme.font("strong" if today else "body", tabular=True))
        tone = "on-accent" if today else "muted" if self._outside or not self._works else "text"
        painter.setPen(theme.colour(tone))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(self.day.day))
        left = number.right() + px(6)
        if self.day.day == 1 and not self._large:
            painter.setFont(theme.font("label"))
            month = current().day(self.day, "month").replace(str(self.day.year), "").strip(" 年")
            painter.drawText(QRect(left, px(2), px(40), px(20)), Qt.AlignmentFlag.AlignVCenter, month)
            left += painter.fontMetrics().horizontalAdvance(month) + px(6)
        painter.setFont(theme.font("axis"))
        metrics = painter.fontMetrics()
        for place, (name, works) in enumerate(self.marks):  # each has its share of the room, or what others leave
            painter.setPen(theme.colour("warning" if works else "success"))
            rest = sum(metrics.horizontalAdvance(other) + px(8) for other, _works in self.marks[place + 1:])
            whole = rect.width() - left - px(4)
            share = max(whole - rest, whole // (len(self.marks) - place) - px(8 if place + 1 < len(self.marks) else 0))
            words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, share)
            painter.drawText(QRect(left, px(2), share, px(20)), Qt.AlignmentFlag.AlignVCenter, words)
            left += metrics.horizontalAdvance(words) + px(8)
        if self.hasFocus() or self._target:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    # keyboard and mouse ----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows; Enter lists the day, or opens its only item."""
        key = Qt.Key(event.key())
        if key in _ARROWS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.left.emit(self.day, *_ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.items:
            self.list_all() if len(self.items) > 1 else self.opened.emit(self.items[0])
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click gives the day the keyboard."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Only items of the calendar."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
            self._aim(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """It goes on to another day."""
        self._aim(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """The item is of this day now."""
        self._aim(False)
        kind, id, seen = bytes(event.mimeData().data(MIME).data()).decode().split()
        event.acceptProposedAction()
        self.dropped.emit(kind, UUID(id), date.fromisoformat(seen))

    def _aim(self, on: bool) -> None:
        self._target = on
        self.update()
