"""Documents of a company and of its applications: dropped in, opened, renamed, saved elsewhere, removed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from incubator_gui.core.files import write_whole
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, nmsg, ptr, text, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.vocabulary import DOCUMENT_KINDS
from incubator_gui.services.records import DocumentRow
from incubator_gui.views.companies.parts import row_of
from incubator_gui.views.companies.plain_table import PlainTable
from incubator_gui.views.companies.stock import CompanyStock
from incubator_gui.widgets.card import Card
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.document_dialog import DocumentDialog
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.labels import PlainLabel
from incubator_gui.widgets.outgoing import harmless, open_copy, safe_name
from incubator_gui.widgets.pdf_dialog import PdfDialog
from incubator_gui.widgets.styling import Button, tight

_PDF = "application/pdf"


class DocumentsTab(QWidget):
    """Files fall in from the desktop; Enter opens one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, theme = context, context.theme
        self._id: UUID | None = None
        self._rows: tuple[DocumentRow, ...] = ()
        self.dialog: QFileDialog | DocumentDialog | PdfDialog | None = None
        self.setAcceptDrops(True)
        self._card = Card(theme)
        self.table = PlainTable(theme, (msg("Title"), msg("Kind"), msg("File"), msg("Size"), msg("Added on"),
                                        msg("Added by")), right=(3,))
        self.table.opened.connect(lambda _id: self.see_or_open())
        self.table.itemSelectionChanged.connect(self._allow)
        self._hint = PlainLabel("", "muted")
        self._hint.setContentsMargins(12, 12, 12, 12)
        self.add, self._see_button = Button(theme, icon="file-plus"), Button(theme, icon="eye")
        self._open_button = Button(theme, icon="external-link")
        self._save_button, self._rename = Button(theme, icon="download"), Button(theme, icon="pencil")
        self._remove = Button(theme, icon="trash-2")
        row = row_of(self.add, self._see_button, self._open_button, self._save_button, self._rename, self._remove)
        row.setContentsMargins(12, 8, 12, 8)
        row.addStretch()
        self._card.body.addWidget(self._hint)
        self._card.body.addWidget(self.table, 1)
        self._card.body.addLayout(row)
        column = QVBoxLayout(self)
        tight(column, 16, 16, 16, 16, 16)
        column.addWidget(self._card)
        for button, run in ((self.add, self._ask_files), (self._see_button, self.see), (self._open_button, self.open),
                            (self._save_button, self.save), (self._rename, self.rename),
                            (self._remove, self.remove)):
            button.clicked.connect(lambda _=False, run=run: run())
        self.retranslate()

    def show_stock(self, stock: CompanyStock) -> None:
        """Another company, or the same one changed."""
        self._id, self._rows = stock.id, stock.documents
        line, speak = self.table.currentRow(), current()
        self.table.show_rows([
            (row.id, (row.title, text(DOCUMENT_KINDS.get(row.kind, row.kind)), row.file_name, speak.size(row.size),
                      speak.day(row.dated_on or row.added_at.date()), row.added_by)) for row in stock.documents])
        self.table.setVisible(bool(stock.documents))
        self._hint.setVisible(not stock.documents)
        if 0 <= line < len(self._rows):
            self.table.selectRow(line)
        self._allow()

    def chosen(self) -> DocumentRow | None:
        """The selected document."""
        lines = self.table.selectionModel().selectedRows()
        return self._rows[lines[0].row()] if lines and lines[0].row() < len(self._rows) else None

    def reveal(self, id: UUID) -> None:
        """Select a document."""
        for line, row in enumerate(self._rows):
            if row.id == id:
                self.table.selectRow(line)
                self.table.setFocus()

    def add_files(self, paths: Sequence[Path]) -> None:
        """Keep copies of files, one job for all."""
        if self._id is None or not paths:
            return
        id, house, files = self._id, self._context.house, tuple(paths)

        def work(progress: Any) -> Changes:
            done: list[Changes] = []
            for number, path in enumerate(files):
                progress.report(number, len(files))
                done.append(house.records.add_document("company", id, path).changes)
            return Changes.joined(done)

        self._context.jobs.write(work, owner=self,
                                 title=nmsg("Adding {n} document", "Adding {n} documents", len(files)))

    def see_or_open(self) -> None:
        """A PDF is seen here, all else with the system's program."""
        row = self.chosen()
        if row is not None:
            self.see() if row.media_type == _PDF else self.open()

    def see(self) -> None:
        """A PDF inside the program."""
        row, house = self.chosen(), self._context.house
        if row is not None and row.media_type == _PDF:
            self._context.jobs.run(
                lambda: house.records.content(row.id)[1],
                lambda content: self._show(PdfDialog(self._context.theme, row.title, content, self.window())),
                owner=self, title=msg("Fetching a document"), key="content")

    def open(self) -> None:
        """With the system's program, a copy that cannot be changed."""
        row, house = self.chosen(), self._context.house
        if row is None:
            return
        if not harmless(row.file_name):
            self._context.shell.warn(msg("Files of this kind could start a program and are not opened from here."
                                         " Save “{name}” and check it first.", name=row.file_name), "warning")
            return

        def done(opened: bool) -> None:
            if not opened:
                self._context.shell.warn(msg("The system has no program for “{name}”.", name=row.file_name), "warning")

        self._context.jobs.run(lambda: house.records.content(row.id)[1],
                               lambda content: done(open_copy(row.file_name, content)), owner=self,
                               title=msg("Fetching a document"), key="content")

    def save(self) -> None:
        """A copy where the person wants it."""
        row = self.chosen()
        if row is None:
            return
        dialog = FileDialog(self, tr("Save the document"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(safe_name(row.file_name))
        dialog.fileSelected.connect(lambda path: self.save_to(row, Path(path)))
        self._show(dialog)

    def save_to(self, row: DocumentRow, path: Path) -> None:
        """Write a copy of a document to a file."""
        house = self._context.house
        self._context.jobs.run(lambda: write_whole(path, house.records.content(row.id)[1]),
                               lambda _done: self._context.shell.say(msg("Saved as {path}", path=str(path))),
                               owner=self, title=msg("Saving a document"))

    def rename(self) -> None:
        """Title and kind."""
        row = self.chosen()
        if row is not None:
            self._show(DocumentDialog(self._context, row, self.window()))

    def remove(self) -> None:
        """Take it off; undo brings it back."""
        row, house = self.chosen(), self._context.house
        if row is not None:
            id = row.id
            self._context.jobs.write(lambda: house.records.remove_document(id), owner=self)

    def retranslate(self) -> None:
        """Words in the language of the screen."""
        self._card.set_words(tr("Documents"), tr("also those of its applications"))
        self._hint.setText(tr("No documents yet. Drop files here, or add them."))
        for button, words in ((self.add, tr("Add documents…")), (self._see_button, tr("View here")),
                              (self._open_button, ptr("verb", "Open")),
                              (self._save_button, tr("Save as…")), (self._rename, tr("Rename…")),
                              (self._remove, tr("Remove"))):
            button.setText(words)
        self.table.retranslate(tr("Documents"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Files are welcome."""
        if self._id is not None and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Keep copies of them."""
        event.acceptProposedAction()
        self.add_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _allow(self) -> None:
        on = self.chosen() is not None
        for button in (self._open_button, self._save_button, self._rename, self._remove):
            button.setEnabled(on)
        row = self.chosen()
        self._see_button.setEnabled(row is not None and row.media_type == _PDF)

    def _ask_files(self) -> None:
        dialog = FileDialog(self, tr("Add documents"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: self.add_files([Path(path) for path in paths]))
        self._show(dialog)

    def _show(self, dialog: QFileDialog | DocumentDialog | PdfDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None
