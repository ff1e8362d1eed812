"""Saving what was typed, pasted or chosen in the table of engagements, and editing many at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from incubator_gui.core.messages import nmsg
from incubator_gui.domain.changes import Changes
from incubator_gui.itemmodels.columns import Edit
from incubator_gui.services.engagements import EngagementLine
from incubator_gui.views.services.columns import FIELDS
from incubator_gui.views.services.edit_many import EditManyDialog
from incubator_gui.views.services.moving import Mover
from incubator_gui.views.services.stock import Known
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.table_saving import FieldSaving

_SEEN = {"hours_granted": "granted", "deliverables": "agreed"}
"""Where a field has another name in the row."""


class TableWork:
    """Takes the table's edits and brings them to the services."""

    def __init__(self, context: Context, known: Known, table: FilterTable, mover: Mover, owner: QWidget) -> None:
        self._context, self._known, self._table = context, known, table
        self._mover, self._owner = mover, owner
        self._fields = FieldSaving(context, table, owner, "engagement", FIELDS,
                                   lambda row, key: getattr(row[1], _SEEN.get(key, key)), self._value)
        self.dialog: EditManyDialog | None = None

    def save(self, edits: Sequence[Edit]) -> None:
        """One cell with what was seen in it, a pasted block in one step; statuses go the way of moves."""
        moves = [edit for edit in edits if edit.key == "status"]
        for target in dict.fromkeys(edit.value for edit in moves):
            mine = [edit for edit in moves if edit.value == target]
            self._mover.move(self.lines([edit.id for edit in mine]), target,
                             given_up=lambda mine=mine: self._fields.discard(mine))  # type: ignore[misc]
        self._fields.save(edits)

    def lines(self, ids: Sequence[UUID]) -> list[EngagementLine]:
        """The engagements of ids that are still there."""
        found = [self._table.rows.row_of(id) for id in ids]
        return [row[1] for row in found if row is not None]

    def ask(self, ids: Sequence[UUID], key: str = "") -> EditManyDialog | None:
        """The dialog that changes one field of many."""
        lines = self.lines(ids)
        if not lines:
            return None
        dialog = EditManyDialog(self._context.theme, self._known, len(lines), key, self._owner)
        dialog.submitted.connect(lambda: self._send(dialog, lines))
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()
        return dialog

    def _closed(self) -> None:
        self.dialog = None

    def _send(self, dialog: EditManyDialog, lines: Sequence[EngagementLine]) -> None:
        if not dialog.read():
            return
        dialog.busy()
        house, value, ids = self._context.house, dialog.value, [line.id for line in lines]
        if dialog.choice == "status":
            self._mover.write(ids, value, dialog.waits_for, done=dialog.accept, failed=dialog.refused)
            return
        key = FIELDS[dialog.choice]

        def work() -> Changes:
            return house.editing.set_fields("engagement", ids, {key: value})  # type: ignore[no-any-return]

        self._context.jobs.write(work, lambda _changes: dialog.accept(), failed=dialog.refused, owner=self._owner,
                                 title=nmsg("Changing {n} engagement", "Changing {n} engagements", len(ids)))

    def _value(self, edit: Edit) -> Any:
        if edit.key == "owner":
            return self._known.person_named(edit.value) if edit.value else None
        return edit.value
