"""Notes of all reviews of a call as one text each, for lists that go out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.languages import Translator
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import Application, Review, ReviewNoteRecord
from incubator_gui.domain.review_notes import ReviewNote, in_order, labels
from incubator_gui.services.reviews_content import contents
from incubator_gui.services.reviews_store import note_of
from incubator_gui.services.sight import Sight


def told_notes(session: Session, call: UUID, viewer: Sight, words: Translator) -> dict[UUID, str]:
    """By review; reviewers read only notes on documents that they may open, and their own."""
    n, r = ReviewNoteRecord, Review
    found: dict[UUID, list[ReviewNote]] = {}
    whose: dict[UUID, tuple[UUID, UUID]] = {}
    query = (select(n, r.application_id, r.reviewer_id).join(r, r.id == n.review_id)
             .join(Application, Application.id == r.application_id).where(Application.call_id == call))
    for record, application, reviewer in session.execute(viewer.apart(query)):
        found.setdefault(record.review_id, []).append(note_of(record))
        whose[record.review_id] = application, reviewer
    titles: Mapping[UUID, Mapping[str, str]] = {}
    if not viewer.is_officer and found:
        seen = contents(session, {one for one, _reviewer in whose.values()}, blind=viewer.blind(call),
                        language=words.language)
        titles = {id: {file.sha256: file.shown.title for file in one.files} for id, one in seen.items()}
    out = {}
    for review, notes in found.items():
        application, reviewer = whose[review]
        if not viewer.is_officer and reviewer != viewer.reviewer:
            known = titles.get(application, {})
            notes = [replace(one, title=known[one.document]) for one in notes if one.document in known]
        if notes:
            out[review] = _text(notes, words)
    return out


def _text(notes: list[ReviewNote], words: Translator) -> str:
    called = labels(notes)
    return "\n".join(words.labelled(words.text(msg("Note {number}, page {page}, {title}", number=called[one.id],
                                                   page=str(one.page), title=one.title)),
                                    one.words or words.text(msg("“{quote}”", quote=one.quote)))
                     for one in in_order(notes))
