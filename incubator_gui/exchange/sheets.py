"""What a table from outside looks like once it is read: text, typed value, original row number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from incubator_gui.core.messages import Message, nmsg

CellValue: TypeAlias = "Decimal | date | datetime | bool | None"

MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
MAX_FIELD = 100_000


class Cell(NamedTuple):
    """One cell: what a person reads in it, the typed value where the format has one.

    `merged` marks a text that stands there because a merged cell reaches down to it.
    """

    text: str = ""
    value: CellValue = None
    merged: bool = False


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet that hold anything; `numbers` are their rows in the original."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...]
    hidden: bool = False

    @property
    def width(self) -> int:
        """The number of columns."""
        return max(map(len, self.rows), default=0)


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """One sheet as it is offered for choice."""

    name: str
    rows: int
    columns: int
    hidden: bool = False

    def label(self) -> Message:
        """The name with the number of rows."""
        return nmsg("{name}, {n} row", "{name}, {n} rows", self.rows, name=self.name or "–")


@dataclass(frozen=True, slots=True)
class FileInfo:
    """What a file holds: its kind, for text files encoding and separator, and its sheets."""

    kind: str
    sheets: tuple[SheetInfo, ...]
    encoding: str = ""
    delimiter: str = ""


def column_letter(index: int) -> str:
    """A, B, … Z, AA: how spreadsheets call the column at `index` (from 0)."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
