"""Saving what was typed, pasted or chosen in the table, and editing many rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import msg, nmsg
from incubator_gui.domain.changes import Changes
from incubator_gui.itemmodels.columns import Edit
from incubator_gui.services.applications import ApplicationRow
from incubator_gui.views.applications.columns import FIELDS
from incubator_gui.views.applications.edit_many import EditManyDialog
from incubator_gui.views.applications.known import Known
from incubator_gui.views.applications.moving import Mover
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.refusals import refuse


class TableWork:
    """Takes the table's edits and brings them to the services."""

    def __init__(self, context: Context, known: Known, table: FilterTable, mover: Mover, owner: QWidget) -> None:
        self._context, self._known, self._table = context, known, table
        self._mover, self._owner = mover, owner
        self.dialog: EditManyDialog | None = None

    def save(self, edits: Sequence[Edit]) -> None:
        """One cell with what was seen in it, a pasted block in one step; stages go the way of moves."""
        stages = [edit for edit in edits if edit.key == "stage"]
        for target in dict.fromkeys(edit.value for edit in stages):
            self._move([edit for edit in stages if edit.value == target], UUID(target))
        fields = [edit for edit in edits if edit.key in FIELDS]
        if len(fields) == 1:
            self._save_one(fields[0])
        elif fields:
            self._save_each(fields)

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
        self._mover.move(self.rows([edit.id for edit in edits]), stage, given_up=lambda: self._discard(edits))

    def _save_one(self, edit: Edit) -> None:
        row, house, key = self._table.rows.row_of(edit.id), self._context.house, FIELDS[edit.key]
        if row is None:
            return
        seen = getattr(ApplicationRow._make(row), key)
        try:
            value = self._value(edit)
        except IncubatorError as error:
            self._table.rows.reject((edit,), error.message)
            return
        self._context.jobs.write(lambda: house.editing.set_field("application", edit.id, key, value, seen),
                                 lambda changes: self._done(changes, (edit,)),
                                 failed=lambda error: self._failed(error, (edit,)), owner=self._owner)

    def _save_each(self, edits: list[Edit]) -> None:
        house = self._context.house
        try:
            whole = [(edit.id, FIELDS[edit.key], self._value(edit)) for edit in edits]
        except IncubatorError as error:
            self._failed(error, edits)
            return
        self._context.jobs.write(lambda: house.editing.set_each("application", whole),
                                 lambda changes: self._done(changes, edits),
                                 failed=lambda error: self._failed(error, edits), owner=self._owner,
                                 title=msg("Saving what was pasted"))

    def _value(self, edit: Edit) -> Any:
        if edit.key == "owner":
            return self._known.person_named(edit.value) if edit.value else None
        return edit.value

    def _done(self, changes: Changes, edits: Sequence[Edit]) -> None:
        if not changes:  # stored already: no refresh will come that takes the marks away
            self._discard(edits)

    def _failed(self, error: IncubatorError, edits: Sequence[Edit]) -> None:
        refuse(self._context, self._table, edits, error, aloud=len(edits) > 1)

    def _discard(self, edits: Sequence[Edit]) -> None:
        for edit in edits:
            self._table.rows.discard(edit.id, edit.key)
