"""The unified social credit code of Chinese organisations (GB 32100-2015), 18 characters."""

from __future__ import annotations

import re
import unicodedata

from incubator_gui.core.messages import Message, msg

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters; I, O, S, V and Z are left out because they look like others."""

_VALUE = {char: value for value, char in enumerate(ALPHABET)}
_GAPS = re.compile(r"[\s\-–—_.·\u200b-\u200f\ufeff]+")


def normalise_credit_code(text: str) -> str:
    """Capitals, half width, without blanks and hyphens; nothing else is repaired."""
    return _GAPS.sub("", unicodedata.normalize("NFKC", text)).upper()


def check_character(first: str) -> str:
    """The 18th character that belongs to the first 17."""
    total = sum(_VALUE[char] * pow(3, at, 31) for at, char in enumerate(first))
    return ALPHABET[-total % 31]


def credit_code_problem(code: str) -> Message | None:
    """Why a normalised code is not valid; None when it is."""
    if len(code) != 18:
        return msg("a credit code has 18 characters, this one has {n}", n=len(code))
    for char in code:
        if char not in _VALUE:
            return msg("a credit code never holds the character “{char}”", char=char)
    if not code[2:8].isdigit():
        return msg("characters 3 to 8 of a credit code are the digits of a place")
    if check_character(code[:17]) != code[17]:
        return msg("the check character does not fit; at least one character is wrong")
    return None


def is_credit_code(text: str) -> bool:
    """Whether the text, once normalised, is a valid code."""
    return credit_code_problem(normalise_credit_code(text)) is None
