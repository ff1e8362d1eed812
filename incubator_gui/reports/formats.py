"""Amounts, figures, periods and keyed words as a paper prints them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from babel.numbers import format_compact_currency, format_compact_decimal, format_currency, get_currency_symbol

from incubator_gui.core.languages import Translator
from incubator_gui.core.messages import Message, msg, nmsg, pmsg
from incubator_gui.domain import vocabulary
from incubator_gui.reports.values import IndicatorLine, Money, Point, SpaceLine

SOURCES: Mapping[str, Message] = {
    "company": pmsg("source of a figure", "company"),
    "verified": pmsg("source of a figure", "verified"),
    "register": pmsg("source of a figure", "register"),
    "calculated": pmsg("source of a figure", "calculated"),
}
"""Where a figure comes from, in the one word that stands under it."""

LEGEND = msg("Sources: company = stated by the company; verified = checked by the incubator against evidence; "
             "register = public register; calculated = derived from other figures.")
"""What those words mean."""

_NAMES: Mapping[str, Message] = {**vocabulary.INDICATORS, "revenue": msg("Revenue, last four quarters")}

DASH = "–"
_LONG = re.compile(r"(?<![\d.,])\d{4,}(?![\d.,]*\d)")


class Formats:
    """The formats of one language."""

    def __init__(self, words: Translator) -> None:
        self.words = words

    def word(self, vocabulary_of: Mapping[str, Message], key: str) -> Message | str:
        """What a stored key is called; a key of staff's own passes as it is."""
        return vocabulary_of.get(key, key)

    def day(self, value: date | None, style: str = "medium") -> str:
        """A day, or a dash."""
        return self.words.day(value, style) if value else DASH

    def span(self, start: date | None, until: date | None) -> str:
        """From a day until a day; an open end says so."""
        if start is None and until is None:
            return DASH
        if until is None:
            return self.words.text(msg("since {day}", day=start))
        if start is None:
            return self.words.text(msg("until {day}", day=until))
        return f"{self.day(start)} {DASH} {self.day(until)}"

    def money(self, money: Money | None, compact: bool = True) -> str:
        """An amount with its currency: ¥1.2亿, 123,5 Mio. €."""
        if money is None:
            return DASH
        return self._money(money.amount, money.currency, compact)

    def _money(self, amount: Decimal, currency: str, compact: bool) -> str:
        try:
            if compact and abs(amount) >= (10_000 if self.words.language == "zh" else 1_000_000):
                digits = _digits(amount, self.words.language)
                printed = format_compact_currency(amount, currency, fraction_digits=digits, locale=self.words.locale)
                # The library leaves out the mark between thousands: 8000万.
                printed = _LONG.sub(lambda found: self.words.number(int(found[0])), printed)
            else:
                pattern = None if amount != amount.to_integral_value() else _whole(self.words)
                printed = format_currency(amount, currency, format=pattern, locale=self.words.locale,
                                          currency_digits=pattern is None)
        except (ValueError, ArithmeticError, KeyError):
            printed = f"{amount} {currency}"
        return printed.replace(" ", "\u00a0")

    def figure(self, value: Decimal | None, unit: str = "", currency: str = "") -> str:
        """A figure with its unit."""
        if value is None:
            return DASH
        if unit == "money":
            return self._money(value, currency, True)
        if unit == "share":
            return self.words.percent(value, 0 if value * 100 == int(value * 100) else 1)
        printed = self.words.number(value)
        if unit:
            printed += "\u00a0" + unit
        return printed

    def change(self, line: IndicatorLine) -> str:
        """The change since the baseline, with its sign; as a share where the baseline allows it."""
        if line.value is None or line.baseline is None:
            return DASH
        difference = line.value - line.baseline
        if difference == 0:
            return "0"
        sign = "+" if difference > 0 else "−"
        if line.unit == "share":
            points = self.words.number(abs(difference * 100).quantize(Decimal("0.1")).normalize())
            return sign + self.words.text(msg("{n} points", n=points)).replace(" ", "\u00a0")
        if line.unit == "money" and line.baseline > 0:
            return sign + self.words.percent(abs(difference / line.baseline))
        return sign + self.figure(abs(difference), line.unit, line.currency)

    def short(self, value: Decimal) -> str:
        """A number over a bar."""
        size = abs(value)
        steps = 10_000 if self.words.language == "zh" else 1_000_000
        if size >= steps:
            digits = _digits(value, self.words.language)
            return str(format_compact_decimal(value, fraction_digits=digits, locale=self.words.locale))
        return self.words.number(value if size < 100 else round(value))

    def period(self, point: Point) -> str:
        """The name of a period under a bar."""
        day = point.day
        short = f"{day.year % 100:02d}"
        if point.period == "year":
            return str(day.year)
        if point.period == "quarter":
            return self.words.text(pmsg("quarter on an axis", "Q{quarter}/{year}",
                                        quarter=str((day.month + 2) // 3), year=short))
        if point.period == "month":
            return f"{day.month:02d}/{short}"
        return self.words.day(day, "short")

    def indicator(self, line: IndicatorLine) -> Message | str:
        """The name of an indicator, as it has to be called where its chart or date stands beside it."""
        return line.label or self.word(_NAMES, line.key)

    def unit(self, line: IndicatorLine) -> str:
        """The unit of a chart: a currency's sign, per cent, or words."""
        if line.unit == "money":
            return str(get_currency_symbol(line.currency, locale=self.words.locale)) if line.currency else ""
        return "%" if line.unit == "share" else line.unit

    def source(self, line: IndicatorLine) -> str:
        """Date and source of a figure, in one line."""
        parts = [self.words.day(line.as_of)] if line.as_of else []
        if line.source:
            parts.append(self.words.text(self.word(SOURCES, line.source)))
        return self.words.joined(parts)

    def country(self, code: str) -> str:
        """The name of a country by its ISO 3166 code; other words pass."""
        return str(self.words.locale.territories.get(code.upper(), code)) if len(code) == 2 else code

    def days(self, count: int) -> str:
        """A number of days."""
        return self.words.text(nmsg("{n} day", "{n} days", count))

    def hours(self, value: Decimal) -> str:
        """Hours of work."""
        return self.words.hours(value)

    def area(self, line: SpaceLine) -> str:
        """The area of a room."""
        return self.words.number(line.area) + "\u00a0m²" if line.area is not None else DASH

    def size(self, octets: int) -> str:
        """The size of a file."""
        return self.words.size(octets)


def _digits(amount: Decimal, language: str) -> int:
    size = abs(amount)
    steps = (10**8, 10**4) if language == "zh" else (10**9, 10**6)
    for step in steps:
        if size >= step:
            scaled = size / step
            if scaled == int(scaled) or scaled >= 1000:
                return 0
            return 1 if scaled >= 10 or (scaled * 10) == int(scaled * 10) else 2
    return 0


def _whole(words: Translator) -> str:
    """The language's pattern of amounts, without decimals."""
    return str(words.locale.currency_formats["standard"].pattern).replace(".00", "")
