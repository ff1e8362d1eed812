"""Two persons who are one may both review and sit in the same meetings: then one of each is left."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import (
    Application,
    MeetingSeat,
    PanelSeat,
    Review,
    ReviewAssignment,
    Reviewer,
    ReviewPackage,
    ReviewPreference,
    Vote,
)


def join_reviewers(session: Session, keep: UUID, other: UUID) -> None:
    """What hangs on reviewer and seats of person `other` hangs on those of `keep`, before the persons are joined.

    Raises Refused where both reviewed the same application: nobody but people can say which review holds.
    """
    _join_seats(session, keep, other)
    kept = session.scalars(select(Reviewer).where(Reviewer.person_id == keep)).first()
    gone = session.scalars(select(Reviewer).where(Reviewer.person_id == other)).first()
    if kept is None or gone is None:
        return
    both = session.scalars(
        select(Application.number).join(Review, Review.application_id == Application.id)
        .where(Review.reviewer_id == kept.id, Application.id.in_(
            select(Review.application_id).where(Review.reviewer_id == gone.id)))).first()
    if both is not None:
        raise Refused(msg("Both persons reviewed application {number}. Decide which of the two reviews holds before "
                          "you join them.", number=f"{both:04d}"))
    for table, key in ((ReviewAssignment, "application_id"), (ReviewPreference, "application_id"),
                       (PanelSeat, "round_id"), (Review, "application_id"), (ReviewPackage, "")):
        _move(session, table, key, kept.id, gone.id)
    for key in ("employer", "note", "recipient", "verify_key", "quota"):
        if getattr(kept, key) is None:
            setattr(kept, key, getattr(gone, key))
    kept.topics = {**(gone.topics or {}), **(kept.topics or {})} or None
    kept.is_active = kept.is_active or gone.is_active
    kept.is_officer = kept.is_officer or gone.is_officer
    session.flush()
    session.delete(gone)
    session.flush()


def _move(session: Session, table: Any, key: str, keep: UUID, other: UUID) -> None:
    """Rows of one reviewer go over to another; where the key is there already, the kept one's stays."""
    there = set(session.scalars(select(getattr(table, key)).where(table.reviewer_id == keep))) if key else set()
    for row in session.scalars(select(table).where(table.reviewer_id == other)):
        if key and getattr(row, key) in there:
            session.delete(row)
        else:
            row.reviewer_id = keep
    session.flush()


def _join_seats(session: Session, keep: UUID, other: UUID) -> None:
    """A meeting at which both sat keeps one seat, with the votes of both; where both voted, the kept one's."""
    mine = {seat.meeting_id: seat for seat in session.scalars(
        select(MeetingSeat).where(MeetingSeat.person_id == keep))}
    for seat in session.scalars(select(MeetingSeat).where(MeetingSeat.person_id == other)):
        kept = mine.get(seat.meeting_id)
        if kept is None:
            continue
        voted = set(session.scalars(select(Vote.item_id).where(Vote.seat_id == kept.id)))
        for vote in session.scalars(select(Vote).where(Vote.seat_id == seat.id)):
            if vote.item_id in voted:
                session.delete(vote)
            else:
                vote.seat_id = kept.id
        kept.may_vote, kept.is_present = kept.may_vote or seat.may_vote, kept.is_present or seat.is_present
        session.flush()
        session.delete(seat)
    session.flush()
