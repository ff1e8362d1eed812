"""The form as reviewers will see it, to be tried out: marks are chosen, and how the score comes about is shown."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from incubator_gui.core.languages import LANGUAGES, current
from incubator_gui.core.messages import msg, tr
from incubator_gui.domain.rubric import Criterion, Rubric
from incubator_gui.views.review.setup.draft import Criteria, Shares, shares
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.flow import Flow
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import Button, line, tight
from incubator_gui.widgets.theme import Theme

_NOBODY = UUID(int=0)
_MOST_BUTTONS = 11
_SHORT = {"en": "EN", "de": "DE", "zh": "中"}


class Preview(Card):
    """Keeps the marks that were tried while the rubric is edited."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._criteria: Criteria = ()
        self._marks: dict[str, Decimal] = {}
        self._blocks: dict[str, _Block] = {}
        self.language = SegmentedControl(theme, [(key, _SHORT[key], "") for key in LANGUAGES],
                                         msg("Language of the preview"))
        self.language.choose(current().language)
        self._own_language = False
        self.language.chosen.connect(self._speak)
        self.add_tool(self.language)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("plain", True)
        self._column = QVBoxLayout(inner)
        tight(self._column, 0, 0, 0, 0, 0)
        self._column.addStretch()
        area.setWidget(inner)
        self.body.addWidget(area, 1)
        self.body.addWidget(line())
        self._sum = _Sum(theme)
        self.body.addWidget(self._sum)
        self.retranslate()

    def show_criteria(self, criteria: Criteria) -> None:
        """Another rubric, or the same edited; marks that are no longer on their scale are taken back."""
        self._criteria = criteria
        by_key = {one.key: one for one in criteria}
        self._marks = {key: mark for key, mark in self._marks.items()
                       if key in by_key and by_key[key].scale.problem is None and by_key[key].scale.has(mark)}
        for key in [key for key in self._blocks if key not in by_key]:
            gone = self._blocks.pop(key)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        part = shares(criteria)
        for place, one in enumerate(criteria):
            block = self._blocks.get(one.key)
            if block is None:
                block = self._blocks[one.key] = _Block(self._theme)
                block.marked.connect(self._mark)
            if self._column.indexOf(block) != place:
                self._column.removeWidget(block)
                self._column.insertWidget(place, block)
            block.show_criterion(place + 1, one, part, self._marks.get(one.key), self.language.key)
        self._sum.show_score(criteria, self._marks, self.language.key)

    def mark(self, key: str, mark: Decimal | None) -> None:
        """Try a mark; None takes it back."""
        self._mark(key, mark)

    def score(self) -> str:
        """The score in words."""
        return self._sum.score.text()

    def lines(self) -> list[tuple[str, str, str]]:
        """How it came about: criterion, share of the scale, part of the score."""
        return self._sum.lines

    def retranslate(self) -> None:
        """Words in the language of the screen; the form follows it unless another was chosen."""
        self.set_words(tr("Preview"))
        self.language.retranslate()
        if not self._own_language:
            self.language.blockSignals(True)
            self.language.choose(current().language)
            self.language.blockSignals(False)
        self.show_criteria(self._criteria)

    def _speak(self, key: str) -> None:
        self._own_language = key != current().language
        self.show_criteria(self._criteria)

    def _mark(self, key: str, mark: Decimal | None) -> None:
        if mark is None:
            self._marks.pop(key, None)
        else:
            self._marks[key] = mark
        self.show_criteria(self._criteria)


