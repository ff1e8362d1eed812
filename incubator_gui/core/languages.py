"""The three languages: catalogues, formats, and which one the screen speaks.

Screens, command line and papers share the catalogues but choose separately: a paper takes the
`translator` of its own language, a screen `current()`.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton
from babel.numbers import format_decimal, format_percent

from incubator_gui.core.days import KnownDay
from incubator_gui.core.messages import Argument, Message, Ref, Words, fill, msg
from incubator_gui.core.resources import resource

LANGUAGES = ("en", "de", "zh")
"""Keys of the languages; `zh` is Simplified Chinese."""

NAMES = {"en": "English", "de": "Deutsch", "zh": "简体中文"}
"""Each language in its own words."""

_LOCALES = {"en": "en_GB", "de": "de_DE", "zh": "zh_Hans_CN"}
_FOLDERS = {"de": "de", "zh": "zh_CN"}
DOMAIN = "incubator_gui"

_SKELETONS = {"month": "yMMM", "whole_month": "yMMMM", "day_month": "MMMd"}

NameOf = Callable[[Ref], str]


class Translator:
    """Renders messages, numbers and dates in one language.

    `name_of` looks up what a `Ref` is called; without it the reference's fallback is shown.
    """

    def __init__(self, language: str, name_of: NameOf | None = None) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"no such language: {language}")
        self.language = language
        self.locale = Locale.parse(_LOCALES[language])
        self._catalogue = _catalogue(language)
        self._name_of = name_of

    def naming(self, name_of: NameOf) -> Translator:
        """The same language with another way to look names up."""
        return Translator(self.language, name_of)

    def text(self, message: Message | str) -> str:
        """The sentence in this language, its places filled; plain text passes through."""
        if isinstance(message, str):
            return message
        get = self._catalogue
        if message.plural is not None and message.number is not None:
            if message.context is None:
                pattern = get.ngettext(message.key, message.plural, message.number)
            else:
                pattern = get.npgettext(message.context, message.key, message.plural, message.number)
        elif message.context is not None:
            pattern = get.pgettext(message.context, message.key)
        else:
            pattern = get.gettext(message.key) if message.key else ""
        return fill(pattern, message.arguments, self) if message.arguments else pattern

    def argument(self, value: Argument) -> str:
        """One value as it stands in a sentence."""
        match value:
            case None:
                return "–"
            case str():
                return value
            case bool():
                return self.text(msg("yes") if value else msg("no"))
            case int() | Decimal():
                return self.number(value)
            case datetime():
                return self.moment(value)
            case date():
                return self.day(value)
            case Ref():
                return (self._name_of(value) if self._name_of else "") or value.fallback or "–"
            case Words():
                return value.of(self.language)
            case Message():
                return self.text(value)

    def number(self, value: int | Decimal | float, digits: int | None = None) -> str:
        """A number with this language's separators; `digits` fixes the decimals."""
        pattern = None if digits is None else "#,##0" + ("." + "0" * digits if digits else "")
        return _number(self.language, value, pattern)

    def percent(self, share: float | Decimal, digits: int = 0) -> str:
        """A share of one as per cent, with a non-breaking space before the sign where one is due."""
        sign = "%" if self.language == "zh" else "\u00a0%"
        pattern = "#,##0" + ("." + "0" * digits if digits else "") + sign
        return format_percent(share, format=pattern, locale=self.locale)

    def day(self, value: date, style: str = "medium") -> str:
        """A day; `style` is short, medium or long (Babel's words), `month` leaves the day out, `day_month` the year;
        `whole_month` is a month in full.

        A `KnownDay` shows no more than is known.
        """
        if isinstance(value, KnownDay) and style not in ("month", "whole_month"):
            return self.known_day(value, value.precision)
        if style in _SKELETONS:
            return _skeleton(self.language, value, _SKELETONS[style])
        return _day(self.language, value, style)

    def known_day(self, value: date, precision: str | None) -> str:
        """A day of which perhaps only the `month` or the `year` is known."""
        if precision == "year":
            return f"{value.year:04d}" + ("年" if self.language == "zh" else "")
        day = date(value.year, value.month, value.day)
        return self.day(day, "month" if precision == "month" else "medium")

    def joined(self, parts: Iterable[str]) -> str:
        """Words side by side; empty ones are left out."""
        return ("、" if self.language == "zh" else ", ").join(part for part in parts if part)

    def clauses(self, parts: Iterable[str]) -> str:
        """Reasons or remarks in one line, each of several words."""
        return ("；" if self.language == "zh" else "; ").join(part for part in parts if part)

    def labelled(self, label: str, value: str) -> str:
        """What it is, and what it says."""
        return f"{label}：{value}" if self.language == "zh" else f"{label}: {value}"

    def hours(self, value: int | Decimal | float) -> str:
        """Hours of work."""
        return self.text(msg("{n}\u00a0h", n=self.number(value)))

    def size(self, octets: int) -> str:
        """The size of a file, in steps of a thousand."""
        if octets < 1000:
            return f"{octets}\u00a0B"
        value, unit = octets / 1000, "kB"
        for larger in ("MB", "GB"):
            if round(value) >= 1000:
                value, unit = value / 1000, larger
        return f"{self.number(round(value, 1 if value < 9.95 else 0))}\u00a0{unit}"

    def moment(self, value: datetime, style: str = "medium") -> str:
        """A moment in the workstation's time zone."""
        local = value.astimezone() if value.tzinfo else value
        return format_datetime(local.replace(tzinfo=None), format="short" if style == "short" else "medium",
                               locale=self.locale)


