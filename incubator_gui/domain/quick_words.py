"""Hours and days as people write them in the quick line, in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

Share = Literal["contact", "preparation"]

_NUMBER = r"(?P<number>(?<![\d.,:])\d{1,3}(?:[.,]\d{1,2})?(?![\d:]|[.,]\d)|半|[一二两三四五六七八九十]个?半?|½)"
_HOUR = r"h(?:ours?|rs?)?|std|stunden?|个?小时|个?钟头"
_MINUTE = r"min(?:uten?|utes?|s)?|分钟|分"
_CLOCK = (r"(?<![\d.,:])(?:(?P<colon>\d{1,2}:[0-5]\d)(?!\d)(?:\s?(?P<tail>h|std\.?|小时)(?![a-zäöü]))?"
          r"|(?P<joined>\d{1,2}\s?(?:h|std\.?|小时)[0-5]\d)(?![\d.,])(?:\s?(?:min|m|分钟?)(?![a-zäöü]))?"
          r"|(?P<apart>\d{1,2}\s?(?:h|std\.?|stunden?|小时)\s?[0-5]?\d\s?(?:min(?:uten|utes)?|m|分钟?))(?![a-zäöü]))")
_PREPARATION = r"vor(?:b(?:ereitung(?:szeit)?)?)?|prep(?:aration|aring)?|准备|备课|备"
_CONTACT = r"kontakt(?:zeit)?|contact|gespräch|面谈|接触|沟通"
_END = r"(?![^\W\d_])"
_QUALIFIED = re.compile(
    rf"(?:(?<![^\W\d_])(?P<before>{_PREPARATION}|{_CONTACT})\.?:?\s*)?(?P<plus>\+\s?)?"
    rf"(?:{_CLOCK}|{_NUMBER}(?:\s?(?P<unit>(?:{_HOUR}|{_MINUTE})(?![a-zäöü]))\.?)?)"
    rf"(?:\s?(?P<after>{_PREPARATION}|{_CONTACT})(?![a-zäöü])(?!\.?:?\s*(?:\d|半|[一二两三四五六七八九]个?半?小时))\.?)?",
    re.IGNORECASE)
_HAN_DIGITS = {one: n for n, one in enumerate("零一二三四五六七八九十")} | {"两": 2}


@dataclass(frozen=True, slots=True)
class HoursFound:
    """A stretch that means hours of contact or of preparation."""

    start: int
    end: int
    hours: Decimal
    share: Share


def hours_in(text: str, start: int, end: int) -> Iterator[HoursFound]:
    """Everything with a unit, a plus or a word for it; a bare number means nothing here."""
    for match in _QUALIFIED.finditer(text, start, end):
        words = (match["before"] or "") + (match["after"] or "")
        clear = match["unit"] or match["tail"] or match["joined"] or match["apart"]
        if not (words or match["plus"] or clear):
            continue  # a time of day, or a number of something else
        preparation = bool(re.match(_PREPARATION, words, re.IGNORECASE)) if words else bool(match["plus"])
        found = _hours(match)
        if found is not None:
            yield HoursFound(match.start(), match.end(), found, "preparation" if preparation else "contact")


def bare_number(text: str, start: int, end: int) -> HoursFound | None:
    """The only bare number there, for a line whose hours have no unit."""
    found = list(re.finditer(r"(?<![\w.,:])\d{1,2}(?:[.,]\d{1,2})?(?![\w:]|[.,]\d|\.)", text[start:end]))
    if len(found) != 1:
        return None
    value = Decimal(found[0][0].replace(",", "."))
    return HoursFound(start + found[0].start(), start + found[0].end(), value, "contact")


def _hours(match: re.Match[str]) -> Decimal | None:
    if clock := match["colon"] or match["joined"] or match["apart"]:
        hours, minutes = re.findall(r"\d+", clock)
        return Decimal(hours) + _of_minutes(Decimal(minutes))
    number, unit = match["number"], (match["unit"] or "").casefold()
    if number[0].isdigit():
        value = Decimal(number.replace(",", "."))
    elif number in ("半", "½"):
        value = Decimal("0.5")
    else:
        value = Decimal(_HAN_DIGITS[number[0]]) + (Decimal("0.5") if number.endswith("半") else 0)
    return _of_minutes(value) if re.fullmatch(_MINUTE, unit) else value


def _of_minutes(value: Decimal) -> Decimal:
    return round(value / 60, 2).normalize() + Decimal(0)


# --- days -------------------------------------------------------------------------------------

_RELATIVE = {
    "heute": 0, "today": 0, "今天": 0, "今日": 0, "gestern": -1, "yesterday": -1, "昨天": -1, "昨日": -1,
    "vorgestern": -2, "前天": -2, "the day before yesterday": -2, "day before yesterday": -2,
}
_WEEKDAYS = (
    ("montag", "monday", "mon", "mo"), ("dienstag", "tuesday", "tues", "tue", "di"),
    ("mittwoch", "wednesday", "wed", "mi"), ("donnerstag", "thursday", "thurs", "thu", "do"),
    ("freitag", "friday", "fri", "fr"), ("samstag", "saturday", "sonnabend", "sat", "sa"),
    ("sonntag", "sunday", "sun", "so"))
_NAMED = {word: n for n, words in enumerate(_WEEKDAYS) for word in words if len(word) > 2}
_MONTHS = {word: n for n, words in enumerate((
    "january januar jan jänner", "february februar feb", "march märz mar mrz", "april apr", "may mai", "june juni jun",
    "july juli jul", "august aug", "september sept sep", "october oktober oct okt", "november nov",
    "december dezember dec dez"), 1) for word in words.split()}
_ANY_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_RELATIVE_RE = re.compile(
    r"(?<![^\W\d_])(?:the day before yesterday|day before yesterday|vorgestern|gestern|heute|yesterday|today)"
    r"(?![^\W\d_])|前天|昨天|昨日|今天|今日", re.IGNORECASE)
_WEEKDAY_RE = re.compile(
    rf"(?<![^\W\d_])(?:(?P<last>letzten?|letzter|vorigen?|last)\s+|(?:am|on)\s+)?(?P<name>{'|'.join(_NAMED)})\.?{_END}"
    r"|(?P<week>上)?(?:个)?(?:周|星期|礼拜)(?P<han>[一二三四五六日天])", re.IGNORECASE)
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_HAN_DATE = re.compile(r"(?:(?<!\d)(\d{4})\s?年\s?)?(?<!\d)(\d{1,2})\s?月\s?(\d{1,2})\s?[日号]?"
                       r"|(?<![\d月])(\d{1,2})\s?[号日]")
_GERMAN = re.compile(r"(?:\bam\s+)?(?<![\d.,])(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}|\d{2}))?(?![\d])")
_SLASH = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?(?![\d/])")
_WORDED = re.compile(rf"(?<!\d)(\d{{1,2}})(?:\.|st|nd|rd|th)?\s*({_ANY_MONTH})\.?{_END}(?:\s+(\d{{4}}))?"
                     rf"|(?<![^\W\d_])({_ANY_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(\d{{4}}))?",
                     re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DayFound:
    """A stretch that means a day; None where it can mean two or none."""

    start: int
    end: int
    day: date | None


def day_in(text: str, start: int, end: int, today: date) -> DayFound | None:
    """The first day named in a stretch of the text."""
    if match := _RELATIVE_RE.search(text, start, end):
        return DayFound(*match.span(), today + timedelta(days=_RELATIVE[match[0].casefold()]))
    if match := _ISO.search(text, start, end):
        return DayFound(*match.span(), _day(int(match[1]), int(match[2]), int(match[3])))
    if match := _HAN_DATE.search(text, start, end):
        month = int(match[2]) if match[2] else None
        day = int(match[3] or match[4])
        return DayFound(*match.span(), _nearest(today, match[1], month, day))
    if match := _GERMAN.search(text, start, end):
        return DayFound(*match.span(), _nearest(today, match[3], int(match[2]), int(match[1])))
    if match := _WORDED.search(text, start, end):
        name, number, year = (match[2], match[1], match[3]) if match[2] else (match[4], match[5], match[6])
        return DayFound(*match.span(), _nearest(today, year, _MONTHS[name.casefold()], int(number)))
    if match := _SLASH.search(text, start, end):
        first, second = int(match[1]), int(match[2])
        if first != second and first <= 12 and second <= 12:
            return DayFound(*match.span(), None)
        month, day = (first, second) if second > 12 else (second, first)
        return DayFound(*match.span(), _nearest(today, match[3], month, day))
    if match := _WEEKDAY_RE.search(text, start, end):
        return DayFound(*match.span(), _weekday(match, today))
    return None


def _weekday(match: re.Match[str], today: date) -> date:
    if match["han"]:
        wanted = "一二三四五六日天".index(match["han"]) % 7 if match["han"] != "天" else 6
        if match["week"]:
            return today - timedelta(days=today.weekday() + 7 - wanted)
        return today - timedelta(days=(today.weekday() - wanted) % 7)
    back = (today.weekday() - _NAMED[match["name"].casefold()]) % 7
    return today - timedelta(days=back or (7 if match["last"] else 0))


def _nearest(today: date, year: str | None, month: int | None, day: int) -> date | None:
    """With a year that day; without it the one nearest to today, the past where both are as near."""
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month or 0, day)
    if month is None:
        last = today.replace(day=1) - timedelta(days=1)
        tries = [_day(today.year, today.month, day), _day(last.year, last.month, day)]
        return next((one for one in tries if one is not None and one <= today), None)
    found = [one for one in (_day(today.year + n, month, day) for n in (-1, 0, 1)) if one is not None]
    return min(found, key=lambda one: (abs((one - today).days), one), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
