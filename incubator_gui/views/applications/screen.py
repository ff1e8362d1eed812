"""The screen of applications: puts header, filter bar, table, board and side panel together."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message, msg, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.services.applications import ApplicationRow
from incubator_gui.views.applications import commands, menus
from incubator_gui.views.applications.asking import Asking
from incubator_gui.views.applications.cards import ORDERS
from incubator_gui.views.applications.columns import make_columns
from incubator_gui.views.applications.counted_bar import CountedBar
from incubator_gui.views.applications.export import Exporter
from incubator_gui.views.applications.filters import OPEN_ONLY, filters_from
from incubator_gui.views.applications.header import Header
from incubator_gui.views.applications.known import Known, Stock
from incubator_gui.views.applications.moving import Mover
from incubator_gui.views.applications.panel import ApplicationPanel
from incubator_gui.views.applications.rows import RowKeeper
from incubator_gui.views.applications.stage_board import StageBoard
from incubator_gui.views.applications.table_work import TableWork
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.list_paper import print_table
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.screen import Screen
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.views_menu import ViewsButton


class ApplicationsScreen(Screen):
    """Table and board show the same filtered rows; one application is shown at the side."""

    id: ClassVar[str] = "applications"
    title: ClassVar[Message] = msg("Applications")
    icon: ClassVar[str] = "inbox"
    shortcut: ClassVar[str] = "Alt+2"
    kinds: ClassVar[frozenset[str]] = frozenset({"application", "call"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme = context.theme
        self.known = Known(context.clock.today())
        self.table = FilterTable(theme, make_columns(self.known), context.settings, "applications")
        self.mover = Mover(context, self.known, self)
        self.work = TableWork(context, self.known, self.table, self.mover, self)
        self.exporter = Exporter(context, self.table, self)
        self.keeper = RowKeeper(context, self.known, self.table, self)
        self.board = StageBoard(theme, self.known, self.table)
        self.panel = ApplicationPanel(context, self.known, self)
        self.panel.hide()
        self.asking = Asking(context, self.known, lambda: self.header_call, self)
        self._wanted: UUID | None = None
        commands.declare(self)
        actions = context.actions
        self.header = Header(theme, actions.qaction(commands.NEW.id), actions.qaction(commands.IMPORT.id))
        self.bar = CountedBar(self.table)
        self.order = QComboBox()
        self.views = ViewsButton(context, "applications", self.view_content, self.take_view)
        self.bar.add(self.order)
        self.bar.add(self.views)
        self.messages = MessageArea(theme)
        self.empty = EmptyState(theme, "inbox", msg("No applications yet. They come in from a spreadsheet, or one by "
                                                    "one."), msg("Import applications…"), msg("New application"),
                                button_icon="upload")
        self.nothing = EmptyState(theme, "funnel", msg("No application passes the filter."),
                                  msg("Show all applications"))
        self._pages = QStackedWidget()
        self._board_page = QWidget()
        framed = QVBoxLayout(self._board_page)
        tight(framed, 0, 16, 0, 16, 8)
        framed.addWidget(self.board)
        for page in (self.table, self._board_page, self.empty, self.nothing):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self.header)
        column.addWidget(self.messages)
        bar = QVBoxLayout()
        tight(bar, 0, 16, 4, 16, 8)
        bar.addWidget(self.bar)
        column.addLayout(bar)
        column.addWidget(self._pages, 1)
        self._connect()
        self.table.rows.set_filters(OPEN_ONLY)
        self.table.filters_changed.emit()
        self.order.setVisible(False)
        self.retranslate()

    # the protocol of a screen ----------------------------------------------------------------

    def activated(self, first: bool) -> None:
        """Read at the first visit."""
        if first:
            self.table.rows.set_loading()
            self.reload()
            self.views.read()

    def reload(self) -> None:
        """Read everything again."""
        self.keeper.reload(self.header_call)

    def refresh(self, changes: Changes) -> None:
        """Bring rows and panel up to date by their ids."""
        if not self.began:
            return
        self.keeper.refresh(changes)
        self.panel.refresh(changes)
        if changes.touches("saved_view"):
            self.views.read()

    def retranslate(self) -> None:
        """Set every word in the language of the screen."""
        self.known.retranslate()
        self.setAccessibleName(tr("Applications"))
        self.header.retranslate()
        self.table.setAccessibleName(tr("Table of applications"))
        for part in (self.table, self.bar, self.views, self.messages, self.empty, self.nothing):
            part.retranslate()
        chosen = self.order.currentData() or "score"
        self.order.clear()
        for key, words in ORDERS.items():
            self.order.addItem(tr("Sorted by: {order}", order=words), key)
        self.order.setCurrentIndex(self.order.findData(chosen))
        self.order.setAccessibleName(tr("Order of the cards"))
        self.board.retranslate()
        self.panel.words()

    def set_date(self, day: date | None) -> None:
        """Days in stage are counted to another day."""
        self.known.today = day or self.context.clock.today()
        self.table.rows.retranslate()

    def open_record(self, kind: str, id: UUID) -> None:
        """Show one application, also where a filter would hide it; or the list of a call."""
        if kind == "call":
            self._choose_call(id)
            return
        self.keeper.when_there(lambda: self._open(id))

    def apply(self, filters: dict[str, Any]) -> None:
        """The list that a figure elsewhere stands for; see `filters.filters_from`. `call` is an id."""
        call = filters.get("call")
        rest = {key: value for key, value in filters.items() if key not in ("call", "mode")}
        if "mode" in filters:
            self.header.modes.choose(str(filters["mode"]))
        if call is not None or "call" in filters:
            self._choose_call(UUID(str(call)) if call else None)
        self.bar.field.clear()
        self.keeper.when_there(lambda: self._filter(rest))

    def side_panel(self) -> QWidget | None:
        """The panel of the selected application."""
        return self.panel if self.panel.id is not None else None

    def print_(self) -> None:
        """The list: the rows checked, else those shown."""
        print_table(self.context, self.table, tr("Applications"))

    def leave(self) -> bool:
        """Save what is being typed."""
        return self.panel.commit()

    def state(self) -> dict[str, Any]:
        """Call, table or board, order of the cards."""
        call = self.header_call
        return {"call": call.hex if call else "", "mode": self.header.modes.key, "order": self.order.currentData()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take it back."""
        try:
            self.keeper.call = UUID(str(state.get("call"))) if state.get("call") else None
        except ValueError:
            self.keeper.call = None
        self.order.setCurrentIndex(max(0, self.order.findData(str(state.get("order")))))
        self.board.order = str(self.order.currentData())
        self.header.modes.choose(str(state.get("mode")))

    # what the parts of the screen ask for ----------------------------------------------------

    @property
    def header_call(self) -> UUID | None:
        """The chosen call; None is all."""
        return self.keeper.call

    def view_content(self) -> dict[str, Any]:
        """What a saved view holds."""
        return {"table": self.table.view_state(), **self.state()}

    def take_view(self, content: dict[str, Any]) -> None:
        """Show a saved view."""
        self.bar.field.clear()
        table = content.get("table")
        self.restore(content)
        self.header.set_calls(tuple(self.known.calls.values()), self.header_call)
        self.table.restore(table if isinstance(table, dict) else {})
        self.reload()

    def show_import(self) -> None:
        """Go where files are read in."""
        call = self.header_call
        more = {"call": call} if call is not None else {}
        self.context.shell.open_screen("import", {"kind": "applications", **more})

    def edit_many(self, ids: list[UUID] | None = None, key: str = "") -> None:
        """The dialog that changes many at once."""
        wanted = ids if ids is not None else self.marked()
        house = self.context.house
        if wanted:
            self.context.jobs.read(house.records.tags, lambda tags: self.work.ask(wanted, key, tags), owner=self,
                                   key="tags")

    def marked(self) -> list[UUID]:
        """What a command on rows is for: the checked ones, else the selected ones."""
        return self.board.selected_ids() if self.header.modes.key == "board" else self.table.marked_ids()

    def move_on(self) -> None:
        """The marked applications one step ahead, each where it has one."""
        ahead: dict[UUID, list[ApplicationRow]] = {}
        for row in self.work.rows(self.marked()):
            stage = self.known.next_stage(row)
            if stage is not None:
                ahead.setdefault(stage.id, []).append(row)
        for target, rows in ahead.items():
            self.mover.move(rows, target)

    def _connect(self) -> None:
        self.header.call_chosen.connect(self._choose_call)
        self.header.mode_chosen.connect(self._turn)
        self.header.more_asked.connect(lambda: menus.more(self))
        self.table.selected.connect(self._selected)
        self.table.activated_id.connect(self._selected_one)
        self.table.menu_asked.connect(lambda ids, place: menus.of_rows(self, ids, place))
        self.table.edit_many_asked.connect(self.edit_many)
        self.table.note.connect(self.context.shell.say)
        self.table.rows.edited.connect(self.work.save)
        self.table.rows.reordered.connect(self._rows_changed)
        self.board.moved.connect(lambda ids, _from, to: self.move_to(ids, UUID(to)))
        self.board.selected.connect(self._selected)
        self.board.opened.connect(self._selected_one)
        self.board.menu_asked.connect(lambda ids, place: menus.of_rows(self, ids, place))
        self.order.activated.connect(lambda _place: self.board.sort(str(self.order.currentData())))
        self.keeper.stocked.connect(self._stocked)
        self.keeper.loaded.connect(self._rows_changed)
        self.keeper.loaded.connect(self._look_for_wanted)
        self.keeper.failed.connect(self._failed)
        self.panel.opened.connect(self._open_elsewhere)
        self.panel.stage_chosen.connect(lambda id, stage: self.move_to([id], stage))
        self.panel.gone.connect(self.context.shell.refresh_side)
        self.panel.close_asked.connect(self._close_side)
        self.empty.pressed.connect(self.show_import)
        self.empty.linked.connect(self.asking.new)
        self.asking.added.connect(lambda id: self.keeper.when_there(lambda: self._open(id)))
        self.nothing.pressed.connect(self.bar.clear)

    def move_to(self, ids: list[UUID], stage: UUID) -> None:
        """Move applications to a stage; a step back asks for its reason."""
        self.mover.move(self.work.rows(ids), stage)

    def _choose_call(self, call: UUID | None) -> None:
        self.keeper.call = call
        self.header.set_calls(tuple(self.known.calls.values()), call)
        if self.began:
            self.reload()

    def _turn(self, mode: str) -> None:
        chosen = self.table.selected_ids() if mode == "board" else self.board.selected_ids()
        self.order.setVisible(mode == "board")
        self.board.live = mode == "board"
        self._rows_changed()
        if chosen:
            self.board.select(chosen[0]) if mode == "board" else self.table.select_ids(chosen)

    def _rows_changed(self) -> None:
        shown, whole = self.table.rows.counts()
        board = self.header.modes.key == "board"
        if self.table.rows.loading:
            self._pages.setCurrentWidget(self.table)
            return
        self.bar.set_open(self.keeper.open_count)
        if not whole:
            self._pages.setCurrentWidget(self.empty)
        elif not shown and not board:
            self._pages.setCurrentWidget(self.nothing)
        else:
            self._pages.setCurrentWidget(self._board_page if board else self.table)
        self.board.fill()

    def _stocked(self, stock: Stock) -> None:
        self.messages.clear()
        self.header.set_calls(stock.calls, self.header_call)

    def _failed(self, error: IncubatorError) -> None:
        self.messages.clear()
        self.messages.show_message(error.message, "error", link=msg("Try again"), on_link=self.reload)

    def _selected(self, ids: list[UUID]) -> None:
        if ids:
            self._wanted = None
            self._show(ids[0])

    def _selected_one(self, id: UUID) -> None:
        self._show(id)
        self.panel.show_tab("details")
        self.panel.details.form.fields["focus_area"].setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, id: UUID) -> None:
        was = self.panel.id
        self.panel.open(id)
        if was is None:
            self.context.shell.refresh_side()

    def _open(self, id: UUID) -> None:
        if self.table.rows.row_of(id) is None:
            self._wanted = id  # it may be on its way, or belong to another call
            if self.header_call is not None:
                self._choose_call(None)
            self._show(id)
            return
        if self.table.rows.line_of(id) < 0:
            self.bar.clear()
            self.table.rows.search("")
        self.table.select_ids([id])
        self.board.select(id)
        self._show(id)

    def _look_for_wanted(self) -> None:
        id = self._wanted
        if id is not None and self.table.rows.row_of(id) is not None:
            self._wanted = None
            self._open(id)

    def _open_elsewhere(self, kind: str, id: UUID) -> None:
        if kind == "application":
            self._open(id)
        else:
            self.context.shell.open_record(kind, id)

    def _filter(self, asked: dict[str, Any]) -> None:
        self.table.rows.search("")
        self.table.rows.set_filters(filters_from(asked, self.known))
        self.table.filters_changed.emit()

    def _close_side(self) -> None:
        if any(action.id == "view.side" for action in self.context.actions.declared()):
            self.context.actions.trigger("view.side")
