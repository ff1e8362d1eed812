"""What a dry run of returned files says: file by file, application by application, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, TypeAlias
from uuid import UUID

from incubator_gui.core.messages import Message, msg, pmsg
from incubator_gui.domain.review_desk import DeskState
from incubator_gui.domain.review_merge import FieldMerge, Merge
from incubator_gui.domain.review_package import ReturnContent
from incubator_gui.domain.rubric import Rubric

Verdict: TypeAlias = Literal["new", "changed", "same", "conflict", "blank", "refused"]
"""What becomes of one application: a first review, changed answers, nothing new, answers to choose, an empty form,
or not taken."""


VERDICTS: Mapping[Any, Message] = {
    "new": pmsg("review", "New"),
    "changed": pmsg("review", "Changes"),
    "conflict": msg("To be chosen"),
    "same": msg("Nothing new"),
    "blank": pmsg("form", "Empty"),
    "refused": msg("Not taken"),
}
"""What the verdicts are called."""


@dataclass(frozen=True, slots=True)
class RunNote:
    """One sentence and the place in the file that it is about; `is_grave`: something was not taken."""

    place: str
    message: Message
    is_grave: bool = False


@dataclass(frozen=True, slots=True)
class ApplicationRun:
    """One application of a file. `before` and `after` are how the review stands, without any choice."""

    application: UUID
    number: int
    title: str
    verdict: Verdict
    notes: tuple[RunNote, ...] = ()
    merge: Merge | None = None
    rubric: Rubric | None = None
    before: DeskState = "open"
    after: DeskState = "open"
    recuses: str | None = None
    """The kind of a conflict that the reviewer declares with it."""

    @property
    def conflicts(self) -> tuple[FieldMerge, ...]:
        """The fields that somebody has to choose."""
        return () if self.merge is None else self.merge.conflicts

    @property
    def taken(self) -> int:
        """How many fields follow the file without a question."""
        return 0 if self.merge is None else len(self.merge.taken)


@dataclass(frozen=True, slots=True)
class FileRun:
    """One file. `refused` says why none of it can be merged; else `reviews` say what would happen.

    `path` is the archive or the message where the file is `inside` one. `merged_at` is when this very file was merged
    before. `basis` are the stored forms the run rests on.
    """

    path: Path
    name: str
    inside: str = ""
    sha256: str = ""
    way: str = ""
    package: UUID | None = None
    reviewer: UUID | None = None
    reviewer_name: str = ""
    call: str = ""
    call_id: UUID | None = None
    made_at: datetime | None = None
    returned_at: datetime | None = None
    merged_at: datetime | None = None
    reviews: tuple[ApplicationRun, ...] = ()
    notes: tuple[RunNote, ...] = ()
    refused: Message | None = None
    content: ReturnContent | None = None
    basis: tuple[tuple[UUID, tuple[tuple[str, str], ...]], ...] = ()

    @property
    def conflicts(self) -> int:
        """How many answers somebody has to choose."""
        return sum(len(one.conflicts) for one in self.reviews)

    @property
    def merging(self) -> int:
        """How many reviews would change."""
        return sum(one.verdict in ("new", "changed", "conflict") for one in self.reviews)


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge came to: files taken, reviews changed, answers that stayed though the file says otherwise."""

    files: int
    reviews: int
    kept: int
    moved: int = 0


ChoiceKey: TypeAlias = "tuple[str, UUID, str]"
"""SHA-256 of the file, application, field."""
