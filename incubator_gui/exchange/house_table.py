"""A table about today's house: which column is what, and its rows made ready. Writes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Self

from incubator_gui.core.errors import Cancelled
from incubator_gui.core.messages import Message, msg
from incubator_gui.domain.applicant_fields import NAME_FIELDS
from incubator_gui.domain.clean_text import clean_line
from incubator_gui.domain.house_fields import CHOICES, HOUSE_FIELDS, PERSON_FIELDS, house_names, words_of
from incubator_gui.exchange.bad_value import BadValue
from incubator_gui.exchange.columns import Proposal
from incubator_gui.exchange.dates import DateOrder, date_order
from incubator_gui.exchange.header_names import normalise_header
from incubator_gui.exchange.headers import Header
from incubator_gui.exchange.mapping import SKIP, Mapping
from incubator_gui.exchange.sheets import Cell, Sheet
from incubator_gui.exchange.values import NewWord, Reading, Value, parse_cell

_STEP = 200
_SAMPLE = 50
_FEW = 3
_SQUARE_METRES = re.compile(
    r"(?<=[0-9０-９])\s*(?:m²|m2|㎡|qm|sqm|sq\.?\s?m\.?|平方米|平米|平方|平)\s*\Z", re.IGNORECASE)
_OPEN = ("until", "planned_end")
_NO_END = frozenset({"open", "open-ended", "open end", "open ended", "indefinite", "none", "no end", "unlimited",
                     "unbefristet", "offen", "unbegrenzt", "ohne ende", "bis auf weiteres",
                     "长期", "无固定期限", "不限", "无", "无限期", "-", "–", "—"})
"""Words for an end that is not set."""


_TOTALS = frozenset({"total", "totals", "grandtotal", "subtotal", "sub-total", "summe", "gesamt", "gesamtsumme",
                     "insgesamt", "zwischensumme", "合计", "总计", "小计", "共计", "总数"})
_NAMING = frozenset({*NAME_FIELDS, *PERSON_FIELDS, "company_number", "credit_code", "website", "company_email"})


@dataclass(frozen=True, slots=True)
class HouseMapping(Mapping):
    """What a person decided about the columns; a column without a field is skipped."""

    def with_column(self, index: int, choice: str) -> Self:
        """Another choice for one column; a field leaves the column it had before."""
        columns = {other: SKIP if was == choice else was for other, was in self.columns.items()}
        return replace(self, columns={**columns, index: choice})

    @classmethod
    def from_json(cls, data: MappingABC[str, Any]) -> HouseMapping:
        """The inverse of `to_json`; choices of fields that are no more are skipped."""
        return cls(
            {int(index): choice if choice in HOUSE_FIELDS else SKIP
             for index, choice in data.get("columns", {}).items()},
            {str(word): str(key) for word, key in data.get("words", {}).items()},
            {int(index): order for index, order in data.get("orders", {}).items() if order in ("dmy", "mdy")})


@dataclass(frozen=True, slots=True)
class HouseProblem:
    """What is wrong with one cell; a "word" is one of a choice that nobody has mapped yet."""

    field: str
    reason: Message
    column: int | None
    severity: str
    row: int

    @property
    def message(self) -> Message:
        """The sentence: which field, and what is wrong."""
        return msg("{field}: {reason}", field=HOUSE_FIELDS[self.field].label, reason=self.reason)


@dataclass(frozen=True, slots=True)
class HouseRow:
    """One row: its number in the file, its values by field, its cells, its problems."""

    row: int
    values: MappingABC[str, Value]
    cells: tuple[str, ...]
    problems: tuple[HouseProblem, ...] = ()

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows of the file that it stands in."""
        return (self.row,)

    @property
    def persons(self) -> tuple[dict[str, str], ...]:
        """The persons that the row names: one or none."""
        return (self.person,) if self.person else ()

    @property
    def refused(self) -> bool:
        """Whether a problem keeps the row out; a new word for a focus area does not, it is left empty."""
        return any(one.severity != "word" or one.field != "focus_area" for one in self.problems)

    @property
    def title(self) -> str:
        """What the company is called; empty where the row names none."""
        return next((str(self.values[key]) for key in NAME_FIELDS if self.values.get(key)), "")

    @property
    def is_total(self) -> bool:
        """Whether it is a line of totals: such a word where the company stands, and nothing else that names one."""
        word = "".join(self.title.split()).casefold().rstrip(":：.=")
        return word in _TOTALS and sum(bool(self.values.get(key)) for key in _NAMING) == 1

    @property
    def person(self) -> dict[str, str]:
        """The person that the row names, by field."""
        return {key: str(value) for key, value in self.values.items() if key in PERSON_FIELDS}


