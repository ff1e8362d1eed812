"""Change one field of many applications at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import Message, msg, ntr, tr
from incubator_gui.domain.fields import clean, field
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.services.applications import ApplicationRow
from incubator_gui.views.applications.columns import FIELDS
from incubator_gui.views.applications.known import Known
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.many_dialog import ManyDialog, tag_box
from incubator_gui.widgets.parse import typed_day
from incubator_gui.widgets.theme import Theme

CHOICES: dict[str, Message] = {
    "focus": msg("Focus area"), "owner": msg("In charge"), "tag": msg("Add a tag"), "stage": msg("Stage"),
    "desks": msg("Desks needed"), "team": msg("Head count"), "received": msg("Received on"),
    "source": msg("Heard of us through")}


class EditManyDialog(ManyDialog):
    """`reason` is why a step goes back."""

    def __init__(self, theme: Theme, known: Known, rows: list[ApplicationRow], tags: tuple[str, ...], key: str = "",
                 parent: QWidget | None = None) -> None:
        self._known, self._applications = known, rows
        self._stage = ChoiceBox({id: known.stage_name(id) for id in known.stages})
        boxes = {"stage": self._stage, "focus": ChoiceBox({**FOCUS_AREAS, None: msg("not chosen")}),
                 "owner": ChoiceBox({**{one.id: one.name for one in known.staff.values()}, None: msg("nobody")})}
        for box in boxes.values():
            box.setCurrentIndex(0)
        fields: dict[str, QWidget] = {**boxes, "tag": tag_box(tags)}
        number = len(rows)
        super().__init__(theme, ntr("Edit {n} application", "Edit {n} applications", number),
                         ntr("Change {n} application", "Change {n} applications", number), CHOICES,
                         fields | {name: QLineEdit() for name in CHOICES if name not in fields}, key, parent)
        self.why = QLineEdit()
        self.why.setMaxLength(2000)
        self._why_label = PlainLabel(tr("At least one of them moves back: write down why."), "label", wrap=True)
        self.add(tr("Reason"), self.why)
        self.rows.addWidget(self._why_label, self.rows.rowCount(), 1)
        self._stage.currentIndexChanged.connect(self.turn)
        self.turn()

    @property
    def reason(self) -> str:
        """Why, where a step goes back."""
        return self.why.text().strip()

    def take(self, choice: str) -> Any:
        """The new value; raises Refused."""
        if isinstance(self.editor(), ChoiceBox):
            if self._back() and not self.reason:
                raise Refused(msg("Moving back needs a reason."))
            return self.key()
        words: Any = self.words()
        return clean(field("application", FIELDS[choice]), typed_day(words) if choice == "received" else words)

    def turn(self) -> None:
        """Only a step back needs a reason."""
        super().turn()
        back = self._back()
        self.why.setEnabled(back)
        self._why_label.setVisible(back)

    def _back(self) -> bool:
        target = self._stage.key()
        return self.choice == "stage" and target is not None and self._known.backwards(self._applications, target)
