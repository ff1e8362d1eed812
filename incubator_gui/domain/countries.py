"""Countries: stored as ISO 3166 codes of two letters, understood by name in three languages."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from babel import Locale
from babel.core import get_global

_ALIASES = {
    "uk": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "grossbritannien": "GB",
    "england uk": "GB", "u s": "US", "us": "US", "usa": "US", "u s a": "US", "america": "US", "amerika": "US",
    "united states of america": "US", "vereinigte staaten von amerika": "US", "prc": "CN", "p r china": "CN",
    "pr china": "CN", "people s republic of china": "CN", "peoples republic of china": "CN", "vr china": "CN",
    "volksrepublik china": "CN", "mainland china": "CN", "china mainland": "CN", "中华人民共和国": "CN",
    "中国大陆": "CN", "大陆": "CN", "brd": "DE", "federal republic of germany": "DE",
    "bundesrepublik deutschland": "DE", "hong kong": "HK", "hongkong": "HK", "香港": "HK", "macau": "MO",
    "macao": "MO", "澳门": "MO", "taiwan": "TW", "台湾": "TW", "korea": "KR", "republic of korea": "KR",
    "south korea": "KR", "czech republic": "CZ", "tschechische republik": "CZ", "holland": "NL",
    "the netherlands": "NL", "russian federation": "RU", "viet nam": "VN", "turkey": "TR", "turkei": "TR",
    "uae": "AE", "schweiz": "CH", "suisse": "CH", "osterreich": "AT", "oesterreich": "AT", "美国": "US",
    "ivory coast": "CI", "cote d ivoire": "CI", "burma": "MM", "macedonia": "MK", "cape verde": "CV",
}


def country_code(text: str) -> str | None:
    """The code for a name, a code of two or three letters, or a common short name; None if unknown."""
    word = _fold(text)
    if not word:
        return None
    code = word.upper()
    territories = _names()[1]
    if code in territories:
        return code
    return _ALIASES.get(word) or _names()[0].get(word) or _names()[0].get(word.removeprefix("the "))


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", " ", plain).strip()


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, str], frozenset[str]]:
    codes: set[str] = set()
    table: dict[str, str] = {}
    for tag in ("en", "de", "de_AT", "zh_Hans", "zh_Hant"):
        for code, name in Locale.parse(tag).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "UN", "EZ", "QO", "XA", "XB", "ZZ"):
                codes.add(code)
                table.setdefault(_fold(name), code)
    for code, targets in get_global("territory_aliases").items():
        if len(code) == 3 and code.isalpha() and len(targets) == 1 and targets[0] in codes:
            table.setdefault(code.lower(), targets[0])
    return table, frozenset(codes)
