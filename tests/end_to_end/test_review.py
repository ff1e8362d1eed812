"""Review in the window: who reviews what is proposed and applied, and an application is judged by keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QSpinBox, QTableView

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
    person.press("Ctrl+Z")
    person.idle()
    person.until(lambda: desk.paper(row.application).row.state == "draft", "taken back")
