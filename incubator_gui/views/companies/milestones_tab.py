"""Milestones: title, date and state edited in place; added and removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError, Refused
from incubator_gui.core.messages import msg, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import MILESTONE, Field
from incubator_gui.services.companies import MilestoneRow
from incubator_gui.services.indicators import IndicatorsService
from incubator_gui.views.companies.columns import day
from incubator_gui.views.companies.fields import RecordFields
from incubator_gui.views.companies.parts import row_of
from incubator_gui.views.companies.stock import CompanyStock
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.styling import Button, IconButton, tight


class MilestonesTab(QWidget):
    """One row for each, in the order of their dates."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._stock: CompanyStock | None = None
        self.rows: dict[UUID, tuple[RecordFields, IconButton]] = {}
        column = QVBoxLayout(self)
        tight(column, 16, 16, 16, 16, 16)
        self._card = Card(context.theme)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(12, 8, 12, 8)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._heads = [PlainLabel("", "header") for _ in range(3)]
        for place, head in enumerate(self._heads):
            self._grid.addWidget(head, 0, place)
        self._card.body.addLayout(self._grid)
        self.title, self.due = QLineEdit(), QLineEdit()
        self.add = Button(context.theme, icon="plus")
        self.title.setMaxLength(300)
        self.due.setFixedWidth(context.theme.px(140))
        row = row_of(self.title, self.due, self.add, stretch=0)
        row.setContentsMargins(12, 8, 12, 8)
        self._card.body.addLayout(row)
        self._wrong = PlainLabel("", "label", wrap=True)
        self._wrong.set_tone("error")
        self._wrong.setContentsMargins(12, 0, 12, 8)
        self._wrong.hide()
        self._card.body.addWidget(self._wrong)
        column.addWidget(self._card)
        column.addStretch()
        self.add.clicked.connect(self._add)
        for field in (self.title, self.due):
            field.returnPressed.connect(self._add)
        self.retranslate()

    def show_stock(self, stock: CompanyStock) -> None:
        """Another company, or the same one changed."""
        self._stock = stock
        wanted = {row.id: row for row in stock.sheet.milestones}
        for id in [id for id in self.rows if id not in wanted]:
            fields, remove = self.rows.pop(id)
            for widget in (*fields.fields.values(), remove):
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
            fields.deleteLater()
        for place, row in enumerate(stock.sheet.milestones, 1):
            fields, remove = self.rows.get(row.id) or self._row(row)
            fields.show(row.id, {"title": row.title, "due_on": row.due_on, "state": row.state})
            for column, widget in enumerate((*fields.fields.values(), remove)):
                self._grid.addWidget(widget, place, column, Qt.AlignmentFlag.AlignTop)
            remove.set_name(tr("Remove the milestone {title}", title=row.title))
        for head in self._heads:
            head.setVisible(bool(wanted))

    def commit(self) -> bool:
        """Save what is being typed."""
        right = [fields.commit() for fields, _remove in self.rows.values()]
        return all(right)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._card.set_words(tr("Milestones"))
        for head, declared in zip(self._heads, MILESTONE, strict=True):
            head.setText(text(declared.label))
        self.title.setPlaceholderText(tr("New milestone"))
        self.title.setAccessibleName(tr("New milestone"))
        self.due.setPlaceholderText(tr("Due on"))
        self.due.setAccessibleName(tr("Due on"))
        self.add.setText(tr("Add milestone"))
        for fields, _remove in self.rows.values():
            fields.retranslate()

    def _row(self, row: MilestoneRow) -> tuple[RecordFields, IconButton]:
        id = row.id

        def save(declared: Field, value: Any, seen: Any) -> Callable[[], Changes]:
            house = self._context.house
            return lambda: house.editing.set_field("milestone", id, declared.key, value, seen)

        fields = RecordFields(self._context, MILESTONE, save, self)
        remove = IconButton(self._context.theme, "trash-2", kind="bare", role="muted")
        remove.clicked.connect(lambda: self._remove(id))
        self.rows[id] = (fields, remove)
        return fields, remove

    def _remove(self, id: UUID) -> None:
        service = IndicatorsService(self._context.house.database)
        self._context.jobs.write(lambda: service.remove_milestone(id), owner=self)

    def _add(self) -> None:
        if self._stock is None:
            return
        house, company, title = self._context.house, self._stock.id, self.title.text()
        try:
            due = day(self.due.text())
        except Refused as error:
            self._failed(error)
            return

        def done(_outcome: object) -> None:
            self._wrong.hide()
            self.title.clear()
            self.due.clear()
            self.title.setFocus()

        self._context.jobs.write(lambda: house.companies.add_milestone(company, title, due), done,
                                 failed=self._failed, owner=self, title=msg("Adding a milestone"))

    def _failed(self, error: IncubatorError) -> None:
        self._wrong.setText(text(error.message))
        self._wrong.show()
