"""The dialog that makes somebody a mentor: a person who is known, or a new one by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from incubator_gui.core.messages import msg, ptr, tr
from incubator_gui.services.person_choices import PersonChoice
from incubator_gui.views.services.mentors_columns import LANGUAGES
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.inline_field import InlineField
from incubator_gui.widgets.pick_list import Pick, PickList
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import set_property


class AddMentorDialog(Dialog):
    """Search among all people first; the other half is for somebody nobody knows yet."""

    def __init__(self, context: Context, people: Sequence[PersonChoice], parent: QWidget | None = None) -> None:
        super().__init__(context.theme, tr("Add mentor"), tr("Add mentor"), parent, width=460)
        self._context = context
        self.added: UUID | None = None
        theme = context.theme
        self.which = SegmentedControl(theme, (("known", msg("Somebody known"), ""), ("new", msg("Somebody new"), "")),
                                      msg("Who"))
        self.body.insertWidget(0, self.which)
        self.people = PickList(theme, tr("People"), tr("Name, company or e-mail"), single=True, lines=6)
        self.people.set_rows([Pick(one.id, f"{one.name} · {one.where}" if one.where else one.name, one.words)
                              for one in people])
        self.body.insertWidget(1, self.people, 1)
        self.name, self.email = QLineEdit(), QLineEdit()
        self.name.setMaxLength(200)
        self.email.setMaxLength(254)
        self.add(ptr("person", "Name"), self.name)
        self.add(tr("E-mail"), self.email)
        self.topics = QLineEdit()
        self.topics.setMaxLength(500)
        self.add(tr("Topics"), self.topics)
        self.language = ChoiceBox(LANGUAGES)
        self.language.choose(None)
        self.add(tr("Language"), self.language)
        self.hours = InlineField(theme, "number", msg("Hours a month"))
        set_property(self.hours.editor, "inline", False)
        self.hours.committed.connect(lambda _value: self.hours.saved())
        self.add(tr("Hours a month"), self.hours)
        self.body.addStretch(0)
        self.which.chosen.connect(lambda _key: self._turn())
        self.people.changed.connect(self._tell)
        self.name.textChanged.connect(self._tell)
        self.people.list.itemDoubleClicked.connect(lambda _item: self.submitted.emit())
        self.submitted.connect(self._send)
        self.setMinimumHeight(theme.px(480))
        self._turn()

    def _turn(self) -> None:
        new = self.which.key == "new"
        self.people.setVisible(not new)
        for field in (self.name, self.email):
            field.setVisible(new)
            label = self.rows.itemAtPosition(self.rows.getItemPosition(self.rows.indexOf(field))[0], 0)  # type: ignore[index]
            if label is not None and (widget := label.widget()) is not None:
                widget.setVisible(new)
        (self.name if new else self.people).setFocus()
        self._tell()

    def _tell(self) -> None:
        self.main.setEnabled(bool(self.name.text().strip()) if self.which.key == "new"
                             else bool(self.people.chosen()))

    def _send(self) -> None:
        if not self.main.isEnabled() or not self.hours.commit():
            return
        house, language = self._context.house, self.language.key()
        person = None if self.which.key == "new" else self.people.chosen()[0]
        name, email = self.name.text(), self.email.text()
        values: dict[str, Any] = {"topics": self.topics.text(), "hours_per_month": self.hours.value()}
        self.busy()
        self._context.jobs.write(
            lambda: house.mentors.add(person, name=name, email=email, language=language, **values), self._done,
            failed=self.refused, owner=self)

    def _done(self, outcome: Any) -> None:
        self.added = outcome.value
        self.accept()
