"""The rubric: criteria with scales, weights and anchors, and the score of one review under it.

Source: DOMAIN section 4. A rubric is a frozen value; an edit makes its next version, and a review
keeps the version it judged by. Scale points and weights are exact decimals, scores are shares of
the scale from 0 to 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cached_property
from math import fsum
from typing import Any, Literal, TypeAlias
from uuid import UUID

from incubator_gui.core.messages import Message, Words, msg

Stance: TypeAlias = Literal["reviewed", "abstained", "recused"]
"""What a reviewer did with an application: only `reviewed` has a score; `recused` also hides the application."""

MOST_POINTS = 101
"""A scale has at most so many points, 0 to 100; more is a slip of the keyboard."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Points from `low` to `high`, one `step` apart."""

    low: Decimal
    high: Decimal
    step: Decimal = Decimal(1)

    @property
    def problem(self) -> Message | None:
        """Why nobody could mark on it, or nothing."""
        if not all(_plain(number) for number in (self.low, self.high, self.step)):
            return msg("The scale needs plain numbers for its ends and its step.")
        if self.high <= self.low:
            return msg("The scale ends at {high}, which is not above its beginning {low}: make the end larger.",
                       low=self.low, high=self.high)
        if self.step <= 0 or (self.high - self.low) / self.step > MOST_POINTS - 1:
            return msg("The step {step} does not give 2 to {most} points from {low} to {high}: change the step.",
                       step=self.step, most=MOST_POINTS, low=self.low, high=self.high)
        if (self.high - self.low) % self.step:
            return msg("Steps of {step} from {low} do not end at {high}: change the step or the end.",
                       step=self.step, low=self.low, high=self.high)
        return None

    @property
    def points(self) -> tuple[Decimal, ...]:
        """Every mark that can be given, lowest first."""
        return tuple(self.low + self.step * n for n in range(int((self.high - self.low) / self.step) + 1))

    def has(self, mark: Decimal) -> bool:
        """Whether a mark is one of the points."""
        return _plain(mark) and self.low <= mark <= self.high and not (mark - self.low) % self.step

    def share(self, mark: Decimal) -> float:
        """A mark as a share of the scale, 0 at the low end and 1 at the high one."""
        if not self.low <= mark <= self.high:
            raise ValueError(f"{mark} is outside {self.low} to {self.high}")
        return float((mark - self.low) / (self.high - self.low))

    def mark(self, share: float) -> float:
        """The place on the scale of a share: how a score is shown to people (»3.64 of 5«)."""
        return float(self.low) + share * float(self.high - self.low)


