"""Cells to and from a spreadsheet: tab-separated text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

_FORMULA = re.compile(r"[=@]|[+\-](?![\d\s(])")
LARGEST = 5_000_000
"""Characters of a paste that are read; more is no table but an accident."""


def to_tsv(lines: Iterable[Sequence[str]]) -> str:
    """Cells as text that a spreadsheet takes; none of them becomes a formula there."""
    out = io.StringIO()
    writer = csv.writer(out, dialect="excel-tab", lineterminator="\n")
    for line in lines:
        writer.writerow(["'" + cell if _FORMULA.match(cell) else cell for cell in line])
    return out.getvalue()


def from_tsv(content: str) -> list[list[str]]:
    """Cells of pasted text; quoted line breaks stay in their cell."""
    content = content[:LARGEST].replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    content = content.removesuffix("\n")
    if not content:
        return []
    try:
        lines = list(csv.reader(io.StringIO(content), dialect="excel-tab"))
    except csv.Error:
        lines = [line.split("\t") for line in content.split("\n")]
    return [[cell[1:] if cell[:1] == "'" and _FORMULA.match(cell[1:]) else cell for cell in line]
            for line in lines]
