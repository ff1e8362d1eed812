"""Asking for files: one to import, and places for refused rows and for the empty table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from incubator_gui.core.messages import tr
from incubator_gui.widgets.file_dialog import FileDialog

Chosen = Callable[[Path], object]


def ask_file(parent: QWidget, folder: Path | None, chosen: Chosen) -> QFileDialog:
    """A table to be imported."""
    dialog = FileDialog(parent, tr("Choose a file to import"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([tr("Tables (*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.txt)"), tr("All files (*)")])
    if folder is not None:
        dialog.setDirectory(str(folder))
    return _open(dialog, chosen)


def ask_refused(parent: QWidget, source: Path, chosen: Chosen) -> QFileDialog:
    """Where the refused rows of a file go."""
    dialog = FileDialog(parent, tr("Save the refused rows"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([tr("Workbook (*.xlsx)"), tr("CSV table (*.csv)")])
    dialog.setDefaultSuffix("xlsx")
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix("csv" if "csv" in kind else "xlsx"))
    dialog.setDirectory(str(source.parent))
    dialog.selectFile(tr("{file}, refused rows", file=source.stem) + ".xlsx")
    return _open(dialog, chosen)


def ask_template(parent: QWidget, chosen: Chosen) -> QFileDialog:
    """Where the empty table goes."""
    dialog = FileDialog(parent, tr("Save an empty table to fill in"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([tr("Workbook (*.xlsx)")])
    dialog.setDefaultSuffix("xlsx")
    dialog.selectFile(tr("The house") + ".xlsx")
    return _open(dialog, chosen)


def _open(dialog: QFileDialog, chosen: Chosen) -> QFileDialog:
    dialog.fileSelected.connect(lambda file: chosen(Path(file)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
