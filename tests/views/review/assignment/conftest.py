"""The part "Assignment" on a small house: four applications in review, three reviewers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.ids import new_id
from incubator_gui.db.schema import Conflict
from incubator_gui.services.house import House
from incubator_gui.views.review.assignment import make
from incubator_gui.views.review.review_tab import ReviewTab
from tests.support.databases import add
from tests.views.review.setup.room import NOW, fill


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small house as a file, made once; two reviews are wanted of each application."""
    place = tmp_path_factory.mktemp("assignment") / "house.db"
    fill(place)
    house = House.open(place, clock=FixedClock(NOW))
    call = house.rounds.rows()[0].call_id
    stages = {stage.status: stage.id for stage in house.calls.stages()}
    house.applications.move([row.id for row in house.applications.rows()], stages["review"])
    round_id = house.rounds.begin(call, reviews_each=2).value
    for name, quota, topics in (("Anna Falk", None, {"mobility": 3}), ("Ben Rohde", 3, {}), ("陈思远", 3, {})):
        house.reviewers.add(None, full_name=name, quota=quota, topics=topics, round_id=round_id)
    house.close()
    return place


@pytest.fixture
def part() -> Callable[..., ReviewTab]:
    """Which part."""
    return make


class Facts:
    """Ids by name, and who reviews what."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.call = house.rounds.rows()[0].call_id
        sheet = house.assignments.sheet(self.call)
        self.applications: dict[str, UUID] = {row.name.split()[0]: row.id for row in sheet.rows}
        self.reviewers: dict[str, UUID] = {reader.name.split()[0]: reader.id for reader in sheet.readers}

    def give(self, *pairs: tuple[str, str]) -> None:
        self.house.assignments.change(self.call, [(self.applications[a], self.reviewers[r]) for a, r in pairs])

    def held(self) -> set[tuple[str, str]]:
        """Application and reviewer, by their first words."""
        return {(row.name.split()[0], one.name.split()[0]) for row in self.house.assignments.rows(self.call)
                for one in row.assigned}

    def conflict(self, reviewer: str, application: str) -> None:
        person = self.house.reviewers.row(self.reviewers[reviewer]).person_id
        company = self.house.applications.sheet(self.applications[application]).row.company_id
        add(self.house.database, Conflict(id=new_id(), person_id=person, company_id=company, kind="investor",
                                          origin="set", state="confirmed", noted_at=self.house.clock.now()))


@pytest.fixture
def facts(house: House) -> Facts:
    """What is in the small house."""
    return Facts(house)
