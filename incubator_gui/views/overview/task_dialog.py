"""A task: new, or changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message, msg, pmsg, tr
from incubator_gui.services.applications import StaffRow
from incubator_gui.services.tasks import TaskRow
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.company_line import CompanyLine
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.day_line import DayLine
from incubator_gui.widgets.dialog import Dialog

KINDS: dict[Any, Message | str] = {
    "other": msg("Other task"), "review": pmsg("stage", "Review"), "interview": msg("Interview"),
    "letter": msg("Letter"), "space": pmsg("task", "Space"), "contract": msg("Contract"), "report": msg("Report"),
    "service": msg("Service"), "mentoring": msg("Mentor session"), "training": msg("Training"),
    "roadshow": msg("Roadshow"), "pilot": msg("Pilot"), "money": pmsg("task", "Money"),
    "meeting": msg("Meeting"), "call": pmsg("task", "Phone call"), "document": msg("Document"),
}


class TaskDialog(Dialog):
    """`read` gathers what was typed, or says what is wrong."""

    def __init__(self, context: Context, staff: Sequence[StaffRow], task: TaskRow | None = None,
                 owner: UUID | None = None, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, tr("Task") if task else tr("New task"),
                         tr("Save the task") if task else tr("Add the task"), parent, width=480)
        self._task = task
        self.values: dict[str, Any] = {}
        self.title = QLineEdit(task.title if task else "")
        self.title.setMaxLength(300)
        self.title.setPlaceholderText(tr("What is to be done"))
        self.due = DayLine(context.theme, tr("Due on"), task.due_on if task else None)
        self.owner = ChoiceBox({None: tr("nobody"), **{person.id: person.name for person in staff}})
        self.owner.choose(task.owner_id if task else owner)
        about = task.subject_id if task and task.subject_kind == "company" else None
        self.company = CompanyLine(context, about, task.subject if about and task else "")
        self.company.set_name(tr("Company"))
        kinds = dict(KINDS)
        if task is not None and task.kind not in kinds:
            kinds[task.kind] = msg("As it was entered")
        self.kind = ChoiceBox(kinds)
        self.kind.choose(task.kind if task else "other")
        for words, field in ((tr("Task"), self.title), (tr("Due on"), self.due), (tr("In charge"), self.owner),
                             (tr("Company"), self.company), (tr("Kind"), self.kind)):
            self.add(words, field)
        self.company.setEnabled(not (task and task.subject_kind == "application"))
        if task is not None and task.subject_kind == "application":
            self.company.line.setText(task.subject)
        self.title.textChanged.connect(self._allow)
        self._allow()
        self.title.setFocus()

    def read(self) -> bool:
        """Whether it can be saved; `values` hold it then."""
        try:
            due: date | None = self.due.day()
            values = {"title": self.title.text().strip(), "due_on": due, "owner": self.owner.key(),
                      "kind": self.kind.key()}
            if self.company.isEnabled():
                values["company"] = self.company.company()
        except IncubatorError as error:
            self.refused(error)
            return False
        self.values = values
        return True

    def _allow(self) -> None:
        self.main.setEnabled(bool(self.title.text().strip()))
