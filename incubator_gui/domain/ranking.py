"""The order of the applications, raw and adjusted, and how much of it hangs on one reviewer.

Source: DOMAIN section 4. The numbers inform; people decide. All of this is computed from the scores
of reviews (`rubric`) and the severities of reviewers (`severity`), and is the same in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from typing import TypeAlias
from uuid import UUID

from incubator_gui.domain.severity import SHRINKAGE, Fit, Mark, SeverityModel, inside

PLACES = 9
"""Scores are compared with so many decimals: what differs less is a tie, not an order."""

Centre: TypeAlias = Callable[[Sequence[float]], float]
"""How the scores of one application become one: `mean` or `trimmed_mean`."""


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean."""
    return fsum(values) / len(values)


def trimmed_mean(values: Sequence[float], cut: int = 1) -> float:
    """The mean without the `cut` highest and the `cut` lowest values, as panels of judges use it.

    Source: the rule of the ISU Judging System for programme components. Where nothing would be
    left, nothing is cut.
    """
    if cut < 0:
        raise ValueError("fewer than no values cannot be cut")
    return mean(sorted(values)[cut:len(values) - cut] if len(values) > 2 * cut else values)


def ranks(scores: Mapping[UUID, float]) -> dict[UUID, int]:
    """Ranks from 1, the highest score first; equal scores share the better rank (1, 2, 2, 4)."""
    found: dict[UUID, int] = {}
    rank, last = 0, None
    rounded = [(round(score, PLACES), id) for id, score in scores.items()]
    for place, (score, id) in enumerate(sorted(rounded, key=lambda pair: -pair[0]), start=1):
        if score != last:
            rank, last = place, score
        found[id] = rank
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """One line of the table that people decide by.

    `change` is above 0 for who climbs by the adjustment. `spread` is the highest raw score less
    the lowest. `error` is the standard error of the adjusted score and `confidence` the share of
    its variance that is not chance, 0 to 1; both None where nothing tells what chance does.
    """

    application: UUID
    raw: float
    adjusted: float
    raw_rank: int
    adjusted_rank: int
    spread: float
    n: int
    error: float | None
    confidence: float | None

    @property
    def change(self) -> int:
        """Ranks won by the adjustment; below 0 lost."""
        return self.raw_rank - self.adjusted_rank


def standings(marks: Iterable[Mark], fit: Fit, centre: Centre = mean) -> tuple[Standing, ...]:
    """The table, best adjusted score first, then best raw score, then by id; `fit` is that of these marks.

    The error of a score comes from the residuals of its own reviews and, as these are few, of all:
    (k·s² + Σ r²) / (k + n − 1) / n, the moderated variance of Smyth (2004) with k as for the
    severity. The confidence is τ² / (τ² + error²) with τ² the variance between applications: the
    reliability of a mean of n, ICC(1,n) of Shrout and Fleiss (1979), told for each one.
    """
    raw, mended = _panels(marks, fit)
    raw_scores = {id: centre(values) for id, values in raw.items()}
    adjusted = {id: inside(centre(values)) for id, values in mended.items()}
    raw_ranks, adjusted_ranks = ranks(raw_scores), ranks(adjusted)
    errors, between = _errors(mended, sum(one.held is None for one in fit.reviewers.values()))
    lines = (Standing(id, score, adjusted[id], raw_ranks[id], adjusted_ranks[id], max(raw[id]) - min(raw[id]),
                      len(raw[id]), errors.get(id), _confidence(errors.get(id), between))
             for id, score in raw_scores.items())
    return tuple(sorted(lines, key=lambda one: (one.adjusted_rank, one.raw_rank, one.application.int)))


@dataclass(frozen=True, slots=True)
class Flip:
    """What changes among the first if one reviewer is left out.

    `unread` are those of `leaves` that nobody else has read.
    """

    reviewer: UUID
    enters: frozenset[UUID]
    leaves: frozenset[UUID]
    unread: frozenset[UUID]


def flips(marks: Iterable[Mark], top: int, *, adjusted: bool = True, centre: Centre = mean,
          shrinkage: float = SHRINKAGE) -> Iterator[Flip]:
    """Each reviewer by id, with who enters and who leaves the first `top` without their reviews.

    Leave-one-out as in the jackknife (Quenouille 1949). Equal scores at the edge are all in.
    """
    marks = tuple(marks)
    model = SeverityModel(marks, shrinkage)
    first = _first(marks, model.fit() if adjusted else None, top, centre)
    for reviewer in sorted({mark.reviewer for mark in marks}, key=lambda id: id.int):
        rest = [mark for mark in marks if mark.reviewer != reviewer]
        others = _first(rest, model.without(reviewer).fit() if adjusted else None, top, centre)
        read = {mark.application for mark in rest}
        leaves = first - others
        yield Flip(reviewer, others - first, leaves, frozenset(id for id in leaves if id not in read))


def _first(marks: Iterable[Mark], fit: Fit | None, top: int, centre: Centre) -> frozenset[UUID]:
    if fit is None:
        scores = {id: centre(values) for id, values in _panels(marks, None)[0].items()}
    elif centre is mean:
        scores = dict(fit.applications)
    else:
        scores = {id: inside(centre(values)) for id, values in _panels(marks, fit)[1].items()}
    return frozenset(id for id, rank in ranks(scores).items() if rank <= top)


def _panels(marks: Iterable[Mark], fit: Fit | None) -> tuple[dict[UUID, list[float]], dict[UUID, list[float]]]:
    """The scores of each application as given, and without the severity of who gave them."""
    panels: dict[UUID, list[Mark]] = {}
    for mark in marks:
        panels.setdefault(mark.application, []).append(mark)
    raw = {id: [mark.score for mark in panel] for id, panel in panels.items()}
    if fit is None:
        return raw, raw
    severity = {id: one.severity for id, one in fit.reviewers.items()}
    return raw, {id: [mark.score + severity[mark.reviewer] for mark in panel] for id, panel in panels.items()}


def _errors(panels: Mapping[UUID, Sequence[float]], estimated: int) -> tuple[dict[UUID, float], float]:
    """The standard error of each mean and the variance between them; no errors where nothing is left over."""
    means = {id: mean(values) for id, values in panels.items()}
    squares = {id: fsum([(value - means[id]) ** 2 for value in values]) for id, values in panels.items()}
    free = sum(map(len, panels.values())) - len(panels) - estimated
    if free <= 0:
        return {}, 0.0
    pooled = fsum(squares.values()) / free
    errors = {id: sqrt((SHRINKAGE * pooled + squares[id]) / (SHRINKAGE + len(values) - 1) / len(values))
              for id, values in panels.items()}
    if len(means) < 2:
        return errors, 0.0
    centre = mean(list(means.values()))
    seen = fsum([(value - centre) ** 2 for value in means.values()]) / (len(means) - 1)
    return errors, max(0.0, seen - mean([error ** 2 for error in errors.values()]))


def _confidence(error: float | None, between: float) -> float | None:
    if error is None or between + error ** 2 <= 0:
        return None
    return between / (between + error ** 2)
