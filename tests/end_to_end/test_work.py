"""A day's work on applications: look for, edit, move, note, file, tag, copy, paste; and all of it undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QListView, QListWidget

from tests.end_to_end.conftest import Start
from tests.end_to_end.driver import Person

Samples = Callable[[str], Path]


@pytest.fixture
def person(start: Start, samples: Samples, tmp_path: Path) -> Person:
    """Somebody before the applications of the sample."""
    person = start(tmp_path / "house" / "house.db", sample=samples("en"))
    person.go("Applications")
    person.table("Table of applications")
    return person


def stored(person: Person, company: str) -> Any:
    """The newest application of a company, as it is stored."""
    rows = [row for row in person.house.applications.rows() if row.company == company]
    return max(rows, key=lambda row: row.number)


def stage(person: Person, row: Any) -> str:
    return str(next(each.name("en") for each in person.house.calls.stages() if each.id == row.stage_id))


def everything(person: Person) -> list[Any]:
    """All that the journeys here can change; moving on and back again counts days anew, nothing else."""
    house = person.house
    rows = house.applications.rows()
    return [[(row.id, row.stage_id, row.focus_area, row.headcount, row.desks_needed, row.owner_id, row.tags,
              len(house.records.notes("application", row.id)), len(house.records.documents("application", row.id)))
             for row in sorted(rows, key=lambda row: row.number)]]


def select(person: Person, company: str) -> Any:
    """Click on the row of a company."""
    table = person.table("Table of applications")
    person.click_cell(table, person.line_of(table, "Company", company), person.column(table, "Company"))
    person.idle()
    person.until(lambda: person.window.splitter.widget(1) is not None, "the side panel")
    person.reads(company, person.window.splitter.widget(1))
    return table


def test_find_filter_and_sort(person: Person) -> None:
    table = person.table("Table of applications")
    whole = table.model().rowCount()
    # Words in the field above the list.
    person.press("Ctrl+F")
    person.type("digitalisation")
    person.until(lambda: table.model().rowCount() < whole, "fewer rows")
    assert set(person.cells(table, "Focus area")) == {"Digitalisation"}
    person.press("Ctrl+A", "Delete")
    person.until(lambda: table.model().rowCount() == whole, "all rows again")
    # A filter on a column, chosen by the keyboard; it stands above the list and is taken off there.
    person.click("Add a filter")
    person.menu("Stage")
    choices = person.find("Stage", QListWidget)
    person.click(choices.viewport(), place=QPoint(40, 10))
    person.press("Space", "Escape")
    person.until(lambda: table.model().rowCount() < whole, "fewer rows")
    assert len(set(person.cells(table, "Stage"))) == 1
    person.click("Remove the filter Stage: " + person.cell(table, 0, "Stage"))
    person.until(lambda: table.model().rowCount() == whole, "all rows again")
    # A click on a title sorts, another one turns it round.
    person.click_header(table, "Company")
    names = person.cells(table, "Company")
    person.click_header(table, "Company")
    assert person.cells(table, "Company") == names[::-1]
    person.click_header(table, "Head count")
    teams = [int(words) for words in person.cells(table, "Head count") if words.isdigit()]
    assert teams == sorted(teams, reverse=True)
    person.quit()


def test_edit_move_note_file_tag_and_undo_all_of_it(person: Person, tmp_path: Path, start: Start) -> None:
    before = everything(person)
    company = "Penghao Rides"
    select(person, company)

    # What cannot be right stays in the field, with the reason under it.
    person.write("Head count", "many")
    person.press("Tab")
    person.reads("“many” is not a number.")
    assert person.field("Head count").text() == "many"
    assert stored(person, company).headcount == 5
    person.write("Head count", "12")
    person.press("Tab")
    person.idle()
    assert stored(person, company).headcount == 12
    assert not person.sees("is not a number")
    person.choose("Focus area", "Digitalisation", inside=person.window.splitter.widget(1))
    person.idle()
    assert stored(person, company).focus_area == "digitalisation"

    # On by the main button; back again needs a reason.
    person.click("Next: Screening")
    person.idle()
    assert stage(person, stored(person, company)) == "Screening"
    person.reads("Next: Review")
    person.click("All stages and more")
    person.menu("Received")
    dialog = person.dialog()
    person.reads("Penghao Rides moves back to “Received”. Why?")
    assert not person.find("Move back").isEnabled()
    person.write("Reason", "申请表不完整, form incomplete")
    person.click("Move back", inside=dialog)
    person.no_dialog()
    person.idle()
    assert stage(person, stored(person, company)) == "Received"

    # A note, a document that falls in from the desktop, a tag.
    id = stored(person, company).id
    person.tab("Notes")
    person.write("New note", "Called them: 周三再谈.")
    person.press("Ctrl+Return")
    person.idle()
    person.reads("周三再谈")
    assert len(person.house.records.notes("application", id)) == 2
    person.tab("Documents")
    deck = tmp_path / "Pitch – Entwurf 3.txt"
    deck.write_text("Ein Entwurf", "utf-8")
    person.drop_files(person.find("Documents", QListWidget), [deck])
    person.idle()
    person.reads("Pitch – Entwurf 3")
    assert len(person.house.records.documents("application", id)) == 2
    person.tab("Details")
    person.write("Add a tag", "nochmal ansehen")
    person.press("Return")
    person.idle()
    assert stored(person, company).tags == ("nochmal ansehen",)

    # The history of the record tells of it.
    person.tab("History")
    person.reads("form incomplete")

    # All of it undone, step by step, by Ctrl+Z.
    select(person, company)
    undo_back_to(person, before)
    person.quit()


def test_many_rows_at_once_and_a_spreadsheet(person: Person) -> None:
    before = everything(person)
    table = person.table("Table of applications")
    company, team, focus = (person.column(table, title) for title in ("Company", "Head count", "Focus area"))
    # Three rows get another focus area.
    names = [person.cell(table, row, "Company") for row in range(3)]
    person.click_cell(table, 0, company)
    person.click_cell(table, 1, company, modifiers=Qt.KeyboardModifier.ControlModifier)
    person.click_cell(table, 2, company, modifiers=Qt.KeyboardModifier.ControlModifier)
    person.press("Ctrl+E")
    dialog = person.dialog()
    person.choose("What to change", "Focus area", inside=dialog)
    person.choose("Focus area", "Cloud applications", inside=dialog)
    person.click("Change 3 applications", inside=dialog)
    person.no_dialog()
    person.idle()
    assert {stored(person, name).focus_area for name in names} == {"cloud"}

    # Copied rows are what a spreadsheet takes: tabs between cells, a line for each row.
    table.setFocus()
    person.click_cell(table, 0, company)
    person.click_cell(table, 2, company, modifiers=Qt.KeyboardModifier.ShiftModifier)
    person.press("Ctrl+C")
    lines = person.clipboard().rstrip("\n").split("\n")
    assert [line.split("\t")[1] for line in lines] == names
    assert "Cloud applications" in lines[0].split("\t")

    # Changed there and pasted back over focus area and team.
    QGuiApplication.clipboard().setText("Digitalisation\t21\nFuture mobility\t22\n")
    person.click_cell(table, 0, focus)
    person.press("Ctrl+V")
    person.idle()
    assert [stored(person, name).headcount for name in names[:2]] == [21, 22]
    assert [stored(person, name).focus_area for name in names] == ["digitalisation", "mobility", "cloud"]
    assert person.cell(table, 0, "Head count") == "21"
    # What cannot be read is marked and not stored.
    QGuiApplication.clipboard().setText("a lot")
    person.click_cell(table, 0, team)
    person.press("Ctrl+V")
    person.idle()
    assert stored(person, names[0]).headcount == 21
    undo_back_to(person, before)
    person.quit()


def test_cards_are_dragged_and_carried_over_the_board(person: Person) -> None:
    if QGuiApplication.platformName() == "offscreen":
        pytest.skip("nothing can be dragged without a screen")
    before = everything(person)
    person.press("Ctrl+Shift+B")
    person.idle()
    lists = cards(person)
    first = lists["Received"].model().index(0, 0).data(Qt.ItemDataRole.UserRole)
    # By the mouse into the next column.
    start, end = spot(lists["Received"], 0), QPoint(40, 60)
    person.drag(lists["Received"].viewport(), start, lists["Screening"].viewport(), end)
    person.idle()
    row = next(each for each in person.house.applications.rows() if each.id == first.id)
    assert stage(person, row) == "Screening"
    # Back with Ctrl and the arrow keys: the window asks why.
    lists = cards(person)
    line = next(line for line in range(lists["Screening"].model().rowCount())
                if lists["Screening"].model().index(line, 0).data(Qt.ItemDataRole.UserRole).id == first.id)
    person.click_cell(lists["Screening"], line)
    person.press("Ctrl+Left")
    person.dialog()
    person.write("Reason", "too early")
    person.press("Return")
    person.no_dialog()
    person.idle()
    row = next(each for each in person.house.applications.rows() if each.id == first.id)
    assert stage(person, row) == "Received"
    # On with Ctrl+Right, without a question.
    lists = cards(person)
    line = next(line for line in range(lists["Received"].model().rowCount())
                if lists["Received"].model().index(line, 0).data(Qt.ItemDataRole.UserRole).id == first.id)
    person.click_cell(lists["Received"], line)
    person.press("Ctrl+Right")
    person.idle()
    row = next(each for each in person.house.applications.rows() if each.id == first.id)
    assert stage(person, row) == "Screening"
    undo_back_to(person, before)
    person.quit()


def test_the_next_start_finds_everything_as_it_was_left(start: Start, samples: Samples, tmp_path: Path) -> None:
    file = tmp_path / "house" / "house.db"
    person = start(file, sample=samples("en"))
    person.go("Applications")
    select(person, "Penghao Rides")
    # Still being typed when the window is closed: it is saved.
    person.write("Head count", "17")
    person.press("Ctrl+Shift+B")
    person.idle()
    person.quit()
    again = start(file)
    assert again.window.windowTitle().startswith("Applications")
    assert stored(again, "Penghao Rides").headcount == 17
    assert cards(again)["Received"].isVisible()
    again.press("Ctrl+Z")
    again.idle()
    assert stored(again, "Penghao Rides").headcount == 5
    again.quit()


def cards(person: Person) -> dict[str, QListView]:
    """The columns of the board by their titles."""
    person.until(lambda: person.all("Received, ", QListView), "the board")
    return {view.accessibleName().rsplit(", ", 1)[0]: view for view in person.seen(QListView)
            if ", " in view.accessibleName()}


def spot(view: QListView, line: int) -> QPoint:
    return view.visualRect(view.model().index(line, 0)).center()


def undo_back_to(person: Person, before: list[Any]) -> None:
    """Ctrl+Z until everything is as it was."""
    for _ in range(20):
        if everything(person) == before:
            return
        person.press("Ctrl+Z")
        person.idle()
    raise AssertionError("twenty steps back, and still not as before")

