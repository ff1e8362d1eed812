"""A company that is found while part of a name is typed, in any script; the search never holds up the window."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QWidget

from incubator_gui.core.errors import IncubatorError, Refused
from incubator_gui.core.messages import msg, tr
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.styling import hang_popup, tight

_MOST = 12


class CompanyLine(QWidget):
    """`company` raises Refused for words that are no company; empty is None."""

    changed = Signal()

    def __init__(self, context: Context, id: UUID | None = None, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._id, self._name = context, id, name
        self._found: dict[str, UUID] = {}
        self.line = QLineEdit(name)
        self.line.setMaxLength(300)
        self.line.setCursorPosition(0)
        row = QHBoxLayout(self)
        tight(row)
        row.addWidget(self.line)
        self.setFocusProxy(self.line)
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(_MOST)
        completer.setWidget(self.line)
        completer.activated.connect(self._taken)
        self._completer = completer
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(120)
        self._soon.timeout.connect(self._search)
        self.line.textEdited.connect(self._typed)
        self.line.installEventFilter(self)
        self.line.setPlaceholderText(tr("Part of a name"))
        self._popup = popup = hang_popup(completer, self.line)
        popup.setAccessibleName(tr("Companies that fit"))

    def set_name(self, name: str) -> None:
        """The accessible name."""
        self.setAccessibleName(name)
        self.line.setAccessibleName(name)

    def company(self) -> UUID | None:
        """The chosen company."""
        words = self.line.text().strip()
        if words and self._id is None:
            raise Refused(msg("“{words}” is no company of this house. Choose one from the list.", words=words[:40]))
        return self._id if words else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Down shows what fits."""
        if (watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
                and event.key() == Qt.Key.Key_Down and self._found):
            self._completer.complete()
            return True
        return bool(super().eventFilter(watched, event))

    def _typed(self, words: str) -> None:
        self._id = None
        self.changed.emit()
        if words.strip():
            self._soon.start()
        else:
            self._popup.hide()

    def _search(self) -> None:
        house, words = self._context.house, self.line.text().strip()
        self._context.jobs.read(lambda: house.search.find(words, ("company",), _MOST), self._show, failed=self._none,
                                owner=self, key="companies")

    def _show(self, hits: tuple[Any, ...]) -> None:
        self._found = {}
        for hit in hits:
            words = hit.title if not hit.subtitle else f"{hit.title} · {hit.subtitle}"
            self._found[words] = hit.id
        self._model.setStringList(list(self._found))
        exact = [hit.id for hit in hits if hit.title.casefold() == self.line.text().strip().casefold()]
        if len(exact) == 1:
            self._id = exact[0]
        if self.line.hasFocus() and hits and self._id is None:
            self._completer.complete()

    def _none(self, _error: IncubatorError) -> None:
        self._found = {}

    def _taken(self, words: str) -> None:
        self._id = self._found.get(words)
        self.line.setText(words.split(" · ")[0])
        self.changed.emit()
