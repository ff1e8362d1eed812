"""Review in the window: assignment, judging by keyboard, a return that meets another opinion, announcement."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from PySide6.QtWidgets import QListView, QSpinBox, QTableView
from sqlalchemy import func, select

from incubator_gui.db.schema import Task
from tests.end_to_end.conftest import Start
from tests.end_to_end.driver import Person
from tests.support.samples import Samples


def newest(person: Person) -> Any:
    return person.house.rounds.rows()[0]


def assigned(person: Person) -> dict[str, int]:
    rows = person.house.assignments.sheet(newest(person).call_id).rows
    return {row.name: len(row.assigned) for row in rows}


def test_four_reviews_each_are_proposed_applied_and_taken_back(start: Start, samples: Samples, tmp_path: Path) -> None:
    person = start(tmp_path / "house" / "house.db", sample=samples("en"), name="Anke Rohde")
    person.press("Alt+3")
    person.idle()
    person.click("Assignment")
    person.idle()
    before = assigned(person)
    each = person.find("Reviews each", QSpinBox)
    person.click(each)
    person.press("Ctrl+A")
    person.type("4")
    person.click("Propose")
    person.idle()
    person.reads("steps accepted")
    steps = person.find("Steps of the proposal", QTableView)
    count = steps.model().rowCount()
    assert count > 8
    assert assigned(person) == before  # a proposal is only looked at
    person.click(f"Apply {count} changes")
    person.idle()
    after = assigned(person)
    assert sum(after.values()) == sum(before.values()) + count
    assert max(after.values()) == 4
    person.press("Ctrl+Z")
    person.idle()
    assert assigned(person) == before


def test_an_application_is_judged_by_keyboard_and_its_name_stays_hidden(start: Start, samples: Samples,
                                                                       tmp_path: Path) -> None:
    person = start(tmp_path / "house" / "house.db", sample=samples("en"), name="Naomi Ferrand")
    person.press("Alt+3")
    person.idle()
    call = newest(person).call_id
    me = person.house.reviewers.me(("Naomi Ferrand",))
    desk = person.house.reviews.desk(me, call)
    row = next(one for one in desk.sheet().rows if one.state == "open")
    person.reads(f"Application {row.number:04d}")
    person.reads("blind: names hidden")
    company = person.house.applications.sheet(row.application).row.company
    assert company == f"Application {row.number:04d}"
    person.press("Alt+Right")  # the first document
    person.idle()
    person.press("Ctrl+F")
    person.type("1 /")  # at the foot of its first page
    person.press("Return")
    person.pause(600)
    person.press("Escape", "Ctrl+M")
    person.type("Who wrote this?")
    person.press("Ctrl+Return")
    person.until(lambda: desk.paper(row.application).form.notes, "a note is stored")
    (noted,) = desk.paper(row.application).form.notes
    assert (noted.number, noted.page, noted.quote, noted.words) == (1, 1, "1 /", "Who wrote this?")
    assert noted.document in {one.sha256 for one in desk.paper(row.application).documents}
    person.reads("Application")
    person.press("4", "Return", "3", "Return", "5")
    person.idle()
    person.until(lambda: desk.paper(row.application).form.marks.get("technology") == 5, "three marks are stored")
    person.press("Down", "A", "Down", "2", "Down", "3")
    person.press("Ctrl+Return")
    person.idle()
    person.until(lambda: desk.paper(row.application).row.state == "submitted", "the review is finished")
    form = desk.paper(row.application).form
    assert form.marks == {"team": 4, "market": 3, "technology": 5, "fit": 2, "readiness": 3}
    assert form.abstained_on == {"business_model"}
    assert form.notes == (noted,)
    person.press("Ctrl+Z")
    person.idle()
    person.until(lambda: desk.paper(row.application).row.state == "draft", "taken back")


def sent_to_tobias(person: Person, folder: Path) -> Path:
    """His sheet, made in the window."""
    person.click("Packages")
    person.idle()
    table = person.table("Reviewers and their packages")
    row = person.cells(table, "Reviewer").index("Tobias Kessler")
    person.click_cell(table, row, person.column(table, "Reviewer"))
    person.click("Send out to 1…")
    dialog = person.dialog()
    person.choose("Way", "XLSX sheet", inside=dialog)
    person.pause(600)
    person.idle()
    person.write("Folder", str(folder))
    person.press("Tab")
    person.pause(300)
    person.idle()
    person.click("Make 1 file")
    person.idle()
    person.until(lambda: list(folder.glob("*.xlsx")), "the sheet is there")
    person.click("Done")
    person.no_dialog()
    return next(folder.glob("*.xlsx"))


def fill(path: Path, application: Any, values: dict[str, Any]) -> None:
    """As somebody does with a spreadsheet program."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    line = next(at for at in range(3, sheet.max_row + 1)
                if sheet.cell(at, columns["id"]).value == str(application))
    for key, value in values.items():
        sheet.cell(line, columns[key]).value = value
    book.save(path)


