"""The list as a file: the columns and rows that are shown, as XLSX or CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from incubator_gui.core.files import whole
from incubator_gui.core.messages import text
from incubator_gui.itemmodels.columns import Column, Row
from incubator_gui.jobs.progress import Progress

_FORMULA = ("=", "+", "-", "@", "\t")


def write_list(columns: Sequence[Column], rows: Sequence[Row], path: Path, progress: Progress) -> int:
    """Write rows to a file whose ending says how; returns how many. It appears whole or not at all."""
    write: Callable[[Sequence[Column], Sequence[Row], Path, Progress], None] = (
        _xlsx if path.suffix.lower() == ".xlsx" else _csv)
    with whole(path) as scratch:
        write(columns, rows, scratch, progress)
    return len(rows)


def _csv(columns: Sequence[Column], rows: Sequence[Row], path: Path, progress: Progress) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([text(column.title) for column in columns])
        for number, row in enumerate(rows):
            cells = [column.plain(column.of(row)) for column in columns]
            writer.writerow(["'" + cell if cell.startswith(_FORMULA) else cell for cell in cells])
            _step(progress, number, len(rows))


def _xlsx(columns: Sequence[Column], rows: Sequence[Row], path: Path, progress: Progress) -> None:
    from openpyxl import Workbook  # late: only an export needs it
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width / 7
    heads = []
    for column in columns:
        cell = WriteOnlyCell(sheet, text(column.title))
        cell.font = Font(bold=True)
        heads.append(cell)
    sheet.append(heads)
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, column, column.of(row)) for column in columns])
        _step(progress, number, len(rows))
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(1, len(columns)))}{len(rows) + 1}"
    book.save(path)


def _cell(sheet: Any, column: Column, value: Any) -> Any:
    """Figures and days stay figures and days; text never becomes a formula."""
    plain = column.labels is None and column.show is None
    if value is None:
        return None
    if plain and isinstance(value, (int, float, Decimal, date)) and not isinstance(value, bool):
        return value
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, column.words(value)[:32_000])
    cell.data_type = "s"
    return cell


def _step(progress: Progress, number: int, total: int) -> None:
    if number % 200 == 0:
        progress.report(number, total)
        progress.check()
