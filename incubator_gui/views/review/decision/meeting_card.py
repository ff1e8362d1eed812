"""The facts of a meeting, edited in place."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSpinBox, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message, msg, pmsg, ptr, text, tr
from incubator_gui.services.meetings_rows import MeetingRow, SeatRow
from incubator_gui.views.review.decision.words import MEETING_STATES
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.day_line import DayLine
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.styling import set_property

_LABELS: tuple[tuple[str, Message], ...] = (
    ("name", msg("Name")), ("held_on", msg("Day")), ("starts_at", msg("Begins at")), ("place", msg("Place")),
    ("chair_id", pmsg("meeting", "Chair")), ("minutes_each", msg("Minutes each")))


class MeetingCard(Card):
    """A field is saved when it is left; what was refused stays in it with the reason above."""

    saved = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent=parent)
        self._context, theme = context, context.theme
        self._row: MeetingRow | None = None
        self.name, self.time, self.place = QLineEdit(), QLineEdit(), QLineEdit()
        self.name.setMaxLength(200)
        self.place.setMaxLength(200)
        self.time.setMaxLength(8)
        self.day = DayLine(theme)
        self.chair = ChoiceBox()
        self.each = QSpinBox()
        self.each.setRange(1, 480)
        self.each.setKeyboardTracking(False)
        self.each.lineEdit().setTextMargins(4, 0, 0, 0)
        self.messages = MessageArea(theme)
        self.body.addWidget(self.messages)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(12, 12, 12, 12)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self._labels: dict[str, PlainLabel] = {}
        self._fields: dict[str, QWidget] = {
            "name": self.name, "held_on": self.day, "starts_at": self.time, "place": self.place,
            "chair_id": self.chair, "minutes_each": self.each}
        for line, (key, _words) in enumerate(_LABELS):
            label = PlainLabel("", "muted")
            label.setBuddy(self._fields[key])
            grid.addWidget(label, line, 0)
            grid.addWidget(self._fields[key], line, 1)
            self._labels[key] = label
        self.body.addWidget(holder)
        for key, field in (("name", self.name), ("starts_at", self.time), ("place", self.place)):
            field.editingFinished.connect(partial(self._save_line, key, field))
        self.day.line.editingFinished.connect(self._save_day)
        self.day.changed.connect(lambda: None if self.day.line.hasFocus() else self._save_day())
        self.chair.activated.connect(lambda _place: self._save("chair_id", self.chair.key()))
        self.each.valueChanged.connect(lambda value: self._save("minutes_each", value))
        self.retranslate()

    def show_meeting(self, row: MeetingRow | None, seats: tuple[SeatRow, ...]) -> None:
        """Another meeting, or other facts of the same one; what is being typed stays."""
        other = row is None or self._row is None or row.id != self._row.id
        self._row = row
        self.setEnabled(row is not None)
        if row is None:
            return
        for key, field, value in (("name", self.name, row.name), ("starts_at", self.time, row.starts_at),
                                  ("place", self.place, row.place)):
            if other or not (field.hasFocus() or field.property("wrong")):
                field.setText(value)
                self._mark(key, False)
        if other or not self.day.line.hasFocus():
            self.day.set_day(row.held_on)
        self.chair.set_choices({None: msg("nobody"), **{seat.person_id: seat.name for seat in seats}})
        self.chair.choose(row.chair_id)
        self.each.blockSignals(True)
        self.each.setValue(row.minutes_each)
        self.each.blockSignals(False)
        self.set_words(ptr("decision", "Meeting"), text(MEETING_STATES[row.state]))
        if other:
            self.messages.clear()

    def commit(self) -> bool:
        """Save what is being typed; False where something wrong stands in a field."""
        for key, field in (("name", self.name), ("starts_at", self.time), ("place", self.place)):
            self._save_line(key, field)
        return not any(field.property("wrong") for field in (self.name, self.time, self.place))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        for key, words in _LABELS:
            self._labels[key].setText(text(words))
            self._fields[key].setAccessibleName(text(words))
        self.day.set_name(tr("Day"))
        self.each.setSuffix(tr("\u00a0min"))
        self.set_words(ptr("decision", "Meeting"), text(MEETING_STATES[self._row.state]) if self._row else "")
        self.messages.retranslate()

    def _save_line(self, key: str, field: QLineEdit) -> None:
        if self._row is not None and field.text().strip() != getattr(self._row, key):
            self._save(key, field.text())

    def _save_day(self) -> None:
        try:
            day = self.day.day()
        except IncubatorError as error:
            self._failed("held_on", error)
            return
        if self._row is not None and day != self._row.held_on:
            self._save("held_on", day)

    def _save(self, key: str, value: Any) -> None:
        if self._row is None:
            return
        house, id = self._context.house, self._row.id

        def done(_changes: object) -> None:
            self._mark(key, False)
            self.messages.clear()

        self._context.jobs.write(lambda: house.meetings.set(id, **{key: value}), done,
                                 failed=lambda error: self._failed(key, error), owner=self)

    def _failed(self, key: str, error: IncubatorError) -> None:
        self._mark(key, True)
        self.messages.clear()
        self.messages.show_message(error.message, "error")

    def _mark(self, key: str, wrong: bool) -> None:
        field = self.day.line if key == "held_on" else self._fields[key]
        set_property(field, "wrong", wrong)
