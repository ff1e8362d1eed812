"""Dates that were typed or pasted into the table: many in one step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message, msg
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.plan_values import SeatRow
from incubator_gui.domain.space import Span
from incubator_gui.itemmodels.columns import Edit
from incubator_gui.views.floor_plan.model import PlanModel
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.filter_table import FilterTable


class TableDates:
    """What cannot be saved stays in its cell, with the reason."""

    def __init__(self, context: Context, model: PlanModel, table: FilterTable) -> None:
        self._context, self._model, self._table = context, model, table

    def save(self, edits: Sequence[Edit]) -> None:
        """From and until of places that somebody has."""
        found: dict[UUID, tuple[UUID, Span]] = {}
        good: list[Edit] = []
        for id in dict.fromkeys(edit.id for edit in edits):
            mine = tuple(edit for edit in edits if edit.id == id)
            span = self._span(id, mine)
            if isinstance(span, Message):
                self._table.rows.reject(mine, span)
            else:
                found[id] = span
                good += mine
        if not found:
            return
        space, wanted = self._context.house.space, tuple(found.values())

        def done(changes: Changes) -> None:
            if not changes:  # stored already: no refresh will come that takes the marks away
                for edit in good:
                    self._table.rows.discard(edit.id, edit.key)

        def failed(error: IncubatorError) -> None:
            self._table.rows.reject(good, error.message)
            self._context.shell.warn(error.message)

        self._context.jobs.write(lambda: space.reschedule_each(wanted), done, failed=failed, owner=self._table,
                                 title=msg("Changing who sits where"))

    def _span(self, id: UUID, edits: Sequence[Edit]) -> tuple[UUID, Span] | Message:
        row = self._table.rows.row_of(id)
        seat: SeatRow | None = row[1] if row is not None else None
        if seat is None or seat.holding is None or seat.starts is None:
            return msg("Nobody has this place on {day}.", day=self._model.day)
        values: dict[str, date | None] = {"starts": seat.starts, "until": seat.until}
        values.update({edit.key: edit.value for edit in edits})
        starts, until = values["starts"], values["until"]
        if starts is None or (until is not None and until <= starts):
            return msg("The end has to come after {starts}.", starts=starts or seat.starts)
        return seat.holding, Span(starts, until)
