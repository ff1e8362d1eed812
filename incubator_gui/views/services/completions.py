"""Names that go on from what is being typed: companies and services, also Chinese ones by pinyin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import tr
from incubator_gui.domain.folding import fold, has_han
from incubator_gui.domain.quick_line import Known
from incubator_gui.widgets.theme import Theme

MOST = 6
_WORD = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]+\Z|[^\W\d_][^\W_]*(?:-[^\W_]+)*\Z")


@dataclass(frozen=True, slots=True)
class Completion:
    """A name that fits the stretch [start, end) of the line."""

    kind: Literal["company", "service"]
    id: UUID
    name: str
    start: int
    end: int


def completions(text: str, cursor: int, known: Known) -> tuple[Completion, ...]:
    """What the word before the cursor can become, companies first; nothing inside quotes or for a whole name."""
    before = text[:cursor]
    if _in_quotes(before):
        return ()
    match = _WORD.search(before)
    if match is None or len(match[0]) < (1 if has_han(match[0]) else 2):
        return ()
    word, start = match[0], match.start()
    language = current().language
    found: list[Completion] = []
    for id in known.companies.beginning(word, MOST):
        found.append(Completion("company", id, known.company_names[id], start, cursor))
    for id in known.services.beginning(word, MOST):
        found.append(Completion("service", id, known.service_names[id].of(language), start, cursor))
    if any(fold(one.name) == fold(word) for one in found):
        return ()
    return tuple(found[:MOST])


def _in_quotes(text: str) -> bool:
    inside = False
    for mark in text:
        inside = mark not in "“”\"」»«" if inside else mark in "„“\"「«»"
    return inside


class CompletionList(QListWidget):
    """Below (or above) the line; the keyboard stays in the line, which drives it."""

    taken = Signal(object)

    def __init__(self, theme: Theme, line: QWidget) -> None:
        super().__init__(line.window())
        self._theme, self._line = theme, line
        self._found: tuple[Completion, ...] = ()
        self.setObjectName("Results")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Names that fit"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(lambda _item: self.take())
        self.hide()

    def offer(self, found: tuple[Completion, ...]) -> None:
        """Show what fits, nothing of it chosen yet."""
        self._found = found
        self.clear()
        if not found:
            self.hide()
            return
        for one in found:
            item = QListWidgetItem(self._theme.icon("building-2" if one.kind == "company" else "hand-helping", "muted"),
                                   one.name)
            self.addItem(item)
        self.setAccessibleName(tr("Names that fit"))
        if self.parentWidget() is not self._line.window():
            self.setParent(self._line.window())
        height = self._theme.px(28) * len(found) + 4
        width = min(self._line.width(), self._theme.px(360))
        host = self._line.window()
        place = self._line.mapTo(host, QPoint(0, self._line.height() + 2))
        if place.y() + height > host.height():
            place = self._line.mapTo(host, QPoint(0, -height - 2))
        self.setGeometry(place.x(), place.y(), width, height)
        self.setCurrentRow(-1)
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Up or down."""
        self.setCurrentRow((self.currentRow() + by) % self.count() if self.currentRow() >= 0 or by > 0
                           else self.count() - 1)

    def is_chosen(self) -> bool:
        """Whether one of them was walked to."""
        return self.isVisible() and self.currentRow() >= 0

    def take(self) -> None:
        """The one walked to, else the first."""
        if self._found:
            found = self._found[max(0, self.currentRow())]
            self.hide()
            self.taken.emit(found)
