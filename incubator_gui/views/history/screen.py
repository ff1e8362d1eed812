"""The screen: filters, the list of steps, the panel that settles clashes, details at the right."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from incubator_gui.actions.declared import Action
from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, nmsg, text
from incubator_gui.domain.changes import Changes
from incubator_gui.jobs.progress import Progress
from incubator_gui.services.history_pages import PAGE, ClashLine, HistoryFilter, HistoryPages, HistoryRow
from incubator_gui.services.outcome import UndoClash
from incubator_gui.views.history.clash import ClashPanel
from incubator_gui.views.history.details import Details
from incubator_gui.views.history.export import write_csv
from incubator_gui.views.history.filters import HistoryFilters
from incubator_gui.views.history.model import HistoryModel
from incubator_gui.views.history.table import StepTable
from incubator_gui.views.history.words import fitting
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.screen import Screen
from incubator_gui.widgets.styling import tight

_HERE = frozenset({"history"})


class HistoryScreen(Screen):
    """Every step of the house."""

    id = "history"
    title = msg("History")
    icon = "history"
    kinds: ClassVar[frozenset[str]] = frozenset({"change_set"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        theme = context.theme
        self.model = HistoryModel(self)
        self.filters = HistoryFilters(theme)
        self.table = StepTable(theme, self.model)
        self.details = Details(theme, self)
        self.details.hide()
        self.clash = ClashPanel(theme)
        self.messages = MessageArea(theme)
        self.empty = EmptyState(theme, "history", msg("Nothing was changed yet. Every step will stand here."))
        self._title = PlainLabel("", "title")
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self.empty)
        column = QVBoxLayout(self)
        tight(column, 12, 16, 12, 16, 0)
        head = QHBoxLayout()
        tight(head, 8)
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self.filters.prove)
        head.addWidget(self.filters.export)
        column.addLayout(head)
        column.addWidget(self.filters)
        column.addWidget(self.messages)
        column.addWidget(self.clash)
        column.addWidget(self._body, 1)
        self._asked = HistoryFilter()
        self._open_details = True
        self.filters.changed.connect(self._reload)
        self.filters.prove.clicked.connect(self._prove)
        self.filters.export.clicked.connect(self._choose_file)
        self.model.wanted.connect(self._next_page)
        self.table.looked_at.connect(self._look)
        self.table.activated.connect(lambda _index: self._show_details(True))
        self.details.turn_asked.connect(self._turn)
        self.details.opened.connect(context.shell.open_record)
        self.details.close_asked.connect(lambda: self._show_details(False))
        self.clash.answered.connect(self._turn)
        self.clash.given_up.connect(self._give_up)
        for action, run in (
                (Action("history.turn", msg("Undo or repeat the selected step"), "undo-2", scopes=_HERE),
                 self._turn_selected),
                (Action("history.prove", msg("Check the chain of the history"), "shield-check", scopes=_HERE),
                 self._prove),
                (Action("history.export", msg("Export the history as CSV…"), "download", scopes=_HERE),
                 self._choose_file)):
            context.actions.add(action, run)
        self.retranslate()

    @property
    def _pages(self) -> HistoryPages:
        return HistoryPages(self.context.house.database)

    # reading ---------------------------------------------------------------------------------

    def activated(self, first: bool) -> None:
        """The newest steps, and everybody who wrote."""
        if first:
            self._reload()
        else:
            self._refresh()
        history = self.context.house.history
        self.context.jobs.read(history.writers, self.filters.set_writers, owner=self, key="writers")

    def refresh(self, changes: Changes) -> None:
        """Every change is a step."""
        if self.began and changes:
            self._refresh()

    def _reload(self) -> None:
        """Another filter: from the top."""
        asked, pages, speaker = self.filters.asked(), self._pages, current()
        self.model.reset()
        self.filters.set_count(None)

        def work() -> tuple[HistoryFilter, tuple[HistoryRow, ...]]:
            full = asked
            if asked.text:
                keys = fitting(pages.sentences(), asked.text, speaker)
                full = HistoryFilter(asked.who, asked.kind, asked.text, keys, asked.since, asked.until)
            return full, pages.page(full)

        def show(found: tuple[HistoryFilter, tuple[HistoryRow, ...]]) -> None:
            self._asked = found[0]
            self._show_first(found[1], PAGE)
            self._count()
            if self.model.rows and not self.table.currentIndex().isValid():
                self.table.setCurrentIndex(self.model.index(0, 0))

        self.context.jobs.drop(self, "next")
        self.context.jobs.read(work, show, failed=self._failed, owner=self, key="first")

    def _refresh(self) -> None:
        """The same filter, what is new on top."""
        asked, pages = self._asked, self._pages
        many = max(PAGE, min(len(self.model.rows), 5 * PAGE))

        def show(rows: tuple[HistoryRow, ...]) -> None:
            self._show_first(rows, many)
            self._count()

        self.context.jobs.read(lambda: pages.page(asked, None, many), show, failed=self._failed, owner=self,
                               key="first")

    def _count(self) -> None:
        """How many fit: counting a long history takes longer than showing its first page."""
        asked, pages = self._asked, self._pages
        filtered = asked != HistoryFilter()
        self.empty.set_line(msg("No step fits this filter.") if filtered
                            else msg("Nothing was changed yet. Every step will stand here."))
        self._body.setCurrentWidget(self.table if self.model.rows else self.empty)
        self.context.jobs.read(lambda: pages.count(asked), self.filters.set_count, failed=self._failed, owner=self,
                               key="count")

    def _show_first(self, rows: tuple[HistoryRow, ...], asked: int) -> None:
        row = self.details.step()
        offset = self.table.verticalScrollBar().value()
        self.model.put_first(rows, asked)
        line = self.model.line_of(row.id if row else None)
        if line >= 0:
            self.table.setCurrentIndex(self.model.index(line, max(0, self.table.currentIndex().column())))
            self.table.verticalScrollBar().setValue(offset)
            self.details.show_step(self.model.rows[line])

    def _next_page(self, before: int | None) -> None:
        asked, pages = self._asked, self._pages
        self.context.jobs.read(lambda: pages.page(asked, before), self.model.append,
                               failed=self._no_page, owner=self, key="next")

    def _no_page(self, error: IncubatorError) -> None:
        self.model.failed()
        self._failed(error)

    def _failed(self, error: IncubatorError) -> None:
        self.messages.show_message(error.message, "error")

    def _look(self, row: HistoryRow | None) -> None:
        if row is None:
            return
        new = self.details.step() is None or self.details.step() != row
        self.details.show_step(row)
        self.context.shell.refresh_side()
        if new:
            pages = self._pages
            self.context.jobs.read(lambda: pages.details(row.id), self.details.show_changes, failed=self._failed,
                                   owner=self, key="details")

    # turning round ---------------------------------------------------------------------------

    def _turn_selected(self) -> None:
        row = self.details.step()
        if row is not None:
            self._turn(row)

    def _turn(self, row: HistoryRow, overwrite: frozenset[Any] = frozenset(),
              keep: frozenset[Any] = frozenset()) -> None:
        """Undo a step, or repeat one that was undone: the end of its chain is turned round."""
        history, pages = self.context.house.history, self._pages

        def failed(error: IncubatorError) -> None:
            if isinstance(error, UndoClash):
                self.context.jobs.read(lambda: pages.clashes(row.tip), lambda lines: self._ask(row, lines),
                                       failed=self._failed, owner=self, key="clashes")
            else:
                self._failed(error)

        self.context.jobs.write(lambda: history.undo(row.tip, overwrite=overwrite, keep=keep),
                                lambda _outcome: self._turned(), failed=failed, owner=self, title=msg("Undoing"))

    def _turned(self) -> None:
        if not self.clash.isHidden():
            self.clash.hide()
            self.table.setFocus()

    def _ask(self, row: HistoryRow, lines: tuple[ClashLine, ...]) -> None:
        if lines:
            self.clash.ask(row, lines)
        else:
            self._turn(row)

    def _give_up(self) -> None:
        self.clash.hide()
        self.table.setFocus()

    # proof and export ------------------------------------------------------------------------

    def _prove(self) -> None:
        self.filters.prove.setEnabled(False)

        def show(verdict: Any) -> None:
            self.filters.prove.setEnabled(True)
            for bar in self.messages.bars():
                self.messages.remove(bar)
            if verdict.holds:
                self.messages.show_message(msg(
                    "The chain holds: {sets} steps with {entries} entries, none of them altered.",
                    sets=verdict.change_sets, entries=verdict.entries), "success")
                return
            for fault in reversed(verdict.faults[:2]):
                self.messages.show_message(fault, "error")
            if len(verdict.faults) > 2:
                self.messages.show_message(nmsg(
                    "{n} more fault was found. Restore a backup from before, or ask for help with the exported"
                    " history.",
                    "{n} more faults were found. Restore a backup from before, or ask for help with the exported"
                    " history.", len(verdict.faults) - 2), "error")

        def failed(error: IncubatorError) -> None:
            self.filters.prove.setEnabled(True)
            self._failed(error)

        self.context.jobs.read(self.context.house.history.prove, show, failed=failed, owner=self,
                               title=msg("Checking the chain"), key="prove")

    def _choose_file(self) -> None:
        dialog = FileDialog(self, text(msg("Export the history as CSV")), "", "CSV (*.csv)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile("history.csv")
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_to(self, path: Path) -> None:
        """Write what the filter lets through to a file."""
        asked, pages = self._asked, self._pages

        def work(progress: Progress) -> int:
            return write_csv(pages.all(asked), path, pages.count(asked), progress)

        def done(number: int) -> None:
            self.context.shell.say(nmsg("{n} step written to {name}", "{n} steps written to {name}", number,
                                        name=path.name))

        self.context.jobs.run(work, done, failed=self._failed, owner=self, title=msg("Exporting the history"))

    # the frame -------------------------------------------------------------------------------

    def side_panel(self) -> QWidget | None:
        """What the selected step did."""
        return self.details if self._open_details and self.details.step() is not None else None

    def _show_details(self, on: bool) -> None:
        self._open_details = on
        self.context.shell.refresh_side()

    def apply(self, filters: dict[str, Any]) -> None:
        """`who`, `kind` and `text` of the filter."""
        self.filters.choose(who=str(filters.get("who", "")), kind=str(filters.get("kind", "")),
                            words=str(filters.get("text", "")))

    def open_record(self, kind: str, id: UUID) -> None:
        """Look at one step, wherever it stands in the list."""
        pages = self._pages
        self._open_details = True
        self.context.jobs.read(lambda: pages.some([id]), lambda rows: self._look(rows[0] if rows else None),
                               failed=self._failed, owner=self, key="step")

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._title.setText(text(self.title))
        self.setAccessibleName(text(self.title))
        for part in (self.filters, self.table, self.details, self.messages, self.empty):
            part.retranslate()
        self.model.retranslate()
        if not self.clash.isHidden():
            self.clash.retranslate()
