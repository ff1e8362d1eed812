"""Dates as people write them, in three languages; never guessed where two readings are possible."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal, TypeAlias

from babel import Locale

from incubator_gui.core.messages import msg
from incubator_gui.domain.partial_date import PartialDate
from incubator_gui.exchange.bad_value import BadValue, plain_digits, short
from incubator_gui.exchange.sheets import CellValue

DateOrder: TypeAlias = Literal["dmy", "mdy", ""]

_FIRST_YEAR, _LAST_YEAR = 1200, 2200
_TIME = re.compile(
    r"[ T,]+(?:(?:at|um)\s+)?(?:上午|下午)?\s*[0-2]?\d[:.][0-5]\d(?:[:.][0-5]\d(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?|uhr)?"
    r"\s*(?:Z|(?:UTC|GMT)?\s?(?:[+-]\d{1,2}(?::?\d{2})?)?|[A-Z]{2,4})?\Z", re.IGNORECASE)
_YMD = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?\Z")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)\Z")
_XXY = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})\Z")
_MY = re.compile(r"(\d{1,2})\s?[./-]\s?(\d{4})\Z")
_HAN = re.compile(r"(\d{4})\s*年(?:\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*[日号])?)?\Z")
_NAMED = re.compile(r"(?:(\d{1,2})(?:\.|st|nd|rd|th)?\s+)?([^\W\d_]+)\.?,?\s*(?:(\d{1,2})(?:st|nd|rd|th)?\s*,)?\s*"
                    r"(\d{4})\Z", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](\d{2})\Z")


def date_order(texts: Iterable[str]) -> DateOrder:
    """What 03/04/2026 means in a column, by those of its cells that can be read one way only."""
    first = second = False
    for text in texts:
        found = _XXY.match(_without_time(text))
        if found and found[2] != ".":
            first = first or int(found[1]) > 12
            second = second or int(found[3]) > 12
    return "" if first == second else "dmy" if first else "mdy"


def parse_date(text: str, value: CellValue = None, order: DateOrder = "") -> PartialDate:
    """A day, month or year; raises `BadValue` for what is none or could be two."""
    if isinstance(value, date):
        return PartialDate.of(value.date() if isinstance(value, datetime) else value)
    if isinstance(value, Decimal):
        return _number(value, text)
    plain = _without_time(text)
    if found := _YMD.match(plain) or _COMPACT.match(plain):
        year, month, day = (found[1], found[3], found[4]) if found.re is _YMD else found.groups()
        return _checked(text, year, month, day)
    if found := _HAN.match(plain):
        return _checked(text, found[1], found[2], found[3])
    if found := _XXY.match(plain):
        return _either(text, int(found[1]), int(found[3]), found[4], "dmy" if found[2] == "." else order)
    if found := _MY.match(plain):
        return _checked(text, found[2], found[1], None)
    if re.fullmatch(r"[0-9]{4}", plain):
        return _checked(text, plain, None, None)
    if (found := _NAMED.match(plain)) and (number := _months().get(found[2].casefold())):
        return _checked(text, found[4], str(number), found[1] or found[3])
    if found := _SHORT_YEAR.match(plain):
        raise BadValue(msg("the year in “{text}” has two digits; write all four", text=text))
    raise BadValue(msg("“{text}” is not a date; write it like 2026-03-05 or 2026-03", text=short(text)))


def parse_day(text: str, value: CellValue = None, order: DateOrder = "") -> date:
    """A date that must be exact to the day."""
    found = parse_date(text, value, order)
    if found.day is None:
        raise BadValue(msg("in “{text}” the day is missing; write it like 2026-03-05", text=text))
    return found.first_day


def _without_time(text: str) -> str:
    text = text.strip()
    if len(text) > 100:
        raise BadValue(msg("“{text}” is not a date; write it like 2026-03-05 or 2026-03", text=short(text)))
    if not text.isascii():
        text = plain_digits(text)
    return _TIME.sub("", text) if ":" in text or "." in text else text


def _number(value: Decimal, text: str) -> PartialDate:
    """A number in a workbook: a year, or the serial day of a cell that lost its format."""
    if value == value.to_integral_value() and 1900 <= value <= _LAST_YEAR:
        return PartialDate(int(value))
    if value == value.to_integral_value() and 19_000_101 <= value <= 22_001_231:
        return parse_date(str(int(value)))
    if 10_000 <= value <= 110_000:
        return PartialDate.of(date(1899, 12, 30) + timedelta(days=int(value)))
    raise BadValue(msg("“{text}” is not a date; write it like 2026-03-05 or 2026-03", text=text))


def _either(text: str, first: int, second: int, year: str, order: DateOrder) -> PartialDate:
    if not order and first != second:
        if first <= 12 and second <= 12:
            raise BadValue(msg("“{text}” can be day and month or month and day; write it like 2026-03-05",
                               text=text))
        order = "dmy" if first > 12 else "mdy"
    day, month = (first, second) if order != "mdy" else (second, first)
    return _checked(text, year, str(month), str(day))


def _checked(text: str, year: str | None, month: str | None, day: str | None) -> PartialDate:
    found = PartialDate(int(year or 0), int(month) if month else None, int(day) if day else None)
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise BadValue(msg("{year} is not a plausible year", year=str(found.year)))
    if found.month is not None and not 1 <= found.month <= 12:
        raise BadValue(msg("there is no month {month}", month=found.month))
    try:
        date(found.year, found.month or 1, 1 if found.day is None else found.day)
    except ValueError:
        raise BadValue(msg("{month} has no day {day}", month=f"{found.year}-{found.month:02d}",
                           day=found.day)) from None
    return found


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Names of months, long and short, in English, German and Austrian German."""
    table = {"sept": 9, "maerz": 3, "mrz": 3, "januar": 1, "jaenner": 1, "jän": 1}
    for tag in ("en", "de", "de_AT"):
        locale = Locale.parse(tag)
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[form][width].items():
                    table[name.rstrip(".").casefold()] = number
    return table
