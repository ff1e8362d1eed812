"""The fairness console: the table of scores, and plots that say how far to trust it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget

from incubator_gui.core.errors import Cancelled, IncubatorError, Refused
from incubator_gui.core.messages import Message, msg, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.score_sheet import FlipLine, Wish
from incubator_gui.jobs.progress import Progress
from incubator_gui.services.score_words import TITLES
from incubator_gui.views.review.review_tab import ReviewTab
from incubator_gui.views.review.scores.columns import COMPARED, make_columns, rows_of
from incubator_gui.views.review.scores.facts import Facts
from incubator_gui.views.review.scores.paper import print_scores
from incubator_gui.views.review.scores.plots_card import OF_APPLICATIONS, PLOTS, PlotsCard
from incubator_gui.views.review.scores.reading import Stock, read_stock, table_help, wish_of
from incubator_gui.views.review.scores.tools import Tools
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.filter_bar import FilterBar
from incubator_gui.widgets.fitted_table import FittedTable
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.list_file import ListFile
from incubator_gui.widgets.styling import tight

SHOWN = ("review", "review_answer", "review_assignment", "review_round", "review_phase", "rubric_version",
         "application", "company", "conflict", "reviewer", "person", "score_table", "stage")

_NONE = msg("No review of this call is finished yet. Scores stand here as soon as the first ones are in.")
_UNSET = msg("The review of this call is not set up yet. Choose a rubric and the phases first.")


class ScoresTab(ReviewTab):
    """Table at the left, plots at the right; what is selected in one is selected in the other."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme = context.theme
        self.wish = Wish()
        self.stock: Stock | None = None
        self._then: UUID | None = None
        self._shares: dict[UUID, float] | None = None
        self._flips: tuple[FlipLine, ...] | None = None
        self._goes = ("desk", "packages")
        self.facts = Facts(theme)
        self.table = FittedTable(theme, make_columns(lambda: self.wish.top), context.settings, "review.scores",
                                 stretch="company", least={"company": 124, "confidence": 96, "spread": 60, "score": 56},
                                 checks=True)
        self.bar = FilterBar(self.table)
        self.file = ListFile(context, self.table, self)
        self.card = PlotsCard(context)
        self.tools = Tools(theme)
        self.help = PlainLabel("", "label", wrap=True)
        self.empty = EmptyState(theme, "chart-column", _NONE, msg("My reviews"), msg("Review packages"))
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        tight(column, 8)
        column.addWidget(self.bar)
        column.addWidget(self.table, 1)
        column.addWidget(self.help)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setProperty("gap", True)
        self.splitter.setHandleWidth(16)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.card)
        self.splitter.setSizes([780, 440])
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        self.full = QWidget()
        column = QVBoxLayout(self.full)
        tight(column, 12, 16, 12, 16, 12)
        column.addWidget(self.facts)
        column.addWidget(self.tools)
        column.addWidget(self.splitter, 1)
        self.body = FrontStack()
        self.body.addWidget(self.full)
        self.body.addWidget(self.empty)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self.body, 1)

    def _connect(self) -> None:
        self.facts.asked.connect(self._turn_to)
        self.table.selected.connect(self._selected)
        self.table.activated_id.connect(lambda id: self._open("application", id))
        self.table.link_clicked.connect(lambda id, _key: self._open("application", id))
        self.table.menu_asked.connect(self._menu)
        self.table.note.connect(self.context.shell.say)
        self.card.picked.connect(self._picked)
        self.card.opened.connect(self._open)
        self.card.turned.connect(lambda key: self._read_flips() if key == "flips" else None)
        self.card.wished.connect(self._wished)
        self.tools.centre_chosen.connect(lambda key: self._wished(replace(self.wish, centre=key)))
        self.tools.drafts_chosen.connect(lambda on: self._wished(replace(self.wish, drafts=on)))
        self.tools.compared.connect(self._compare)
        self.tools.help_shown.connect(self._explain)
        self.tools.export.clicked.connect(self.ask_file)
        self.tools.print_.clicked.connect(self.print_)
        self.empty.pressed.connect(lambda: self.part_asked.emit(self._goes[0], {}))
        self.empty.linked.connect(lambda: self.part_asked.emit(self._goes[1], {}))

    # reading ---------------------------------------------------------------------------------

    def read(self) -> None:
        """The table; then the draws, and the flips where they are looked at."""
        if self.call is None or self.round is None:
            return
        if self.round.round_id is None:
            self._go_empty(_UNSET, msg("Set up the review"), "", ("setup", "setup"))
            return
        house, call, wish, then = self.context.house, self.call, self.wish, self._then
        self.table.rows.set_loading()
        self.context.jobs.read(lambda: read_stock(house, call, wish, then), self._take, failed=self._refused,
                               owner=self, key="table", title=msg("Working out the scores"))

    def round_changed(self, other_call: bool) -> None:
        """Another call begins anew."""
        if other_call:
            self._then, self._shares, self._flips, self.stock = None, None, None, None
            self.table.rows.set_rows(())
        super().round_changed(other_call)

    def touched(self, changes: Changes) -> bool:
        """Everything that has a part in scores, names or sight."""
        return changes.touches(*SHOWN)

    def _take(self, stock: Stock) -> None:
        self.stock = stock
        if not stock.sheet.reviews and not any(row.pending for row in stock.sheet.rows):
            self._go_empty(_NONE, msg("My reviews"), msg("Review packages"), ("desk", "packages"))
            self.arrived()
            return
        self.body.setCurrentWidget(self.full)
        if self._shares is not None:  # those of before, until the new ones are drawn
            self.stock = replace(stock, sheet=stock.sheet.with_shares(self._shares))
        self.facts.show_sheet(stock.sheet)
        self._show()
        self.tools.show_frozen(stock.frozen, self._then)
        self.card.show_flips(None)
        self._flips = None
        self._read_shares()
        if self.card.key == "flips":
            self._read_flips()
        self.arrived()

    def _read_shares(self) -> None:
        house, call, wish = self.context.house, self.call, self.wish
        self.context.jobs.read(lambda: house.scores.shares(call, wish), self._take_shares, failed=self._refused,
                               owner=self, key="shares", title=msg("Drawing the weights anew"))

    def _take_shares(self, shares: dict[UUID, float]) -> None:
        self._shares = shares
        if self.stock is not None:
            self.stock = replace(self.stock, sheet=self.stock.sheet.with_shares(shares))
            self._show()

    def _read_flips(self) -> None:
        if self._flips is not None or self.stock is None:
            return
        house, call, wish = self.context.house, self.call, self.wish

        def work(progress: Progress) -> tuple[FlipLine, ...]:
            return tuple(house.scores.flips(call, wish, on_step=progress.report, stop=progress.cancelled))

        self.context.jobs.read(work, self._take_flips, failed=self._stopped, owner=self, key="flips",
                               title=msg("Leaving out each reviewer once"))

    def _take_flips(self, lines: tuple[FlipLine, ...]) -> None:
        self._flips = lines
        self.card.show_flips(lines)

    def _stopped(self, error: IncubatorError) -> None:
        if isinstance(error, Cancelled):
            self.card.show_flips(None, stopped=True)
        else:
            self._refused(error)

    def _refused(self, error: IncubatorError) -> None:
        if isinstance(error, Cancelled):
            return
        if isinstance(error, Refused):
            self._go_empty(error.message, msg("My reviews"), "", ("desk", "desk"))
            self.arrived()
        else:
            self.failed(error)

    # showing ---------------------------------------------------------------------------------

    def _show(self) -> None:
        if self.stock is None:
            return
        self.table.rows.set_rows(rows_of(self.stock.sheet, self.stock.then))
        self.help.setText(table_help(self.stock))
        self.card.show_sheet(self.stock.sheet, self.stock.names)

    def _go_empty(self, line: Message, button: Message, link: Message | str, goes: tuple[str, str]) -> None:
        self._goes = goes
        self.empty.set_words(line, button, link)
        self.body.setCurrentWidget(self.empty)

    def _explain(self, on: bool) -> None:
        self.card.help.setVisible(on)
        self.help.setVisible(on or self._then is not None)

    def _compare(self, table: UUID | None) -> None:
        self._then = table
        self._explain(self.tools.help.isChecked())
        for key in COMPARED:
            self.table.show_column(key, table is not None)
        self.read()

    def _wished(self, wish: Wish) -> None:
        if wish == self.wish:
            return
        whole = (wish.centre, wish.level, wish.drafts) != (self.wish.centre, self.wish.level, self.wish.drafts)
        self.wish = wish
        self.card.set_wish(wish)
        self._flips = None
        if wish.drafts:
            self.table.show_column("pending", True)
        if whole:
            self.read()
        elif self.stock is not None:
            self._read_shares()
            if self.card.key == "flips":
                self._read_flips()

    # selecting and opening -------------------------------------------------------------------

    def _selected(self, ids: list[Any]) -> None:
        self.card.choose("application", ids[0] if len(ids) == 1 else None)

    def _picked(self, kind: str, id: Any) -> None:
        self.card.choose(kind, id)
        if kind == "application":
            self.table.select_ids([id])

    def _open(self, kind: str, id: Any) -> None:
        if kind == "application":
            self.context.shell.open_record("application", id)
        elif kind == "reviewer":
            self.part_asked.emit("panel", {"reviewer": id})
        else:
            rubric = self.stock.sheet.rubric_version_id if self.stock is not None else None
            self.part_asked.emit("setup", {"segment": "rubric"} | ({"rubric": rubric} if rubric else {}))

    def _turn_to(self, plot: str) -> None:
        self.card.choice.choose(plot)
        self.card.plot.setFocus(Qt.FocusReason.OtherFocusReason)

    def _menu(self, ids: list[Any], place: Any) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Open the application"), lambda: self._open("application", ids[0])).setEnabled(len(ids) == 1)
        for plot in OF_APPLICATIONS:
            menu.addAction(tr("Show in: {plot}", plot=text(TITLES[plot])), partial(self._turn_to, plot))
        menu.popup(place)

    # the protocol of a tab -------------------------------------------------------------------

    def apply(self, filters: dict[str, Any]) -> None:
        """`plot` turns to one, `application` selects one."""
        if filters.get("plot") in PLOTS:
            self.card.choice.choose(str(filters["plot"]))
        if isinstance(filters.get("application"), UUID):
            self.open_record("application", filters["application"])

    def open_record(self, kind: str, id: UUID) -> None:
        """Select an application here."""
        self.when_there(lambda: self.table.select_ids([id]))

    def ask_file(self) -> None:
        """Write what the table shows to a file."""
        self.file.ask(tr("Scores"))

    def to_filter(self) -> None:
        """The keyboard goes to the filter."""
        self.bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def print_(self) -> None:
        """The table with its plots on paper."""
        if self.call is not None and self.stock is not None and self.body.currentWidget() is self.full:
            print_scores(self.context, self, self.call, self.wish)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Scores"))
        self.table.setAccessibleName(tr("Scores of applications"))
        self.help.setText(table_help(self.stock))
        for part in (self.facts, self.tools, self.bar, self.table, self.card, self.empty):
            part.retranslate()
        self._show()

    def state(self) -> dict[str, Any]:
        """Plot, wishes, sizes, filters."""
        return {"plot": self.card.key, "help": self.tools.help.isChecked(),
                "sizes": self.splitter.sizes(), "view": self.table.view_state(),
                "wish": {"centre": self.wish.centre, "level": self.wish.level, "top": self.wish.top,
                         "width": self.wish.width}}

    def restore(self, state: dict[str, Any]) -> None:
        """Take it back; trust nothing in it."""
        self.card.choice.choose(str(state.get("plot")))
        self.tools.help.setChecked(state.get("help") is not False)
        sizes, view, wish = state.get("sizes"), state.get("view"), state.get("wish")
        if isinstance(sizes, list) and len(sizes) == 2 and all(isinstance(one, int) and one > 0 for one in sizes):
            self.splitter.setSizes(sizes)
        if isinstance(view, dict):
            self.table.restore(view)
        if isinstance(wish, dict):
            self.wish = wish_of(wish)
            self.card.set_wish(self.wish)
            self.tools.set_wish(self.wish)
