"""The board: columns of cards that are dragged, or carried with Ctrl and the arrow keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from incubator_gui.core.messages import ntr, text
from incubator_gui.itemmodels.board import MIME, BoardColumn, Card, CardModel
from incubator_gui.widgets.board_cards import CardList
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme


class _Column(QWidget):
    """One column: head, slot for what is dropped, cards, how many more there are."""

    dropped = Signal(str)

    def __init__(self, theme: Theme, column: BoardColumn, board: Board) -> None:
        super().__init__(board)
        self._theme, self._board, self.column = theme, board, column
        self._target = False
        self.setAcceptDrops(True)
        box = QVBoxLayout(self)
        tight(box, 8, 9, 8, 9, 8)
        head = QHBoxLayout()
        tight(head, 8)
        self._mark = PlainLabel()
        self._title = ElidedLabel("", "strong")
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._count = PlainLabel("")
        self._count.set_tone("accent")
        self._caption = PlainLabel("", "label")
        for widget in (self._mark, self._title, self._count):
            head.addWidget(widget)
        head.addStretch()
        head.addWidget(self._caption)
        box.addLayout(head)
        self._slot = PlainLabel("", wrap=True)
        self._slot.setObjectName("Slot")
        self._slot.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._slot.hide()
        box.addWidget(self._slot)
        self.list = CardList(theme, CardModel(column), self)
        box.addWidget(self.list, 1)
        self._more = PlainLabel("", "label")
        self._more.setContentsMargins(4, 0, 0, 0)
        box.addWidget(self._more)
        self.list.verticalScrollBar().valueChanged.connect(self._show_more)
        self.list.verticalScrollBar().rangeChanged.connect(self._show_more)
        theme.changed.connect(self._dress)
        self.retranslate()
        self._dress()

    def set_cards(self, cards: Sequence[Card]) -> None:
        """All cards anew; what was selected stays selected, the place stays."""
        chosen = set(self.list.selected_ids())
        current = self.list.currentIndex().row()
        focus = self.list.cards.cards[current].id if 0 <= current < len(self.list.cards.cards) else None
        place = self.list.verticalScrollBar().value()
        self.list.cards.set_cards(cards)
        model = self.list.selectionModel()
        for line, card in enumerate(cards):
            if card.id in chosen:
                model.select(self.list.cards.index(line), QItemSelectionModel.SelectionFlag.Select)
            if card.id == focus:
                model.setCurrentIndex(self.list.cards.index(line), QItemSelectionModel.SelectionFlag.NoUpdate)
        self.list.verticalScrollBar().setValue(place)
        self.retranslate()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        title = text(self.column.title)
        self._title.setText(title)
        self._count.setText(str(len(self.list.cards.cards)))
        self._caption.setText(self.column.caption)
        self.list.setAccessibleName(ntr("{title}, {n} card", "{title}, {n} cards", len(self.list.cards.cards),
                                        title=title))
        self._show_more()

    def _dress(self) -> None:
        self._mark.setVisible(bool(self.column.icon))
        if self.column.icon:
            self._mark.setPixmap(self._theme.pixmap(self.column.icon, self.column.tone, 16,
                                                    self.devicePixelRatioF()))
        self._slot.setFixedHeight(self._theme.px(76))
        self.update()

    def _show_more(self) -> None:
        bottom = self.list.viewport().height()
        last = self.list.indexAt(QPoint(8, bottom - 1)).row()
        hidden = len(self.list.cards.cards) - 1 - last if last >= 0 else 0
        self._more.setText(ntr("{n} more, scroll", "{n} more, scroll", hidden) if hidden > 0 else "")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The edge: dashed for a side loop, accent for the target of a drag."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style = Qt.PenStyle.DashLine if self.column.dashed and not self._target else Qt.PenStyle.SolidLine
        name = "accent" if self._target else "strong" if self.column.dashed else "border"
        painter.setPen(QPen(self._theme.colour(name), 2 if self._target else 1, style))
        edge = 1.0 if self._target else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 4, 4)
        painter.end()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Show where the cards would go."""
        if self._takes(event):
            self._mark_target(True)
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Keep it open."""
        if self._takes(event):
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """No target any more."""
        self._mark_target(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Hand over which column the cards come from."""
        self._mark_target(False)
        if self._takes(event):
            event.acceptProposedAction()
            self.dropped.emit(bytes(event.mimeData().data(MIME).data()).decode())

    def _takes(self, event: QDropEvent) -> bool:
        if not event.mimeData().hasFormat(MIME):
            return False
        source = bytes(event.mimeData().data(MIME).data()).decode()
        takes = self.column.takes
        return source != self.column.key and (takes is None or source in takes)

    def _mark_target(self, on: bool) -> None:
        self._target = on
        self._slot.setText(self._board.slot_words(self.column.key) if on else "")
        self._slot.setVisible(on)
        self.update()


