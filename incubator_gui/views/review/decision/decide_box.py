"""Deciding on an item: the outcome by a letter, the reason that goes into the letter, conditions, a note."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import text, tr
from incubator_gui.domain.decision import KEYS
from incubator_gui.domain.review_words import DECISION_STATES, OUTCOMES
from incubator_gui.services.meetings_rows import ItemRow
from incubator_gui.views.review.decision.conditions_box import ConditionsBox
from incubator_gui.views.review.decision.words import LOOKS, SHORT
from incubator_gui.widgets.flow import Flow
from incubator_gui.widgets.growing_text import GrowingText
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.theme import Theme


class DecideBox(QWidget):
    """`decided` carries an outcome; `reason_left`, `conditions_left` and `note_left` ask to store what stands there."""

    decided = Signal(str)
    reason_left = Signal()
    conditions_left = Signal()
    note_left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item: ItemRow | None = None
        self._typed: dict[object, tuple[str, tuple[object, ...]]] = {}
        column = QVBoxLayout(self)
        tight(column, 8, 12, 12, 12, 12)
        self.buttons: dict[str, Button] = {}
        flow = Flow(gap=8)
        for letter, outcome in KEYS.items():
            button = Button(theme, icon=LOOKS[outcome][0])
            button.setCheckable(True)
            button.clicked.connect(partial(self._press, outcome))
            button.setProperty("letter", letter)
            self.buttons[outcome] = button
            flow.addWidget(button)
        column.addLayout(flow)
        self.state = PlainLabel("", "label", wrap=True)
        column.addWidget(self.state)
        self._reason_label, self._note_label = PlainLabel("", "header"), PlainLabel("", "header")
        self._conditions_label = PlainLabel("", "header")
        self.reason, self.note = GrowingText(theme, 2, 5), GrowingText(theme, 2, 6)
        self.conditions = ConditionsBox(theme)
        self.texts = QWidget()  # stands below the votes, where there is room
        beside = QVBoxLayout(self.texts)
        tight(beside, 4)
        column.addWidget(self._conditions_label)
        column.addWidget(self.conditions)
        for part in (self._reason_label, self.reason, self._note_label, self.note):
            beside.addWidget(part)
        self.reason.left.connect(self.reason_left)
        self.note.left.connect(self.note_left)
        self.conditions.edited.connect(self.conditions_left)
        for growing in (self.reason, self.note):
            growing.escaped.connect(lambda: self.setFocus())
        self.retranslate()

    def show_item(self, item: ItemRow | None, *, may_decide: bool, may_note: bool) -> None:
        """Another item, or other facts of the same one; what is being typed stays."""
        other = item is None or self._item is None or item.id != self._item.id
        if other:
            self._keep()
        self._item = item
        for outcome, button in self.buttons.items():
            button.setEnabled(may_decide and item is not None)
            button.setChecked(item is not None and item.outcome == outcome)
        for field in (self.reason, self.conditions):
            field.setEnabled(may_decide and item is not None)
        self.note.setEnabled(may_note and item is not None)
        if item is None:
            return
        if other:
            self._take_back(item)
        else:
            if item.outcome in (None, "accept_with_conditions"):  # else what was written waits for a change of mind
                self.conditions.show_conditions(item.conditions)
            if not self.reason.hasFocus() and item.decision_id is not None:
                self.reason.put(item.reason)
            if not self.note.hasFocus():
                self.note.put(item.note)
        self._say()

    def focus_conditions(self) -> None:
        """Begin to write a condition."""
        self.conditions.focus_empty()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        for outcome, button in self.buttons.items():
            letter = str(button.property("letter")).upper()
            button.setText(tr("{letter} {outcome}", letter=letter, outcome=text(SHORT[outcome])))
            button.setAccessibleName(text(OUTCOMES[outcome]))
        self._conditions_label.setText(tr("Conditions"))
        self._reason_label.setText(tr("Reason, goes into the letter"))
        self._note_label.setText(tr("Note for the minutes"))
        self.reason.setAccessibleName(tr("Reason, goes into the letter"))
        self.note.setAccessibleName(tr("Note for the minutes"))
        self.conditions.retranslate()
        self._say()

    def _press(self, outcome: str, _on: bool) -> None:
        for key, button in self.buttons.items():  # what is stored decides which one is down
            button.setChecked(self._item is not None and self._item.outcome == key)
        self.decided.emit(outcome)

    def _say(self) -> None:
        item = self._item
        if item is None:
            self.state.setText("")
            return
        parts = []
        if item.proposal is not None:
            parts.append(tr("Majority: {outcome}", outcome=text(OUTCOMES[item.proposal])))
        elif item.tally.given:
            parts.append(tr("No majority"))
        if item.outcome is not None:
            parts.append(tr("Decided: {outcome} ({state})", outcome=text(OUTCOMES[item.outcome]),
                            state=text(DECISION_STATES[item.decision_state])))
        self.state.setText(current().clauses(parts))

    def _keep(self) -> None:
        """What was typed for an item that is not decided comes back with it."""
        item = self._item
        if item is None:
            return
        values = self.conditions.values()
        typed = self.reason.toPlainText().strip()
        if item.decision_id is None and (typed or values):
            self._typed[item.id] = (typed, values or ())
        else:
            self._typed.pop(item.id, None)

    def _take_back(self, item: ItemRow) -> None:
        reason, conditions = self._typed.get(item.id, ("", ()))
        decided = item.decision_id is not None
        self.reason.put(item.reason if decided else reason)
        self.conditions.put(item.conditions if decided else conditions)  # type: ignore[arg-type]
        self.note.put(item.note)
