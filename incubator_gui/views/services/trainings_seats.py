"""Who is on the list of a training: attendance by keyboard, enrolment, sheet to sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, ntr, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.service_words import SEAT_STATES
from incubator_gui.itemmodels.columns import Edit
from incubator_gui.reports.values import Column as PaperColumn
from incubator_gui.reports.values import ListData
from incubator_gui.views.services.trainings_columns import SEAT_MARKS, seat_columns, seat_row, when
from incubator_gui.views.services.trainings_stock import TrainingStock
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.flow import Flow
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.list_file import ListFile
from incubator_gui.widgets.list_paper import print_list
from incubator_gui.widgets.styling import Button, tight
from incubator_gui.widgets.table_layout import own_width

_KEYS = {Qt.Key.Key_1: "attended", Qt.Key.Key_2: "absent", Qt.Key.Key_3: "cancelled", Qt.Key.Key_0: "registered"}
_MARKED = ("attended", "absent", "cancelled")
_SHEET = 6
"""Empty lines at the end of a sheet, for those who come unannounced."""


class SeatTable(FilterTable):
    """Space marks present, 1 present, 2 absent, 3 excused, 0 takes the mark back, Delete takes off the list."""

    marked = Signal(str)
    off_asked = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Name and company share the room that the state leaves."""
        super().resizeEvent(event)
        state = own_width(self, self.rows.columns[self.section("state") - 1])
        room = (self.viewport().width() - self.theme.px(state)) // 2
        for key in ("person", "company"):
            self.setColumnWidth(self.section(key), max(self.theme.px(72), room))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """A key marks all selected seats and goes on to the next one."""
        state = _KEYS.get(Qt.Key(event.key())) if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier else None
        if self.state() == self.State.EditingState:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space and self.selected_ids():
            row = self.rows.row_of(self.current_id())
            self._mark("registered" if row is not None and row[3] == "attended" else "attended")
        elif state is not None and self.selected_ids():
            self._mark(state)
        elif event.key() == Qt.Key.Key_Delete and self.selected_ids():
            self.off_asked.emit()
        else:
            super().keyPressEvent(event)

    def _mark(self, state: str) -> None:
        ids = self.selected_ids()
        self.marked.emit(state)
        if len(ids) == 1:
            line = self.rows.line_of(ids[0])
            below = self.rows.id_at(line + 1)
            if below is not None:
                self.select_ids([below])


