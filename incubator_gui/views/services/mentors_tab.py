"""Mentors: topics, hours, sessions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QMenu, QWidget

from incubator_gui.core.messages import msg, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.itemmodels.columns import Edit, Row
from incubator_gui.views.services.mentors_add import AddMentorDialog
from incubator_gui.views.services.mentors_columns import FIELDS, MentorsStock, make_columns, read_mentors
from incubator_gui.views.services.mentors_panel import MentorPanel
from incubator_gui.views.services.tab_table import TableTab
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.labels import ElidedLabel
from incubator_gui.widgets.styling import Button

_SHOWN = ("mentor", "person", "ledger_entry", "company", "company_person")


class MentorsTab(TableTab):
    """The list, and the panel of the selected one."""

    title = msg("Mentors")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        theme = context.theme
        empty = EmptyState(theme, "users-round", msg("Who gives time to companies will stand here, with the hours."),
                           msg("Add mentor"), button_icon="plus")
        super().__init__(context, make_columns(), "services.mentors", empty, parent)
        self._stock: MentorsStock | None = None
        self._wanted: UUID | None = None
        self._open = True
        self.dialog: AddMentorDialog | None = None
        self.panel = MentorPanel(context, self)
        self.panel.hide()
        self.summary = ElidedLabel("", "label")
        self._export = Button(theme, icon="download", shrinks=True)
        self.add = Button(theme, icon="plus", kind="main")
        self.tools.addWidget(self.summary, 1)
        self.tools.addWidget(self._export)
        self.tools.addWidget(self.add)
        self._export.clicked.connect(self.ask_file)
        self.add.clicked.connect(self.ask_new)
        empty.pressed.connect(self.ask_new)
        self.table.selected.connect(self._look)
        self.table.activated_id.connect(self._enter)
        self.panel.close_asked.connect(lambda: self._show_panel(False))
        self.panel.remove_asked.connect(lambda id: self._remove([id]))
        self.retranslate()

    # reading ---------------------------------------------------------------------------------

    def read(self) -> None:
        """All mentors anew."""
        house, day = self.context.house, self.today
        self.context.jobs.read(lambda: read_mentors(house, day), self._take, failed=self.failed, owner=self, key="rows")

    def touched(self, changes: Changes) -> bool:
        """Also hours booked."""
        return changes.touches(*_SHOWN)

    def open_record(self, kind: str, id: UUID) -> None:
        """Select a mentor."""
        self._wanted, self._open = id, True
        self.bar.clear()
        if self._stock is not None:
            self._take(self._stock)

    def apply(self, filters: dict[str, Any]) -> None:
        """`mentor`: select this one."""
        if isinstance(filters.get("mentor"), UUID):
            self.open_record("mentor", filters["mentor"])

    def _take(self, stock: MentorsStock) -> None:
        self._stock = stock
        self.show_rows(stock.rows)
        self._export.setVisible(bool(stock.rows))
        if self._wanted is not None and self.table.rows.row_of(self._wanted) is not None:
            self.table.select_ids([self._wanted])
            self._wanted = None
        elif stock.rows and not self.table.selected_ids() and self.panel.row is None:
            self.table.select_ids([self.table.rows.visible_ids()[0]])
        shown = self.table.rows.row_of(self.panel.row[0]) if self.panel.row is not None else None
        if shown is not None:
            self.panel.show_row(shown)
        elif self.panel.row is not None:
            self.panel.row = None
            self.context.shell.refresh_side()
        self._sum()
        self.arrived()

    def _sum(self) -> None:
        rows = self._stock.rows if self._stock is not None else ()
        hours = sum((row[4].row.contact for row in rows), start=0)
        self.summary.setText(tr("{hours} h with companies this month", hours=hours) if rows else "")

    # the panel -------------------------------------------------------------------------------

    def side_panel(self) -> QWidget | None:
        """The selected mentor."""
        return self.panel if self._open and self.panel.row is not None else None

    def leave(self) -> bool:
        """Save what is being typed in the panel."""
        return self.panel.commit()

    def _look(self, ids: list[UUID]) -> None:
        row = self.table.rows.row_of(ids[0]) if len(ids) == 1 else None
        if row is not None:
            self.panel.show_row(row)
            self.context.shell.refresh_side()

    def _enter(self, _id: UUID) -> None:
        self._show_panel(True)
        self.panel.show_tab("sessions")
        self.panel.table.setFocus()

    def _show_panel(self, on: bool) -> None:
        self._open = on
        self.context.shell.refresh_side()
        if not on:
            self.table.setFocus()

    # doing -----------------------------------------------------------------------------------

    def save_edit(self, edit: Edit, row: Row) -> Callable[[], Changes]:
        """Fields by the editing service, the language by its own."""
        house, id, value = self.context.house, edit.id, edit.value
        if edit.key == "language":
            return lambda: house.mentors.set_language([id], value)
        key = FIELDS[edit.key]
        seen = {"topics": row[2], "hours_per_month": row[12], "is_active": row[10]}[key]
        return lambda: house.editing.set_field("mentor", id, key, value, seen)

    def save_many(self, edits: Sequence[Edit]) -> Callable[[], Changes] | None:
        """What was pasted, in one step."""
        house = self.context.house
        if {edit.key for edit in edits} == {"language"} and len({edit.value for edit in edits}) == 1:
            ids, language = [edit.id for edit in edits], edits[0].value
            return lambda: house.mentors.set_language(ids, language)
        if any(edit.key not in FIELDS for edit in edits):
            return None
        whole = [(edit.id, FIELDS[edit.key], edit.value) for edit in edits]
        return lambda: house.editing.set_each("mentor", whole)

    def ask_new(self) -> None:
        """The dialog; whoever was added is selected."""
        if self._stock is None:
            return
        mentors = {row[11] for row in self._stock.rows}
        dialog = AddMentorDialog(self.context, [one for one in self._stock.people if one.id not in mentors],
                                 self.window())
        dialog.accepted.connect(lambda: self._came(dialog.added))
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def remove_marked(self) -> None:
        """The marked ones are no longer mentors; undo brings them back."""
        self._remove(self.table.marked_ids())

    def fill_menu(self, menu: QMenu, ids: list[UUID]) -> None:
        """Sessions, in use or not, remove."""
        if len(ids) == 1:
            menu.addAction(tr("Show the sessions"), lambda: self._enter(ids[0]))
        for words, value in ((tr("In use again"), True), (tr("Not in use for now"), False)):
            menu.addAction(words, partial(self._use, ids, value))
        menu.addAction(tr("No longer a mentor"), lambda: self._remove(ids))

    def _remove(self, ids: Sequence[UUID]) -> None:
        house = self.context.house
        for id in ids:
            self.context.jobs.write(partial(house.mentors.remove, id), owner=self)

    def _use(self, ids: Sequence[UUID], on: bool) -> None:
        house = self.context.house
        self.context.jobs.write(lambda: house.editing.set_fields("mentor", ids, {"is_active": on}), owner=self)

    def _came(self, id: UUID | None) -> None:
        self._wanted, self._open = id, True
        self.read()

    def _closed(self) -> None:
        self.dialog = None

    # words -----------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        super().retranslate()
        self._export.setText(tr("Export…"))
        self.add.setText(tr("Add mentor"))
        self.panel.words()
        self._sum()

    def state(self) -> dict[str, Any]:
        """Also whether the panel is open."""
        return super().state() | {"panel": self._open}

    def restore(self, state: dict[str, Any]) -> None:
        """Also whether the panel is open."""
        super().restore(state)
        self._open = bool(state.get("panel", True))
