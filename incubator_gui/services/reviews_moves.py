"""What follows when all reviews of an application are in."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.clock import Clock
from incubator_gui.core.messages import Message, Ref, msg
from incubator_gui.db.schema import Application, Review, ReviewAssignment, Stage
from incubator_gui.services.applications import put_into
from incubator_gui.services.reviews_seat import Seat, Task

BEFORE_DECISION: Final = ("received", "screening", "review")
"""Statuses from which an application moves by itself; a question to the applicant or an interview is waited for."""


def move_on(session: Session, seat: Seat, task: Task, said: Message, clock: Clock, who: str) -> Message:
    """Move the application to the stage of decision if the round wants it and all its reviews are in.

    Returns the sentence of the whole step.
    """
    if not seat.moves_on:
        return said
    session.flush()
    if not all_in(session, task.application, seat.reviews_each):
        return said
    here = session.get(Stage, task.stage)
    target = session.scalars(select(Stage).where(Stage.status == "decision", Stage.is_active)
                             .order_by(Stage.position, Stage.id).limit(1)).one_or_none()
    if here is None or here.status not in BEFORE_DECISION or target is None:
        return said
    record = session.get(Application, task.application)
    assert record is not None, "the task was read from it"
    put_into(session, record, target, {here.id: here}, who, clock.today(), clock.now())
    return msg("{review}; all reviews are in, moved to {stage}", review=said,
               stage=Ref("stage", target.id, target.name_en))


def all_in(session: Session, application: UUID, reviews_each: int) -> bool:
    """Whether nobody who was asked is still to answer, and there are as many finished reviews as are wanted."""
    states = {row[0]: (row[1], row[2]) for row in session.execute(
        select(Review.reviewer_id, Review.stance, Review.state).where(Review.application_id == application))}
    asked = set(session.scalars(select(ReviewAssignment.reviewer_id)
                                .where(ReviewAssignment.application_id == application)))
    waiting = [one for one in asked if one not in states or states[one] == ("reviewed", "draft")]
    done = sum(state == ("reviewed", "submitted") for state in states.values())
    return not waiting and done >= max(1, reviews_each)
