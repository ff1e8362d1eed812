"""A list in which several things are ticked, found by typing."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from incubator_gui.core.messages import ntr, tr
from incubator_gui.domain.folding import fold
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.search_field import SearchField
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme


@dataclass(frozen=True, slots=True)
class Pick:
    """One thing that can be chosen; `words` are folded and found, `shown` when they are empty."""

    key: Hashable
    shown: str
    words: str = ""


class PickList(QWidget):
    """Search above, list below; Down goes into the list, Space ticks, Enter in the field ticks the first found.

    With `single` nothing is ticked: the current row is the choice.
    """

    changed = Signal()

    def __init__(self, theme: Theme, name: str, placeholder: str, *, single: bool = False, lines: int = 7,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._single, self._height = single, theme.px(28)
        self.field = SearchField(theme)
        self.field.set_words(placeholder, name)
        self.list = QListWidget()
        self.list.setObjectName("Card")
        self.list.setAccessibleName(name)
        self.list.setMinimumHeight(theme.px(28) * lines + 2)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.count = PlainLabel("", "label")
        column = QVBoxLayout(self)
        tight(column, 4)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self.count)
        self._words: list[str] = []
        self._keys: list[Any] = []
        self.field.searched.connect(self._search)
        self.field.left_down.connect(self._into)
        self.field.installEventFilter(self)
        self.list.itemChanged.connect(lambda _item: self._told())
        self.list.itemClicked.connect(self._clicked)
        self.list.currentItemChanged.connect(lambda *_: self._told() if single else None)
        self.setFocusProxy(self.field)
        self._told()

    def set_rows(self, rows: Sequence[Pick], ticked: Iterable[Hashable] = ()) -> None:
        """What can be chosen; what was ticked stays ticked."""
        kept = set(ticked) | set(self.chosen())
        self.list.blockSignals(True)
        self.list.clear()
        self._keys = [row.key for row in rows]
        self._words = [row.words or fold(row.shown) for row in rows]
        for row in rows:
            item = QListWidgetItem(" ".join(row.shown.split()))
            item.setSizeHint(QSize(0, self._height))
            if not self._single:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if row.key in kept else Qt.CheckState.Unchecked)
            self.list.addItem(item)
            if self._single and row.key in kept:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._search(self.field.text())
        self._told()

    def chosen(self) -> list[Any]:
        """The keys of what is ticked, in order; of a single choice the current one."""
        if self._single:
            place = self.list.currentRow()
            return [self._keys[place]] if place >= 0 and not self.list.item(place).isHidden() else []
        return [key for place, key in enumerate(self._keys)
                if self.list.item(place).checkState() == Qt.CheckState.Checked]

    def tick(self, key: Hashable, on: bool = True) -> None:
        """Choose one by its key."""
        item = self.list.item(self._keys.index(key))
        if self._single:
            self.list.setCurrentItem(item)
        else:
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Enter in the field takes the first that is found, and does not send the dialog."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) \
                and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.field.text().strip():
            self._search(self.field.text())
            first = next((place for place in range(self.list.count()) if not self.list.item(place).isHidden()), -1)
            if first >= 0:
                self.tick(self._keys[first])
                self.field.clear()
                return True
        return bool(super().eventFilter(watched, event))

    def _search(self, words: str) -> None:
        parts = fold(words.strip()).split()
        for place, found in enumerate(self._words):
            self.list.item(place).setHidden(not all(part in found for part in parts))
        self._told()

    def _into(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)
        shown = [place for place in range(self.list.count()) if not self.list.item(place).isHidden()]
        if shown and self.list.currentRow() not in shown:
            self.list.setCurrentRow(shown[0])

    def _clicked(self, item: QListWidgetItem) -> None:
        self._told()

    def _told(self) -> None:
        number = len(self.chosen())
        hidden = self.list.count() > 0 and all(self.list.item(n).isHidden() for n in range(self.list.count()))
        if hidden:
            self.count.setText(tr("Nothing fits these words."))
        elif self._single:
            self.count.setText("")
        else:
            self.count.setText(ntr("{n} chosen", "{n} chosen", number))
        self.changed.emit()