class SeatsPage(QWidget):
    """The list of one training; reading is the panel's."""

    enrol_asked = Signal()
    company_asked = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, theme = context, context.theme
        self.stock: TrainingStock | None = None
        self.table = SeatTable(theme, seat_columns())
        self.table.setColumnHidden(0, True)
        self.table.cells.first_section = 1
        self.file = ListFile(context, self.table, self)
        self.summary = PlainLabel("", "label", wrap=True)
        self.hint = PlainLabel("", "label", wrap=True)
        self.empty = EmptyState(theme, "users", msg("Nobody is on the list yet."), "", "")
        self.marks = {state: Button(theme, icon=SEAT_MARKS[state][0], kind="add") for state in _MARKED}
        self.enrol = Button(theme, icon="user-plus", kind="add")
        column = QVBoxLayout(self)
        tight(column, 8, 0, 8, 0, 0)
        tools = Flow(gap=4)
        tools.setContentsMargins(12, 0, 12, 0)
        for widget in (self.enrol, *self.marks.values()):
            tools.addWidget(widget)
        self.summary.setContentsMargins(16, 0, 16, 0)
        self.hint.setContentsMargins(16, 0, 16, 8)
        column.addWidget(self.summary)
        column.addLayout(tools)
        column.addWidget(self.empty)
        column.addWidget(self.table, 1)
        column.addWidget(self.hint)
        for state, button in self.marks.items():
            button.clicked.connect(lambda _=False, state=state: self.mark(state))
        self.enrol.clicked.connect(self.enrol_asked)
        self.table.marked.connect(self.mark)
        self.table.off_asked.connect(self.take_off)
        self.table.rows.edited.connect(self._edited)
        self.table.menu_asked.connect(self._menu)
        self.table.link_clicked.connect(lambda id, _key: self._company(id))
        self.table.selected.connect(lambda _ids: self._allow())
        self.retranslate()

    def show_stock(self, stock: TrainingStock) -> None:
        """The list of a training, or the same one changed."""
        other = self.stock is None or self.stock.row.id != stock.row.id
        self.stock = stock
        self.table.rows.set_rows([seat_row(one) for one in stock.seats])
        self.empty.setVisible(not stock.seats)
        self.table.setVisible(bool(stock.seats))
        self.hint.setVisible(bool(stock.seats))
        if other:
            self.table.clearSelection()
        row = stock.row
        parts = [tr("{n} of {whole} seats taken", n=row.taken, whole=row.seats)]
        if row.waiting:
            parts.append(ntr("{n} waiting", "{n} waiting", row.waiting))
        if row.attended:
            parts.append(ntr("{n} present", "{n} present", row.attended))
        self.summary.setText(" · ".join(parts))
        self._allow()

    def mark(self, state: str) -> None:
        """Give the selected seats a state."""
        self._set(self.table.selected_ids(), state)

    def take_off(self) -> None:
        """Take the selected off the list; who waits moves up."""
        ids, house = self.table.selected_ids(), self._context.house
        if ids:
            self._context.jobs.write(lambda: house.trainings.leave(ids), owner=self)

    def print_sheet(self) -> None:
        """The attendance sheet, with a column to sign in."""
        stock = self.stock
        if stock is None:
            return
        words = current()
        columns = (PaperColumn(tr("No.")), PaperColumn(words.text(msg("Participant")), strong=True),
                   PaperColumn(tr("Company")), PaperColumn(tr("Signature")))
        taking = [one for one in stock.seats if one.state not in ("cancelled", "waiting")]
        blank = "\u00a0" * 44 + "\n\u00a0"  # two lines: room for a hand
        rows = [(words.number(number), one.person or "\u00a0" * 24, one.company, blank)
                for number, one in enumerate(taking, 1)]
        rows += [("", "\u00a0" * 24, "", blank)] * _SHEET
        facts = [when(stock.row), stock.row.place, tr("Trainer: {name}", name=stock.row.trainer)
                 if stock.row.trainer else ""]
        data = ListData(tr("Attendance: {title}", title=stock.row.title), columns, tuple(rows),
                        " · ".join(part for part in facts if part))
        print_list(self._context, self, lambda: data)

    def export(self) -> None:
        """The list as a file."""
        if self.stock is not None:
            self.file.ask(self.stock.row.title)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.table.setAccessibleName(tr("Participants"))
        self.table.retranslate()
        self.empty.retranslate()
        self.enrol.setText(tr("Enrol…"))
        for number, (state, button) in enumerate(self.marks.items(), 1):
            button.setText(text(SEAT_STATES[state]))
            button.setAccessibleName(tr("{state} (key {n})", state=SEAT_STATES[state], n=number))
        self.hint.setText(tr("Space or 1: present · 2: absent · 3: excused · 0: take back · Del: off the list"))
        if self.stock is not None:
            self.show_stock(self.stock)

    def _set(self, ids: Sequence[UUID], state: str) -> None:
        house = self._context.house
        if ids:
            self._context.jobs.write(lambda: house.trainings.set_state(ids, state), self._put_back,
                                     failed=lambda error: self._refused(error.message), owner=self)

    def _edited(self, edits: Sequence[Edit]) -> None:
        for state in dict.fromkeys(edit.value for edit in edits):
            self._set([edit.id for edit in edits if edit.value == state], state)

    def _put_back(self, _changes: Changes | None = None) -> None:
        for one in self.stock.seats if self.stock is not None else ():
            self.table.rows.discard(one.id, "state")

    def _refused(self, why: Message) -> None:
        self._put_back()
        self._context.shell.warn(why)

    def _company(self, id: UUID) -> None:
        row = self.table.rows.row_of(id)
        if row is not None:
            self.company_asked.emit(row[4])

    def _menu(self, ids: list[UUID], place: QPoint) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for state, words in SEAT_STATES.items():
            if state != "waiting":
                menu.addAction(self._context.theme.icon(*SEAT_MARKS[state]), text(words),
                               lambda state=state: self._set(ids, state))
        menu.addSeparator()
        menu.addAction(tr("Take off the list"), self.take_off)
        if len(ids) == 1:
            menu.addAction(tr("Open the company"), lambda: self._company(ids[0]))
        menu.popup(place)

    def _allow(self) -> None:
        chosen: Any = self.table.selected_ids()
        for button in self.marks.values():
            button.setEnabled(bool(chosen))
