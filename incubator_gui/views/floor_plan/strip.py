"""The strip below the plan after a drop: what is about to happen, with its dates, until it is confirmed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message, msg, ntr, text, tr
from incubator_gui.domain.space import Span
from incubator_gui.views.floor_plan.aims import (
    MOVE,
    SWAP,
    Aim,
    places_words,
    span_or_open,
    swap_words,
    why_not,
)
from incubator_gui.views.floor_plan.day_field import DayField
from incubator_gui.views.floor_plan.model import PlanModel
from incubator_gui.views.floor_plan.stay_part import StayDraft
from incubator_gui.widgets.flow import Flow
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.theme import Theme

Again = Callable[[Span], "Aim | Message | None"]
"""The same drop with other dates."""


class DropStrip(QFrame):
    """Enter confirms, Esc lets go; a refusal stands in it and nothing is lost."""

    confirmed = Signal(object, object)
    """The `Aim`, and the `StayDraft` or None."""
    more_asked = Signal(object)
    """The dialog with everything: the `Aim`."""
    ended = Signal()

    def __init__(self, theme: Theme, model: PlanModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Card")
        self._theme, self._model = theme, model
        self.aim: Aim | None = None
        self._sent = False
        self._again: Again = lambda _span: None
        column = QVBoxLayout(self)
        tight(column, 8, 12, 8, 12, 8)
        self.sentence = PlainLabel("", "strong", wrap=True)
        self.problem = PlainLabel("", "label", wrap=True)
        self._from = PlainLabel("", "muted")
        self._until = PlainLabel("", "muted")
        self.starts = DayField(theme, "")
        self.until = DayField(theme, "", open_end=True)
        self.stay = QCheckBox()
        self.cancel = Button(theme)
        self.more = Button(theme)
        self.main = Button(theme, kind="main")
        tools = QWidget()
        line = Flow(tools, 8)
        for widget in (self._from, self.starts, self._until, self.until, self.stay, self.main, self.more, self.cancel):
            line.addWidget(widget)
        for words in (self._from, self._until):
            words.setMinimumHeight(theme.px(28))
        self.starts.setFixedWidth(theme.px(156))
        self.until.setFixedWidth(theme.px(156))
        column.addWidget(self.sentence)
        column.addWidget(self.problem)
        column.addWidget(tools)
        for field in (self.starts, self.until):
            field.changed.connect(self._typed)
        self.main.clicked.connect(self._confirm)
        self.more.clicked.connect(self._more)
        self.cancel.clicked.connect(self.let_go)
        model.loaded.connect(self._look_again)
        self.hide()

    def show_aim(self, aim: Aim, again: Again) -> None:
        """Ask about this."""
        self.aim, self._again = aim, again
        self.retranslate()
        swap, move = aim.kind == SWAP, aim.kind == MOVE
        for widget in (self._from, self.starts):
            widget.setVisible(not swap)
        for widget in (self._until, self.until):
            widget.setVisible(not swap and not move)
        self.more.setVisible(not swap)
        self.stay.setVisible(not swap and not move and not self._has_stay(aim))
        self.stay.setChecked(True)
        self.starts.set_day(aim.span.starts)
        self.until.set_day(aim.span.until)
        self._judge(aim)
        self.show()
        self.main.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Confirm what was dropped"))
        aim = self.aim
        moving = aim is not None and aim.kind == MOVE
        self._from.setText(tr("Takes effect on") if moving else tr("From"))
        self._until.setText(tr("Until"))
        self.starts.set_name(self._from.text())
        self.until.set_name(tr("Until (first free day)"))
        self.stay.setText(tr("Begin the residency too"))
        self.more.setText(tr("More…"))
        self.cancel.setText(tr("Cancel"))
        for field in (self.starts, self.until):
            field.retranslate()
        if aim is not None:
            self._say(aim)

    def refused(self, error: IncubatorError) -> None:
        """Saving was refused: say why, keep everything."""
        self._complain(text(error.message))
        self.main.setEnabled(True)
        if self._sent:
            self.main.setFocus(Qt.FocusReason.OtherFocusReason)
        self._sent = False

    def let_go(self) -> None:
        """Nothing happens."""
        if self.aim is not None:
            self.aim = None
            self.hide()
            self.ended.emit()

    def done(self) -> None:
        """It has happened."""
        self.aim, self._sent = None, False
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter and Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.let_go()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._confirm()
        else:
            super().keyPressEvent(event)

    def _has_stay(self, aim: Aim) -> bool:
        found = self._model.plan.companies.get(aim.company) if self._model.plan else None
        return found is not None and any(stay.span.overlaps(aim.span) for stay in found.stays)

    def _typed(self) -> None:
        if self.aim is None:
            return
        starts, until = self.starts.day(), self.until.day()
        if starts is None or not self.until.right:
            self._complain(text(msg("Write days as in the calendar, for example {day}.", day=date(2027, 5, 12))))
            self.main.setEnabled(False)
            return
        if until is not None and until <= starts and self.aim.kind != MOVE:
            self._complain(text(msg("The end has to come after {starts}.", starts=starts)))
            self.main.setEnabled(False)
            return
        span = span_or_open(starts, self.aim.span.until if self.aim.kind == MOVE else until)
        found = self._again(span)
        if isinstance(found, Aim):
            self._judge(found)
        elif found is not None:
            self._complain(text(found))
            self.main.setEnabled(False)

    def _look_again(self) -> None:
        """The house is another one since: perhaps somebody else sits there now."""
        if self.aim is not None and not self._sent:
            self._typed()

    def _judge(self, aim: Aim) -> None:
        self.aim = aim
        self._say(aim)
        self.main.setEnabled(aim.fits)
        if aim.fits or aim.fit is None:
            self.problem.hide()
        else:
            self._complain(text(why_not(aim.fit)))

    def _say(self, aim: Aim) -> None:
        plan = self._model.plan
        if plan is None:
            return
        if aim.kind == SWAP and aim.other is not None:
            words = tr("{company} and {other} change places on {day}.", company=aim.name, other=plan.name(aim.other),
                       day=aim.span.starts)
            words = f"{words}\n{swap_words(plan, aim.company, aim.other, aim.span.starts)}"
            self.main.setText(tr("Swap"))
        else:
            words = tr("{company} → {places}", company=aim.name,
                       places=places_words(plan, aim.desks or ((aim.room,) if aim.room else ())))
            count = len(aim.desks)
            if aim.kind == MOVE:
                self.main.setText(ntr("Move to {n} desk", "Move to {n} desks", count) if count else tr("Move"))
            else:
                self.main.setText(ntr("Give {n} desk", "Give {n} desks", count) if count else tr("Give the room"))
        self.sentence.setText(words)

    def _complain(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.set_tone("error")
        self.problem.show()

    def _more(self) -> None:
        if self.aim is not None:
            self.more_asked.emit(self.aim)

    def _confirm(self) -> None:
        if self.aim is None or not self.main.isEnabled():
            return
        draft = None
        if self.stay.isVisibleTo(self) and self.stay.isChecked():
            draft = StayDraft("resident", self.aim.span.starts, "", self.aim.span.until)
        self._sent = True
        self.main.setEnabled(False)
        self.confirmed.emit(replace(self.aim), draft)
