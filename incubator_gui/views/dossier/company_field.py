"""A field that finds a company while its name is typed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from incubator_gui.core.messages import tr
from incubator_gui.domain.folding import fold
from incubator_gui.services.dossiers import CompanyChoice
from incubator_gui.widgets.styling import hang_popup

_WORDS = int(Qt.ItemDataRole.UserRole) + 1
_NAME = int(Qt.ItemDataRole.UserRole) + 2

_Index = QModelIndex | QPersistentModelIndex


class _Choices(QAbstractListModel):
    """Companies; shown with number and Chinese name, found by any of their names."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[CompanyChoice] = ()

    def set_rows(self, rows: Sequence[CompanyChoice]) -> None:
        """Other companies."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        """How many."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is shown of a company, and the words it is found by."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            names = dict.fromkeys(" ".join(name.split()) for name in (row.name, row.chinese_name) if name)
            return f"{row.number:04d}  {'  '.join(names)}"
        if role == _WORDS:
            return row.words
        return row.name if role == _NAME else None


class _Completer(QCompleter):
    """Compares folded words, and puts the name into the field."""

    def splitPath(self, path: str) -> list[str]:  # noqa: N802
        """What was typed, as the words are kept."""
        return [fold(path.strip())]

    def pathFromIndex(self, index: _Index) -> str:  # noqa: N802
        """The name of the company."""
        return str(index.data(_NAME) or "")


class CompanyField(QLineEdit):
    """Shows the chosen company; typing offers others; what names none is taken back."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id: UUID | None = None
        self._name = ""
        self._model = _Choices(self)
        self._completer = _Completer(self._model, self)
        self._completer.setCompletionRole(_WORDS)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseSensitive)
        self._completer.setMaxVisibleItems(12)
        self._completer.setWidget(self)
        self._popup = hang_popup(self._completer, self)
        self._completer.activated[QModelIndex].connect(self._activated)  # type: ignore[index]
        self.textEdited.connect(self._offer)

    @property
    def company(self) -> UUID | None:
        """The chosen company."""
        return self._id

    @property
    def name(self) -> str:
        """The name of the chosen company."""
        return self._name

    def set_choices(self, rows: Sequence[CompanyChoice]) -> None:
        """The companies there are; the chosen one may have another name by now."""
        self._model.set_rows(rows)
        self.show_company(self._id)

    def show_company(self, id: UUID | None) -> None:
        """Choose a company without telling."""
        self._id = id
        self._name = next((row.name for row in self._model.rows if row.id == id), "")
        if not (self.hasFocus() and self.isModified()):
            self._put_back()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setPlaceholderText(tr("Number or name"))
        self.setAccessibleName(tr("Company"))
        self._popup.setAccessibleName(tr("Companies that fit"))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """All of it is selected, so that typing replaces it."""
        super().focusInEvent(event)
        QTimer.singleShot(0, self, self.selectAll)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """What was typed but not chosen is taken back."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._put_back()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click into the field that has the focus offers all companies."""
        super().mousePressEvent(event)
        if not self._popup.isVisible() and self.text() == self._name:
            self._offer("")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter takes the first that fits, Down offers, Escape takes back what was typed."""
        popup = self._popup
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if popup.isVisible() and popup.currentIndex().isValid():
                event.ignore()  # the list takes it
            elif self._completer.completionCount() and self.text() != self._name:
                self._completer.setCurrentRow(0)
                self._activated(self._completer.currentIndex())
        elif event.key() == Qt.Key.Key_Down and not popup.isVisible():
            self._offer("" if self.text() == self._name else self.text())
        elif event.key() == Qt.Key.Key_Escape and self.text() != self._name:
            popup.hide()
            self._put_back()
        else:
            super().keyPressEvent(event)

    def _offer(self, words: str) -> None:
        self._completer.setCompletionPrefix(fold(words.strip()))
        if self._completer.completionCount():
            self._completer.complete()
        else:
            self._popup.hide()

    def _activated(self, index: _Index) -> None:
        name, words = str(index.data(_NAME) or ""), index.data()
        row = next((one for at, one in enumerate(self._model.rows)
                    if one.name == name and self._model.index(at).data() == words), None)
        if row is None:
            return
        self._popup.hide()
        changed = row.id != self._id
        self._id, self._name = row.id, row.name
        self._put_back()
        if changed:
            self.chosen.emit(row.id)

    def _put_back(self) -> None:
        self.setText(" ".join(self._name.split()))
        self.setCursorPosition(0)
