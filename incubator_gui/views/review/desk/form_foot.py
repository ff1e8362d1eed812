"""The foot of the form: the score so far, conflict, abstaining, finishing."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, ntr, text, tr
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.rubric import Rubric
from incubator_gui.views.review.desk.words import of_words, score_words
from incubator_gui.widgets.labels import PlainLabel, TwoLengthsLabel
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.theme import Theme
from incubator_gui.widgets.tips import set_tip


class FinishButton(Button):
    """Enter does nothing here: whoever goes on with Enter never finishes by accident. Space and Ctrl+Enter do."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """All but Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        super().keyPressEvent(event)


class FormFoot(QFrame):
    """Tells what was pressed; what that does is the form's."""

    finish_asked = Signal()
    reopen_asked = Signal()
    next_asked = Signal()
    conflict_asked = Signal()
    abstain_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("SideFooter")
        self._theme = theme
        self._form, self._writable = ReviewForm(), False
        self._rubric: Rubric | None = None
        self._has_next = True
        self._why_not: Message | str = ""
        column = QVBoxLayout(self)
        tight(column, 0, 16, 12, 16, 12)
        row = QHBoxLayout()
        tight(row, 4)
        left = QVBoxLayout()
        tight(left, 0)
        self.share = TwoLengthsLabel("label")
        score = QHBoxLayout()
        tight(score, 6)
        self.score = PlainLabel("", "title")
        self.of = PlainLabel("", "label")
        score.addWidget(self.score)
        score.addWidget(self.of, 1, Qt.AlignmentFlag.AlignBottom)
        left.addWidget(self.share)
        left.addLayout(score)
        row.addLayout(left, 1)
        self.conflict = Button(theme, icon="shield-alert")
        self.abstain = Button(theme, icon="circle-slash")
        self.reopen = Button(theme, icon="lock-open")
        self.finish = FinishButton(theme, kind="main")
        for button, signal in ((self.conflict, self.conflict_asked), (self.abstain, self.abstain_asked),
                               (self.reopen, self.reopen_asked)):
            button.clicked.connect(signal)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.finish.clicked.connect(self._pressed)
        row.addWidget(self.finish, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)

    def show_form(self, form: ReviewForm, rubric: Rubric, *, writable: bool, has_next: bool,
                  why_not: Message | str = "") -> None:
        """The score of what is on the form now; `why_not` is the tool tip of what may not be pressed."""
        self._why_not = why_not
        self._form, self._rubric, self._writable, self._has_next = form, rubric, writable, has_next
        self.retranslate()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        rubric, form = self._rubric, self._form
        self.conflict.setAccessibleName(tr("Declare a conflict of interest…"))
        self.abstain.setAccessibleName(tr("Abstain from this application…"))
        self.reopen.setText(tr("Reopen"))
        self.reopen.setAccessibleName(tr("Reopen this review"))
        if rubric is None:
            return
        score = form.score(rubric)
        judged = form.stance == "reviewed"
        share = current().percent(score.answered)
        self.share.say(*((tr("Score, {share} answered", share=share), tr("{share} answered", share=share)) if judged
                         else (tr("No score"), tr("No score"))))
        self.score.setText(score_words(rubric, score.value, 2))
        self.of.setText(of_words(rubric) if score.value is not None else "")
        done = form.finished or not judged
        for button in (self.conflict, self.abstain):
            button.setVisible(not done)
            button.setEnabled(self._writable)
        self.reopen.setVisible(done and form.stance != "recused")
        self.reopen.setEnabled(self._writable)
        if done:
            self.finish.setText(tr("Next open"))
            self.finish.setVisible(self._has_next)
        else:
            left = len(score.open)
            self.finish.setText(ntr("Finish, {n} open", "Finish, {n} open", left) if left else tr("Finish"))
            self.finish.setVisible(True)
        self.finish.setEnabled(done or self._writable)
        self.finish.setAccessibleName(self.finish.text())
        for button in (self.finish, self.reopen):
            set_tip(button, "" if button.isEnabled() else text(self._why_not))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Words beside the icons where there is room for them."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As narrow as with icons alone."""
        return QSize(0, super().minimumSizeHint().height())

    def _fit(self) -> None:
        pairs = ((self.conflict, tr("Conflict…")), (self.abstain, tr("Abstain…")))
        margins = self._layout_margins()
        need = [max(self.share.sizeHint().width(), self.score.sizeHint().width() + self.of.sizeHint().width() + 6),
                self.finish.sizeHint().width() if not self.finish.isHidden() else 0]
        room = self.width() - margins - sum(need) - 12
        for place, (button, words) in enumerate(pairs):
            wide = button.fontMetrics().horizontalAdvance(words) + self._theme.px(46)
            rest = self._theme.px(40) if place == 0 and not self.abstain.isHidden() else 0
            fits = wide + rest <= room
            button.setText(words if fits else "")
            set_tip(button, text(self._why_not) if not self._writable and self._why_not else
                    "" if fits else button.accessibleName())
            room -= wide if fits else self._theme.px(40)

    def _layout_margins(self) -> int:
        layout = self.layout()
        margins = layout.contentsMargins() if layout is not None else self.contentsMargins()
        return margins.left() + margins.right()

    def _pressed(self) -> None:
        if self._form.finished or self._form.stance != "reviewed":
            self.next_asked.emit()
        else:
            self.finish_asked.emit()
