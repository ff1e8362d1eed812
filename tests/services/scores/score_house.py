"""A call under review with reviewers of different severity; everything can be worked out again from `given`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select

from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import msg
from incubator_gui.db.database import Actor
from incubator_gui.db.schema import (
    Application,
    Company,
    Conflict,
    PanelSeat,
    Person,
    Review,
    ReviewAnswer,
    ReviewAssignment,
    Reviewer,
    Stage,
)
from incubator_gui.services.house import House

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
NAMES = ("Lena Weber", "Shen Yu", "Jonas Brandt", "李静", "Marta Kowalska", "Tomás Rey")


class Panel:
    """The call, its people and what was given."""

    def __init__(self, house: House, count: int = 6, people: int = 4, each: int = 3, seed: int = 1,
                 blind: bool = False) -> None:
        self.house = house
        self.call = house.calls.add_call("2026-1").value
        self.round = house.rounds.begin(self.call, blind=blind, reviews_each=each).value
        row = house.rounds.row(self.call)
        assert row.rubric_version_id is not None
        self.version = row.rubric_version_id
        self.rubric = house.rounds.rubric(self.round)
        self.people: list[UUID] = []
        self.reviewers: list[UUID] = []
        self.applications: list[UUID] = []
        self.companies: list[UUID] = []
        self.reviews: dict[tuple[UUID, UUID], UUID] = {}
        self._fill(count, people, each, Random(seed))

    def _fill(self, count: int, people: int, each: int, draw: Random) -> None:
        with self.house.database.write("test.panel", msg("Panel")) as work:
            stage = work.session.scalars(select(Stage.id).where(Stage.status == "review").limit(1)).one()
            add: dict[Any, list[dict[str, Any]]] = {}
            for n in range(people):
                person, reviewer = new_id(), new_id()
                name = NAMES[n] if n < len(NAMES) else f"Reviewer {n}"
                add.setdefault(Person, []).append({"id": person, "full_name": name, "purpose": "reviewer"})
                add.setdefault(Reviewer, []).append({"id": reviewer, "person_id": person})
                add.setdefault(PanelSeat, []).append(
                    {"id": new_id(), "round_id": self.round, "reviewer_id": reviewer})
                self.people.append(person)
                self.reviewers.append(reviewer)
            severity = [draw.gauss(0, 0.5) for _one in range(people)]
            for n in range(count):
                company, application = new_id(), new_id()
                add.setdefault(Company, []).append(
                    {"id": company, "number": n + 1, "trade_name": f"Company {n + 1}", "created_at": NOW})
                add.setdefault(Application, []).append(
                    {"id": application, "number": n + 1, "call_id": self.call, "company_id": company,
                     "stage_id": stage, "stage_since": date(2026, 3, 1), "received_on": date(2026, 2, 1)})
                self.companies.append(company)
                self.applications.append(application)
                merit = [draw.gauss(3.2, 0.8) for _one in self.rubric.criteria]
                for place in draw.sample(range(people), min(each, people)):
                    review, reviewer = new_id(), self.reviewers[place]
                    self.reviews[application, reviewer] = review
                    add.setdefault(ReviewAssignment, []).append(
                        {"id": new_id(), "application_id": application, "reviewer_id": reviewer, "assigned_at": NOW})
                    add.setdefault(Review, []).append(self._review(review, application, reviewer))
                    add.setdefault(ReviewAnswer, []).extend(
                        self._answer(review, one.key, min(5, max(1, round(
                            value - severity[place] + draw.gauss(0, 0.5)))))
                        for one, value in zip(self.rubric.criteria, merit, strict=True))
            for table, rows in add.items():
                work.session.execute(insert(table.__table__), rows)

    def _review(self, id: UUID, application: UUID, reviewer: UUID, **given: Any) -> dict[str, Any]:
        return {"id": id, "application_id": application, "reviewer_id": reviewer, "rubric_version_id": self.version,
                "application_version": 1, "state": "submitted", "started_at": NOW, "saved_at": NOW,
                "submitted_at": NOW} | given

    def _answer(self, review: UUID, key: str, mark: int | Decimal) -> dict[str, Any]:
        return {"id": new_id(), "review_id": review, "criterion": key, "mark": Decimal(mark), "set_at": NOW}

    # changes ---------------------------------------------------------------------------------

    def mark(self, application: int, reviewer: UUID, marks: dict[str, int], **given: Any) -> None:
        """Store a review with these marks in the place of the one before."""
        key = (self.applications[application], reviewer)
        with self.house.database.write("test.mark", msg("Marked")) as work:
            old = self.reviews.get(key)
            if old is None:
                self.reviews[key] = new_id()
                work.session.add(Review(**self._review(self.reviews[key], *key, **given)))
                work.session.flush()
            else:
                record = work.session.get_one(Review, old)
                record.revision += 1
                for name, value in given.items():
                    setattr(record, name, value)
                work.session.execute(delete(ReviewAnswer).where(ReviewAnswer.review_id == old))
            for name, mark in marks.items():
                work.session.add(ReviewAnswer(**self._answer(self.reviews[key], name, mark)))

    def all_of(self, mark: int) -> dict[str, int]:
        """The same mark for every criterion."""
        return {one.key: mark for one in self.rubric.criteria}

    def assign(self, application: int, reviewer: UUID) -> None:
        """Somebody is to review it."""
        with self.house.database.write("test.assign", msg("Assigned")) as work:
            work.session.add(ReviewAssignment(application_id=self.applications[application], reviewer_id=reviewer,
                                              assigned_at=NOW))

    def conflict(self, person: UUID, application: int, state: str = "open") -> None:
        """A person and the company of an application."""
        with self.house.database.write("test.conflict", msg("Conflict")) as work:
            work.session.add(Conflict(person_id=person, company_id=self.companies[application], origin="declared",
                                      state=state, noted_at=NOW))

    def who(self, name: str) -> None:
        """Look as somebody else."""
        self.house.known_as(name)

    def phase(self, **fields: Any) -> None:
        """Change what the present phase allows, as those who run the review do."""
        looking, self.house.database.actor = self.house.database.actor, Actor("Chief", "desk-1")
        row = self.house.rounds.row(self.call)
        assert row.phase_id is not None
        self.house.rounds.edit_phase(row.phase_id, **fields)
        self.house.database.actor = looking
