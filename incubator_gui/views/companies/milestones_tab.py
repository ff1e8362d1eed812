"""Milestones: title, date and state edited in place; added and removed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QWidget

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.services.indicators import IndicatorsService
from incubator_gui.views.companies.edited_rows import EditedRows
from incubator_gui.views.companies.parts import row_of
from incubator_gui.views.companies.stock import CompanyStock
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.parse import typed_day
from incubator_gui.widgets.styling import Button


class MilestonesTab(EditedRows):
    """One row for each, in the order of their dates."""

    table = "milestone"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.title, self.due = QLineEdit(), QLineEdit()
        self.add = Button(context.theme, icon="plus")
        self.title.setMaxLength(300)
        self.due.setFixedWidth(context.theme.px(140))
        row = row_of(self.title, self.due, self.add, stretch=0)
        row.setContentsMargins(12, 8, 12, 8)
        self.card.body.addLayout(row)
        self.add.clicked.connect(self._add)
        for field in (self.title, self.due):
            field.returnPressed.connect(self._add)
        self.finish()

    def records(self, stock: CompanyStock) -> Sequence[tuple[UUID, Mapping[str, Any]]]:
        """The milestones of the company."""
        return [(row.id, {"title": row.title, "due_on": row.due_on, "state": row.state})
                for row in stock.sheet.milestones]

    def remove_words(self, values: Mapping[str, Any]) -> str:
        """Names the milestone."""
        return tr("Remove the milestone {title}", title=values["title"])

    def removal(self, id: UUID) -> Callable[[], Changes]:
        """Take a milestone away."""
        service = IndicatorsService(self.context.house.database)
        return lambda: service.remove_milestone(id)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        super().retranslate()
        self.card.set_words(tr("Milestones"))
        for field, words in ((self.title, tr("New milestone")), (self.due, tr("Due on"))):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        self.add.setText(tr("Add milestone"))

    def _add(self) -> None:
        if self.stock is None:
            return
        house, company, title = self.context.house, self.stock.id, self.title.text()
        try:
            due = typed_day(self.due.text())
        except Refused as error:
            self.refused(error)
            return

        def done(_outcome: object) -> None:
            self.taken()
            self.title.clear()
            self.due.clear()
            self.title.setFocus()

        self.context.jobs.write(lambda: house.companies.add_milestone(company, title, due), done,
                                failed=self.refused, owner=self, title=msg("Adding a milestone"))
