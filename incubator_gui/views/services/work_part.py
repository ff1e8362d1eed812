"""Board, table and lists above, the ledger below: what the screen shows first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, tr
from incubator_gui.itemmodels.columns import ChoiceFilter, ColumnFilter
from incubator_gui.services.engagements import EngagementLine
from incubator_gui.views.services import menus
from incubator_gui.views.services.attention_page import AttentionPage
from incubator_gui.views.services.columns import make_columns
from incubator_gui.views.services.engagement_board import EngagementBoard
from incubator_gui.views.services.ledger_card import LedgerCard
from incubator_gui.views.services.moving import Mover
from incubator_gui.views.services.stock import NEXT, Known, Stock
from incubator_gui.views.services.table_work import TableWork
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.filter_bar import FilterBar
from incubator_gui.widgets.filter_table import FilterTable
from incubator_gui.widgets.list_file import ListFile
from incubator_gui.widgets.list_paper import print_table
from incubator_gui.widgets.styling import tight
from incubator_gui.widgets.views_menu import ViewsButton

_OPEN: dict[str, ColumnFilter] = {"open": ChoiceFilter(frozenset({True}))}


class WorkPart(QWidget):
    """`mode` is board or table; a list of companies can lie over them."""

    selected = Signal(object)
    """Id of the engagement."""
    entered = Signal(object)
    """It is opened: the keyboard goes to its panel."""
    training_opened = Signal(object)
    mode_asked = Signal(str)
    new_asked = Signal()

    def __init__(self, context: Context, known: Known, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.known = context, known
        theme = context.theme
        self.mode = "board"
        self.owner: UUID | None = None
        self.board = EngagementBoard(theme, known)
        self.table = FilterTable(theme, make_columns(known), context.settings, "engagements")
        self.bar = FilterBar(self.table)
        self.views = ViewsButton(context, "services", self._view_content, self._take_view)
        self.bar.add(self.views)
        self.mover = Mover(context, self)
        self.work = TableWork(context, known, self.table, self.mover, self)
        self.file = ListFile(context, self.table, self)
        self.lists = AttentionPage(context)
        self.ledger = LedgerCard(context, known)
        self.nothing = EmptyState(theme, "funnel", msg("No engagement passes the filter."), msg("Show all engagements"))
        self.first = EmptyState(theme, "hand-helping", msg("No company uses a service yet. An engagement says which"
                                                           " company uses which service."), msg("New engagement"),
                                button_icon="plus")
        self._inner = QStackedWidget()
        self._inner.addWidget(self.table)
        self._inner.addWidget(self.nothing)
        self._inner.setMinimumHeight(24)  # the bar of filters stays whole in a low place
        table_page = QWidget()
        column = QVBoxLayout(table_page)
        tight(column, 4, 16, 0, 16, 0)
        column.addWidget(self.bar)
        column.addWidget(self._inner, 1)
        board_page = QWidget()
        framed = QVBoxLayout(board_page)
        tight(framed, 0, 16, 0, 16, 0)
        framed.addWidget(self.board)
        self.pages = QStackedWidget()
        self._page_of = {"board": board_page, "table": table_page, "list": self.lists, "first": self.first}
        for page in self._page_of.values():
            self.pages.addWidget(page)
        below = QWidget()
        rest = QVBoxLayout(below)
        tight(rest, 0, 16, 0, 16, 16)
        rest.addWidget(self.ledger)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setProperty("gap", True)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.pages)
        self.splitter.addWidget(below)
        self.splitter.setSizes([430, 450])
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        self.pages.setMinimumHeight(theme.px(150))
        below.setMinimumHeight(theme.px(230))
        whole = QVBoxLayout(self)
        tight(whole)
        whole.addWidget(self.splitter)
        self._listed = False
        self._loaded = False
        self._connect()
        self.table.rows.set_filters(_OPEN)
        self.table.filters_changed.emit()

    # showing ---------------------------------------------------------------------------------

    def show_stock(self, stock: Stock) -> None:
        """Other rows everywhere."""
        self._loaded = True
        self.table.rows.set_rows(self.known.rows(stock.lines))
        self.board.owner = self.owner
        self.board.show_rows(stock.lines, stock.trainings)
        self.lists.take(stock.attention)
        self._turn()

    def show_mode(self, mode: str) -> None:
        """Board or table."""
        chosen = self.selected_ids()
        self.mode, self._listed = mode, False
        self._turn()
        if chosen:
            self.select(chosen[0])

    def show_list(self, key: str, ids: Sequence[object] = ()) -> None:
        """A list of companies over board and table; with `ids` only these of it."""
        self._listed = True
        self.lists.show_list(key, ids)
        self._turn()
        self.lists.focus()

    def filter(self, filters: dict[str, ColumnFilter]) -> None:
        """The table with these filters."""
        self.bar.field.clear()
        self.table.rows.search("")
        self.table.rows.set_filters(filters)
        self.table.filters_changed.emit()
        self._turn()

    def narrow(self, owner: UUID | None) -> None:
        """One colleague's own engagements, or all."""
        self.owner = self.board.owner = owner
        name = self.known.staff[owner].name if owner in self.known.staff else ""
        self.table.set_filter("owner", ChoiceFilter(frozenset({name})) if name else None)
        self.board.fill()
        self._turn()

    def filter_of(self, key: str, ids: Sequence[object] = ()) -> dict[str, ColumnFilter]:
        """The table's filter for one of the lists of engagements; with `ids` only these of it."""
        only: dict[str, ColumnFilter] = {"ids": ChoiceFilter(frozenset(ids))} if ids else {}
        return {**_OPEN, "lists": ChoiceFilter(frozenset({key})), **only}

    # what is chosen --------------------------------------------------------------------------

    def selected_ids(self) -> list[UUID]:
        """What is selected where one looks."""
        return self.board.selected_ids() if self.mode == "board" else self.table.selected_ids()

    def marked(self) -> list[UUID]:
        """What a command is for: the checked rows, else the selected ones."""
        return self.board.selected_ids() if self.mode == "board" else self.table.marked_ids()

    def lines(self, ids: Sequence[UUID]) -> list[EngagementLine]:
        """Engagements of ids that are still there."""
        return self.work.lines(ids)

    def select(self, id: UUID) -> None:
        """Select an engagement on board and in the table."""
        if self.mode == "board":
            self.board.select(id)
        else:
            if self.table.rows.line_of(id) < 0 and self.table.rows.row_of(id) is not None:
                self.filter({})
            self.table.select_ids([id])

    def focus(self) -> None:
        """The keyboard goes to board or table."""
        self.board.focus_first() if self.mode == "board" else self.table.setFocus()

    # doing -----------------------------------------------------------------------------------

    def move_to(self, ids: Sequence[UUID], status: str) -> None:
        """Engagements and trainings to another status."""
        self.mover.move_trainings([id for id in ids if id in self.board.trainings], status)
        lines = self.lines(ids)
        if lines:
            self.mover.move(lines, status)

    def move_on(self) -> None:
        """The marked ones one step further, each where it has one."""
        ahead: dict[str, list[UUID]] = {}
        for line in self.lines(self.marked()):
            if line.status in NEXT:
                ahead.setdefault(NEXT[line.status], []).append(line.id)
        for status, ids in ahead.items():
            self.move_to(ids, status)

    def edit_many(self, ids: list[UUID] | None = None, key: str = "") -> None:
        """The dialog that changes many at once."""
        self.work.ask(ids if ids is not None else self.marked(), key)

    def remove(self, ids: Sequence[UUID]) -> None:
        """Take engagements away; one with hours on it is refused and said."""
        house, there = self.context.house, [line.id for line in self.lines(ids)]
        if there:
            self.context.jobs.write(lambda: house.engagements.remove_many(there), owner=self,
                                    title=msg("Removing engagements"))

    def book_on(self, line: EngagementLine) -> None:
        """Begin a line of the ledger with company and service."""
        self.ledger.begin(f"{line.company} {line.service.of(current().language)}")

    def export(self) -> None:
        """The table as a file."""
        self.file.ask(tr("Engagements"))

    def print_(self) -> None:
        """What stands above; of the board the open engagements as a list."""
        if self._listed:
            self.lists.print_()
        else:
            print_table(self.context, self.table, tr("Engagements"))

    def state(self) -> dict[str, Any]:
        """Sizes, and what is being typed below."""
        return {"sizes": self.splitter.sizes(), "ended": self.board.ended, "ledger": self.ledger.state()}

    def restore(self, state: dict[str, Any]) -> None:
        """Take it back."""
        sizes = state.get("sizes")
        if isinstance(sizes, list) and len(sizes) == 2 and all(isinstance(n, int) and 0 < n < 10_000 for n in sizes):
            self.splitter.setSizes(sizes)
        self.board.ended = state.get("ended") is True
        ledger = state.get("ledger")
        self.ledger.restore(ledger if isinstance(ledger, dict) else {})

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.table.setAccessibleName(tr("Table of engagements"))
        for part in (self.table, self.bar, self.views, self.board, self.lists, self.nothing, self.first):
            part.retranslate()
        self.ledger.words()

    # within ----------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.board.moved.connect(lambda ids, _from, to: self.move_to(ids, to))
        self.board.selected.connect(self._picked)
        self.board.opened.connect(self._opened)
        self.board.menu_asked.connect(lambda ids, place: menus.of_rows(self, ids, place))
        self.table.selected.connect(self._picked)
        self.table.activated_id.connect(self._opened)
        self.table.menu_asked.connect(lambda ids, place: menus.of_rows(self, ids, place))
        self.table.edit_many_asked.connect(self.edit_many)
        self.table.note.connect(self.context.shell.say)
        self.table.rows.edited.connect(self.work.save)
        self.table.rows.reordered.connect(self._turn)
        self.nothing.pressed.connect(self.bar.clear)
        self.first.pressed.connect(self.new_asked)
        self.lists.back_asked.connect(lambda: self.show_mode(self.mode))
        self.lists.company_opened.connect(lambda id: self.context.shell.open_record("company", id))
        self.lists.book_asked.connect(self.ledger.begin)
        self.lists.odd_opened.connect(self._open_odd)
        self.ledger.company_opened.connect(lambda id: self.context.shell.open_record("company", id))
        self.ledger.engagement_opened.connect(self.entered)

    def _turn(self) -> None:
        shown, whole = self.table.rows.counts()
        if not whole and self._loaded and self.board.is_empty() and not self._listed:
            self.pages.setCurrentWidget(self._page_of["first"])
            return
        self._inner.setCurrentWidget(self.nothing if whole and not shown else self.table)
        self.pages.setCurrentWidget(self._page_of["list" if self._listed else self.mode])

    def _picked(self, ids: list[UUID]) -> None:
        if ids and ids[0] not in self.board.trainings:
            self.selected.emit(ids[0])

    def _opened(self, id: UUID) -> None:
        if id in self.board.trainings:
            self.training_opened.emit(id)
        else:
            self.entered.emit(id)

    def _open_odd(self, kind: str, id: UUID, company: UUID) -> None:
        if kind == "engagement":
            self.entered.emit(id)
        else:
            self.ledger.month = None
            self.ledger.show_company(company)

    def _view_content(self) -> dict[str, Any]:
        return {"table": self.table.view_state()}

    def _take_view(self, content: dict[str, Any]) -> None:
        self.bar.field.clear()
        table = content.get("table")
        self.table.restore(table if isinstance(table, dict) else {})
        self.mode_asked.emit("table")


