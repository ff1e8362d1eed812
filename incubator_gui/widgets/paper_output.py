"""Where a paper goes: a file, a printer, another program."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from incubator_gui.core.errors import Environment, IncubatorError
from incubator_gui.core.messages import Message, msg, nmsg, tr
from incubator_gui.jobs.progress import Progress
from incubator_gui.services.paper_child import MadePaper
from incubator_gui.services.paper_files import keep, paper_name
from incubator_gui.services.printing import can_hand_over, hand_over, only_pages
from incubator_gui.widgets import print_dialog
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.file_dialog import FileDialog

_folders: list[str] = []


class Output(QObject):
    """Saves, prints and opens a finished paper; each in the background.

    `title` and `file` say how the paper of a wish is called, to people and as a file.
    """

    failed = Signal(object)
    saved = Signal(object)
    left = Signal(object, object, str)
    """A paper and what it was wished for, saved or given to a printer; the name of the file, if it is one."""

    def __init__(self, context: Context, title: Callable[[Any], str], file: Callable[[Any], str], parent: QWidget
                 ) -> None:
        super().__init__(parent)
        self._context, self._window = context, parent
        self._title, self._file = title, file
        self.folder = ""
        self.dialog: QFileDialog | QPrintDialog | None = None

    def facts(self, paper: MadePaper) -> Message:
        """What is known of a finished paper."""
        return nmsg("{n} page", "{n} pages", paper.pages)

    def save(self, paper: MadePaper, wish: Any) -> None:
        """Ask for a file and write it; the dialog asks before one is overwritten."""
        self._end_dialog()
        dialog = FileDialog(self._window, tr("Save the paper"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(tr("PDF files (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.setDirectory(self._start())
        dialog.selectFile(self._file(wish))
        dialog.fileSelected.connect(lambda name: self.save_to(paper, Path(name), wish))
        self._open(dialog)

    def save_to(self, paper: MadePaper, target: Path, wish: Any = None) -> None:
        """Write the paper to a file; an old one is replaced only by a whole new one."""
        self.folder = str(target.parent)

        def done(path: Path) -> None:
            self._context.shell.say(msg("Saved as {file}", file=str(path)))
            self.saved.emit(path)
            self.left.emit(paper, wish, path.name)

        self._context.jobs.run(lambda: keep(paper.content, target), done, failed=self._refused, owner=self,
                               title=msg("Saving the paper"))

    def open(self, paper: MadePaper, wish: Any, show: Callable[[Path], bool]) -> None:
        """Hand a copy to the system's program; it goes when this program ends."""
        name = self._file(wish)

        def work() -> Path:
            if not _folders:
                _folders.append(tempfile.mkdtemp(prefix="incubator-"))
                atexit.register(shutil.rmtree, _folders[0], ignore_errors=True)
            return keep(paper.content, Path(tempfile.mkdtemp(dir=_folders[0])) / name)

        def done(path: Path) -> None:
            if not show(path):
                self._refused(Environment(msg("No program for PDF files was found. Save the paper and open it there.")))

        self._context.jobs.run(work, done, failed=self._refused, owner=self, title=msg("Opening the paper"))

    def print_(self, paper: MadePaper, wish: Any, page: int) -> None:
        """Show the print dialog, then print what was chosen in it."""
        self._end_dialog()
        dialog = print_dialog.make_dialog(self._title(wish), paper.pages, page,
                                          str(Path(self._start()) / self._file(wish)), self._window)
        self.dialog = dialog
        dialog.destroyed.connect(self._forget)
        print_dialog.ask(dialog, lambda printer: self.send(paper, printer, page, wish))

    def send(self, paper: MadePaper, printer: QPrinter, page: int, wish: Any = None) -> None:
        """Print as the printer is set: to a file, through CUPS as it is, else in bands."""
        job = print_dialog.chosen(printer, page)
        jobs = self._context.jobs
        if printer.outputFileName() or printer.outputFormat() == QPrinter.OutputFormat.PdfFormat:
            target = Path(printer.outputFileName() or str(Path(self._start()) / paper_name(job.title, "print")))

            def written(path: Path) -> None:
                self._context.shell.say(msg("Printed to {file}", file=str(path)))
                self.saved.emit(path)
                self.left.emit(paper, wish, path.name)

            jobs.run(lambda: keep(only_pages(paper.content, job.pages), target), written, failed=self._refused,
                     owner=self, title=msg("Printing to a file"))
            return

        def sent(_answer: object) -> None:
            self._context.shell.say(msg("Sent to the printer {printer}", printer=job.printer))
            self.left.emit(paper, wish, "")

        if can_hand_over():
            jobs.run(lambda: hand_over(paper.content, job), sent, failed=self._refused, owner=self,
                     title=msg("Printing"))
            return

        def work(progress: Progress) -> int:
            drawn = print_dialog.draw(paper.content, printer, job, progress.report, progress.cancelled)
            progress.check()
            return drawn

        jobs.run(work, sent, failed=self._refused, owner=self, title=msg("Printing"))

    def _start(self) -> str:
        if self.folder and Path(self.folder).is_dir():
            return self.folder
        documents = Path.home() / "Documents"
        return str(documents if documents.is_dir() else Path.home())

    def _open(self, dialog: QFileDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.destroyed.connect(self._forget)
        dialog.open()

    def _end_dialog(self) -> None:
        if self.dialog is not None:
            self.dialog.close()

    def _forget(self) -> None:
        self.dialog = None

    def _refused(self, error: IncubatorError) -> None:
        self.failed.emit(error)

