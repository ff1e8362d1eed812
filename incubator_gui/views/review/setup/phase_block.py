"""One phase: its days, and what is allowed while it holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.messages import Message, msg, text, tr
from incubator_gui.domain.phases import Phase
from incubator_gui.domain.review_words import PHASES, SEES_OTHERS
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.flow import Flow
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, IconButton, line, tight
from incubator_gui.widgets.switch import CheckBox
from incubator_gui.widgets.tag import Tag
from incubator_gui.widgets.theme import Theme

RIGHTS: Mapping[str, Message] = {
    "may_review": msg("reviews are written"),
    "shows_reviewers": msg("reviewers see each other's names"),
    "is_blind": msg("names of applicants are hidden"),
    "may_decide": msg("decisions are made"),
}
_DAYS: Mapping[str, Message] = {"starts_on": msg("From"), "ends_on": msg("Until")}


class PhaseBlock(QFrame):
    """`edited` carries the phase, the field and its value; answer with `saved` or `failed`."""

    edited = Signal(object, str, object)
    switch_asked = Signal(object)
    remove_asked = Signal(object)
    move_asked = Signal(object, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.phase: Phase | None = None
        self.kind = ChoiceBox(PHASES)
        self.days = {key: InlineField(theme, "date", words) for key, words in _DAYS.items()}
        self.boxes = {key: CheckBox(theme, "") for key in RIGHTS}
        self.sees = ChoiceBox(SEES_OTHERS)
        self._holds = Tag(theme)
        self.switch = Button(theme, icon="play", shrinks=True)
        self.up, self.remove = IconButton(theme, "arrow-up"), IconButton(theme, "trash-2")
        self._labels = {key: PlainLabel("", "muted") for key in (*_DAYS, "sees")}
        column = QVBoxLayout(self)
        tight(column, 8, 12, 12, 12, 0)
        first = QHBoxLayout()
        tight(first, 8)
        self._when = when = QWidget()
        self._places = places = Flow(when, gap=8)
        places.addWidget(self.kind)
        for key, field in self.days.items():
            self._labels[key].setBuddy(field)
            day = QWidget()
            inner = QHBoxLayout(day)
            tight(inner, 8)
            inner.addWidget(self._labels[key])
            inner.addWidget(field)
            places.addWidget(day)
        first.addWidget(when, 1)
        self._holds_line = QWidget()
        middle = QHBoxLayout(self._holds_line)
        tight(middle)
        middle.addWidget(self._holds)
        for widget in (self._holds_line, self.switch, self.up, self.remove):
            first.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(first)
        self._rights = QWidget()
        flow = Flow(self._rights, gap=16)
        for key in ("may_review", "shows_reviewers", "is_blind", "may_decide"):
            flow.addWidget(self.boxes[key])
        pair = QWidget()
        row = QHBoxLayout(pair)
        tight(row, 8)
        row.addWidget(self._labels["sees"])
        row.addWidget(self.sees)
        flow.insert(1, pair)
        column.addWidget(self._rights)
        column.addWidget(line("GridLine"))
        for key, field in self.days.items():
            field.committed.connect(lambda value, key=key: self._send(key, value))
        for key, box in self.boxes.items():
            box.clicked.connect(lambda on, key=key: self._send(key, on))
        self.kind.activated.connect(lambda _at: self._send("kind", self.kind.key()))
        self.sees.activated.connect(lambda _at: self._send("sees_others", self.sees.key()))
        self.switch.clicked.connect(lambda: self.switch_asked.emit(self._id()))
        self.remove.clicked.connect(lambda: self.remove_asked.emit(self._id()))
        self.up.clicked.connect(lambda: self.move_asked.emit(self._id(), -1))
        theme.changed.connect(self._dress)
        self._dress()
        self.retranslate()

    def show_phase(self, phase: Phase, *, holds: bool, by_hand: bool, first: bool, only: bool) -> None:
        """Another phase, or the same changed."""
        if self.phase is not None and self.phase.id != phase.id:
            for field in self.days.values():
                field.discard()
        self.phase = phase
        self.kind.choose(phase.kind)
        for key, field in self.days.items():
            field.set_value(getattr(phase, key))
        for key, box in self.boxes.items():
            box.setChecked(bool(getattr(phase, key)))
        self.sees.choose(phase.sees_others)
        self._holds_line.setVisible(holds)
        self._holds.set(tr("holds now, by hand") if by_hand else tr("holds now"), "check", "accent")
        self.switch.setVisible(not holds)
        self.up.setVisible(not first)
        self.remove.setVisible(not only)
        self._name()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The days stay on one line as long as the button for switching can give up its words."""
        super().resizeEvent(event)
        parts = [item for at in range(self._places.count()) if (item := self._places.itemAt(at)) is not None]
        one_line = sum(item.sizeHint().expandedTo(item.minimumSize()).width() + 8 for item in parts)
        tools = self._theme.px(32) * 2 + 48 + (self._holds_line.sizeHint().width() if self._holds_line.isVisibleTo(self)
                                               else self.switch.minimumSizeHint().width())
        self._when.setMinimumWidth(max(0, min(one_line, self.width() - tools)))

    def commit(self) -> bool:
        """Store what is typed; False where something wrong stands."""
        right = [field.commit() for field in self.days.values()]
        return all(right)

    def saved(self, key: str) -> None:
        """The value is stored."""
        if key in self.days:
            self.days[key].saved()

    def failed(self, key: str, why: Message) -> None:
        """It is not: a day stays with the reason, a choice goes back."""
        if key in self.days:
            self.days[key].failed(why)
        elif self.phase is not None:
            self.kind.choose(self.phase.kind)
            self.sees.choose(self.phase.sees_others)
            for right, box in self.boxes.items():
                box.setChecked(bool(getattr(self.phase, right)))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.kind.set_choices(PHASES)
        self.sees.set_choices(SEES_OTHERS)
        for key, box in self.boxes.items():
            box.set_words(text(RIGHTS[key]))
        for key, words in _DAYS.items():
            self._labels[key].setText(text(words))
            self.days[key].retranslate()
        self._labels["sees"].setText(tr("reviewers see other reviews"))
        self.switch.setText(tr("Switch to it now"))
        self._name()

    def _dress(self) -> None:
        """Wide enough for the longest name, and for a day in every language."""
        self.kind.setMinimumWidth(self._theme.px(148))
        self._holds_line.setFixedHeight(self._theme.px(28))
        for field in self.days.values():
            field.setFixedWidth(self._theme.px(162))

    def _name(self) -> None:
        name = text(PHASES[self.phase.kind]) if self.phase is not None else ""
        self.setAccessibleName(name)
        self.kind.setAccessibleName(tr("Phase"))
        self.sees.setAccessibleName(f"{name}: {self._labels['sees'].text()}")
        for box in self.boxes.values():
            box.setAccessibleName(f"{name}: {box.text()}")
        self.switch.setAccessibleName(tr("Switch to {phase} now", phase=name))
        self.up.set_name(tr("Move “{phase}” up", phase=name))
        self.remove.set_name(tr("Remove “{phase}”", phase=name))

    def _send(self, key: str, value: Any) -> None:
        if self.phase is not None:
            self.edited.emit(self.phase.id, key, value)

    def _id(self) -> UUID | None:
        return self.phase.id if self.phase is not None else None
