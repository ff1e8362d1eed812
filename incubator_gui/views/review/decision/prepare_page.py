"""The meeting prepared: its facts and seats at the left, the agenda in its order at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, ntr, ptr, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.vocabulary import STATUSES
from incubator_gui.itemmodels.columns import Edit
from incubator_gui.services.meetings_agenda import OrderProposal
from incubator_gui.views.review.decision.agenda_table import AgendaTable
from incubator_gui.views.review.decision.columns import seat_columns
from incubator_gui.views.review.decision.meeting_card import MeetingCard
from incubator_gui.views.review.decision.stock import DecisionStock
from incubator_gui.views.review.decision.words import application_name, score
from incubator_gui.widgets import table_menu
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.fitted_table import FittedTable
from incubator_gui.widgets.flow import Flow
from incubator_gui.widgets.styling import Button, IconButton, MenuButton, tight
from incubator_gui.widgets.tips import set_tip


class PreparePage(QWidget):
    """`item_asked` opens an item of the agenda for deciding, `company_asked` a company's record."""

    item_asked = Signal(object)
    company_asked = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, theme = context, context.theme
        self.stock: DecisionStock | None = None
        self.proposal: OrderProposal | None = None
        self.card = MeetingCard(context)
        self.seats_card, self.agenda_card = Card(theme), Card(theme)
        self.seats = FittedTable(theme, seat_columns(), context.settings, "meeting_seats", stretch="name",
                                 least={"name": 120, "is_present": 80, "may_vote": 84}, checks=True)
        self.seats.setMinimumHeight(theme.px(120))
        self.table = AgendaTable(theme, context.settings)
        self.empty = EmptyState(theme, "list-checks", msg("Nothing is on the agenda yet."),
                                msg("Put on all that wait for a decision"), button_icon="plus")
        self.add_seat, self.remove_seat = MenuButton(theme, icon="user-plus"), Button(theme, icon="trash-2")
        self.up, self.down = IconButton(theme, "arrow-up"), IconButton(theme, "arrow-down")
        self.columns = IconButton(theme, "columns-3")
        self.best = Button(theme, icon="wand-sparkles", shrinks=True)
        self.add_items, self.remove_items = MenuButton(theme, icon="plus"), Button(theme, icon="trash-2")
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        theme = self._context.theme
        left = QWidget()
        column = QVBoxLayout(left)
        tight(column, 16)
        column.addWidget(self.card)
        tools = QHBoxLayout()
        tight(tools, 8, 12, 8, 12, 8)
        tools.addWidget(self.add_seat)
        tools.addWidget(self.remove_seat)
        tools.addStretch()
        self.seats_card.body.addWidget(self.seats, 1)
        self.seats_card.body.addLayout(tools)
        column.addWidget(self.seats_card, 1)
        for tool in (self.best, self.up, self.down, self.columns):
            self.agenda_card.add_tool(tool)
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self.empty)
        self.agenda_card.body.addWidget(self._body, 1)
        foot, flow = QHBoxLayout(), Flow(gap=8)
        tight(foot, 0, 12, 8, 12, 8)
        flow.addWidget(self.add_items)
        flow.addWidget(self.remove_items)
        foot.addLayout(flow)
        self.agenda_card.body.addLayout(foot)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(16)
        self.splitter.setProperty("gap", True)
        left.setMinimumWidth(theme.px(300))
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.agenda_card)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([theme.px(414), theme.px(826)])
        whole = QHBoxLayout(self)
        tight(whole, 0, 16, 16, 16, 16)
        whole.addWidget(self.splitter)

    def _connect(self) -> None:
        self.seats.rows.edited.connect(self._edit_seats)
        self.seats.selected.connect(lambda _ids: self._allow())
        self.table.selected.connect(lambda _ids: self._allow())
        for table in (self.seats, self.table):
            table.rows.checks_changed.connect(self._allow)
            table.note.connect(self._context.shell.say)
        self.table.rows.edited.connect(self._edit_items)
        self.table.moved.connect(self.arrange)
        self.table.remove_asked.connect(self.take_off)
        self.table.activated_id.connect(self.item_asked)
        self.table.link_clicked.connect(self._link)
        self.up.clicked.connect(lambda: self.table.shift(-1))
        self.down.clicked.connect(lambda: self.table.shift(1))
        self.columns.clicked.connect(lambda: table_menu.columns_menu(self.table).popup(
            self.columns.mapToGlobal(QPoint(0, self.columns.height()))))
        self.best.clicked.connect(self.take_best)
        self.add_seat.clicked.connect(lambda: self.seat_menu().popup(
            self.add_seat.mapToGlobal(QPoint(0, self.add_seat.height()))))
        self.remove_seat.clicked.connect(self.drop_seats)
        self.add_items.clicked.connect(lambda: self.items_menu().popup(
            self.add_items.mapToGlobal(QPoint(0, self.add_items.height()))))
        self.remove_items.clicked.connect(self.take_off)
        self.empty.pressed.connect(lambda: self.put_on(None))

    # showing ---------------------------------------------------------------------------------

    def show_stock(self, stock: DecisionStock) -> None:
        """Another meeting, or the same one changed."""
        self.stock, day = stock, stock.day
        self.card.show_meeting(day.meeting if day else None, day.seats if day else ())
        self.seats.rows.set_rows([(seat.id, seat) for seat in day.seats] if day else [])
        rows = []
        for place, item in enumerate(day.agenda if day else (), 1):
            found = day.score(item) if day else None
            rows.append((item.id, place, item, score(day.sheet if day else None, found.adjusted if found else None),
                         found.adjusted_rank if found else None))
        self.table.rows.set_rows(rows)
        self._body.setCurrentWidget(self.table if rows else self.empty)
        self.proposal = None
        self._allow()
        self.retitle()
        if day is not None and rows:
            house, id = self._context.house, day.meeting.id
            self._context.jobs.read(lambda: house.meetings.best_order(id), self._proposed, owner=self, key="best",
                                    title=msg("Looking for the best order"))

    def _proposed(self, found: OrderProposal) -> None:
        self.proposal = found
        self._allow()
        self.retitle()

    def retitle(self) -> None:
        """Titles with their counts."""
        day, found = (self.stock.day if self.stock else None), self.proposal
        agenda = day.agenda if day else ()
        parts = [ntr("{n} application", "{n} applications", len(agenda)) if agenda else ""]
        minutes = sum(item.minutes for item in agenda)
        if minutes:
            parts.append(tr("{hours}:{minutes}\u00a0h", hours=str(minutes // 60), minutes=f"{minutes % 60:02d}"))
        if found is not None:
            parts.append(ntr("people go out or in {n} time", "people go out or in {n} times", found.before)
                         if found.before else tr("nobody has to leave the room"))
        self.agenda_card.set_words(tr("Agenda"), current().joined(parts))
        seats = day.seats if day else ()
        voting = sum(seat.may_vote and seat.is_present for seat in seats)
        self.seats_card.set_words(ptr("meeting", "Seats"), ntr("{n} may vote", "{n} may vote", voting) if seats else "")
        better = found is not None and found.after < found.before
        self.best.setText(tr("Best order: {before} → {after}", before=found.before, after=found.after)
                          if better and found is not None else tr("Best order"))

    def commit(self) -> bool:
        """Save what is being typed."""
        return self.card.commit()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.card.retranslate()
        self.seats.setAccessibleName(ptr("meeting", "Seats"))
        self.table.setAccessibleName(tr("Agenda"))
        self.splitter.setAccessibleName(tr("Meeting and agenda"))
        self.seats.retranslate()
        self.table.retranslate()
        self.empty.retranslate()
        self.add_seat.setText(tr("Add a seat"))
        self.remove_seat.setText(tr("Remove"))
        self.add_items.setText(tr("Add applications"))
        self.remove_items.setText(tr("Take off the agenda"))
        self.up.set_name(tr("Up"), tr("Up (Alt+Up)"))
        self.down.set_name(tr("Down"), tr("Down (Alt+Down)"))
        self.columns.set_name(tr("Columns"))
        self.retitle()

    # doing -----------------------------------------------------------------------------------

    def arrange(self, items: Sequence[UUID], before: UUID | None) -> None:
        """Another order by hand."""
        house = self._context.house
        self._context.jobs.write(lambda: house.meetings.move(items, before), owner=self)

    def take_best(self) -> None:
        """The order in which people leave the room as seldom as possible; undo brings the other back."""
        found, day, house = self.proposal, self.stock.day if self.stock else None, self._context.house
        if found is None or day is None or found.after >= found.before:
            return

        def done(_changes: Changes) -> None:
            self._context.shell.say(ntr("Best order: people go out or in {n} time instead of {before}.",
                                        "Best order: people go out or in {n} times instead of {before}.", found.after,
                                        before=found.before), undo=True)

        self._context.jobs.write(lambda: house.meetings.set_order(day.meeting.id, found.items), done, owner=self)

    def put_on(self, applications: Sequence[UUID] | None) -> None:
        """Put applications on the agenda; None is all that wait for a decision."""
        day, house = self.stock.day if self.stock else None, self._context.house
        if day is None:
            return
        call, id = day.meeting.call_id, day.meeting.id

        def work() -> Changes:
            wanted = house.meetings.applications(call) if applications is None else applications
            changes: Changes = house.meetings.add_items(id, wanted)
            return changes

        self._context.jobs.write(work, owner=self)

    def take_off(self) -> None:
        """Take the marked applications off the agenda; undo brings them back."""
        ids, house = self.table.marked_ids(), self._context.house
        if ids:
            self._context.jobs.write(lambda: house.meetings.remove_items(ids), owner=self)

    def drop_seats(self) -> None:
        """Take the marked seats away."""
        ids, house = self.seats.marked_ids(), self._context.house
        if ids:
            self._context.jobs.write(lambda: house.meetings.remove_seats(ids), owner=self)

    def seat_menu(self) -> QMenu:
        """Who could have a seat."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        house, day = self._context.house, self.stock.day if self.stock else None
        people = self.stock.candidates if self.stock else ()
        if day is not None:
            id = day.meeting.id
            for one in people:
                menu.addAction(one.name.replace("&", "&&"), partial(self._write, partial(
                    house.meetings.add_seats, id, [one.person_id])))
        if not people:
            menu.addAction(tr("Everybody has a seat")).setEnabled(False)
        return menu

    def items_menu(self) -> QMenu:
        """Which applications could be put on the agenda: all that wait, or one of the call that is not there."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(tr("All that wait for a decision"), lambda: self.put_on(None))
        day, house = self.stock.day if self.stock else None, self._context.house
        if day is None:
            return menu
        there = {item.application_id for item in day.agenda}
        call = day.meeting.call_id

        def show(found: tuple[tuple[UUID, int, str, str], ...]) -> None:
            for id, number, name, status in found:
                if id not in there:
                    words = tr("{name}: {stage}", name=application_name(number, name), stage=text(STATUSES[status]))
                    menu.addAction(words.replace("&", "&&"), partial(self.put_on, [id]))

        self._context.jobs.read(lambda: house.meetings.choices(call), show, owner=menu, key="choices")
        return menu

    def _write(self, work: Callable[[], Changes]) -> None:
        self._context.jobs.write(work, owner=self)

    def _edit_seats(self, edits: Sequence[Edit]) -> None:
        house = self._context.house
        for key in ("is_present", "may_vote"):
            for value in (True, False):
                some = [edit for edit in edits if edit.key == key and edit.value is value]
                if some:
                    ids = [edit.id for edit in some]
                    self._store(self.seats, partial(house.meetings.set_seats, ids, **{key: value}), some)

    def _edit_items(self, edits: Sequence[Edit]) -> None:
        house = self._context.house
        for edit in edits:
            self._store(self.table, partial(house.meetings.set_item, edit.id, minutes=edit.value), [edit])

    def _store(self, table: FilterTable, work: Callable[[], Changes], edits: Sequence[Edit]) -> None:
        self._context.jobs.write(work, lambda changes: self._done(table, changes, edits),
                                 failed=lambda error: self._failed(table, edits, error), owner=self)

    def _done(self, table: FilterTable, changes: Changes, edits: Sequence[Edit]) -> None:
        if not changes:  # stored already: no refresh will come that takes the marks away
            for edit in edits:
                table.rows.discard(edit.id, edit.key)

    def _failed(self, table: FilterTable, edits: Sequence[Edit], error: IncubatorError) -> None:
        table.rows.reject(edits, error.message)

    def _link(self, id: UUID, _key: str) -> None:
        day = self.stock.day if self.stock else None
        item = day.item(id) if day is not None else None
        if item is not None:
            self.company_asked.emit(item.company_id)

    def _allow(self) -> None:
        why = text(self.stock.why_not) if self.stock is not None and self.stock.why_not is not None else ""
        for widget in (self.card, self.add_seat, self.add_items, self.empty.button):
            widget.setEnabled(not why and (widget is not self.card or bool(self.stock and self.stock.day)))
        for button in (self.add_seat, self.add_items, self.empty.button, self.remove_seat, self.remove_items):
            set_tip(button, why)
        found, chosen = self.proposal, bool(self.table.selected_ids()) and not why
        better = found is not None and found.after < found.before and not why
        self.best.setEnabled(better)
        set_tip(self.best, why or ("" if better or found is None else
                                   tr("No order lets people leave the room less often.")))
        for arrow in (self.up, self.down):
            arrow.setEnabled(chosen)
        self.remove_items.setEnabled(bool(self.table.marked_ids()) and not why)
        self.remove_seat.setEnabled(bool(self.seats.marked_ids()) and not why)
