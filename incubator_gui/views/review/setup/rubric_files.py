"""Rubrics as files: written, and read again in this house or another."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from incubator_gui.core.messages import msg, tr
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.file_dialog import FileDialog

ENDING = ".json"


class RubricFiles(QObject):
    """`imported` carries the id of the version that came."""

    imported = Signal(object)

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._owner = context, owner
        self.dialog: QFileDialog | None = None

    def ask_export(self, version: UUID, name: str) -> None:
        """Where to?"""
        dialog = self._make(tr("Export the rubric"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ENDING[1:])
        dialog.selectFile(f"{name}{ENDING}")
        dialog.fileSelected.connect(lambda file: self.write(version, Path(file)))
        dialog.open()

    def ask_import(self) -> None:
        """Which file?"""
        dialog = self._make(tr("Import a rubric"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda file: self.bring_in(Path(file)))
        dialog.open()

    def write(self, version: UUID, path: Path) -> None:
        """Write a version."""
        house = self._context.house
        self._context.jobs.run(lambda: house.rubrics.export(version, path),
                               lambda _done: self._context.shell.say(msg("Rubric written to {name}", name=path.name)),
                               owner=self._owner, title=msg("Exporting the rubric"))

    def bring_in(self, path: Path) -> None:
        """A new rubric from a file; what is wrong with it is said at the top of the window."""
        house = self._context.house
        self._context.jobs.write(lambda: house.rubrics.import_file(path),
                                 lambda outcome: self.imported.emit(outcome.value), owner=self._owner,
                                 failed=lambda error: self._context.shell.warn(error.message),
                                 title=msg("Importing the rubric"))

    def _make(self, title: str) -> QFileDialog:
        dialog = FileDialog(self._owner, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilters([tr("Rubric (*.json)"), tr("All files (*)")])
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        return dialog

    def _closed(self) -> None:
        self.dialog = None
