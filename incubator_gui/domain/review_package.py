"""What travels to a reviewer and what comes back, for all three ways (package, PDF form, XLSX sheet).

`PackageContent` is all that a writer needs; `ReturnContent` is all that a reader finds. Neither holds
anything of the database but ids. A package's id makes importing twice a change of nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from incubator_gui.core.messages import Message
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.rubric import Rubric


@dataclass(frozen=True, slots=True)
class PackageHead:
    """Who gets it, of which house, call and phase, made when, wanted back when; `language` is that of its words.

    `phase` is a key of PHASES. The `round` is the same for all packages of a round: what was typed into one is found
    again in the next, also when the call is called otherwise by then.
    """

    package: UUID
    house: str
    call: str
    phase: str
    reviewer: UUID
    reviewer_name: str
    language: str
    is_blind: bool
    made_at: datetime
    due_on: date | None = None
    note: str = ""
    round: UUID | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {"package": str(self.package), "house": self.house, "call": self.call, "phase": self.phase,
                "reviewer": str(self.reviewer), "reviewer_name": self.reviewer_name, "language": self.language,
                "is_blind": self.is_blind, "made_at": self.made_at.isoformat(),
                "due_on": None if self.due_on is None else self.due_on.isoformat(), "note": self.note,
                "round": None if self.round is None else str(self.round)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> PackageHead:
        """The inverse; raises KeyError, TypeError or ValueError on other data."""
        due, round = data["due_on"], data.get("round")
        made = datetime.fromisoformat(_text(data["made_at"]))
        if made.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return cls(UUID(_text(data["package"])), _text(data["house"]), _text(data["call"]), _text(data["phase"]),
                   UUID(_text(data["reviewer"])), _text(data["reviewer_name"]), _text(data["language"]),
                   _flag(data["is_blind"]), made, None if due is None else date.fromisoformat(_text(due)),
                   _text(data.get("note", "")), None if round is None else UUID(_text(round)))


@dataclass(frozen=True, slots=True)
class PackageDocument:
    """A file in the package, named by the SHA-256 of its content."""

    sha256: str
    title: str
    kind: str
    file_name: str
    media_type: str
    size: int

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {"sha256": self.sha256, "title": self.title, "kind": self.kind, "file_name": self.file_name,
                "media_type": self.media_type, "size": self.size}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> PackageDocument:
        """The inverse; raises KeyError, TypeError or ValueError on other data."""
        digest = _text(data["sha256"])
        if len(digest) != 64 or set(digest) - set("0123456789abcdef"):
            raise ValueError("no SHA-256")
        return cls(digest, _text(data["title"]), _text(data["kind"]), _text(data["file_name"]),
                   _text(data["media_type"]), _number(data["size"]))


NO_FORM = ReviewForm()


@dataclass(frozen=True, slots=True)
class PackageApplication:
    """One application as its reviewer sees it: `title` is empty where the phase is blind.

    `fields` and `answers` are pairs of a label in the package's language and a text; `base` is the form as it is
    stored now, `revision` its revision (0: nothing stored).
    """

    application: UUID
    number: int
    title: str
    focus_area: str | None
    version: int
    fields: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str], ...]
    documents: tuple[PackageDocument, ...]
    base: ReviewForm = NO_FORM
    revision: int = 0

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {"application": str(self.application), "number": self.number, "title": self.title,
                "focus_area": self.focus_area, "version": self.version, "fields": [list(one) for one in self.fields],
                "answers": [list(one) for one in self.answers],
                "documents": [one.to_json() for one in self.documents], "base": self.base.to_json(),
                "revision": self.revision}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> PackageApplication:
        """The inverse; raises KeyError, TypeError or ValueError on other data."""
        focus = data["focus_area"]
        return cls(UUID(_text(data["application"])), _number(data["number"]), _text(data["title"]),
                   None if focus is None else _text(focus), _number(data["version"]),
                   tuple(_pair(one) for one in data["fields"]), tuple(_pair(one) for one in data["answers"]),
                   tuple(PackageDocument.from_json(one) for one in data["documents"]),
                   ReviewForm.from_json(data["base"]), _number(data["revision"]))


@dataclass(frozen=True, slots=True)
class PackageContent:
    """Everything a package says; the bytes of its documents come beside it."""

    head: PackageHead
    rubric: Rubric
    applications: tuple[PackageApplication, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, the same for the same content."""
        return {"head": self.head.to_json(), "rubric": self.rubric.to_json(),
                "applications": [one.to_json() for one in self.applications]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> PackageContent:
        """The inverse; raises KeyError, TypeError or ValueError on other data."""
        return cls(PackageHead.from_json(data["head"]), Rubric.from_json(data["rubric"]),
                   tuple(PackageApplication.from_json(one) for one in data["applications"]))


@dataclass(frozen=True, slots=True)
class Odd:
    """Something in a returned file that could not be taken as it stands: where, and one sentence."""

    place: str
    message: Message


@dataclass(frozen=True, slots=True)
class ReturnedReview:
    """One filled form as it was found; `places` says where in the file each field stood, for messages.

    `conflict` is a key of CONFLICT_KINDS where the reviewer recused and said why so; the form's reason tells more.
    `unread` are fields that are not in the form because nobody could read them: what is stored there stays.
    """

    application: UUID
    application_version: int | None
    form: ReviewForm
    places: tuple[tuple[str, str], ...] = ()
    odd: tuple[Odd, ...] = ()
    conflict: str | None = None
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnContent:
    """Everything a returned file says. `reviewer` is whom the form itself names; `odd` concerns the whole file.

    `signed_by` is the verified key of a return package (hex), None for forms and sheets.
    """

    package: UUID
    way: str
    reviewer: UUID | None
    reviewer_name: str
    rubric_version: int | None
    returned_at: datetime | None
    reviews: tuple[ReturnedReview, ...]
    odd: tuple[Odd, ...] = ()
    signed_by: str | None = None
    recipient: str | None = None


def mark_of(text: str) -> Decimal | None:
    """A mark typed by hand: `4`, `3,5`, `3.5`, full-width digits; None where it is no number."""
    from unicodedata import normalize

    plain = normalize("NFKC", text).strip().replace(",", ".")
    digits = plain.replace(".", "", 1)
    if not plain or len(plain) > 12 or not (digits.isascii() and digits.isdigit()):
        return None
    return Decimal(plain)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} is no text")
    return value


def _number(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(f"{value!r} is no count")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{type(value).__name__} is neither yes nor no")
    return value


def _pair(value: Any) -> tuple[str, str]:
    first, second = value
    return _text(first), _text(second)
