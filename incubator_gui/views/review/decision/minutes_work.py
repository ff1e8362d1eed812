"""The minutes on the screen: made in a language, shown, saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from incubator_gui.core.languages import LANGUAGES, NAMES
from incubator_gui.core.messages import msg, tr
from incubator_gui.jobs.progress import Progress
from incubator_gui.services.meetings_rows import MeetingRow
from incubator_gui.services.paper_child import MadePaper
from incubator_gui.services.paper_files import keep
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.pdf_dialog import PdfDialog
from incubator_gui.widgets.styling import Button, tight


class MinutesWork(QObject):
    """Of one meeting at a time."""

    failed = Signal(object)

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._owner = context, owner
        self.meeting: MeetingRow | None = None
        self.dialog: PdfDialog | QFileDialog | None = None

    def menu(self) -> QMenu:
        """The minutes in a language."""
        menu = QMenu(self._owner)
        menu.aboutToHide.connect(menu.deleteLater)
        for language in LANGUAGES:
            menu.addAction(NAMES[language], partial(self.make, language))
        return menu

    def make(self, language: str) -> None:
        """Make the minutes, show them, and offer to save them."""
        meeting, house = self.meeting, self._context.house
        if meeting is None:
            return

        def work(progress: Progress) -> MadePaper:
            made: MadePaper = house.meetings.make_minutes(meeting.id, language, on_step=progress.report,
                                                          stop=progress.cancelled)
            return made

        def done(paper: MadePaper) -> None:
            dialog = PdfDialog(self._context.theme, meeting.name, paper.content, self._owner)
            save = Button(self._context.theme, tr("Save…"), "save")
            layout = dialog.layout()
            assert isinstance(layout, QVBoxLayout)
            foot = QHBoxLayout()
            tight(foot, 8, 16, 8, 16, 12)
            foot.addStretch()
            foot.addWidget(save)
            layout.addLayout(foot)
            save.clicked.connect(lambda: self.ask_file(paper, house.meetings.minutes_name(meeting, language)))
            self._show(dialog)

        self._context.jobs.run(work, done, failed=self.failed.emit, owner=self, title=msg("Making the minutes"),
                               key="minutes")

    def ask_file(self, paper: MadePaper, name: str) -> None:
        """Where the minutes go."""
        dialog = FileDialog(self._owner, tr("Save the minutes"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(tr("PDF files (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda path: self.save(paper, Path(path)))
        self._show(dialog)

    def save(self, paper: MadePaper, path: Path) -> None:
        """Write the file."""
        self._context.jobs.run(lambda: keep(paper.content, path), lambda done: self._context.shell.say(
            msg("Saved as {name}", name=done.name)), failed=self.failed.emit, owner=self)

    def _show(self, dialog: PdfDialog | QFileDialog) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def ended() -> None:
            if self.dialog is dialog:
                self.dialog = None

        dialog.finished.connect(ended)
        dialog.open()
