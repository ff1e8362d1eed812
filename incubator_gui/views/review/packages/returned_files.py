"""The files that came back for a package: opened or saved from the log."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QFileDialog, QMenu

from incubator_gui.core.files import write_whole
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, tr
from incubator_gui.services.review_packages import PackageRow
from incubator_gui.services.review_returns import ReturnRow
from incubator_gui.views.review.packages.list_page import ListPage
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.outgoing import copy_of, harmless, open_copy, safe_name

Take = Callable[[str, bytes], None]


class ReturnedFiles(QObject):
    """Belongs to the log; a return package, which only this program reads, is handed to `look`."""

    def __init__(self, context: Context, log: ListPage, look: Callable[[Iterable[Path]], object]) -> None:
        super().__init__(log)
        self._context, self._log, self._look = context, log, look
        self.menu: QMenu | None = None
        self.dialog: QFileDialog | None = None
        log.table.menu_asked.connect(self._show_menu)
        log.table.activated_id.connect(lambda id: self._choose(id, self._open))

    def _show_menu(self, ids: list[UUID], place: QPoint) -> None:
        menu = self._new_menu()
        one = ids[0] if len(ids) == 1 else None
        found = self._log.table.rows.row_of(one) if one is not None else None
        row: PackageRow | None = found[1] if found is not None else None
        for words, take in ((tr("Open the returned file"), self._open), (tr("Save the returned file…"), self._save)):
            action = menu.addAction(words, partial(self._choose, one, take))
            action.setEnabled(row is not None and row.returns > 0)
        menu.addSeparator()
        menu.addAction(tr("Export…"), self._log.ask_file)
        menu.popup(place)

    def _choose(self, package: UUID | None, take: Take) -> None:
        """The one file that came back for it, or which of them."""
        if package is None:
            return
        house = self._context.house

        def found(rows: tuple[ReturnRow, ...]) -> None:
            kept = [one for one in rows if one.is_kept]
            if not kept:
                self._context.shell.say(
                    msg("Nothing came back for this package yet.") if not rows else
                    msg("This file is not kept here: only what it said is, in the reviews."))
            elif len(kept) == 1:
                self._fetch(kept[0].id, take)
            else:
                menu = self._new_menu()
                for one in kept:
                    moment = current().moment(one.merged_at, "short")
                    menu.addAction(f"{moment}  {one.name}".replace("&", "&&"), partial(self._fetch, one.id, take))
                table = self._log.table
                menu.popup(table.viewport().mapToGlobal(table.visualRect(table.currentIndex()).bottomLeft()))

        self._context.jobs.read(lambda: house.review_returns.files(package), found, owner=self, key="returned")

    def _fetch(self, id: UUID, take: Take) -> None:
        house = self._context.house
        self._context.jobs.run(lambda: house.review_returns.file(id), lambda file: take(*file), owner=self,
                               title=msg("Fetching a returned file"), key="file")

    def _open(self, name: str, content: bytes) -> None:
        if name.lower().endswith(".ireview"):
            self._look([copy_of(name, content)])
        elif not harmless(name) or not open_copy(safe_name(name), content):
            self._warn(msg("No program for “{name}” was found on this computer. Save it instead.", name=name))

    def _save(self, name: str, content: bytes) -> None:
        dialog = FileDialog(self._log, tr("Save the returned file"), "", tr("All files (*)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(safe_name(name))
        dialog.fileSelected.connect(lambda chosen: self._write(Path(chosen), content))
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _write(self, target: Path, content: bytes) -> None:
        self._context.jobs.run(lambda: write_whole(target, content),
                               lambda _none: self._context.shell.say(msg("{file} written", file=target.name)),
                               owner=self, title=msg("Saving a returned file"))

    def _warn(self, message: Message) -> None:
        self._context.shell.warn(message)

    def _new_menu(self) -> QMenu:
        self.menu = QMenu(self._log)
        self.menu.aboutToHide.connect(self.menu.deleteLater)
        return self.menu
