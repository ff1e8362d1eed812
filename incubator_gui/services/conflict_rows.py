"""Conflicts as a list shows them, and what stands against them: assignments and reviews of the same pair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.db.schema import Application, Call, Conflict, Review, ReviewAssignment, Reviewer
from incubator_gui.domain.conflicts import Sign
from incubator_gui.services.called import NOBODY, company_names, people_named
from incubator_gui.services.sight import Sight, one_company


@dataclass(frozen=True, slots=True)
class Touched:
    """An application that a conflict hides from a reviewer: is it assigned, is there a review?

    `review` is a key of REVIEW_STATES, empty where there is none.
    """

    application_id: UUID
    number: int
    call_id: UUID
    call: str
    reviewer_id: UUID | None
    assigned: bool
    review: str


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A conflict between a person and a company. `kind`, `origin` and `state` are keys of CONFLICT_….

    `touched` are the company's applications with what this person has to do with them; `is_mine`: the
    viewer's own, about which somebody else decides.
    """

    id: UUID
    person_id: UUID
    person: str
    initials: str
    reviewer_id: UUID | None
    company_id: UUID
    company: str
    kind: str
    origin: str
    state: str
    reason: str
    signs: tuple[Sign, ...]
    noted_at: datetime
    noted_by: str
    decided_at: datetime | None
    decided_by: str
    touched: tuple[Touched, ...]
    is_mine: bool

    @property
    def in_force(self) -> bool:
        """Everything but a dismissed one is."""
        return self.state != "dismissed"

    @property
    def assigned(self) -> int:
        """How many assignments stand against it."""
        return sum(one.assigned for one in self.touched)

    @property
    def reviews(self) -> int:
        """How many reviews were written in spite of it."""
        return sum(bool(one.review) for one in self.touched)


def signs_of(stored: Any) -> tuple[Sign, ...]:
    """The signs of the stored JSON."""
    return tuple(Sign(str(one.get("sign", "")), str(one.get("value", ""))) for one in stored or ())


def signs_json(signs: Collection[Sign]) -> list[dict[str, str]]:
    """The signs as they are stored."""
    return [{"sign": one.sign, "value": one.value} for one in sorted(signs)]


def conflict_rows(session: Session, view: Sight, query: Any, call_id: UUID | None = None) -> tuple[ConflictRow, ...]:
    """The rows of a query over conflicts: all to an officer but those about companies hidden from that officer,
    of whose conflicts, like everybody, they see their own."""
    if not view.is_officer:
        query = query.where(Conflict.person_id == view.person)
    elif view.hidden_companies:
        query = query.where((Conflict.person_id == view.person) | Conflict.company_id.not_in(view.hidden_companies))
    records = list(session.scalars(query.order_by(Conflict.noted_at.desc(), Conflict.id)))
    touched = _touched(session, view, records)
    people, names = people_named(session), company_names(session, [one.company_id for one in records])
    reviewers = {row[0]: row[1] for row in session.execute(select(Reviewer.person_id, Reviewer.id))}
    rows = []
    for one in records:
        applied = touched.get((one.person_id, one.company_id), ())
        if call_id is not None and not any(each.call_id == call_id for each in applied):
            continue
        who = people.get(one.person_id, NOBODY)
        mine = one.person_id == view.person
        rows.append(ConflictRow(
            one.id, one.person_id, who.name, who.initials, reviewers.get(one.person_id), one.company_id,
            names.get(one.company_id, ""), one.kind, one.origin, one.state, one.reason or "", signs_of(one.signs),
            one.noted_at, one.noted_by or "", one.decided_at, one.decided_by or "",
            tuple(each for each in applied if call_id in (None, each.call_id)), mine))
    order = {"open": 0, "confirmed": 1, "dismissed": 2}
    return tuple(sorted(rows, key=lambda row: order.get(row.state, 3)))


def _touched(session: Session, view: Sight, records: list[Conflict]) -> dict[tuple[UUID, UUID], list[Touched]]:
    """By person and company: the company's applications, with the person's assignments and reviews."""
    if not records:
        return {}
    same = one_company(session)
    pairs = {(one.person_id, part): (one.person_id, one.company_id)
             for one in records for part in same.get(one.company_id, (one.company_id,))}
    companies = {company for _person, company in pairs}
    applications: dict[UUID, list[Any]] = defaultdict(list)
    for row in session.execute(
            select(Application.id, Application.number, Application.call_id, Call.name, Application.company_id)
            .join(Call, Call.id == Application.call_id).order_by(Application.number.desc())):
        if row.company_id in companies:
            applications[row.company_id].append(row)
    reviewers = {row[0]: row[1] for row in session.execute(select(Reviewer.person_id, Reviewer.id))}
    assigned = {(row[0], row[1]) for row in session.execute(
        select(ReviewAssignment.application_id, ReviewAssignment.reviewer_id))}
    states = {(row[0], row[1]): row[2] if row[3] == "reviewed" else row[3] for row in session.execute(
        select(Review.application_id, Review.reviewer_id, Review.state, Review.stance))}
    found: dict[tuple[UUID, UUID], list[Touched]] = defaultdict(list)
    for (person, company), pair in pairs.items():
        reviewer = reviewers.get(person)
        if person == view.person and view.hides(company) and not view.is_officer:
            continue  # a reviewer learns nothing of these, not even that there are some
        for row in applications.get(company, ()):
            key = (row.id, reviewer)
            found[pair].append(Touched(row.id, row.number, row.call_id, row.name, reviewer, key in assigned,
                                       states.get(key, "") if reviewer is not None else ""))  # type: ignore[arg-type]
    return found
