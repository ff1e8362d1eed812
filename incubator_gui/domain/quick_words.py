"""Hours as people write them in the quick line, in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Share = Literal["contact", "preparation"]

_HAN = r"[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]"
_NUMBER = (r"(?:(?P<fraction>(?:\d{1,2}\s)?[1-9]/[2-8])(?![\d/])"
           r"|(?P<digits>\d{1,3}(?:[.,]\d{1,2})?)(?![\d:/]|[.,]\d)(?P<vulgar>[½¼¾])?|(?P<alone>[½¼¾])"
           rf"|(?P<han>半|(?<![一二两三四五六七八九十百第周期拜])(?:{_HAN})))(?P<half>个?半)?")
_HOUR = r"h(?:ours?|rs?)?|std|stunden?|个?小时|个?钟头"
_QUARTER = r"刻钟?"
_MINUTE = rf"min(?:uten?|utes?|s)?|(?<=\d)m(?!²)|分钟|分|{_QUARTER}"
_CLOCK = (r"(?:(?P<colon>\d{1,2}:[0-5]\d)(?!\d)(?:\s?(?P<tail>h|std\.?|小时)(?![a-zäöü]))?"
          r"|(?P<joined>\d{1,2}\s?(?:h|std\.?|小时)[0-5]\d)(?![\d.,])(?:\s?(?:min|m|分钟?)(?![a-zäöü]))?"
          r"|(?P<spaced>\d{1,2}\s?(?:h|std\.?|小时)\s[0-5]\d)(?=\s*(?:\Z|[,;+，；]))"
          r"|(?P<apart>\d{1,2}\s?(?:h|std\.?|stunden?|小时)\s?[0-5]?\d\s?(?:min(?:uten|utes)?|m|分钟?))(?![a-zäöü]))")
_WORDS = {
    r"anderthalb\s+(?:stunden|std)|eineinhalb\s+(?:stunden|std)|(?:an|one)\s+hour\s+and\s+a\s+half"
    r"|one\s+and\s+a\s+half\s+hours?": "1.5",
    r"zweieinhalb\s+(?:stunden|std)|two\s+and\s+a\s+half\s+hours|two\s+hours\s+and\s+a\s+half": "2.5",
    r"(?:eine\s+)?halbe\s+(?:stunde|std)|half\s+an\s+hour|(?:a\s+)?half\s+hour": "0.5",
    r"(?:eine\s+)?viertelstunde|(?:a\s+)?quarter\s+(?:of\s+an\s+)?hour": "0.25",
    r"(?:eine\s+)?dreiviertelstunde|three\s+quarters\s+of\s+an\s+hour": "0.75",
    r"eine\s+(?:stunde|std)|(?:an|one)\s+hour": "1",
    r"(?:zwei|two)\s+(?:stunden|std|hours)": "2", r"(?:drei|three)\s+(?:stunden|std|hours)": "3",
    r"(?:vier|four)\s+(?:stunden|std|hours)": "4", r"(?:fünf|five)\s+(?:stunden|std|hours)": "5",
    r"(?:sechs|six)\s+(?:stunden|std|hours)": "6", r"(?:sieben|seven)\s+(?:stunden|std|hours)": "7",
    r"(?:acht|eight)\s+(?:stunden|std|hours)": "8"}
_PREPARATION = r"vor(?:b(?:ereitung(?:szeit)?)?)?|prep(?:aration|aring)?|准备|备课|备"
_CONTACT = r"kontakt(?:zeit)?|contact|gespräch|面谈|接触|沟通"
_QUALIFIED = re.compile(
    rf"(?:(?<![^\W\d_])(?P<before>{_PREPARATION}|{_CONTACT})\.?:?\s*(?P<signed>\+\s?)?|(?P<plus>\+\s?)"
    r"|(?<![A-Za-zÄÖÜäöüß\d.,:/\u2212\u2013-]))"
    rf"(?:{_CLOCK}|(?P<worded>{'|'.join(_WORDS)})(?![a-zäöü])"
    rf"|{_NUMBER}(?:\s?(?P<unit>(?:{_HOUR}|{_MINUTE})(?![a-zäöü]))\.?(?P<and_half>半(?!\w))?)?)"
    rf"(?:\s?(?P<after>{_PREPARATION}|{_CONTACT})(?![a-zäöü])(?!\.?:?\s*(?:\d|半|[一二两三四五六七八九]个?半?小时))\.?)?",
    re.IGNORECASE)
_BARE = re.compile(r"(?<![\w.,:/\u2212\u2013-])\d{1,2}(?:[.,]\d{1,2})?"
                   r"(?![\w:]|[.,]\d|\.|\s?[-\u2013/]\s?\d|\s*(?:uhr|o.clock|[ap]m)\b|\s*点)", re.IGNORECASE)
_CELL = re.compile(r"(?:(?<=\t)|\A) *(\d{1,2}(?:[.,]\d{1,2})?) *(?=\t|\Z)")
_HAN_DIGITS = {one: n for n, one in enumerate("零一二三四五六七八九十")} | {"两": 2}
_PARTS_OF_ONE = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F) if chr(wide - 0xFEE0).isalnum() or wide in
         (0xFF0B, 0xFF0E, 0xFF0F, 0xFF0D)}


@dataclass(frozen=True, slots=True)
class HoursFound:
    """A stretch that means hours of contact or of preparation."""

    start: int
    end: int
    hours: Decimal
    share: Share


def narrow(text: str) -> str:
    """Full-width digits, letters and signs in normal width, each in its place."""
    return re.sub(r"(?<=\d)，(?=\d)", ",", text.translate(_WIDE))


def hours_in(text: str, start: int, end: int) -> Iterator[HoursFound]:
    """Everything with a unit, a plus or a word for it; a bare number means nothing here."""
    found: list[tuple[re.Match[str], str, Decimal]] = []
    for match in _QUALIFIED.finditer(text, start, end):
        before, after = match["before"] or "", match["after"] or ""
        if before and after and found and not found[-1][1] and not text[found[-1][0].end():match.start()].strip():
            found[-1] = (found[-1][0], before, found[-1][2])  # each word stands after its hours
            before = ""
        clear = any(match[kind] for kind in ("unit", "tail", "joined", "apart", "spaced", "worded"))
        if not (before or after or match["plus"] or clear):
            continue  # a time of day, or a number of something else
        hours = _hours(match)
        if hours is not None:
            found.append((match, after or before or (match["plus"] or ""), hours))
    for match, word, hours in found:
        preparation = word.startswith("+") or bool(word and re.match(_PREPARATION, word, re.IGNORECASE))
        yield HoursFound(match.start(), match.end(), hours, "preparation" if preparation else "contact")


def bare_number(text: str, start: int, end: int) -> HoursFound | None:
    """The only bare number there, for a line whose hours have no unit."""
    found = [match for match in _BARE.finditer(text) if start <= match.start() and match.end() <= end]
    if len(found) != 1:
        return None
    return HoursFound(found[0].start(), found[0].end(), Decimal(found[0][0].replace(",", ".")), "contact")


def hours_in_cells(text: str) -> tuple[HoursFound, ...]:
    """Cells of a spreadsheet that are a number only: the first is contact, the second preparation."""
    if "\t" not in text:
        return ()
    shares: tuple[Share, Share] = ("contact", "preparation")
    return tuple(HoursFound(*match.span(1), Decimal(match[1].replace(",", ".")), share)
                 for match, share in zip(_CELL.finditer(text), shares, strict=False))


def _hours(match: re.Match[str]) -> Decimal | None:
    if clock := match["colon"] or match["joined"] or match["apart"] or match["spaced"]:
        hours, minutes = re.findall(r"\d+", clock)
        return Decimal(hours) + _of_minutes(Decimal(minutes))
    if match["worded"]:
        return next(Decimal(value) for words, value in _WORDS.items()
                    if re.fullmatch(words, match["worded"], re.IGNORECASE))
    unit, half = (match["unit"] or "").casefold(), Decimal("0.5")
    value = _number(match)
    if match["half"] or match["and_half"]:
        value += half
    if re.fullmatch(_QUARTER, unit):
        return value * Decimal("0.25")
    return _of_minutes(value) if unit == "m" or re.fullmatch(_MINUTE, unit) else value


def _number(match: re.Match[str]) -> Decimal:
    if match["fraction"]:
        *whole, part = match["fraction"].split()
        above, below = part.split("/")
        return Decimal(whole[0] if whole else 0) + _rounded(Decimal(above) / Decimal(below))
    if match["digits"]:
        return Decimal(match["digits"].replace(",", ".")) + _PARTS_OF_ONE.get(match["vulgar"] or "", Decimal(0))
    if match["alone"]:
        return _PARTS_OF_ONE[match["alone"]]
    han = match["han"]
    if han == "半":
        return Decimal("0.5")
    tens, ten, ones = han.rpartition("十")
    return Decimal((_HAN_DIGITS[tens] if tens else 1) * 10 * bool(ten) + (_HAN_DIGITS[ones] if ones else 0))


def _of_minutes(value: Decimal) -> Decimal:
    return _rounded(value / 60)


def _rounded(value: Decimal) -> Decimal:
    return round(value, 2).normalize() + Decimal(0)
