"""The scores that reviews gave, for lists of applications; light where nobody has reviewed yet."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.db.database import Database
from incubator_gui.db.schema import Application, Review
from incubator_gui.services.sight import ALL, Sight

FULL = 5.0
"""The score at which its bar in the list of applications is full."""


def fresh_scores(session: Session, database: Database, calls: Collection[UUID] | None = None,
                 view: Sight = ALL) -> dict[UUID, float]:
    """The score of each reviewed application in the measure of the list of applications, of which 5 is full.

    The plain mean of the reviews that are in; on a scale that ends with 5 the very mark. An application
    without reviews is not in it and keeps the score that it came with.
    """
    query = (select(Application.call_id).join(Review, Review.application_id == Application.id)
             .where(Review.state == "submitted", Review.stance == "reviewed").distinct())
    if calls is not None:
        query = query.where(Application.call_id.in_(list(calls)))
    reviewed = [call for call in session.scalars(query) if call not in view.closed_calls]
    if not reviewed:
        return {}
    from incubator_gui.services.score_shelf import shelf_of
    from incubator_gui.services.scores import ends_of_scale  # late: a start without reviews needs none of it

    found: dict[UUID, float] = {}
    shelf = shelf_of(database)
    for call in reviewed:
        low, high = ends_of_scale(session, call)
        with shelf.lock:
            means = shelf.book(session, call).means()
        if high > 0:
            found |= {id: round((low + share * (high - low)) * FULL / high, 3) for id, share in means.items()}
    return found
