"""Saving what was typed, pasted or chosen in a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message, msg
from incubator_gui.domain.changes import Changes
from incubator_gui.itemmodels.columns import Edit, Row
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.refusals import refuse


class TableSaving:
    """Brings edits to the writer. What was refused stays in its cells; of many cells it is said aloud too."""

    def __init__(self, context: Context, table: FilterTable, owner: QObject) -> None:
        self._context, self._table, self._owner = context, table, owner

    def send(self, edits: Sequence[Edit], work: Callable[[], Changes], title: Message | None = None, *,
             aloud: bool | None = None) -> None:
        """Let the writer do what the edits mean."""
        self._context.jobs.write(work, lambda changes: self._done(changes, edits), owner=self._owner, title=title,
                                 failed=lambda error: self.refused(edits, error, aloud=aloud))

    def refused(self, edits: Sequence[Edit], error: IncubatorError, *, aloud: bool | None = None) -> None:
        """Mark the cells and say why."""
        refuse(self._context, self._table, edits, error, aloud=len(edits) > 1 if aloud is None else aloud)

    def discard(self, edits: Sequence[Edit]) -> None:
        """The cells show what is stored again."""
        for edit in edits:
            self._table.rows.discard(edit.id, edit.key)

    def _done(self, changes: Changes, edits: Sequence[Edit]) -> None:
        if not changes:  # stored already: no refresh will come that takes the marks away
            self.discard(edits)


class FieldSaving(TableSaving):
    """Columns that are fields of one kind of record: one cell with what was seen in it, a pasted block in one step.

    `fields` are the fields by column, `seen` gives what a row says of a field, `value` what to store for an edit.
    """

    def __init__(self, context: Context, table: FilterTable, owner: QObject, record: str, fields: Mapping[str, str],
                 seen: Callable[[Row, str], Any], value: Callable[[Edit], Any] = lambda edit: edit.value) -> None:
        super().__init__(context, table, owner)
        self._record, self._fields, self._seen, self._value = record, fields, seen, value

    def save(self, edits: Sequence[Edit]) -> None:
        """Those of the edits that are fields; a value that is not acceptable refuses all of them."""
        mine = [edit for edit in edits if edit.key in self._fields]
        if not mine:
            return
        house, record = self._context.house, self._record
        try:
            whole = [(edit.id, self._fields[edit.key], self._value(edit)) for edit in mine]
        except IncubatorError as error:
            self.refused(mine, error)
            return
        if len(mine) > 1:
            self.send(mine, lambda: house.editing.set_each(record, whole), msg("Saving what was pasted"))
            return
        ((id, key, value),) = whole
        row = self._table.rows.row_of(id)
        if row is not None:
            seen = self._seen(row, key)
            self.send(mine, lambda: house.editing.set_field(record, id, key, value, seen))
