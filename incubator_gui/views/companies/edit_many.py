"""Change one field of many companies at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QWidget

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import Message, msg, ntr, text, tr
from incubator_gui.domain.fields import clean, field
from incubator_gui.domain.vocabulary import FOCUS_AREAS, LIVES
from incubator_gui.services.applications import StaffRow
from incubator_gui.widgets.countries import countries
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.parse import typed_day
from incubator_gui.widgets.theme import Theme

CHOICES: tuple[tuple[str, Message], ...] = (
    ("owner_id", msg("In charge")), ("focus_area", msg("Focus area")), ("life", msg("Life line")),
    ("country", msg("Country")), ("city", msg("City")), ("headcount", msg("Head count")),
    ("founded_on", msg("Founded on")), ("tag", msg("Add a tag")))


class EditManyDialog(Dialog):
    """`key` is what to change, `value` what to put there."""

    def __init__(self, theme: Theme, number: int, staff: Sequence[StaffRow], tags: Sequence[str], key: str = "",
                 parent: QWidget | None = None) -> None:
        super().__init__(theme, ntr("Edit {n} company", "Edit {n} companies", number),
                         ntr("Change {n} company", "Change {n} companies", number), parent)
        self.value: Any = None
        self.what = QComboBox()
        self._pages = QStackedWidget()
        self._editors: dict[str, QWidget] = {}
        for name, label in CHOICES:
            self.what.addItem(text(label), name)
            editor = self._editor(name, staff, tags)
            editor.setAccessibleName(text(label))
            self._editors[name] = editor
            self._pages.addWidget(editor)
        self.add(tr("What to change"), self.what)
        self.add(tr("New value"), self._pages)
        self.what.currentIndexChanged.connect(self._pages.setCurrentIndex)
        self.what.setCurrentIndex(max(0, self.what.findData(key)))

    @property
    def key(self) -> str:
        """What to change."""
        return str(self.what.currentData())

    def editor(self) -> QWidget:
        """Where the new value is given."""
        return self._editors[self.key]

    def read(self) -> bool:
        """Take the value over; False, with a sentence, where it is not acceptable."""
        editor = self.editor()
        try:
            if self.key == "tag" and isinstance(editor, QComboBox):
                self.value = editor.currentText().strip()
                if not self.value:
                    raise Refused(msg("Write the tag."))
            elif isinstance(editor, QComboBox):
                self.value = clean(field("company", self.key), editor.currentData())
            elif isinstance(editor, QLineEdit):
                words: Any = editor.text().strip()
                self.value = clean(field("company", self.key), typed_day(words) if self.key == "founded_on" else words)
        except Refused as error:
            self.refused(error)
            return False
        return True

    def _editor(self, name: str, staff: Sequence[StaffRow], tags: Sequence[str]) -> QWidget:
        if name in ("city", "headcount", "founded_on"):
            return QLineEdit()
        combo = QComboBox()
        if name == "tag":
            combo.setEditable(True)
            combo.addItems(list(tags))
            combo.setCurrentText("")
        elif name == "owner_id":
            for person in staff:
                combo.addItem(person.name, person.id)
            combo.addItem(tr("nobody"), None)
        else:
            choices = {"focus_area": FOCUS_AREAS, "life": LIVES, "country": countries()}[name]
            for key, words in choices.items():
                combo.addItem(text(words), key)
            if name != "life":
                combo.addItem(tr("not chosen"), None)
        return combo
