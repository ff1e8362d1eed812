"""A call in review: applications, a panel, a round."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import pytest

from incubator_gui.core.ids import new_id
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Conflict, Review
from incubator_gui.services.house import House
from tests.support.databases import add, clock, database, file_database, make, place, templates

__all__ = ["clock", "database", "file_database", "make", "place", "templates"]


class Panel:
    """A call with applications in the stage of review, and reviewers R0, R1 … on its panel."""

    def __init__(self, house: House, applications: int, quotas: Sequence[int | None]) -> None:
        self.house = house
        house.calls.add_call("2027-1", date(2027, 1, 1), date(2027, 3, 1))
        self.call = house.calls.calls()[0].id
        self.round = house.rounds.begin(self.call, reviews_each=2, due_on=date(2027, 4, 1)).value
        self.applications = tuple(
            house.applications.add(self.call, None, f"Lumen {n} GmbH").value for n in range(applications))
        self.stages = {stage.status: stage.id for stage in house.calls.stages()}
        house.applications.move(self.applications, self.stages["review"])
        self.reviewers = tuple(
            house.reviewers.add(None, full_name=f"R{n} Weber", quota=quota, round_id=self.round).value
            for n, quota in enumerate(quotas))

    def conflict(self, reviewer: int, application: int, kind: str = "investor", person: UUID | None = None) -> None:
        company = self.house.applications.sheet(self.applications[application]).row.company_id
        if person is None:
            person = self.house.reviewers.row(self.reviewers[reviewer]).person_id
        add(self.house.database, Conflict(id=new_id(), person_id=person, company_id=company, kind=kind, origin="set",
                                          state="confirmed", noted_at=self.house.clock.now()))

    def review(self, reviewer: int, application: int, state: str = "draft", stance: str = "reviewed") -> None:
        now = self.house.clock.now()
        version = self.house.rounds.row(self.call).rubric_version_id
        add(self.house.database, Review(id=new_id(), application_id=self.applications[application],
                                        reviewer_id=self.reviewers[reviewer], rubric_version_id=version, state=state,
                                        stance=stance, application_version=1, started_at=now, saved_at=now))

    def give(self, *pairs: tuple[int, int]) -> None:
        self.house.assignments.change(self.call, [self.pair(*pair) for pair in pairs])

    def pair(self, reviewer: int, application: int) -> tuple[UUID, UUID]:
        return self.applications[application], self.reviewers[reviewer]

    def held(self) -> set[tuple[int, int]]:
        """Reviewer and application, by their places."""
        return {(self.reviewers.index(one.reviewer), self.applications.index(row.id))
                for row in self.house.assignments.rows(self.call) for one in row.assigned}


@pytest.fixture
def house(file_database: Database) -> House:
    """An empty house in a file: most rules are the same on every database."""
    return House(file_database)


@pytest.fixture
def panel(house: House) -> Panel:
    """Four applications, three reviewers without quotas."""
    return Panel(house, 4, [None, None, None])


@pytest.fixture
def each_panel(database: Database) -> Panel:
    """The same on each database, for what reads and writes."""
    return Panel(House(database), 4, [None, None, None])
