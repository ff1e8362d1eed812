"""Review: rubrics, rounds with phases, reviewers, conflicts, assignments, reviews, redacted copies."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from incubator_gui.db.base import COUNTS, PERSONAL, Record, link
from incubator_gui.db.types import Amount, Id, Json, Moment


class RubricRecord(Record):
    """A rubric under a name; what it asks stands in its versions."""

    __tablename__ = "rubric"

    name: Mapped[str] = mapped_column(String(120))
    is_active: Mapped[bool] = mapped_column(default=True, server_default="1")


class RubricVersion(Record):
    """One version: `criteria` as `domain.rubric.Rubric.to_json` writes them. One that a review used stays as it is."""

    __tablename__ = "rubric_version"
    __table_args__ = (UniqueConstraint("rubric_id", "number"),)

    rubric_id: Mapped[UUID] = link("rubric")
    number: Mapped[int] = mapped_column(Integer)
    criteria: Mapped[Any] = mapped_column(Json)
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[str | None] = mapped_column(String(120))


class ReviewRound(Record):
    """How the applications of one call are reviewed.

    `phase_id` is the phase set by hand; None lets the dates decide. `moves_on` moves an application
    to the stage of decision when all its reviews are in.
    """

    __tablename__ = "review_round"
    __table_args__ = (CheckConstraint("reviews_each >= 0", name="reviews_each"),)

    call_id: Mapped[UUID] = link("call")
    rubric_version_id: Mapped[UUID | None] = link("rubric_version", nullable=True)
    reviews_each: Mapped[int] = mapped_column(Integer, default=3, server_default="3")
    due_on: Mapped[date | None] = mapped_column(Date)
    phase_id: Mapped[UUID | None] = mapped_column(Id)
    moves_on: Mapped[bool] = mapped_column(default=False, server_default="0")


class ReviewPhase(Record):
    """A span of a round and what is allowed in it; `kind` is a key of PHASES, `sees_others` of SEES_OTHERS.

    From `starts_on` until before `ends_on`; a phase without days is only set by hand.
    """

    __tablename__ = "review_phase"

    round_id: Mapped[UUID] = link("review_round")
    kind: Mapped[str] = mapped_column(String(20))
    position: Mapped[str] = mapped_column(String(60))
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    may_review: Mapped[bool] = mapped_column(default=True, server_default="1")
    sees_others: Mapped[str] = mapped_column(String(20), default="never", server_default="never")
    shows_reviewers: Mapped[bool] = mapped_column(default=False, server_default="0")
    is_blind: Mapped[bool] = mapped_column(default=False, server_default="0")
    may_decide: Mapped[bool] = mapped_column(default=False, server_default="0")


class Reviewer(Record):
    """A person who reviews. `topics` are levels from 0 to 3 by focus area.

    `is_officer`: also runs the round and sees names in a blind phase. `recipient` (age) and
    `verify_key` (Ed25519) are the reviewer's own, once they sent them.
    """

    __tablename__ = "reviewer"

    person_id: Mapped[UUID] = link("person")
    is_active: Mapped[bool] = mapped_column(default=True, server_default="1")
    is_officer: Mapped[bool] = mapped_column(default=False, server_default="0")
    quota: Mapped[int | None] = mapped_column(Integer)
    topics: Mapped[Any] = mapped_column(Json, nullable=True)
    employer: Mapped[str | None] = mapped_column(String(200), info=PERSONAL)
    note: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    recipient: Mapped[str | None] = mapped_column(String(200), info=PERSONAL)
    verify_key: Mapped[str | None] = mapped_column(String(100), info=PERSONAL)


class PanelSeat(Record):
    """A reviewer takes part in a round; a `quota` here goes before the reviewer's own."""

    __tablename__ = "panel_seat"
    __table_args__ = (UniqueConstraint("round_id", "reviewer_id"),)

    round_id: Mapped[UUID] = link("review_round")
    reviewer_id: Mapped[UUID] = link("reviewer")
    quota: Mapped[int | None] = mapped_column(Integer)