class Board(QScrollArea):
    """Emits `moved`; the cards stay where they are until the screen sets them anew."""

    moved = Signal(object, str, str)
    """Ids, key of the column they come from, key of the column they go to."""
    opened = Signal(object)
    selected = Signal(object)
    menu_asked = Signal(object, QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._columns: dict[str, _Column] = {}
        self._words: Callable[[list[Any], str], str] | None = None
        self._carried: tuple[Any, ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        holder = QWidget()
        holder.setProperty("plain", True)
        self._row = QHBoxLayout(holder)
        tight(self._row, 8)
        self.setWidget(holder)

    def set_columns(self, columns: Sequence[BoardColumn]) -> None:
        """Other columns; cards are lost."""
        for old in self._columns.values():
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._columns = {}
        for declared in columns:
            column = _Column(self._theme, declared, self)
            column.setMinimumWidth(self._theme.px(180))
            key = declared.key
            column.dropped.connect(lambda source, key=key: self._dropped(source, key))
            column.list.opened.connect(self.opened)
            column.list.picked.connect(lambda key=key: self._picked(key))
            column.list.step_asked.connect(lambda step, carry, key=key: self._step(key, step, carry))
            column.list.drag_began.connect(self._carry)
            column.list.menu_asked.connect(lambda place: self.menu_asked.emit(self.selected_ids(), place))
            self._columns[key] = column
            self._row.addWidget(column, 1)

    def set_slot_words(self, words: Callable[[list[Any], str], str]) -> None:
        """What stands in the slot while cards hover over a column: ids and key in, words out."""
        self._words = words

    def slot_words(self, key: str) -> str:
        """The words for the cards under the pointer."""
        return self._words(list(self._carried), key) if self._words else ""

    def set_cards(self, cards: Mapping[str, Sequence[Card]]) -> None:
        """All cards anew, by key of their column."""
        for key, column in self._columns.items():
            column.set_cards(cards.get(key, ()))

    def cards(self, key: str) -> tuple[Card, ...]:
        """The cards of a column."""
        return self._columns[key].list.cards.cards

    def selected_ids(self) -> list[Any]:
        """The selected ids, all in one column."""
        return [id for column in self._columns.values() for id in column.list.selected_ids()]

    def select(self, id: Any) -> None:
        """Select one card and bring it into sight."""
        for column in self._columns.values():
            line = column.list.cards.line_of(id)
            if line >= 0:
                column.list.setCurrentIndex(column.list.cards.index(line))
                column.list.scrollTo(column.list.cards.index(line))
                self.ensureWidgetVisible(column)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        for column in self._columns.values():
            column.retranslate()

    def _carry(self, ids: list[Any]) -> None:
        self._carried = tuple(ids)

    def _dropped(self, source: str, target: str) -> None:
        ids, self._carried = list(self._carried), ()
        if ids:  # after the drag's own loop has ended
            QTimer.singleShot(0, self, lambda: self.moved.emit(ids, source, target))

    def _picked(self, key: str) -> None:
        ids = self._columns[key].list.selected_ids()
        if ids:
            for other, column in self._columns.items():
                if other != key:
                    column.list.clearSelection()
        self.selected.emit(self.selected_ids())

    def _step(self, key: str, step: int, carry: bool) -> None:
        keys = list(self._columns)
        place = keys.index(key) + step
        if not 0 <= place < len(keys):
            return
        target = self._columns[keys[place]]
        if carry:
            ids = self._columns[key].list.selected_ids()
            takes = target.column.takes
            if ids and (takes is None or key in takes):
                self.moved.emit(ids, key, keys[place])
            return
        line = min(self._columns[key].list.currentIndex().row(), len(target.list.cards.cards) - 1)
        target.list.setFocus(Qt.FocusReason.TabFocusReason)
        if line >= 0:
            target.list.setCurrentIndex(target.list.cards.index(line))
        self.ensureWidgetVisible(target)
