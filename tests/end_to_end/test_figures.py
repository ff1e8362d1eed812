"""Each figure of the overview opens the list that it counts, with as many rows in it."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QTableView

from incubator_gui.views.overview.parts import ElidedLink
from tests.end_to_end.conftest import Start
from tests.end_to_end.driver import Person
from tests.support.samples import Samples

LISTS = {"Supported companies": "Companies", "Residents": "Residents", "Desks in use": "Table of places",
         "Waiting for desks": "Waiting", "Open applications": "Table of applications", "Under-served": "Under-served",
         "Floor": "Table of places", "Coming in": "Companies", "Leaving": "Companies",
         "Received": "Table of applications", "Screening": "Table of applications", "Review": "Table of applications",
         "Interview": "Table of applications", "Decision": "Table of applications",
         "Accepted": "Table of applications"}


def rows(person: Person, title: str) -> int:
    table: QTableView = person.table(title)
    shown: int = table.model().rowCount()
    return shown


def links(person: Person) -> list[str]:
    """What can be followed on the overview, by its name."""
    return [widget.accessibleName() for widget in person.seen(QAbstractButton, person.window.stack.front())
            if widget.accessibleName().startswith(tuple(LISTS))
            and (isinstance(widget, ElidedLink) or re.search(r"\d", widget.accessibleName()))]


def test_each_figure_opens_its_list(start: Start, tmp_path: Path, samples: Samples) -> None:
    person = start(tmp_path / "house" / "house.db", sample=samples("en"))
    person.idle()
    names = links(person)
    assert len(names) >= 17
    for name in names:
        person.go("Overview")
        key = next(key for key in LISTS if name.startswith(key))
        wanted = int(re.findall(r"\d+", name.removeprefix("Floor ")[2 if key == "Floor" else 0:].split(": ")[-1])[0])
        person.click(name)
        person.idle()
        assert rows(person, LISTS[key]) == wanted, name
    person.quit()
