"""The desk: what is assigned, what is read, the form. One widget for the house and for an opened package."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import msg, text, tr
from incubator_gui.domain.review_desk import DeskPaper, DeskSheet, ReviewDesk
from incubator_gui.views.review.desk import bench_keys, bench_state, bench_walk
from incubator_gui.views.review.desk.bench_notes import BenchNotes
from incubator_gui.views.review.desk.bench_saving import Saving
from incubator_gui.views.review.desk.bench_splitter import DeskSplitter
from incubator_gui.views.review.desk.commands import Commands
from incubator_gui.views.review.desk.desk_head import DeskHead
from incubator_gui.views.review.desk.form_pane import FormPane
from incubator_gui.views.review.desk.grid import Grid
from incubator_gui.views.review.desk.list_model import is_open
from incubator_gui.views.review.desk.list_pane import ListPane
from incubator_gui.views.review.desk.pace import Pace
from incubator_gui.views.review.desk.reading_pane import ReadingPane
from incubator_gui.views.review.desk.saver import Saver
from incubator_gui.views.review.desk.shelf import Shelf
from incubator_gui.views.review.desk.words import name_of
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.styling import tight


class Workbench(QWidget):
    """`open(desk)` reads and shows; `head` is for the head of the screen around it.

    `scope` is the scope of commands of the screen it stands on. Call `refresh` when something changed elsewhere,
    `leave` before it goes: False keeps it, with what could not be stored.
    """

    sheet_read = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None, *, scope: str = "review",
                 empty: EmptyState | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.desk: ReviewDesk | None = None
        self.sheet: DeskSheet | None = None
        self.current: UUID | None = None
        self.paper: DeskPaper | None = None
        self.remembered: UUID | None = None
        self._focus_wanted = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(250)
        self._again.timeout.connect(self._read_again)
        theme = context.theme
        self.shelf, self.saver, self.pace = Shelf(context, self), Saver(context, self), Pace()
        self.head = DeskHead(theme)
        self.messages = MessageArea(theme)
        self.list, self.form = ListPane(theme), FormPane(theme)
        self.reading = ReadingPane(context, self.shelf)
        self.grid = Grid(context, self.saver)
        self.splitter = DeskSplitter(theme, (self.list, self.reading, self.form))
        self.empty = empty or EmptyState(theme, "clipboard-check", msg("There is no application to review in here."))
        self.waiting = PlainLabel("", "muted")
        self.waiting.setContentsMargins(16, 16, 16, 16)
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.stack = FrontStack()
        for page in (self.waiting, self.splitter, self.empty, self.grid):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self.messages)
        column.addWidget(self.stack, 1)
        self.notes = BenchNotes(self)
        self.saving = Saving(self)
        self.commands = Commands(context, self, scope)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.list.chosen.connect(self.go)
        self.list.entered.connect(self.form.focus)
        self.head.before_asked.connect(self.before)
        self.head.next_asked.connect(self.next_open)
        self.head.grid_asked.connect(self.show_grid)
        self.form.next_asked.connect(self.next_open)
        self.form.left.connect(self.saver.flush)
        self.reading.turned.connect(self.worked)
        self.grid.opened.connect(self.open_from_grid)

    # reading ---------------------------------------------------------------------------------

    def open(self, desk: ReviewDesk, *, whose: str = "") -> None:
        """Show a desk; `whose` names somebody else for whom is typed in."""
        self.saver.open(desk)
        self.shelf.open(desk)
        self.grid.open(desk)
        self.desk, self.sheet, self.paper = desk, None, None
        self.remembered, self.current = self.current or self.remembered, None
        self.messages.clear()
        self.list.name_list(whose)
        self.waiting.setText(tr("Reading the applications…"))
        self.stack.setCurrentWidget(self.waiting)
        self.read()

    def close_desk(self) -> None:
        """Nobody's desk: what is typed is sent first."""
        self.saver.flush()
        self.desk, self.sheet, self.paper, self.current = None, None, None, None
        self.head.show_progress(0, 0, None, before=False, next=False)

    def read(self) -> None:
        """Read the list again."""
        desk = self.desk
        if desk is not None:
            self.context.jobs.read(desk.sheet, partial(self._show_sheet, desk), failed=self._no_sheet, owner=self,
                                   key="sheet", title=msg("Reading the applications"))

    def refresh(self) -> None:
        """Something changed in the house: read again, a moment later and once for many changes."""
        if self.desk is not None:
            self._again.start()

    def _read_again(self) -> None:
        self.shelf.clear()
        self.read()

    def _show_sheet(self, desk: ReviewDesk, sheet: DeskSheet) -> None:
        if desk is not self.desk:
            return
        first, self.sheet = self.sheet is None, sheet
        self.messages.clear()
        self.saver.at = self.saver.at or sheet.saved_at
        self.list.model.set_rows(sheet.rows, sheet.rubric)
        self.list.retranslate()
        self.progress()
        self._tell_phase()
        if not sheet.rows:
            self.stack.setCurrentWidget(self.empty)
            self.current = None
            self.sheet_read.emit(sheet)
            return
        self.stack.setCurrentWidget(self.grid if self.head.grid.isChecked() else self.splitter)
        self.grid.show_sheet(sheet)
        if self.list.model.row_of(self.current) is None:
            self.current = None
            self.go(self._first())
        elif self.current is not None:
            self.read_paper(self.current)
        if first and self.isVisible() and not self.head.grid.isChecked() and self.focusWidget() is None:
            self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.sheet_read.emit(sheet)

    def _no_sheet(self, error: IncubatorError) -> None:
        self.messages.clear()
        self.messages.show_message(error.message, "error", link=msg("Try again"), on_link=self.read)
        if self.sheet is None:
            self.waiting.setText("")

    def _first(self) -> UUID:
        rows = self.list.model.all
        if any(row.application == self.remembered for row in rows) and self.remembered is not None:
            return self.remembered
        return next((row for row in rows if row.state == "draft"),
                    next((row for row in rows if row.state == "open"), rows[0])).application

    # one application -------------------------------------------------------------------------

    def go(self, application: UUID, *, focus: bool = False) -> None:
        """Bring an application to the front; what is typed on the one before is stored."""
        row = self.list.model.row_of(application)
        if row is None:
            return
        self._focus_wanted = focus
        self.saver.flush()
        if application != self.current:
            self.current, self.paper = application, None
            self.pace.work(application)
            self.list.select(application)
            self.form.show_row(row)
            kept = self.shelf.kept(application)
            if kept is not None:
                if self.saver.draft(application) is None:
                    self.saver.take(application, kept.form)
                self._show(kept)
            else:
                self.reading.wait(tr("Opening {name} …", name=name_of(row)))
        elif focus:
            self.form.focus()
        self.progress()
        self.read_paper(application)

    def read_paper(self, application: UUID) -> None:
        """Read it again."""
        self.shelf.read(application, partial(self._arrived, application, self.saver.stamp(application)),
                        partial(self._no_paper, application))

    def _arrived(self, application: UUID, stamp: int, paper: DeskPaper) -> None:
        if application != self.current:
            return
        if stamp != self.saver.stamp(application):
            self.read_paper(application)
            return
        self.saver.take(application, paper.form)
        self._show(paper)
        rows = self.list.model.shown
        place = self.list.model.place(application)
        after = next((row for row in (*rows[place + 1:], *rows[:place]) if is_open(row)), None)
        if after is not None:
            self.shelf.ahead(after.application, self.reading.wish)

    def _show(self, paper: DeskPaper) -> None:
        sheet, draft = self.sheet, self.saver.draft(paper.row.application)
        if sheet is None or draft is None:
            return
        first, self.paper = self.paper is None, paper
        self.form.show_paper(paper, draft.now, writable=sheet.may_review,
                             has_next=bench_walk.found_open(self) is not None, why_not=sheet.why_not or "")
        self.reading.show_paper(paper, draft.now, sheet.sees_others, blind=sheet.is_blind)
        self.saving.kept(paper.row.application)
        if first and self._focus_wanted:
            self._focus_wanted = False
            self.form.focus()

    def _no_paper(self, application: UUID, error: IncubatorError) -> None:
        if application == self.current:
            self.shelf.forget(application)
            self.paper = None
            self.reading.wait(text(error.message))
            self.form.show_nothing()

    # going on --------------------------------------------------------------------------------

    def next(self) -> None:
        """The next application of the list."""
        bench_walk.walk(self, 1)

    def before(self) -> None:
        """The application before."""
        bench_walk.walk(self, -1)

    def next_open(self) -> None:
        """The next application that is open or begun, from the end on to the beginning."""
        bench_walk.next_open(self)

    def finish_and_go_on(self) -> None:
        """Finish the review in front, and open the next one."""
        bench_walk.finish_and_go_on(self)

    def store(self) -> None:
        """Store now; again, where it failed."""
        self.saver.retry()

    # the frame -------------------------------------------------------------------------------

    def leave(self) -> bool:
        """Store what is typed; False while something could not be stored and nobody gave it up."""
        return self.saving.leave()

    def state(self) -> dict[str, Any]:
        """What the next start should find again."""
        return bench_state.state(self)

    def restore(self, state: dict[str, Any]) -> None:
        """Take it back; trust nothing in it."""
        bench_state.restore(self, state)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("My reviews"))
        for part in (self.head, self.messages, self.list, self.reading, self.form, self.grid, self.empty):
            part.retranslate()
        self.splitter.setAccessibleName(tr("List, application and form"))

    # the grid --------------------------------------------------------------------------------

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to review."""
        return self.stack.currentWidget() in (self.empty, self.waiting)

    @property
    def in_grid(self) -> bool:
        """Whether the grid is in front."""
        return self.stack.currentWidget() is self.grid

    def toggle_grid(self) -> None:
        """The grid, or one by one."""
        self.head.grid.toggle()

    def show_grid(self, on: bool) -> None:
        """Rows of applications, columns of criteria."""
        bench_walk.show_grid(self, on)

    def open_from_grid(self, application: UUID) -> None:
        """One row alone, with its form."""
        self.head.grid.setChecked(False)
        self.go(application, focus=True)
        self.saving.kept(application)

    # keys ------------------------------------------------------------------------------------

    def next_pane(self) -> None:
        """The keyboard goes round."""
        bench_keys.next_pane(self)

    def command(self, event: QKeyEvent) -> bool:
        """A key that no field took; whether it is one of the desk's."""
        return bench_keys.command(self, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Figures and letters score wherever no text is written."""
        if bench_keys.undoes(self, event):
            bench_keys.undo(self, event)
        elif not self.command(event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """What was typed a moment ago and is not stored yet is taken back here, not by the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and bench_keys.undoes(
                self, event):
            event.accept()
            return True
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Its commands hold."""
        super().showEvent(event)
        self.commands.claim()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """What is typed is stored; its commands hold no longer."""
        super().hideEvent(event)
        self.saver.flush(waiting=False)
        self.commands.release()

    # within ----------------------------------------------------------------------------------

    def worked(self) -> None:
        """A sign of work."""
        if self.current is not None:
            self.pace.work(self.current)

    def progress(self) -> None:
        """How far somebody is."""
        rows = self.list.model.all
        open_ = sum(is_open(row) and not bench_walk.ended(self, row.application) for row in rows)
        self.head.show_progress(len(rows) - open_, len(rows), self.pace.left(open_),
                                before=self.list.model.place(self.current) > 0,
                                next=bench_walk.found_open(self) is not None)

    def _tell_phase(self) -> None:
        sheet = self.sheet
        if sheet is not None and not sheet.may_review and sheet.rows:
            self.messages.show_message(sheet.why_not or msg("Nothing can be reviewed at present."), "info",
                                       closable=False)
