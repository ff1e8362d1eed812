"""The part "Assignment": the board, the preview of a proposal, and what stands there while there is neither."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.actions.declared import Action
from incubator_gui.core.errors import Cancelled, IncubatorError
from incubator_gui.core.messages import Message, msg, ntr, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.jobs.progress import Progress
from incubator_gui.services.assignments import StaleProposal
from incubator_gui.services.assignments_plan import Proposal
from incubator_gui.services.assignments_read import AssignmentSheet
from incubator_gui.views.review.assignment.board import BoardPage
from incubator_gui.views.review.assignment.by_hand import ByHand
from incubator_gui.views.review.assignment.preview import PreviewPage
from incubator_gui.views.review.review_tab import ReviewTab
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.list_paper import print_table
from incubator_gui.widgets.styling import Button, tight

_SHOWN = ("review_assignment", "review", "reviewer", "panel_seat", "review_round", "conflict", "application", "stage",
          "review_preference", "person", "company", "call")
_HERE = frozenset({"review"})


class AssignmentTab(ReviewTab):
    """Reads the sheet of the call in front, and shows the page that fits it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme = context.theme
        self.sheet: AssignmentSheet | None = None
        self.hand = ByHand(context, lambda: self.call, self)
        self.board = BoardPage(context, self.hand)
        self.preview = PreviewPage(context)
        self.no_round = EmptyState(theme, "split", msg(
            "The review of this call is not set up yet. Choose a rubric and the phases first."),
            msg("Set up the review"), button_icon="sliders-horizontal")
        self.no_panel = EmptyState(theme, "users", msg(
            "Nobody is on the panel of this call yet. Add reviewers, then their applications can be proposed here."),
            msg("Add reviewers"), button_icon="user-plus")
        self.no_rows = EmptyState(theme, "inbox", msg(
            "This call has no applications yet. They appear here as soon as they are imported or added."),
            msg("Go to the applications"), button_icon="inbox")
        self.not_read = EmptyState(theme, "circle-x", msg("The assignment could not be read."), msg("Try again"),
                                   button_icon="refresh-cw")
        self.pages = FrontStack()
        for page in (self.board, self.preview, self.no_round, self.no_panel, self.no_rows, self.not_read):
            self.pages.addWidget(page)
        self._head = QWidget(self)
        self._head.hide()  # until the screen's head takes it
        head = QHBoxLayout(self._head)
        tight(head, 12)
        self.missing = Button(theme, kind="link")
        self.export = Button(theme, icon="download", shrinks=True)
        head.addWidget(self.missing)
        head.addWidget(self.export)
        column = QVBoxLayout(self)
        tight(column, 0, 16, 0, 16, 16)
        column.addWidget(self.pages)
        self._connect()
        commands: tuple[tuple[str, Message, str, Callable[[], object]], ...] = (
            ("review.propose", msg("Propose an assignment"), "wand-sparkles", self.propose),
            ("review.assign", msg("Add reviewer to the selected applications"), "user-plus", self.board.ask_add),
            ("review.unassign", msg("Take selected applications back from a reviewer"), "user-round",
             self.board.ask_remove))
        for id, words, icon, run in commands:
            context.actions.add(Action(id, words, icon, "", _HERE), partial(self._do, run))
        self.retranslate()

    def _connect(self) -> None:
        self.no_round.pressed.connect(lambda: self.part_asked.emit("setup", {"segment": "round"}))
        self.no_panel.pressed.connect(lambda: self.part_asked.emit("panel", {"segment": "people"}))
        self.no_rows.pressed.connect(lambda: self.context.shell.open_screen("applications", {"call": self.call}))
        self.not_read.pressed.connect(self.read)
        self.board.wish.propose_asked.connect(self.propose)
        self.board.reviewer_opened.connect(lambda id: self.part_asked.emit("panel", {"reviewer": str(id)}))
        self.preview.rejected.connect(self.to_board)
        self.preview.again_asked.connect(self.propose)
        self.preview.apply_asked.connect(self._apply)
        self.missing.clicked.connect(self._show_missing)
        self.export.clicked.connect(self.ask_file)

    # reading ---------------------------------------------------------------------------------

    def read(self) -> None:
        """The sheet of the call."""
        house, call = self.context.house, self.call
        if call is None:
            return
        self.context.jobs.read(lambda: house.assignments.sheet(call), self._take, failed=self.failed, owner=self,
                               key="sheet", title=msg("Reading the assignment"))

    def touched(self, changes: Changes) -> bool:
        """Whatever stands in a row."""
        return changes.touches(*_SHOWN)

    def round_changed(self, other_call: bool) -> None:
        """A proposal belongs to its call."""
        if other_call:
            self.context.jobs.drop(self, "propose")
            self.board.wish.set_busy(False)
            self.sheet = None
            self.board.table.rows.set_rows(())
            self.board.table.rows.set_loading()
            self.pages.setCurrentWidget(self.board)
        super().round_changed(other_call)

    def failed(self, error: IncubatorError) -> None:
        """Where nothing was read yet, a page says so."""
        if self.sheet is None:
            self.not_read.set_line(error.message)
            self.pages.setCurrentWidget(self.not_read)
        else:
            super().failed(error)

    def _take(self, sheet: AssignmentSheet) -> None:
        if sheet.call_id != self.call:
            return
        self.sheet = sheet
        self.board.show_sheet(sheet)
        if self.pages.currentWidget() is not self.preview:
            self.to_board()
        self._head_words()
        self.arrived()

    def to_board(self) -> None:
        """The assignment as it stands, or what is to be done first."""
        sheet = self.sheet
        page: QWidget = self.board
        if sheet is not None and sheet.why_not is None:
            if sheet.round_id is None:
                page = self.no_round
            elif not sheet.rows:
                page = self.no_rows
            elif not sheet.readers:
                page = self.no_panel
        elif sheet is not None and not sheet.rows:
            page = self.no_rows
        was = self.pages.currentWidget()
        self.pages.setCurrentWidget(page)
        if was is self.preview and page is self.board:
            self.board.table.setFocus()
        self._head_words()

    # proposing -------------------------------------------------------------------------------

    def propose(self) -> None:
        """Work it out in the background, with progress and cancel; nothing is stored."""
        house, call, wish = self.context.house, self.call, self.board.wish.wish()
        if call is None or self.sheet is None or self.sheet.round_id is None:
            return

        def work(progress: Progress) -> Proposal:
            made: Proposal = house.assignments.propose(call, wish, progress=progress.report, stop=progress.cancelled)
            return made

        self.board.wish.set_busy(True)
        self.context.jobs.run(work, self._proposed, failed=self._not_proposed, owner=self, key="propose",
                              title=msg("Working out an assignment"))

    def _proposed(self, made: Proposal) -> None:
        self.board.wish.set_busy(False)
        if made.call_id != self.call:
            return
        self.preview.show_proposal(made)
        self.pages.setCurrentWidget(self.preview)
        (self.preview.steps if made.steps else self.preview.reject).setFocus()
        self._head_words()

    def _not_proposed(self, error: IncubatorError) -> None:
        self.board.wish.set_busy(False)
        if not isinstance(error, Cancelled):
            self.context.shell.warn(error.message)

    def _apply(self, made: Proposal, pairs: frozenset[tuple[UUID, UUID]]) -> None:
        house = self.context.house

        def failed(error: IncubatorError) -> None:
            if isinstance(error, StaleProposal):
                self.preview.show_stale(error.steps, error.message)
            else:
                self.preview.show_refused(error.message)
                self.preview.apply.setEnabled(True)

        self.context.jobs.write(lambda: house.assignments.apply(made, pairs), lambda _done: self._applied(made),
                                failed=failed, owner=self, title=msg("Assigning reviewers"))

    def _applied(self, made: Proposal) -> None:
        if self.preview.proposal is made and self.pages.currentWidget() is self.preview:
            self.to_board()

    # going somewhere -------------------------------------------------------------------------

    def apply(self, filters: dict[str, Any]) -> None:
        """`missing`: applications that lack reviews; `ids`: only these applications; `reviewer`: only theirs."""
        def run() -> None:
            self.to_board()
            if filters.get("missing"):
                self.board.show_missing()
            elif "ids" in filters:
                self.board.show_applications([UUID(str(id)) for id in filters["ids"]])
            elif "reviewer" in filters and self.sheet is not None:
                self.board.show_of([one for one in self.sheet.readers if str(one.id) == str(filters["reviewer"])])

        self.when_there(run)

    def open_record(self, kind: str, id: UUID) -> None:
        """Select an application."""
        if kind == "application":
            self.when_there(lambda: self.board.table.select_ids([id]))

    def ask_file(self) -> None:
        """What is shown, as a file."""
        self.board.ask_file()

    def to_filter(self) -> None:
        """The keyboard goes to the field above the list."""
        bar = self.preview.bar if self.pages.currentWidget() is self.preview else self.board.bar
        bar.field.setFocus()

    def print_(self) -> None:
        """The list in front."""
        showing = self.pages.currentWidget() is self.preview
        print_table(self.context, self.preview.steps if showing else self.board.table,
                    tr("Proposal") if showing else tr("Assignment"))

    def _show_missing(self) -> None:
        self.to_board()
        self.board.show_missing()

    def _do(self, run: Callable[[], object]) -> None:
        self.front_asked.emit()
        self.when_there(run)

    # words -----------------------------------------------------------------------------------

    def head_widget(self) -> QWidget | None:
        """How many reviews are missing, and the list as a file."""
        return self._head

    def _head_words(self) -> None:
        missing = self.sheet.missing if self.sheet is not None else 0
        there = self.sheet is not None and self.pages.currentWidget() in (self.board, self.preview)
        self.missing.setText(ntr("{n} review missing", "{n} reviews missing", missing))
        self.missing.setVisible(there and missing > 0)
        self.export.setVisible(there)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Assignment"))
        for part in (self.board, self.preview, self.no_round, self.no_panel, self.no_rows, self.not_read):
            part.retranslate()
        self.export.setText(tr("Export…"))
        self._head_words()

    def state(self) -> dict[str, Any]:
        """What the board remembers."""
        return self.board.state()

    def restore(self, state: dict[str, Any]) -> None:
        """Take it back."""
        self.board.restore(state)
