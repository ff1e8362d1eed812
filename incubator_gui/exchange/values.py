"""One cell read as the value of a field, or refused with a reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias
from uuid import UUID

from incubator_gui.core.languages import LANGUAGES, translator
from incubator_gui.core.messages import msg
from incubator_gui.domain.applicant_fields import FIELDS, ApplicantField
from incubator_gui.domain.clean_text import clean_line, clean_text
from incubator_gui.domain.contacts import email_problem, phone_problem, tidy_email, tidy_url, url_problem
from incubator_gui.domain.countries import country_code
from incubator_gui.domain.credit_code import credit_code_problem, normalise_credit_code
from incubator_gui.domain.partial_date import PartialDate
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.exchange.bad_value import BadValue, short
from incubator_gui.exchange.dates import DateOrder, parse_date, parse_day
from incubator_gui.exchange.header_names import normalise_header
from incubator_gui.exchange.numbers import parse_decimal, parse_integer
from incubator_gui.exchange.sheets import Cell

Value: TypeAlias = "str | int | Decimal | date | PartialDate | UUID | tuple[str, ...]"

_DASHES = frozenset({"-", "–", "—", "--", "---", "/", "n/a", "n.a.", "#n/a", "k.a.", "k. a."})
_NOTHING = _DASHES | {".", "?", "na", "none", "null", "无", "未透露", "暂无", "未知",
                      "unknown", "unbekannt", "keine angabe"}
_WORDS = frozenset({"text", "long_text"})
_ERRORS = frozenset({"#ref!", "#value!", "#div/0!", "#name?", "#null!", "#num!"})
_LIST_ITEM = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")
_SEPARATORS = re.compile(r"[;；,，、|\n]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known beyond the cell: the order of dates in its column, words mapped by a person.

    `words` maps normalised words of choice fields to keys; the empty key means "leave empty".
    """

    order: DateOrder = ""
    words: Mapping[str, str] = field(default_factory=dict)


class NewWord(BadValue):
    """A word for a choice that nobody has mapped yet."""

    def __init__(self, word: str) -> None:
        super().__init__(msg("“{word}” is a new word; choose once what it means", word=short(word)))
        self.word = word


def parse_cell(one: ApplicantField, cell: Cell, reading: Reading) -> Value | None:
    """The value of a cell, None when it says nothing; raises `BadValue`."""
    text = cell.text.strip()
    if not text:
        return None
    lowered = text.lower() if len(text) < 20 else ""
    if lowered in _ERRORS:
        raise BadValue(msg("the cell holds the error {text}; correct the formula", text=text))
    if lowered in (_DASHES if one.kind in _WORDS else _NOTHING):
        return None
    return _PARSERS[one.kind](one, cell, text, reading)


def focus_key(text: str, words: Mapping[str, str]) -> str | None:
    """The key of a focus area by key, by name in any language, or by what a person said it means."""
    name = normalise_header(text)
    return _areas().get(name) or words.get(name)


@lru_cache(maxsize=1)
def _areas() -> Mapping[str, str]:
    table = {normalise_header(key): key for key in FOCUS_AREAS}
    for key, label in FOCUS_AREAS.items():
        for language in LANGUAGES:
            table[normalise_header(translator(language).text(label))] = key
    return table


def split_list(text: str) -> tuple[str, ...]:
    """The entries of a list in one cell: separated by signs, or written as a program writes lists."""
    if text[:1] == "[" and text[-1:] == "]":
        items = [clean_line(re.sub(r"\\(.)", r"\1", one or two)) for one, two in _LIST_ITEM.findall(text)]
    else:
        items = [clean_line(item) for item in _SEPARATORS.split(text)]
    return tuple(dict.fromkeys(item for item in items if item))


Parser: TypeAlias = Callable[[ApplicantField, Cell, str, Reading], "Value | None"]


def _within(one: ApplicantField, text: str) -> str:
    if len(text) > one.limit:
        raise BadValue(msg("{n} characters are too many; {limit} fit", n=len(text), limit=one.limit))
    return text


def _text(one: ApplicantField, cell: Cell, text: str, reading: Reading) -> Value | None:
    return _within(one, clean_line(text)) or None


def _long_text(one: ApplicantField, cell: Cell, text: str, reading: Reading) -> Value | None:
    return _within(one, clean_text(text)) or None


def _id(one: ApplicantField, cell: Cell, text: str, reading: Reading) -> Value | None:
    try:
        return UUID(text)
    except ValueError:
        raise BadValue(msg("“{text}” is not an ID of this program; leave the cell empty for a new record",
                           text=short(text))) from None


def _day(one: ApplicantField, cell: Cell, text: str, reading: Reading) -> Value | None:
    return parse_day(text, cell.value, reading.order)


def _month(one: ApplicantField, cell: Cell, text: str, reading: Reading) -> Value | None:
    return parse_date(text, cell.value, reading.order)


def _integer(one: ApplicantField, cell: Cell, text: str, reading: Reading) -> Value | None:
    return parse_integer(text, cell.value, one.lowest, one.highest)


def _decimal(one: ApplicantField, cell: Cell, text: str, reading: Reading) -> Value | None:
    return parse_decimal(text, cell.value)


def _email(one: ApplicantField, cell: Cell, text: str, reading: Reading) -> Value | None:
    address = tidy_email(clean_line(text))
    if problem := email_problem(address):
        raise BadValue(problem)
    return address


def _phone(one: ApplicantField, cell: Cell, text: str, reading: Reading) -> Value | None:
    number = clean_line(text)
    if problem := phone_problem(number):
        raise BadValue(problem)
    return _within(one, number)


def _url(one: ApplicantField, cell: Cell, text: str, reading: Reading) -> Value | None:
    url = tidy_url(clean_line(text))
    if url and (problem := url_problem(url)):
        raise BadValue(problem)
    return _within(one, url) or None


def _country(one: ApplicantField, cell: Cell, text: str, reading: Reading) -> Value | None:
    if code := country_code(text[:200]):
        return code
    raise BadValue(msg("“{text}” is not a known country; write its name or its code of two letters",
                       text=short(text)))


def _choice(one: ApplicantField, cell: Cell, text: str, reading: Reading) -> Value | None:
    word = clean_line(text)
    key = focus_key(word, reading.words)
    if key is None:
        raise NewWord(word)
    return key or None


def _credit_code(one: ApplicantField, cell: Cell, text: str, reading: Reading) -> Value | None:
    code = normalise_credit_code(text)
    if problem := credit_code_problem(code):
        raise BadValue(problem)
    return code


def _list(one: ApplicantField, cell: Cell, text: str, reading: Reading) -> Value | None:
    items = split_list(text)
    if len(items) > 50 or any(len(item) > 100 for item in items):
        raise BadValue(msg("“{text}” is not a list of short words", text=short(text)))
    return items or None


_PARSERS: Mapping[str, Parser] = {
    "id": _id, "text": _text, "long_text": _long_text, "date": _day, "month": _month, "integer": _integer,
    "decimal": _decimal, "email": _email, "phone": _phone, "url": _url, "country": _country, "choice": _choice,
    "credit_code": _credit_code, "list": _list,
}

assert all(one.kind in _PARSERS for one in FIELDS.values())


def value_text(value: Value | None) -> str:
    """A value as it is written into a cell: what `parse_cell` reads back."""
    match value:
        case None:
            return ""
        case PartialDate():
            return value.text
        case datetime():
            return value.isoformat(" ", "seconds")
        case date():
            return value.isoformat()
        case tuple():
            return "; ".join(value)
        case _:
            return str(value)
