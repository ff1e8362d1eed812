"""What the table shows, as a file for a spreadsheet; the hidden first column brings it back by id."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from incubator_gui.core.messages import msg, nmsg, text, tr
from incubator_gui.domain.applicant_fields import FIELDS
from incubator_gui.exchange.write_table import ENDINGS, OutColumn, write_table
from incubator_gui.itemmodels.columns import Column, Row
from incubator_gui.jobs.progress import Progress
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.file_dialog import FileDialog
from incubator_gui.widgets.filter_table import FilterTable


class Exporter:
    """Asks for a file, writes it in the background with progress and cancel."""

    def __init__(self, context: Context, table: FilterTable, owner: QWidget) -> None:
        self._context, self._table, self._owner = context, table, owner
        self.dialog: QFileDialog | None = None

    def ask(self) -> None:
        """Where to? XLSX, CSV or JSON by the ending."""
        dialog = FileDialog(self._owner, tr("Export what is shown"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([tr("Workbook (*.xlsx)"), tr("CSV text (*.csv)"), tr("JSON text (*.json)")])
        dialog.selectFile(tr("Applications") + ".xlsx")
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(lambda path: self.write(Path(path)))
        self.dialog = dialog
        dialog.open()

    def write(self, path: Path) -> None:
        """Write the checked rows, or else all that are shown."""
        if path.suffix.lower() not in ENDINGS:
            path = path.with_name(path.name + ".xlsx")
        columns = self._table.shown_columns()
        ids = self._table.rows.checked() or self._table.rows.visible_ids()
        rows = [row for row in map(self._table.rows.row_of, ids) if row is not None]
        out, values, name = headings(columns), lines(columns, rows), tr("Applications")

        def work(progress: Progress) -> int:
            return write_table(path, out, values, name=name, on_progress=progress.report,
                               cancelled=progress.cancelled)

        def done(number: int) -> None:
            self._context.shell.say(nmsg("{n} row written to {path}", "{n} rows written to {path}", number,
                                         path=str(path)))

        self._context.jobs.run(work, done, owner=self._owner, title=msg("Writing {name}", name=path.name))


def headings(columns: Sequence[Column]) -> list[OutColumn]:
    """The columns of the file: the id, hidden, then those that are shown."""
    known = FIELDS["application_id"]
    return [OutColumn(text(known.label), known.key, hidden=True),
            *(OutColumn(text(column.title), column.key, max(10.0, column.width / 7)) for column in columns)]


def lines(columns: Sequence[Column], rows: Sequence[Row]) -> list[list[Any]]:
    """The values of the file: words for choices, figures and days as they are."""
    return [[str(row[0]), *(_value(column, column.of(row)) for column in columns)] for row in rows]


def _value(column: Column, value: Any) -> Any:
    if value is None:
        return None
    if column.labels is not None or column.show is not None:
        return column.words(value)
    return tuple(value) if isinstance(value, (tuple, list)) else value
