"""Drafts of reminders for those who are late: files for a mail program, never sent from here."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from incubator_gui.core.messages import msg, nmsg, tr
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.file_dialog import FileDialog


class Reminding:
    """Asks for a folder and writes one draft for each late reviewer."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        self._context, self._owner = context, owner
        self.dialog: QFileDialog | None = None

    def ask(self, call: UUID, reviewers: Collection[UUID]) -> None:
        """Where to?"""
        wanted = tuple(reviewers)
        dialog = FileDialog(self._owner, tr("Folder for the drafts"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda folder: self.write(Path(folder), call, wanted))
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def write(self, folder: Path, call: UUID, reviewers: Collection[UUID]) -> None:
        """Write them in the background."""
        house = self._context.house

        def work() -> int:
            drafts = house.reminders.drafts([(reviewer, call) for reviewer in reviewers])
            return len(house.reminders.write(drafts, folder))

        def done(count: int) -> None:
            self._context.shell.say(nmsg("{n} draft written to {folder}; open it in your mail program.",
                                         "{n} drafts written to {folder}; open them in your mail program.", count,
                                         folder=str(folder)))

        self._context.jobs.run(work, done, owner=self._owner, title=msg("Writing reminders"))

    def _closed(self) -> None:
        self.dialog = None
