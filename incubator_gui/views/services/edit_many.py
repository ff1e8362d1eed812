"""Change one field of many engagements at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import Message, msg, ntr, text, tr
from incubator_gui.domain.fields import clean, field
from incubator_gui.domain.vocabulary import ENGAGEMENT_STATUSES
from incubator_gui.views.services.columns import FIELDS, parse_hours
from incubator_gui.views.services.stock import Known
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.parse import typed_day
from incubator_gui.widgets.theme import Theme

CHOICES: dict[Any, Message | str] = {
    "status": msg("Status"), "owner": msg("In charge"), "due": msg("Due on"), "starts": msg("From"),
    "granted": msg("Hours agreed"), "title": msg("Subject"), "waits": msg("Waits for")}


class EditManyDialog(Dialog):
    """`choice` is the key of what to change, `value` what to put there, `waits_for` why they rest."""

    def __init__(self, theme: Theme, known: Known, number: int, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, ntr("Edit {n} engagement", "Edit {n} engagements", number),
                         ntr("Change {n} engagement", "Change {n} engagements", number), parent)
        self.value: Any = None
        self.what = ChoiceBox(CHOICES)
        self.add(tr("What to change"), self.what)
        self._pages = QStackedWidget()
        self.fields: dict[str, QWidget] = {}
        for name, label in CHOICES.items():
            editor: QWidget
            if name == "status":
                editor = ChoiceBox(dict(ENGAGEMENT_STATUSES))
                editor.choose("active")
            elif name == "owner":
                editor = ChoiceBox({None: msg("nobody"), **{id: one.name for id, one in known.staff.items()}})
                editor.choose(known.me)
            else:
                editor = QLineEdit()
            editor.setAccessibleName(text(label))
            self.fields[name] = editor
            self._pages.addWidget(editor)
        self._pages.setFixedHeight(theme.px(30))
        self.add(tr("New value"), self._pages)
        self.why = QLineEdit()
        self.why.setMaxLength(200)
        self.add(tr("Waits for"), self.why)
        self.what.choose(key if key in CHOICES else "status")
        self.what.currentIndexChanged.connect(self._turn)
        status = self.fields["status"]
        assert isinstance(status, ChoiceBox)
        status.currentIndexChanged.connect(self._turn)
        self._turn()

    @property
    def choice(self) -> str:
        """What to change."""
        return str(self.what.key())

    @property
    def waits_for(self) -> str:
        """Why they rest."""
        return self.why.text().strip()

    def read(self) -> bool:
        """Take what was typed; False, and said, where it does not fit."""
        editor, choice = self.fields[self.choice], self.choice
        try:
            if isinstance(editor, ChoiceBox):
                self.value = editor.key()
            elif isinstance(editor, QLineEdit):
                words = editor.text()
                self.value = (typed_day(words) if choice in ("due", "starts") else
                              parse_hours(words) if choice == "granted" else words.strip() or None)
            if choice in FIELDS:
                clean(field("engagement", FIELDS[choice]), self.value)
        except Refused as error:
            self.refused(error)
            return False
        return True

    def _turn(self) -> None:
        self._pages.setCurrentWidget(self.fields[self.choice])
        status = self.fields["status"]
        self.why.setEnabled(self.choice == "status" and isinstance(status, ChoiceBox) and status.key() == "on_hold")
