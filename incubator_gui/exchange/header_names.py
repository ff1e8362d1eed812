"""Names of columns made comparable, and the table of those that are known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from incubator_gui.domain.applicant_fields import FIELDS, names_of

_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_SIGNS = re.compile(r"[\W_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@lru_cache(maxsize=4096)
def normalise_header(text: str) -> str:
    """Lower case, umlauts folded, signs as single blanks."""
    text = unicodedata.normalize("NFKC", _CAMEL.sub(" ", text)).casefold().translate(_FOLD)
    text = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return _SIGNS.sub(" ", text).strip()


@lru_cache(maxsize=1)
def known_names() -> Mapping[str, tuple[str, ...]]:
    """Normalised name -> keys of the fields that go by it, the first in order of the fields."""
    table: dict[str, list[str]] = {}
    for key in FIELDS:
        for name in names_of(key):
            keys = table.setdefault(normalise_header(name), [])
            if key not in keys:
                keys.append(key)
    return {name: tuple(keys) for name, keys in table.items() if name}


def is_known_name(normalised: str) -> bool:
    """Whether a field goes by exactly this name."""
    return normalised in known_names()