# Babel takes 20 to 30 µs for each, and a table of 100,000 rows asks half a million times for the same few.
@lru_cache(maxsize=20_000, typed=True)
def _number(language: str, value: int | Decimal | float, pattern: str | None) -> str:
    return format_decimal(value, format=pattern, locale=translator(language).locale)


@lru_cache(maxsize=20_000, typed=True)
def _day(language: str, value: date, style: str) -> str:
    return format_date(value, format=style, locale=translator(language).locale)


@lru_cache(maxsize=4096)
def _skeleton(language: str, value: date, skeleton: str) -> str:
    return format_skeleton(skeleton, datetime(value.year, value.month, value.day), locale=translator(language).locale)


@lru_cache(maxsize=8)
def translator(language: str) -> Translator:
    """The translator of a language, without name look-up."""
    return Translator(language)


_current: list[str] = ["en"]


def current() -> Translator:
    """The translator of the screen or of the command line."""
    return translator(_current[0])


def use_language(language: str) -> None:
    """Let the screen speak another language from now on; raises ValueError for an unknown one."""
    translator(language)
    _current[0] = language


def system_language() -> str:
    """The language of the workstation where it is one of the three, else English."""
    import locale
    import os

    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not name:
        name = locale.getlocale()[0] or ""
    low = name.lower()
    if low.startswith(("de", "german")):
        return "de"
    return "zh" if low.startswith(("zh", "chinese")) else "en"


@lru_cache(maxsize=8)
def _catalogue(language: str) -> gettext.NullTranslations:
    if language not in _FOLDERS:
        return gettext.NullTranslations()
    folder = resource("translations") / _FOLDERS[language] / "LC_MESSAGES"
    compiled = _compiled(folder / f"{DOMAIN}.po", folder / f"{DOMAIN}.mo")
    if compiled is None:
        return gettext.NullTranslations()
    with compiled.open("rb") as stream:
        return gettext.GNUTranslations(stream)


def compile_catalogues() -> None:
    """Make every .mo that is older than its .po; a set-up does this once, a checkout by itself."""
    for folder in _FOLDERS.values():
        place = resource("translations") / folder / "LC_MESSAGES"
        _compiled(place / f"{DOMAIN}.po", place / f"{DOMAIN}.mo")


def _compiled(source: Path, target: Path) -> Path | None:
    """The .mo beside the .po; made anew in a checkout where the .po is newer."""
    if source.exists() and (not target.exists() or target.stat().st_mtime < source.stat().st_mtime):
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        with source.open("rb") as stream:
            catalogue = read_po(stream)
        try:
            scratch = target.with_suffix(".mo.new")
            with scratch.open("wb") as stream:
                write_mo(stream, catalogue)
            scratch.replace(target)
        except OSError:
            return target if target.exists() else None
    return target if target.exists() else None
