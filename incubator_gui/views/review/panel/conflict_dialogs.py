"""Noting a conflict, and saying why one is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from incubator_gui.core.messages import ntr, tr
from incubator_gui.domain.folding import fold
from incubator_gui.domain.review_words import CONFLICT_KINDS
from incubator_gui.services.dossiers import CompanyChoice
from incubator_gui.services.reviewer_rows import ReviewerRow
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.pick_list import Pick, PickList
from incubator_gui.widgets.switch import CheckBox
from incubator_gui.widgets.theme import Theme


class DismissDialog(Dialog):
    """Why are these no conflicts? `reason` is what was written; it is remembered with them."""

    def __init__(self, theme: Theme, number: int, of: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Dismiss"), ntr("Dismiss {n} conflict", "Dismiss {n} conflicts", number), parent,
                         width=460)
        self.body.addWidget(PlainLabel(
            tr("{pair}: why is this no conflict of interest?", pair=of) if number == 1
            else tr("Why are these no conflicts of interest?"), wrap=True))
        self.field = QLineEdit()
        self.field.setMaxLength(2000)
        self.field.setAccessibleName(tr("Reason"))
        self.field.setPlaceholderText(tr("for example: another person of the same name"))
        self.body.addWidget(self.field)
        self.body.addWidget(PlainLabel(tr("The reason is kept. The same finding does not come again; a new sign does."),
                                       "label", wrap=True))
        self.field.textChanged.connect(self._tell)
        self._tell()
        self.field.setFocus()

    @property
    def reason(self) -> str:
        """What was written."""
        return self.field.text().strip()

    def _tell(self) -> None:
        self.main.setEnabled(bool(self.reason))


class DeclareDialog(Dialog):
    """Who, with which companies, of what kind: in force at once."""

    def __init__(self, context: Context, people: Sequence[ReviewerRow], companies: Sequence[CompanyChoice],
                 person: UUID | None, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, tr("Note a conflict of interest"), tr("Note the conflict"), parent, width=520)
        self._context, theme = context, context.theme
        self.people = PickList(theme, tr("Reviewer"), tr("Name or e-mail"), single=True, lines=4)
        self.people.set_rows([Pick(one.person_id, one.name, fold(f"{one.name} {one.chinese_name} {one.email}"))
                              for one in people], [person] if person is not None else ())
        self.companies = PickList(theme, tr("Companies"), tr("Name of a company"), lines=6)
        self.companies.set_rows([Pick(one.id, one.name, fold(one.name)) for one in companies])
        self.body.insertWidget(0, PlainLabel(tr("Who"), "header"))
        self.body.insertWidget(1, self.people)
        self.body.insertWidget(2, PlainLabel(tr("With which companies"), "header"))
        self.body.insertWidget(3, self.companies, 1)
        self.kind = ChoiceBox(CONFLICT_KINDS)
        self.kind.setCurrentIndex(len(CONFLICT_KINDS) - 1)
        self.add(tr("Kind"), self.kind)
        self.reason = QLineEdit()
        self.reason.setMaxLength(2000)
        self.add(tr("Reason"), self.reason)
        self.declared = CheckBox(theme, tr("The reviewer said so"))
        self.declared.setChecked(True)
        self.body.addWidget(self.declared)
        self.body.addWidget(PlainLabel(tr(
            "It holds at once: the reviewer no longer sees these applications, and none of them can be assigned."),
            "label", wrap=True))
        self.people.changed.connect(self._tell)
        self.companies.changed.connect(self._tell)
        self.submitted.connect(self._send)
        self.setMinimumHeight(theme.px(680))
        (self.companies if person is not None else self.people).setFocus()
        self._tell()

    def _tell(self) -> None:
        number = len(self.companies.chosen())
        self.main.setText(ntr("Note {n} conflict", "Note {n} conflicts", max(1, number)))
        self.main.setEnabled(bool(number and self.people.chosen()))

    def _send(self) -> None:
        if not self.main.isEnabled():
            return
        house, person, companies = self._context.house, self.people.chosen()[0], self.companies.chosen()
        kind, reason = self.kind.key(), self.reason.text()
        work: Any = house.conflicts.declare if self.declared.isChecked() else house.conflicts.set
        self.busy()
        self._context.jobs.write(lambda: work(person, companies, kind, reason), lambda _outcome: self.accept(),
                                 failed=self.refused, owner=self)
