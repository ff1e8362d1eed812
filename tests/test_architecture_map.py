"""The table in ARCHITECTURE.md names what is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "incubator_gui"
TEXT = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
FOLDERS = ("views", "services", "domain", "")


def names(words: str) -> list[str]:
    return " ".join(re.findall(r"`([^`]+)`", words)).split()


def table() -> list[list[list[str]]]:
    rows = [line for line in TEXT.splitlines() if line.startswith("| ")][2:]
    return [[names(cell) for cell in row.strip("|").split("|")[1:]] for row in rows]


def places(name: str, folder: str) -> list[str]:
    under = {"": ("exchange", "reports"), "views": ("views", "views/review")}.get(folder, (folder,))
    return [name.rstrip("/"), *(f"{one}/{name}".rstrip("/") for one in under)]


def there(pattern: str) -> bool:
    return any(any(PACKAGE.glob(pattern + end)) for end in ("", ".py"))


def test_every_name_is_there() -> None:
    missing = [name for row in table() for folder, cell in zip(FOLDERS, row, strict=True) for name in cell
               if not any(there(place) for place in places(name, folder))]
    assert len(table()) > 10
    assert missing == []
