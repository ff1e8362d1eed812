"""The desk at which somebody reviews: one protocol, two sources.

In the house the desk reads and writes the database (`services/review_desk.py`); away from it, it is a
review package that was opened (`exchange/package_desk.py`). The screen knows only this protocol. Every
method may wait for a disk: call it in a worker.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal, Protocol, TypeAlias
from uuid import UUID

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message, nmsg
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.rubric import Rubric

DeskState: TypeAlias = Literal["open", "draft", "submitted", "abstained", "recused"]
"""A key of `review_words.REVIEW_STATES`."""


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One application to review. `title` is the company's name, or empty in a blind phase.

    `answered` is the share of the counted weight, `score` from 0 to 1; `revision` is 0 before anything
    was stored; `changed` says that the application has a newer version than the one that was reviewed.
    """

    application: UUID
    number: int
    title: str
    focus_area: str | None
    state: DeskState
    answered: float = 0.0
    score: float | None = None
    revision: int = 0
    changed: bool = False
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class DeskSheet:
    """What stands above the work: whose, which call and phase, until when, under which rubric; and the list.

    `sees_others` is a key of SEES_OTHERS; `offline`: a package without a database. `may_review` False
    comes with `why_not`. `saved_at` is the last time anything was stored.
    """

    reviewer: UUID
    reviewer_name: str
    call: str
    phase: str
    until: date | None
    is_blind: bool
    may_review: bool
    why_not: Message | None
    sees_others: str
    rubric: Rubric
    rows: tuple[DeskRow, ...]
    offline: bool = False
    saved_at: datetime | None = None

    @property
    def done(self) -> int:
        """How many are finished, abstained or recused."""
        return sum(row.state in ("submitted", "abstained", "recused") for row in self.rows)


@dataclass(frozen=True, slots=True)
class DeskDocument:
    """A file of an application as the reviewer may see it; `key` opens it with `ReviewDesk.document`.

    Notes name its content by `sha256`: another version of it is another document.
    """

    key: str
    title: str
    kind: str
    file_name: str
    media_type: str
    size: int
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class DeskText:
    """A field or an answer of the application; `label` is staff's own words or a field's name."""

    key: str
    label: Message | str
    text: str


@dataclass(frozen=True, slots=True)
class DeskChange:
    """What differs from the version that was reviewed."""

    label: Message | str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class OtherReview:
    """What somebody else wrote; `name` is empty where the phase hides reviewers."""

    name: str
    form: ReviewForm
    score: float | None
    state: DeskState


@dataclass(frozen=True, slots=True)
class DeskPaper:
    """One application, open on the desk. `rubric` is the one its review was begun with.

    `changes` lists what is new since the version that was reviewed. `others` is empty with
    `others_hidden` True where the phase does not show them yet; then `others_count` says how many there are, or None.
    """

    row: DeskRow
    version: int
    reviewed_version: int
    rubric: Rubric
    fields: tuple[DeskText, ...]
    answers: tuple[DeskText, ...]
    documents: tuple[DeskDocument, ...]
    form: ReviewForm
    changes: tuple[DeskChange, ...] = ()
    others: tuple[OtherReview, ...] = ()
    others_hidden: bool = True
    others_count: int | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What storing a form came to; `changes` is for the other screens, None away from the house."""

    row: DeskRow
    at: datetime
    changes: Changes | None = None


class ReviewDesk(Protocol):
    """Where the screen reads and stores reviews."""

    def sheet(self) -> DeskSheet:
        """The head and the list."""

    def paper(self, application: UUID) -> DeskPaper:
        """One application with its form; raises NotFound, or Refused where a conflict hides it."""

    def document(self, application: UUID, key: str) -> Path:
        """A file to look at; read it, never change it. Raises NotFound or Environment."""

    def save(self, application: UUID, form: ReviewForm, seen: ReviewForm) -> Saved:
        """Store what is on the form; `seen` is the form as it was last read or stored here.

        Fields that differ from `seen` are written; raises Refused for a mark beside its scale or a finished
        form without required answers, and StaleReview where somebody changed the same field meanwhile.
        """

    def recuse(self, application: UUID, kind: str, reason: str) -> Saved:
        """A conflict: hides the application and declares it; `kind` is a key of CONFLICT_KINDS."""


class StaleReview(IncubatorError):
    """Somebody stored other values for the same fields meanwhile; nothing was written.

    `fields` are (field, mine, stored, base) as in `ReviewForm.fields()`, None where blank; `stored` is the whole form.
    """

    def __init__(self, fields: tuple[tuple[str, str | None, str | None, str | None], ...], stored: ReviewForm) -> None:
        super().__init__(nmsg("{n} answer was changed elsewhere meanwhile.",
                              "{n} answers were changed elsewhere meanwhile.", len(fields)))
        self.fields = fields
        self.stored = stored

    def __reduce__(self) -> tuple[type[StaleReview], tuple[object, object]]:  # type: ignore[override]
        return type(self), (self.fields, self.stored)
