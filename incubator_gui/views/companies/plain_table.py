"""A small read-only table of one company's things: rows of words, Enter opens."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from incubator_gui.core.messages import Message, text
from incubator_gui.widgets.theme import Theme


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
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(32))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
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
