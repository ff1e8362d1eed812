"""What the command line says: one JSON value for programs, lines for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from incubator_gui.core.messages import Message, text


class Out:
    """Standard output of one command; `as_json` keeps the lines for people back."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json

    def line(self, words: Message | str) -> None:
        """One line for people."""
        if not self.as_json:
            _write(_printable(text(words)))

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Lines in columns for people; the last column is as long as it is."""
        if self.as_json or not rows:
            return
        clean = [[_printable(cell) for cell in row] for row in rows]
        widths = [max(_width(row[at]) for row in clean) for at in range(len(clean[0]) - 1)]
        for row in clean:
            start = "".join(cell + " " * (width - _width(cell) + 2) for cell, width in zip(row, widths, strict=False))
            _write((start + row[-1]).rstrip())

    def value(self, value: Any) -> None:
        """The result for programs."""
        if self.as_json:
            plain = (sys.stdout.encoding or "").lower().replace("-", "") not in {"utf8", "gb18030"}
            _write(json.dumps(value, ensure_ascii=plain, default=_plain))

    def raw(self, content: str) -> None:
        """Text that is the result itself, as it is."""
        _write(content.removesuffix("\n"))


def error(words: Message | str) -> None:
    """One clear line on standard error."""
    line = " ".join(text(words).split())
    stream = sys.stderr
    if stream is not None:
        stream.write(_encodable(line, stream.encoding) + "\n")
        stream.flush()


def _write(line: str) -> None:
    stream = sys.stdout
    if stream is not None:  # a program without a console has none
        stream.write(_encodable(line, stream.encoding) + "\n")


def _encodable(line: str, encoding: str | None) -> str:
    return line.encode(encoding or "utf-8", "replace").decode(encoding or "utf-8")


def _printable(line: str) -> str:
    """Without what a terminal would obey."""
    return "".join(char if char.isprintable() else " " for char in line)


def _width(line: str) -> int:
    """Cells of a terminal: Han characters and full-width signs take two."""
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in line)


def _plain(value: Any) -> Any:
    match value:
        case UUID():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case Message():
            return text(value)
    return str(value)