class ReviewPreference(Record):
    """How gladly a reviewer reads an application, in the reviewer's own measure; only the order counts."""

    __tablename__ = "review_preference"
    __table_args__ = (UniqueConstraint("reviewer_id", "application_id"),)

    reviewer_id: Mapped[UUID] = link("reviewer")
    application_id: Mapped[UUID] = link("application")
    value: Mapped[int] = mapped_column(Integer)


class Conflict(Record):
    """A person and a company too near to each other for a fair review.

    `kind` is a key of CONFLICT_KINDS, `origin` of CONFLICT_ORIGINS, `state` of CONFLICT_STATES.
    `signs` says what was found (a list of {sign, value}); `fingerprint` is of these, so that a
    dismissed one is not found again. Everything but `dismissed` is in force.
    """

    __tablename__ = "conflict"

    person_id: Mapped[UUID] = link("person")
    company_id: Mapped[UUID] = link("company")
    kind: Mapped[str] = mapped_column(String(20), default="other", server_default="other")
    origin: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    signs: Mapped[Any] = mapped_column(Json, nullable=True, info=PERSONAL)
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    noted_at: Mapped[datetime] = mapped_column(Moment)
    noted_by: Mapped[str | None] = mapped_column(String(120))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by: Mapped[str | None] = mapped_column(String(120))


class ReviewAssignment(Record):
    """A reviewer is to review an application; `origin` is auto, hand or sample."""

    __tablename__ = "review_assignment"
    __table_args__ = (UniqueConstraint("application_id", "reviewer_id"),)

    application_id: Mapped[UUID] = link("application")
    reviewer_id: Mapped[UUID] = link("reviewer")
    origin: Mapped[str] = mapped_column(String(20), default="hand", server_default="hand")
    due_on: Mapped[date | None] = mapped_column(Date)
    assigned_at: Mapped[datetime] = mapped_column(Moment)
    assigned_by: Mapped[str | None] = mapped_column(String(120))


class Review(Record):
    """What one reviewer says of one application, under a rubric version and of an application version.

    `stance` is a key of STANCES, `state` draft or submitted; `revision` grows by one with every
    stored change of the review or its answers. `reason` belongs to a stance other than reviewed.
    """

    __tablename__ = "review"
    __table_args__ = (UniqueConstraint("application_id", "reviewer_id"),)

    application_id: Mapped[UUID] = link("application")
    reviewer_id: Mapped[UUID] = link("reviewer")
    rubric_version_id: Mapped[UUID] = link("rubric_version")
    application_version: Mapped[int] = mapped_column(Integer)
    stance: Mapped[str] = mapped_column(String(20), default="reviewed", server_default="reviewed")
    state: Mapped[str] = mapped_column(String(20), default="draft", server_default="draft")
    revision: Mapped[int] = mapped_column(Integer, default=1, server_default="1", info=COUNTS)
    comment: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    private_comment: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    confidence: Mapped[int | None] = mapped_column(Integer)
    reason: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    provenance: Mapped[Any] = mapped_column(Json, nullable=True, info=COUNTS)
    started_at: Mapped[datetime] = mapped_column(Moment)
    saved_at: Mapped[datetime] = mapped_column(Moment, info=COUNTS)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)


class ReviewAnswer(Record):
    """One criterion of a review: a mark, or abstained, and a remark; and where the value came from.

    `source` is a key of SOURCES, `package_id` the package it came back with, `place` where in the file.
    """

    __tablename__ = "review_answer"
    __table_args__ = (UniqueConstraint("review_id", "criterion"),)

    review_id: Mapped[UUID] = link("review")
    criterion: Mapped[str] = mapped_column(String(60))
    mark: Mapped[Decimal | None] = mapped_column(Amount)
    abstained: Mapped[bool] = mapped_column(default=False, server_default="0")
    comment: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    source: Mapped[str] = mapped_column(String(20), default="window", server_default="window")
    package_id: Mapped[UUID | None] = link("review_package", nullable=True)
    place: Mapped[str | None] = mapped_column(String(300))
    set_at: Mapped[datetime] = mapped_column(Moment)
    set_by: Mapped[str | None] = mapped_column(String(120))


