"""Names of people: what is title and what is name, and the letters that stand for somebody."""

from __future__ import annotations

import re

TITLES = frozenset({"dr", "prof", "mr", "mrs", "ms", "herr", "frau"})
"""How somebody is addressed, in small letters, with a full stop or without."""
ABBREVIATED = frozenset({"dipl", "ing", "msc", "bsc", "phd", "mba"})
"""Degrees; before a name only with a full stop: Ing is a name as well."""
_PART = re.compile(r"[.\-]+")


def without_titles(name: str) -> str:
    """The name without what stands before it: "Dr. med. Gesine Althaus" is "Gesine Althaus".

    What follows a title in small letters with a full stop (med., rer. nat., h. c.) belongs to it. A name that would
    have nothing left stays as it is.
    """
    words, first = name.split(), 0
    while first < len(words) and (_is_title(words[first]) or (first and words[first].islower()
                                                              and words[first].endswith("."))):
        first += 1
    return " ".join(words[first:] or words)


def _is_title(word: str) -> bool:
    parts = [part for part in _PART.split(word.casefold()) if part]
    known = TITLES | ABBREVIATED if "." in word else TITLES
    return bool(parts) and known.issuperset(parts)


def initials_of(name: str) -> str:
    """Two letters of a name without its titles, or its last Chinese characters."""
    parts = without_titles(name).split()
    if not parts:
        return "?"
    if len(parts) == 1 and not parts[0].isascii():
        return parts[0][-2:] if ord(parts[0][0]) > 0x2E80 else parts[0][:2].upper()
    return (parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")).upper()
