"""One door for tables from outside: what a file holds, and one sheet of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from incubator_gui.core.errors import Environment, NotFound, Refused
from incubator_gui.core.messages import msg
from incubator_gui.exchange.csv_reader import read_csv
from incubator_gui.exchange.sheets import FileInfo, Sheet, SheetInfo
from incubator_gui.exchange.workbook_reader import OLE_MAGIC, ZIP_MAGIC, describe_workbook, open_workbook, read_workbook

MAX_BYTES = 100 * 2**20
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head")
_OTHER = {b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"Rar!": "RAR",
          b"7z\xbc\xaf": "7z", b"\x1f\x8b": "gzip", b"{\\rtf": "RTF"}

Cancelled = Callable[[], bool]


def describe_file(path: Path, *, encoding: str | None = None, delimiter: str | None = None,
                  cancelled: Cancelled | None = None) -> FileInfo:
    """Kind and sheets of a file; raises `Refused` with one sentence for what cannot be read."""
    if _is_workbook(path):
        sheets = describe_workbook(path, cancelled)
        if not any(sheet.rows for sheet in sheets):
            raise _empty(path)
        return FileInfo("workbook", sheets)
    sheet, encoding, delimiter = _text(path, encoding, delimiter)
    return FileInfo("text", (SheetInfo(sheet.name, len(sheet.rows), sheet.width),), encoding, delimiter)


def read_table(path: Path, sheet: str | None = None, *, encoding: str | None = None,
               delimiter: str | None = None, cancelled: Cancelled | None = None) -> Sheet:
    """One sheet of a file; of a workbook the first visible one unless it is named."""
    if _is_workbook(path):
        found = read_workbook(path, sheet, cancelled)
    else:
        found = _text(path, encoding, delimiter)[0]
    if not found.rows:
        raise _empty(path)
    return found


def open_table(path: Path, sheet: str | None = None, *, encoding: str | None = None,
               delimiter: str | None = None, cancelled: Cancelled | None = None) -> tuple[FileInfo, Sheet]:
    """`describe_file` and `read_table` in one reading; without a name the first sheet that is filled."""
    if _is_workbook(path):
        sheets, found = open_workbook(path, sheet, cancelled)
        info = FileInfo("workbook", sheets)
    else:
        found, encoding, delimiter = _text(path, encoding, delimiter)
        info = FileInfo("text", (SheetInfo(found.name, len(found.rows), found.width),), encoding, delimiter)
    if not found.rows:
        raise _empty(path)
    return info, found


def _empty(path: Path) -> Refused:
    return Refused(msg("“{name}” is empty. Choose a file with a table in it.", name=path.name))


def _is_workbook(path: Path) -> bool:
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(512)
    except FileNotFoundError as error:
        raise NotFound(msg("There is no file “{name}”.", name=str(path))) from error
    except OSError as error:
        raise Environment(msg("“{name}” cannot be read: {reason}.", name=str(path),
                              reason=error.strerror or str(error))) from error
    if not size:
        raise _empty(path)
    if size > MAX_BYTES:
        raise Refused(msg("“{name}” is larger than {limit} MB. Split it into several files.",
                          name=path.name, limit=MAX_BYTES >> 20))
    if start.startswith((ZIP_MAGIC, OLE_MAGIC)):
        return True
    kind = next((kind for magic, kind in _OTHER.items() if start.startswith(magic)), None)
    if kind is None and start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        kind = "HTML / XML"
    if kind is not None:
        raise Refused(msg("“{name}” is a {kind} file, not a table. Save the table as XLSX or CSV and try again.",
                          name=path.name, kind=kind))
    return False


def _text(path: Path, encoding: str | None, delimiter: str | None) -> tuple[Sheet, str, str]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Environment(msg("“{name}” cannot be read: {reason}.", name=str(path),
                              reason=error.strerror or str(error))) from error
    if encoding is None and _is_binary(data):
        raise Refused(msg("“{name}” is neither a text table nor a workbook. Save it as CSV (UTF-8) or XLSX "
                          "and try again.", name=path.name))
    return read_csv(data, path.stem, encoding=encoding, delimiter=delimiter)


def _is_binary(data: bytes) -> bool:
    """Control characters that no text has; zeros are left to the guess at UTF-16."""
    sample = data[:4096]
    if sample.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return False
    strange = sum(sample.count(bytes([code])) for code in (*range(1, 9), *range(14, 27), 28, 29, 30, 31))
    if strange <= 2 or strange * 100 <= len(sample):
        return False
    try:
        return b"\0" in sample or not data.decode("utf-8")
    except UnicodeDecodeError:
        return True
