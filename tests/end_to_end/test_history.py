"""The history: found, looked at, and an old step undone although somebody went on from there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QRadioButton

from tests.end_to_end.conftest import Start
from tests.end_to_end.test_work import select, stored

Samples = Callable[[str], Path]


def test_an_older_step_is_undone_field_by_field(start: Start, samples: Samples, tmp_path: Path) -> None:
    person = start(tmp_path / "house" / "house.db", sample=samples("en"))
    person.go("Applications")
    table = select(person, "Penghao Rides")
    # Two fields are pasted in one step; later one of them is changed again.
    QGuiApplication.clipboard().setText("Digitalisation\t21")
    person.click_cell(table, person.line_of(table, "Company", "Penghao Rides"), person.column(table, "Focus area"))
    person.press("Ctrl+V")
    person.idle()
    person.write("Head count", "30")
    person.press("Tab")
    person.idle()
    assert stored(person, "Penghao Rides").headcount == 30

    person.go("History")
    person.reads("before: 21")
    # Found by a word; the side shows every field before and after.
    person.write("Find steps", "pasting")
    person.idle()
    steps = person.table("Steps of the history")
    person.until(lambda: steps.model().rowCount() == 1, "the one step")
    person.click_cell(steps, 0, 3)
    person.idle()
    side = person.window.splitter.widget(1)
    person.reads("before: Future mobility", side)
    person.reads("after: 21", side)
    # One of its fields has another value today: the window asks field by field.
    person.click("Undo this step", inside=side)
    person.idle()
    person.reads("1 field has another value today. Choose what shall stand.")
    person.click(person.find("Head count: keep 30", QRadioButton))
    person.click("Undo with these choices")
    person.idle()
    row = stored(person, "Penghao Rides")
    assert (row.focus_area, row.headcount) == ("mobility", 30)
    # Redo takes that back.
    person.click_cell(steps, 0, 3)
    person.press("Ctrl+Y")
    person.idle()
    row = stored(person, "Penghao Rides")
    assert (row.focus_area, row.headcount) == ("digitalisation", 30)
    person.quit()
