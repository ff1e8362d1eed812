"""One criterion on the form: number, name, weight, marks, what they mean, a remark."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import tr
from incubator_gui.domain.review_form import BLANK, Given
from incubator_gui.domain.rubric import Criterion, Rubric
from incubator_gui.views.review.desk import words
from incubator_gui.views.review.desk.mark_row import MarkRow
from incubator_gui.widgets.growing_text import GrowingText
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import IconButton, set_property, tight
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import set_tip


class CriterionBlock(QFrame):
    """Tells `given(key, Given)` at every key, and `entered(key)` when the keyboard comes."""

    given = Signal(str, object)
    entered = Signal(str)

    def __init__(self, theme: Theme, rubric: Rubric, criterion: Criterion, number: int,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Criterion")
        self._theme, self._rubric, self.criterion, self._number = theme, rubric, criterion, number
        self._now = BLANK
        self._look: Decimal | None = None
        self._current = self._missing = self._next = False
        column = QVBoxLayout(self)
        tight(column, 4, 16, 12, 16, 12)
        head = QHBoxLayout()
        tight(head, 8)
        self._count = PlainLabel(str(number), "muted")
        self._count.setFixedWidth(theme.px(20))
        self._name = PlainLabel("", "strong", wrap=True)
        self._weight = PlainLabel("", "label")
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._name, 1)
        head.addWidget(self._weight, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        inner = QVBoxLayout()
        tight(inner, 4, theme.px(20) + 8, 0, 0, 0)
        row = QHBoxLayout()
        tight(row, 4)
        self.marks = MarkRow(theme, criterion)
        self.marks.given.connect(self._chosen)
        self.marks.looked.connect(self._looked)
        self.marks.wrong.connect(self._wrong)
        self.marks.entered.connect(lambda: self.entered.emit(criterion.key))
        self.remarker = IconButton(theme, "message-square", role="muted")
        self.remarker.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.remarker.clicked.connect(self.open_remark)
        row.addWidget(self.marks, 1)
        row.addWidget(self.remarker)
        inner.addLayout(row)
        self._meaning = PlainLabel("", "label", wrap=True)
        self._meaning.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        below = QHBoxLayout()
        tight(below, 8)
        below.addWidget(self._meaning, 1)
        if self.marks.many:
            below.addWidget(self.marks.abstain, 0, Qt.AlignmentFlag.AlignTop)
        inner.addLayout(below)
        self.remark = GrowingText(theme)
        self.remark.hide()
        self.remark.typed.connect(lambda text: self._tell(replace(self._now, remark=text)))
        self.remark.escaped.connect(self.marks.focus)
        self.remark.entered.connect(lambda: self.entered.emit(criterion.key))
        self.remark.left.connect(self._close_empty)
        inner.addWidget(self.remark)
        column.addLayout(inner)
        self.retranslate()

    def show_given(self, given: Given) -> None:
        """What stands on the form; what is being typed stays."""
        self._now = given
        self.marks.show_given(given)
        self.remark.put(given.remark)
        if given.remark or self.remark.hasFocus():
            self.remark.show()
        else:
            self.remark.hide()
        if given.mark is not None or given.abstained:
            self._missing = False
        self._say()

    def set_current(self, on: bool) -> None:
        """Whether the figures typed go here."""
        self._current = on
        set_property(self, "current", on)
        self._say()

    def set_next(self, on: bool) -> None:
        """Whether it is the first that is open: it says what to type."""
        if on != self._next:
            self._next = on
            self._say()

    def set_missing(self, on: bool) -> None:
        """It was wanted for finishing and is blank."""
        self._missing = on
        self._say()

    def set_writable(self, on: bool) -> None:
        """Whether anything may be changed."""
        for part in (self.marks, self.remarker):
            part.setEnabled(on)
        self.remark.setReadOnly(not on)

    @property
    def bad(self) -> bool:
        """Whether something stands in the field that is no mark."""
        return bool(self.marks.bad)

    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab comes to, in this order."""
        field = (self.marks.field,) if self.marks.field is not None else ()
        return (*self.marks.marks.values(), *field, self.marks.abstain, self.remarker, self.remark)

    def open_remark(self) -> None:
        """A remark, with the keyboard in it."""
        self.remark.show()
        self.remark.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def give(self, mark: Decimal | None, abstained: bool = False) -> None:
        """From the keyboard."""
        self._chosen(mark, abstained)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        name, weight = words.name(self.criterion), words.weight(self.criterion, self._rubric)
        self._name.setText(name)
        duty = tr("required") if self.criterion.required else ""
        self._weight.setText(current().joined((weight, duty)))
        hint = self.criterion.hint.of(current().language)
        set_tip(self._name, hint)
        self._name.setAccessibleDescription(hint)
        self.setAccessibleName(current().joined((name, weight, duty)))
        self.marks.retranslate(name, weight)
        self.remarker.set_name(tr("Remark on “{criterion}”", criterion=name), tr("Remark (R)"))
        self.remark.setAccessibleName(tr("Remark on “{criterion}”", criterion=name))
        self.remark.setPlaceholderText(tr("Remark"))
        self._say()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click beside the controls makes it the current one."""
        super().mousePressEvent(event)
        self.marks.focus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Room for the longest meaning, so that nothing jumps under the pointer."""
        super().resizeEvent(event)
        self._reserve()

    def _chosen(self, mark: Decimal | None, abstained: bool) -> None:
        self._tell(replace(self._now, mark=mark, abstained=abstained))

    def _tell(self, given: Given) -> None:
        if given != self._now:
            self._now = given
            self.given.emit(self.criterion.key, given)

    def _looked(self, mark: Decimal | None) -> None:
        self._look = mark
        self._say()

    def _wrong(self, _typed: str) -> None:
        self._say()

    def _close_empty(self) -> None:
        if not self.remark.toPlainText().strip():
            self.remark.hide()

    def _say(self) -> None:
        scale = self.criterion.scale
        low, high = words.mark_words(scale.low), words.mark_words(scale.high)
        mark = self._look if self._look is not None else self._now.mark
        tone = ""
        if self.marks.bad:
            tone, said = "error", tr("“{typed}” is not on the scale: give {low} to {high} in steps of {step}.",
                                     typed=self.marks.bad[:20], low=low, high=high, step=words.mark_words(scale.step))
        elif self._missing and self._now.mark is None:
            tone, said = "error", tr("Needed for finishing: give a mark, or abstain.")
        elif mark is not None:
            meaning = words.anchor(self.criterion, mark)
            said = tr("{mark}: {meaning}", mark=words.mark_words(mark), meaning=meaning) if meaning else ""
        elif self._now.abstained:
            said = tr("You abstain on this; it does not count.")
        elif self._next or (self._current and self.marks.isEnabled()):
            said = tr("Type {low} to {high}, or A to abstain", low=low, high=high)
        else:
            said = ""
        self._meaning.set_tone(tone)
        if said != self._meaning.text():
            self._meaning.setText(said)
            self._reserve()

    def _reserve(self) -> None:
        width = self._meaning.width()
        metrics = self._meaning.fontMetrics()
        lines = 1
        for mark, _anchor in self.criterion.anchors:
            said = tr("{mark}: {meaning}", mark=words.mark_words(mark), meaning=words.anchor(self.criterion, mark))
            box = metrics.boundingRect(0, 0, max(width, 80), 2000, int(Qt.TextFlag.TextWordWrap), said)
            lines = max(lines, round(box.height() / metrics.lineSpacing()))
        self._meaning.setMinimumHeight(min(lines, 3) * metrics.lineSpacing())
