"""How things about companies read and look."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from babel.numbers import UnknownCurrencyError, format_compact_currency

from incubator_gui.core.languages import current
from incubator_gui.core.messages import text, tr
from incubator_gui.domain.vocabulary import LIVES
from incubator_gui.services.indicators import MONEY, SHARES
from incubator_gui.widgets.tag import Tone

LIFE_LOOKS: Final[Mapping[str, tuple[str, Tone]]] = {
    "applicant": ("circle-dashed", "neutral"), "rejected": ("circle-x", "neutral"), "waitlisted": ("clock", "warning"),
    "admitted": ("badge-check", "accent"), "resident": ("circle-check", "success"), "affiliate": ("link", "accent"),
    "graduate": ("graduation-cap", "success"), "exited": ("log-out", "neutral"), "alumnus": ("award", "neutral"),
}
"""Icon and state of a life; the shapes differ, not only the colours."""


def life_mark(life: str) -> tuple[str, str]:
    """Icon and colour name of a life, for a table."""
    icon, tone = LIFE_LOOKS.get(life, ("circle", "neutral"))
    return icon, "muted" if tone == "neutral" else tone


def life_words(life: str) -> str:
    """What a life is called."""
    return text(LIVES.get(life, life))


def money(amount: Decimal, currency: str) -> str:
    """An amount in short form: ¥600万, €2.4M."""
    if not currency:
        return current().number(amount)
    try:
        return str(format_compact_currency(amount, currency, locale=current().locale, fraction_digits=1)).replace(
            ".0", "") if amount else str(format_compact_currency(amount, currency, locale=current().locale))
    except UnknownCurrencyError:
        return f"{current().number(amount)} {currency}"


def figure(indicator: str, value: Decimal, unit: str, *, signed: bool = False) -> str:
    """A value of an indicator as it stands in a table."""
    sign = "+" if signed and value > 0 else "−" if signed and value < 0 else ""
    size = abs(value) if signed else value
    if indicator in SHARES:
        if signed:
            return tr("{sign}{n} points", sign=sign, n=(size * 100).quantize(Decimal(1)))
        return current().percent(size)
    if indicator in MONEY:
        return sign + money(size, unit)
    return sign + current().number(size)


def change(indicator: str, base: Decimal | None, value: Decimal, unit: str) -> str:
    """The change since the baseline: money grows in per cent, all else in its own unit."""
    if base is None:
        return "–"
    if indicator == "revenue" and base > 0:
        share = (value - base) / base
        sign = "+" if share > 0 else "−" if share < 0 else ""
        return sign + current().percent(abs(share))
    return figure(indicator, value - base, unit, signed=True)


def span(starts: date | None, ends: date | None) -> str:
    """From and until."""
    if starts is None:
        return tr("until {day}", day=ends) if ends else "–"
    if ends is None:
        return tr("since {day}", day=starts)
    return tr("{start} to {end}", start=starts, end=ends)


def months_between(start: date, end: date) -> int:
    """Whole months from one day to another."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (1 if end.day < start.day else 0)


def person_name(name: str, chinese_name: str) -> str:
    """What a person is called: in Chinese by the Chinese name, the other one after it."""
    if current().language != "zh" or not chinese_name or chinese_name == name:
        return name
    return f"{chinese_name} {name}".strip()
