"""The dialog that makes somebody a mentor: a person who is known, or a new one by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from incubator_gui.core.messages import msg, tr
from incubator_gui.services.person_choices import PersonChoice
from incubator_gui.views.services.mentors_columns import LANGUAGES
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.person_dialog import PersonDialog
from incubator_gui.widgets.pick_list import Pick


class AddMentorDialog(PersonDialog):
    """Topics, language and hours at once."""

    def __init__(self, context: Context, people: Sequence[PersonChoice], parent: QWidget | None = None) -> None:
        super().__init__(context, tr("Add mentor"), tr("Name, company or e-mail"), parent, width=460)
        self.people.set_rows([Pick(one.id, f"{one.name} · {one.where}" if one.where else one.name, one.words)
                              for one in people])
        self.topics = QLineEdit()
        self.topics.setMaxLength(500)
        self.add(tr("Topics"), self.topics)
        self.language = ChoiceBox(LANGUAGES)
        self.language.choose(None)
        self.add(tr("Language"), self.language)
        self.hours = self.add_number(msg("Hours a month"))
        self.body.addStretch(0)
        self.submitted.connect(self._send)
        self.begin(480)

    def _send(self) -> None:
        if not self.main.isEnabled() or not self.hours.commit():
            return
        house, language = self._context.house, self.language.key()
        person, name, email = self.person, self.name.text(), self.email.text()
        values: dict[str, Any] = {"topics": self.topics.text(), "hours_per_month": self.hours.value()}
        self.busy()
        self._context.jobs.write(
            lambda: house.mentors.add(person, name=name, email=email, language=language, **values), self.done_,
            failed=self.refused, owner=self)
