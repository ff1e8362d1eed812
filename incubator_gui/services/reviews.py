"""Reviews: the desk of each reviewer, all reviews of a call, and how the answers of one came to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound
from incubator_gui.core.heavy import heavy
from incubator_gui.core.messages import msg
from incubator_gui.db.database import Database
from incubator_gui.db.journal.codec import decode_row, parse
from incubator_gui.db.journal.columns import table_named
from incubator_gui.db.schema import (
    Application,
    ChangeSet,
    JournalEntry,
    Review,
    ReviewAnswer,
    ReviewNoteRecord,
    ReviewRound,
)
from incubator_gui.domain.phases import standing
from incubator_gui.domain.review_desk import ReviewDesk
from incubator_gui.domain.review_form import ABSTAIN, MARK, REMARK, plain
from incubator_gui.domain.review_notes import ReviewNote
from incubator_gui.domain.rubric import Rubric
from incubator_gui.services.erased_names import shown_who
from incubator_gui.services.review_desk import HouseDesk
from incubator_gui.services.rubric_versions import rubric_of
from incubator_gui.services.sight import phases_of, sight

_PARTS = ("review_answer", "review_note")
"""Tables whose rows are parts of a review."""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One review. `state` is draft or submitted; `score` from 0 to 1, None where nothing counts."""

    id: UUID
    application_id: UUID
    reviewer_id: UUID
    stance: str
    state: str
    revision: int
    score: float | None
    answered: float
    submitted_at: datetime | None
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One field of a review, before and after, as in `ReviewForm.fields()`; None is blank.

    `source` is a key of SOURCES. `erased` says that what it was is no longer known.
    """

    at: datetime
    who: str
    field: str
    before: str | None
    after: str | None
    source: str
    change_set: UUID
    erased: bool = False


class ReviewsService:
    """Reads reviews, and hands out desks to write them at."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def desk(self, reviewer_id: UUID, call_id: UUID | None = None) -> ReviewDesk:
        """The desk of a reviewer in a call's round, by default the newest one in which something is to be done."""
        return HouseDesk(self._db, reviewer_id, call_id)

    def rows(self, call_id: UUID) -> tuple[ReviewRow, ...]:
        """All reviews of a call that this viewer may count, in the order in which they were begun.

        Reviewers who are no officers see those of others only in a phase that always shows them.
        """
        with heavy(), self._db.read() as session:
            r = Review
            query = (select(r.id, r.application_id, r.reviewer_id, r.stance, r.state, r.revision, r.submitted_at,
                            r.saved_at, r.rubric_version_id)
                     .join(Application, Application.id == r.application_id)
                     .where(Application.call_id == call_id).order_by(r.id))
            view = sight(session, self._db)
            if not view.is_officer and not _shows_all(session, call_id, self._db.clock.today()):
                query = query.where(r.reviewer_id == view.reviewer)
            found = session.execute(view.apart(query)).all()
            given = _given(session, call_id)
            rubrics = {id: rubric_of(session, id) for id in {row[-1] for row in found}}
        return tuple(_row(row, given.get(row[0], ({}, set())), rubrics[row[-1]]) for row in found)

    def history(self, review_id: UUID) -> tuple[AnswerChange, ...]:
        """Every change of every answer of a review, the oldest first; raises NotFound."""
        with self._db.read() as session:
            review = session.get(Review, review_id)
            company = None if review is None else session.scalar(
                select(Application.company_id).where(Application.id == review.application_id))
            view = sight(session, self._db)
            theirs = review is not None and not view.is_officer and review.reviewer_id != view.reviewer
            if company is None or theirs or view.hides(company):
                raise NotFound(msg("This review is no longer there."))
            return tuple(_changes(session, review_id))


def _shows_all(session: Session, call: UUID, today: date) -> bool:
    """Whether the phase shows everybody what others wrote."""
    round = session.scalars(select(ReviewRound).where(ReviewRound.call_id == call)).first()
    if round is None:
        return False
    phase = standing(phases_of(session, [round.id]).get(round.id, ()), round.phase_id, today).phase
    return phase is not None and phase.sees_others == "always"


