"""Reviewers as a list shows them, with the counts that the viewer may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Date, exists, false, func, select
from sqlalchemy.orm import Session

from incubator_gui.db.schema import (
    Application,
    Conflict,
    PanelSeat,
    Person,
    Review,
    ReviewAssignment,
    Reviewer,
    ReviewPreference,
    ReviewRound,
)
from incubator_gui.domain.person_names import initials_of
from incubator_gui.services.sight import DISMISSED, Sight


@dataclass(frozen=True, slots=True)
class ReviewerRow:
    """A reviewer. `quota` is what holds in the round: that of the seat, else the reviewer's own, None no limit.

    Counts leave out what stands in conflict with the reviewer or with the viewer. `conflicts` are those in
    force, `undecided` of them those nobody decided yet.
    """

    id: UUID
    person_id: UUID
    name: str
    initials: str
    email: str
    quota: int | None
    topics: Mapping[str, int]
    is_active: bool
    is_officer: bool
    on_panel: bool
    assigned: int = 0
    done: int = 0
    open: int = 0
    overdue: int = 0
    employer: str = ""
    language: str = ""
    note: str = ""
    own_quota: int | None = None
    chinese_name: str = ""
    conflicts: int = 0
    undecided: int = 0
    preferences: int = 0
    recipient: str = ""
    verify_key: str = ""


@dataclass(frozen=True, slots=True)
class Load:
    """One assignment with how far it is: `due_on` is its own, else that of its round."""

    id: UUID
    application_id: UUID
    company_id: UUID
    call_id: UUID
    number: int
    reviewer_id: UUID
    due_on: date | None
    is_done: bool


def loads(session: Session, view: Sight, call_id: UUID | None = None) -> list[Load]:
    """All assignments the viewer may know of, without those in conflict with their own reviewer."""
    a = ReviewAssignment
    query = _assigned(view, select(
        a.id, a.application_id, Application.company_id, Application.call_id, Application.number, a.reviewer_id, _DUE,
        _IS_DONE), call_id).order_by(Application.number)
    return [Load(row[0], row[1], row[2], row[3], row[4], row[5], row[6], bool(row[7]))
            for row in session.connection().execute(query)]


def open_by_day(session: Session, view: Sight) -> list[tuple[UUID, date, UUID, int]]:
    """How many reviews are open, by call, day on which they are due, and reviewer."""
    a = ReviewAssignment
    query = _assigned(view, select(Application.call_id, _DUE, a.reviewer_id, func.count())).where(
        ~_IS_DONE, _DUE.is_not(None)).group_by(Application.call_id, _DUE, a.reviewer_id)
    return [(row[0], row[1], row[2], row[3]) for row in session.connection().execute(query)]


_DUE = func.coalesce(ReviewAssignment.due_on, ReviewRound.due_on, type_=Date)
_IS_DONE = func.coalesce((Review.state == "submitted") | (Review.stance != "reviewed"), false(), type_=Boolean)


def _assigned(view: Sight, query: Any, call_id: UUID | None = None) -> Any:
    """A query over assignments with their applications, rounds and reviews, as the viewer may know them."""
    a = ReviewAssignment
    near = exists().where(Conflict.person_id == Reviewer.person_id, Conflict.company_id == Application.company_id,
                          Conflict.state != DISMISSED)
    query = view.apart(
        query.select_from(a).join(Application, Application.id == a.application_id)
        .join(Reviewer, Reviewer.id == a.reviewer_id)
        .outerjoin(ReviewRound, ReviewRound.call_id == Application.call_id)
        .outerjoin(Review, (Review.application_id == a.application_id) & (Review.reviewer_id == a.reviewer_id))
        .where(~near))
    return query if call_id is None else query.where(Application.call_id == call_id)


def reviewer_rows(session: Session, view: Sight, today: date, call_id: UUID | None) -> tuple[ReviewerRow, ...]:
    """All reviewers by name, active ones first."""
    late = ~_IS_DONE & (today > _DUE)
    counts = {row[0]: (row[1], row[2], row[3]) for row in session.execute(_assigned(view, select(
        ReviewAssignment.reviewer_id, func.count(), func.count().filter(_IS_DONE), func.count().filter(late)),
        call_id).group_by(ReviewAssignment.reviewer_id))}
    seated = select(PanelSeat.reviewer_id, PanelSeat.quota)
    liked = select(ReviewPreference.reviewer_id, func.count()).group_by(ReviewPreference.reviewer_id)
    if call_id is not None:
        seated = seated.join(ReviewRound, ReviewRound.id == PanelSeat.round_id).where(ReviewRound.call_id == call_id)
        liked = liked.join(Application, Application.id == ReviewPreference.application_id).where(
            Application.call_id == call_id)
    seats = {row[0]: row[1] for row in session.execute(seated)}
    likes = {row[0]: row[1] for row in session.execute(view.apart(liked) if call_id is not None else liked)}
    conflicts = _conflicts(session, view)
    rows = []
    for one, name, chinese, initials, email, language in session.execute(
            select(Reviewer, Person.full_name, Person.chinese_name, Person.initials, Person.email, Person.language)
            .join(Person, Person.id == Reviewer.person_id)):
        assigned, done, overdue = counts.get(one.id, (0, 0, 0))
        on_panel, quota = one.id in seats, one.quota
        if call_id is not None and seats.get(one.id) is not None:
            quota = seats[one.id]
        force, undecided = conflicts.get(one.person_id, (0, 0))
        rows.append(ReviewerRow(
            one.id, one.person_id, name, initials or (initials_of(name) if name else ""), email or "", quota,
            one.topics or {}, one.is_active, one.is_officer, on_panel, assigned, done, assigned - done, overdue,
            one.employer or "", language or "", one.note or "", one.quota, chinese or "", force, undecided,
            likes.get(one.id, 0), one.recipient or "", one.verify_key or ""))
    return tuple(sorted(rows, key=lambda row: (not row.is_active, row.name.casefold(), row.id)))


def _conflicts(session: Session, view: Sight) -> dict[UUID, tuple[int, int]]:
    """Conflicts in force by person, and how many of them wait for a decision; of others' ones an officer's view."""
    query = select(Conflict.person_id, func.count(), func.count().filter(Conflict.state == "open")).where(
        Conflict.state != DISMISSED).group_by(Conflict.person_id)
    if not view.is_officer:
        query = query.where(Conflict.person_id == view.person)
    elif view.hidden_companies:
        query = query.where((Conflict.person_id == view.person) | Conflict.company_id.not_in(view.hidden_companies))
    return {row[0]: (row[1], row[2]) for row in session.execute(query)}
