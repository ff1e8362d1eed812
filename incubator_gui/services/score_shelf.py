"""The books of scores of an open database: one for each call, kept up with the journal.

A book is read once. After that the journal says which reviews changed since, here or elsewhere,
by whatever way, undo included; only these are read again.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from threading import RLock
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import String, cast, func, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from incubator_gui.db.database import Database
from incubator_gui.db.schema import (
    Application,
    ChangeSet,
    JournalEntry,
    JournalHead,
    Review,
    ReviewAnswer,
    ReviewRound,
    RubricVersion,
)
from incubator_gui.domain.rubric import Rubric
from incubator_gui.domain.score_book import MANY, Entry, Marking, ScoreBook, State
from incubator_gui.services.rubric_versions import criteria_of

_REVIEW, _ANSWER = Review.__tablename__, ReviewAnswer.__tablename__
_VERSION = RubricVersion.__tablename__
_WATCHED = (_REVIEW, _ANSWER, _VERSION, Application.__tablename__)
_STEP = 500
_IS, _AND = "\x1f", "\x1e"


@dataclass(slots=True)
class _Kept:
    book: ScoreBook
    rubric: UUID | None
    sequence: int


class Shelf:
    """Hands out books; hold `lock` while one is used."""

    def __init__(self) -> None:
        self.lock = RLock()
        self._kept: dict[UUID, _Kept] = {}

    def book(self, session: Session, call: UUID) -> ScoreBook:
        """The book of a call as this session sees it."""
        last = session.scalar(select(JournalHead.sequence)) or 0
        kept = self._kept.get(call)
        if kept is not None and kept.sequence == last:
            return kept.book
        changed = None if kept is None or kept.sequence > last else _changed(session, kept.sequence, last)
        if kept is None or changed is None or not self._follow(session, call, kept, changed):
            rubric = _round_rubric(session, call)
            kept = self._kept[call] = _Kept(ScoreBook(read_entries(session, call, rubric)), rubric, last)
        kept.sequence = last
        return kept.book

    def _follow(self, session: Session, call: UUID, kept: _Kept, changed: set[UUID]) -> bool:
        """Bring a book up; False where it has to be read anew."""
        if not changed:
            return True
        if len(changed) > MANY or _round_rubric(session, call) != kept.rubric:
            return False
        found = list(read_entries(session, call, kept.rubric, changed))
        kept.book.update(found, changed - {one.id for one in found})
        return True


_shelves: WeakKeyDictionary[Database, Shelf] = WeakKeyDictionary()
_guard = RLock()


def shelf_of(database: Database) -> Shelf:
    """The one shelf of an open database."""
    with _guard:
        return _shelves.setdefault(database, Shelf())


def fresh_book(session: Session, call: UUID) -> ScoreBook:
    """A book read anew, of what this session sees, written or not."""
    return ScoreBook(read_entries(session, call, _round_rubric(session, call)))


def read_entries(session: Session, call: UUID, rubric: UUID | None,
                 ids: Collection[UUID] | None = None) -> Iterator[Entry]:
    """The reviews of a call with their scores, all or these."""
    rubrics = _rubrics(session)
    wanted = rubrics.get(rubric) if rubric is not None else None
    marking = {id: Marking(one, wanted is not None and not one.scores_like(wanted)) for id, one in rubrics.items()}
    r, connection = Review, session.connection()  # past the ORM, which handles each row once more
    key, of = type_coerce(r.id, NullType()), type_coerce(ReviewAnswer.review_id, NullType())  # as the driver has them
    mark = type_coerce(ReviewAnswer.mark, String) if connection.dialect.name == "sqlite" \
        else cast(ReviewAnswer.mark, String)
    tokens: dict[str, tuple[str, Decimal]] = {}
    for part in [None] if ids is None else _parts(ids):
        reviews = (select(key, r.id, r.application_id, r.reviewer_id, r.rubric_version_id, r.stance, r.state)
                   .join(Application, Application.id == r.application_id).where(Application.call_id == call))
        answers = (select(of, func.aggregate_strings(ReviewAnswer.criterion + _IS + mark, _AND))
                   .where(ReviewAnswer.mark.is_not(None)).group_by(ReviewAnswer.review_id))  # one row for each review
        if part is None:
            answers = answers.join(r, r.id == ReviewAnswer.review_id).join(
                Application, Application.id == r.application_id).where(Application.call_id == call)
        else:
            reviews, answers = reviews.where(r.id.in_(part)), answers.where(ReviewAnswer.review_id.in_(part))
        given: dict[Any, str] = {row[0]: row[1] for row in connection.execute(answers)}
        for review, id, application, reviewer, version, stance, state in connection.execute(reviews):
            text = given.get(review)
            yield marking[version].entry(id, application, reviewer, _state(stance, state),
                                         [_answer(tokens, token) for token in text.split(_AND)] if text else ())


def _answer(known: dict[str, tuple[str, Decimal]], token: str) -> tuple[str, Decimal]:
    """Criterion and mark of a token; the same few stand in all reviews."""
    found = known.get(token)
    if found is None:
        key, _is, mark = token.rpartition(_IS)
        found = known[token] = (key, Decimal(mark))
    return found


def _state(stance: str, state: str) -> State:
    if stance in ("abstained", "recused"):
        return "abstained" if stance == "abstained" else "recused"
    return "submitted" if state == "submitted" else "draft"


def _rubrics(session: Session) -> dict[UUID, Rubric]:
    return {row.id: Rubric(row.rubric_id, row.number, criteria_of(row.criteria)) for row in session.execute(
        select(RubricVersion.id, RubricVersion.rubric_id, RubricVersion.number, RubricVersion.criteria))}


def _round_rubric(session: Session, call: UUID) -> UUID | None:
    return session.scalar(select(ReviewRound.rubric_version_id).where(ReviewRound.call_id == call))


def _changed(session: Session, since: int, last: int) -> set[UUID] | None:
    """Ids of reviews that changed after `since`; None where that cannot be told so shortly."""
    sets = session.execute(select(ChangeSet.id, ChangeSet.entries)
                           .where(ChangeSet.sequence > since, ChangeSet.sequence <= last)).all()
    if len(sets) > _STEP or sum(row.entries for row in sets) > 20 * MANY:
        return None
    rows = session.execute(
        select(JournalEntry.table_name, JournalEntry.row_id, JournalEntry.operation, JournalEntry.before,
               JournalEntry.after)
        .where(JournalEntry.change_set.in_([row.id for row in sets]), JournalEntry.table_name.in_(_WATCHED))).all()
    reviews, answers = set[UUID](), set[UUID]()
    for table, row, operation, before, after in rows:
        if table == _REVIEW:
            reviews.add(row)
        elif table == _ANSWER and operation == "D":
            reviews.add(UUID(json.loads(before or "{}")["review_id"]))  # the answer itself is not in its table any more
        elif table == _ANSWER:
            answers.add(row)
        elif table == _VERSION or (operation == "U" and "call_id" in json.loads(after or "{}")):
            return None
    for part in _parts(answers):
        reviews.update(session.scalars(select(ReviewAnswer.review_id).where(ReviewAnswer.id.in_(part))))
    return reviews


def _parts(ids: Iterable[UUID]) -> list[list[UUID]]:
    every = list(ids)
    return [every[at:at + _STEP] for at in range(0, len(every), _STEP)]
