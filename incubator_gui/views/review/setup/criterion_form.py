"""All of one criterion: names and hints in three languages, weight, scale, duty, what each mark means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.errors import Refused
from incubator_gui.core.languages import NAMES, current
from incubator_gui.core.messages import Message, msg, text, tr
from incubator_gui.domain.rubric import Criterion
from incubator_gui.views.review.setup.anchor_grid import AnchorGrid, put
from incubator_gui.views.review.setup.draft import (
    PRESET_WORDS,
    PRESETS,
    Shares,
    anchored,
    in_language,
    preset_of,
    rescaled,
    trouble,
    with_language,
    without_beside,
)
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.flow import Flow
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import line, tight
from incubator_gui.widgets.switch import CheckBox
from incubator_gui.widgets.theme import Theme

Change = Callable[[Criterion], Criterion]
_ENDS: dict[str, Message] = {"low": msg("from"), "high": msg("to"), "step": msg("in steps of")}


class CriterionForm(QWidget):
    """`changed` carries the key and what happens to the criterion; it is shown again with `show_criterion`."""

    changed = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._one: Criterion | None = None
        self.names = {key: InlineField(theme, "text", "") for key in NAMES}
        self.hints = {key: InlineField(theme, "lines", "") for key in NAMES}
        self.weight = InlineField(theme, "number", msg("Weight"), needed=True, check=_not_negative)
        self.preset = ChoiceBox(PRESET_WORDS)
        self.ends = {key: InlineField(theme, "number", words, needed=True) for key, words in _ENDS.items()}
        self.required, self.counted = CheckBox(theme, ""), CheckBox(theme, "")
        self.anchors = AnchorGrid(theme)
        self._problem, self._mark = PlainLabel("", "label", wrap=True), PlainLabel()
        self._share = PlainLabel("", "muted")
        self._labels: dict[str, PlainLabel] = {}
        column = QVBoxLayout(self)
        tight(column, 8, 12, 8, 12, 12)
        wrong = QHBoxLayout()
        tight(wrong, 4)
        wrong.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        wrong.addWidget(self._problem, 1)
        column.addLayout(wrong)
        column.addLayout(self._words_grid())
        column.addWidget(line("GridLine"))
        column.addLayout(self._figures())
        column.addWidget(line("GridLine"))
        self._labels["anchors"] = PlainLabel("", "header")
        column.addWidget(self._labels["anchors"])
        column.addWidget(self.anchors)
        column.addStretch()
        self._connect()
        theme.changed.connect(self._dress)
        self._dress()
        self.retranslate()

    def show_criterion(self, one: Criterion, part: Shares, fixed: bool) -> None:
        """Another criterion, or the same changed; `fixed` may only be read."""
        if self._one is not None and one.key != self._one.key:
            self.commit()
            for field in self._fields():
                field.discard()
        self._one = one
        for key in NAMES:
            put(self.names[key], in_language(one.name, key) or None)
            put(self.hints[key], in_language(one.hint, key) or None)
        put(self.weight, one.weight)
        for key, field in self.ends.items():
            put(field, getattr(one.scale, key))
        self.preset.choose(preset_of(one.scale))
        self.required.setChecked(one.required)
        self.counted.setChecked(one.counted)
        self.anchors.show_criterion(one, fixed)
        for field in self._fields():
            field.set_read_only(fixed)
        for widget in (self.preset, self.required, self.counted):
            widget.setEnabled(not fixed)
        self.weight.setEnabled(one.counted)
        share = part.of(one)
        self._share.setText(tr("{share} of the score", share=current().percent(share)) if share is not None
                            else tr("no part in the score"))
        why = trouble(one)
        self._problem.setText(text(why) if why is not None else "")
        self._problem.set_tone("error" if why is not None else "")
        for label in (self._problem, self._mark):
            label.setVisible(why is not None)

    def commit(self) -> bool:
        """Store what is typed; False where something wrong stands."""
        right = [field.commit() for field in self._fields()]
        return self.anchors.commit() and all(right)

    def to_name(self) -> None:
        """The keyboard goes to the name in the language of the screen, all of it selected."""
        editor: Any = self.names[current().language].editor
        editor.setFocus(Qt.FocusReason.TabFocusReason)
        editor.selectAll()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        for key, said in NAMES.items():
            self.names[key].rename(tr("Name, {language}", language=said))
            self.hints[key].rename(tr("Hint, {language}", language=said))
        for field in (self.weight, *self.ends.values()):
            field.retranslate()
        for key, words in (("name", tr("Name")), ("hint", tr("Hint")), ("weight", tr("Weight")),
                           ("scale", tr("Scale")), ("anchors", tr("What each mark means")),
                           *((key, text(words)) for key, words in _ENDS.items())):
            self._labels[key].setText(words)
        self.preset.set_choices(PRESET_WORDS)
        self.preset.setAccessibleName(tr("Scale"))
        self.required.set_words(tr("must be answered"))
        self.counted.set_words(tr("counts in the score"))
        self.anchors.retranslate()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Narrow: texts wrap."""
        return QSize(self._theme.px(360), super().minimumSizeHint().height())

    def _fields(self) -> list[InlineField]:
        return [*self.names.values(), *self.hints.values(), self.weight, *self.ends.values()]

    def _words_grid(self) -> QGridLayout:
        grid = QGridLayout()
        tight(grid, 4)
        for at, words in enumerate(NAMES.values(), 1):
            label = PlainLabel(words, "label")
            label.setContentsMargins(6, 0, 0, 0)
            grid.addWidget(label, 0, at)
            grid.setColumnStretch(at, 1)
        for row, (key, fields) in enumerate((("name", self.names), ("hint", self.hints)), 1):
            self._labels[key] = PlainLabel("", "muted")
            self._labels[key].setMinimumHeight(self._theme.px(28))
            grid.addWidget(self._labels[key], row, 0, Qt.AlignmentFlag.AlignTop)
            for at, field in enumerate(fields.values(), 1):
                grid.addWidget(field, row, at, Qt.AlignmentFlag.AlignTop)
        grid.setColumnMinimumWidth(0, self._theme.px(56))
        return grid

    def _figures(self) -> QVBoxLayout:
        column = QVBoxLayout()
        tight(column, 4)
        first = QHBoxLayout()
        tight(first, 8)
        for key in ("weight", "scale"):
            self._labels[key] = PlainLabel("", "muted")
            self._labels[key].setFixedWidth(self._theme.px(56))
        first.addWidget(self._labels["weight"])
        self.weight.setMaximumWidth(self._theme.px(84))
        first.addWidget(self.weight)
        first.addWidget(self._share)
        first.addStretch()
        scale = QHBoxLayout()
        tight(scale, 8)
        scale.addWidget(self._labels["scale"], 0, Qt.AlignmentFlag.AlignTop)
        self._labels["scale"].setMinimumHeight(self._theme.px(28))
        parts = QWidget()
        flow = Flow(parts, gap=8)
        self.preset.setMinimumWidth(self._theme.px(104))
        flow.addWidget(self.preset)
        ends = QWidget()
        row = QHBoxLayout(ends)
        tight(row, 4)
        for key, field in self.ends.items():
            self._labels[key] = PlainLabel("", "muted")
            self._labels[key].setBuddy(field)
            field.setMaximumWidth(self._theme.px(52))
            row.addWidget(self._labels[key])
            row.addWidget(field)
        flow.addWidget(ends)
        scale.addWidget(parts, 1)
        column.addLayout(first)
        column.addLayout(scale)
        duties = QHBoxLayout()
        tight(duties, 8, self._theme.px(64), 0, 0, 0)
        duties.addWidget(self.counted)
        duties.addWidget(self.required)
        duties.addStretch()
        column.addLayout(duties)
        return column

    def _connect(self) -> None:
        for key in NAMES:
            self._wire(self.names[key], partial(_named, key))
            self._wire(self.hints[key], partial(_hinted, key))
        self._wire(self.weight, _weighing)
        for key, field in self.ends.items():
            self._wire(field, partial(_ending, key))
        self.preset.activated.connect(self._choose_preset)
        self.required.clicked.connect(lambda on: self._send(lambda one: replace(one, required=on)))
        self.counted.clicked.connect(lambda on: self._send(lambda one: replace(
            one, counted=on, weight=one.weight if one.weight > 0 or not on else Decimal(1))))
        self.anchors.written.connect(self._anchor)
        self.anchors.tidied.connect(lambda: self._send(without_beside))

    def _wire(self, field: InlineField, change: Callable[[Any], Change]) -> None:
        def committed(value: Any) -> None:
            field.saved()
            self._send(change(value))

        field.committed.connect(committed)

    def _choose_preset(self, _at: int) -> None:
        scale = PRESETS.get(self.preset.key())
        if scale is None:
            self.ends["low"].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._send(lambda one: rescaled(one, scale))

    def _anchor(self, texts: list[tuple[Decimal, str, str]]) -> None:
        def change(one: Criterion) -> Criterion:
            for mark, language, said in texts:
                one = anchored(one, mark, language, said)
            return one

        self._send(change)

    def _send(self, change: Change) -> None:
        if self._one is not None:
            self.changed.emit(self._one.key, change)

    def _dress(self) -> None:
        self._mark.setPixmap(self._theme.pixmap("circle-x", "error", 14, self.devicePixelRatioF()))


def _named(language: str, value: Any) -> Change:
    return lambda one: replace(one, name=with_language(one.name, language, (value or "").strip()))


def _hinted(language: str, value: Any) -> Change:
    return lambda one: replace(one, hint=with_language(one.hint, language, (value or "").strip()))


def _weighing(value: Any) -> Change:
    return lambda one: replace(one, weight=Decimal(value))


def _ending(end: str, value: Any) -> Change:
    return lambda one: rescaled(one, replace(one.scale, **{end: Decimal(value)}))


def _not_negative(value: Decimal) -> None:
    if value < 0:
        raise Refused(msg("A weight is 0 or more."))
