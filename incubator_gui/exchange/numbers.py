"""Numbers from files, read strictly: what could mean two things, or is only half a number, is refused."""

from __future__ import annotations

import re
from decimal import Decimal

from incubator_gui.core.messages import msg
from incubator_gui.exchange.bad_value import BadValue, plain_digits, short
from incubator_gui.exchange.sheets import CellValue

_SPACES = "\u00a0\u202f\u2009 "
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}\Z")
_GROUPED = re.compile(r"([+-]?[0-9]{1,3})((?:([.,'’ ])[0-9]{3})(?:\3[0-9]{3})*)\Z")
_ZEROS = re.compile(r"([+-]?[0-9]{1,18})[.,]0{1,6}\Z")
_PLAIN = re.compile(r"[+-]?[0-9]{1,18}(?:[.,][0-9]{1,12})?\Z")
_MIXED = re.compile(r"([+-]?[0-9]{1,3}(?:([.,'’ ])[0-9]{3})(?:\2[0-9]{3})*)([.,])([0-9]{1,12})\Z")
_RANGE = re.compile(r"[0-9]+\s*(?:-|–|—|~|bis|to|至|到)\s*[0-9]+\Z")


def parse_integer(text: str, value: CellValue = None, lowest: int | None = None,
                  highest: int | None = None) -> int:
    """A whole number; thousands may be grouped the English, German or Swiss way."""
    if isinstance(value, Decimal):
        if value != value.to_integral_value():
            raise BadValue(msg("“{text}” is not a whole number", text=text))
        number = int(value)
    else:
        number = _integer(_plain(text))
    if lowest is not None and number < lowest:
        raise BadValue(msg("{number} is less than {limit}", number=number, limit=lowest))
    if highest is not None and number > highest:
        raise BadValue(msg("{number} is more than {limit}", number=number, limit=highest))
    return number


def parse_decimal(text: str, value: CellValue = None) -> Decimal:
    """An exact number; `1.234` alone is refused, since it is one thing in English and another in German."""
    if isinstance(value, Decimal):
        return value
    plain = _plain(text)
    if _INTEGER.match(plain):
        return Decimal(plain)
    if (found := _MIXED.match(plain)) and found[2] != found[3]:
        return Decimal(re.sub(r"[.,'’ ]", "", found[1]) + "." + found[4])
    if found := _GROUPED.match(plain):
        if found[3] in ".," and plain.count(found[3]) == 1 and found[1].lstrip("+-") != "0":
            raise BadValue(msg("“{text}” can be a thousand or a fraction; write it without separator, "
                               "or with two decimals", text=text))
        if found[1].lstrip("+-") != "0":
            return Decimal(re.sub(r"[.,'’ ]", "", plain))
    if _PLAIN.match(plain):
        return Decimal(plain.replace(",", "."))
    raise _no_number(plain)


def _integer(plain: str) -> int:
    if _INTEGER.match(plain):
        return int(plain)
    if (found := _GROUPED.match(plain)) and found[1].lstrip("+-") != "0":
        return int(re.sub(r"[.,'’ ]", "", plain))
    if found := _ZEROS.match(plain):
        return int(found[1])
    if _PLAIN.match(plain):
        raise BadValue(msg("“{text}” is not a whole number", text=plain))
    raise _no_number(plain)


def _plain(text: str) -> str:
    """Half width, a real minus, plain blanks; the digits of other scripts are said, not taken."""
    plain = text.strip()
    if len(plain) > 60:
        raise _no_number(plain)
    if not plain.isascii():
        for space in _SPACES:
            plain = plain.replace(space, " ")
        plain = plain_digits(plain).replace("−", "-")
    return plain


def _no_number(text: str) -> BadValue:
    if _RANGE.match(text):
        return BadValue(msg("“{text}” is a range; write one number", text=short(text)))
    return BadValue(msg("“{text}” is not a number", text=short(text)))
