"""How a review lies in the database: read as a form, written field by field with where each value came from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.ids import new_id
from incubator_gui.db.schema import Review, ReviewAnswer, ReviewNoteRecord
from incubator_gui.domain.review_desk import DeskState
from incubator_gui.domain.review_form import MARK, REMARK, Given, ReviewForm, form_of
from incubator_gui.domain.review_notes import NOTE, ReviewNote, in_order

HEAD = ("comment", "private_comment", "confidence", "stance", "reason", "finished")
"""Fields that lie on the review itself; all others are of a criterion, or a note."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where values come from: a key of SOURCES, the package they came back with, and the place of each field."""

    source: str
    at: datetime
    by: str
    package: UUID | None = None
    places: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Stored:
    """A review as it is stored, its answers by criterion, its notes by field; `record` is None before anything was."""

    record: Review | None = None
    answers: dict[str, ReviewAnswer] = field(default_factory=dict)
    notes: dict[str, ReviewNoteRecord] = field(default_factory=dict)

    @property
    def form(self) -> ReviewForm:
        """What the reviewer filled in."""
        r = self.record
        if r is None:
            return ReviewForm()
        return form_of(((key, Given(a.mark, a.abstained, a.comment or "")) for key, a in self.answers.items()),
                       comment=r.comment or "", private_comment=r.private_comment or "", confidence=r.confidence,
                       stance=r.stance, reason=r.reason or "", finished=r.state == "submitted",
                       notes=in_order(note_of(one) for one in self.notes.values()))

    @property
    def revision(self) -> int:
        """0 before anything was stored."""
        return 0 if self.record is None else self.record.revision


def load(session: Session, reviewer: UUID, applications: Collection[UUID]) -> dict[UUID, Stored]:
    """One reviewer's reviews of some applications, for writing; an entry for each application."""
    found = {id: Stored() for id in applications}
    query = select(Review).where(Review.reviewer_id == reviewer)
    query = query.where(Review.application_id.in_(list(applications)))
    by_id = {record.id: found[record.application_id] for record in session.scalars(query)
             if _set(found[record.application_id], record)}
    if by_id:
        for answer in session.scalars(select(ReviewAnswer).where(ReviewAnswer.review_id.in_(list(by_id)))):
            by_id[answer.review_id].answers[answer.criterion] = answer
        for note in session.scalars(select(ReviewNoteRecord).where(ReviewNoteRecord.review_id.in_(list(by_id)))):
            by_id[note.review_id].notes[NOTE + note.note_key.hex] = note
    return found


def note_of(record: ReviewNoteRecord) -> ReviewNote:
    """A stored note."""
    left = ((one[0], one[1], one[2], one[3]) for one in record.rects)
    return ReviewNote(record.note_key, record.number, record.document, record.title or "", record.page, tuple(left),
                      record.quote or "", record.words or "")


def _set(stored: Stored, record: Review) -> bool:
    stored.record = record
    return True


def put(session: Session, stored: Stored, fields: Mapping[str, str], origin: Origin, *, application: UUID,
        reviewer: UUID, rubric_version: UUID, application_version: int, deferred: bool = False) -> int:
    """Write what differs; the revision grows by one if anything does. Returns how many fields changed.

    `deferred`: foreign keys are checked at the end of the transaction, so that many reviews are written at once.
    The rubric and the application's version are those of the review's beginning; a later one of the
    application is noted when something was changed under it.
    """
    before = stored.form.fields()
    changed = sorted(name for name in {*before, *fields} if before.get(name) != fields.get(name))
    if not changed:
        return 0
    record = stored.record
    if record is None:
        record = stored.record = Review(
            id=new_id(), application_id=application, reviewer_id=reviewer, rubric_version_id=rubric_version,
            application_version=application_version, revision=0, started_at=origin.at, saved_at=origin.at,
            stance="reviewed", state="draft")
        session.add(record)
        if not deferred:
            session.flush()  # answers name it, and there are no relationships to sort them by
    record.revision += 1
    record.saved_at = origin.at
    record.application_version = max(record.application_version, application_version)
    _put_head(record, fields, changed, origin)
    for key in {name.partition(".")[2] for name in changed if name.startswith((MARK, REMARK))}:
        _put_answer(session, stored, record.id, key, fields, origin)
    for name in changed:
        if name.startswith(NOTE):
            _put_note(session, stored, record.id, name, fields.get(name), origin)
    return len(changed)


def _put_head(record: Review, fields: Mapping[str, str], changed: Iterable[str], origin: Origin) -> None:
    form = ReviewForm.of_fields({name: fields[name] for name in HEAD if name in fields})
    notes: dict[str, Any] = dict(record.provenance or {})
    for name in changed:
        if name not in HEAD:
            continue
        notes[name] = {"source": origin.source, "at": origin.at.isoformat(timespec="seconds"), "by": origin.by}
        if origin.package is not None:
            notes[name] |= {"package": str(origin.package), "place": origin.places.get(name, "")}
        match name:
            case "comment" | "private_comment" | "reason":
                setattr(record, name, getattr(form, name) or None)
            case "confidence":
                record.confidence = form.confidence
            case "stance":
                record.stance = form.stance
            case _:
                record.state = "submitted" if form.finished else "draft"
    record.provenance = notes or None
    done = record.state == "submitted" or record.stance != "reviewed"
    if done != (record.submitted_at is not None):
        record.submitted_at = origin.at if done else None


def _put_answer(session: Session, stored: Stored, review: UUID, key: str, fields: Mapping[str, str],
                origin: Origin) -> None:
    given = ReviewForm.of_fields({name: fields[name] for name in (MARK + key, REMARK + key) if name in fields}).of(key)
    found = stored.answers.get(key)
    if given.is_blank:
        if found is not None:
            session.delete(found)
            del stored.answers[key]
        return
    if found is None:
        found = stored.answers[key] = ReviewAnswer(id=new_id(), review_id=review, criterion=key)
        session.add(found)
    found.mark, found.abstained, found.comment = given.mark, given.abstained, given.remark or None
    found.source, found.set_at, found.set_by = origin.source, origin.at, origin.by
    found.package_id = origin.package
    found.place = (origin.places.get(MARK + key) or origin.places.get(REMARK + key) or "")[:300] or None


def _put_note(session: Session, stored: Stored, review: UUID, name: str, value: str | None, origin: Origin) -> None:
    found = stored.notes.get(name)
    if value is None:
        if found is not None:
            session.delete(found)
            del stored.notes[name]
        return
    note = ReviewNote.of(name, value)
    if found is None:
        found = stored.notes[name] = ReviewNoteRecord(id=new_id(), review_id=review, note_key=note.id)
        session.add(found)
    found.number, found.document, found.title, found.page = note.number, note.document, note.title or None, note.page
    found.rects, found.quote, found.words = [list(one) for one in note.rects], note.quote or None, note.words or None
    found.source, found.set_at, found.set_by = origin.source, origin.at, origin.by
    found.package_id, found.place = origin.package, origin.places.get(name, "")[:300] or None


def state_of(stance: str, state: str | None) -> DeskState:
    """Where a review stands, as people see it; `state` None is nothing stored."""
    if state is None:
        return "open"
    if stance == "abstained":
        return "abstained"
    if stance == "recused":
        return "recused"
    return "submitted" if state == "submitted" else "draft"
