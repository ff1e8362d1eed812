"""The part "Packages": who got what and when it came back, sending out, and merging what was sent back.

Files can be dropped anywhere on it, any number at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from incubator_gui.actions.declared import Action
from incubator_gui.core.errors import Cancelled, IncubatorError, Refused
from incubator_gui.core.messages import msg, nmsg, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.jobs.progress import Progress
from incubator_gui.services.review_packages import Made, PackageRow, ReviewerState
from incubator_gui.services.review_returns import FileRun
from incubator_gui.views.review.packages.columns import log_columns, reviewer_columns
from incubator_gui.views.review.packages.list_page import ListPage
from incubator_gui.views.review.packages.made_dialog import MadeDialog
from incubator_gui.views.review.packages.returned_files import ReturnedFiles
from incubator_gui.views.review.packages.returns_page import ReturnsPage
from incubator_gui.views.review.packages.send_dialog import SendDialog
from incubator_gui.views.review.packages.words import receipt
from incubator_gui.views.review.review_tab import ReviewTab
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.labels import ElidedLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.segments import SegmentedControl
from incubator_gui.widgets.styling import Button, tight

_SHOWN = ("review_package", "review_return", "review", "review_assignment", "reviewer", "panel_seat", "person",
          "review_round", "review_phase", "conflict", "application", "redacted_text", "document_clearance")
_HERE = frozenset({"review"})
LOG = "log"


class PackagesTab(ReviewTab):
    """Reviewers and the log; the page of returned files comes in front while there are any."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme = context.theme
        self.dialog: SendDialog | MadeDialog | QFileDialog | None = None
        self.states: tuple[ReviewerState, ...] = ()
        self._kept: dict[str, Any] = {}
        self.setAcceptDrops(True)
        self.messages = MessageArea(theme)
        self.no_round = EmptyState(theme, "send", msg(
            "The review of this call is not set up yet. Choose a rubric and the phases first."),
            msg("Set up the review"), button_icon="sliders-horizontal")
        self.not_read = EmptyState(theme, "circle-x", msg("The packages could not be read."), msg("Try again"),
                                   button_icon="refresh-cw")
        self.out = ListPage(context, reviewer_columns(), "package reviewers", msg("Reviewers and their packages"),
                            EmptyState(theme, "users", msg(
                                "Nobody is on the panel of this call yet. Add reviewers and assign applications, then "
                                "packages can be sent to them."), msg("Add reviewers"), button_icon="user-plus"),
                            "name", {"name": 140, "way": 104, "last": 108, "returned": 108, "open": 72, "assigned": 76,
                                     "due": 92, "overdue": 84, "done": 68})
        self.log = ListPage(context, log_columns(), "package log", msg("Log of packages"),
                            EmptyState(theme, "send", msg(
                                "Nothing has left for reviewers of this call. What is sent out is noted here, and when "
                                "it came back."), msg("Send out…"), button_icon="send"),
                            "file", {"file": 110, "blind": 72, "language": 76, "protection": 100, "reviewer": 116,
                                     "way": 104, "made": 108, "returned": 108, "applications": 84, "due": 92})
        self.files = ReturnedFiles(context, self.log, self.open_files)
        self.returns = ReturnsPage(context)
        self.pages = FrontStack()
        for page in (self.out, self.log, self.returns, self.no_round, self.not_read):
            self.pages.addWidget(page)
        self.segments = SegmentedControl(theme, (("out", msg("Reviewers"), ""), (LOG, msg("Log"), "")),
                                         msg("What is shown"))
        self.hint = ElidedLabel("", "label")
        self.take, self.send = Button(theme, icon="download"), Button(theme, icon="send", kind="main")
        self._tools = QWidget()
        tools = QHBoxLayout(self._tools)
        tight(tools, 8, 16, 16, 16, 0)
        tools.addWidget(self.segments)
        tools.addWidget(self.hint, 1)
        tools.addWidget(self.take)
        tools.addWidget(self.send)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self.messages)
        column.addWidget(self._tools)
        column.addWidget(self.pages, 1)
        self._connect()
        for action, run in (
                (Action("review.send_out", msg("Send out review packages…"), "send", "", _HERE), self.ask_send),
                (Action("review.take_in", msg("Merge returned reviews…"), "download", "", _HERE), self.ask_files)):
            context.actions.add(action, partial(self._do, run))
        self.out.table.rows.set_loading()
        self.log.table.rows.set_loading()
        self.retranslate()

    def _connect(self) -> None:
        self.segments.chosen.connect(lambda _key: self._front())
        self.send.clicked.connect(self.ask_send)
        self.take.clicked.connect(self.ask_files)
        self.no_round.pressed.connect(lambda: self.part_asked.emit("setup", {"segment": "round"}))
        self.not_read.pressed.connect(self.read)
        self.out.empty.pressed.connect(lambda: self.part_asked.emit("panel", {"segment": "people"}))
        self.log.empty.pressed.connect(self.ask_send)
        self.out.table.selected.connect(lambda _ids: self._allow())
        self.out.table.rows.checks_changed.connect(self._allow)
        self.out.table.menu_asked.connect(self._menu)
        self.out.table.link_clicked.connect(lambda id, _key: self._to_assignment(id))
        self.out.table.activated_id.connect(lambda id: self.ask_send([id]))
        self.returns.left.connect(self.leave_returns)
        self.returns.more_asked.connect(self.ask_files)
        self.returns.merge_asked.connect(self.merge)

    # reading ---------------------------------------------------------------------------------

    def read(self) -> None:
        """Reviewers and log of the call."""
        house, call = self.context.house, self.call
        if call is None:
            return

        def work() -> tuple[UUID, tuple[ReviewerState, ...], tuple[PackageRow, ...]]:
            return call, house.review_packages.reviewers(call), house.review_packages.rows(call)

        self.context.jobs.read(work, self._show, failed=self.failed, owner=self, key="packages",
                               title=msg("Reading the packages"))

    def touched(self, changes: Changes) -> bool:
        """Whatever stands in a row."""
        return changes.touches(*_SHOWN)

    def refresh(self, changes: Changes) -> None:
        """What was looked at is looked at again: it may have been stored meanwhile."""
        super().refresh(changes)
        if self.returns.runs and changes.touches("review", "review_answer", "review_return", "conflict"):
            self.look_again()

    def round_changed(self, other_call: bool) -> None:
        """Lists belong to their call; returned files find theirs by themselves."""
        if other_call:
            for page in (self.out, self.log):
                page.table.rows.set_rows(())
                page.table.rows.set_loading()
                page.body.setCurrentWidget(page.table)
        super().round_changed(other_call)
        self._front()

    def failed(self, error: IncubatorError) -> None:
        """Where nothing was read yet, a page says so."""
        if self._there:
            super().failed(error)
        else:
            self.not_read.set_line(error.message)
            self.pages.setCurrentWidget(self.not_read)

    def _show(self, found: tuple[UUID, Sequence[ReviewerState], Sequence[PackageRow]]) -> None:
        call, reviewers, log = found
        if call != self.call:
            return
        self.states = tuple(reviewers)
        self.out.show_rows([(one.id, one) for one in reviewers])
        self.log.show_rows([(one.id, one) for one in log])
        self.arrived()
        if self.pages.currentWidget() is self.not_read:
            self.pages.setCurrentWidget(self.out)
        self._front()

    def _front(self) -> None:
        page: QWidget = self.log if self.segments.key == LOG else self.out
        if self.round is not None and self.round.round_id is None:
            page = self.no_round
        if self.returns.runs:
            page = self.returns
        if self.pages.currentWidget() is not self.not_read or page is self.returns:
            self.pages.setCurrentWidget(page)
        self._tools.setVisible(page is not self.returns)
        self.segments.setVisible(page is not self.no_round)
        self._allow()

    # sending out -----------------------------------------------------------------------------

    def ask_send(self, ids: Iterable[UUID] | None = None) -> None:
        """The dialog for the marked reviewers, else for all who have something open."""
        call = self.call
        if call is None or self.round is None or self.round.round_id is None:
            return
        chosen = list(ids) if isinstance(ids, (list, tuple)) else []
        if not chosen and self.segments.key != LOG:
            chosen = list(self.out.table.marked_ids())
        if not chosen:
            chosen = [one.id for one in self.states if one.open]
        if not chosen:
            self._say(msg("Nobody has anything open. Mark the reviewers who shall get a file all the same."))
            return
        dialog = SendDialog(self.context, call, chosen, self._kept, self.window())
        dialog.made.connect(lambda made: self._sent(dialog, made))
        dialog.gaps_asked.connect(lambda application: self._to_gaps(dialog, application))
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _sent(self, dialog: SendDialog, made: Sequence[Made]) -> None:
        self._kept = dialog.choices()
        dialog.accept()
        done = MadeDialog(self.context, made, self.window())
        done.finished.connect(self._closed)
        self.dialog = done
        done.open()

    def _to_gaps(self, dialog: SendDialog, application: UUID | None) -> None:
        dialog.reject()
        filters: dict[str, Any] = {"segment": "blind"}
        if application is not None:
            filters["application"] = str(application)
        self.part_asked.emit("panel", filters)

    # taking in -------------------------------------------------------------------------------

    def ask_files(self) -> None:
        """Which files came back."""
        dialog = FileDialog(self, tr("Returned reviews"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([tr("Returned reviews (*.ireview *.pdf *.xlsx *.ods *.xls *.zip *.eml)"),
                               tr("All files (*)")])
        dialog.filesSelected.connect(lambda names: self.open_files([Path(name) for name in names]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def open_files(self, paths: Iterable[Path]) -> None:
        """Look at files that came back; those that are looked at already stay beside them."""
        house, found = self.context.house, list(dict.fromkeys([*self.returns.paths, *paths]))
        if not found:
            return

        def work(progress: Progress) -> tuple[FileRun, ...]:
            runs: tuple[FileRun, ...] = house.review_returns.read(found, on_step=progress.report,
                                                                  stop=progress.cancelled)
            return runs

        self.context.jobs.run(work, self._looked, failed=self._refused, owner=self, key="returns",
                              title=msg("Looking at returned files"))

    def look_again(self) -> None:
        """What the files would do now, after something else was stored."""
        house, runs = self.context.house, self.returns.runs
        self.context.jobs.read(lambda: house.review_returns.again(runs), self._looked, failed=self._refused, owner=self,
                               key="returns")

    def merge(self) -> None:
        """One transaction, one step of undo."""
        house, runs, choices = self.context.house, self.returns.runs, dict(self.returns.choices)
        self.returns.set_busy(True)
        self.context.jobs.write(lambda: house.review_returns.apply(runs, choices), self._merged,
                                failed=self._not_merged, owner=self, title=msg("Merging reviews"))

    def leave_returns(self) -> None:
        """Back to the lists; the files stay as they are."""
        self.context.jobs.drop(self, "returns")
        self.returns.clear()
        self._front()
        self.out.table.setFocus()

    def _looked(self, runs: tuple[FileRun, ...]) -> None:
        first = not self.returns.runs
        self.returns.show_runs(runs)
        self._front()
        if first:
            self.front_asked.emit()
            self.returns.files.setFocus()

    def _merged(self, outcome: Any) -> None:
        done = receipt(self.returns.runs)
        self.leave_returns()
        said = nmsg("{n} review merged.", "{n} reviews merged.", outcome.value.reviews)
        if outcome.value.kept:
            said = nmsg("{n} answer stayed as it was stored.", "{n} answers stayed as they were stored.",
                        outcome.value.kept)
        self.messages.clear()
        self.messages.show_message(said, "info", link=msg("Copy receipt"), on_link=lambda: self._copy(done))

    def _copy(self, words: str) -> None:
        QGuiApplication.clipboard().setText(words)
        self.context.shell.say(msg("Receipt copied; it tells reviewers what arrived."))

    def _not_merged(self, error: IncubatorError) -> None:
        self.returns.set_busy(False)
        self._refused(error)
        if isinstance(error, Refused):
            self.look_again()

    def _refused(self, error: IncubatorError) -> None:
        if not isinstance(error, Cancelled):
            self.context.shell.warn(error.message)

    # ------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Files are welcome, any number of them."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Look at them."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.open_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def apply(self, filters: dict[str, Any]) -> None:
        """`files` are paths of returned files, `segment` out or log."""
        if filters.get("segment") in ("out", LOG):
            self.segments.choose(str(filters["segment"]))
        files = filters.get("files")
        if isinstance(files, (list, tuple)):
            self.open_files([Path(str(name)) for name in files])

    def ask_new(self) -> None:
        """What the key for New does here."""
        self.ask_send()

    def ask_file(self) -> None:
        """Export the list in front."""
        page = self.pages.currentWidget()
        if isinstance(page, ListPage):
            page.ask_file()

    def to_filter(self) -> None:
        """The keyboard goes to the filter."""
        page = self.pages.currentWidget()
        if isinstance(page, ListPage):
            page.bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def print_(self) -> None:
        """Print the list in front."""
        page = self.pages.currentWidget()
        if isinstance(page, ListPage):
            page.print_()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.setAccessibleName(tr("Review packages"))
        self.take.setText(tr("Merge returns…"))
        self.hint.setText(tr("Files that reviewers sent back can be dropped here, any number at once."))
        for part in (self.messages, self.no_round, self.not_read, self.out, self.log, self.returns, self.segments):
            part.retranslate()
        self._allow()

    def state(self) -> dict[str, Any]:
        """Which list, its columns, and how things were sent last."""
        return {"segment": self.segments.key, "out": self.out.state(), "log": self.log.state(),
                "returns": self.returns.state(), "send": self._kept}

    def restore(self, state: dict[str, Any]) -> None:
        """Take it back."""
        if state.get("segment") in ("out", LOG):
            self.segments.choose(str(state["segment"]))
        for key, part in (("out", self.out), ("log", self.log), ("returns", self.returns)):
            part.restore(state.get(key))
        if isinstance(state.get("send"), dict):
            self._kept = state["send"]

    def _menu(self, ids: list[UUID], place: QPoint) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(tr("Send out…"), lambda: self.ask_send(ids))
        menu.addAction(tr("Show assignment"), lambda: self._to_assignment(ids[0]))
        menu.addSeparator()
        menu.addAction(tr("Export…"), self.out.ask_file)
        menu.popup(place)

    def _to_assignment(self, reviewer: UUID) -> None:
        self.part_asked.emit("assignment", {"reviewer": str(reviewer)})

    def _allow(self) -> None:
        marked = len(self.out.table.marked_ids()) if self.segments.key != LOG else 0
        self.send.setText(tr("Send out to {n}…", n=marked) if marked else tr("Send out…"))
        self.send.setEnabled(self.round is not None and self.round.round_id is not None)

    def _say(self, message: Any) -> None:
        self.messages.clear()
        self.messages.show_message(message, "info")

    def _closed(self) -> None:
        self.dialog = None

    def _do(self, run: Callable[[], object]) -> None:
        self.front_asked.emit()
        self.when_there(run)
