"""Paints the cards of a board, and the list that holds one column's cards."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDrag, QFontMetrics, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from incubator_gui.itemmodels.board import Card, CardModel
from incubator_gui.widgets.initials import initials
from incubator_gui.widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
GAP = 8


class CardDelegate(QStyledItemDelegate):
    """Name and figure, facts, a flag, marks and owner. `dragged` cards keep a dashed place."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.dragged: frozenset[Any] = frozenset()
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self._strong, self._body, self._small = (self._theme.font(role) for role in ("strong", "body", "label"))
        self._axis = self._theme.font("axis")

    def height(self, card: Card) -> int:
        """Of one card, without the gap."""
        lines = 1 + bool(card.facts) + bool(card.flag) + bool(card.marks or card.owner or card.side)
        return self._theme.px(20) * lines + 2 * self._theme.px(8)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """The card and the gap below it."""
        card = index.data(Qt.ItemDataRole.UserRole)
        return QSize(self._theme.px(120), (self.height(card) if isinstance(card, Card) else 0) + GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a card in its place."""
        card = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(card, Card):
            state = option.state
            rect = QRect(option.rect).adjusted(0, 0, 0, -GAP)
            self.draw(painter, rect, card, bool(state & QStyle.StateFlag.State_Selected),
                      bool(state & QStyle.StateFlag.State_MouseOver), bool(state & QStyle.StateFlag.State_HasFocus))

    def draw(self, painter: QPainter, rect: QRect, card: Card, selected: bool, hovered: bool, focused: bool) -> None:
        """Draw a card anywhere: also for the one under the pointer."""
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if card.id in self.dragged:
            painter.setPen(QPen(theme.colour("strong"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            inner = rect.adjusted(12, 8, -12, -8)
            self._line(painter, inner, inner.top(), card.title, self._body, theme.colour("muted"))
            painter.restore()
            return
        ring = focused or selected
        painter.setPen(QPen(theme.colour("accent" if ring else "border"), 2 if focused else 1))
        painter.setBrush(theme.colour("selection" if selected else "hover" if hovered else "surface"))
        edge = 1.0 if focused else 0.5
        painter.drawRoundedRect(QRectF(rect).adjusted(edge, edge, -edge, -edge), 4, 4)

        def shade(name: str) -> QColor:
            return theme.on_selection(name) if selected else theme.colour(name)

        inner = rect.adjusted(12, 8, -12, -8)
        y, line = inner.top(), theme.px(20)
        figure = QFontMetrics(self._strong).horizontalAdvance(card.figure) + 8 if card.figure else 0
        figure += line + 8 if card.badge is not None else 0
        self._line(painter, inner.adjusted(0, 0, -figure, 0), y, card.title, self._strong, shade("text"))
        if card.figure:
            self._line(painter, inner, y, card.figure, self._strong, shade("text"), right=True)
        if card.badge is not None:
            self._owner(painter, inner, y, card.badge)
        y += line
        if card.facts:
            clear = card.clear_facts
            self._line(painter, inner, y, card.facts, self._body if clear else self._small,
                       shade("text" if clear else "muted"))
            y += line
        if card.flag:
            self._mark(painter, inner, inner.left(), y, card.flag, shade)
            y += line
        left = inner.left()
        if card.side is not None:
            inner.setRight(self._side(painter, inner, y, card, shade) - 8)
        for mark in card.marks:
            left = self._mark(painter, inner, left, y, mark, shade) + 12
        if card.owner:
            self._owner(painter, inner, y, card.owner)
        painter.restore()

    def _line(self, painter: QPainter, rect: QRect, y: int, words: str, font: Any, colour: QColor,
              *, right: bool = False) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        words = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(QRect(rect.left(), y, rect.width(), self._theme.px(20)), _RIGHT if right else _LEFT, words)

    def _mark(self, painter: QPainter, inner: QRect, left: int, y: int, mark: tuple[str, str, str],
              shade: Any) -> int:
        icon, words, tone = mark
        colour, line = shade(tone), self._theme.px(20)
        if icon:
            picture = self._theme.pixmap(icon, colour, 12, painter.device().devicePixelRatioF())
            painter.drawPixmap(left, y + (line - self._theme.px(12)) // 2, picture)
            left += self._theme.px(12) + 4
        painter.setFont(self._small)
        painter.setPen(colour)
        room = max(0, inner.right() + 1 - left)
        words = QFontMetrics(self._small).elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left, y, room, line), _LEFT, words)
        return left + QFontMetrics(self._small).horizontalAdvance(words)

    def _side(self, painter: QPainter, inner: QRect, y: int, card: Card, shade: Any) -> int:
        """The words at the right, as far as the marks leave room, and the bar before them; where it begins."""
        assert card.side is not None
        icon, words, tone = card.side
        metrics, line = QFontMetrics(self._small), self._theme.px(20)
        gap = self._theme.px(12) + 4 if icon else 0
        taken = sum(metrics.horizontalAdvance(mark[1]) + self._theme.px(16) + 12 for mark in card.marks)
        if tone == "muted" and not icon and taken + gap + metrics.horizontalAdvance(words) > inner.width():
            return inner.right() + 9  # no half figures: the day has the line
        room = max(inner.width() - taken, inner.width() * 2 // 5) - gap
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        left = inner.right() - 1 - metrics.horizontalAdvance(words) - gap  # two px for what rounding takes
        self._mark(painter, inner, left, y, (icon, words, tone), shade)
        width, height = self._theme.px(56), self._theme.px(6)
        if card.bar is None or left - 8 - width < inner.left() + taken:  # where it is narrow the figures suffice
            return left
        share, colour = card.bar
        bar = QRect(left - 8 - width, y + (line - height) // 2, width, height)
        painter.fillRect(bar, self._theme.colour("grid"))
        painter.fillRect(QRect(bar.left(), bar.top(), round(width * max(0.0, min(1.0, share))), height), shade(colour))
        return bar.left()

    def _owner(self, painter: QPainter, inner: QRect, y: int, name: str) -> None:
        side = self._theme.px(20)
        box = QRect(inner.right() - side + 1, y, side, side)
        painter.setPen(QPen(self._theme.colour("neutral-edge"), 1))
        painter.setBrush(self._theme.colour("hover"))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setFont(self._axis)
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), initials(name))


class CardList(QListView):
    """The cards of one column."""

    step_asked = Signal(int, bool)
    """Left (-1) or right (1); True carries the cards along."""
    opened = Signal(object)
    picked = Signal()
    drag_began = Signal(object)
    drag_ended = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, theme: Theme, model: CardModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self.cards = theme, model
        model.setParent(self)
        self.setModel(model)
        self.painter_ = CardDelegate(theme, self)
        self.setItemDelegate(self.painter_)
        self.setProperty("noRing", True)
        self.setProperty("board", True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # "n more" says that it scrolls
        self.setDragEnabled(True)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.setMouseTracking(True)
        self.activated.connect(lambda index: self._open(index))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda place: self.menu_asked.emit(self.mapToGlobal(place)))
        self.selectionModel().selectionChanged.connect(lambda: self.picked.emit())

    def selected_ids(self) -> list[Any]:
        """The ids of the selected cards."""
        lines = sorted(index.row() for index in self.selectedIndexes())
        return [self.cards.cards[line].id for line in lines if line < len(self.cards.cards)]

    def _open(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self.cards.cards):
            self.opened.emit(self.cards.cards[index.row()].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Left and right walk, with Ctrl they carry the cards along."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.step_asked.emit(step, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        else:
            super().keyPressEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: N802
        """Carry the selected cards; the first one is seen under the pointer."""
        ids = self.selected_ids()
        if not ids:
            return
        card = next(card for card in self.cards.cards if card.id == ids[0])
        drag = QDrag(self)
        drag.setMimeData(self.cards.mimeData(self.selectedIndexes()))
        size = QSize(self.viewport().width(), self.painter_.height(card))
        ratio = self.devicePixelRatioF()
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.painter_.draw(painter, QRect(QPoint(0, 0), size), card, False, False, True)
        painter.end()
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(size.width() // 2, self._theme.px(16)))
        self.painter_.dragged = frozenset(ids)
        self.viewport().update()
        self.drag_began.emit(ids)
        drag.exec(Qt.DropAction.MoveAction)
        self.painter_.dragged = frozenset()
        self.viewport().update()
        self.drag_ended.emit()