ONE_TO_FIVE = Scale(Decimal(1), Decimal(5))
NO_WORDS = Words(())


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is judged. Its key stays the same through all versions; words are for people.

    One that is not `counted` is informative: it is asked and shown and has no part in the score.
    """

    key: str
    name: Words
    weight: Decimal = Decimal(1)
    scale: Scale = ONE_TO_FIVE
    anchors: tuple[tuple[Decimal, Words], ...] = ()
    required: bool = True
    counted: bool = True
    hint: Words = NO_WORDS

    def anchor(self, mark: Decimal) -> Words | None:
        """What a mark means."""
        return next((words for point, words in self.anchors if point == mark), None)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; decimals are texts, so that they come back exactly."""
        return {"key": self.key, "name": dict(self.name.by_language), "hint": dict(self.hint.by_language),
                "weight": str(self.weight), "required": self.required, "counted": self.counted,
                "scale": {"low": str(self.scale.low), "high": str(self.scale.high), "step": str(self.scale.step)},
                "anchors": [{"mark": str(mark), "text": dict(words.by_language)} for mark, words in self.anchors]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Criterion:
        """The inverse; raises KeyError, TypeError or ValueError on other data."""
        scale = data["scale"]
        return cls(str(data["key"]), _words(data["name"]), _decimal(data["weight"]),
                   Scale(_decimal(scale["low"]), _decimal(scale["high"]), _decimal(scale["step"])),
                   tuple((_decimal(one["mark"]), _words(one["text"])) for one in data.get("anchors", ())),
                   bool(data.get("required", True)), bool(data.get("counted", True)), _words(data.get("hint", {})))


@dataclass(frozen=True, slots=True)
class Part:
    """One answer's part in a score: the weight of its criterion and the share of the scale."""

    key: str
    weight: float
    share: float


@dataclass(frozen=True, slots=True)
class ReviewScore:
    """The score of one review, None where nothing counts; how much of the weight was answered.

    `open` are the criteria left blank, `missing` those of them that are required. A criterion
    on which the reviewer abstained is not blank, and not answered either.
    """

    value: float | None
    answered: float
    open: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rubric:
    """One version of a rubric."""

    id: UUID
    version: int
    criteria: tuple[Criterion, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Criterion]:
        """Its criteria by their keys."""
        return {one.key: one for one in self.criteria}

    @cached_property
    def counted(self) -> tuple[Criterion, ...]:
        """The criteria that make the score."""
        return tuple(one for one in self.criteria if one.counted)

    @cached_property
    def _counting(self) -> tuple[tuple[str, float, Callable[[Decimal], float]], ...]:
        return tuple((one.key, float(one.weight), one.scale.share) for one in self.counted)

    @cached_property
    def weight(self) -> float:
        """The sum of the weights that count."""
        return float(sum((one.weight for one in self.counted), Decimal(0)))

    @cached_property
    def scale(self) -> Scale | None:
        """The scale that all counted criteria share; None where they differ and only percent can be shown."""
        scales = {(one.scale.low, one.scale.high) for one in self.counted}
        return self.counted[0].scale if len(scales) == 1 else None

    def revised(self, criteria: Iterable[Criterion]) -> Rubric:
        """The next version; itself where nothing changes."""
        new = tuple(criteria)
        return self if new == self.criteria else replace(self, version=self.version + 1, criteria=new)

    def scores_like(self, other: Rubric) -> bool:
        """Whether the same answers have the same score under both: only words, order or duty differ."""
        def bones(rubric: Rubric) -> set[tuple[str, Decimal, Decimal, Decimal]]:
            return {(one.key, one.weight, one.scale.low, one.scale.high) for one in rubric.counted}

        return bones(self) == bones(other)

    def problems(self) -> Iterator[Message]:
        """What must be mended before anybody can review by it."""
        names = {one.key: (one.name if any(word for _l, word in one.name.by_language) else Words((("en", one.key),)))
                 for one in self.criteria}
        for key, count in Counter(one.key for one in self.criteria).items():
            if count > 1:
                yield msg("{count} criteria have the key “{key}”: give each its own.", count=count, key=key)
        if not self.counted:
            yield msg("No criterion is counted: mark at least one, or there is no score.")
        for one in self.criteria:
            trouble = one.scale.problem
            if trouble is not None:
                yield msg("“{criterion}”: {problem}", criterion=names[one.key], problem=trouble)
            elif any(not one.scale.has(mark) for mark, _words in one.anchors):
                yield msg("“{criterion}”: an anchor stands beside the scale: move it to one of the marks.",
                          criterion=names[one.key])
            if one.counted and not (_plain(one.weight) and one.weight > 0):
                yield msg("“{criterion}” is counted and has no weight: give it one above 0.",
                          criterion=names[one.key])

    def parts(self, answers: Mapping[str, Decimal]) -> tuple[Part, ...]:
        """What counts of the answers, in the order of the rubric."""
        return tuple([Part(key, weight, share(answers[key])) for key, weight, share in self._counting
                      if key in answers])

    def score(self, answers: Mapping[str, Decimal], abstained_on: Collection[str] = (),
              stance: Stance = "reviewed") -> ReviewScore:
        """The score of a review by its answers; whoever abstains or recuses has none and owes nothing.

        Answers without a criterion are not looked at; a mark outside its scale is a ValueError.
        """
        if stance != "reviewed":
            return ReviewScore(None, 0.0)
        parts = self.parts(answers)
        blank = [one for one in self.criteria if one.key not in answers and one.key not in abstained_on]
        answered = min(1.0, fsum([part.weight for part in parts]) / self.weight) if self.weight > 0 else 0.0
        return ReviewScore(weighted(parts), answered,
                           tuple(one.key for one in blank), tuple(one.key for one in blank if one.required))

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, the same for the same rubric."""
        return {"id": str(self.id), "version": self.version, "criteria": [one.to_json() for one in self.criteria]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Rubric:
        """The inverse; raises KeyError, TypeError or ValueError on other data."""
        version = data["version"]
        if type(version) is not int or version < 1:
            raise ValueError("versions are counted from 1")
        return cls(UUID(str(data["id"])), version,
                   tuple(Criterion.from_json(one) for one in data["criteria"]))


def weighted(parts: Iterable[Part], factors: Mapping[str, float] | None = None) -> float | None:
    """Σ w·s / Σ w over what was answered (DOMAIN section 4): missing is missing, never 0.

    `factors` change the weights of criteria by their keys. Sums are exactly rounded, so the
    order plays no part and the result never leaves 0 to 1.
    """
    pairs = [(part.weight * factors.get(part.key, 1.0) if factors else part.weight, part.share) for part in parts]
    total = fsum([weight for weight, _share in pairs])
    return fsum([weight * share for weight, share in pairs]) / total if total > 0 else None


def _plain(number: Decimal) -> bool:
    """Whether arithmetic with it is exact: no infinity, nothing huge, few places."""
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -9 and number.adjusted() < 12


def _words(data: Any) -> Words:
    if not isinstance(data, Mapping):
        raise TypeError(f"{type(data).__name__} holds no words by language")
    return Words(tuple((str(language), str(word)) for language, word in sorted(data.items(), key=_first_english)))


def _first_english(pair: tuple[str, Any]) -> tuple[bool, str]:
    """JSON may come with its keys in any order, and the first word stands for the missing ones."""
    return pair[0] != "en", pair[0]


def _decimal(text: Any) -> Decimal:
    try:
        number = Decimal(str(text))
    except InvalidOperation as error:
        raise ValueError(f"{text!r} is no number") from error
    if not _plain(number):
        raise ValueError(f"{text!r} is no number")
    return number
