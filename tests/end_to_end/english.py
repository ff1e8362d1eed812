"""Finds English sentences of the program that stand where another language was chosen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from babel.messages.pofile import read_po

CATALOGUES = Path(__file__).parents[2] / "resources" / "translations"
LOCALES = {"de": "de", "zh": "zh_CN"}
_PLACE = re.compile(r"\{[a-z_][a-z0-9_]*\}")


def english_in(language: str) -> Callable[[Iterable[str]], list[str]]:
    """A function that picks the untranslated ones out of what is shown."""
    with (CATALOGUES / LOCALES[language] / "LC_MESSAGES" / "incubator_gui.po").open("rb") as stream:
        catalogue = read_po(stream)
    plain: set[str] = set()
    patterns: list[str] = []
    translated: set[str] = set()
    for entry in catalogue:
        if not entry.id:
            continue
        ids = [entry.id] if isinstance(entry.id, str) else list(entry.id)
        strings = [entry.string] if isinstance(entry.string, str) else list(entry.string)
        translated.update(strings)
        for english in ids:
            if english in strings:
                continue
            if not _PLACE.search(english):
                plain.add(english)
            elif len(re.findall(r"[A-Za-z]{3,}", _PLACE.sub("", english))) >= 2:
                patterns.append(".+?".join(re.escape(part) for part in _PLACE.split(english)))
    plain -= translated
    whole = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    return lambda shown: sorted({words for words in shown if words.strip() in plain or whole.fullmatch(words.strip())})
