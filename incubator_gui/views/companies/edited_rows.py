"""Records of a company in rows whose fields are edited in place; added below, removed at the end of a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import text
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import FIELDS, Field
from incubator_gui.views.companies.stock import CompanyStock
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.record_fields import RecordFields
from incubator_gui.widgets.styling import IconButton, tight


class EditedRows(QWidget):
    """One row for each record of a table; subclasses put the fields of a new one into `card`."""

    table = ""
    wide: Sequence[int] = (0,)
    """Columns that take the room that is left."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.stock: CompanyStock | None = None
        self.declared = FIELDS[self.table]
        self.rows: dict[UUID, tuple[RecordFields, IconButton]] = {}
        column = QVBoxLayout(self)
        tight(column, 16, 16, 16, 16, 16)
        self.card = Card(context.theme)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(12, 8, 12, 8)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        for place in self.wide:
            self._grid.setColumnStretch(place, 1)
        self._heads = [PlainLabel("", "header") for _ in self.declared]
        for place, head in enumerate(self._heads):
            self._grid.addWidget(head, 0, place)
        self.card.body.addLayout(self._grid)
        self._wrong = PlainLabel("", "label", wrap=True)
        self._wrong.set_tone("error")
        self._wrong.setContentsMargins(12, 0, 12, 8)
        self._wrong.hide()
        column.addWidget(self.card)
        column.addStretch()

    def finish(self) -> None:
        """After the subclass has put its fields in: the place for what is wrong, and words."""
        self.card.body.addWidget(self._wrong)
        self.retranslate()

    # what subclasses say ---------------------------------------------------------------------

    def records(self, stock: CompanyStock) -> Sequence[tuple[UUID, Mapping[str, Any]]]:
        """Ids and values of what is shown, in order."""
        raise NotImplementedError

    def remove_words(self, values: Mapping[str, Any]) -> str:
        """The name of the button that removes a record."""
        raise NotImplementedError

    def removal(self, id: UUID) -> Callable[[], Changes]:
        """The work that removes a record."""
        raise NotImplementedError

    # -----------------------------------------------------------------------------------------

    def show_stock(self, stock: CompanyStock) -> None:
        """Another company, or the same one changed."""
        self.stock = stock
        found = self.records(stock)
        wanted = {id for id, _values in found}
        for id in [id for id in self.rows if id not in wanted]:
            fields, remove = self.rows.pop(id)
            for widget in (*fields.fields.values(), remove):
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
            fields.deleteLater()
        for place, (id, values) in enumerate(found, 1):
            fields, remove = self.rows.get(id) or self._row(id)
            fields.show(id, values)
            for column, widget in enumerate((*fields.fields.values(), remove)):
                self._grid.addWidget(widget, place, column, Qt.AlignmentFlag.AlignTop)
            remove.set_name(self.remove_words(values))
        for head in self._heads:
            head.setVisible(bool(wanted))

    def commit(self) -> bool:
        """Save what is being typed."""
        right = [fields.commit() for fields, _remove in self.rows.values()]
        return all(right)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        for head, declared in zip(self._heads, self.declared, strict=True):
            head.setText(text(declared.label))
        for fields, _remove in self.rows.values():
            fields.retranslate()
        if self.stock is not None:
            self.show_stock(self.stock)

    def refused(self, error: IncubatorError) -> None:
        """Say below the new row why it was not taken."""
        self._wrong.setText(text(error.message))
        self._wrong.show()

    def taken(self) -> None:
        """A new record is stored."""
        self._wrong.hide()

    def _row(self, id: UUID) -> tuple[RecordFields, IconButton]:
        house, table = self.context.house, self.table

        def save(declared: Field, value: Any, seen: Any) -> Callable[[], Changes]:
            return lambda: house.editing.set_field(table, id, declared.key, value, seen)

        fields = RecordFields(self.context, self.declared, save, self)
        remove = IconButton(self.context.theme, "trash-2", kind="bare", role="muted")
        remove.clicked.connect(lambda: self.context.jobs.write(self.removal(id), owner=self))
        self.rows[id] = (fields, remove)
        return fields, remove
