"""A field that finds a company by its names or pinyin: those of the plan at once, all others a moment later."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from incubator_gui.core.messages import tr
from incubator_gui.domain.folding import fold, pinyin
from incubator_gui.services.search import Hit
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.styling import tight

_MOST = 6


class CompanyPick(QWidget):
    """Down goes to the companies found, Enter takes one; `company` is the one chosen."""

    changed = Signal()

    def __init__(self, context: Context, names: Mapping[UUID, str], note: Callable[[UUID], str] = lambda _id: "",
                 *, everybody: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._names, self._note, self._everybody = context, dict(names), note, everybody
        self._words = {id: fold(f"{name} {pinyin(name)} {''.join(pinyin(name).split())}")
                       for id, name in names.items()}
        self.company: UUID | None = None
        self._offered: list[UUID] = []
        column = QVBoxLayout(self)
        tight(column, 4)
        self.field = QLineEdit()
        self.field.setMaxLength(300)
        self.field.setPlaceholderText(tr("Name, Chinese name or pinyin"))
        self.field.installEventFilter(self)
        self.field.textEdited.connect(self._typed)
        self.found = QListWidget()
        self.found.setObjectName("Card")
        self.found.setAccessibleName(tr("Companies that fit"))
        self.found.installEventFilter(self)
        self.found.itemClicked.connect(self._take)
        self.found.hide()
        column.addWidget(self.field)
        column.addWidget(self.found)
        self.setFocusProxy(self.field)
        self.set_name(tr("Company"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(120)
        self._timer.timeout.connect(self._look)

    def set_name(self, name: str) -> None:
        """The accessible name."""
        self.setAccessibleName(name)
        self.field.setAccessibleName(name)

    def offer(self, companies: Iterable[UUID]) -> None:
        """Companies to choose from while nothing is typed: those who wait."""
        self._offered = [id for id in companies if id in self._names]
        if not self.field.text():
            self._show(self._offered[:_MOST])

    def choose(self, company: UUID) -> None:
        """Take a company that is known."""
        self.company = company
        self.field.setText(" ".join(self._names.get(company, "").split()))
        self.field.setCursorPosition(0)
        self.found.hide()
        self.changed.emit()

    def name(self) -> str:
        """What the chosen company is called."""
        return self._names.get(self.company, "") if self.company is not None else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Down goes to what was found; Enter takes one, and does not send the dialog."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if watched is self.field and self.found.isVisibleTo(self):
                if event.key() == Qt.Key.Key_Down:
                    self.found.setFocus(Qt.FocusReason.TabFocusReason)
                    self.found.setCurrentRow(0)
                    return True
                if enter and self.company is None:
                    self._take(self.found.item(0))
                    return True
            if watched is self.found and (enter or event.key() == Qt.Key.Key_Space):
                item = self.found.currentItem()
                if item is not None:
                    self._take(item)
                return True
        return bool(super().eventFilter(watched, event))

    def _typed(self) -> None:
        self.company = None
        words = fold(self.field.text()).split()
        fits = [id for id, said in self._words.items() if all(word in said for word in words)]
        here = fits if words else self._offered
        self._show(here[:_MOST])
        if self._everybody:
            self._timer.start()
        self.changed.emit()

    def _look(self) -> None:
        words, house = self.field.text().strip(), self._context.house
        if words and self.company is None and house is not None:
            self._context.jobs.read(lambda: house.search.find(words, ("company",), _MOST), self._more, owner=self,
                                    key="find")

    def _more(self, hits: tuple[Hit, ...]) -> None:
        if self.company is not None:
            return
        shown = [self.found.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.found.count())]
        for hit in hits:
            self._names.setdefault(hit.id, hit.title)
        self._show([*shown, *(hit.id for hit in hits if hit.id not in shown)][:_MOST + 2])

    def _show(self, ids: list[UUID]) -> None:
        self.found.clear()
        for id in ids:
            note = self._note(id)
            item = QListWidgetItem(f"{self._names[id]}  ·  {note}" if note else self._names[id])
            item.setData(Qt.ItemDataRole.UserRole, id)
            self.found.addItem(item)
        self.found.setFixedHeight(self._context.theme.px(28) * len(ids) + 6 if ids else 0)
        self.found.setVisible(bool(ids))

    def _take(self, item: QListWidgetItem) -> None:
        self.choose(item.data(Qt.ItemDataRole.UserRole))
        self.field.setFocus(Qt.FocusReason.TabFocusReason)
