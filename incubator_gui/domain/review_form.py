"""What one reviewer fills in for one application, wherever that happens: window, package, PDF form, sheet.

A form is a frozen value and the same as the flat mapping of its fields: `mark.<criterion>` (text of a
decimal, or `abstain`), `remark.<criterion>`, `note.<id>` (see `review_notes`), `comment`, `private_comment`,
`confidence`, `stance`, `reason`, `finished`. Merges work field by field on that mapping; a blank field is not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from incubator_gui.domain.review_notes import NOTE, ReviewNote, in_order
from incubator_gui.domain.rubric import ReviewScore, Rubric, Stance

ABSTAIN = "abstain"
MARK, REMARK = "mark.", "remark."
TEXTS = ("comment", "private_comment", "reason")
STANCE_KEYS = ("reviewed", "abstained", "recused")


@dataclass(frozen=True, slots=True)
class Given:
    """What was given for one criterion: a mark, or abstained, and a remark."""

    mark: Decimal | None = None
    abstained: bool = False
    remark: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was given."""
        return self.mark is None and not self.abstained and not self.remark


BLANK = Given()


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """One reviewer on one application. `comment` is for the committee, `private_comment` only for officers.

    `reason` says why somebody abstains or recuses. `finished` is the reviewer's word that it is done.
    """

    given: tuple[tuple[str, Given], ...] = ()
    comment: str = ""
    private_comment: str = ""
    confidence: int | None = None
    stance: Stance = "reviewed"
    reason: str = ""
    finished: bool = False
    notes: tuple[ReviewNote, ...] = ()

    @property
    def by_key(self) -> Mapping[str, Given]:
        """What was given by criterion."""
        return dict(self.given)

    @property
    def marks(self) -> dict[str, Decimal]:
        """The marks by criterion."""
        return {key: one.mark for key, one in self.given if one.mark is not None}

    @property
    def abstained_on(self) -> frozenset[str]:
        """Criteria on which the reviewer abstained."""
        return frozenset(key for key, one in self.given if one.abstained)

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was filled in; blank forms that come back are ignored."""
        return not self.fields()

    def of(self, key: str) -> Given:
        """What was given for a criterion."""
        return next((one for name, one in self.given if name == key), BLANK)

    def giving(self, key: str, given: Given) -> ReviewForm:
        """The form with another answer to one criterion."""
        rest = tuple((name, one) for name, one in self.given if name != key)
        return replace(self, given=rest if given.is_blank else tuple(sorted((*rest, (key, given)))))

    def noting(self, note: ReviewNote) -> ReviewForm:
        """The form with a note, in the place of the one with its id."""
        return replace(self, notes=in_order((*(one for one in self.notes if one.id != note.id), note)))

    def without_note(self, id: UUID) -> ReviewForm:
        """The form without a note."""
        return replace(self, notes=tuple(one for one in self.notes if one.id != id))

    def score(self, rubric: Rubric) -> ReviewScore:
        """Its score under a rubric; marks outside the scale are left out."""
        marks = {key: mark for key, mark in self.marks.items()
                 if key in rubric.by_key and rubric.by_key[key].scale.has(mark)}
        return rubric.score(marks, self.abstained_on, self.stance)

    def fields(self) -> dict[str, str]:
        """The flat mapping of what is not blank; `of_fields` is the inverse."""
        out: dict[str, str] = {}
        for key, one in self.given:
            if one.abstained:
                out[MARK + key] = ABSTAIN
            elif one.mark is not None:
                out[MARK + key] = plain(one.mark)
            if one.remark:
                out[REMARK + key] = one.remark
        for note in self.notes:
            out[note.field] = note.text()
        for name in TEXTS:
            if text := getattr(self, name):
                out[name] = text
        if self.confidence is not None:
            out["confidence"] = str(self.confidence)
        if self.stance != "reviewed":
            out["stance"] = self.stance
        if self.finished:
            out["finished"] = "yes"
        return out

    @classmethod
    def of_fields(cls, fields: Mapping[str, str]) -> ReviewForm:
        """The form of a flat mapping; raises ValueError on a value that cannot be."""
        keys = sorted({name.partition(".")[2] for name in fields if name.startswith((MARK, REMARK))})
        stance = fields.get("stance", "reviewed")
        if stance not in STANCE_KEYS:
            raise ValueError(f"{stance!r} is no stance")
        confidence = fields.get("confidence")
        return cls(tuple((key, _given(fields.get(MARK + key), fields.get(REMARK + key, ""))) for key in keys),
                   fields.get("comment", ""), fields.get("private_comment", ""),
                   None if confidence is None else int(confidence), stance,  # type: ignore[arg-type]
                   fields.get("reason", ""), fields.get("finished") == "yes",
                   in_order(ReviewNote.of(name, text) for name, text in fields.items() if name.startswith(NOTE)))

    def to_json(self) -> dict[str, str]:
        """Plain JSON values: the flat mapping."""
        return self.fields()

    @classmethod
    def from_json(cls, data: Any) -> ReviewForm:
        """The inverse; raises TypeError or ValueError on other data."""
        if not isinstance(data, Mapping) or not all(isinstance(one, str) for pair in data.items() for one in pair):
            raise TypeError("a form is a mapping of texts")
        return cls.of_fields(data)


def plain(mark: Decimal) -> str:
    """A mark as text, the same for the same number: 4, not 4.0."""
    text = f"{mark:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _given(mark: str | None, remark: str) -> Given:
    if mark is None or mark == ABSTAIN:
        return Given(None, mark == ABSTAIN, remark)
    try:
        number = Decimal(mark)
    except InvalidOperation as error:
        raise ValueError(f"{mark!r} is no mark") from error
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -9 or number.adjusted() > 11:  # 1e999999 as text fills the memory
        raise ValueError(f"{mark!r} is no mark")
    return Given(number, False, remark)


def form_of(given: Iterable[tuple[str, Given]], **rest: Any) -> ReviewForm:
    """A form with its answers in their one order, blank ones left out."""
    return ReviewForm(tuple(sorted((key, one) for key, one in given if not one.is_blank)), **rest)
