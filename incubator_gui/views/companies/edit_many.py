"""Change one field of many companies at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from incubator_gui.core.messages import Message, msg, ntr
from incubator_gui.domain.fields import clean, field
from incubator_gui.domain.vocabulary import FOCUS_AREAS, LIVES
from incubator_gui.services.applications import StaffRow
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.countries import countries
from incubator_gui.widgets.many_dialog import ManyDialog, tag_box
from incubator_gui.widgets.parse import typed_day
from incubator_gui.widgets.theme import Theme

CHOICES: dict[str, Message] = {
    "owner_id": msg("In charge"), "focus_area": msg("Focus area"), "life": msg("Life line"),
    "country": msg("Country"), "city": msg("City"), "headcount": msg("Head count"),
    "founded_on": msg("Founded on"), "tag": msg("Add a tag")}


class EditManyDialog(ManyDialog):
    """The keys are fields of a company, or "tag"."""

    def __init__(self, theme: Theme, number: int, staff: Sequence[StaffRow], tags: Sequence[str], key: str = "",
                 parent: QWidget | None = None) -> None:
        none = {None: msg("not chosen")}
        boxes = {"owner_id": ChoiceBox({**{person.id: person.name for person in staff}, None: msg("nobody")}),
                 "focus_area": ChoiceBox({**FOCUS_AREAS, **none}), "life": ChoiceBox(dict(LIVES)),
                 "country": ChoiceBox({**countries(), **none})}
        for box in boxes.values():
            box.setCurrentIndex(0)
        fields: dict[str, QWidget] = {**boxes, "tag": tag_box(tags)}
        super().__init__(theme, ntr("Edit {n} company", "Edit {n} companies", number),
                         ntr("Change {n} company", "Change {n} companies", number), CHOICES,
                         fields | {name: QLineEdit() for name in CHOICES if name not in fields}, key, parent)
        self.turn()

    def take(self, choice: str) -> Any:
        """The new value; raises Refused."""
        if choice == "tag":
            return self.key()
        words = self.words()
        value: Any = typed_day(words) if choice == "founded_on" else words
        return clean(field("company", choice), self.key() if isinstance(self.editor(), ChoiceBox) else value)
