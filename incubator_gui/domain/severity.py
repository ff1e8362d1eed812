"""How strict each reviewer is, and what the scores of applications are without that.

Source: DOMAIN section 4. The additive model says: score of a review = merit of the application −
severity of the reviewer + chance. It is fitted by least squares with a penalty k·Σ severity² (ridge
regression: Hoerl and Kennard 1970; the same equations as Henderson's for random effects). At the
minimum the severity of a reviewer with n reviews is n / (n + k) of how much lower they mark than
the merit of what they read: the credibility factor of Bühlmann (1967).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, isfinite
from typing import Literal, TypeAlias
from uuid import UUID

SHRINKAGE = 3.0
"""k: with so many reviews half of a difference is believed."""

FEWEST = 3
"""A reviewer with fewer reviews keeps the raw scores."""

TINY = 1e-9
"""Scores nearer to each other than this are the same."""

Held: TypeAlias = Literal["few", "even", "alone"]
"""Why the scores of a reviewer stay raw: too few, all the same, or nobody else read any of these."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The score, 0 to 1, that one reviewer gave one application."""

    application: UUID
    reviewer: UUID
    score: float


@dataclass(frozen=True, slots=True)
class Severity:
    """A reviewer: number, mean and range (highest less lowest) of the scores, and the severity.

    A severity above 0 is strict: so much is added to the reviewer's scores. `gap` is the
    difference before shrinkage; with a reason in `held` it is only told, and the severity is 0.
    """

    n: int
    mean: float
    spread: float
    gap: float
    severity: float
    held: Held | None


@dataclass(frozen=True, slots=True)
class Fit:
    """The merit of each application, within 0 to 1, and the severity of each reviewer."""

    applications: Mapping[UUID, float]
    reviewers: Mapping[UUID, Severity]

    def adjusted(self, mark: Mark) -> float:
        """What the review's score would be from a reviewer of middling severity, within 0 to 1."""
        return inside(mark.score + self.reviewers[mark.reviewer].severity)


