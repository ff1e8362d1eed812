"""Entries of the journal about what other reviewers did: the screens of the review show it by its phase, the history
not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from incubator_gui.db.base import Base
from incubator_gui.db.schema import Conflict, JournalEntry, Review, Reviewer, ReviewPackage
from incubator_gui.services.sight import Sight

_OWNED = {"review": "reviewer_id", "review_assignment": "reviewer_id", "review_preference": "reviewer_id",
          "review_package": "reviewer_id", "review_answer": "review_id", "review_note": "review_id",
          "review_return": "package_id",
          "conflict": "person_id", "vote": "", "score_table": ""}
"""Tables that only officers may read for others, and by which column a row belongs to somebody."""

_ID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")


def of_others(session: Session, view: Sight, entries: Sequence[JournalEntry]) -> frozenset[int]:
    """The entries that this viewer must not read: for reviewers all about others' reviews, conflicts and votes; for
    officers the conflicts of others with a company they are in conflict with themselves."""
    if view.is_officer:
        if not view.hidden_companies or not any(entry.table_name == "conflict" for entry in entries):
            return frozenset()
        closed = set(session.scalars(select(Conflict.id).where(
            Conflict.company_id.in_(view.hidden_companies), Conflict.person_id != view.person)))
        return frozenset(entry.id for entry in entries if entry.table_name == "conflict" and (
            entry.row_id in closed or (view.hidden_companies & _ids(entry) and view.person not in _ids(entry))))
    asked = [entry for entry in entries if entry.table_name in _OWNED]
    if not asked:
        return frozenset()
    own = _own(session, view)
    mine = _rows_of(session, asked, own)
    return frozenset(entry.id for entry in asked if entry.row_id not in mine and not own & _ids(entry))


def _own(session: Session, view: Sight) -> frozenset[UUID]:
    """The viewer, and what hangs on the viewer: ids that make a row theirs."""
    if view.person is None:
        return frozenset()
    reviewers = select(Reviewer.id).where(Reviewer.person_id == view.person)
    return frozenset({view.person, *session.scalars(reviewers),
                      *session.scalars(select(Review.id).where(Review.reviewer_id.in_(reviewers))),
                      *session.scalars(select(ReviewPackage.id).where(ReviewPackage.reviewer_id.in_(reviewers)))})


def _rows_of(session: Session, entries: Sequence[JournalEntry], own: frozenset[UUID]) -> set[UUID]:
    """The rows of these entries that are there and belong to the viewer: an entry names only what changed."""
    found: set[UUID] = set()
    for name in {entry.table_name for entry in entries}:
        if column := _OWNED[name]:
            table = Base.metadata.tables[name]
            rows = [entry.row_id for entry in entries if entry.table_name == name]
            found.update(session.scalars(select(table.c.id).where(
                table.c.id.in_(rows), or_(table.c[column].in_(own), table.c.id.in_(own)))))
    return found


def _ids(entry: JournalEntry) -> frozenset[UUID]:
    return frozenset(UUID(word) for side in (entry.before, entry.after) for word in _ID.findall(side or ""))