def test_a_sheet_comes_back_to_another_opinion(start: Start, samples: Samples, tmp_path: Path) -> None:
    person = start(tmp_path / "house" / "house.db", sample=samples("en"), name="Anke Rohde")
    person.press("Alt+3")
    person.idle()
    call = newest(person).call_id
    tobias = person.house.reviewers.me(("Tobias Kessler",))
    desk = person.house.reviews.desk(tobias, call)
    row = next(one for one in desk.sheet().rows if one.state == "draft")
    team = desk.paper(row.application).form.marks["team"]
    mine, theirs = (mark for mark in (1, 2, 3, 4, 5) if mark != team and mark in ({2, 3} if team != 2 else {1, 3}))
    folder = tmp_path / "out"
    folder.mkdir()
    sheet = sent_to_tobias(person, folder)
    fill(sheet, row.application, {"mark.team": mine, "mark.fit": 5, "comment": "值得一见。Übrigens: pünktlich."})

    person.click("My reviews")  # meanwhile somebody types in what he said on the phone
    person.idle()
    person.choose("Whose reviews", "Tobias Kessler")
    person.idle()
    rows = person.find("Assigned to Tobias Kessler", QListView)
    at = [one.application for one in desk.sheet().rows].index(row.application)
    person.click_cell(rows, at)
    person.idle()
    person.press("Tab")
    person.click(re.compile(f"^Team, .*{theirs} of 5"))
    person.idle()
    person.until(lambda: desk.paper(row.application).form.marks["team"] == theirs, "the mark by phone is stored")

    person.click("Packages")
    person.idle()
    person.drop_files(person.table("Reviewers and their packages"), [sheet])
    person.idle()
    person.reads("1 answer still to be chosen")
    person.click("Next to choose")
    person.click(re.compile(f"^Team, in the file: {mine}"))
    person.idle()
    person.click("Merge 1 review")
    person.idle()
    form = desk.paper(row.application).form
    assert (form.marks["team"], form.marks["fit"], form.comment) == (mine, 5, "值得一见。Übrigens: pünktlich.")

    person.drop_files(person.table("Reviewers and their packages"), [sheet])  # and once more, by mistake
    person.idle()
    assert desk.paper(row.application).form == form
    person.press("Escape")
    person.press("Ctrl+Z")
    person.idle()
    assert desk.paper(row.application).form.marks["team"] == theirs


def tasks_of(person: Person) -> int:
    with person.house.database.read() as session:
        return session.scalar(select(func.count()).select_from(Task)) or 0


def test_what_was_decided_is_announced_in_one_step(start: Start, samples: Samples, tmp_path: Path) -> None:
    person = start(tmp_path / "house" / "house.db", sample=samples("en"), name="Anke Rohde")
    person.press("Alt+3")
    person.idle()
    call = newest(person).call_id
    pending = [one for one in person.house.decisions.rows(call) if one.state == "pending"]
    assert [one.outcome for one in pending] == ["accept_with_conditions"]
    application, tasks = pending[0].application_id, tasks_of(person)

    def status() -> str:
        stages = {one.id: one.status for one in person.house.calls.stages()}
        return stages[person.house.applications.sheet(application).row.stage_id]

    person.click("Decision day")
    person.idle()
    person.click("Outcomes")
    person.idle()
    person.click("Announce…")
    person.dialog()
    person.reads("does not allow decisions")
    person.press("Escape")
    person.no_dialog()
    person.click("Rubric and phases")
    person.idle()
    person.click("Round and phases")
    person.idle()
    person.click("Switch to Selection now")
    person.idle()
    person.click("Decision day")
    person.idle()
    person.click("Outcomes")
    person.idle()
    person.click("Announce…")
    person.dialog()
    assert status() == "decision"
    person.click("Announce 1 decision")
    person.no_dialog()
    person.idle()
    assert status() == "accepted"
    assert tasks_of(person) == tasks + 2  # a condition is a task
    person.press("Ctrl+Z")
    person.idle()
    assert status() == "decision"
    assert tasks_of(person) == tasks
