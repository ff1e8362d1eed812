"""The way back to the house: where the return package goes, and what the person does with it then."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg, nmsg, tr
from incubator_gui.exchange.package_desk import PackageDesk, SentBack
from incubator_gui.exchange.review_archive import SUFFIX
from incubator_gui.widgets.file_dialog import FileDialog

if TYPE_CHECKING:
    from incubator_gui.app.review_mode_window import ReviewWindow


class Sending(QObject):
    """Asks, writes in the background, and says what became of it."""

    def __init__(self, window: ReviewWindow) -> None:
        super().__init__(window)
        self._window = window
        self.sent: SentBack | None = None

    def ask(self) -> None:
        """Where to? What is on the form is stored first; nothing is sent while it could not be."""
        window = self._window
        if window.desk is None or not window.bench.leave():
            return
        package = window.opening.path
        dialog = FileDialog(window, tr("Send back"), str(_folder(package)), tr("Review packages (*.ireview)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        dialog.selectFile(tr("{name} – return", name=package.stem) + SUFFIX)
        dialog.fileSelected.connect(lambda file: self.write(Path(file)))
        window.show_dialog(dialog)

    def write(self, path: Path) -> None:
        """Write the return package there."""
        window, desk = self._window, self._window.desk
        if desk is None:
            return
        if path.resolve() == window.opening.path.resolve():
            window.messages.show_message(msg("“{name}” is the package itself: give what you send back another name.",
                                             name=path.name), "error", link=msg("Choose another name"),
                                         on_link=self.ask)
            return
        window.bench.saver.flush()
        window.context.jobs.write(lambda: desk.send_back(path), self._done, failed=self._failed, owner=self,
                                  title=msg("Writing the return package"))

    def _done(self, sent: SentBack) -> None:
        self.sent = sent
        window = self._window
        words = nmsg("{n} review is in “{name}”. Give this file to the incubator, by e-mail or on a stick: only the "
                     "incubator can read it.", "{n} reviews are in “{name}”. Give this file to the incubator, by "
                     "e-mail or on a stick: only the incubator can read it.", sent.reviews, name=sent.path.name)
        if sent.drafts:
            words = msg("{sentence} {other}", sentence=words, other=nmsg(
                "{n} of them is not finished yet; send back again when it is.",
                "{n} of them are not finished yet; send back again when they are.", sent.drafts))
        window.messages.clear()
        window.messages.show_message(words, "success", link=msg("Show the folder"), on_link=self.show_folder)
        window.show_sent()

    def _failed(self, error: IncubatorError) -> None:
        self._window.messages.show_message(error.message, "error", link=msg("Choose another place"), on_link=self.ask)

    def show_folder(self) -> None:
        """Where the return package lies."""
        if self.sent is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.sent.path.parent)))


def sent_words(desk: PackageDesk) -> str:
    """How far the house knows what was typed here."""
    if desk.sent_at is None:
        return tr("not sent back yet")
    moment = current().moment(desk.sent_at, "short")
    if desk.unsent:
        return tr("sent back {moment}, changed since", moment=moment)
    return tr("sent back {moment}", moment=moment)


def _folder(package: Path) -> Path:
    """Where a return package is proposed: the person's documents; the package may lie on a medium or in a mail."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place and Path(place).is_dir() else package.parent
