"""A new engagement: one company's use of one service."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from incubator_gui.core.errors import IncubatorError, Refused
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, tr
from incubator_gui.domain.fields import clean, field
from incubator_gui.domain.vocabulary import ENGAGEMENT_STATUSES
from incubator_gui.views.services.columns import parse_hours
from incubator_gui.views.services.company_field import CompanyField, Find
from incubator_gui.views.services.stock import Known
from incubator_gui.widgets.choice_box import ChoiceBox
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.date_button import DateButton
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.parse import parse_day, typed_day
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.theme import Theme


class DayLine(QWidget):
    """A line for a day, and a calendar beside it."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        tight(row, 4)
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setFixedWidth(theme.px(132))
        button = DateButton(theme, compact=True)
        button.set_name(tr("Choose a day: {name}", name=name))
        button.picked.connect(self.set_day)
        row.addWidget(self.line)
        row.addWidget(button)
        row.addStretch()
        self.setAccessibleName(name)
        self.setFocusProxy(self.line)

    def set_day(self, day: date | None) -> None:
        """Write a day."""
        self.line.setText(current().day(day) if day is not None else "")


class NewEngagementDialog(Dialog):
    """Saves by itself; `added` holds the id afterwards."""

    def __init__(self, context: Context, known: Known, find: Find, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, tr("New engagement"), tr("Add engagement"), parent, width=520)
        self._context, self._known = context, known
        self.added: UUID | None = None
        theme = context.theme
        self.company = CompanyField(theme, find)
        self.company.set_name(tr("Company"))
        self.add(tr("Company"), self.company)
        self.service = ChoiceBox(known.offered())
        self.service.setPlaceholderText(tr("not chosen"))
        self.add(tr("Service"), self.service)
        self.title = QLineEdit()
        self.title.setMaxLength(300)
        self.add(tr("Subject"), self.title)
        self.status = ChoiceBox({key: ENGAGEMENT_STATUSES[key] for key in ("requested", "planned", "active")})
        self.status.choose("requested")
        self.add(tr("Status"), self.status)
        self.owner = ChoiceBox({None: msg("nobody"), **{id: one.name for id, one in known.staff.items()}})
        self.owner.choose(known.me)
        self.add(tr("In charge"), self.owner)
        self.starts, self.due = DayLine(theme, tr("From")), DayLine(theme, tr("Due on"))
        self.add(tr("From"), self.starts)
        self.add(tr("Due on"), self.due)
        self.remark = PlainLabel("", "label", wrap=True)
        self.rows.addWidget(self.remark, self.rows.rowCount(), 1)
        self.hours = QLineEdit()
        self.hours.setFixedWidth(theme.px(80))
        self.add(tr("Hours agreed"), self.hours)
        self.agreed = QPlainTextEdit()
        self.agreed.setTabChangesFocus(True)
        self.agreed.setFixedHeight(theme.px(72))
        self.add(tr("What is agreed"), self.agreed)
        self.company.chosen.connect(self._changed)
        self.service.currentIndexChanged.connect(self._changed)
        self.due.line.textChanged.connect(self._look_at_due)
        self.submitted.connect(self._save)
        self.remark.hide()
        self._changed()
        self.company.setFocus()

    def _changed(self) -> None:
        self.main.setEnabled(self.company.id is not None and self.service.key() is not None)

    def _look_at_due(self) -> None:
        day = parse_day(self.due.line.text())
        words = ""
        if day is not None and not self._known.calendar.is_workday(day):
            holiday = self._known.calendar.holiday(day)
            words = (tr("{day} is a holiday: {holiday}.", day=day, holiday=holiday) if holiday is not None
                     else tr("{day} is not a working day.", day=day))
        self.remark.setText(words)
        self.remark.set_tone("warning")
        self.remark.setVisible(bool(words))

    def _save(self) -> None:
        house, company, service, status = (self._context.house, self.company.id, self.service.key(), self.status.key())
        if company is None or service is None:
            return
        try:
            values: dict[str, Any] = {
                "title": self.title.text(), "owner_id": self.owner.key(),
                "starts_on": typed_day(self.starts.line.text()), "due_on": typed_day(self.due.line.text()),
                "hours_granted": parse_hours(self.hours.text()), "deliverables": self.agreed.toPlainText()}
            for key, value in values.items():
                clean(field("engagement", key), value)
            if values["starts_on"] and values["due_on"] and values["due_on"] < values["starts_on"]:
                raise Refused(msg("It is due before it begins. Change one of the two days."))
        except Refused as error:
            self.refused(error)
            return
        self.busy()
        self._context.jobs.write(lambda: house.engagements.add(company, service, status, **values), self._saved,
                                 failed=self._failed, owner=self, title=msg("Adding the engagement"))

    def _saved(self, outcome: Any) -> None:
        self.added = outcome.value
        self.accept()

    def _failed(self, error: IncubatorError) -> None:
        self.refused(error)
