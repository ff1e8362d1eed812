"""The table beside the plan: the same places, complete by keyboard."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from incubator_gui.core.messages import msg, tr
from incubator_gui.domain.house_plan import HousePlan
from incubator_gui.itemmodels.columns import ChoiceFilter, ColumnFilter, RangeFilter
from incubator_gui.services.residency_read import ResidencyRow
from incubator_gui.views.floor_plan.columns import lines, make_columns
from incubator_gui.views.floor_plan.model import PlanModel
from incubator_gui.views.floor_plan.table_dates import TableDates
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.filter_bar import FilterBar
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.styling import tight


class TablePart(QWidget):
    """Rows of the floor shown, or of the whole house; what is selected is what the plan shows as chosen."""

    opened = Signal(object)
    """Enter on a row: the id of its desk or room."""

    def __init__(self, context: Context, model: PlanModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._busy, self.live = model, False, False
        self._filled: tuple[HousePlan, date, UUID | None, tuple[ResidencyRow, ...]] | None = None
        self.table = FilterTable(context.theme, make_columns(), context.settings, "floor_plan")
        self.bar = FilterBar(self.table)
        self.everywhere = QCheckBox()
        self.bar.add(self.everywhere)
        self.nothing = EmptyState(context.theme, "funnel", msg("No place passes the filter."), msg("Show all places"))
        column = QVBoxLayout(self)
        tight(column, 8, 16, 8, 16, 0)
        column.addWidget(self.bar)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing, 1)
        self.nothing.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.fill)
        self.nothing.pressed.connect(self.bar.clear)
        self.everywhere.toggled.connect(lambda _on: self.fill())
        self.table.selected.connect(self._selected)
        self.table.rows.checks_changed.connect(lambda: self._selected(self.table.marked_ids()))
        self.table.activated_id.connect(self.opened)
        self.table.note.connect(context.shell.say)
        self.table.rows.reordered.connect(self._counted)
        self.dates = TableDates(context, model, self.table)
        self.table.rows.edited.connect(self.dates.save)
        for signal in (model.loaded, model.day_settled, model.people_changed):
            signal.connect(self._ask)
        model.chosen_changed.connect(self._show_chosen)
        self.retranslate()

    def set_live(self, on: bool) -> None:
        """Rows are worked out only while they are seen."""
        self.live = on
        if on:
            self.fill()

    def show_free(self, free: bool | None, *, everywhere: bool | None = None, desks: bool = False) -> None:
        """Only free places, only taken ones, or all; `desks` leaves out rooms that have none."""
        if everywhere is not None:
            self.everywhere.setChecked(everywhere)
        self.bar.field.clear()
        self.table.rows.search("")
        key = "free" if free else "taken"
        tests: dict[str, ColumnFilter] = {} if free is None else {"taken": ChoiceFilter(frozenset({key}))}
        if desks:
            tests["desk"] = RangeFilter(low=0)
        self.table.rows.set_filters(tests)
        self.table.filters_changed.emit()

    def fill(self) -> None:
        """The lines of the day, at once."""
        self._timer.stop()
        model = self._model
        if model.plan is None or not self.live:
            return
        floor = None if self.everywhere.isChecked() else model.floor
        shown = (model.plan, model.day, floor, model.people.stays)
        if self._filled is not None and shown[0] is self._filled[0] and shown[1:] == self._filled[1:]:
            self._show_chosen()
            return  # people were read again, and nothing about their stays is new
        self._filled = shown
        self._busy = True
        self.table.rows.set_rows(lines(model.plan, model.plan.rows(model.day, floor), model.people.stays))
        self._busy = False
        self._show_chosen()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.everywhere.setText(tr("Whole house"))
        self.table.setAccessibleName(tr("Table of places"))
        for part in (self.table, self.bar, self.nothing):
            part.retranslate()

    def _ask(self) -> None:
        if self.live:
            self._timer.start()

    def _selected(self, ids: list[UUID]) -> None:
        if self._busy or not self.isVisible():
            return
        self._busy = True
        current = self.table.current_id()
        floor = self._model.floor_of(current if current in ids else ids[0]) if ids else None
        if floor is not None:
            self._model.show_floor(floor)
        self._model.choose(ids)
        self._busy = False

    def _show_chosen(self) -> None:
        if self._busy or not self.live:
            return
        wanted = {*self._model.desks(), *self._model.chosen}
        if set(self.table.selected_ids()) == wanted:
            return
        across = self.table.horizontalScrollBar()
        place = across.value()
        self._busy = True
        self.table.select_ids(list(wanted))
        self._busy = False
        across.setValue(place)  # only the rows are looked for

    def _counted(self) -> None:
        shown, whole = self.table.rows.counts()
        self.nothing.setVisible(bool(whole) and not shown and not self.table.rows.loading)
        self.table.setVisible(not self.nothing.isVisibleTo(self))
