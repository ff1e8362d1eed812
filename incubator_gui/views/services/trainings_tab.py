"""Trainings: seats, attendance, hours into the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QMenu, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, nmsg, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.vocabulary import ENGAGEMENT_STATUSES
from incubator_gui.itemmodels.columns import Edit, Row
from incubator_gui.services.dossiers import CompanyChoice, DossiersService
from incubator_gui.views.services.tab_table import TableTab
from incubator_gui.views.services.trainings_columns import FIELDS, make_columns, row_of
from incubator_gui.views.services.trainings_enrol import EnrolDialog
from incubator_gui.views.services.trainings_new import NewTrainingDialog
from incubator_gui.views.services.trainings_panel import TrainingPanel
from incubator_gui.views.services.trainings_stock import TrainingsStock, read_trainings
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import Button

_SHOWN = ("training", "training_seat", "ledger_entry", "person", "company", "company_person", "service",
          "entitlement", "mentor")


class TrainingsTab(TableTab):
    """The list, and the panel of the selected one."""

    title = msg("Trainings")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._people: dict[Any, Message | str] = {}
        self._services: dict[Any, Message | str] = {}
        theme = context.theme
        empty = EmptyState(theme, "graduation-cap",
                           msg("Trainings will stand here, with their seats and who attended."), msg("New training"),
                           button_icon="plus")
        super().__init__(context, make_columns(self._people, self._services), "services.trainings", empty, parent)
        self._stock: TrainingsStock | None = None
        self._wanted: UUID | None = None
        self._open = True
        self.dialog: Dialog | None = None
        self.panel = TrainingPanel(context, self)
        self.panel.hide()
        self.which = SegmentedControl(theme, (("open", msg("To come"), ""), ("all", msg("All trainings"), "")),
                                      msg("Which trainings"))
        self._export = Button(theme, icon="download", shrinks=True)
        self.new = Button(theme, icon="plus", kind="main")
        self.tools.addWidget(self.which)
        self.tools.addStretch(1)
        for button in (self._export, self.new):
            self.tools.addWidget(button)
        self.which.chosen.connect(lambda _key: self._show())
        self._export.clicked.connect(self.ask_file)
        self.new.clicked.connect(self.ask_new)
        empty.pressed.connect(self.ask_new)
        self.table.selected.connect(self._look)
        self.table.activated_id.connect(self._enter)
        self.panel.close_asked.connect(lambda: self._show_panel(False))
        self.panel.enrol_asked.connect(self.ask_enrol)
        self.panel.duplicate_asked.connect(self.duplicate)
        self.panel.remove_asked.connect(lambda id: self._remove([id]))
        self.panel.gone.connect(context.shell.refresh_side)
        self.retranslate()

    # reading ---------------------------------------------------------------------------------

    def read(self) -> None:
        """All trainings anew."""
        house = self.context.house
        self.context.jobs.read(lambda: read_trainings(house), self._take, failed=self.failed, owner=self, key="rows")

    def touched(self, changes: Changes) -> bool:
        """Also what books or names."""
        return changes.touches(*_SHOWN)

    def refresh(self, changes: Changes) -> None:
        """The list and the open panel."""
        super().refresh(changes)
        if self.began and self.touched(changes):
            self.panel.read()

    def open_record(self, kind: str, id: UUID) -> None:
        """Select a training wherever it stands."""
        self._wanted, self._open = id, True
        self.bar.clear()
        self.which.choose("all")
        if self._stock is not None:
            self._show()

    def _take(self, stock: TrainingsStock) -> None:
        self._stock = stock
        self._name()
        self.panel.know(stock)
        self._show()
        self.arrived()

    def _show(self) -> None:
        stock = self._stock
        if stock is None:
            return
        wanted = self._wanted
        shown = [one for one in stock.rows if self.which.key == "all" or one.is_open or one.id == wanted]
        self.table.rows.set_rows([row_of(one) for one in shown])
        self.body.setCurrentWidget(self.table if stock.rows else self.empty)
        for widget in (self.bar, self.which, self._export):
            widget.setVisible(bool(stock.rows))
        if wanted is not None and self.table.rows.row_of(wanted) is not None:
            self._wanted = None
            self.table.select_ids([wanted])
        elif not self.table.selected_ids() and shown and self.panel.id is None:
            first = next((one for one in shown if one.held_on is not None and one.held_on >= self.today), shown[0])
            self.table.select_ids([first.id])

    def _name(self) -> None:
        if self._stock is None:
            return
        self._people.clear()
        self._people[None] = msg("nobody")
        self._people.update(self._stock.trainers())
        self._services.clear()
        self._services[None] = msg("not chosen")
        self._services.update({one.id: one.name(current().language) for one in self._stock.services})

    # the panel -------------------------------------------------------------------------------

    def side_panel(self) -> QWidget | None:
        """The selected training."""
        return self.panel if self._open and self.panel.id is not None else None

    def leave(self) -> bool:
        """Save what is being typed in the panel."""
        return self.panel.commit()

    def _look(self, ids: list[UUID]) -> None:
        if len(ids) == 1:
            self.panel.open(ids[0])
            self.context.shell.refresh_side()

    def _enter(self, id: UUID) -> None:
        self._show_panel(True)
        self.panel.show_tab("seats")
        self.panel.seats.table.setFocus()

    def _show_panel(self, on: bool) -> None:
        self._open = on
        self.context.shell.refresh_side()
        if not on:
            self.table.setFocus()

    # doing -----------------------------------------------------------------------------------

    def save_edit(self, edit: Edit, row: Row) -> Callable[[], Changes]:
        """Fields by the editing service, the rest by its own."""
        house, id, value = self.context.house, edit.id, edit.value
        match edit.key:
            case "trainer":
                return lambda: house.trainings.set_trainer(id, value)
            case "service":
                return lambda: house.trainings.set_service(id, value)
            case "status":
                return lambda: house.trainings.move([id], value)
        key = FIELDS[edit.key]
        seen = getattr(row[13], key)
        return lambda: house.editing.set_field("training", id, key, value, seen)

    def save_many(self, edits: Sequence[Edit]) -> Callable[[], Changes] | None:
        """What was pasted, or chosen for many rows, in one step."""
        house = self.context.house
        (key, value), *others = {(edit.key, edit.value) for edit in edits}
        works = {"status": house.trainings.move, "trainer": house.trainings.set_trainer,
                 "service": house.trainings.set_service}
        if not others and key in works:
            ids = [edit.id for edit in edits]
            return lambda: works[key](ids, value)
        if any(edit.key not in FIELDS for edit in edits):
            return None
        whole = [(edit.id, FIELDS[edit.key], edit.value) for edit in edits]
        return lambda: house.editing.set_each("training", whole)

    def ask_new(self) -> None:
        """The dialog for a new training; it is selected when it is stored."""
        if self._stock is None:
            return
        dialog = NewTrainingDialog(self.context, self._stock, self.window())
        dialog.accepted.connect(lambda: self._came(dialog.added))
        self._ask(dialog)

    def ask_enrol(self) -> None:
        """The dialog that enrols in the selected training."""
        stock, training, house = self._stock, self.panel.stock, self.context.house
        if stock is None or training is None:
            self.context.shell.say(msg("Select a training first."))
            return

        def show(companies: tuple[CompanyChoice, ...]) -> None:
            self._ask(EnrolDialog(self.context, training.row, training.seats, companies, stock.people, self.window()))

        self.context.jobs.read(DossiersService(house.database).choices, show, owner=self, key="companies")

    def print_sheet(self) -> None:
        """The attendance sheet of the selected training."""
        self.panel.seats.print_sheet()

    def book_selected(self) -> None:
        """The hours of the selected training into the ledger."""
        self.panel.book_hours()

    def duplicate(self, id: UUID) -> None:
        """The same training once more, without a day."""
        house = self.context.house
        self.context.jobs.write(lambda: house.trainings.duplicate(id), lambda outcome: self._came(outcome.value),
                                owner=self)

    def remove_marked(self) -> None:
        """Take the marked trainings away."""
        self._remove(self.table.marked_ids())

    def _remove(self, ids: Sequence[UUID]) -> None:
        house = self.context.house
        for id in ids:
            self.context.jobs.write(partial(house.trainings.remove, id), owner=self)

    def fill_menu(self, menu: QMenu, ids: list[UUID]) -> None:
        """Enrol, sheet, duplicate, status, remove."""
        if len(ids) == 1:
            menu.addAction(tr("Enrol…"), self.ask_enrol)
            menu.addAction(tr("Print the attendance sheet"), self.panel.seats.print_sheet)
            menu.addAction(tr("Duplicate"), lambda: self.duplicate(ids[0]))
            menu.addSeparator()
        status = menu.addMenu(tr("Status"))
        for key, words in ENGAGEMENT_STATUSES.items():
            status.addAction(text(words), partial(self._move, ids, key))
        menu.addAction(tr("Remove"), lambda: self._remove(ids))

    def _move(self, ids: Sequence[UUID], status: str) -> None:
        house = self.context.house
        self.context.jobs.write(lambda: house.trainings.move(ids, status), owner=self,
                                title=nmsg("Changing {n} training", "Changing {n} trainings", len(ids)))

    def _came(self, id: UUID | None) -> None:
        if id is not None:
            self._wanted, self._open = id, True
            self.read()

    def _ask(self, dialog: Dialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    # words -----------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._name()
        super().retranslate()
        self.which.retranslate()
        self._export.setText(tr("Export…"))
        self.new.setText(tr("New training"))
        self.panel.words()
        self._show()

    def state(self) -> dict[str, Any]:
        """Also which trainings."""
        return super().state() | {"which": self.which.key, "panel": self._open}

    def restore(self, state: dict[str, Any]) -> None:
        """Also which trainings."""
        super().restore(state)
        self.which.choose(str(state.get("which", "open")))
        self._open = bool(state.get("panel", True))
