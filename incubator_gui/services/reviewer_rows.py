"""Reviewers as a list shows them, with the counts that the viewer may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
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
from incubator_gui.services.applications import initials_of
from incubator_gui.services.sight import DISMISSED, Sight, conflicts_of


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
    a, r = ReviewAssignment, Review
    done = (r.state == "submitted") | (r.stance != "reviewed")
    query = view.apart(
        select(a.id, a.application_id, Application.company_id, Application.call_id, Application.number, a.reviewer_id,
               func.coalesce(a.due_on, ReviewRound.due_on), func.coalesce(done, False), Reviewer.person_id)
        .join(Application, Application.id == a.application_id).join(Reviewer, Reviewer.id == a.reviewer_id)
        .outerjoin(ReviewRound, ReviewRound.call_id == Application.call_id)
        .outerjoin(r, (r.application_id == a.application_id) & (r.reviewer_id == a.reviewer_id))
        .order_by(Application.number))
    if call_id is not None:
        query = query.where(Application.call_id == call_id)
    hidden = conflicts_of(session)
    return [Load(row[0], row[1], row[2], row[3], row[4], row[5], row[6], bool(row[7]))
            for row in session.connection().execute(query) if row[2] not in hidden.get(row[8], ())]


def reviewer_rows(session: Session, view: Sight, today: date, call_id: UUID | None) -> tuple[ReviewerRow, ...]:
    """All reviewers by name, active ones first."""
    counts: dict[UUID, list[int]] = {}
    for load in loads(session, view, call_id):
        count = counts.setdefault(load.reviewer_id, [0, 0, 0])
        count[0] += 1
        count[1] += load.is_done
        count[2] += not load.is_done and load.due_on is not None and load.due_on < today
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
