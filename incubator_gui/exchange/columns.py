"""Which field each column probably is: by its name in three languages, and by what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from incubator_gui.core.messages import Message, msg
from incubator_gui.domain.applicant_fields import FIELDS, NAME_FIELDS, names_of
from incubator_gui.domain.clean_text import clean_line
from incubator_gui.exchange.bad_value import BadValue
from incubator_gui.exchange.dates import DateOrder, date_order
from incubator_gui.exchange.header_names import normalise_header
from incubator_gui.exchange.headers import Column, Header
from incubator_gui.exchange.mapping import QUESTION, SKIP, Mapping
from incubator_gui.exchange.sheets import Cell, Sheet
from incubator_gui.exchange.values import Reading, parse_cell

_SAMPLE = 300
_SURE = 0.6
_UNSAID = frozenset({"-", "–", "—", "/", "https://", "http://"})
_WORDS = 40
_BY_CONTENT = {"email": ("company_email", 0.7), "url": ("website", 0.7), "credit_code": ("credit_code", 0.95)}
_STRICT = frozenset({"id", "date", "month", "integer", "decimal", "email", "phone", "url", "country",
                     "credit_code"})
_NAMED = _STRICT - {"id"}
"""Kinds of which a column with exactly the name of the field keeps it, whatever its cells say."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a column is proposed to be, how sure that is (0 to 1), and why."""

    index: int
    choice: str
    confidence: float
    why: Message
    sample: str = ""
    filled: int = 0


@dataclass(frozen=True, slots=True)
class _Score:
    confidence: float
    index: int
    key: str
    why: Message


def propose(sheet: Sheet, header: Header) -> tuple[Proposal, ...]:
    """One proposal for each column; a field is given to one column only."""
    samples = {column.index: _samples(sheet, header, column.index) for column in header.columns}
    counts = _filled(sheet, header)
    scores: list[_Score] = []
    for column in header.columns:
        if samples[column.index]:
            scores += _by_name(column, samples[column.index]) or _by_content(column, samples[column.index])
    chosen: dict[int, _Score] = {}
    taken: set[str] = set()
    for score in sorted(scores, key=lambda one: (-one.confidence, one.index)):
        if score.confidence >= _SURE and score.index not in chosen and score.key not in taken:
            chosen[score.index] = score
            taken.add(score.key)
    _contact_of_company(chosen, taken)
    out = []
    for column in header.columns:
        sample = clean_line(samples[column.index][0].text)[:80] if samples[column.index] else ""
        if found := chosen.get(column.index):
            choice, confidence, why = found.key, found.confidence, found.why
        elif not samples[column.index]:
            choice, confidence, why = SKIP, 1.0, msg("the column is empty")
        else:
            choice, confidence, why = QUESTION, 0.5, msg("no field goes by this name; kept as an answer")
        out.append(Proposal(column.index, choice, confidence, why, sample, counts.get(column.index, 0)))
    return tuple(out)


def mapping_of(proposals: Sequence[Proposal]) -> Mapping:
    """The proposals as a mapping that a person can then change."""
    return Mapping({one.index: one.choice for one in proposals})


def orders_of(sheet: Sheet, header: Header, mapping: Mapping) -> dict[int, DateOrder]:
    """For each column of dates whether day or month comes first: said by a person, else by its cells."""
    orders: dict[int, DateOrder] = {}
    for index, choice in mapping.columns.items():
        if choice in FIELDS and FIELDS[choice].kind in ("date", "month"):
            texts = [row[index].text for row in sheet.rows[header.body:]
                     if index < len(row) and row[index].value is None and "/" in row[index].text[:40]]
            orders[index] = mapping.orders.get(index) or _order(texts)
    return orders


def _order(texts: list[str]) -> DateOrder:
    readable = []
    for text in texts:
        try:
            date_order([text])
        except BadValue:
            continue
        readable.append(text)
    return date_order(readable)


def _samples(sheet: Sheet, header: Header, index: int) -> list[Cell]:
    found: list[Cell] = []
    for row in sheet.rows[header.body:]:
        if index < len(row) and row[index].text.strip():
            found.append(row[index])
            if len(found) == _SAMPLE:
                break
    return found


