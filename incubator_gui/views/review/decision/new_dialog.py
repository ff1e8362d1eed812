"""A new meeting: when, where, who is in the chair, and which applications."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import Message, msg, nmsg, tr
from incubator_gui.services.meetings_rows import Candidate
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.day_line import DayLine
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.theme import Theme


class NewMeetingDialog(Dialog):
    """`fields()` are the keywords of `meetings.add`; raises Refused for what is no day.

    `choices` are lists of applications by words: all that wait for a decision, and short lists of the best.
    """

    def __init__(self, theme: Theme, people: Sequence[Candidate], choices: dict[str, tuple[UUID, ...]],
                 today: date, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("New meeting"), tr("Add the meeting"), parent)
        self._choices = choices
        self.name = QLineEdit(tr("Decision day"))
        self.name.setMaxLength(200)
        self.day = DayLine(theme, tr("Day"), today)
        self.time = QLineEdit("09:30")
        self.time.setMaxLength(8)
        self.place = QLineEdit()
        self.place.setMaxLength(200)
        self.chair = ChoiceBox({None: msg("nobody"), **{one.person_id: one.name for one in people}})
        self.chair.choose(None)
        words: dict[str, Message | str] = {}
        for key, ids in choices.items():
            if key == "all":
                words[key] = nmsg("{n} that waits for a decision", "All {n} that wait for a decision", len(ids))
            elif key == "none":
                words[key] = msg("None yet")
            else:
                words[key] = nmsg("The {n} best by adjusted score", "The {n} best by adjusted score", len(ids))
        self.which = ChoiceBox(words)
        self.which.choose(next(iter(choices)))
        self.add(tr("Name"), self.name)
        self.add(tr("Day"), self.day)
        self.add(tr("Begins at"), self.time)
        self.add(tr("Place"), self.place)
        self.add(tr("Chair"), self.chair)
        self.add(tr("Applications"), self.which)
        self.name.selectAll()
        self.name.setFocus()

    def fields(self) -> dict[str, object]:
        """What was typed; raises Refused."""
        if not self.name.text().strip():
            raise Refused(msg("A meeting needs a name."))
        return {"name": self.name.text(), "held_on": self.day.day(), "starts_at": self.time.text(),
                "place": self.place.text(), "chair": self.chair.key(),
                "applications": self._choices[self.which.key()]}
