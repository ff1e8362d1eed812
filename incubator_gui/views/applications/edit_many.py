"""Change one field of many applications at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QWidget

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import Message, msg, ntr, text, tr
from incubator_gui.domain.fields import clean, field
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.services.applications import ApplicationRow
from incubator_gui.views.applications.columns import FIELDS
from incubator_gui.views.applications.known import Known
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.parse import typed_day
from incubator_gui.widgets.theme import Theme

CHOICES: tuple[tuple[str, Message], ...] = (
    ("focus", msg("Focus area")), ("owner", msg("In charge")), ("tag", msg("Add a tag")), ("stage", msg("Stage")),
    ("desks", msg("Desks needed")), ("team", msg("Head count")), ("received", msg("Received on")),
    ("source", msg("Heard of us through")))


class EditManyDialog(Dialog):
    """`choice` is the key of what to change, `value` what to put there, `reason` why a step goes back."""

    def __init__(self, theme: Theme, known: Known, rows: list[ApplicationRow], tags: tuple[str, ...], key: str = "",
                 parent: QWidget | None = None) -> None:
        number = len(rows)
        super().__init__(theme, ntr("Edit {n} application", "Edit {n} applications", number),
                         ntr("Change {n} application", "Change {n} applications", number), parent)
        self._known, self._rows = known, rows
        self.value: Any = None
        self.what = QComboBox()
        for name, label in CHOICES:
            self.what.addItem(text(label), name)
        self.add(tr("What to change"), self.what)
        self._pages = QStackedWidget()
        self._fields: dict[str, QWidget] = {}
        for name, label in CHOICES:
            editor = self._editor(name, tags)
            editor.setAccessibleName(text(label))
            line = editor.lineEdit() if isinstance(editor, QComboBox) else None
            if line is not None:
                line.setAccessibleName(text(label))
            self._fields[name] = editor
            self._pages.addWidget(editor)
        self._pages.setFixedHeight(theme.px(30))
        self.add(tr("New value"), self._pages)
        self.why = QLineEdit()
        self.why.setMaxLength(2000)
        self._why_label = PlainLabel(tr("At least one of them moves back: write down why."), "label", wrap=True)
        self.add(tr("Reason"), self.why)
        self.rows.addWidget(self._why_label, self.rows.rowCount(), 1)
        self.what.currentIndexChanged.connect(self._turn)
        start = next((place for place, (name, _) in enumerate(CHOICES) if name == key), 0)
        self.what.setCurrentIndex(start)
        self._turn()

    @property
    def choice(self) -> str:
        """What to change."""
        return str(self.what.currentData())

    @property
    def reason(self) -> str:
        """Why, where a step goes back."""
        return self.why.text().strip()

    def editor(self) -> QWidget:
        """Where the new value is given."""
        return self._fields[self.choice]

    def read(self) -> bool:
        """Take the value over; False, with a sentence, where it is not acceptable."""
        editor = self.editor()
        try:
            if isinstance(editor, QComboBox):
                self.value = editor.currentText().strip() if self.choice == "tag" else editor.currentData()
                if self.choice == "tag" and not self.value:
                    raise Refused(msg("Write the tag."))
                if self.choice == "stage" and self._back() and not self.reason:
                    raise Refused(msg("Moving back needs a reason."))
            elif isinstance(editor, QLineEdit):
                words: Any = editor.text().strip()
                if self.choice == "received" and words:
                    words = typed_day(words)
                self.value = clean(field("application", FIELDS[self.choice]), words)
        except Refused as error:
            self.refused(error)
            return False
        return True

    def _editor(self, name: str, tags: tuple[str, ...]) -> QWidget:
        if name in ("stage", "focus", "owner", "tag"):
            combo = QComboBox()
            if name == "stage":
                for stage in self._known.stages.values():
                    combo.addItem(self._known.stage_name(stage.id), stage.id)
                combo.currentIndexChanged.connect(self._turn)
            elif name == "focus":
                for key, label in FOCUS_AREAS.items():
                    combo.addItem(text(label), key)
                combo.addItem(tr("not chosen"), None)
            elif name == "owner":
                for person in self._known.staff.values():
                    combo.addItem(person.name, person.id)
                combo.addItem(tr("nobody"), None)
            else:
                combo.setEditable(True)
                combo.addItems(list(tags))
                combo.setCurrentText("")
            return combo
        return QLineEdit()

    def _back(self) -> bool:
        editor = self._fields.get("stage")
        if self.choice != "stage" or not isinstance(editor, QComboBox) or editor.currentData() is None:
            return False
        return self._known.backwards(self._rows, editor.currentData())

    def _turn(self) -> None:
        if not hasattr(self, "_why_label"):
            return
        self._pages.setCurrentWidget(self.editor())
        back = self._back()
        self.why.setEnabled(back)
        self._why_label.setVisible(back)
