"""A dialog that changes one field of many records at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QWidget

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import Message, msg, text, tr
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.theme import Theme


class ManyDialog(Dialog):
    """`choice` is the key of what to change, `value` what to put there; `fields` are the editors by key.

    Subclasses say in `take` what an editor gives.
    """

    def __init__(self, theme: Theme, title: str, button: str, choices: Mapping[str, Message],
                 fields: Mapping[str, QWidget], start: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, title, button, parent)
        self.value: Any = None
        self.fields = fields
        self.what = ChoiceBox(choices)
        self.what.choose(start if start in choices else next(iter(choices)))
        self._pages = QStackedWidget()
        self._pages.setFixedHeight(theme.px(30))
        for key, words in choices.items():
            editor = fields[key]
            line = editor.lineEdit() if isinstance(editor, QComboBox) else None
            for part in (editor, line):
                if part is not None:
                    part.setAccessibleName(text(words))
            self._pages.addWidget(editor)
        self.add(tr("What to change"), self.what)
        self.add(tr("New value"), self._pages)
        self.what.currentIndexChanged.connect(self.turn)

    @property
    def choice(self) -> str:
        """What to change."""
        return str(self.what.key())

    def editor(self) -> QWidget:
        """Where the new value is given."""
        return self.fields[self.choice]

    def take(self, choice: str) -> Any:
        """The new value; raises Refused, with a sentence, where it is not acceptable."""
        raise NotImplementedError

    def read(self) -> bool:
        """Take the value over; False, and said, where it is not acceptable."""
        try:
            self.value = self.take(self.choice)
        except Refused as error:
            self.refused(error)
            return False
        return True

    def turn(self) -> None:
        """Something else is to be changed."""
        self._pages.setCurrentWidget(self.editor())

    def words(self) -> str:
        """What was typed."""
        editor = self.editor()
        return editor.text().strip() if isinstance(editor, QLineEdit) else ""

    def key(self) -> Any:
        """What was chosen, or the tag that was typed."""
        editor = self.editor()
        if not isinstance(editor, ChoiceBox):
            return None
        if not editor.isEditable():
            return editor.key()
        tag = editor.currentText().strip()
        if not tag:
            raise Refused(msg("Write the tag."))
        return tag


def tag_box(tags: Sequence[str]) -> ChoiceBox:
    """A tag that is known, or a new one."""
    box = ChoiceBox({tag: tag for tag in tags})
    box.setEditable(True)
    box.setCurrentText("")
    return box
