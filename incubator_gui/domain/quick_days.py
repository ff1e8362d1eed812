"""Days as people write them in the quick line, in three languages. What is booked has happened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_SOON = timedelta(days=31)
"""A day without its year that comes within this time is meant, and refused; a later one was last year."""
_FIRST_YEAR = 2000
_END = r"(?![^\W\d_])"
_RELATIVE = {
    "大前天": -3, "vorvorgestern": -3,
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
    r"(?<![^\W\d_])(?:the day before yesterday|day before yesterday|vorvorgestern|vorgestern|gestern|heute|yesterday"
    r"|today)"
    r"(?![^\W\d_])|大前天|前天|昨天|昨日|今天|今日", re.IGNORECASE)
_COUNTS = {"einem": 1, "einer": 1, "a": 1, "one": 1, "一": 1, "zwei": 2, "two": 2, "两": 2, "二": 2, "drei": 3,
           "three": 3, "三": 3, "vier": 4, "four": 4, "四": 4, "fünf": 5, "five": 5, "五": 5, "六": 6, "七": 7}
_COUNT = r"\d{1,2}|" + "|".join(sorted(_COUNTS, key=len, reverse=True))
_AGO = re.compile(rf"(?<![^\W\d_])vor\s+(?P<de>{_COUNT})\s+(?P<de_unit>tag|woche)(?:e?n)?{_END}"
                  rf"|(?<![^\W_])(?P<en>{_COUNT})\s+(?P<en_unit>day|week)s?\s+ago{_END}"
                  rf"|(?<![\d第])(?P<zh>{_COUNT})\s?个?(?P<zh_unit>天|周|星期)前", re.IGNORECASE)
_SHORT = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6}
_LAST = r"(?:letzte[nrms]?|vorige[nrms]?|vergangene[nrms]?|last)"
_WEEKDAY_RE = re.compile(
    rf"(?<![^\W\d_])(?:(?P<week_before>{_LAST}\s+(?:woche|week)(?:'?s)?\s+)(?:am\s+|on\s+)?"
    rf"|(?P<last>{_LAST}\s+)|(?:am|on)\s+)?(?P<name>{'|'.join(_NAMED)}){_END}\.?"
    rf"(?P<week_after>\s+(?:in\s+|of\s+)?(?:der\s+)?{_LAST}\s+(?:woche|week){_END})?"
    rf"|(?<![^\W\d_])(?:(?P<short_last>(?:letzte[nr]?|vorige[nr]?|vergangene[nr]?)\s+)|am\s+)(?P<short>{'|'.join(_SHORT)}){_END}\.?"
    r"|(?<![^\W_])(?P<bare>(?-i:Mo|Di|Mi|Fr|Sa)(?=\.?\s*(?:\Z|[,;„“”\"«»'+\d]))|(?-i:Do|So)(?=\.?\s*(?:\Z|[,;„“”\"«»'])))\.?"
    r"|\A\s*(?P<first>(?-i:Mo|Di|Mi|Do|Fr|Sa))(?=\s)"
    r"|(?:(?P<week>上)|[这本])?(?:个)?(?:周|星期|礼拜)(?P<han>[一二三四五六日天])", re.IGNORECASE)
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_HAN_DATE = re.compile(r"(?:(?<!\d)(\d{4})\s?年\s?)?(?<!\d)(\d{1,2})\s?月\s?(\d{1,2})\s?[日号]?"
                       r"|(?<![\d月])(\d{1,2})\s?[号日]")
_GERMAN = re.compile(r"(?:\bam\s+)?(?<![\d.,])(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}|\d{2}))?(?![\d])")
_SLASH = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?(?![\d/]|\s?(?:h|std|stunde|小时))")
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


def ago_in(text: str, start: int, end: int, today: date) -> DayFound | None:
    """So many days or weeks ago; looked for before the hours, as it has a number too."""
    match = _AGO.search(text, start, end)
    if match is None:
        return None
    words = (match["de"] or match["en"] or match["zh"]).casefold()
    count = _COUNTS[words] if words in _COUNTS else int(words)
    unit = (match["de_unit"] or match["en_unit"] or match["zh_unit"]).casefold()
    return DayFound(*match.span(), today - timedelta(days=count * (1 if unit in ("tag", "day", "天") else 7)))


def _weekday(match: re.Match[str], today: date) -> date:
    if match["han"]:
        wanted = "一二三四五六日天".index(match["han"]) % 7 if match["han"] != "天" else 6
        week_before, last = bool(match["week"]), False
    elif match["name"]:
        wanted = _NAMED[match["name"].casefold()]
        week_before, last = bool(match["week_before"] or match["week_after"]), bool(match["last"])
    else:
        wanted = _SHORT[(match["short"] or match["bare"] or match["first"]).casefold()]
        week_before, last = False, bool(match["short_last"])
    if week_before:
        return today - timedelta(days=today.weekday() + 7 - wanted)
    back = (today.weekday() - wanted) % 7
    return today - timedelta(days=back or (7 if last else 0))


def _nearest(today: date, year: str | None, month: int | None, day: int) -> date | None:
    """With a year that day; without it the last one, unless it comes so soon that it must be a slip."""
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month or 0, day)
    if month is None:
        last = today.replace(day=1) - timedelta(days=1)
        tries = [_day(today.year, today.month, day), _day(last.year, last.month, day)]
        return next((one for one in tries if one is not None and one <= today), None)
    found = [one for one in (_day(today.year + n, month, day) for n in (-1, 0, 1)) if one is not None]
    return max((one for one in found if one - today <= _SOON), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    if year < _FIRST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
