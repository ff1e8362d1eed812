"""Tables that go out: XLSX, CSV and JSON, so that what comes back is what went."""

from __future__ import annotations

import contextlib
import csv
import errno
import io
import json
import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

from incubator_gui.core.errors import Cancelled, Refused
from incubator_gui.core.files import whole
from incubator_gui.core.messages import msg
from incubator_gui.domain.partial_date import PartialDate

OutValue: TypeAlias = ("str | int | Decimal | float | bool | date | datetime | PartialDate | UUID | tuple[str, ...]"
                       " | None")
Row: TypeAlias = Sequence[OutValue]

ENDINGS = (".xlsx", ".csv", ".json")
CELL_LIMIT = 32_767
_EXACT = 10**15
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_STEP = 500


@dataclass(frozen=True, slots=True)
class OutColumn:
    """A column: its title, width in characters, the key it has in JSON; hidden ones carry ids."""

    title: str
    key: str = ""
    width: float = 0
    hidden: bool = False


def write_table(
    path: Path, columns: Sequence[OutColumn], rows: Iterable[Row], *, name: str = "Table",
    on_progress: Callable[[int, int], None] | None = None, cancelled: Callable[[], bool] | None = None,
) -> int:
    """Write rows to XLSX, CSV or JSON by the ending of the name; returns how many.

    The file appears whole or not at all.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise Refused(msg("“{name}” must end in .xlsx, .csv or .json.", name=path.name))
    counted = _Counted(rows, on_progress, cancelled)
    with whole(path) as scratch, scratch.open("wb") as stream:
        if ending == ".xlsx":
            _xlsx(stream, columns, counted, name)
        elif ending == ".csv":
            stream.write(csv_text(columns, counted).encode("utf-8-sig", "replace"))
        else:
            stream.write(json_text(columns, counted).encode("utf-8", "replace"))
    return counted.done


class _Counted:
    """Rows that report how far they are and stop when cancelled."""

    def __init__(self, rows: Iterable[Row], on_progress: Callable[[int, int], None] | None,
                 cancelled: Callable[[], bool] | None) -> None:
        self._rows, self._on_progress, self._cancelled = rows, on_progress, cancelled
        self._total = len(rows) if isinstance(rows, Sequence) else 0
        self.done = 0

    def __iter__(self) -> Any:
        for row in self._rows:
            if self.done % _STEP == 0:
                if self._cancelled is not None and self._cancelled():
                    raise Cancelled(msg("Cancelled; nothing was written."))
                if self._on_progress is not None:
                    self._on_progress(self.done, max(self._total, self.done))
            yield row
            self.done += 1


def csv_text(columns: Sequence[OutColumn], rows: Iterable[Row], delimiter: str = ",") -> str:
    """The table as CSV; text that a spreadsheet would take for a formula gets an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([_guarded(column.title) for column in columns])
    for row in rows:
        writer.writerow([_guarded(value) if isinstance(value, str) else plain(value) for value in row])
    return out.getvalue()


def json_text(columns: Sequence[OutColumn], rows: Iterable[Row]) -> str:
    """The table as a list of objects; a number stays a number, exactly."""
    keys = [column.key or column.title for column in columns]
    listed = [{key: _json(value) for key, value in zip(keys, row, strict=True)} for row in rows]
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"


def plain(value: OutValue) -> str:
    """A value as text that the readers understand in every language."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            return value.isoformat(" ", "seconds")
        case date():
            return value.isoformat()
        case PartialDate():
            return value.text
        case Decimal():
            return format(value, "f")
        case tuple():
            return "; ".join(value)
        case _:
            return str(value)


def _guarded(text: str) -> str:
    text = text.replace("\0", "")
    return "'" + text if _FORMULA.match(text) else text


def _json(value: OutValue) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if value == value and abs(value) != float("inf") else None
        case tuple():
            return list(value)
        case _:
            return plain(value)


def _xlsx(stream: Any, columns: Sequence[OutColumn], rows: Iterable[Row], name: str) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_SHEET_NAME.sub(" ", name).strip("' ")[:31] or "Table")
    sheet.freeze_panes = "A2"
    for at, column in enumerate(columns, 1):
        shape = sheet.column_dimensions[get_column_letter(at)]
        shape.width = column.width or min(max(len(column.title) + 3, 11), 40)
        shape.hidden = column.hidden
    head = []
    for column in columns:
        cell = _cell(WriteOnlyCell, sheet, column.title)
        cell.font = Font(bold=True)
        head.append(cell)
    if columns:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}1"
    whole = io.BytesIO()  # an archive that cannot be ended complains when it is collected: not in memory
    try:
        sheet.append(head)
        for row in rows:
            sheet.append([_cell(WriteOnlyCell, sheet, value) for value in row])
        book.save(whole)
    except BaseException as error:
        with contextlib.suppress(Exception):
            sheet.close()  # else its half-written part complains when it is collected
        if type(error).__name__ == "SerialisationError":  # what lxml says of a disk that takes no more
            code = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
            raise OSError(code, os.strerror(code)) from None
        raise
    finally:
        _delete_part(sheet)
    stream.write(whole.getbuffer())


def _delete_part(sheet: Any) -> None:
    """The part of a sheet that was not finished; openpyxl would keep it until the program ends."""
    part = getattr(getattr(sheet, "_writer", None), "out", None)
    if isinstance(part, str):
        with contextlib.suppress(OSError):
            Path(part).unlink(missing_ok=True)


def _cell(make: Any, sheet: Any, value: OutValue) -> Any:
    """A cell whose text is always text, whatever it begins with."""
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None, microsecond=0)
    if isinstance(value, date) and value.year >= 1900 and (value.year, value.month) > (1900, 2):
        cell = make(sheet, value=value)
        cell.number_format = "yyyy-mm-dd hh:mm:ss" if isinstance(value, datetime) else "yyyy-mm-dd"
        return cell
    if value is None or isinstance(value, bool) or (isinstance(value, int | float | Decimal) and _fits(value)):
        return make(sheet, value=value)
    cell = make(sheet, value="")
    cell.value = cell_text(plain(value))
    cell.data_type = "s"
    return cell


def cell_text(text: str) -> str:
    """A text as a cell of a workbook holds it; raises Refused where it is too long. Set `data_type` "s" beside it."""
    kept = _NOT_IN_XML.sub("", text)
    if len(kept) > CELL_LIMIT:
        raise Refused(msg("A text of {n} characters does not fit into a cell of a workbook. Write CSV or JSON.",
                          n=len(kept)))
    return _ESCAPED.sub("_x005F_", kept)


def _fits(number: int | float | Decimal) -> bool:
    """Whether a workbook's number of fifteen digits holds it exactly."""
    if isinstance(number, Decimal):
        return number.is_finite() and abs(number) < _EXACT and Decimal(repr(float(number))) == number
    return -_EXACT < number < _EXACT
