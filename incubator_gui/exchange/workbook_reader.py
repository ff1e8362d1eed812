"""Workbooks from outside: looked over first, then read in a child process."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg
from incubator_gui.core.process import ChildDied, run_child
from incubator_gui.exchange.sheets import EMPTY, Cell, CellValue, Sheet, SheetInfo

ZIP_MAGIC = b"PK"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_UNPACKED = 300 * 2**20
_RATIO_FROM = 20 * 2**20
_MAX_RATIO = 150
_MAX_ENTRIES = 2_000
_MEMORY_MB = 2048
_SECONDS = 90


def describe_workbook(path: Path, cancelled: Callable[[], bool] | None = None) -> tuple[SheetInfo, ...]:
    """The sheets of a workbook with their sizes."""
    return _infos(_ask("describe", path, {}, cancelled))


def open_workbook(path: Path, sheet: str | None = None,
                  cancelled: Callable[[], bool] | None = None) -> tuple[tuple[SheetInfo, ...], Sheet]:
    """The sheets with their sizes and the rows of one of them, read once."""
    answer = _ask("describe_and_read", path, {"sheet": sheet}, cancelled)
    return _infos(answer["sheets"]), _sheet(answer)


def read_workbook(path: Path, sheet: str | None = None,
                  cancelled: Callable[[], bool] | None = None) -> Sheet:
    """One sheet, by name; without a name the first that is filled and not hidden."""
    if sheet is None:
        return open_workbook(path, None, cancelled)[1]
    return _sheet(_ask("read", path, {"sheet": sheet}, cancelled))


def _infos(answer: list[dict[str, Any]]) -> tuple[SheetInfo, ...]:
    return tuple(SheetInfo(one["name"], one["rows"], one["columns"], one["hidden"]) for one in answer)


def _sheet(answer: dict[str, Any]) -> Sheet:
    shared: dict[str, Cell] = {}
    rows = tuple(tuple([_cell(value, shared) for value in row[1:]]) for row in answer["rows"])
    return Sheet(answer["name"], rows, tuple([row[0] for row in answer["rows"]]), answer["hidden"])


def _ask(function: str, path: Path, argument: dict[str, Any], cancelled: Callable[[], bool] | None) -> Any:
    look_over(path)
    try:
        return run_child(f"incubator_gui.exchange.workbook_child:{function}",
                         {"path": str(path), **argument}, memory_mb=_MEMORY_MB, seconds=_SECONDS,
                         cancelled=cancelled)
    except ChildDied as error:
        if error.reason == "crash":
            raise Refused(msg("“{name}” is damaged: reading it failed. Open it in a spreadsheet program, save it "
                              "again and try once more.", name=path.name)) from error
        raise Refused(msg("“{name}” asks for far more memory or time than its size explains. Delete what stands "
                          "far to the right or far down in its sheets, or save it as CSV.",
                          name=path.name)) from error


def look_over(path: Path) -> None:
    """Refuse what is no workbook, protected, or packed to explode, without unpacking anything."""
    with path.open("rb") as stream:
        start = stream.read(8)
        if start == OLE_MAGIC:
            data = stream.read(4 * 2**20)
            if "EncryptedPackage".encode("utf-16-le") in data or _has_filepass(data):
                raise Refused(msg("“{name}” is protected by a password. Remove the password in the spreadsheet "
                                  "program and try again.", name=path.name))
            return
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Refused(msg("“{name}” is damaged or was not saved completely. Open it in a spreadsheet program, "
                          "save it again and try once more.", name=path.name)) from error
    names = {entry.filename for entry in entries}
    if any(".iwa" in name or "Index.zip" in name for name in names):
        raise Refused(msg("“{name}” is a Numbers document. Export it as Excel or CSV and try again.",
                          name=path.name))
    if not names & {"[Content_Types].xml", "content.xml"}:
        raise Refused(msg("“{name}” is an archive, not a workbook. Unpack it and choose the table inside.",
                          name=path.name))
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > _MAX_ENTRIES or unpacked > MAX_UNPACKED or (
            unpacked > _RATIO_FROM and unpacked > _MAX_RATIO * max(packed, 1)):
        raise Refused(msg("“{name}” unpacks to far more than a table of applicants needs. Copy the table into a "
                          "new workbook, or save it as CSV.", name=path.name))


def _has_filepass(data: bytes) -> bool:
    """Whether an XLS stream says, in the records after its first, that what follows is encrypted."""
    at = data.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    for _ in range(20):
        if not 0 <= at <= len(data) - 4:
            return False
        kind, length = struct.unpack_from("<HH", data, at)
        if kind == 0x2F:
            return True
        at += 4 + length
    return False


def _cell(value: Any, shared: dict[str, Cell]) -> Cell:
    match value:
        case None:
            return EMPTY
        case str():
            if (cell := shared.get(value)) is None:
                cell = Cell(value)
                if len(value) < 20:
                    shared[value] = cell
            return cell
        case bool():
            return Cell("TRUE" if value else "FALSE", value)
        case int() | float():
            return _number(value)
        case ["merged", inner]:
            return _cell(inner, shared)._replace(merged=True)
        case ["date", text]:
            day: CellValue = datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
            return Cell(text.replace("T", " "), day)
        case _:
            return EMPTY


def _number(value: float) -> Cell:
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if exact == exact.to_integral_value() and abs(exact) < 10**18:
        exact = exact.to_integral_value()
        return Cell(str(int(exact)), Decimal(int(exact)))
    text = format(exact, "f")
    return Cell(text if len(text) < 40 else str(exact), exact)
