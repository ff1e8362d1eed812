"""Copies for several recipients: made in one go, saved in a folder or printed one after the other."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from incubator_gui.core.errors import IncubatorError, Refused
from incubator_gui.core.messages import msg, nmsg
from incubator_gui.jobs.progress import JobState, Progress
from incubator_gui.services.packs_log import Copy
from incubator_gui.services.printing import can_hand_over, hand_over
from incubator_gui.views.roadshows.pack_options import PackWish
from incubator_gui.views.roadshows.wishes import options_of, pack_title
from incubator_gui.widgets import print_dialog
from incubator_gui.widgets.context import Context


class Copies(QObject):
    """`left` carries the wishes and the copies of them that left the house; `failed` the error that stopped the rest.

    Copies are logged even where the printer stopped after some of them.
    """

    began = Signal(object)
    stepped = Signal(int, int)
    ended = Signal()
    left = Signal(object, object)
    failed = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._window = context, parent
        self._job = 0
        self.dialog: print_dialog.PrintDialog | None = None
        context.jobs.listed.connect(self._listed)

    def cancel(self) -> None:
        """Stop; nothing half-made stays."""
        if self._job:
            self._context.jobs.cancel(self._job)

    def save(self, wishes: Sequence[PackWish], folder: Path) -> None:
        """One file for each recipient, all or none."""
        def done(copies: tuple[Copy, ...]) -> None:
            self._done()
            self.left.emit(wishes, copies)
            self._context.shell.say(nmsg("{n} copy saved in {folder}", "{n} copies saved in {folder}", len(copies),
                                         folder=str(folder)))

        self.began.emit(nmsg("Writing {n} copy", "Writing {n} copies", len(wishes)))
        self._job = self._context.jobs.run(lambda progress: self._write(wishes, folder, progress), done,
                                           failed=self._refused, owner=self, key="copies",
                                           title=msg("Writing the copies"))

    def print_(self, wishes: Sequence[PackWish]) -> None:
        """Make them all, ask once how to print, then print one after the other."""
        def work(progress: Progress) -> tuple[Copy, ...]:
            with tempfile.TemporaryDirectory(prefix="incubator-", ignore_cleanup_errors=True) as folder:
                return tuple(replace(one, file_name="") for one in self._write(wishes, Path(folder), progress))

        def done(copies: tuple[Copy, ...]) -> None:
            self._done()
            self.ask(wishes, copies)

        self.began.emit(nmsg("Writing {n} copy", "Writing {n} copies", len(wishes)))
        self._job = self._context.jobs.run(work, done, failed=self._refused, owner=self, key="copies",
                                           title=msg("Writing the copies"))

    def ask(self, wishes: Sequence[PackWish], copies: Sequence[Copy]) -> None:
        """The print dialog, once for all of them."""
        dialog = print_dialog.make_dialog(pack_title(wishes[0]), max(one.pages for one in copies), 0, "", self._window)
        self.dialog = dialog
        dialog.destroyed.connect(self._forget)
        print_dialog.ask(dialog, lambda printer: self.send(wishes, copies, printer))

    def send(self, wishes: Sequence[PackWish], copies: Sequence[Copy], printer: QPrinter) -> None:
        """Print each under its own title, as the printer is set."""
        if printer.outputFileName() or printer.outputFormat() == QPrinter.OutputFormat.PdfFormat:
            self.failed.emit(Refused(msg("Several copies are several files: save the copies in a folder, or choose a"
                                         " printer.")))
            return
        job, printed = print_dialog.chosen(printer, 0), list[Copy]()
        titles = [pack_title(one) for one in wishes]  # words are made here, in the language of the screen

        def work(progress: Progress) -> None:
            for number, (title, copy) in enumerate(zip(titles, copies, strict=True)):
                progress.check()
                if can_hand_over():
                    hand_over(copy.content, replace(job, title=title))
                else:
                    printer.setDocName(title)
                    print_dialog.draw(copy.content, printer, job, lambda _done, _all: None, progress.cancelled)
                    progress.check()
                printed.append(copy)
                progress.report(number + 1, len(copies))

        def done(_nothing: object) -> None:
            self._done()
            self.left.emit(wishes, tuple(printed))
            self._context.shell.say(nmsg("{n} copy sent to the printer {printer}",
                                         "{n} copies sent to the printer {printer}", len(printed),
                                         printer=job.printer))

        def failed(error: IncubatorError) -> None:
            if printed:
                self.left.emit(wishes, tuple(printed))
            self._refused(error)

        self.began.emit(msg("Printing"))
        self._job = self._context.jobs.run(work, done, failed=failed, owner=self, key="copies", title=msg("Printing"))

    def _write(self, wishes: Sequence[PackWish], folder: Path, progress: Progress) -> tuple[Copy, ...]:
        house: Any = self._context.house
        copies, _result = house.packs.write_copies(
            wishes[0].roadshow, folder, [options_of(house, one) for one in wishes], on_step=progress.report,
            stop=progress.cancelled)
        done: tuple[Copy, ...] = copies
        return done

    def _done(self) -> None:
        self._job = 0
        self.ended.emit()

    def _refused(self, error: IncubatorError) -> None:
        self._job = 0
        self.failed.emit(error)

    def _listed(self, jobs: tuple[Any, ...]) -> None:
        for job in jobs:
            if isinstance(job, JobState) and self._job and job.id == self._job:
                self.stepped.emit(job.done, job.total)

    def _forget(self) -> None:
        self.dialog = None
