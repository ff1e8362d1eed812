"""What people type into fields: numbers and days in the custom of the screen's language."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from incubator_gui.core.errors import Refused
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Argument, msg

_PLAIN = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,9})?")
_LETTERS = re.compile(r"[^\W\d_]")
_PARTS = re.compile(r"\D+")


def parse_number(words: str) -> Decimal | None:
    """A number with the separators of the language; None for anything else."""
    text = re.sub(r"[\s\u00a0\u202f']", "", words).replace("−", "-")
    if current().language == "de":
        if re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?", text):
            text = text.replace(".", "")
        text = text.replace(",", ".")
    elif re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    return Decimal(text) if text.isascii() and _PLAIN.fullmatch(text) else None


def parse_day(words: str) -> date | None:
    """A day as 2027-05-12, 12.5.2027, 12/05/2027 or 2027年5月12日; the day comes before the month."""
    text = words.strip()
    if not text.isascii():
        text = re.sub(r"[年月]", "-", text).replace("日", "")
    if _LETTERS.search(text):
        return _named(words)
    parts = [part for part in _PARTS.split(text) if part]
    if not text.isascii() or len(parts) not in (2, 3) or any(len(part) > 4 for part in parts):
        return None
    numbers = [int(part) for part in parts]
    if len(parts[0]) == 4:
        numbers = [*numbers, 1][:3]
    elif len(numbers) == 3:
        numbers = [numbers[2] + (2000 if numbers[2] < 100 else 0), numbers[1], numbers[0]]
    elif len(parts[1]) == 4:
        numbers = [numbers[1], numbers[0], 1]
    else:
        return None
    return _day(*numbers)


def typed_day(words: str) -> date | None:
    """A day as people type it, None for nothing or a dash; raises Refused."""
    plain = words.strip()
    day = parse_day(plain)
    if day is None and plain not in ("", "–"):
        raise Refused(msg("“{words}” is not a day. Write it as 2027-05-12.", words=plain[:40]))
    return day


def typed_number(words: str) -> Decimal | None:
    """A number as people type it, None for nothing; raises Refused."""
    plain = words.strip()
    value = parse_number(plain)
    if value is None and plain:
        raise Refused(msg("“{words}” is not a number. Write figures only, such as 12 or 4.5.", words=plain[:40]))
    return value


def typed_whole(label: Argument, words: str) -> int | None:
    """A whole number as people type it, None for nothing; raises Refused with the name of the field."""
    value = parse_number(words) if words.strip() else Decimal()
    if value is None or value != value.to_integral_value() or value < 0:
        raise Refused(msg("{field}: “{value}” is not a whole number.", field=label, value=words.strip()[:40]))
    return int(value) if words.strip() else None


def _named(words: str) -> date | None:
    """A day with the name of its month, or a month alone, as the program writes them."""
    names = {name.lower().rstrip("."): number for width in ("wide", "abbreviated")
             for number, name in current().locale.months["format"][width].items()}
    found = re.fullmatch(r"(?:(\d{1,2})\.?\s+)?([^\W\d]+)\.?\s+(\d{4})", words.strip().lower())
    if found is None or found[2] not in names or not ((found[1] or "") + found[3]).isascii():
        return None
    return _day(int(found[3]), names[found[2]], int(found[1] or 1))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1800 <= year <= 2200 else None
    except ValueError:
        return None
