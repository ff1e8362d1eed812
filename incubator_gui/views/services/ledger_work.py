"""Saving what was typed or pasted in the ledger's table, and taking entries away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import msg
from incubator_gui.domain.changes import Changes
from incubator_gui.itemmodels.columns import Edit
from incubator_gui.views.services.ledger_columns import KEYS
from incubator_gui.views.services.stock import Known
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.refusals import refuse


class LedgerWork:
    """Takes the table's edits and brings them to the ledger."""

    def __init__(self, context: Context, known: Known, table: FilterTable, owner: QWidget) -> None:
        self._context, self._known, self._table, self._owner = context, known, table, owner

    def save(self, edits: Sequence[Edit]) -> None:
        """All of them in one step."""
        house = self._context.house
        try:
            values: dict[UUID, dict[str, Any]] = {}
            for edit in edits:
                value = self._known.person_named(edit.value or "") if edit.key == "who" else edit.value
                values.setdefault(edit.id, {})[KEYS[edit.key]] = value
        except IncubatorError as error:
            self._failed(error, edits)
            return

        def done(changes: Changes) -> None:
            if not changes:
                for edit in edits:
                    self._table.rows.discard(edit.id, edit.key)

        self._context.jobs.write(lambda: house.ledger.change_each(values), done,
                                 failed=lambda error: self._failed(error, edits), owner=self._owner)

    def count_on(self, id: UUID, engagement: UUID | None) -> None:
        """Let an entry count on an engagement, or on none."""
        house = self._context.house
        self._context.jobs.write(lambda: house.ledger.change(id, engagement=engagement), owner=self._owner)

    def remove(self, ids: Sequence[UUID]) -> None:
        """Take entries away; the status bar offers to undo it."""
        house = self._context.house
        if ids:
            self._context.jobs.write(lambda: house.ledger.remove(ids), owner=self._owner,
                                     title=msg("Removing entries"))

    def _failed(self, error: IncubatorError, edits: Sequence[Edit]) -> None:
        refuse(self._context, self._table, edits, error)
