"""Recusing: the conflict is declared, and the reviewer is no longer asked."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from incubator_gui.db.schema import Conflict, ReviewAssignment
from incubator_gui.services.reviews_store import Origin
from incubator_gui.services.turns import CONFLICTS, in_turn


def recuse(session: Session, *, person: UUID, company: UUID, reviewer: UUID, application: UUID, kind: str,
           reason: str, origin: Origin) -> None:
    """Declare the conflict between a person and a company, and take the assignment back.

    One that was only detected so far is confirmed by it; one that was dismissed is declared anew.
    """
    in_turn(session, CONFLICTS)
    declared = session.scalars(select(Conflict).where(
        Conflict.person_id == person, Conflict.company_id == company, Conflict.state != "dismissed")).first()
    if declared is None:
        declared = Conflict(person_id=person, company_id=company, origin="declared", noted_at=origin.at,
                            noted_by=origin.by)
        session.add(declared)
    elif declared.state == "open":
        declared.decided_at, declared.decided_by = origin.at, origin.by
    declared.kind, declared.state, declared.reason = kind, "confirmed", reason or declared.reason
    session.execute(delete(ReviewAssignment).where(ReviewAssignment.reviewer_id == reviewer,
                                                   ReviewAssignment.application_id == application))
    session.flush()