class _Block(QFrame):
    """One criterion of the form."""

    marked = Signal(str, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._key = ""
        self._points: tuple[Decimal, ...] = ()
        self._buttons: dict[Decimal, Button] = {}
        column = QVBoxLayout(self)
        tight(column, 4, 12, 8, 12, 8)
        head = QHBoxLayout()
        tight(head, 8)
        self._number, self._name, self._weight = PlainLabel("", "muted"), PlainLabel("", "strong", wrap=True), \
            PlainLabel("", "label")
        head.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._name, 1)
        head.addWidget(self._weight, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self._hint = PlainLabel("", "label", wrap=True)
        column.addWidget(self._hint)
        self._row = QWidget()
        self._flow = Flow(self._row, gap=4)
        column.addWidget(self._row)
        self._box = ChoiceBox()
        self._box.activated.connect(lambda _at: self.marked.emit(self._key, self._box.key()))
        column.addWidget(self._box, 0, Qt.AlignmentFlag.AlignLeft)
        self._anchor = PlainLabel("", "label", wrap=True)
        column.addWidget(self._anchor)
        column.addWidget(line("GridLine"))

    def show_criterion(self, number: int, one: Criterion, part: Shares, mark: Decimal | None, language: str) -> None:
        """All of it anew."""
        self._key, speak = one.key, current()
        name = one.name.of(language) or one.key
        self._number.setText(str(number))
        self._name.setText(name)
        share = part.of(one)
        self._weight.setText(tr("weight {share}", share=speak.percent(share)) if share is not None
                             else tr("informative"))
        self._hint.setText(one.hint.of(language))
        self._hint.setVisible(bool(self._hint.text()))
        points = one.scale.points if one.scale.problem is None else ()
        if points != self._points:
            self._set_points(points)
        many = len(points) > _MOST_BUTTONS
        self._row.setVisible(bool(points) and not many)
        self._box.setVisible(many)
        self._box.setAccessibleName(name)
        self._box.choose(mark)
        for point, button in self._buttons.items():
            button.setChecked(point == mark)
            words = one.anchor(point)
            said = words.of(language) if words is not None else ""
            button.setAccessibleName(f"{name}: {speak.number(point)} {said}".strip())
        words = one.anchor(mark) if mark is not None else None
        if words is not None and mark is not None:
            self._anchor.setText(f"{speak.number(mark)}: {words.of(language)}")
        else:
            self._anchor.setText(tr("Must be answered") if one.required else tr("May be left blank"))

    def _set_points(self, points: tuple[Decimal, ...]) -> None:
        self._points, self._buttons = points, {}
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        speak = current()
        if len(points) > _MOST_BUTTONS:
            self._box.set_choices({None: "–", **{point: speak.number(point) for point in points}})
            return
        for point in points:
            button = Button(self._theme, speak.number(point))
            button.setCheckable(True)
            button.setMinimumWidth(self._theme.px(32))
            button.clicked.connect(lambda on, point=point: self.marked.emit(self._key, point if on else None))
            self._flow.addWidget(button)
            self._buttons[point] = button


class _Sum(QWidget):
    """The score, and the lines it is made of."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.lines: list[tuple[str, str, str]] = []
        column = QVBoxLayout(self)
        tight(column, 4, 12, 8, 12, 8)
        self._how = PlainLabel("", "axis", wrap=True)
        column.addWidget(self._how)
        self._grid = QGridLayout()
        tight(self._grid, 4)
        self._grid.setHorizontalSpacing(12)
        self._grid.setColumnStretch(0, 1)
        self._labels: list[tuple[ElidedLabel, PlainLabel, PlainLabel]] = []
        column.addLayout(self._grid)
        self._caption = PlainLabel("", "label", wrap=True)
        column.addWidget(self._caption)
        row = QHBoxLayout()
        tight(row, 8)
        self.score, self._of = PlainLabel("", "title"), PlainLabel("", "muted")
        row.addWidget(self.score)
        row.addWidget(self._of)
        row.addStretch()
        column.addLayout(row)

    def show_score(self, criteria: Criteria, marks: dict[str, Decimal], language: str) -> None:
        """Criterion by criterion, then the sum over what was answered."""
        speak = current()
        usable = tuple(one for one in criteria if one.scale.problem is None and one.weight >= 0)
        rubric = Rubric(_NOBODY, 1, usable)
        parts = rubric.parts(marks)
        score = rubric.score(marks)
        names = {one.key: one.name.of(language) for one in usable}
        whole = sum(part.weight for part in parts)
        self.lines = [(names[part.key], f"{speak.percent(part.share)} × {speak.percent(part.weight / whole)}",
                       speak.percent(part.share * part.weight / whole, 1)) for part in parts]
        self._fill()
        self._how.setText(tr("share of its scale × share of the weight answered"))
        self._how.setVisible(bool(parts))
        if score.value is None:
            self._caption.setText(tr("Choose marks above to see how a score comes about."))
            self.score.setText("–")
            self._of.setText("")
            return
        self._caption.setText(tr("Score, {share} of the weight answered", share=speak.percent(score.answered)))
        scale = rubric.scale
        if scale is None:
            self.score.setText(speak.percent(score.value))
            self._of.setText("")
        else:
            self.score.setText(speak.number(scale.mark(score.value), 2))
            self._of.setText(tr("of {most}", most=scale.high))

    def _fill(self) -> None:
        while len(self._labels) < len(self.lines):
            three = ElidedLabel("", "label"), PlainLabel("", "label"), PlainLabel("", "label")
            for at, label in enumerate(three):
                self._grid.addWidget(label, len(self._labels), at)
                if at:
                    label.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._labels.append(three)
        for at, labels in enumerate(self._labels):
            for label, words in zip(labels, self.lines[at] if at < len(self.lines) else ("", "", ""), strict=True):
                label.setText(words)
                label.setVisible(at < len(self.lines))
