"""One roadshow: event and line-up, its pack, and who got which."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, nmsg, text, tr
from incubator_gui.services.paper_files import clean_name
from incubator_gui.services.roadshow_rows import CandidateRow, EntryRow
from incubator_gui.views.roadshows.entry_panel import EntryPanel
from incubator_gui.views.roadshows.issues_tab import IssuesTab
from incubator_gui.views.roadshows.lineup_tab import LineupTab
from incubator_gui.views.roadshows.pack_tab import PackTab
from incubator_gui.views.roadshows.picker import Picker
from incubator_gui.views.roadshows.stock import ShowStock, read_show
from incubator_gui.views.roadshows.words import PHASES, phase, phase_look
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.front_stack import FrontStack
from incubator_gui.widgets.labels import ElidedLabel
from incubator_gui.widgets.record_page import RecordPage
from incubator_gui.widgets.styling import Button, IconButton, tight
from incubator_gui.widgets.tag import Tag

TABS: tuple[tuple[str, Message], ...] = (
    ("lineup", msg("Line-up")), ("pack", msg("Pack")), ("issues", msg("Issue log")))


class ShowPage(RecordPage[ShowStock]):
    """`side_changed`: another side panel, or none; `turned`: what commands are for changed."""

    side_changed = Signal()
    turned = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, TABS, scrolls=False, parent=parent)  # three names always have room
        theme = context.theme
        self._picking = False
        self._reveal: UUID | None = None
        self.lineup, self.pack, self.issues = LineupTab(context), PackTab(context), IssuesTab(context)
        self.panel, self.picker = EntryPanel(context, self), Picker(theme, self)
        self.panel.hide()
        self.picker.hide()
        self.tabs: dict[str, Any] = {"lineup": self.lineup, "pack": self.pack, "issues": self.issues}
        self._when = ElidedLabel("", "muted")
        self._phase = Tag(theme)
        self.make = Button(theme, icon="book-open", kind="main", shrinks=True)
        self.file = IconButton(theme, "calendar-days")
        self.dialog: QFileDialog | None = None
        self._pages = FrontStack()
        for key, _words in TABS:
            self._pages.addWidget(self.tabs[key])
        self.lay_out(self._make_head(), self._pages)
        self.make.clicked.connect(lambda: self.show_tab("pack"))
        self.file.clicked.connect(self.ask_calendar)
        self.bar.currentChanged.connect(self._turn)
        self.lineup.selected.connect(self._selected)
        self.lineup.add_asked.connect(self.pick)
        self.lineup.opened.connect(lambda id: context.shell.open_record("company", id))
        self.lineup.view_asked.connect(self._view)
        self.picker.chosen.connect(self.lineup.invite)
        self.picker.closed.connect(self.close_side)
        self.panel.close_asked.connect(self.close_side)
        self.panel.status_asked.connect(self.lineup.set_status)
        self.panel.attach_asked.connect(self.lineup.attach_file)
        self.pack.entry_asked.connect(self._show_entry)
        self.issues.pack_asked.connect(lambda: self.show_tab("pack"))
        self.retranslate()

    def _make_head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        tight(head, 8, 16, 12, 16, 8)
        head.addWidget(self.back)
        second = QHBoxLayout()
        tight(second, 8)
        for widget in (self._name, self._phase):
            second.addWidget(widget)
        second.addWidget(self._when, 1)
        second.addWidget(self.file)
        second.addWidget(self.make)
        self._name.setMinimumHeight(self._context.theme.px(30))  # as high as with the button
        head.addLayout(second)
        return head

    # reading ---------------------------------------------------------------------------------

    def open(self, id: UUID, tab: str = "", *, quiet: bool = False) -> None:
        """Show a roadshow; `quiet`: say nothing when it is not there."""
        self._quiet = quiet
        if self.stock is not None and id != self.stock.id:
            self.messages.clear()
            self.lineup.table.clearSelection()
            self._picking, self.panel.entry = False, None
        if tab or self._wanted != id:
            self.show_tab(tab or "lineup")
        self._wanted = id
        self.read()

    def read(self) -> None:
        """Everything about the roadshow anew."""
        if self._wanted is None:
            return
        house, id = self._context.house, self._wanted
        self._context.jobs.read(lambda: read_show(house, id), self._show, failed=self.failed, owner=self, key="show",
                                title=msg("Reading a roadshow"))

    def read_companies(self) -> None:
        """The companies that can be invited."""
        house = self._context.house
        self._context.jobs.read(house.roadshows.candidates, self._show_companies, owner=self, key="companies")

    def _show(self, stock: ShowStock) -> None:
        self.stock = stock
        for tab in self.tabs.values():
            tab.show_stock(stock)
        self.picker.show_companies(present=frozenset(one.company_id for one in stock.lineup))
        self._follow(self.lineup.current())
        self._fill()
        if self._reveal is not None:
            reveal, self._reveal = self._reveal, None
            self._show_entry(reveal)

    def _show_companies(self, rows: tuple[CandidateRow, ...]) -> None:
        self.picker.show_companies(rows)

    def _fill(self) -> None:
        stock = self.stock
        if stock is None:
            return
        row = stock.row
        self.show_name(row.name)
        key = phase(row, stock.today)
        self._phase.set(text(PHASES[key]), *phase_look(key))
        times = tr("{start} to {end}", start=row.starts_at, end=row.ends_at) if row.starts_at and row.ends_at \
            else row.starts_at
        day = current().day(row.held_on, "full") if row.held_on else ""
        self._when.setText(current().joined([day, times, row.place]))
        self.bar.setTabText(0, tr("Line-up {n}", n=len(stock.lineup)) if stock.lineup else tr("Line-up"))
        self.bar.setTabText(2, tr("Issue log {n}", n=len(stock.issues)) if stock.issues else tr("Issue log"))
        self.messages.clear()
        if key == "over" and stock.row.packs == 0 and stock.lineup:
            self.messages.show_message(msg("This roadshow is over. Line-up and pack can still be changed for the"
                                           " files."), "info")

    # tabs and side ---------------------------------------------------------------------------

    def side(self) -> QWidget | None:
        """The list of companies, or the company that is selected."""
        if self.tab() != "lineup" or self.stock is None:
            return None
        if self._picking:
            return self.picker
        return self.panel if self.panel.entry is not None else None

    def pick(self) -> None:
        """Show the companies that can be invited."""
        self.show_tab("lineup")
        self._picking = True
        self.read_companies()
        self.side_changed.emit()
        self.picker.field.setFocus()

    def close_side(self) -> None:
        """No side panel, until another company is selected."""
        if self._picking:
            self._picking = False
        elif self.panel.commit():
            self.panel.entry = None
        self.side_changed.emit()
        self.lineup.table.setFocus()

    def attach(self, path: Path) -> None:
        """A deck for the company that is selected."""
        entry = self.lineup.current()
        if entry is not None:
            self.lineup.attach_file(entry.id, path)

    def _turn(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        for button in (self.make, self.file):
            button.setVisible(self.tab() != "pack")
        if self.tab() == "pack" and self.pack.stock is not None:
            self.pack.look()
        self.side_changed.emit()
        self.turned.emit()

    def _selected(self, entry: EntryRow | None) -> None:
        if entry is not None:
            if self.panel.entry is not None and self.panel.entry.id != entry.id and not self.panel.commit():
                self._context.shell.warn(msg("Something here could not be saved. Correct it, or press Escape in the"
                                             " field to give it up."), "warning")
            self._follow(entry)
            self.side_changed.emit()
        self.turned.emit()

    def _follow(self, entry: EntryRow | None) -> None:
        stock = self.stock
        if stock is None:
            return
        shown = entry or (stock.entry(self.panel.entry.id) if self.panel.entry is not None else None)
        if shown is None:
            if self.panel.entry is not None:
                self.panel.entry = None
                self.side_changed.emit()
            return
        self.panel.show_entry(shown, stock.lineup.index(shown) + 1, len(stock.lineup))

    def ask_calendar(self) -> None:
        """Where a file with the event and its rehearsals goes, for any calendar program."""
        if self.stock is None:
            return
        dialog = FileDialog(self, tr("Write a calendar file"), "", "iCalendar (*.ics)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("ics")
        dialog.selectFile(f"{clean_name(self.stock.row.name, 'roadshow')}.ics")
        dialog.fileSelected.connect(lambda name: self.write_calendar(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.destroyed.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def write_calendar(self, path: Path) -> None:
        """The event and its rehearsals; without a day there is nothing to write, and that is said."""
        house, id, language, shell = self._context.house, self._wanted, current().language, self._context.shell

        def done(number: int) -> None:
            if number:
                shell.say(nmsg("{n} entry written to {name}", "{n} entries written to {name}", number, name=path.name))
            else:
                shell.warn(msg("This roadshow has no day yet, so its calendar file is empty. Enter the day, then write"
                               " it again."), "warning")

        self._context.jobs.run(lambda _progress: int(house.calendar.write(path, language, about=("roadshow", id))),
                               done, owner=self, title=msg("Writing a calendar file"))

    def _closed(self) -> None:
        self.dialog = None

    def reveal(self, entry: UUID) -> None:
        """Select a company of the line-up, once it is read."""
        self._reveal = entry

    def _show_entry(self, id: UUID) -> None:
        self.show_tab("lineup")
        self.lineup.table.select_ids([id])
        self.lineup.table.setFocus()

    def _view(self, entry: EntryRow) -> None:
        if entry.document_id is not None:
            self.panel.deck.view_document(entry.document_id, entry.document, entry.media_type)

    # the frame -------------------------------------------------------------------------------

    def commit(self) -> bool:
        """Save what is being typed; False, with the tab in front, when something wrong stands in a field."""
        return self.commit_all((("lineup", self.lineup.commit), ("lineup", self.panel.commit),
                                ("pack", self.pack.commit)))

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.back.setText(tr("Roadshows"))
        self.back.setAccessibleName(tr("Back to all roadshows"))
        self.make.setText(tr("Make the pack…"))
        self.file.set_name(tr("Calendar file…"))
        self.bar.setAccessibleName(tr("Parts of the roadshow"))
        for place, (key, words) in enumerate(TABS):
            self.bar.setTabText(place, text(words))
            self.tabs[key].retranslate()
        for part in (self.panel, self.picker, self.messages):
            part.retranslate()
        self._fill()
