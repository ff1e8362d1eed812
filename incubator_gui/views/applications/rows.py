"""Reads the rows of the table and brings them up to date by id, without disturbing who works in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from incubator_gui.core.messages import msg
from incubator_gui.domain.changes import Changes
from incubator_gui.services.applications import ApplicationRow
from incubator_gui.views.applications.known import Known, Stock, read_stock
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.filter_table import FilterTable

MOST_BY_ID = 1000
"""More changed rows than these are read together with all others."""

_LISTS = ("stage", "call", "person")
_WHOLE = ("stage", "call", "tag", "tagging", "review", "review_round")


class RowKeeper(QObject):
    """`call` is the chosen call. A cell that is being edited holds a refresh back until it is done."""

    stocked = Signal(object)
    loaded = Signal()
    failed = Signal(object)

    def __init__(self, context: Context, known: Known, table: FilterTable, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._known, self._table = context, known, table
        self.call: UUID | None = None
        self.open_count = 0
        self._there = False
        self._waiting: list[Callable[[], object]] = []
        self._held: list[Callable[[], object]] = []
        table.cells.closeEditor.connect(lambda *_: QTimer.singleShot(0, self, self._release))

    def reload(self, call: UUID | None) -> None:
        """All rows, stages, calls and colleagues."""
        house = self._context.house

        def work() -> tuple[Stock, tuple[ApplicationRow, ...]]:
            return read_stock(house), house.applications.rows(call)

        self._there = False
        self._context.jobs.read(work, self._loaded, failed=self.failed.emit, owner=self, key="rows",
                                title=msg("Loading applications"))

    def when_there(self, run: Callable[[], object]) -> None:
        """Run now, or as soon as the rows are there."""
        if self._there:
            run()
        else:
            self._waiting.append(run)

    def refresh(self, changes: Changes) -> None:
        """Read what was changed."""
        ids = self._touched(changes)
        if changes.everything or changes.touches(*_WHOLE) or len(ids) > MOST_BY_ID or not self._there:
            self.reload(self.call)
        elif ids or changes.touches(*_LISTS):
            house, wanted = self._context.house, tuple(ids)

            def work() -> tuple[Stock, tuple[ApplicationRow, ...]]:
                return read_stock(house), house.applications.some(wanted) if wanted else ()

            self._context.jobs.read(work, lambda result: self._some(result, wanted), owner=self)

    def _touched(self, changes: Changes) -> set[UUID]:
        """Ids of the rows that show something that was changed, also of the same company's others."""
        ids, companies = set(changes.ids("application")), set(changes.ids("company"))
        if not ids and not companies:
            return ids
        rows = self._table.rows.index_.rows
        companies.update(row[2] for row in rows if row[0] in ids)
        ids.update(row[0] for row in rows if row[2] in companies)
        return ids

    def _loaded(self, result: tuple[Stock, tuple[ApplicationRow, ...]]) -> None:
        self._quietly(lambda: self._put_all(*result))

    def _put_all(self, stock: Stock, rows: Sequence[ApplicationRow]) -> None:
        self._take(stock)
        self._there = True
        self._table.rows.set_rows(rows)
        self._count()
        waiting, self._waiting = self._waiting, []
        for run in waiting:
            run()

    def _some(self, result: tuple[Stock, tuple[ApplicationRow, ...]], wanted: Sequence[UUID]) -> None:
        self._quietly(lambda: self._put_some(*result, wanted))

    def _put_some(self, stock: Stock, rows: Sequence[ApplicationRow], wanted: Sequence[UUID]) -> None:
        self._take(stock)
        here = [row for row in rows if self.call is None or row.call_id == self.call]
        gone = set(wanted) - {row.id for row in here}
        lost = [id for id in gone if self._table.rows.row_of(id) is not None]
        if lost:
            self._table.rows.remove_rows(lost)
        self._table.rows.update_rows(here)
        self._count()

    def _take(self, stock: Stock) -> None:
        self._known.take(stock)
        self.stocked.emit(stock)

    def _count(self) -> None:
        self.open_count = sum(1 for row in self._table.rows.index_.rows if self._known.open(row))
        self.loaded.emit()

    def _quietly(self, put: Callable[[], object]) -> None:
        state: Any = self._table.state()
        if state == QAbstractItemView.State.EditingState:
            self._held.append(put)
        else:
            put()

    def _release(self) -> None:
        held, self._held = self._held, []
        for put in held:
            put()
