"""A small read-only table of one company's things: rows of words, Enter opens."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from incubator_gui.core.messages import Message, text
from incubator_gui.widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex


class _Cells(QStyledItemDelegate):
    """Ground, line below, words 8 px from the edge, the focus."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = self._theme, QRect(option.rect)
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, theme.colour("selection"))
            if index.column() == 0:
                painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("selection-accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        painter.setPen(QPen(theme.colour("grid"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(theme.px(12 if index.column() == 0 else 8), 0, -theme.px(8), 0)
        painter.setFont(theme.font("strong" if selected and index.column() == 0 else "body"))
        painter.setPen(theme.on_selection("text") if selected else theme.colour("text"))
        words = painter.fontMetrics().elidedText(index.data() or "", Qt.TextElideMode.ElideRight, inner.width())
        side = index.data(Qt.ItemDataRole.TextAlignmentRole)
        painter.drawText(inner, int(side or Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Active:
            painter.setPen(QPen(theme.on_selection("accent") if selected else theme.colour("accent"), 2))
            painter.drawRect(rect.adjusted(2, 2, -2, -3))

    def sizeHint(self, option: QStyleOptionViewItem,  # noqa: N802
                 index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + self._theme.px(20), self._theme.px(32))


class PlainTable(QTableWidget):
    """`opened` carries the id of a row."""

    opened = Signal(object)

    def __init__(self, theme: Theme, titles: Sequence[Message], stretch: int = 0, right: Sequence[int] = (),
                 parent: QWidget | None = None) -> None:
        super().__init__(0, len(titles), parent)
        self._theme, self._titles, self._right = theme, tuple(titles), frozenset(right)
        self._ids: list[UUID] = []
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setProperty("noRing", True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(_Cells(theme, self))
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(32))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(theme.px(32))
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        self.itemActivated.connect(lambda item: self.opened.emit(self._ids[item.row()]))
        self.retranslate("")

    def show_rows(self, rows: Sequence[tuple[UUID, Sequence[str]]]) -> None:
        """Other rows."""
        self._ids = [id for id, _cells in rows]
        self.setRowCount(len(rows))
        for line, (_id, cells) in enumerate(rows):
            for place, words in enumerate(cells):
                item = QTableWidgetItem(" ".join(words.split()))
                if place in self._right:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(line, place, item)

    def retranslate(self, name: str) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(name)
        self.horizontalHeader().setAccessibleName(name)
        for place, title in enumerate(self._titles):
            head = QTableWidgetItem(text(title))
            side = Qt.AlignmentFlag.AlignRight if place in self._right else Qt.AlignmentFlag.AlignLeft
            head.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            self.setHorizontalHeaderItem(place, head)
