"""The reviewers: who they are, who is on the panel of the call in front, how far they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from incubator_gui.core.messages import msg, ntr, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.itemmodels.columns import ChoiceFilter, Edit
from incubator_gui.services.assignments_read import AssignmentSheet
from incubator_gui.services.house import House
from incubator_gui.services.reviewer_rows import ReviewerRow
from incubator_gui.services.reviews import ReviewRow
from incubator_gui.services.rounds import RoundRow
from incubator_gui.views.review.panel.add_dialog import AddReviewerDialog
from incubator_gui.views.review.panel.people_columns import people_columns, row_of
from incubator_gui.views.review.panel.people_work import save_people
from incubator_gui.views.review.panel.reviewer_panel import ReviewerPanel
from incubator_gui.views.review.panel.table_page import TablePage
from incubator_gui.widgets import table_layout
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.labels import ElidedLabel
from incubator_gui.widgets.styling import Button

SHOWN = ("reviewer", "panel_seat", "review_assignment", "review", "review_preference", "conflict", "person",
         "review_round", "application")


@dataclass(frozen=True, slots=True)
class PeopleStock:
    """All reviewers, and what the panel of the call reads."""

    rows: tuple[ReviewerRow, ...]
    sheet: AssignmentSheet | None
    reviews: tuple[ReviewRow, ...]


def read_people(house: House, round: RoundRow | None) -> PeopleStock:
    """Everything the page and its side panel show of all reviewers."""
    if round is None:
        return PeopleStock(house.reviewers.rows(), None, ())
    return PeopleStock(house.reviewers.rows(round.call_id), house.assignments.sheet(round.call_id),
                       house.reviews.rows(round.call_id))


class PeoplePage(TablePage):
    """`conflicts_asked` and `declare_asked` are for the page of conflicts."""

    title = msg("Reviewers")
    conflicts_asked = Signal(object)
    declare_asked = Signal(object)
    assignment_asked = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        theme = context.theme
        empty = EmptyState(theme, "users", msg(
            "Who reviews applications will stand here: what they know, how much they read, how far they are."),
            msg("Add reviewer"), button_icon="user-plus")
        super().__init__(context, people_columns(), "review.people", empty, parent)
        self.stock: PeopleStock | None = None
        self._wanted: UUID | None = None
        self._open = True
        self.dialog: AddReviewerDialog | None = None
        self.panel = ReviewerPanel(context, self)
        self.panel.hide()
        self.summary = ElidedLabel("", "label")
        self.seat = Button(theme, icon="user-check", shrinks=True)
        self.unseat = Button(theme, icon="log-out", shrinks=True)
        self._export = Button(theme, icon="download", shrinks=True)
        self.add = Button(theme, icon="user-plus", kind="main")
        self.tools.addStretch(1)
        for button in (self.seat, self.unseat, self._export, self.add):
            self.tools.addWidget(button)
        self.seat.clicked.connect(lambda: self.sit(self.table.marked_ids(), True))
        self.unseat.clicked.connect(lambda: self.sit(self.table.marked_ids(), False))
        self._export.clicked.connect(self.ask_file)
        self.add.clicked.connect(self.ask_new)
        empty.pressed.connect(self.ask_new)
        self.table.selected.connect(self._look)
        self.table.rows.checks_changed.connect(self._allow)
        self.table.activated_id.connect(self._enter)
        self.table.link_clicked.connect(self._link)
        self.panel.close_asked.connect(lambda: self._show_panel(False))
        self.panel.conflicts_asked.connect(self.conflicts_asked)
        self.panel.declare_asked.connect(self.declare_asked)
        self.panel.remove_asked.connect(lambda id: self.remove([id]))
        self.retranslate()

    # reading ---------------------------------------------------------------------------------

    def read(self) -> None:
        """All reviewers anew."""
        house, round = self.context.house, self.round
        self.context.jobs.read(lambda: read_people(house, round), self._take, failed=self.failed, owner=self,
                               key="rows", title=msg("Reading the reviewers"))

    def show_reviewer(self, id: UUID) -> None:
        """Select one, whatever is filtered."""
        self._wanted, self._open = id, True
        self.bar.clear()
        if self.stock is not None:
            self._take(self.stock)

    def show_overdue(self) -> None:
        """Those on the panel who are late."""
        self.bar.clear()
        self.table.set_filter("panel", ChoiceFilter(frozenset({True})))
        self.table.sort_by([("overdue", True)])

    def _take(self, stock: PeopleStock) -> None:
        self.stock = stock
        self.messages.clear()
        self.show_rows([row_of(one) for one in stock.rows])
        rows = {one.id: one for one in stock.rows}
        if self._wanted in rows:
            self.table.select_ids([self._wanted])
            self._wanted = None
        elif rows and not self.table.selected_ids() and self.panel.row is None:
            self.table.select_ids(self.table.rows.visible_ids()[:1])
        shown = self.panel.row.id if self.panel.row is not None else None
        if shown in rows:
            self._fill(rows[shown])
        elif shown is not None:
            self.panel.row = None
            self.side_changed.emit()
        self._sum()
        self._allow()
        self.arrived.emit()

    def _sum(self) -> None:
        stock, round = self.stock, self.round
        if stock is None or round is None or round.round_id is None:
            self.summary.setText("")
            return
        seated = [one for one in stock.rows if one.on_panel and one.is_active]
        wanted = round.applications * round.reviews_each
        parts = [ntr("{n} on the panel", "{n} on the panel", len(seated)),
                 ntr("{n} review wanted", "{n} reviews wanted", wanted)]
        if seated and all(one.quota is not None for one in seated):
            room = sum(one.quota or 0 for one in seated)
            parts.append(ntr("quotas leave room for {n}", "quotas leave room for {n}", room))
        self.summary.setText(" · ".join(parts))
        short = bool(seated) and all(one.quota is not None for one in seated) \
            and sum(one.quota or 0 for one in seated) < wanted
        self.summary.set_tone("warning" if short else "")

    def _allow(self) -> None:
        ids = set(self.table.marked_ids())
        marked = [one for one in (self.stock.rows if self.stock is not None else ()) if one.id in ids]
        there = self.round is not None and self.round.round_id is not None
        self.seat.setEnabled(there and any(not one.on_panel for one in marked))
        self.unseat.setEnabled(there and any(one.on_panel for one in marked))

    # the side panel --------------------------------------------------------------------------

    def side_panel(self) -> QWidget | None:
        """The selected reviewer."""
        return self.panel if self._open and self.panel.row is not None else None

    def leave(self) -> bool:
        """Save what is being typed in the panel."""
        return self.panel.commit()

    def _look(self, ids: list[UUID]) -> None:
        self._allow()
        row = self._row(ids[0]) if len(ids) == 1 else None
        if row is not None:
            self._fill(row)
            self.side_changed.emit()

    def _fill(self, row: ReviewerRow) -> None:
        stock = self.stock
        self.panel.show_row(row, self.round, stock.sheet if stock else None, stock.reviews if stock else ())

    def _row(self, id: UUID) -> ReviewerRow | None:
        return next((one for one in (self.stock.rows if self.stock is not None else ()) if one.id == id), None)

    def _enter(self, _id: UUID) -> None:
        self._show_panel(True)
        self.panel.tabs.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_panel(self, on: bool) -> None:
        self._open = on
        self.side_changed.emit()
        if not on:
            self.table.setFocus()

    def _link(self, id: UUID, key: str) -> None:
        if key == "conflicts":
            self.conflicts_asked.emit(id)
        else:
            self.assignment_asked.emit(id)

    # doing -----------------------------------------------------------------------------------

    def save_edits(self, edits: Sequence[Edit]) -> Callable[[], Changes]:
        """Cells that were edited or pasted."""
        rows = {one.id: one for one in self.stock.rows} if self.stock is not None else {}
        return save_people(self.context.house, self.round.round_id if self.round is not None else None, rows, edits)

    def sit(self, ids: Sequence[UUID], on: bool) -> None:
        """Put the marked ones on the panel, or take them off."""
        house, round_id = self.context.house, self.round.round_id if self.round is not None else None
        rows = [row for row in map(self._row, ids) if row is not None and row.on_panel != on]
        if round_id is None or not rows:
            return
        chosen = [row.id for row in rows]
        work = house.reviewers.seat if on else house.reviewers.unseat
        self.context.jobs.write(lambda: work(round_id, chosen), failed=self.refused, owner=self,
                                title=msg("Changing the panel"))

    def use(self, ids: Sequence[UUID], on: bool) -> None:
        """In use or not for now."""
        house = self.context.house
        self.context.jobs.write(lambda: house.reviewers.edit(list(ids), is_active=on), failed=self.refused, owner=self)

    def remove(self, ids: Sequence[UUID]) -> None:
        """No longer reviewers; undo brings them back."""
        house = self.context.house
        for id in ids:
            self.context.jobs.write(partial(house.reviewers.remove, id), failed=self.refused, owner=self)

    def ask_new(self) -> None:
        """The dialog; whoever was added is selected."""
        house = self.context.house
        self.context.jobs.read(lambda: house.reviewers.candidates(), self._open_dialog, failed=self.refused,
                               owner=self, key="candidates")

    def _open_dialog(self, people: tuple[tuple[UUID, str, str], ...]) -> None:
        dialog = AddReviewerDialog(self.context, people, self.round, self.window())
        dialog.accepted.connect(lambda: self._came(dialog.added))
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _came(self, id: UUID | None) -> None:
        self._wanted, self._open = id, True
        self.read()

    def _closed(self) -> None:
        self.dialog = None

    def key_pressed(self, event: QKeyEvent) -> bool:
        """Delete removes."""
        if event.key() == Qt.Key.Key_Delete and self.table.marked_ids():
            self.remove(self.table.marked_ids())
            return True
        return False

    def fill_menu(self, menu: QMenu, ids: list[UUID]) -> None:
        """On the panel or off it, in use or not, conflicts."""
        menu.addAction(self.seat.text(), lambda: self.sit(ids, True)).setEnabled(self.seat.isEnabled())
        menu.addAction(self.unseat.text(), lambda: self.sit(ids, False)).setEnabled(self.unseat.isEnabled())
        menu.addSeparator()
        if len(ids) == 1:
            row = self._row(ids[0])
            menu.addAction(tr("Show the conflicts"), lambda: self.conflicts_asked.emit(ids[0]))
            if row is not None:
                menu.addAction(tr("Note a conflict…"), lambda: self.declare_asked.emit(row.person_id))
            menu.addSeparator()
        menu.addAction(tr("In use again"), lambda: self.use(ids, True))
        menu.addAction(tr("Not in use for now"), lambda: self.use(ids, False))
        menu.addAction(tr("No longer reviews"), lambda: self.remove(ids))

    # looks and words -------------------------------------------------------------------------

    def fit(self) -> None:
        """The name takes the room there is."""
        table_layout.fit(self.table, "name", {"name": 136, "topic_cloud": 88, "topic_digitalisation": 88,
                                              "topic_mobility": 88})

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        super().retranslate()
        self.add.setText(tr("Add reviewer"))
        self._export.setText(tr("Export…"))
        self.seat.setText(tr("Put on the panel"))
        self.unseat.setText(tr("Take off the panel"))
        self.panel.words()
        self._sum()

    def state(self) -> dict[str, object]:
        """Also whether the panel is open, and which of its tabs."""
        return super().state() | {"panel": self._open, "tab": self.panel.current_tab()}

    def restore(self, state: object) -> None:
        """Take it back."""
        super().restore(state)
        if isinstance(state, dict):
            self._open = bool(state.get("panel", True))
            self.panel.show_tab(str(state.get("tab")))
