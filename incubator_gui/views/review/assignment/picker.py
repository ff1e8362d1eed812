"""A small list of reviewers to choose from: typed words narrow it, what cannot be chosen says why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from incubator_gui.core.messages import tr
from incubator_gui.itemmodels.collate import fold
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.search_field import SearchField
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme

_KEY = Qt.ItemDataRole.UserRole
_ROWS = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """A reviewer: name, what is said beside it, and why it cannot be chosen, or nothing."""

    id: UUID
    name: str
    about: str = ""
    why_not: str = ""

    @property
    def words(self) -> str:
        """The whole line."""
        return ", ".join(part for part in (self.name, self.why_not or self.about) if part)


class ReviewerPicker(QFrame):
    """Enter or a click chooses, Escape closes."""

    def __init__(self, theme: Theme, title: str, choices: Sequence[Choice], go: Callable[[UUID], object],
                 below: QWidget) -> None:
        super().__init__(below, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("Popup")
        self.setAccessibleName(title)
        self._below, self._go, self._choices, self._theme = below, go, tuple(choices), theme
        self._barred = frozenset(str(choice.id) for choice in choices if choice.why_not)
        column = QVBoxLayout(self)
        tight(column, 8, 12, 12, 12, 12)
        column.addWidget(PlainLabel(title, "strong"))
        self.field = SearchField(theme, "search", 0)
        self.field.set_words(tr("Find a reviewer"))
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setMinimumWidth(theme.px(360))
        self.list.setFixedHeight(theme.px(28) * min(_ROWS, max(3, len(choices))))
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.field.searched.connect(self._fill)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._chosen)
        self.list.itemActivated.connect(self._chosen)
        self._fill("")

    def show_at(self, place: QPoint) -> None:
        """Show it, inside the screen."""
        self.adjustSize()
        area = self._below.screen().availableGeometry()
        self.move(max(area.left(), min(place.x(), area.right() - self.width())),
                  max(area.top(), min(place.y(), area.bottom() - self.height())))
        self.show()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """In the field, arrows move in the list and Enter chooses."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if step:
                self._step(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._fill(self.field.text())
                self._chosen(self.list.currentItem())
                return True
        return bool(super().eventFilter(watched, event))

    def _fill(self, words: str) -> None:
        kept, wanted = self.list.currentItem(), [fold(word) for word in words.split()]
        key = kept.data(_KEY) if kept is not None else None
        self.list.clear()
        for choice in self._choices:
            if all(word in fold(choice.words) for word in wanted):
                item = QListWidgetItem(choice.words, self.list)
                item.setData(_KEY, str(choice.id))
                if choice.why_not:  # to be read, not to be chosen
                    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                    item.setForeground(self._theme.colour("muted"))
                    item.setIcon(self._theme.icon("ban", "muted"))
                elif self.list.currentItem() is None or item.data(_KEY) == key:
                    self.list.setCurrentItem(item)

    def _step(self, step: int) -> None:
        line = self.list.currentRow() + step
        while 0 <= line < self.list.count():
            if self.list.item(line).data(_KEY) not in self._barred:
                self.list.setCurrentRow(line)
                return
            line += step

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_KEY) not in self._barred:
            id = UUID(item.data(_KEY))
            self.close()
            self._go(id)
