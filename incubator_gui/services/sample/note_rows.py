"""Rows of the sample about notes on business plans: which lines are marked is worked out from the plan itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from reportlab.lib.pagesizes import A4

from incubator_gui.core.ids import new_id
from incubator_gui.db.schema import ReviewNoteRecord
from incubator_gui.domain.review_notes import Rect, rect_of
from incubator_gui.services.sample.blind_rows import UNTOUCHED, whose
from incubator_gui.services.sample.content import Ids, Row
from incubator_gui.services.sample.papers import Plan, plan
from incubator_gui.services.sample.review_rows import Written, chance, language_of, name_of
from incubator_gui.services.sample.rows import Rows

CRITERIA = {"customers": "market", "trial": "fit", "risk": "technology", "changed": "team"}
"""Chapters on which notes are made, and the criterion whose remark speaks of them."""

_SENTENCE = re.compile(r".*?[.!?。！？](?=\s|$|[^\d\s])|.+", re.DOTALL)
_ABOVE, _BELOW = 0.86, 0.22
"""Shares of the size of the letters above and below their base line."""


@dataclass(frozen=True, slots=True)
class Noted:
    """One note: of which review, on which page, about which chapter; `paper` is the plan that the reviewer saw."""

    application: str
    reviewer: str
    number: int
    page: int
    chapter: str
    paper: Plan


def written(content: Row, reviews: Sequence[Written], applications: Sequence[Row],
            firms: Sequence[Row]) -> tuple[Noted, ...]:
    """All notes: the round is blind, so everybody read the copy without names."""
    by_key = {one["key"]: one for one in firms}
    officers = {one["person"] for one in content["reviewers"] if one["officer"]}
    planned = {}
    for place, one in enumerate(each for each in applications if _document(each) is not None):
        firm = by_key[one["company"]]
        if place not in UNTOUCHED:
            planned[one["key"]] = plan(firm, one, _document(one) or {}, whose(firm))
    out: list[Noted] = []
    for review in reviews:
        if review.application in planned and review.state in ("draft", "submitted"):
            out += _of(review, planned[review.application], review.reviewer in officers)
    return tuple(out)


def _of(review: Written, paper: Plan, officer: bool) -> Iterator[Noted]:
    number = 0
    for place, key in enumerate(paper.keys):
        likely = 1.0 if officer and key in ("customers", "risk") else 0.28
        if key in CRITERIA and chance(review.application, review.reviewer, key, "notes") < likely:
            number += 1
            yield Noted(review.application, review.reviewer, number, place + 2, key, paper)


def mentions(content: Row, noted: Sequence[Noted], ids: Ids) -> Mapping[tuple[str, str, str], str]:
    """What remarks say of notes, by application, reviewer and criterion."""
    said: dict[tuple[str, str, str], str] = {}
    for one in noted:
        words = content["mention"][language_of(one.reviewer, content, ids)]
        said.setdefault((one.application, one.reviewer, CRITERIA[one.chapter]),
                        words.format(number=one.number, page=one.page))
    return said


def note_rows(content: Row, noted: Sequence[Noted], ids: Ids) -> Rows:
    """The notes, on the lines of the first sentence of their chapter."""
    digests: dict[Plan, str] = {}
    for one in noted:
        language = language_of(one.reviewer, content, ids)
        bank = content["notes"][one.chapter][language]
        rects, quote = first_sentence(one.paper, one.page)
        if one.paper not in digests:
            digests[one.paper] = sha256(one.paper.pdf()).hexdigest()
        yield ReviewNoteRecord, {
            "review_id": ids.get("review", f"{one.application} {one.reviewer}"), "note_key": new_id(),
            "number": one.number, "document": digests[one.paper], "title": one.paper.title, "page": one.page,
            "rects": [list(rect) for rect in rects], "quote": quote, "source": "window", "set_at": ids.moment(1),
            "words": bank[int(chance(one.application, one.reviewer, one.chapter, "note") * len(bank))],
            "set_by": name_of(one.reviewer, content, ids)}


def first_sentence(paper: Plan, page: int) -> tuple[tuple[Rect, ...], str]:
    """Where the first sentence of a page stands, and the sentence."""
    text = paper.chapters[page - 2][1][0]
    found = _SENTENCE.match(text)
    sentence = text if found is None else found.group()
    wide, high = A4
    rects = []
    for one in paper.lines():
        if one.page != page or one.strong or one.size < 10 or one.start >= len(sentence):
            continue
        right = one.x + one.width(len(sentence) - one.start)
        rect = rect_of(one.x / wide, 1 - (one.y + _ABOVE * one.size) / high, right / wide,
                       1 - (one.y - _BELOW * one.size) / high)
        rects += [] if rect is None else [rect]
    return tuple(rects), sentence


def _document(application: Row) -> Row | None:
    return next((one for one in application.get("documents", []) if one["kind"] == "business_plan"), None)
