"""What each mark of a scale means, in three languages: a grid of texts that wrap."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from incubator_gui.core.languages import NAMES, current
from incubator_gui.core.messages import ntr, tr
from incubator_gui.domain.rubric import Criterion
from incubator_gui.views.review.setup.draft import beside, in_language
from incubator_gui.widgets.clipboard import from_tsv
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.theme import Theme

MOST_SHOWN = 11
"""A finer scale shows its ends, its middle and the marks that have a text; more are added one by one."""


class AnchorGrid(QWidget):
    """`written` carries mark, language and text; cells of a spreadsheet are pasted over several at once."""

    written = Signal(object)
    """A list of (mark, language, text)."""
    tidied = Signal()
    """Leave out the texts beside the scale."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._one: Criterion | None = None
        self._fixed = False
        self._more: tuple[str, set[Decimal]] = ("", set())
        self._cells: dict[tuple[Decimal, str], InlineField] = {}
        self._marks: list[Decimal] = []
        column = QVBoxLayout(self)
        tight(column, 4)
        self._holder = QWidget()
        self._grid = QGridLayout(self._holder)
        tight(self._grid, 4)
        column.addWidget(self._holder)
        self.add = Button(theme, icon="plus", kind="add")
        self.add.clicked.connect(self._add)
        self.tidy = Button(theme, kind="link")
        self.tidy.clicked.connect(self.tidied)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.tidy, 0, Qt.AlignmentFlag.AlignLeft)

    def show_criterion(self, one: Criterion, fixed: bool) -> None:
        """Another criterion, or the same with other texts; what is being typed stays."""
        if self._one is None or one.key != self._one.key:
            self.commit()
            self._more = (one.key, set())
        self._one, self._fixed = one, fixed
        marks = self._shown()
        if marks != self._marks:
            self._build(marks)
        for (mark, language), cell in self._cells.items():
            words = one.anchor(mark)
            put(cell, in_language(words, language) or None if words is not None else None)
            cell.set_read_only(fixed)
        self._words()

    def commit(self) -> bool:
        """Store what is typed."""
        right = [cell.commit() for cell in self._cells.values()]
        return all(right)

    def cell(self, mark: Decimal, language: str) -> InlineField:
        """The text of a mark in a language."""
        return self._cells[mark, language]

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        for (mark, language), cell in self._cells.items():
            cell.rename(_name(mark, language))
        self._words()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Pasting several cells fills the grid from here on."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) \
                and event.matches(QKeySequence.StandardKey.Paste):
            cells = from_tsv(QGuiApplication.clipboard().text())
            place = next((key for key, cell in self._cells.items() if cell.editor is watched), None)
            if place is not None and cells and (
                    len(cells[0]) > 1 or (len(cells) > 1 and not self._cells[place].words().strip())):
                self._paste(place, cells)
                return True
        return bool(super().eventFilter(watched, event))

    def _paste(self, place: tuple[Decimal, str], cells: list[list[str]]) -> None:
        if self._fixed:
            return
        self._cells[place].discard()
        languages = list(NAMES)
        row, column = self._marks.index(place[0]), languages.index(place[1])
        self.written.emit([(self._marks[row + down], languages[column + right], words.strip())
                           for down, line in enumerate(cells) for right, words in enumerate(line)
                           if row + down < len(self._marks) and column + right < len(languages)])

    def _shown(self) -> list[Decimal]:
        one = self._one
        assert one is not None
        with_text = {mark for mark, _words in one.anchors}
        if one.scale.problem is not None:
            return sorted(with_text)
        points = one.scale.points
        if len(points) <= MOST_SHOWN:
            return sorted({*points, *with_text})
        return sorted({points[0], points[len(points) // 2], points[-1], *with_text, *self._more[1]})

    def _build(self, marks: list[Decimal]) -> None:
        self.commit()
        self._marks, self._cells = marks, {}
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._labels: list[PlainLabel] = []
        for at, words in enumerate(NAMES.values(), 1):
            label = PlainLabel(words, "label")
            label.setContentsMargins(6, 0, 0, 0)
            self._grid.addWidget(label, 0, at)
            self._grid.setColumnStretch(at, 1)
        self._grid.setColumnMinimumWidth(0, self._theme.px(32))
        for row, mark in enumerate(marks, 1):
            label = PlainLabel(current().number(mark), "strong")
            label.setMinimumHeight(self._theme.px(28))
            self._labels.append(label)
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            for at, language in enumerate(NAMES, 1):
                cell = InlineField(self._theme, "lines", _name(mark, language))
                cell.committed.connect(lambda value, cell=cell, mark=mark, language=language:
                                       self._written(cell, mark, language, value))
                cell.editor.installEventFilter(self)
                self._cells[mark, language] = cell
                self._grid.addWidget(cell, row, at, Qt.AlignmentFlag.AlignTop)

    def _written(self, cell: InlineField, mark: Decimal, language: str, value: str | None) -> None:
        cell.saved()
        self.written.emit([(mark, language, value or "")])

    def _words(self) -> None:
        one = self._one
        if one is None:
            return
        off = beside(one)
        for mark, label in zip(self._marks, self._labels, strict=True):
            label.set_tone("error" if mark in off else "")
        self.tidy.setVisible(bool(off) and not self._fixed)
        self.tidy.setText(ntr("Leave out {n} text beside the scale", "Leave out {n} texts beside the scale", len(off)))
        fine = one.scale.problem is None and len(one.scale.points) > len(self._marks)
        self.add.setVisible(fine and not self._fixed)
        self.add.setText(tr("Text for another mark"))

    def _add(self) -> None:
        """The first mark of the widest gap without a text."""
        one = self._one
        if one is None:
            return
        points = one.scale.points
        places = [points.index(mark) for mark in self._marks if mark in points]
        gap = max(pairwise(places), key=lambda pair: pair[1] - pair[0])
        mark = points[(gap[0] + gap[1]) // 2]
        self._more[1].add(mark)
        self.show_criterion(one, self._fixed)
        self._cells[mark, next(iter(NAMES))].setFocus(Qt.FocusReason.TabFocusReason)


def put(field: InlineField, value: Any) -> None:
    """What is stored now; where it is what the field knows, the cursor and what is selected stay."""
    if field.value() != value:
        field.set_value(value)


def _name(mark: Decimal, language: str) -> str:
    return tr("Meaning of mark {mark}, {language}", mark=current().number(mark), language=NAMES[language])