class SeverityModel:
    """The model with its sums kept, so that one changed score is a small piece of work.

    `fit` solves for the reviewers only, of whom there are few; it begins at the last answer.
    """

    def __init__(self, marks: Iterable[Mark] = (), shrinkage: float = SHRINKAGE) -> None:
        if not shrinkage > 0:
            raise ValueError("without any shrinkage the severities are not determined")
        self._k = shrinkage
        self._places: dict[UUID, int] = {}
        self._ids: list[UUID] = []
        self._panels: dict[UUID, dict[int, float]] = {}
        self._read: list[dict[UUID, float]] = []
        self._means: dict[UUID, float] = {}
        self._shared: list[dict[int, float]] = []
        self._below: list[float] = []
        self._last: dict[int, float] = {}
        for mark in marks:
            place = self._place(mark.reviewer)
            panel = self._panels.setdefault(mark.application, {})
            if place in panel:
                raise ValueError(f"two scores of {mark.reviewer} for {mark.application}")
            panel[place] = self._read[place][mark.application] = _checked(mark.score)
        for application, panel in self._panels.items():
            self._means[application] = fsum(panel.values()) / len(panel)
            share = 1 / len(panel)
            for one in panel:
                row = self._shared[one]
                for other in panel:
                    row[other] = row.get(other, 0.0) + share
        self._below = [self._gap_sum(place) for place in range(len(self._ids))]

    def put(self, application: UUID, reviewer: UUID, score: float | None) -> None:
        """Set, change or (None) take away one score."""
        if score is not None:
            _checked(score)
        place = self._place(reviewer)
        panel = self._panels.setdefault(application, {})
        touched = {*panel, place}
        member = place in panel
        if score is not None:
            panel[place] = self._read[place][application] = float(score)
        elif member:
            del panel[place], self._read[place][application]
        if panel:
            self._means[application] = fsum(panel.values()) / len(panel)
        else:
            del self._panels[application]
            self._means.pop(application, None)
        if member != (score is not None):
            self._count_shared(touched)
        for one in touched:
            self._below[one] = self._gap_sum(one)

    def without(self, reviewer: UUID) -> SeverityModel:
        """A model of its own without the scores of one reviewer; this one stays as it is."""
        new = SeverityModel(shrinkage=self._k)
        new._ids, new._places, new._last = list(self._ids), dict(self._places), dict(self._last)
        new._panels, new._means = dict(self._panels), dict(self._means)
        new._read, new._shared = [dict(read) for read in self._read], [dict(row) for row in self._shared]
        new._below = list(self._below)
        place = new._place(reviewer)
        touched: set[int] = set()
        for application in new._read[place]:
            panel = new._panels[application] = {one: score for one, score in self._panels[application].items()
                                                if one != place}
            if not panel:
                del new._panels[application], new._means[application]
                continue
            new._means[application] = fsum(panel.values()) / len(panel)
            touched |= panel.keys()
            more = 1 / len(panel) - 1 / (len(panel) + 1)
            for one in panel:
                for other in panel:
                    new._shared[one][other] += more
        new._read[place], new._shared[place] = {}, {}
        for row in new._shared:
            row.pop(place, None)
        for one in {*touched, place}:
            new._below[one] = new._gap_sum(one)
        return new

    def marks(self) -> tuple[Mark, ...]:
        """All scores it rests on."""
        return tuple(Mark(application, self._ids[place], score)
                     for application, panel in self._panels.items() for place, score in panel.items())

    def fit(self) -> Fit:
        """The answer for the scores as they are."""
        held = [self._held(place) for place in range(len(self._ids))]
        self._last = self._solve([place for place, why in enumerate(held) if why is None])
        severity = [self._last.get(place, 0.0) for place in range(len(self._ids))]
        merit = {application: fsum([score + severity[place] for place, score in panel.items()]) / len(panel)
                 for application, panel in self._panels.items()}
        reviewers = {self._ids[place]: self._told(place, merit, severity[place], why)
                     for place, why in enumerate(held) if self._read[place]}
        return Fit({application: inside(value) for application, value in merit.items()}, reviewers)

    def _told(self, place: int, merit: Mapping[UUID, float], severity: float, held: Held | None) -> Severity:
        read = self._read[place]
        n = len(read)
        gap = (severity * (n + self._k) / n if held is None
               else fsum(merit[application] - score for application, score in read.items()) / n)
        return Severity(n, fsum(read.values()) / n, max(read.values()) - min(read.values()), gap, severity, held)

    def _held(self, place: int) -> Held | None:
        read = self._read[place]
        if len(read) < FEWEST:
            return "few"
        if max(read.values()) - min(read.values()) < TINY:
            return "even"
        return "alone" if all(len(self._panels[application]) == 1 for application in read) else None

    def _place(self, reviewer: UUID) -> int:
        place = self._places.get(reviewer)
        if place is None:
            place = self._places[reviewer] = len(self._ids)
            self._ids.append(reviewer)
            self._read.append({})
            self._shared.append({})
            self._below.append(0.0)
        return place

    def _gap_sum(self, place: int) -> float:
        """By how much a reviewer marks below the means, in all: the right side of the equations."""
        means = self._means
        return fsum([means[application] - score for application, score in self._read[place].items()])

    def _count_shared(self, touched: Iterable[int]) -> None:
        """Count anew what these reviewers read together, each application by 1 / size of its panel."""
        panels = self._panels
        for one in touched:
            for other in touched:
                common = self._read[one].keys() & self._read[other].keys()
                if common:
                    self._shared[one][other] = fsum([1 / len(panels[application]) for application in common])
                else:
                    self._shared[one].pop(other, None)

    def _solve(self, free: Sequence[int]) -> dict[int, float]:
        """(n + k)·s − Σ of what is shared with others·their s = below, by conjugate gradients.

        The matrix is symmetric and its eigenvalues are at least k, so a few rounds are enough
        (Hestenes and Stiefel 1952, with the diagonal as preconditioner).
        """
        at = {place: n for n, place in enumerate(free)}
        rows = [[(at[other], share) for other, share in self._shared[place].items() if other in at] for place in free]
        own = [len(self._read[place]) + self._k for place in free]
        diagonal = [mine - self._shared[place].get(place, 0.0) for place, mine in zip(free, own, strict=True)]

        def times(vector: Sequence[float]) -> list[float]:
            return [mine * vector[n] - sum([share * vector[other] for other, share in row])
                    for n, (mine, row) in enumerate(zip(own, rows, strict=True))]

        right = [self._below[place] for place in free]
        found = [self._last.get(place, 0.0) for place in free]
        rest = [want - have for want, have in zip(right, times(found), strict=True)]
        enough = (1e-13 * (1 + max(map(abs, right), default=0.0))) ** 2
        scaled = [value / by for value, by in zip(rest, diagonal, strict=True)]
        way, power = scaled, _dot(rest, scaled)
        for _round in range(10 * len(free) + 10):
            if _dot(rest, rest) <= enough:
                break
            image = times(way)
            length = power / _dot(way, image)
            found = [value + length * step for value, step in zip(found, way, strict=True)]
            rest = [value - length * step for value, step in zip(rest, image, strict=True)]
            scaled = [value / by for value, by in zip(rest, diagonal, strict=True)]
            before, power = power, _dot(rest, scaled)
            way = [value + power / before * step for value, step in zip(scaled, way, strict=True)]
        return dict(zip(free, found, strict=True))


def inside(score: float) -> float:
    """A score brought back to 0 to 1."""
    return min(1.0, max(0.0, score))


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return sum([a * b for a, b in zip(one, other, strict=True)])


def _checked(score: float) -> float:
    if not (isfinite(score) and 0 <= score <= 1):
        raise ValueError(f"a score is from 0 to 1, not {score}")
    return float(score)
