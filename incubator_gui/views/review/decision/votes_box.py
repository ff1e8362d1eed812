"""The votes of an item: a line for each seat, chosen by its number, cast by a letter or from a list."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, ntr, text, tr
from incubator_gui.domain.decision import ABSTAIN, KEYS
from incubator_gui.services.meetings_rows import ItemRow, SeatRow
from incubator_gui.views.review.decision.words import SHORT
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.labels import ElidedLabel, PlainLabel
from incubator_gui.widgets.styling import Button, set_property, tight
from incubator_gui.widgets.theme import Theme

LETTERS = {**{outcome: letter for letter, outcome in KEYS.items()}, ABSTAIN: "n"}
"""The letter of each choice."""


class VotesBox(QWidget):
    """`cast` carries a seat and a choice, or None to take the vote back. `armed` is the seat that letters vote for."""

    cast = Signal(object, object)
    armed_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._item: ItemRow | None = None
        self._seats: tuple[SeatRow, ...] = ()
        self._boxes: dict[UUID, ChoiceBox] = {}
        self._open = False
        self._only: UUID | None = None
        self.armed: UUID | None = None
        column = QVBoxLayout(self)
        tight(column, 8, 12, 12, 12, 12)
        self._frame = QFrame()
        self._grid = QGridLayout(self._frame)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self.result = PlainLabel("", "strong", wrap=True)
        self.hint = PlainLabel("", "label", wrap=True)
        column.addWidget(self._frame)
        column.addWidget(self.result)
        column.addWidget(self.hint)

    @property
    def voters(self) -> tuple[SeatRow, ...]:
        """The seats that may vote on the item, in the order of their numbers."""
        out = {seat.id for seat in self._item.out} if self._item is not None else set()
        return tuple(seat for seat in self._seats if seat.may_vote and seat.is_present and seat.id not in out)

    def show_votes(self, item: ItemRow | None, seats: tuple[SeatRow, ...], *, is_open: bool,
                   only: UUID | None = None) -> None:
        """The votes of an item; with `only` that person's vote alone can be cast here."""
        self._only = only
        other = item is None or self._item is None or item.id != self._item.id
        before = (self._item.out if self._item else None, self._seats)
        self._item, self._seats, self._open = item, seats, is_open
        if other or before != (item.out if item else None, seats):
            self._build()
        if other:
            self.arm(None)
        for seat, box in self._boxes.items():
            box.blockSignals(True)
            box.choose(item.votes.get(seat) if item is not None else None)
            box.blockSignals(False)
            box.setEnabled(is_open and self._may(seat))
        self._say()

    def arm(self, seat: UUID | None) -> None:
        """Let letters vote for this seat, or for none."""
        if seat not in self._boxes or (seat is not None and not self._may(seat)):
            seat = None
        if seat != self.armed:
            self.armed = seat
            self.armed_changed.emit()
        self._mark()
        self._say()

    def arm_number(self, number: int) -> None:
        """The seat with this number, counted from 1."""
        voters = self.voters
        if 0 < number <= len(voters) and self._open:
            self.arm(voters[number - 1].id)

    def seat_of(self, widget: QWidget | None) -> UUID | None:
        """The seat whose list this is."""
        return next((seat for seat, box in self._boxes.items() if box is widget), None)

    def press(self, choice: str) -> bool:
        """Vote for the armed seat and go on to the next that has no vote; False where none is armed."""
        if self.armed is None or self._item is None:
            return False
        seat = self.armed
        self.cast.emit(seat, choice)
        voters = [one.id for one in self.voters]
        later = voters[voters.index(seat) + 1:] if seat in voters else []
        self.arm(next((one for one in later if one not in self._item.votes), None))
        return True

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Votes"))
        self._build()
        self.show_votes(self._item, self._seats, is_open=self._open, only=self._only)

    def _build(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._boxes.clear()
        voters = self.voters
        for line, seat in enumerate((*voters, *(one for one in self._seats if one not in voters))):
            if seat in voters:
                number = Button(self._theme, str(line + 1), kind="flat")
                number.setFixedWidth(self._theme.px(30))
                number.setCheckable(True)
                number.setAccessibleName(tr("Letters vote for {name}", name=seat.name))
                number.clicked.connect(partial(self._toggle, seat.id))
                box = ChoiceBox({None: "–", **{key: self._words(key) for key in LETTERS}})
                box.setAccessibleName(tr("Vote of {name}", name=seat.name))
                box.activated.connect(partial(self._chosen, seat.id, box))
                box.setMinimumContentsLength(5)
                box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                self._boxes[seat.id] = box
                self._grid.addWidget(number, line, 0)
                self._grid.addWidget(ElidedLabel(seat.name), line, 1)
                self._grid.addWidget(box, line, 2)
            else:
                self._grid.addWidget(ElidedLabel(seat.name, "muted"), line, 1)
                self._grid.addWidget(PlainLabel(self._why(seat), "label"), line, 2)

    def _may(self, seat: UUID) -> bool:
        """Whether the vote of a seat can be cast here."""
        return self._only is None or any(one.id == seat and one.person_id == self._only for one in self._seats)

    def _words(self, key: str) -> Message | str:
        return text(SHORT[key])

    def _why(self, seat: SeatRow) -> str:
        if self._item is not None and seat.id in {one.id for one in self._item.out}:
            return tr("has left the room")
        return tr("absent") if not seat.is_present else tr("only listens")

    def _chosen(self, seat: UUID, box: ChoiceBox, _place: int) -> None:
        self.cast.emit(seat, box.key())

    def _toggle(self, seat: UUID, _on: bool) -> None:
        self.arm(None if self.armed == seat else seat)

    def _mark(self) -> None:
        voters = [one.id for one in self.voters]
        for line, seat in enumerate(voters):
            place = self._grid.itemAtPosition(line, 0)
            button: Any = place.widget() if place is not None else None
            if button is not None:
                button.setChecked(seat == self.armed)
                set_property(button, "armed", seat == self.armed)

    def _say(self) -> None:
        item = self._item
        if item is None:
            self.result.setText("")
            self.hint.setText("")
            return
        counted = item.tally
        parts = [current().labelled(text(SHORT[key]), str(count)) for key, count in counted.counts.items()]
        if counted.abstained:
            parts.append(ntr("{n} abstained", "{n} abstained", counted.abstained))
        if counted.missing:
            parts.append(ntr("{n} vote is missing", "{n} votes are missing", counted.missing))
        self.result.setText(current().joined(parts))
        if not self._open:
            self.hint.setText("")
        elif self.armed is None:
            self.hint.setText(tr("Press 1 to 9 for a seat, then a letter votes for it."))
        else:
            name = next((seat.name for seat in self._seats if seat.id == self.armed), "")
            letters = current().joined(f"{letter.upper()} {text(SHORT[key])}" for key, letter in LETTERS.items())
            self.hint.setText(tr("{name} votes: {letters}. Escape ends.", name=name, letters=letters))
