"""How far reviewers agree: Krippendorff's alpha for four levels of measurement, with missing values.

Source: K. Krippendorff, »Computing Krippendorff's Alpha-Reliability« (2011), and »Content Analysis«,
chapter 11. Alpha = 1 − observed / expected disagreement; 1 is full agreement, 0 is what chance gives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum
from typing import Any, Literal, TypeAlias

Level: TypeAlias = Literal["nominal", "ordinal", "interval", "ratio"]
"""What the values are: names, ranks, numbers with even distances, numbers with a true zero."""

LEVELS: tuple[Level, ...] = ("nominal", "ordinal", "interval", "ratio")

RELIABLE, TENTATIVE = 0.800, 0.667
"""Krippendorff, »Content Analysis«: rely on data from the first on, draw tentative conclusions from the second."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Alpha, None where nobody can disagree: no unit has two values, or all values are the same.

    `units` and `values` are those that could be paired; the disagreements are means per pair.
    """

    alpha: float | None
    units: int
    values: int
    observed: float
    expected: float

    @property
    def reading(self) -> Literal["reliable", "tentative", "unreliable"] | None:
        """What Krippendorff would make of it."""
        if self.alpha is None:
            return None
        return "reliable" if self.alpha >= RELIABLE else "tentative" if self.alpha >= TENTATIVE else "unreliable"


def agreement(units: Iterable[Sequence[Any]], level: Level) -> Agreement:
    """Alpha over units (applications), each with the values given to it; None is a missing one.

    Values are hashable for the nominal level and numbers for the others, not below 0 for ratios.
    The time grows with the values, and with the square of the number of different ones for ratios.
    """
    pairable = [Counter(values) for unit in units if len(values := [one for one in unit if one is not None]) > 1]
    totals: Counter[Hashable] = Counter()
    for unit in pairable:
        totals.update(unit)
    count = totals.total()
    if level == "ratio" and any(value < 0 for value in totals):  # type: ignore[operator]
        raise ValueError("ratios have no values below 0")
    if not count:
        return Agreement(None, 0, 0, 0.0, 0.0)
    places = _places(totals) if level == "ordinal" else None
    distance = _DISTANCES[level]
    observed = fsum(2 * fsum(n * m * distance(a, b) for (a, n), (b, m) in combinations(_placed(unit, places), 2))
                    / (unit.total() - 1) for unit in pairable) / count
    expected = _expected(_placed(totals, places), level) / (count * (count - 1))
    alpha = 1 - observed / expected if expected > 0 else None
    return Agreement(alpha, len(pairable), count, observed, expected)


def _placed(counts: Mapping[Any, int], places: Mapping[Any, float] | None) -> list[tuple[Any, int]]:
    return [(places[value] if places is not None else value, count) for value, count in counts.items()]


def _places(totals: Counter[Any]) -> dict[Any, float]:
    """The middle rank of each value: the ordinal distance is the interval distance between these.

    Krippendorff writes it as (Σ n from c to k − (n_c + n_k) / 2)².
    """
    places, below = {}, 0
    for value in sorted(totals):
        places[value] = below + totals[value] / 2
        below += totals[value]
    return places


def _expected(pairs: Sequence[tuple[Any, int]], level: Level) -> float:
    """The sum of n_c·n_k·δ² over all pairs of values, by the shortest way there is."""
    if len(pairs) < 2:
        return 0.0
    total = sum(count for _value, count in pairs)
    if level == "nominal":
        return float(total * total - sum(count * count for _value, count in pairs))
    if level == "ratio":
        return 2 * fsum(n * m * _ratio(a, b) for (a, n), (b, m) in combinations(pairs, 2))
    middle = fsum(count * float(value) for value, count in pairs) / total
    return 2 * total * fsum(count * (float(value) - middle) ** 2 for value, count in pairs)


def _nominal(a: Any, b: Any) -> float:
    return float(a != b)


def _interval(a: Any, b: Any) -> float:
    return float(a - b) ** 2


def _ratio(a: Any, b: Any) -> float:
    return float((a - b) / (a + b)) ** 2 if a != b else 0.0


_DISTANCES: Mapping[Level, Callable[[Any, Any], float]] = {
    "nominal": _nominal, "ordinal": _interval, "interval": _interval, "ratio": _ratio}
