"""The import: of applications, and of the house."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from incubator_gui.app.application import Opened
from incubator_gui.app.tour.stop import LONG, Stop, at
from incubator_gui.app.tour.tables import write_applicants, write_residents


def stops(opened: Opened, scratch: Path) -> Iterator[Stop]:
    """The file, the preview; nothing is written into the sample."""
    window, house = opened.window, opened.context.house
    yield Stop("import", lambda: open_file(window, "applications", None))
    yield Stop("import-preview", lambda: open_file(window, "applications",
                                                   write_applicants(house, scratch / "applicants.csv")), patience=LONG)
    yield Stop("import-after", lambda: open_file(window, "applications", None))
    yield Stop("import-house", lambda: open_file(window, "house", None))
    yield Stop("import-house-preview", lambda: open_file(window, "house",
                                                         write_residents(house, scratch / "residents.csv")),
               patience=LONG, leave=lambda: open_file(window, "applications", None))


def open_file(window: Any, kind: str, path: Path | None) -> None:
    """A file as this kind; None puts it away."""
    screen = at(window, "import")
    screen.start_again()
    screen.set_kind(kind)
    if path is not None:
        screen.open_file(path)
