"""One folding for finding and comparing: case, width, umlauts, ß, and pinyin beside Han.

Words of documents and of queries pass through the same functions, so that what looks alike is
found: »Müller«, »MUELLER« and »muller«; 金桥 by its two characters or by `jinqiao`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_RUN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[^\W_]+", re.UNICODE)
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_MARKS = re.compile(r"[\u0300-\u036f]")


def fold(text: str) -> str:
    """Lower case, normal width, no accents, ß as ss: for comparing and for finding inside a name."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if plain.isascii():
        return plain
    bare = _MARKS.sub("", unicodedata.normalize("NFD", plain))
    return unicodedata.normalize("NFC", bare)


def in_two_letters(text: str) -> str:
    """Umlauts as they are typed where the keyboard has none: ae, oe, ue."""
    return text if text.isascii() else unicodedata.normalize("NFC", text).casefold().translate(_GERMAN)


def has_han(text: str) -> bool:
    """Whether the text has Chinese characters."""
    return not text.isascii() and _HAN.search(text) is not None


@lru_cache(maxsize=20_000)
def pinyin(text: str) -> str:
    """Pinyin of the Chinese characters without tones, syllables apart; other text is left out."""
    from pypinyin import lazy_pinyin

    return " ".join(s for s in lazy_pinyin(text, errors="ignore") if s)


def company_pinyin(*names: str) -> str | None:
    """Pinyin of the first of a company's names that is Chinese; None where none is."""
    return next((pinyin(name) for name in names if has_han(name)), None)


def words(text: str) -> list[str]:
    """Words of a document: folded words, their ae/oe/ue spelling, single Han, bigrams, and pinyin."""
    out: list[str] = []
    normal = unicodedata.normalize("NFKC", text).casefold()
    for match in _RUN.finditer(normal):
        run = match[0]
        if has_han(run):
            out.extend(run)
            out.extend(run[i : i + 2] for i in range(len(run) - 1))
            if len(run) <= 12:
                syllables = pinyin(run).split()
                out.extend(syllables)
                out.append("".join(syllables))
        else:
            plain = fold(run)
            out.append(plain)
            if not run.isascii():
                spelled = fold(run.translate(_GERMAN))
                if spelled != plain:
                    out.append(spelled)
    return out


def query_words(text: str) -> list[str]:
    """Words of a query: folded words, and Han as bigrams (one character alone as it is)."""
    out: list[str] = []
    for match in _RUN.finditer(unicodedata.normalize("NFKC", text).casefold()):
        run = match[0]
        if has_han(run):
            out.extend(run[i : i + 2] for i in range(len(run) - 1)) if len(run) > 1 else out.append(run)
        else:
            out.append(fold(run))
    return out
