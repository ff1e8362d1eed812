"""A list of companies in two lines each: name and figure, below it a note and a state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from incubator_gui.widgets.plan import MIME, Payload
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import show_tip

_ROLE = int(Qt.ItemDataRole.UserRole)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """`slot` is the colour on the plan, `icon` and `tone` belong to the state at the right of the second line."""

    id: UUID
    title: str
    figure: str = ""
    note: str = ""
    state: str = ""
    icon: str = ""
    tone: str = ""
    slot: int | None = None
    payload: Payload | None = None

    @property
    def spoken(self) -> str:
        """All of it, for a screen reader."""
        return ", ".join(part for part in (self.title, self.figure, self.note, self.state) if part)


class _LineDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Two lines."""
        return QSize(self._theme.px(200), self._theme.px(56))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, grip or colour, two lines."""
        theme, line, rect = self._theme, index.data(_ROLE), QRect(option.rect)
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        shade = theme.on_selection if selected else theme.colour
        if selected:
            painter.fillRect(rect, theme.colour("selection"))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), shade("selection-accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        painter.setPen(theme.colour("grid"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        px = theme.px
        left = rect.left() + px(16)
        first = QRect(left, rect.top() + px(7), rect.width() - px(32), px(20))
        second = first.translated(0, px(21))
        if line.payload is not None:
            painter.drawPixmap(first.left() - px(4), first.top() + px(2), theme.pixmap(
                "grip-vertical", shade("muted"), 16, painter.device().devicePixelRatioF()))
            first.setLeft(first.left() + px(20))
            second.setLeft(first.left())
        if line.slot is not None:
            self._swatch(painter, QRect(first.left(), first.top() + px(4), px(12), px(12)), line.slot)
            first.setLeft(first.left() + px(20))
            second.setLeft(first.left())
        strong, small = theme.font("strong", tabular=True), theme.font("label", tabular=True)
        width = self._text(painter, first, line.figure, strong if not line.payload else theme.font(tabular=True),
                           shade("text"), right=True)
        self._text(painter, first.adjusted(0, 0, -width - px(8) if width else 0, 0), line.title, strong, shade("text"))
        width = 0
        if line.state:
            width = self._text(painter, second, line.state, small, shade(line.tone or "muted"), right=True,
                               most=second.width() * 2 // 3)
            if line.icon:
                width += px(18)
                painter.drawPixmap(second.right() - width, second.top() + px(3), theme.pixmap(
                    line.icon, shade(line.tone or "muted"), 14, painter.device().devicePixelRatioF()))
        self._text(painter, second.adjusted(0, 0, -width - px(8) if width else 0, 0), line.note, small, shade("muted"))
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Active:
            painter.setPen(QPen(shade("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(5, 2, -2, -3))

    def _swatch(self, painter: QPainter, rect: QRect, slot: int) -> None:
        fill, hatched = self._theme.category(max(slot, 0))
        if slot < 0:
            fill = self._theme.colour("surface")
        painter.setPen(QPen(self._theme.ink if slot >= 0 else self._theme.colour("strong"), 1))
        painter.setBrush(fill)
        painter.drawRect(rect)
        if hatched and slot >= 0:
            painter.fillRect(rect.adjusted(1, 1, 0, 0), QBrush(self._theme.ink, Qt.BrushStyle.BDiagPattern))

    def _text(self, painter: QPainter, rect: QRect, words: str, font: QFont, colour: Any, *, right: bool = False,
              most: int = 0) -> int:
        if not words or rect.width() <= 0:
            return 0
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(" ".join(words.split()), Qt.TextElideMode.ElideRight, most or rect.width())
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(rect, _RIGHT if right else _LEFT, shown)
        return metrics.horizontalAdvance(shown)


class LineList(QListWidget):
    """Lines that can be dragged onto the plan; Enter opens one, Delete and a drop onto the list are told."""

    opened = Signal(object)
    chosen = Signal(object)
    menu_asked = Signal(object, QPoint)
    received = Signal(object)
    """A `Payload` from the plan was let go here."""

    def __init__(self, theme: Theme, *, takes: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._takes = theme, takes
        self.setItemDelegate(_LineDelegate(theme, self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragEnabled(True)
        self.setAcceptDrops(takes)
        self.setProperty("noRing", True)
        self.currentItemChanged.connect(self._current)
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(item.data(_ROLE).id))
        theme.changed.connect(self.doItemsLayout)  # ends with the list, as a lambda would not

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Other lines; the current one stays where it is still there."""
        kept = self.current_id()
        blocked = self.blockSignals(True)
        self.clear()
        for line in lines:
            item = QListWidgetItem(line.title)
            item.setData(_ROLE, line)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, line.spoken)
            self.addItem(item)
            if line.id == kept:
                self.setCurrentItem(item)
        self.blockSignals(blocked)

    def lines(self) -> list[Line]:
        """What is listed."""
        return [self.item(row).data(_ROLE) for row in range(self.count())]

    def current_line(self) -> Line | None:
        """The line with the keyboard."""
        item = self.currentItem()
        line: Line | None = item.data(_ROLE) if item is not None else None
        return line

    def current_id(self) -> UUID | None:
        """Its id."""
        line = self.current_line()
        return line.id if line is not None else None

    def show_id(self, id: UUID | None) -> None:
        """Make a line the current one without telling."""
        blocked = self.blockSignals(True)
        rows = [row for row, line in enumerate(self.lines()) if line.id == id]
        if rows:
            self.setCurrentRow(rows[0])
        else:
            self.setCurrentItem(None)  # type: ignore[call-overload]
        self.blockSignals(blocked)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter opens, the menu key asks for the menu."""
        line = self.current_line()
        if line is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(line.id)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """The menu of the line."""
        line = self.current_line()
        if line is not None:
            place = event.globalPos()
            if event.reason() == QContextMenuEvent.Reason.Keyboard:
                place = self.viewport().mapToGlobal(self.visualItemRect(self.currentItem()).bottomLeft())
            self.menu_asked.emit(line.id, place)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """The whole line where the pointer rests: names and wishes may be longer than the panel is wide."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            item = self.itemAt(event.pos())
            if item is not None:
                show_tip(self, event.globalPos(), item.data(_ROLE).spoken)
                return True
        return bool(super().viewportEvent(event))

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:  # noqa: N802
        """The company that is carried."""
        payload = items[0].data(_ROLE).payload if items else None
        return payload.to_mime() if payload is not None else QMimeData()

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: N802
        """Carry the company with its name beside the pointer."""
        line = self.current_line()
        if line is None or line.payload is None:
            return
        drag = QDrag(self)
        drag.setMimeData(line.payload.to_mime())
        drag.setPixmap(_card(self._theme, line.title, line.figure, self.devicePixelRatioF()))
        drag.setHotSpot(QPoint(-8, -8))
        drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """A company from the plan is welcome."""
        self._welcome(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """The same all over the list."""
        self._welcome(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Its places are to be given up."""
        payload = Payload.from_mime(event.mimeData()) if self._takes else None
        if payload is not None and payload.is_move:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.received.emit(payload)
        else:
            event.ignore()

    def _welcome(self, event: QDropEvent) -> None:
        if self._takes and event.mimeData().hasFormat(MIME):
            payload = Payload.from_mime(event.mimeData())
            if payload is not None and payload.is_move:
                event.accept()
                return
        event.ignore()

    def _current(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_ROLE).id)


def _card(theme: Theme, title: str, figure: str, ratio: float) -> QPixmap:
    """What lies under the pointer while a company is dragged."""
    strong, body = theme.font("strong"), theme.font()
    widths = [QFontMetrics(font).horizontalAdvance(words) for font, words in ((strong, title), (body, figure))]
    width, height = min(sum(widths) + theme.px(32), theme.px(280)), theme.px(28)
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(theme.colour("surface"))
    painter = QPainter(pixmap)
    painter.setPen(QPen(theme.colour("accent"), 2))
    painter.drawRect(1, 1, width - 2, height - 2)
    painter.setPen(theme.colour("text"))
    painter.setFont(strong)
    painter.drawText(QRect(theme.px(10), 0, width - theme.px(20), height), _LEFT, title)
    painter.setFont(body)
    painter.setPen(theme.colour("muted"))
    painter.drawText(QRect(theme.px(10), 0, width - theme.px(20), height), _RIGHT, figure)
    painter.end()
    return pixmap


