"""A field for a company: typed in part, in Chinese or in pinyin, and chosen from those that are there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from incubator_gui.core.messages import tr
from incubator_gui.domain.quick_line import Known
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme

Find = Callable[[str], Sequence[tuple[UUID, str]]]
"""Ids and names for what was typed so far."""


def finder(known: Callable[[], Known | None], most: int = 6) -> Find:
    """Finds among the companies that the quick line knows; nothing before it has read them."""

    def find(words: str) -> list[tuple[UUID, str]]:
        names = known()
        if names is None:
            return []
        return [(id, names.company_names[id]) for id in names.companies.beginning(words, most)]

    return find


class CompanyField(QWidget):
    """A line, and below it what was found; Down goes there, Enter takes one."""

    chosen = Signal(object)
    """Id of the company; None while what is typed is none."""

    def __init__(self, theme: Theme, find: Find, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._find = theme, find
        self.id: UUID | None = None
        column = QVBoxLayout(self)
        tight(column, 4)
        self.line = QLineEdit()
        self.line.setMaxLength(300)
        self.line.setPlaceholderText(tr("Name, Chinese name or pinyin"))
        self.line.textEdited.connect(self._typed)
        self.line.installEventFilter(self)
        self.found = QListWidget()
        self.found.setObjectName("Card")
        self.found.setAccessibleName(tr("Companies found"))
        self.found.installEventFilter(self)
        self.found.itemClicked.connect(self._take)
        self.found.hide()
        column.addWidget(self.line)
        column.addWidget(self.found)
        self.setFocusProxy(self.line)

    def set_name(self, words: str) -> None:
        """The accessible name."""
        self.setAccessibleName(words)
        self.line.setAccessibleName(words)

    def choose(self, id: UUID, name: str) -> None:
        """Show a company that is chosen already."""
        self.id = id
        self.line.setText(name)
        self.found.hide()
        self.chosen.emit(id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Down goes to what was found; Enter takes it, and does not send the dialog."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if watched is self.line and self.found.isVisible():
                if event.key() == Qt.Key.Key_Down:
                    self.found.setFocus(Qt.FocusReason.TabFocusReason)
                    self.found.setCurrentRow(0)
                    return True
                if enter and self.id is None:
                    self._take(self.found.item(0))
                    return True
            if watched is self.found and (enter or event.key() == Qt.Key.Key_Space):
                self._take(self.found.currentItem())
                return True
        return bool(super().eventFilter(watched, event))

    def _typed(self, words: str) -> None:
        self.id = None
        self.found.clear()
        hits = self._find(words.strip())
        for id, name in hits:
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, id)
            self.found.addItem(item)
        self.found.setFixedHeight(self._theme.px(28) * min(len(hits), 6) + 4)
        self.found.setVisible(bool(hits))
        self.chosen.emit(None)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.choose(item.data(Qt.ItemDataRole.UserRole), item.text())
