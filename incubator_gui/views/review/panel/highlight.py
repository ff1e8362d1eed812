"""Where a suggestion blacks something out, and words blacked out in copies."""

from __future__ import annotations

import re

from incubator_gui.domain.redacting import BLACK


def spans(original: str, suggestion: str) -> list[tuple[int, int]]:
    """Places of the original that the suggestion replaced; nothing where the two do not fit together."""
    parts = suggestion.split(BLACK)
    if len(parts) == 1 or not original.startswith(parts[0]):
        return []
    found: list[tuple[int, int]] = []
    at = len(parts[0])
    for place, part in enumerate(parts[1:], 2):
        last = place == len(parts)
        begin = len(original) - len(part) if last and original.endswith(part) else original.find(part, at + 1) \
            if part else (len(original) if last else at + 1)
        if begin <= at:
            return []
        found.append((at, begin))
        at = begin + len(part)
    return found


def blacked(text: str) -> list[tuple[int, int]]:
    """Places of a copy where something is blacked out."""
    return [match.span() for match in re.finditer("█+", text)]


def without(text: str, words: str) -> str:
    """A text in which words are blacked out wherever they stand, in small or capital letters."""
    words = words.strip()
    return re.sub(re.escape(words), BLACK, text, flags=re.IGNORECASE) if words else text
