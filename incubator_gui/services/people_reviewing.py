"""What is held about a person as a reviewer: to be shown to them, and to be forgotten."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.db.schema import (
    Application,
    Company,
    Conflict,
    Letter,
    Person,
    Review,
    ReviewAssignment,
    Reviewer,
    ReviewNoteRecord,
    ReviewPackage,
    ReviewPreference,
    ReviewReturn,
)
from incubator_gui.db.search.documents import display
from incubator_gui.domain.folding import fold


def held_of_reviewer(session: Session, person: UUID) -> dict[str, Any]:
    """Reviewer, conflicts, assignments and reviews of a person; plain once dates and ids are."""
    reviewer = session.scalars(select(Reviewer).where(Reviewer.person_id == person)).first()
    conflicts = session.execute(
        select(Conflict, Company).join(Company, Company.id == Conflict.company_id)
        .where(Conflict.person_id == person).order_by(Conflict.noted_at)).all()
    held: dict[str, Any] = {"conflicts": [{
        "company": display(c.legal_name, c.trade_name, c.chinese_name), "kind": one.kind, "origin": one.origin,
        "state": one.state, "reason": one.reason, "signs": list(one.signs or ()), "noted_at": one.noted_at,
    } for one, c in conflicts]}
    if reviewer is None:
        return held
    assigned = session.execute(
        select(Application.number, ReviewAssignment.assigned_at, ReviewAssignment.due_on)
        .join(Application, Application.id == ReviewAssignment.application_id)
        .where(ReviewAssignment.reviewer_id == reviewer.id).order_by(Application.number)).all()
    reviews = session.execute(
        select(Application.number, Review).join(Application, Application.id == Review.application_id)
        .where(Review.reviewer_id == reviewer.id).order_by(Application.number)).all()
    wishes = session.execute(
        select(Application.number, ReviewPreference.value)
        .join(Application, Application.id == ReviewPreference.application_id)
        .where(ReviewPreference.reviewer_id == reviewer.id).order_by(Application.number)).all()
    notes: dict[UUID, list[dict[str, Any]]] = {}
    for one in session.scalars(select(ReviewNoteRecord).join(Review, Review.id == ReviewNoteRecord.review_id).where(
            Review.reviewer_id == reviewer.id).order_by(ReviewNoteRecord.number, ReviewNoteRecord.note_key)):
        notes.setdefault(one.review_id, []).append({"number": one.number, "document": one.title, "page": one.page,
                                                    "quote": one.quote, "words": one.words})
    return held | {
        "topics": dict(reviewer.topics or {}), "quota": reviewer.quota, "employer": reviewer.employer,
        "note": reviewer.note, "is_active": reviewer.is_active, "is_officer": reviewer.is_officer,
        "assigned": [{"application": r[0], "at": r[1], "due_on": r[2]} for r in assigned],
        "preferences": [{"application": r[0], "value": r[1]} for r in wishes],
        "reviews": [{"application": number, "stance": one.stance, "state": one.state, "comment": one.comment,
                     "private_comment": one.private_comment, "reason": one.reason, "submitted_at": one.submitted_at,
                     "notes": notes.get(one.id, [])}
                    for number, one in reviews]}


def forget_reviewer(session: Session, person: UUID) -> None:
    """Take away what is personal of a reviewer; reviews stay with their marks, under no name."""
    for reviewer in session.scalars(select(Reviewer).where(Reviewer.person_id == person)):
        reviewer.employer = reviewer.note = reviewer.recipient = reviewer.verify_key = None
        reviewer.is_active = False
    for conflict in session.scalars(select(Conflict).where(Conflict.person_id == person)):
        conflict.reason, conflict.signs = None, None


def told_of_reviewer(session: Session, person: UUID) -> dict[str, set[UUID]]:
    """The rows of a reviewer to be erased, in the journal as well. Reviews keep what they say of an application;
    of recusing and abstaining only that it was done stays, of packages only that they left."""
    theirs = select(Reviewer.id).where(Reviewer.person_id == person)
    packages = set(session.scalars(select(ReviewPackage.id).where(ReviewPackage.reviewer_id.in_(theirs))))
    return {
        "reviewer": set(session.scalars(theirs)),
        "conflict": set(session.scalars(select(Conflict.id).where(Conflict.person_id == person))),
        "review": set(session.scalars(select(Review.id).where(Review.reviewer_id.in_(theirs),
                                                              Review.stance != "reviewed"))),
        "review_package": packages,
        "review_return": set(session.scalars(select(ReviewReturn.id).where(ReviewReturn.package_id.in_(packages))))}


def addressed_to(session: Session, record: Person) -> dict[str, set[UUID]]:
    """Letters to a person, and signs of others' conflicts that name the person: to be erased with it."""
    names = {fold(name) for name in (record.full_name, record.chinese_name) if name}
    reached = {fold(text) for text in (record.email, record.phone) if text}
    letters = {id for id, recipient, address in session.execute(select(Letter.id, Letter.recipient, Letter.address))
               if fold(recipient or "") in names or fold(address or "") in reached}
    conflicts = {id for id, signs in session.execute(select(Conflict.id, Conflict.signs).where(
        Conflict.signs.is_not(None))) if any(fold(one["value"]) in names | reached for one in signs or ())}
    return {"letter": letters, "conflict": conflicts}
