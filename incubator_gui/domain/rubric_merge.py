"""Two people change one rubric: what both did stands together, field by field; what contradicts is named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from incubator_gui.core.messages import Words
from incubator_gui.domain.rubric import Criterion

Criteria = tuple[Criterion, ...]
K = TypeVar("K")
V = TypeVar("V")

_FIELDS = tuple(one.name for one in fields(Criterion) if one.name not in ("key", "anchors", "name", "hint"))


@dataclass(frozen=True, slots=True)
class MergedRubric:
    """The criteria with both changes; `clashes` are the keys of criteria where mine was taken against theirs."""

    criteria: Criteria
    clashes: tuple[str, ...] = ()


def merge_rubric(base: Sequence[Criterion], mine: Sequence[Criterion], theirs: Sequence[Criterion]) -> MergedRubric:
    """What both made of `base`. Where both changed the same, mine holds; where one side removed what the other changed,
    it stays as changed. Both are clashes."""
    old, here, there = ({one.key: one for one in side} for side in (base, mine, theirs))
    clashes: list[str] = []
    kept: dict[str, Criterion] = {}
    for key in dict.fromkeys((*here, *there)):
        began, ours, others = old.get(key), here.get(key), there.get(key)
        if ours is not None and others is not None:
            kept[key], clean = _one(began, ours, others)
            if not clean:
                clashes.append(key)
        elif (left := ours or others) is not None and (began is None or left != began):
            kept[key] = left
            if began is not None:
                clashes.append(key)
    ordered = _ordered([one.key for one in base], [one.key for one in mine], [one.key for one in theirs], kept)
    return MergedRubric(tuple(kept[key] for key in ordered), tuple(clashes))


def _one(base: Criterion | None, mine: Criterion, theirs: Criterion) -> tuple[Criterion, bool]:
    """One criterion that both have, and whether nothing contradicts."""
    made, clean = mine, True
    for name in _FIELDS:
        began = getattr(base, name) if base is not None else None
        ours, others = getattr(mine, name), getattr(theirs, name)
        if ours == began and base is not None:
            made = replace(made, **{name: others})
        elif others not in (ours, began):
            clean = False
    names, fine = _pairs(base.name.by_language if base is not None else (), mine.name.by_language,
                         theirs.name.by_language)
    hints, right = _pairs(base.hint.by_language if base is not None else (), mine.hint.by_language,
                          theirs.hint.by_language)
    made, clean = replace(made, name=Words(names), hint=Words(hints)), clean and fine and right
    anchors, fine = _pairs(base.anchors if base is not None else (), mine.anchors, theirs.anchors)
    if all(made.scale.has(mark) for mark, _words in mine.anchors):  # one that stands beside a scale is told elsewhere
        anchors = tuple(pair for pair in anchors if made.scale.has(pair[0]))
    if anchors != mine.anchors:
        anchors = tuple(sorted(anchors, key=lambda pair: pair[0]))
    return replace(made, anchors=anchors), clean and fine


def _pairs(base: Iterable[tuple[K, V]], mine: tuple[tuple[K, V], ...], theirs: Iterable[tuple[K, V]]
           ) -> tuple[tuple[tuple[K, V], ...], bool]:
    """Texts by language or by mark, from both sides."""
    old, here, there = dict(base), dict(mine), dict(theirs)
    out: dict[K, V] = {}
    clean = True
    for key in dict.fromkeys((*here, *there)):
        began, ours, others = old.get(key), here.get(key), there.get(key)
        chosen = others if ours == began else ours
        clean = clean and (ours == began or others in (began, ours))
        if chosen is not None:
            out[key] = chosen
    return mine if out == here else tuple(out.items()), clean


def _ordered(base: list[str], mine: list[str], theirs: list[str], kept: Iterable[str]) -> list[str]:
    """My order, unless only they changed it; what only the other side has comes behind what stood before it."""
    kept = set(kept)
    common = set(base) & set(mine) & set(theirs)
    moved = [key for key in mine if key in common] != [key for key in base if key in common]
    first, second = (mine, theirs) if moved else (theirs, mine)
    line = [key for key in first if key in kept]
    for at, key in enumerate(second):
        if key in kept and key not in line:
            before = next((line.index(one) for one in reversed(second[:at]) if one in line), -1)
            line.insert(before + 1, key)
    return line
