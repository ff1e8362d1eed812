"""What stands below the criteria: comments and how sure the reviewer is."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.core.messages import text, tr
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.review_words import CONFIDENCES
from incubator_gui.views.review.desk.mark_row import Choice
from incubator_gui.widgets.flow import Flow
from incubator_gui.widgets.growing_text import GrowingText
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme


class ClosingBlock(QWidget):
    """Tells the whole form anew at each key."""

    edited = Signal(object)
    entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = ReviewForm()
        column = QVBoxLayout(self)
        tight(column, 4, 16, 12, 16, 16)
        self._sure_label = PlainLabel("", "strong")
        column.addWidget(self._sure_label)
        holder = QWidget()
        row = Flow(holder)
        self.levels: dict[int, Choice] = {}
        for level in CONFIDENCES:
            button = Choice("")
            button.setProperty("kind", "mark")
            button.setProperty("wide", True)
            button.clicked.connect(lambda _=False, level=level: self._sure(level))
            button.walked.connect(lambda step, level=level: self._walk(level, step))
            button.entered.connect(self.entered)
            self.levels[level] = button
            row.addWidget(button)
        column.addWidget(holder)
        column.addSpacing(8)
        self._labels: dict[str, PlainLabel] = {}
        self.texts: dict[str, GrowingText] = {}
        for name, least in (("comment", 3), ("private_comment", 1)):
            self._labels[name] = PlainLabel("", "strong")
            field = GrowingText(theme, least, 14)
            field.typed.connect(lambda words, name=name: self._typed(name, words))
            field.entered.connect(self.entered)
            self.texts[name] = field
            column.addWidget(self._labels[name])
            column.addWidget(field)
            column.addSpacing(8)
        column.addStretch()
        self.retranslate()

    def show_form(self, form: ReviewForm) -> None:
        """What stands on the form; what is being typed stays."""
        self._form = form
        for name, field in self.texts.items():
            field.put(getattr(form, name))
        for level, button in self.levels.items():
            button.setChecked(level == form.confidence)
        stop = form.confidence or next(iter(self.levels))
        for level, button in self.levels.items():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if level == stop else Qt.FocusPolicy.ClickFocus)

    def set_writable(self, on: bool) -> None:
        """Whether anything may be changed."""
        for field in self.texts.values():
            field.setReadOnly(not on)
        for button in self.levels.values():
            button.setEnabled(on)

    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab comes to, in this order."""
        return (*self.levels.values(), *self.texts.values())

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._sure_label.setText(tr("How sure are you?"))
        for level, button in self.levels.items():
            button.setText(text(CONFIDENCES[level]))
            button.setAccessibleName(tr("How sure are you: {level}", level=text(CONFIDENCES[level])))
        for name, words, hint in (("comment", tr("Comment for the committee"), tr("What decides, in a few sentences")),
                                  ("private_comment", tr("Comment for officers only"),
                                   tr("Neither other reviewers nor the applicant see this"))):
            self._labels[name].setText(words)
            self.texts[name].setAccessibleName(words)
            self.texts[name].setPlaceholderText(hint)

    def _typed(self, name: str, words: str) -> None:
        self._form = replace(self._form, comment=words) if name == "comment" else replace(
            self._form, private_comment=words)
        self.edited.emit(self._form)

    def _sure(self, level: int) -> None:
        self._form = replace(self._form, confidence=None if level == self._form.confidence else level)
        self.edited.emit(self._form)

    def _walk(self, level: int, step: int) -> None:
        button = self.levels.get(level + step)
        if button is not None:
            button.setFocus()
