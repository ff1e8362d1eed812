"""Answers that both sides changed: in the file, stored, and as they were sent; one of the first two is chosen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Words, text, tr
from incubator_gui.domain.review_merge import FieldMerge, Side, field_name, value_name
from incubator_gui.domain.rubric import Rubric
from incubator_gui.services.review_returns import ApplicationRun, ChoiceKey, FileRun
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import line, tight
from incubator_gui.widgets.theme import Theme

_SHOWN = 4_000
"""Characters of a text that are shown here; all of it is merged."""


class _Choice(QRadioButton):
    """F takes what is in the file, S what is stored; Enter goes on."""

    side_asked = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Letters choose wherever the focus is in the row."""
        side = {Qt.Key.Key_F: "mine", Qt.Key.Key_S: "theirs"}.get(Qt.Key(event.key()))
        if side is not None and not event.modifiers():
            self.side_asked.emit(side)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class _Row:
    """One answer with its two radio buttons."""

    def __init__(self, grid: ConflictGrid, one: FieldMerge, rubric: Rubric, key: ChoiceKey) -> None:
        name = field_name(one.field, rubric, one.returned, one.stored, one.base)
        self.words = name.of(current().language) if isinstance(name, Words) else text(name)
        self.key, self.group = key, QButtonGroup(grid)
        self.mine, self.theirs = _Choice(), _Choice()
        for side, button in (("mine", self.mine), ("theirs", self.theirs)):
            self.group.addButton(button)
            button.toggled.connect(lambda on, side=side: grid.put(key, side) if on else None)
            button.side_asked.connect(self.choose)
        self.name = PlainLabel(self.words, "strong", wrap=True)
        self.values = [PlainLabel(_shown(one.field, value), "muted" if place == 2 else "", wrap=True)
                       for place, value in enumerate((one.returned, one.stored, one.base))]
        self.mine.setAccessibleName(tr("{answer}, in the file: {value}", answer=self.words,
                                       value=self.values[0].text()))
        self.theirs.setAccessibleName(tr("{answer}, stored: {value}", answer=self.words, value=self.values[1].text()))

    def choose(self, side: str) -> None:
        """One side."""
        button = self.mine if side == "mine" else self.theirs
        button.setChecked(True)
        button.setFocus()


def _shown(field: str, value: str | None) -> str:
    if value is None:
        return tr("(empty)")
    words = text(value_name(field, value))
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "…"


class ConflictGrid(QScrollArea):
    """Shows the conflicts of one review; `choices` are those of all files."""

    chosen = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.choices: dict[ChoiceKey, Side] = {}
        self.shown: tuple[FileRun, ApplicationRun] | None = None
        self._rows: list[_Row] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_run(self, run: FileRun, one: ApplicationRun, *, anew: bool = False) -> None:
        """The conflicts of this review; the same ones again keep the keyboard where it is."""
        if self.shown == (run, one) and not anew:
            return
        self.shown = (run, one)
        body = QWidget()
        body.setObjectName("Surface")
        column = QVBoxLayout(body)
        tight(column, 8, 12, 8, 12, 12)
        self._rows = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for place, words in enumerate((tr("Answer"), tr("In the file"), tr("Stored"), tr("When it was sent"))):
            grid.addWidget(PlainLabel(words, "header"), 0, (0, 2, 4, 5)[place])
        if one.rubric is not None:
            for field in one.conflicts:
                self._add(grid, _Row(self, field, one.rubric, (run.sha256, one.application, field.field)))
        for place, stretch in ((0, 2), (2, 3), (4, 3), (5, 3)):
            grid.setColumnStretch(place, stretch)
        column.addLayout(grid)
        column.addStretch()
        self.setWidget(body)

    def put(self, key: ChoiceKey, side: str) -> None:
        """What was chosen."""
        if self.choices.get(key) != side:
            self.choices[key] = "mine" if side == "mine" else "theirs"
            self.chosen.emit()

    def choose_all(self, files: Iterable[FileRun], side: Side) -> None:
        """One side for every answer of these files."""
        for run in files:
            for one in run.reviews:
                for field in one.conflicts:
                    self.choices[run.sha256, one.application, field.field] = side
        if self.shown is not None:
            self.show_run(*self.shown, anew=True)
        self.chosen.emit()

    def to_first(self) -> None:
        """The keyboard goes to the first answer without a choice, else to the first."""
        row = next((row for row in self._rows if row.key not in self.choices), next(iter(self._rows), None))
        if row is not None:
            (row.theirs if row.theirs.isChecked() else row.mine).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Answers to be chosen"))
        if self.shown is not None:
            self.show_run(*self.shown, anew=True)

    def _add(self, grid: QGridLayout, row: _Row) -> None:
        at = grid.rowCount()
        if self._rows:
            grid.addWidget(line("GridLine"), at, 0, 1, 6)
            at += 1
        grid.addWidget(row.name, at, 0, Qt.AlignmentFlag.AlignTop)
        for place, widget in enumerate((row.mine, row.values[0], row.theirs, row.values[1], row.values[2]), 1):
            grid.addWidget(widget, at, place, Qt.AlignmentFlag.AlignTop)
        side = self.choices.get(row.key)
        if side is not None:
            (row.mine if side == "mine" else row.theirs).setChecked(True)
        for button, value in ((row.mine, row.values[0]), (row.theirs, row.values[1])):
            value.setBuddy(button)
        self._rows.append(row)