def _filled(sheet: Sheet, header: Header) -> dict[int, int]:
    counts: dict[int, int] = {}
    for row in sheet.rows[header.body:]:
        for index, cell in enumerate(row):
            if cell.text:
                counts[index] = counts.get(index, 0) + 1
    return counts


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, str, float], ...]:
    """Normalised name, key, and how sure the name is: the first synonyms are the plainest."""
    out = []
    for key in FIELDS:
        for at, name in enumerate(names_of(key)):
            out.append((normalise_header(name), key, 1.0 - min(at, 50) * 0.001))
    return tuple(out)


def _by_name(column: Column, samples: list[Cell]) -> list[_Score]:
    scores: list[_Score] = []
    titles = {normalise_header(title) for title in (column.question, column.choice, column.title)}
    titles = {title for title in titles if title and len(title) <= 60}
    for title in titles:
        for name, key, plain in _names():
            likeness = _likeness(title, name) * plain
            if not likeness and key in NAME_FIELDS and " " not in name and title.split()[-1:] == [name]:
                likeness = 0.7  # `Polling organisation`
            if likeness < _SURE:
                continue
            fits = _share_that_fits(key, samples)
            named = title == name and FIELDS[key].kind in _NAMED  # its bad cells are to be seen, not put away
            if fits == 0.0 and len(samples) >= 3 and not named:
                continue
            confidence = likeness * (1.0 if fits >= 0.8 else 0.75 + 0.25 * fits if fits >= 0.3 else 0.6)
            if named:
                confidence = max(confidence, _SURE)
            why = msg("the title is “{name}”", name=name) if title == name else msg(
                "the title is like “{name}”", name=name)
            scores.append(_Score(confidence, column.index, key, why))
    return scores


def _likeness(title: str, name: str) -> float:
    if title == name:
        return 1.0
    if not title.isascii() or not name.isascii():  # Chinese has no blanks: the name stands inside the title
        return 0.85 * len(name) / len(title) + 0.1 if len(name) >= 2 and name in title and (
            2 * len(name) >= len(title)) else 0.0
    if min(len(title), len(name)) < 5:
        return 0.0
    likeness = fuzz.ratio(title, name) / 100
    if likeness >= 0.87:
        return likeness * 0.95
    words, other = set(title.split()), set(name.split())
    if len(other) > 1 and other <= words and len(words) <= len(other) + 2:
        return 0.8
    return 0.0


def _by_content(column: Column, samples: list[Cell]) -> list[_Score]:
    if len(samples) < 2:
        return []
    for kind, (key, confidence) in _BY_CONTENT.items():
        if kind == "url" and not all("." in cell.text and " " not in cell.text.strip() for cell in samples[:5]):
            continue
        if _share_that_fits(key, samples) >= 0.9:
            return [_Score(confidence, column.index, key, msg("its cells look like it"))]
    return []


def _share_that_fits(key: str, samples: list[Cell]) -> float:
    """How many cells can be read as the field; text fits always, names must not be long texts."""
    one = FIELDS[key]
    if key in NAME_FIELDS or key == "person_name":
        return sum(len(cell.text) <= 150 and cell.value is None and not cell.text.strip().isdecimal()
                   for cell in samples) / len(samples)
    if one.kind == "choice":  # a column with very many words is no choice among a few
        return 1.0 if len({cell.text.strip() for cell in samples}) <= _WORDS else 0.0
    if one.kind not in _STRICT:
        return 1.0
    fits = 0
    for cell in samples:
        try:
            fits += parse_cell(one, cell, Reading(order="dmy")) is not None
        except BadValue:
            continue
    said = sum(cell.text.strip() not in _UNSAID for cell in samples)
    return min(fits / said, 1.0) if said else 0.0


def _contact_of_company(chosen: dict[int, _Score], taken: set[str]) -> None:
    """Without a column for a person's name, mail and phone are those of the company."""
    if "person_name" in taken:
        return
    for index, score in list(chosen.items()):
        key = score.key.replace("person_", "company_")
        if score.key in ("person_email", "person_phone") and key not in taken:
            chosen[index] = _Score(score.confidence, index, key, score.why)
            taken.add(key)
