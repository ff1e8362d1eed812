"""The line-up of a roadshow: the event above, the companies in order below."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, ntr, ptr, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.service_words import LINEUP_STATES
from incubator_gui.itemmodels.columns import Edit, Row
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.roadshow_rows import EntryRow
from incubator_gui.views.roadshows.columns import FIELDS
from incubator_gui.views.roadshows.details_card import DetailsCard
from incubator_gui.views.roadshows.lineup_table import LineupTable
from incubator_gui.views.roadshows.stock import ShowStock
from incubator_gui.views.roadshows.words import length
from incubator_gui.widgets import table_menu
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import NameDialog
from incubator_gui.widgets.empty_state import EmptyState
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.flow import Flow
from incubator_gui.widgets.styling import Button, IconButton, MenuButton, tight
from incubator_gui.widgets.table_saving import FieldSaving


class LineupTab(QWidget):
    """`selected` carries the one entry that is selected, or None; `view_asked` an entry whose deck is looked at."""

    selected = Signal(object)
    add_asked = Signal()
    view_asked = Signal(object)
    opened = Signal(object)
    """A company to show."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, theme = context, context.theme
        self.stock: ShowStock | None = None
        self.dialog: QFileDialog | NameDialog | None = None
        self.details = DetailsCard(context)
        self.card = Card(theme)
        self.table = LineupTable(theme, context.settings)
        self.table.setMinimumHeight(theme.px(160))
        self.empty = EmptyState(theme, "users", msg("No company is in the line-up yet."), msg("Add companies"),
                                button_icon="plus")
        self.up, self.down = IconButton(theme, "arrow-up"), IconButton(theme, "arrow-down")
        self.columns = IconButton(theme, "columns-3")
        self.status = MenuButton(theme, icon="list-checks")
        self.attach, self.remove = Button(theme, icon="file-plus"), Button(theme, icon="trash-2")
        self.add = Button(theme, icon="plus", kind="main")
        for widget in (self.up, self.down, self.columns):
            self.card.add_tool(widget)
        holder, tools = QHBoxLayout(), Flow(gap=8)
        tight(holder, 0, 12, 8, 12, 8)
        for button in (self.add, self.status, self.attach, self.remove):
            tools.addWidget(button)
        holder.addLayout(tools)
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self.empty)
        self.card.body.addWidget(self._body, 1)
        self.card.body.addLayout(holder)
        column = QVBoxLayout(self)
        tight(column, 16, 16, 16, 16, 16)
        column.addWidget(self.details)
        column.addWidget(self.card, 1)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        table = self.table
        self._fields = FieldSaving(self._context, table, self, "lineup_entry", {key: key for key in FIELDS}, self._seen)
        table.rows.edited.connect(self._save)
        table.moved.connect(self.arrange)
        table.companies_dropped.connect(self.invite)
        table.file_dropped.connect(self.attach_file)
        table.remove_asked.connect(self.take_out)
        table.selected.connect(self._selected)
        table.rows.checks_changed.connect(self._allow)
        table.link_clicked.connect(self._link)
        table.activated_id.connect(lambda id: self._link(id, "deck"))
        table.menu_asked.connect(self._menu)
        table.note.connect(self._context.shell.say)
        table.edit_many_asked.connect(self.ask_many)
        self.up.clicked.connect(lambda: table.shift(-1))
        self.down.clicked.connect(lambda: table.shift(1))
        self.columns.clicked.connect(lambda: table_menu.columns_menu(table).popup(
            self.columns.mapToGlobal(QPoint(0, self.columns.height()))))
        self.status.clicked.connect(lambda: self.status_menu().popup(
            self.status.mapToGlobal(QPoint(0, self.status.height()))))
        self.attach.clicked.connect(self.ask_deck)
        self.remove.clicked.connect(self.take_out)
        self.add.clicked.connect(self.add_asked)
        self.empty.pressed.connect(self.add_asked)

    # showing ---------------------------------------------------------------------------------

    def show_stock(self, stock: ShowStock) -> None:
        """Another roadshow, or the same one changed."""
        self.stock = stock
        self.details.show_stock(stock)
        self.table.rows.set_rows([(one.id, place, one) for place, one in enumerate(stock.lineup, 1)])
        self._body.setCurrentWidget(self.table if stock.lineup else self.empty)
        self._count()
        self._allow()

    def current(self) -> EntryRow | None:
        """The entry that is selected alone."""
        ids = self.table.selected_ids()
        return self.stock.entry(ids[0]) if self.stock is not None and len(ids) == 1 else None

    def commit(self) -> bool:
        """Save what is being typed."""
        return self.details.commit()

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self.details.retranslate()
        self.up.set_name(tr("Up"), tr("Up (Alt+Up)"))
        self.down.set_name(tr("Down"), tr("Down (Alt+Down)"))
        self.columns.set_name(tr("Columns"))
        for button, words in ((self.add, tr("Add companies…")), (self.status, tr("Status")),
                              (self.attach, tr("Attach a deck…")), (self.remove, tr("Take out"))):
            button.setText(words)
        self.table.setAccessibleName(tr("Line-up"))
        self.table.retranslate()
        self.empty.retranslate()
        self._count()

    def _count(self) -> None:
        caption = ""
        if self.stock is not None and self.stock.lineup:
            going = [one for one in self.stock.lineup if one.status != "declined"]
            row, last = self.stock.row, max((one.ends_at for one in going), default="")
            caption = current().joined([ntr("{n} company", "{n} companies", len(going)), length(row.minutes),
                                        tr("until {time}", time=last) if last else ""])
            late = bool(last and row.ends_at and last > row.ends_at)
            if late:
                caption = current().joined([caption, tr("the event ends at {time}", time=row.ends_at)])
            self.card.caption.set_tone("warning" if late else "")
        self.card.set_words(tr("Line-up"), caption)

    # doing -----------------------------------------------------------------------------------

    def arrange(self, entries: Sequence[UUID], before: UUID | None) -> None:
        """Another order."""
        house = self._context.house
        self._context.jobs.write(lambda: house.roadshows.move(entries, before), owner=self)

    def invite(self, companies: Sequence[UUID], before: UUID | None = None) -> None:
        """Companies come in before an entry, or last; those that are there already are said."""
        house, stock = self._context.house, self.stock
        if stock is None or not companies:
            return
        present = {one.company_id for one in stock.lineup}
        last = stock.lineup[-1] if stock.lineup else None
        minutes, questions = (last.minutes, last.question_minutes) if last is not None else (8, 0)

        def done(outcome: Outcome[tuple[UUID, ...]]) -> None:
            there = sum(id in present for id in companies)
            if there:
                self._context.shell.say(ntr("{n} company is in the line-up already.",
                                            "{n} companies are in the line-up already.", there))

        self._context.jobs.write(lambda: house.roadshows.add_companies(
            stock.id, companies, minutes, question_minutes=questions, before=before), done, owner=self)

    def take_out(self) -> None:
        """Take the marked companies out; undo brings them back."""
        ids, house = self.table.marked_ids(), self._context.house
        if ids:
            self._context.jobs.write(lambda: house.roadshows.remove_entries(ids), owner=self)

    def set_status(self, ids: Sequence[UUID], status: str) -> None:
        """Where companies stand."""
        house = self._context.house
        if ids:
            self._context.jobs.write(lambda: house.roadshows.set_status(ids, status), owner=self)

    def ask_deck(self) -> None:
        """A deck from the disk, for the company that is selected."""
        entry = self.current()
        if entry is None:
            return
        dialog = FileDialog(self, tr("Attach a deck"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("PDF files (*.pdf)"), tr("All files (*)")])
        dialog.fileSelected.connect(lambda path: self.attach_file(entry.id, Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def attach_file(self, entry: UUID, path: Path) -> None:
        """File a deck with the company and show it."""
        house, shell = self._context.house, self._context.shell

        def done(_changes: Changes) -> None:
            if path.suffix.lower() != ".pdf":
                shell.warn(msg("“{name}” is kept, but only a PDF can be appended in the pack. Save it as a PDF and"
                               " attach that.", name=path.name), "warning")

        self._context.jobs.write(lambda: house.roadshows.attach_deck(entry, path), done,
                                 failed=lambda error: shell.warn(error.message), owner=self,
                                 title=msg("Attaching a deck"))

    def ask_many(self, ids: Sequence[UUID], key: str) -> None:
        """One value for many companies: minutes, questions, break or topic; statuses have their menu."""
        if key == "status":
            self.status_menu(ids).popup(QCursor.pos())
            return
        column = next((one for one in self.table.rows.columns if one.key == key and one.key in FIELDS), None)
        if column is None or not ids:
            return
        house, parse = self._context.house, column.parse
        dialog = NameDialog(self._context.theme, ntr("Edit {n} company", "Edit {n} companies", len(ids)),
                            text(column.title), tr("Change"), self.window())

        def send() -> None:
            try:
                value = parse(dialog.name) if parse is not None else dialog.name
            except IncubatorError as error:
                dialog.refused(error)
                return
            dialog.busy()
            self._context.jobs.write(lambda: house.editing.set_fields("lineup_entry", ids, {key: value}),
                                     lambda _changes: dialog.accept(), failed=dialog.refused, owner=self)

        dialog.submitted.connect(send)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def status_menu(self, ids: Sequence[UUID] | None = None) -> QMenu:
        """The statuses, for the marked companies."""
        chosen = self.table.marked_ids() if ids is None else ids
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for key, words in LINEUP_STATES.items():
            menu.addAction(text(words), partial(self.set_status, chosen, key))
        return menu

    # saving ----------------------------------------------------------------------------------

    def _save(self, edits: Sequence[Edit]) -> None:
        house = self._context.house
        for status in dict.fromkeys(edit.value for edit in edits if edit.key == "status"):
            some = [edit for edit in edits if edit.key == "status" and edit.value == status]
            self._fields.send(some, partial(house.roadshows.set_status, [edit.id for edit in some], status))
        self._fields.save(edits)

    def _seen(self, row: Row, key: str) -> object:
        entry = self.stock.entry(row[0]) if self.stock is not None else None
        return getattr(entry, key, None)

    def _selected(self, _ids: object) -> None:
        self._allow()
        self.selected.emit(self.current())

    def _link(self, id: UUID, key: str) -> None:
        entry = self.stock.entry(id) if self.stock is not None else None
        if entry is None:
            return
        if key == "company":
            self.opened.emit(entry.company_id)
        elif entry.document_id is not None:
            self.view_asked.emit(entry)

    def _menu(self, ids: list[UUID], place: QPoint) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        entry = self.stock.entry(ids[0]) if self.stock is not None and len(ids) == 1 else None
        if entry is not None:
            menu.addAction(tr("Open the company"), lambda: self.opened.emit(entry.company_id))
            menu.addAction(tr("Attach a deck…"), self.ask_deck)
            if entry.document_id is not None:
                menu.addAction(ptr("a document", "View the deck"), lambda: self.view_asked.emit(entry))
        inner = self.status_menu(ids)
        inner.setTitle(tr("Status"))
        menu.addMenu(inner)
        menu.addAction(tr("Take out"), self.take_out)
        menu.popup(place)

    def _allow(self) -> None:
        ids = self.table.marked_ids()
        one = len(self.table.selected_ids()) == 1
        for button in (self.status, self.remove):
            button.setEnabled(bool(ids))
        self.attach.setEnabled(one)
        for arrow in (self.up, self.down):
            arrow.setEnabled(bool(self.table.selected_ids()))

    def _closed(self) -> None:
        self.dialog = None
