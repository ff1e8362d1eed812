"""What can be done with the documents of a record, wherever they are listed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.files import write_whole
from incubator_gui.core.messages import msg, nmsg, tr
from incubator_gui.domain.changes import Changes
from incubator_gui.jobs.progress import Progress
from incubator_gui.services.records import DocumentRow
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.document_dialog import DocumentDialog
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.outgoing import harmless, open_copy, safe_name
from incubator_gui.widgets.pdf_dialog import PdfDialog

PDF = "application/pdf"


class DocumentsPart(QWidget):
    """Files fall in from the desktop. Subclasses list `documents` and say which one is chosen."""

    kind: ClassVar[str] = ""
    """The kind of record whose documents these are."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.owner: UUID | None = None
        self.documents: tuple[DocumentRow, ...] = ()
        self.dialog: QDialog | None = None
        self.setAcceptDrops(True)

    # what subclasses say ---------------------------------------------------------------------

    def chosen(self) -> DocumentRow | None:
        """The document that is meant."""
        raise NotImplementedError

    def welcome(self, on: bool) -> None:
        """Files hang above: show that they may fall, or no longer."""

    # -----------------------------------------------------------------------------------------

    def add_files(self, paths: Sequence[Path]) -> None:
        """Keep copies of files, one job for all; those that are refused are named."""
        if self.owner is None or not paths:
            return
        id, kind, house, files = self.owner, self.kind, self.context.house, tuple(paths)

        def work(progress: Progress) -> tuple[list[IncubatorError], Changes]:
            done: list[Changes] = []
            refused: list[IncubatorError] = []
            for number, path in enumerate(files):
                progress.report(number, len(files))
                if progress.cancelled():
                    break
                try:
                    done.append(house.records.add_document(kind, id, path).changes)
                except IncubatorError as error:  # the others are kept all the same
                    refused.append(error)
            return refused, Changes.joined(done)

        def tell(result: tuple[list[IncubatorError], Changes]) -> None:
            for error in result[0]:
                self.context.shell.warn(error.message)

        self.context.jobs.write(work, tell, owner=self,
                                title=nmsg("Adding {n} document", "Adding {n} documents", len(files)))

    def ask_files(self) -> None:
        """Choose files to keep copies of."""
        dialog = FileDialog(self, tr("Add documents"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: self.add_files([Path(path) for path in paths]))
        self.show_dialog(dialog)

    def see_or_open(self) -> None:
        """A PDF is seen here, all else with the system's program."""
        row = self.chosen()
        if row is not None:
            self.see() if row.media_type == PDF else self.open()

    def see(self) -> None:
        """A PDF inside the program."""
        row = self.chosen()
        if row is not None and row.media_type == PDF:
            self._content(row, lambda content: self.show_dialog(
                PdfDialog(self.context.theme, row.title, content, self.window())))

    def open(self) -> None:
        """With the system's program, a copy that cannot be changed."""
        row = self.chosen()
        if row is None:
            return
        if not harmless(row.file_name):
            self.context.shell.warn(msg("Files of this kind could start a program and are not opened from here. "
                                        "Save “{name}” and check it first.", name=row.file_name), "warning")
            return
        self._content(row, lambda content: self._hand_over(row, content))

    def save(self) -> None:
        """A copy where the person wants it."""
        row = self.chosen()
        if row is None:
            return
        dialog = FileDialog(self, tr("Save the document"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(safe_name(row.file_name))
        dialog.fileSelected.connect(lambda path: self.save_to(row, Path(path)))
        self.show_dialog(dialog)

    def save_to(self, row: DocumentRow, path: Path) -> None:
        """Write a copy of a document to a file."""
        house = self.context.house
        self.context.jobs.run(lambda: write_whole(path, house.records.content(row.id)[1]),
                              lambda _done: self.context.shell.say(msg("Saved as {path}", path=str(path))),
                              owner=self, title=msg("Saving a document"))

    def rename(self) -> None:
        """Title and kind."""
        row = self.chosen()
        if row is not None:
            self.show_dialog(DocumentDialog(self.context, row, self.window()))

    def remove(self) -> None:
        """Take it off; undo brings it back."""
        row, house = self.chosen(), self.context.house
        if row is not None:
            id = row.id
            self.context.jobs.write(lambda: house.records.remove_document(id), owner=self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Files are welcome."""
        if self.owner is not None and any(url.isLocalFile() for url in event.mimeData().urls()):
            self.welcome(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """They went elsewhere."""
        self.welcome(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Keep copies of them."""
        self.welcome(False)
        event.acceptProposedAction()
        self.add_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def show_dialog(self, dialog: QDialog) -> None:
        """Without a loop of its own; it goes when it is closed."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def _content(self, row: DocumentRow, done: Callable[[bytes], None]) -> None:
        house = self.context.house
        self.context.jobs.run(lambda: house.records.content(row.id)[1], done, owner=self,
                              title=msg("Fetching a document"), key="content")

    def _hand_over(self, row: DocumentRow, content: bytes) -> None:
        if not open_copy(row.file_name, content):
            self.context.shell.warn(msg("No program for “{name}” was found on this computer. Save it instead.",
                                        name=row.file_name))


def day_of(row: DocumentRow) -> date:
    """The day a document is of, or came."""
    return row.dated_on or row.added_at.astimezone().date()