class ReviewNoteRecord(Record):
    """A note on a page of a document; `note_key` is its own id, which travels, unlike that of the row.

    `document` is the SHA-256 of what the reviewer saw, `rects` the marked lines in ten-thousandths of the page
    (`domain.review_notes`). What the document says is quoted, so `quote` and `title` are personal as well.
    """

    __tablename__ = "review_note"
    __table_args__ = (UniqueConstraint("review_id", "note_key"),)

    review_id: Mapped[UUID] = link("review")
    note_key: Mapped[UUID] = mapped_column(Id)
    number: Mapped[int] = mapped_column(Integer)
    document: Mapped[str] = mapped_column(String(64))
    title: Mapped[str | None] = mapped_column(String(300), info=PERSONAL)
    page: Mapped[int] = mapped_column(Integer)
    rects: Mapped[Any] = mapped_column(Json)
    quote: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    words: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    source: Mapped[str] = mapped_column(String(20), default="window", server_default="window")
    package_id: Mapped[UUID | None] = link("review_package", nullable=True)
    place: Mapped[str | None] = mapped_column(String(300))
    set_at: Mapped[datetime] = mapped_column(Moment)
    set_by: Mapped[str | None] = mapped_column(String(120))


class ReviewPackage(Record):
    """A package that left the house for one reviewer; `way` is a key of WAYS.

    `manifest` holds, per application, its version, the rubric version, the revision of the review
    and the form as it went out: the base of the merge. `sha256` is of the very file, whose name tells the
    reviewer's. Once the manifest was erased, nothing can be merged with it any more.
    """

    __tablename__ = "review_package"

    round_id: Mapped[UUID] = link("review_round")
    reviewer_id: Mapped[UUID] = link("reviewer")
    way: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    is_blind: Mapped[bool] = mapped_column(default=False, server_default="0")
    protection: Mapped[str] = mapped_column(String(20), default="none", server_default="none")
    manifest: Mapped[Any] = mapped_column(Json, nullable=True, info=PERSONAL)
    file_name: Mapped[str] = mapped_column(String(300), info=PERSONAL)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    due_on: Mapped[date | None] = mapped_column(Date)
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[str | None] = mapped_column(String(120))


class ReviewReturn(Record):
    """A file that came back and was merged, with what became of it."""

    __tablename__ = "review_return"

    package_id: Mapped[UUID] = link("review_package")
    file_name: Mapped[str] = mapped_column(String(300), info=PERSONAL)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    returned_at: Mapped[datetime | None] = mapped_column(Moment)
    merged_at: Mapped[datetime] = mapped_column(Moment)
    merged_by: Mapped[str | None] = mapped_column(String(120))
    result: Mapped[Any] = mapped_column(Json, nullable=True)


class RedactedText(Record):
    """The redacted copy of one text of an application: `field` is a key of the application or `answer:<question id>`.

    `based_on` is the SHA-256 of the text it was made from; when that changed, the copy is stale.
    """

    __tablename__ = "redacted_text"
    __table_args__ = (UniqueConstraint("application_id", "field"),)

    application_id: Mapped[UUID] = link("application")
    field: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text)
    based_on: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[str | None] = mapped_column(String(120))


class DocumentClearance(Record):
    """What a blind reviewer gets of a document: `state` is clear (as it is), replaced or withheld."""

    __tablename__ = "document_clearance"
    __table_args__ = (UniqueConstraint("document_id"),)

    document_id: Mapped[UUID] = link("document")
    state: Mapped[str] = mapped_column(String(20))
    replacement_id: Mapped[UUID | None] = link("document", nullable=True, index=False)
    decided_at: Mapped[datetime] = mapped_column(Moment)
    decided_by: Mapped[str | None] = mapped_column(String(120))
