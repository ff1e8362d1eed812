"""How much of the order hangs on the weights: who stays among the first when they are a little different.

Source: DOMAIN section 4. Each draw multiplies the weight of every criterion by a factor of its own,
even between 0.8 and 1.2, and ranks anew: Monte Carlo sensitivity analysis of a weighted sum, as in
Saltelli et al., »Global Sensitivity Analysis« (2008). The draws are seeded: same reviews, same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import fsum
from operator import mul
from random import Random
from typing import TypeAlias
from uuid import UUID

from incubator_gui.domain.ranking import PLACES
from incubator_gui.domain.rubric import Part

DRAWS, WIDTH, SEED = 500, 0.2, 20
"""So many draws, weights up to so much smaller or larger, from this seed."""

_MARGIN = 1e-6

_Pattern: TypeAlias = tuple[tuple[str, float], ...]
_Sums: TypeAlias = list[tuple[int, tuple[float, ...]]]


@dataclass(frozen=True, slots=True)
class Review:
    """The answers of one review that count, as `Rubric.parts` gives them."""

    application: UUID
    parts: tuple[Part, ...]


def sensitivity(reviews: Iterable[Review], top: int, *, lift: Mapping[UUID, float] | None = None,
                draws: int = DRAWS, width: float = WIDTH, seed: int = SEED) -> dict[UUID, float]:
    """For each application the share of draws, 0 to 1, in which it is among the first `top`.

    The score of an application is the mean of its reviews plus its `lift` (adjusted less raw, so
    that the order is the adjusted one; severities stay as they were found). Equal scores at the
    edge are all in. Whoever cannot reach the first by any weights in range is not ranked at all.
    """
    if top < 1 or draws < 1 or not 0 <= width < 1:
        raise ValueError("at least one place and one draw, and weights that stay above 0")
    patterns, sums = _summed(reviews)
    lift = lift or {}
    shares = dict.fromkeys(sums, 0.0)
    running = _running(patterns, sums, lift, top, width)
    lines = [(id, lift.get(id, 0.0), sums[id]) for id in running]
    counts = dict.fromkeys(running, 0)
    random = Random(seed)
    keys = sorted({key for pattern in patterns for key, _weight in pattern})
    for _draw in range(draws):
        factors = {key: random.uniform(1 - width, 1 + width) for key in keys}
        weights = [_normal([weight * factors[key] for key, weight in pattern]) for pattern in patterns]
        scores = [round(more + sum([sum(map(mul, weights[which], line)) for which, line in groups]), PLACES)
                  for _id, more, groups in lines]
        edge = nlargest(top, scores)[-1] if scores else 0.0
        for (id, _more, _groups), score in zip(lines, scores, strict=True):
            counts[id] += score >= edge
    return shares | {id: count / draws for id, count in counts.items()}


def _summed(reviews: Iterable[Review]) -> tuple[list[_Pattern], dict[UUID, _Sums]]:
    """Per application the sums of shares of all reviews that answered the same criteria, over the number of all.

    Reviews with the same weights have one formula, so a draw looks at an application, not at its reviews.
    """
    found: dict[UUID, dict[_Pattern, list[list[float]]]] = {}
    for review in reviews:
        parts = sorted((part for part in review.parts if part.weight > 0), key=lambda part: part.key)
        if parts:
            pattern = tuple((part.key, part.weight) for part in parts)
            found.setdefault(review.application, {}).setdefault(pattern, []).append([part.share for part in parts])
    patterns = sorted({pattern for groups in found.values() for pattern in groups})
    at = {pattern: n for n, pattern in enumerate(patterns)}
    sums: dict[UUID, _Sums] = {}
    for id, groups in found.items():
        count = sum(map(len, groups.values()))
        sums[id] = sorted((at[pattern], tuple(fsum(column) / count for column in zip(*rows, strict=True)))
                          for pattern, rows in groups.items())
    return patterns, sums


def _running(patterns: Sequence[_Pattern], sums: Mapping[UUID, _Sums], lift: Mapping[UUID, float], top: int,
             width: float) -> list[UUID]:
    """Who can be among the first: the best case of any other is below the worst case of `top` of these."""
    if len(sums) <= top:
        return list(sums)
    worst, best = {}, {}
    for id, groups in sums.items():
        ends = [_ends([weight for _key, weight in patterns[which]], line, width) for which, line in groups]
        worst[id] = lift.get(id, 0.0) + sum([low for low, _high in ends])
        best[id] = lift.get(id, 0.0) + sum([high for _low, high in ends])
    edge = nlargest(top, worst.values())[-1] - _MARGIN
    return [id for id, value in best.items() if value >= edge]


def _ends(weights: Sequence[float], values: Sequence[float], width: float) -> tuple[float, float]:
    """The least and the largest weighted mean: at an end the largest values have all weights up or all down."""
    pairs = sorted(zip(values, weights, strict=True), reverse=True)
    found = []
    for up, down in ((1 + width, 1 - width), (1 - width, 1 + width)):
        scaled = [fsum([value * weight * (up if n < cut else down) for n, (value, weight) in enumerate(pairs)])
                  / fsum([weight * (up if n < cut else down) for n, (_value, weight) in enumerate(pairs)])
                  for cut in range(len(pairs) + 1)]
        found += scaled
    return min(found), max(found)


def _normal(weights: Sequence[float]) -> list[float]:
    total = fsum(weights)
    return [weight / total for weight in weights]