def propose_house(sheet: Sheet, header: Header) -> tuple[Proposal, ...]:
    """One proposal for each column; a field is given to one column only, the likeliest first."""
    scored = []
    samples = {column.index: [row[column.index] for row in sheet.rows[header.body:]
                              if column.index < len(row) and row[column.index].text.strip()][:_SAMPLE]
               for column in header.columns}
    for column in header.columns:
        titles = {normalise_header(title) for title in (column.title, column.question, column.choice)} - {""}
        for title in titles:
            for name, key, plain in _names():
                likeness = 1.0 if title == name else 0.7 if _holds(title, name) else 0.0
                if likeness and _fits(key, samples[column.index]):
                    scored.append((likeness * plain, column.index, key, name))
    chosen: dict[int, tuple[float, str, str]] = {}
    taken: set[str] = set()
    for likeness, index, key, name in sorted(scored, key=lambda one: (-one[0], one[1])):
        if index not in chosen and key not in taken:
            chosen[index] = likeness, key, name
            taken.add(key)
    out = []
    for column in header.columns:
        cells = [row[column.index].text for row in sheet.rows[header.body:]
                 if column.index < len(row) and row[column.index].text.strip()]
        sample = clean_line(cells[0])[:80] if cells else ""
        if column.index in chosen and cells:
            likeness, key, name = chosen[column.index]
            out.append(Proposal(column.index, key, likeness, msg("the title is “{name}”", name=name), sample,
                                len(cells)))
        else:
            why = msg("no field goes by this name") if cells else msg("the column is empty")
            out.append(Proposal(column.index, SKIP, 0.5 if cells else 1.0, why, sample, len(cells)))
    return tuple(out)


def mapping_of_house(proposals: tuple[Proposal, ...]) -> HouseMapping:
    """The proposals as a mapping that a person can then change."""
    return HouseMapping({one.index: one.choice for one in proposals})


def prepare_house(sheet: Sheet, header: Header, mapping: Mapping, *,
                  edits: MappingABC[tuple[int, int], str] | None = None,
                  on_progress: Callable[[int, int], None] | None = None,
                  cancelled: Callable[[], bool] | None = None) -> tuple[HouseRow, ...]:
    """The rows that say anything, in the order of the file; `edits` are cells mended on the screen."""
    orders = _orders(sheet, header, mapping)
    columns = [(index, choice) for index, choice in sorted(mapping.columns.items()) if choice in HOUSE_FIELDS]
    body = range(header.body, len(sheet.rows))
    out = []
    for done, at in enumerate(body):
        if done % _STEP == 0:
            if cancelled is not None and cancelled():
                raise Cancelled(msg("Cancelled; nothing was changed."))
            if on_progress is not None:
                on_progress(done, len(body))
        number, row = sheet.numbers[at], sheet.rows[at]
        values: dict[str, Value] = {}
        problems = []
        for index, key in columns:
            cell = row[index] if index < len(row) else Cell()
            if edits and (number, index) in edits:
                cell = Cell(edits[number, index])
            try:
                value = _value(key, cell, Reading(orders.get(index, ""), mapping.words))
            except NewWord as error:
                problems.append(HouseProblem(key, error.reason, index, "word", number))
            except BadValue as error:
                problems.append(HouseProblem(key, error.reason, index, "refuse", number))
            else:
                if value is not None:
                    values[key] = value
        if values or problems:
            out.append(HouseRow(number, values, tuple(cell.text for cell in row), tuple(problems)))
    if on_progress is not None:
        on_progress(len(body), len(body))
    return tuple(out)


def _value(key: str, cell: Cell, reading: Reading) -> Value | None:
    if key in _OPEN and clean_line(cell.text).casefold().rstrip(".") in _NO_END:
        return None
    if key == "room_area":
        cell = cell._replace(text=_SQUARE_METRES.sub("", cell.text))
    if key not in CHOICES or key == "focus_area":
        return parse_cell(HOUSE_FIELDS[key], cell, reading)
    word = clean_line(cell.text)
    if not word:
        return None
    found = words_of(key).get(word.casefold()) or reading.words.get(normalise_header(word))
    if found is None or (found and found not in CHOICES[key]):
        raise NewWord(word)
    return found or None


def _orders(sheet: Sheet, header: Header, mapping: Mapping) -> dict[int, DateOrder]:
    orders: dict[int, DateOrder] = {}
    for index, choice in mapping.columns.items():
        if choice in HOUSE_FIELDS and HOUSE_FIELDS[choice].kind in ("date", "month"):
            texts = []
            for row in sheet.rows[header.body:]:
                if index < len(row) and row[index].value is None and "/" in row[index].text[:40]:
                    try:
                        date_order([row[index].text])
                    except BadValue:
                        continue
                    texts.append(row[index].text)
            orders[index] = mapping.orders.get(index) or date_order(texts)
    return orders


def _fits(key: str, cells: list[Cell]) -> bool:
    """Whether any of the cells can be read as the field; words of a choice may be new, but no numbers."""
    if not cells:
        return True
    for cell in cells:
        try:
            if _value(key, cell, Reading("dmy")) is not None:
                return True
        except NewWord:
            if key == "focus_area" or not any(char.isdecimal() for char in cell.text):
                return True
        except BadValue:
            continue
    return len(cells) < _FEW


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, str, float], ...]:
    out = []
    for key in HOUSE_FIELDS:
        for at, name in enumerate(house_names(key)):
            out.append((normalise_header(name), key, 1.0 - min(at, 50) * 0.001))
    return tuple((name, key, plain) for name, key, plain in out if name)


def _holds(title: str, name: str) -> bool:
    """Whether a longer title says this name: whole words, or Chinese characters that make up half of it."""
    if not name.isascii():
        return len(name) >= 2 and name in title and 2 * len(name) >= len(title)
    words = title.split()
    return len(name) >= 4 and len(words) <= 4 and f" {name} " in f" {title} "