def _given(session: Session, call: UUID) -> dict[UUID, tuple[dict[str, Decimal], set[str]]]:
    """Marks, and criteria abstained on, by review."""
    out: dict[UUID, tuple[dict[str, Decimal], set[str]]] = {}
    a = ReviewAnswer
    for review, key, mark, abstained in session.execute(
            select(a.review_id, a.criterion, a.mark, a.abstained).join(Review, Review.id == a.review_id)
            .join(Application, Application.id == Review.application_id).where(Application.call_id == call)):
        marks, left = out.setdefault(review, ({}, set()))
        if abstained:
            left.add(key)
        elif mark is not None:
            marks[key] = mark
    return out


def _row(row: Any, given: tuple[dict[str, Decimal], set[str]], rubric: Rubric) -> ReviewRow:
    marks = {key: mark for key, mark in given[0].items()
             if key in rubric.by_key and rubric.by_key[key].scale.has(mark)}
    score = rubric.score(marks, given[1], row[3])
    return ReviewRow(row[0], row[1], row[2], row[3], row[4], row[5], score.value, score.answered, row[6], row[7])


def _changes(session: Session, review: UUID) -> list[AnswerChange]:
    e = JournalEntry
    answers = set(session.scalars(select(ReviewAnswer.id).where(ReviewAnswer.review_id == review)))
    answers |= set(session.scalars(select(ReviewNoteRecord.id).where(ReviewNoteRecord.review_id == review)))
    answers |= _gone(session, review)
    rows = session.execute(
        select(e, ChangeSet.at, ChangeSet.who).join(ChangeSet, ChangeSet.id == e.change_set)
        .where(e.row_id.in_([review, *answers]), e.table_name.in_(("review", *_PARTS)))
        .order_by(ChangeSet.sequence, e.id)).all()
    now: dict[UUID, dict[str, Any]] = {}
    out: list[AnswerChange] = []
    called = shown_who(session)
    for entry, at, who in rows:
        table = table_named(entry.table_name)
        old = dict(now.get(entry.row_id, {}))
        values = parse(entry.after)
        erased = entry.personal is None and entry.personal_digest is not None
        if entry.personal is not None:
            values |= parse(entry.personal).get("after") or {}
        new = {} if entry.operation == "D" else old | decode_row(table, values)
        now[entry.row_id] = new
        before, after = (_fields(entry.table_name, side, old | new) for side in (old, new))
        for name in sorted({*before, *after}):
            if before.get(name) != after.get(name):
                out.append(AnswerChange(at, called(who), name, before.get(name), after.get(name),
                                        _source(entry.table_name, name, new), entry.change_set, erased))
    return out


def _gone(session: Session, review: UUID) -> set[UUID]:
    """Answers and notes that were taken back: only the journal knows them, among what was written with this review."""
    e = JournalEntry
    sets = select(e.change_set).where(e.row_id == review, e.table_name == "review")
    return set(session.scalars(select(e.row_id).where(
        e.table_name.in_(_PARTS), e.operation == "D", e.change_set.in_(sets),
        e.before.contains(review.hex) | e.before.contains(str(review)) | e.before.contains(review.hex.upper()))))


def _fields(table: str, row: dict[str, Any], known: dict[str, Any]) -> dict[str, str]:
    if not row:
        return {}
    if table == "review":
        out = {name: str(row[name]) for name in ("comment", "private_comment", "reason", "confidence") if row.get(name)}
        if row.get("stance", "reviewed") != "reviewed":
            out["stance"] = row["stance"]
        return out | ({"finished": "yes"} if row.get("state") == "submitted" else {})
    if table == "review_note":
        note = ReviewNote(known["note_key"], row["number"], row["document"], row.get("title") or "", row["page"],
                          tuple(tuple(one) for one in row["rects"]), row.get("quote") or "", row.get("words") or "")
        return {note.field: note.text()}
    key = known["criterion"]
    out = {REMARK + key: row["comment"]} if row.get("comment") else {}
    if row.get("abstained"):
        out[MARK + key] = ABSTAIN
    elif row.get("mark") is not None:
        out[MARK + key] = plain(row["mark"])
    return out


def _source(table: str, name: str, row: dict[str, Any]) -> str:
    if table in _PARTS:
        return str(row.get("source") or "window")
    notes = row.get("provenance") or {}
    return str(notes.get(name, {}).get("source", "window"))
