"""A dialog that gives somebody a role: a person who is known, or a new one by name."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from incubator_gui.core.messages import Message, msg, ptr, text, tr
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.pick_list import PickList
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import set_property


class PersonDialog(Dialog):
    """Search among all people first; the other half is for somebody nobody knows yet.

    `added` is the id that the service gave.
    """

    def __init__(self, context: Context, title: str, placeholder: str, parent: QWidget | None = None, *,
                 width: int) -> None:
        super().__init__(context.theme, title, title, parent, width=width)
        self._context = context
        self.added: UUID | None = None
        self.which = SegmentedControl(context.theme, (
            ("known", msg("Somebody known"), ""), ("new", msg("Somebody new"), "")), msg("Who"))
        self.body.insertWidget(0, self.which)
        self.people = PickList(context.theme, tr("People"), placeholder, single=True, lines=6)
        self.body.insertWidget(1, self.people, 1)
        self.name, self.email = QLineEdit(), QLineEdit()
        self.name.setMaxLength(200)
        self.email.setMaxLength(254)
        self._of_new: list[QWidget] = []
        self.add_new(ptr("person", "Name"), self.name)
        self.add_new(tr("E-mail"), self.email)
        self.which.chosen.connect(lambda _key: self._turn())
        self.people.changed.connect(self._tell)
        self.name.textChanged.connect(self._tell)
        self.people.list.itemDoubleClicked.connect(lambda _item: self.submitted.emit())

    def add_new(self, words: str, field: QWidget) -> None:
        """A field that only somebody new needs."""
        self._of_new += [self.rows.add(words, field), field]

    def add_number(self, words: Message) -> InlineField:
        """A number, which may stay empty."""
        field = InlineField(self._context.theme, "number", words)
        set_property(field.editor, "inline", False)
        field.committed.connect(lambda _value: field.saved())
        self.add(text(words), field)
        return field

    def begin(self, height: int) -> None:
        """All fields are there."""
        self.setMinimumHeight(self._context.theme.px(height))
        self._turn()

    @property
    def new(self) -> bool:
        """Whether it is somebody whom nobody knows yet."""
        return self.which.key == "new"

    @property
    def person(self) -> Any:
        """Who was chosen; None for somebody new."""
        return None if self.new else self.people.chosen()[0]

    def done_(self, outcome: Any) -> None:
        """It is stored."""
        self.added = outcome.value
        self.accept()

    def _turn(self) -> None:
        self.people.setVisible(not self.new)
        for part in self._of_new:
            part.setVisible(self.new)
        (self.name if self.new else self.people).setFocus()
        self._tell()

    def _tell(self) -> None:
        self.main.setEnabled(bool(self.name.text().strip()) if self.new else bool(self.people.chosen()))
