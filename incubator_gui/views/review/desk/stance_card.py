"""Abstaining, or declaring a conflict of interest: asked where it stands, with a reason."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from incubator_gui.core.messages import Message, text, tr
from incubator_gui.domain.review_words import CONFLICT_KINDS
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, set_property, tight
from incubator_gui.widgets.theme import Theme

Stance = Literal["abstained", "recused"]


class StanceCard(QFrame):
    """Tells `abstained(reason)` or `recused(kind, reason)`; Escape closes it and keeps what was typed."""

    abstained = Signal(str)
    recused = Signal(str, str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("SideFooter")
        self.stance: Stance = "abstained"
        column = QVBoxLayout(self)
        tight(column, 8, 16, 12, 16, 12)
        self._title = PlainLabel("", "strong")
        self._effect = PlainLabel("", "label", wrap=True)
        self.kind = ChoiceBox()
        self.reason = QLineEdit()
        self.reason.setMaxLength(2000)
        self._problem = PlainLabel("", "label", wrap=True)
        self._problem.set_tone("error")
        self._problem.hide()
        column.addWidget(self._title)
        column.addWidget(self._effect)
        column.addWidget(self.kind)
        column.addWidget(self.reason)
        column.addWidget(self._problem)
        row = QHBoxLayout()
        tight(row, 8)
        self.go, self.back = Button(theme, kind="main"), Button(theme)
        self.go.clicked.connect(self._go)
        self.reason.returnPressed.connect(lambda: self.go.setFocus(Qt.FocusReason.TabFocusReason))
        self.back.clicked.connect(self.close_card)
        row.addWidget(self.go)
        row.addWidget(self.back)
        row.addStretch()
        column.addLayout(row)
        self.kind.activated.connect(lambda _place: self._wrong(""))
        self.reason.textEdited.connect(lambda _words: self._wrong(""))
        self.hide()
        self.retranslate()

    def ask(self, stance: Stance) -> None:
        """Come, with the keyboard."""
        if stance != self.stance:
            self.reason.clear()
        self.stance = stance
        self._wrong("")
        self.retranslate()
        self.show()
        (self.kind if stance == "recused" else self.reason).setFocus(Qt.FocusReason.TabFocusReason)

    def close_card(self) -> None:
        """Go; nothing has changed."""
        self.hide()
        self.closed.emit()

    def clear(self) -> None:
        """For another application."""
        self.hide()
        self.reason.clear()
        self.kind.choose(None)
        self._wrong("")

    def tell(self, problem: Message | str) -> None:
        """It could not be stored; everything stays."""
        self._wrong(text(problem))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        recusing = self.stance == "recused"
        self.kind.set_choices(CONFLICT_KINDS)
        self.kind.setPlaceholderText(tr("Kind of conflict"))
        self.kind.setAccessibleName(tr("Kind of conflict"))
        self.kind.setVisible(recusing)
        self.reason.setPlaceholderText(tr("Reason, for the officers"))
        self.reason.setAccessibleName(tr("Reason, for the officers"))
        self._title.setText(tr("Conflict of interest") if recusing else tr("Abstain from this application"))
        self._effect.setText(
            tr("The application disappears from your desk, and you are not assigned to it again.") if recusing else
            tr("Your marks stay on the form and do not count. You can reopen it at any time."))
        self.go.setText(tr("Declare and hide") if recusing else tr("Abstain"))
        self.back.setText(tr("Cancel"))
        self.setAccessibleName(self._title.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape closes; figures and letters are no scoring in here."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
        event.accept()

    def _go(self) -> None:
        reason = self.reason.text().strip()
        if self.stance == "abstained":
            self.abstained.emit(reason)
            return
        if self.kind.key() is None:
            self._wrong(tr("Choose the kind of conflict."))
            self.kind.setFocus(Qt.FocusReason.TabFocusReason)
        elif not reason:
            self._wrong(tr("Say in a few words what the conflict is."))
            self.reason.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.recused.emit(self.kind.key(), reason)

    def _wrong(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        set_property(self.reason, "wrong", bool(problem) and self.kind.key() is not None)
