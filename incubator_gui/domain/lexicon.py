"""Finds known names inside a line of free text, by their beginnings too, in either script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from rapidfuzz.distance import OSA

from incubator_gui.domain.folding import fold, has_han, in_two_letters

_PIECE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[^\W_]+")
_SHORTEST_LATIN, _SHORTEST_HAN, _LONGEST = 3, 2, 40
_SHORTEST_NEAR = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of the text that means one of these records; `full` where a whole name stands there."""

    start: int
    end: int
    ids: tuple[UUID, ...]
    full: bool

    @property
    def rank(self) -> tuple[bool, int]:
        """Whole names before beginnings, long before short."""
        return self.full, self.end - self.start


class Lexicon:
    """Names of records, ready to be looked for."""

    def __init__(self, entries: Iterable[tuple[UUID, Iterable[str]]]) -> None:
        self._whole: dict[str, dict[UUID, None]] = {}
        self._begun: dict[str, dict[UUID, None]] = {}
        self._names: list[tuple[UUID, str, tuple[str, ...]]] = []
        for id, names in entries:
            for name in names:
                self._add(id, name)
                if (spelt := in_two_letters(name)) != name.casefold():
                    self._add(id, spelt)

    def _add(self, id: UUID, name: str) -> None:
        pieces = [fold(piece) for piece in _PIECE.findall(name)]
        joined = "".join(pieces)[:_LONGEST]
        if not joined:
            return
        self._whole.setdefault(joined, {})[id] = None
        self._names.append((id, joined, tuple(pieces)))
        shortest = _SHORTEST_HAN if has_han(joined) else _SHORTEST_LATIN
        for length in range(shortest, len(joined)):
            self._begun.setdefault(joined[:length], {})[id] = None

    def beginning(self, words: str, most: int = 8) -> list[UUID]:
        """Records of which a name begins so, then those of which a later word does, then by first letters (pinyin)."""
        wanted = "".join(fold(piece) for piece in _PIECE.findall(words))
        if not wanted:
            return []
        ranked: dict[UUID, int] = {}
        for id, joined, pieces in self._names:
            rank = (0 if joined.startswith(wanted) else 1 if _holds(pieces, wanted) else
                    2 if "".join(piece[0] for piece in pieces).startswith(wanted) and len(wanted) > 1 else None)
            if rank is not None and rank < ranked.get(id, 3):
                ranked[id] = rank
        return sorted(ranked, key=ranked.__getitem__)[:most]

    def near(self, word: str, most: int = 8) -> list[UUID]:
        """Records of which a later word begins so or whose first letters (pinyin) are so, else those of which a word
        differs by a slip of the fingers.
        """
        found = self.beginning(word, most)
        wanted = fold(word)
        if found or len(wanted) < _SHORTEST_NEAR or has_han(wanted):
            return found
        slips = 1 if len(wanted) < 8 else 2
        near = {id: None for id, joined, pieces in self._names for piece in (*pieces, joined)
                if abs(len(piece) - len(wanted)) <= slips and
                OSA.distance(wanted, piece, score_cutoff=slips) <= slips}
        return list(near)[:most]

    def hits(self, text: str, free: Iterable[tuple[int, int]]) -> list[Hit]:
        """What stands in the free stretches of the text: whole names first, then what comes first."""
        found: list[Hit] = []
        for start, end in free:
            pieces = [(start + m.start(), start + m.end()) for m in _PIECE.finditer(text[start:end])]
            for at, (begin, stop) in enumerate(pieces):
                if has_han(text[begin:stop]):
                    for inner in range(begin, stop):
                        found += self._from(text, inner, [(inner, stop), *pieces[at + 1:]])
                else:
                    found += self._from(text, begin, pieces[at:])
        found.sort(key=lambda hit: (not hit.full, hit.start, -hit.end))
        return found

    def _from(self, text: str, begin: int, pieces: list[tuple[int, int]]) -> list[Hit]:
        """The longest whole name and the longest beginning that start here."""
        best: dict[bool, Hit] = {}
        joined = ""
        for start, end in pieces[:8]:
            stops = range(start + 1, end + 1) if has_han(text[start:end]) else (end,)
            for stop in stops:
                joined += fold(text[start:stop])
                start = stop
                if ids := self._whole.get(joined):
                    best[True] = Hit(begin, stop, tuple(ids), True)
                elif ids := self._begun.get(joined):
                    best[False] = Hit(begin, stop, tuple(ids), False)
                elif len(joined) >= _SHORTEST_LATIN:
                    return list(best.values())  # no name begins so, let alone with more
        return list(best.values())


def _holds(pieces: tuple[str, ...], wanted: str) -> bool:
    return any(wanted in piece if has_han(piece) else piece.startswith(wanted) for piece in pieces)


def free_stretches(length: int, taken: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of a text of that length."""
    out, at = [], 0
    for start, end in sorted(taken):
        if start > at:
            out.append((at, start))
        at = max(at, end)
    if at < length:
        out.append((at, length))
    return out


def synonyms(key: str) -> tuple[str, ...]:
    """Further words for the services that every house has, by their key."""
    return _SYNONYMS.get(key, ())


_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "business_plan": ("bp", "business plan", "businessplan", "Geschäftsplan", "商业计划", "计划书"),
    "risk": ("risk", "Risiko", "Risikoanalyse", "风险"),
    "roadshow": ("pitch", "Pitchtraining", "路演"),
    "ipo": ("ipo", "going public", "Börsengang", "上市"),
    "training": ("workshop", "seminar", "Kurs", "培训"),
    "mentoring": ("mentor", "mentoring", "mentor session", "Mentorengespräch", "coaching", "辅导", "导师", "导师辅导"),
    "investors": ("investor", "investoren", "vc", "投资", "投资人"),
    "banks": ("bank", "kredit", "loan", "银行", "贷款"),
    "pilots": ("pilot", "poc", "praxistest", "试点"),
    "data_cloud": ("data", "cloud", "ai", "daten", "ki", "数据", "云"),
    "legal": ("legal", "law", "recht", "法务", "法律"),
    "ip": ("ip", "patent", "schutzrecht", "专利", "知识产权"),
    "recruiting": ("recruiting", "hiring", "招聘"),
}
