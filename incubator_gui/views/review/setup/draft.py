"""The criteria of a rubric while they are edited: every step gives a new tuple, and nothing here is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from incubator_gui.core.languages import LANGUAGES, translator
from incubator_gui.core.messages import Message, Words, msg
from incubator_gui.domain.rubric import Criterion, Rubric, Scale
from incubator_gui.widgets.ordered_table import ordered

Criteria = tuple[Criterion, ...]
_NOBODY = UUID(int=0)

ZERO_TO_TEN = Scale(Decimal(0), Decimal(10))
YES_NO = Scale(Decimal(0), Decimal(1))
PRESETS: dict[str, Scale] = {
    "1-5": Scale(Decimal(1), Decimal(5)),
    "0-10": ZERO_TO_TEN,
    "yes-no": YES_NO,
}
"""Scales at one click; any other is one of its own."""

PRESET_WORDS: dict[str, Message] = {
    "1-5": msg("1 to 5"),
    "0-10": msg("0 to 10"),
    "yes-no": msg("yes or no"),
    "own": msg("its own"),
}


def in_all(message: Message) -> Words:
    """A sentence of the program as words that staff may change, in each language."""
    return Words(tuple((language, translator(language).text(message)) for language in LANGUAGES))


def in_language(words: Words, language: str) -> str:
    """The words of exactly this language; empty where there are none."""
    return dict(words.by_language).get(language, "")


def with_language(words: Words, language: str, said: str) -> Words:
    """Other words in one language, the languages in their usual order."""
    found = {**dict(words.by_language), language: said}
    return Words(tuple((key, found[key]) for key in (*LANGUAGES, *(k for k in found if k not in LANGUAGES))
                       if found.get(key)))


def preset_of(scale: Scale) -> str:
    """The key of the preset that a scale is."""
    return next((key for key, known in PRESETS.items() if known == scale), "own")


def added(criteria: Criteria, after: str | None = None) -> tuple[Criteria, str]:
    """A new criterion behind another, or at the end; and its key."""
    last = criteria[-1] if criteria else None
    made = Criterion(_new_key(), in_all(msg("New criterion")), last.weight if last and last.counted else Decimal(1),
                     last.scale if last and last.scale.problem is None else PRESETS["1-5"])
    return _put(criteria, made, after), made.key


def duplicated(criteria: Criteria, key: str) -> tuple[Criteria, str]:
    """The same once more behind it; and its key."""
    one = next(one for one in criteria if one.key == key)
    names = Words(tuple((language, f"{word} 2") for language, word in one.name.by_language if word))
    made = replace(one, key=_new_key(), name=names)
    return _put(criteria, made, key), made.key


def removed(criteria: Criteria, keys: Sequence[str]) -> Criteria:
    """Without these."""
    return tuple(one for one in criteria if one.key not in keys)


def moved(criteria: Criteria, keys: Sequence[str], before: str | None) -> Criteria:
    """These, as they stand among themselves, before another one; None is the end."""
    by_key = {one.key: one for one in criteria}
    return tuple(by_key[key] for key in ordered([one.key for one in criteria], keys, before))


def changed(criteria: Criteria, key: str, change: Callable[[Criterion], Criterion]) -> Criteria:
    """One of them changed."""
    return tuple(change(one) if one.key == key else one for one in criteria)


def joined(criteria: Criteria, more: Sequence[Criterion]) -> Criteria:
    """Others added at the end; a key that is taken becomes a new one."""
    taken = {one.key for one in criteria}
    return (*criteria, *(replace(one, key=_new_key()) if one.key in taken else one for one in more))


def rescaled(one: Criterion, scale: Scale) -> Criterion:
    """Another scale. Anchors keep their place where it has as many marks; a yes or no gets its two words."""
    anchors = one.anchors
    if scale.problem is None and one.scale.problem is None and len(scale.points) == len(one.scale.points):
        place = dict(zip(one.scale.points, scale.points, strict=True))
        anchors = tuple((place.get(mark, mark), words) for mark, words in anchors)
    if scale == YES_NO and not anchors:
        anchors = ((Decimal(0), in_all(msg("No"))), (Decimal(1), in_all(msg("Yes"))))
    return replace(one, scale=scale, anchors=anchors)


def anchored(one: Criterion, mark: Decimal, language: str, said: str) -> Criterion:
    """Another anchor text at a mark; no text in any language leaves the mark without an anchor."""
    words = with_language(one.anchor(mark) or Words(()), language, said.strip())
    rest = [(point, text) for point, text in one.anchors if point != mark]
    if words.by_language:
        rest.append((mark, words))
    return replace(one, anchors=tuple(sorted(rest, key=lambda pair: pair[0])))


def beside(one: Criterion) -> tuple[Decimal, ...]:
    """Marks with an anchor that the scale does not have."""
    return () if one.scale.problem else tuple(mark for mark, _words in one.anchors if not one.scale.has(mark))


def without_beside(one: Criterion) -> Criterion:
    """Only anchors that stand on the scale."""
    return replace(one, anchors=tuple(pair for pair in one.anchors if one.scale.has(pair[0])))


@dataclass(frozen=True, slots=True)
class Shares:
    """The weights as shares of their sum."""

    whole: Decimal

    def of(self, one: Criterion) -> float | None:
        """The share of a counted criterion."""
        return float(one.weight / self.whole) if one.counted and self.whole > 0 and one.weight > 0 else None


def shares(criteria: Criteria) -> Shares:
    """How the weights share the score."""
    return Shares(sum((one.weight for one in criteria if one.counted and one.weight > 0), Decimal(0)))


def trouble(one: Criterion) -> Message | None:
    """What must be mended in one criterion, without its name before it."""
    if not any(word.strip() for _language, word in one.name.by_language):
        return msg("It has no name: give it one in at least one language.")
    if one.scale.problem is not None:
        return one.scale.problem
    if beside(one):
        return msg("A text stands beside the scale: move it to one of the marks, or leave it out.")
    if one.counted and one.weight <= 0:
        return msg("It is counted and has no weight: give it one above 0.")
    return None


def problems(criteria: Criteria) -> tuple[Message, ...]:
    """What must be mended before the rubric can be stored."""
    nameless = [msg("A criterion has no name: give it one in at least one language.")
                for one in criteria if not any(word.strip() for _language, word in one.name.by_language)]
    return (*nameless, *Rubric(_NOBODY, 1, criteria).problems())


def _put(criteria: Criteria, made: Criterion, after: str | None) -> Criteria:
    at = next((place + 1 for place, one in enumerate(criteria) if one.key == after), len(criteria))
    return (*criteria[:at], made, *criteria[at:])


def _new_key() -> str:
    """Never one that an older version had: answers would be read as of the other criterion."""
    return f"c{uuid4().hex[:10]}"


def cell(key: str, value: Any, language: str, one: Criterion) -> Criterion:
    """A criterion with another value in a column of the table."""
    match key:
        case "name":
            return replace(one, name=with_language(one.name, language, str(value).strip()))
        case "weight":
            return replace(one, weight=value)
        case "required":
            return replace(one, required=value)
        case _:
            return replace(one, counted=value)
