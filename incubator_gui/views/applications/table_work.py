"""Saving what was typed, pasted or chosen in the table, and editing many rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from incubator_gui.core.messages import nmsg
from incubator_gui.domain.changes import Changes
from incubator_gui.itemmodels.columns import Edit
from incubator_gui.services.applications import ApplicationRow
from incubator_gui.views.applications.columns import FIELDS
from incubator_gui.views.applications.edit_many import EditManyDialog
from incubator_gui.views.applications.known import Known
from incubator_gui.views.applications.moving import Mover
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.table_saving import FieldSaving


class TableWork:
    """Takes the table's edits and brings them to the services."""

    def __init__(self, context: Context, known: Known, table: FilterTable, mover: Mover, owner: QWidget) -> None:
        self._context, self._known, self._table = context, known, table
        self._mover, self._owner = mover, owner
        self._fields = FieldSaving(context, table, owner, "application", FIELDS,
                                   lambda row, key: getattr(ApplicationRow._make(row), key), self._value)
        self.dialog: EditManyDialog | None = None

    def save(self, edits: Sequence[Edit]) -> None:
        """One cell with what was seen in it, a pasted block in one step; stages go the way of moves."""
        stages = [edit for edit in edits if edit.key == "stage"]
        for target in dict.fromkeys(edit.value for edit in stages):
            self._move([edit for edit in stages if edit.value == target], UUID(target))
        self._fields.save(edits)

    def ask(self, ids: Sequence[UUID], key: str = "", tags: tuple[str, ...] = ()) -> EditManyDialog | None:
        """The dialog that changes one field of many; `tags` are those of the house."""
        rows = self.rows(ids)
        if not rows:
            return None
        dialog = EditManyDialog(self._context.theme, self._known, rows, tags, key, self._owner)
        dialog.submitted.connect(lambda: self._send(dialog, rows))
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()
        return dialog

    def rows(self, ids: Sequence[UUID]) -> list[ApplicationRow]:
        """The rows of ids that are still there."""
        found = [self._table.rows.row_of(id) for id in ids]
        return [ApplicationRow._make(row) for row in found if row is not None]

    def _closed(self) -> None:
        self.dialog = None

    def _send(self, dialog: EditManyDialog, rows: list[ApplicationRow]) -> None:
        if not dialog.read():
            return
        dialog.busy()
        house, value, ids = self._context.house, dialog.value, [row.id for row in rows]
        if dialog.choice == "stage":
            self._mover.write([row for row in rows if row.stage_id != value], value, dialog.reason,
                              done=dialog.accept, failed=dialog.refused)
            return
        if dialog.choice == "tag":
            def work() -> Changes:
                return house.records.tag_many("application", ids, value)  # type: ignore[no-any-return]
        else:
            key = FIELDS[dialog.choice]

            def work() -> Changes:
                return house.editing.set_fields("application", ids, {key: value})  # type: ignore[no-any-return]

        self._context.jobs.write(work, lambda _changes: dialog.accept(), failed=dialog.refused, owner=self._owner,
                                 title=nmsg("Changing {n} application", "Changing {n} applications", len(ids)))

    def _move(self, edits: list[Edit], stage: UUID) -> None:
        self._mover.move(self.rows([edit.id for edit in edits]), stage, given_up=lambda: self._fields.discard(edits))

    def _value(self, edit: Edit) -> Any:
        if edit.key == "owner":
            return self._known.person_named(edit.value) if edit.value else None
        return edit.value
