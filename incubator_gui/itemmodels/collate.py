"""How text is folded for finding and ordered for reading."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def fold(text: str) -> str:
    """Lower case, without accents and width: what is typed and what is searched meet here."""
    if text.isascii():
        return text.lower()
    low = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in low if not unicodedata.combining(char))


def haystack(text: str) -> str:
    """Folded text to search in; German words stand in it in both spellings."""
    if text.isascii():
        return text.lower()
    folded = fold(text)
    spelled = text.lower().translate(_UMLAUTS)
    return folded if spelled == text.lower() else f"{folded}\n{spelled}"


@lru_cache(maxsize=32768)
def _syllable(char: str) -> str:
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(char)) + "\x01" + char


def pinyin_key(text: str) -> str:
    """Key that orders Han characters by their sound, other writing before them by letters."""
    if text.isascii():
        return text.lower()
    return "".join(_syllable(char) if "\u3400" <= char <= "\u9fff" or char >= "\U00020000" else fold(char)
                   for char in text)


def collation(language: str) -> Callable[[str], str]:
    """The key function of a language of the screen."""
    return pinyin_key if language == "zh" else fold
