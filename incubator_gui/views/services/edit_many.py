"""Change one field of many engagements at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from incubator_gui.core.messages import Message, msg, ntr, tr
from incubator_gui.domain.fields import clean, field
from incubator_gui.domain.vocabulary import ENGAGEMENT_STATUSES
from incubator_gui.views.services.columns import FIELDS, parse_hours
from incubator_gui.views.services.stock import Known
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.many_dialog import ManyDialog
from incubator_gui.widgets.parse import typed_day
from incubator_gui.widgets.theme import Theme

CHOICES: dict[str, Message] = {
    "status": msg("Status"), "owner": msg("In charge"), "due": msg("Due on"), "starts": msg("From"),
    "granted": msg("Hours agreed"), "title": msg("Subject"), "waits": msg("Waits for")}


class EditManyDialog(ManyDialog):
    """`waits_for` is why they rest."""

    def __init__(self, theme: Theme, known: Known, number: int, key: str = "", parent: QWidget | None = None) -> None:
        self._status = ChoiceBox(dict(ENGAGEMENT_STATUSES))
        self._status.choose("active")
        owner = ChoiceBox({None: msg("nobody"), **{id: one.name for id, one in known.staff.items()}})
        owner.choose(known.me)
        fields: dict[str, QWidget] = {"status": self._status, "owner": owner}
        super().__init__(theme, ntr("Edit {n} engagement", "Edit {n} engagements", number),
                         ntr("Change {n} engagement", "Change {n} engagements", number), CHOICES,
                         fields | {name: QLineEdit() for name in CHOICES if name not in fields}, key, parent)
        self.why = QLineEdit()
        self.why.setMaxLength(200)
        self.add(tr("Waits for"), self.why)
        self._status.currentIndexChanged.connect(self.turn)
        self.turn()

    @property
    def waits_for(self) -> str:
        """Why they rest."""
        return self.why.text().strip()

    def take(self, choice: str) -> Any:
        """The new value; raises Refused."""
        value: Any
        if choice in ("status", "owner"):
            value = self.key()
        elif choice in ("due", "starts"):
            value = typed_day(self.words())
        else:
            value = parse_hours(self.words()) if choice == "granted" else self.words() or None
        if choice in FIELDS:
            clean(field("engagement", FIELDS[choice]), value)
        return value

    def turn(self) -> None:
        """Only who is put on hold waits for something."""
        super().turn()
        self.why.setEnabled(self.choice == "status" and self._status.key() == "on_hold")
