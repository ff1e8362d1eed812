"""Numbered notes of a reviewer on the pages of a document.

A note is one field of the form, `note.<id>`: its text is JSON written in one way only, so that notes merge,
travel and clash as all other fields do. Places are ten-thousandths of the page as it is seen: whole numbers
are written alike everywhere and follow any size. The number is given once; where a merge brings two of the
same number together, both stay and are told apart by a letter.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from string import ascii_lowercase
from typing import Any, Final
from uuid import UUID

from incubator_gui.domain.clean_text import clean_line, clean_text

NOTE: Final = "note."
WHOLE: Final = 10_000
"""The width and the height of a page."""
MOST_NOTES: Final = 200
MOST_WORDS: Final = 5_000
MOST_QUOTE: Final = 1_000
MOST_TITLE: Final = 300
MOST_RECTS: Final = 60
_LAST_NUMBER, _LAST_PAGE = 9_999, 99_999
_HEX = frozenset("0123456789abcdef")

Rect = tuple[int, int, int, int]
"""Left, top, right and bottom in ten-thousandths of the page."""


@dataclass(frozen=True, slots=True)
class ReviewNote:
    """One note: `document` is the SHA-256 of the content that was read, `title` what it was called there.

    `page` counts from 1; `rects` are the lines that are marked, `quote` what stands in them, `words` the reviewer's.
    """

    id: UUID
    number: int
    document: str
    title: str
    page: int
    rects: tuple[Rect, ...]
    quote: str = ""
    words: str = ""

    @property
    def field(self) -> str:
        """What it is called among the fields of a form."""
        return NOTE + self.id.hex

    def text(self) -> str:
        """The value of its field: JSON, the same for the same note."""
        return json.dumps({"document": self.document, "number": self.number, "page": self.page, "quote": self.quote,
                           "rects": [list(one) for one in self.rects], "title": self.title, "words": self.words},
                          sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def of(cls, field: str, text: str) -> ReviewNote:
        """The inverse; raises ValueError for everything that `text` does not write. Words may be too long."""
        try:
            data = json.loads(text)
            note = cls(_id(field), _count(data["number"], _LAST_NUMBER), _digest(data["document"]),
                       _text(data["title"], MOST_TITLE), _count(data["page"], _LAST_PAGE), _rects(data["rects"]),
                       _text(data["quote"], MOST_QUOTE), _text(data["words"]))
        except (KeyError, TypeError, RecursionError) as error:
            raise ValueError("no note") from error
        if note.text() != text:
            raise ValueError("a note is written in one way only")
        return note

    def tidied(self) -> ReviewNote:
        """With its texts made harmless."""
        return replace(self, title=clean_line(self.title)[:MOST_TITLE], quote=clean_line(self.quote)[:MOST_QUOTE],
                       words=clean_text(self.words))


def in_order(notes: Iterable[ReviewNote]) -> tuple[ReviewNote, ...]:
    """By number, those of one number by their ids."""
    return tuple(sorted(notes, key=lambda one: (one.number, one.id)))


def labels(notes: Collection[ReviewNote]) -> dict[UUID, str]:
    """What notes are called: their number, with a letter where several bear the same."""
    found: dict[int, list[UUID]] = {}
    for one in in_order(notes):
        found.setdefault(one.number, []).append(one.id)
    return {id: str(number) if len(ids) == 1 else f"{number}{_letter(place)}"
            for number, ids in found.items() for place, id in enumerate(ids)}


def next_number(notes: Iterable[ReviewNote]) -> int:
    """The number of the next note."""
    return min(max((one.number for one in notes), default=0) + 1, _LAST_NUMBER)


def rect_of(left: float, top: float, right: float, bottom: float) -> Rect | None:
    """A place given in shares of the page; None where nothing of it lies on the page."""
    found = tuple(round(min(max(one, 0.0), 1.0) * WHOLE) for one in (left, top, right, bottom))
    return (found[0], found[1], found[2], found[3]) if found[0] < found[2] and found[1] < found[3] else None


def tidy_field(name: str, value: str) -> str:
    """The field of a note with its texts made harmless; one that cannot be read stays as it is."""
    try:
        return ReviewNote.of(name, value).tidied().text()
    except ValueError:
        return value


def _letter(place: int) -> str:
    word = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        word = ascii_lowercase[rest] + word
    return word


def _id(field: str) -> UUID:
    text = field.removeprefix(NOTE)
    if len(text) != 32 or set(text) - _HEX:
        raise ValueError("no id")
    return UUID(hex=text)


def _digest(value: Any) -> str:
    if not isinstance(value, str) or len(value) != 64 or set(value) - _HEX:
        raise ValueError("no SHA-256")
    return value


def _text(value: Any, most: int | None = None) -> str:
    if not isinstance(value, str) or (most is not None and len(value) > most):
        raise ValueError("no text, or too long")
    return value


def _count(value: Any, last: int) -> int:
    if type(value) is not int or not 0 < value <= last:
        raise ValueError("no count")
    return value


def _rects(value: Any) -> tuple[Rect, ...]:
    if not isinstance(value, list) or not 0 < len(value) <= MOST_RECTS:
        raise ValueError("no places, or too many")
    out: list[Rect] = []
    for one in value:
        if not isinstance(one, list) or len(one) != 4 or any(
                type(edge) is not int or not 0 <= edge <= WHOLE for edge in one):
            raise ValueError("no place on the page")
        left, top, right, bottom = one
        if left >= right or top >= bottom:
            raise ValueError("an empty place")
        out.append((left, top, right, bottom))
    return tuple(out)
