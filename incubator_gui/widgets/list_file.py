"""What a table shows, as a file for a spreadsheet: XLSX, CSV or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from incubator_gui.core.messages import msg, nmsg, text, tr
from incubator_gui.exchange.write_table import ENDINGS, OutColumn, write_table
from incubator_gui.itemmodels.columns import Column, Row
from incubator_gui.jobs.progress import Progress
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.filter_table import FilterTable


class ListFile:
    """Asks for a file and writes the checked rows, else all that are shown, in the columns shown."""

    def __init__(self, context: Context, table: FilterTable, owner: QWidget) -> None:
        self._context, self._table, self._owner = context, table, owner
        self.dialog: QFileDialog | None = None

    def ask(self, name: str) -> None:
        """Where to? The ending says how."""
        dialog = FileDialog(self._owner, tr("Export what is shown"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([tr("Workbook (*.xlsx)"), tr("CSV text (*.csv)"), tr("JSON text (*.json)")])
        dialog.selectFile(f"{name}.xlsx")
        dialog.fileSelected.connect(lambda file: self.write(_with_ending(file, dialog.selectedNameFilter()), name))
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def write(self, path: Path, name: str) -> None:
        """Write in the background, with progress and cancel."""
        columns = self._table.shown_columns()
        ids = self._table.rows.checked() or self._table.rows.visible_ids()
        rows = [row for row in map(self._table.rows.row_of, ids) if row is not None]

        def work(progress: Progress) -> int:
            return write_table(path, [OutColumn(text(one.title), one.key, max(10.0, one.width / 7)) for one in columns],
                               _lines(columns, rows), name=name, on_progress=progress.report,
                               cancelled=progress.cancelled)

        def done(number: int) -> None:
            self._context.shell.say(nmsg("{n} row written to {name}", "{n} rows written to {name}", number,
                                         name=path.name))

        self._context.jobs.run(work, done, owner=self._owner, title=msg("Exporting the list"))

    def _closed(self) -> None:
        self.dialog = None


def _with_ending(file: str, chosen: str) -> Path:
    path = Path(file)
    if path.suffix.lower() in ENDINGS:
        return path
    return path.with_name(path.name + next((one for one in ENDINGS if f"*{one}" in chosen), ENDINGS[0]))


def _lines(columns: Sequence[Column], rows: Sequence[Row]) -> list[list[Any]]:
    return [[_value(column, column.of(row)) for column in columns] for row in rows]


def _value(column: Column, value: Any) -> Any:
    if value is None:
        return None
    if column.labels is not None or column.show is not None:
        return column.words(value)
    return tuple(value) if isinstance(value, (tuple, list)) else value
