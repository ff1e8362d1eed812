"""Workbooks (XLSX, XLS, ODS), read by calamine inside a child process with limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg
from incubator_gui.exchange.sheets import MAX_COLUMNS, MAX_FIELD, MAX_ROWS

Progress = Callable[[int, int], None]
Rows = list[list[Any]]
_VISIBLE = "Visible"


def describe(argument: dict[str, Any], progress: Progress) -> list[dict[str, Any]]:
    """Name, visibility, rows and columns of every sheet in the workbook at `path`."""
    return [shape for shape, _rows in _sheets(_open(argument["path"]), progress)]


def read(argument: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """One sheet of the workbook at `path`: rows of [number, cell, cell, …] without blank rows.

    A cell is a string, a number, a boolean, null, ["date", iso] or ["merged", cell].
    """
    book = _open(argument["path"])
    name = _choose([(meta.name, _hidden(meta)) for meta in _tables(book)], argument.get("sheet"))
    progress(0, 1)
    hidden = next(_hidden(meta) for meta in _tables(book) if meta.name == name)
    return {"name": name, "hidden": hidden, "rows": _rows(book.get_sheet_by_name(name))}


def describe_and_read(argument: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Both at once: the shapes of all sheets, and the rows of one; without a name of the first that is filled."""
    found = list(_sheets(_open(argument["path"]), progress))
    filled = [(shape["name"], shape["hidden"]) for shape, rows in found if rows]
    wanted = argument.get("sheet")
    name = _choose(filled if wanted is None and filled else [(one["name"], one["hidden"]) for one, _ in found], wanted)
    shape, rows = next((shape, rows) for shape, rows in found if shape["name"] == name)
    return {"sheets": [one for one, _ in found], "name": name, "hidden": shape["hidden"], "rows": rows}


def _sheets(book: Any, progress: Progress) -> Iterator[tuple[dict[str, Any], Rows]]:
    metas = _tables(book)
    for done, meta in enumerate(metas):
        progress(done, len(metas))
        rows = _rows(book.get_sheet_by_name(meta.name))
        yield {"name": meta.name, "hidden": _hidden(meta), "rows": len(rows),
               "columns": max((len(row) - 1 for row in rows), default=0)}, rows


def _choose(sheets: list[tuple[str, bool]], wanted: str | None) -> str:
    """The sheet that is named, else the first that is not hidden."""
    shown = [name for name, hidden in sheets if not hidden] or [name for name, _hidden in sheets]
    if wanted is None and shown:
        return shown[0]
    if wanted is None:
        raise Refused(msg("The workbook has no sheet with cells."))
    if not any(name == wanted for name, _hidden in sheets):
        raise Refused(msg("The workbook has no sheet “{name}”. Choose another sheet.", name=wanted))
    return wanted


def _open(path: str) -> Any:
    import python_calamine as calamine

    name = Path(path).name
    try:
        with open(path, "rb") as stream:  # by content: the ending of a name may lie
            return calamine.CalamineWorkbook.from_filelike(stream)
    except calamine.PasswordError:
        raise Refused(msg("“{name}” is protected by a password. Remove the password in the spreadsheet program "
                          "and try again.", name=name)) from None
    except (calamine.ZipError, calamine.XmlError) as error:
        raise Refused(msg("“{name}” is damaged or was not saved completely. Open it in a spreadsheet program, "
                          "save it again and try once more.", name=name)) from error
    except calamine.CalamineError as error:
        raise Refused(msg("“{name}” is not a workbook that can be read. Save it as XLSX or CSV and try again.",
                          name=name)) from error


def _tables(book: Any) -> list[Any]:
    return [meta for meta in book.sheets_metadata if str(meta.typ).endswith("WorkSheet")]


def _hidden(meta: Any) -> bool:
    return not str(meta.visible).endswith("." + _VISIBLE)


def _rows(sheet: Any) -> Rows:
    if sheet.start is None:
        return []
    top, left = sheet.start
    if left + sheet.width > MAX_COLUMNS:
        raise Refused(msg("The sheet “{name}” has more than {limit} columns. Delete what stands far to the right.",
                          name=sheet.name, limit=MAX_COLUMNS))
    if sheet.height > 5 * MAX_ROWS:
        raise _too_long(sheet.name)
    rows: dict[int, list[Any]] = {}
    for number, values in enumerate(sheet.to_python(skip_empty_area=True), top):
        cells = [None] * left + [_cell(value) for value in values]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            rows[number] = cells
            if len(rows) > MAX_ROWS:
                raise _too_long(sheet.name)
    for (first, column), (last, _right) in sheet.merged_cell_ranges or ():
        _fill(rows, first, last, column)
    return [[number + 1, *cells] for number, cells in rows.items()]


def _too_long(name: str) -> Refused:
    return Refused(msg("The sheet “{name}” has more than {rows} rows. Split it into several files.",
                       name=name, rows=MAX_ROWS))


def _fill(rows: dict[int, list[Any]], first: int, last: int, column: int) -> None:
    """Let the value of a cell merged over several rows stand in each of those that hold anything."""
    source = rows.get(first)
    if last == first or source is None or column >= len(source) or source[column] is None:
        return
    for number in range(first + 1, min(last, first + MAX_ROWS) + 1):
        if (cells := rows.get(number)) is not None:
            cells.extend([None] * (column + 1 - len(cells)))
            if cells[column] is None:
                cells[column] = ["merged", source[column]]


def _cell(value: Any) -> Any:
    match value:
        case str():
            if len(value) > MAX_FIELD:
                raise Refused(msg("One cell holds more than {limit} characters. Shorten it and try again.",
                                  limit=MAX_FIELD))
            if "\r" in value:
                value = value.replace("\r\n", "\n").replace("\r", "\n")
            return value if value.strip() else None
        case bool() | int() | float():
            return value
        case datetime() if value.time() == time():
            return ["date", value.date().isoformat()]
        case date():
            return ["date", value.isoformat()]
        case time():
            return value.isoformat("seconds" if value.second else "minutes")
        case timedelta():
            seconds = int(value.total_seconds())
            return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        case _:
            return None
