"""Any sequence of actions followed by as many undos gives the first state back, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.errors import IncubatorError, Refused
from incubator_gui.services.house import House
from tests.support.databases import ACTOR, START, Templates, state

NAMES = ["Lumen GmbH", "金桥云", "Åsa & Söhne", "x", "O'Neil \"Ltd\"", "a" * 120]
TEXTS = ["", "Lidar ohne bewegliche Teile", "测试 文本", "line one\nline two", "<b>bold</b>",
         "'; DROP TABLE company;--"]


def _pick(rows: Any, at: int) -> Any:
    return rows[at % len(rows)] if rows else None


class Staff:
    """Does one of the things that staff do; each returns whether something was asked of the house."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.call = house.calls.add_call("2027-1", date(2027, 1, 1)).value

    def apply(self, at: int, text: str, name: str) -> None:
        self.house.applications.add(self.call, None, name, pitch=text, desks_needed=at % 30)

    def apply_again(self, at: int, text: str, _name: str) -> None:
        company = _pick(self.house.companies.rows(), at)
        if company is not None:
            self.house.applications.add(self.call, company.id, pitch=text)

    def move(self, at: int, text: str, _name: str) -> None:
        row = _pick(self.house.applications.rows(), at)
        if row is not None:
            stages = self.house.calls.stages()
            self.house.applications.move([row.id], stages[at % len(stages)].id, text or "because")

    def move_all(self, at: int, text: str, _name: str) -> None:
        rows = self.house.applications.rows()
        stages = self.house.calls.stages()
        self.house.applications.move([r.id for r in rows], stages[at % len(stages)].id, text or "because")

    def edit(self, at: int, text: str, name: str) -> None:
        row = _pick(self.house.companies.rows(), at)
        if row is not None:
            field = ["claim", "city", "trade_name", "chinese_name", "headcount"][at % 5]
            self.house.editing.set_field("company", row.id, field, at if field == "headcount" else name)

    def edit_many(self, at: int, _text: str, _name: str) -> None:
        rows = self.house.applications.rows()
        self.house.editing.set_fields("application", [r.id for r in rows], {"desks_needed": at % 20})

    def person(self, at: int, text: str, name: str) -> None:
        row = _pick(self.house.companies.rows(), at)
        if row is not None:
            self.house.companies.add_person(row.id, name, "founder", email=f"p{at}@mail.example", title=text[:50])

    def no_person(self, at: int, _text: str, _name: str) -> None:
        row = _pick(self.house.companies.rows(), at)
        people = self.house.companies.sheet(row.id).people if row is not None else ()
        if people:
            self.house.companies.remove_person(people[at % len(people)].link_id)

    def note(self, at: int, text: str, name: str) -> None:
        row = _pick(self.house.applications.rows(), at)
        if row is not None:
            self.house.records.add_note("application", row.id, text or name)

    def document(self, at: int, text: str, name: str) -> None:
        row = _pick(self.house.companies.rows(), at)
        if row is not None:
            self.house.records.add_content("company", row.id, f"{name}.txt", (text or name).encode())

    def no_document(self, at: int, _text: str, _name: str) -> None:
        row = _pick(self.house.companies.rows(), at)
        found = self.house.records.documents("company", row.id) if row is not None else ()
        if found:
            self.house.records.remove_document(found[at % len(found)].id)

    def tag(self, at: int, _text: str, name: str) -> None:
        row = _pick(self.house.applications.rows(), at)
        if row is not None:
            self.house.records.set_tags("application", row.id, [name, "AI"][: at % 3])

    def merge(self, at: int, _text: str, _name: str) -> None:
        rows = self.house.companies.rows()
        if len(rows) > 1:
            self.house.merging.merge(rows[at % len(rows)].id, rows[(at + 1) % len(rows)].id, {})


ACTIONS: list[Callable[[Staff, int, str, str], None]] = [
    Staff.apply, Staff.apply_again, Staff.move, Staff.move_all, Staff.edit, Staff.edit_many, Staff.person,
    Staff.no_person, Staff.note, Staff.document, Staff.no_document, Staff.tag, Staff.merge]
STEP = st.tuples(st.sampled_from(ACTIONS), st.integers(0, 50), st.sampled_from(TEXTS), st.sampled_from(NAMES))


def _check(house: House, steps: list[Any]) -> None:
    staff = Staff(house)
    first = state(house.database)
    for action, at, text, name in steps:
        try:
            action(staff, at, text, name)
        except IncubatorError:
            continue
    last = state(house.database)
    undone = 0
    while state(house.database) != first:
        house.history.undo()
        undone += 1
        assert undone <= len(steps) + 1
    for _ in range(undone):
        house.history.redo()
    assert state(house.database) == last
    with pytest.raises(Refused):
        house.history.redo()
    assert house.history.prove().holds


FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FEW
@given(st.lists(STEP, max_size=14))
def test_any_sequence_is_undone_and_done_again_sqlite(templates: Templates, tmp_path: Path, steps: list[Any]) -> None:
    place = tmp_path / "house.db"
    for left in tmp_path.glob("house.db*"):
        if left.is_file():
            left.unlink()
    with closing(House.open(templates.file(place), clock=FixedClock(START), actor=ACTOR)) as house:
        _check(house, steps)


@settings(parent=FEW, max_examples=6)
@given(st.lists(STEP, max_size=10))
def test_any_sequence_is_undone_and_done_again_postgresql(templates: Templates, steps: list[Any]) -> None:
    url = templates.url()
    try:
        with closing(House.open(url, clock=FixedClock(START), actor=ACTOR)) as house:
            _check(house, steps)
    finally:
        templates.drop(url)
