"""Titles before a name: part of how somebody is addressed, not of what the person is called."""

from __future__ import annotations

TITLES = frozenset({
    "dr", "dr-ing", "prof", "pd", "priv-doz", "dipl-ing", "dipl-kfm", "dipl-inf", "dipl-phys", "ing", "mag", "med",
    "rer", "nat", "phil", "jur", "oec", "pol", "hc", "mult", "mr", "mrs", "ms", "mx", "sir", "herr", "frau"})
"""In small letters and without full stops."""


def without_titles(name: str) -> str:
    """The name without what stands before it: "Dr. med. Gesine Althaus" is "Gesine Althaus".

    A name that would have nothing left stays as it is.
    """
    words = name.split()
    first = next((place for place, word in enumerate(words) if word.casefold().replace(".", "") not in TITLES), 0)
    return " ".join(words[first:])
