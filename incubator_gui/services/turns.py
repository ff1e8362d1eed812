"""One after the other: steps that rest on the same facts wait for each other, so that each sees what the last one
did. A file lets one writer in at a time anyway; PostgreSQL keeps a lock until the transaction ends."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

CONFLICTS = "conflicts"
"""What is assigned, sent out or decided rests on conflicts: none may come in between unseen."""
DECISIONS = "decisions"
VOTES = "votes"
RUBRIC = "rubric"

_TAKE = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")


def in_turn(session: Session, matter: str, id: UUID | None = None) -> None:
    """Wait until nobody else is at this matter. Call it before anything is read that the step rests on."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_TAKE, {"name": f"incubator {matter} {id or ''}"})
