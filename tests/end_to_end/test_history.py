"""The history: found, looked at, and an old step undone although somebody went on from there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.end_to_end.conftest import Start
from tests.end_to_end.test_work import select, stored

Samples = Callable[[str], Path]


def test_an_older_step_is_undone_field_by_field(start: Start, samples: Samples, tmp_path: Path) -> None:
    person = start(tmp_path / "house" / "house.db", sample=samples("en"))
    person.go("Applications")
    table = select(person, "Penghao Rides")
    # Two fields are pasted in one step; later one of them is changed again.
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText("Digitalisation\t21")
    person.click_cell(table, person.line_of(table, "Company", "Penghao Rides"), person.column(table, "Focus area"))
    person.press("Ctrl+V")
    person.idle()
    person.write("Team", "30")
    person.press("Tab")
    person.idle()
    assert stored(person, "Penghao Rides").headcount == 30

    person.go("History")
    print(person.sight())
