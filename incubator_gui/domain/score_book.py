"""All reviews of one call with their scores, kept so that one changed review is a small piece of work."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import fsum, sqrt
from typing import Any, Literal, TypeAlias
from uuid import UUID

from incubator_gui.domain.agreement import Agreement, Level, agreement
from incubator_gui.domain.ranking import Centre, Flip, Standing, flips, mean, standings, trimmed_mean
from incubator_gui.domain.rubric import Part, Rubric, weighted
from incubator_gui.domain.score_sheet import AgreementLine, CentreKey, GivenScore, ReviewerScores
from incubator_gui.domain.sensitivity import Review, sensitivity
from incubator_gui.domain.severity import SHRINKAGE, Fit, Mark, SeverityModel, inside

State: TypeAlias = Literal["draft", "submitted", "abstained", "recused"]

CENTRES: Mapping[CentreKey, Centre] = {"mean": mean, "trimmed": trimmed_mean}

MANY = 500
"""So many changed reviews are quicker read all anew."""

_RATIO_PLACES = 2
_PLACES = 9


@dataclass(frozen=True, slots=True)
class Entry:
    """One review: where it stands, and what counts of it. `marks` are all marks as given, counted or not."""

    id: UUID
    application: UUID
    reviewer: UUID
    state: State
    parts: tuple[Part, ...]
    score: float | None
    answered: float
    marks: tuple[tuple[str, float], ...]
    other_version: bool

    @property
    def counts(self) -> bool:
        """Whether it has a part in the score of its application."""
        return self.state == "submitted" and self.score is not None


class Marking:
    """A version of a rubric as reviews are marked by it, each mark of each criterion worked out once."""

    def __init__(self, rubric: Rubric, other_version: bool = False) -> None:
        self._rubric, self._other = rubric, other_version
        self._known: dict[tuple[str, Decimal], tuple[Part, tuple[str, float]] | None] = {}

    def entry(self, id: UUID, application: UUID, reviewer: UUID, state: State,
              answers: Iterable[tuple[str, Decimal]]) -> Entry:
        """A review by its answers; marks outside their scale or without a criterion are left out."""
        if state not in ("draft", "submitted"):
            return Entry(id, application, reviewer, state, (), None, 0.0, (), self._other)
        marks, parts, known = [], [], self._known
        for answer in answers:
            try:
                found = known[answer]
            except KeyError:
                found = known[answer] = self._part(*answer)
            if found is not None:
                marks.append(found[1])
                if found[0].weight > 0:
                    parts.append(found[0])
        weight = self._rubric.weight
        answered = min(1.0, fsum([part.weight for part in parts]) / weight) if weight > 0 else 0.0
        return Entry(id, application, reviewer, state, tuple(parts), weighted(parts), answered, tuple(marks),
                     self._other)

    def _part(self, key: str, mark: Decimal) -> tuple[Part, tuple[str, float]] | None:
        """What a mark counts; with no weight where it is only informative, None where it is none."""
        one = self._rubric.by_key.get(key)
        if one is None or not one.scale.has(mark):
            return None
        part = Part(key, float(one.weight) if one.counted else 0.0, one.scale.share(mark))
        return part, (key, float(mark))


class ScoreBook:
    """The reviews by id, and the model of severities over those that count."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._begin(entries)

    def _begin(self, entries: Iterable[Entry]) -> None:
        self._entries = {one.id: one for one in entries}
        self._model = SeverityModel(mark for one in self._entries.values() if (mark := _mark(one)))
        self._fit: Fit | None = None
        self._standings: dict[CentreKey, tuple[Standing, ...]] = {}
        self._groups: dict[UUID, list[Entry]] | None = None
        self._agreement: dict[Any, tuple[AgreementLine, ...]] = {}

    @property
    def entries(self) -> Collection[Entry]:
        """All reviews."""
        return self._entries.values()

    def update(self, changed: Iterable[Entry], gone: Iterable[UUID] = ()) -> None:
        """Put reviews in the place of those with the same id, and take others out."""
        new = {one.id: one for one in changed}
        lost = [id for id in gone if id in self._entries]
        self._groups, self._agreement = None, {}
        if len(new) + len(lost) > MANY:
            rest = {id: one for id, one in self._entries.items() if id not in lost}
            self._begin((rest | new).values())
            return
        for id in lost:
            self._take_out(self._entries.pop(id))
        for one in new.values():  # all out before any comes in: a review may have another's place now
            if one.id in self._entries:
                self._take_out(self._entries.pop(one.id))
        for one in new.values():
            self._entries[one.id] = one
            if mark := _mark(one):
                self._model.put(mark.application, mark.reviewer, mark.score)
                self._changed()

    def _take_out(self, one: Entry) -> None:
        if one.counts:
            self._model.put(one.application, one.reviewer, None)
            self._changed()

    def _changed(self) -> None:
        self._fit = None
        self._standings = {}

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The scores that count."""
        return tuple(mark for one in self._entries.values() if (mark := _mark(one)))

    @property
    def fit(self) -> Fit:
        """Merits and severities."""
        if self._fit is None:
            self._fit = self._model.fit()
        return self._fit

    def standings(self, centre: CentreKey = "mean") -> tuple[Standing, ...]:
        """The applications that have a score, best first."""
        if centre not in self._standings:
            self._standings[centre] = standings(self.marks, self.fit, CENTRES[centre])
        return self._standings[centre]

    def means(self) -> dict[UUID, float]:
        """The plain mean of each application that has a score."""
        return {id: mean(scores) for id, group in self.by_application().items()
                if (scores := [one.score for one in group if one.counts and one.score is not None])}

    def by_application(self) -> Mapping[UUID, list[Entry]]:
        """The reviews of each application."""
        if self._groups is None:
            self._groups = {}
            for one in self._entries.values():
                self._groups.setdefault(one.application, []).append(one)
        return self._groups

    def given(self, one: Entry) -> GivenScore | None:
        """A review's score as given and as mended; None where it has none."""
        if one.score is None:
            return None
        known = self.fit.reviewers.get(one.reviewer)
        mended = inside(one.score + (known.severity if known else 0.0))
        return GivenScore(one.reviewer, one.score, mended, one.answered, one.other_version)

    def reviewers(self) -> tuple[ReviewerScores, ...]:
        """Each reviewer who counts, the strictest first.

        The error of a severity is that of an effect with n observations shrunk by k: σ / √(n + k),
        with σ² from what the model leaves over.
        """
        chance = self._chance()
        found = [ReviewerScores(id, one.n, one.mean, one.spread, one.gap, one.severity, one.held,
                                None if chance is None or one.held else sqrt(chance / (one.n + SHRINKAGE)))
                 for id, one in self.fit.reviewers.items()]
        return tuple(sorted(found, key=lambda one: (one.held is not None, -one.severity, one.reviewer_id.int)))

    def _chance(self) -> float | None:
        severity = {id: one.severity for id, one in self.fit.reviewers.items()}
        squares, count, panels = [], 0, 0
        for group in self.by_application().values():
            values = [one.score + severity[one.reviewer] for one in group if one.counts and one.score is not None]
            if values:
                middle = mean(values)
                squares += [(value - middle) ** 2 for value in values]
                count, panels = count + len(values), panels + 1
        free = count - panels - sum(one.held is None for one in self.fit.reviewers.values())
        return fsum(squares) / free if free > 0 else None

    def agreement(self, level: Level, criteria: Sequence[str], hidden: Collection[UUID] = frozenset(),
                  scale: tuple[float, float] = (0.0, 1.0)) -> tuple[AgreementLine, ...]:
        """How far reviewers agree: on the score (rounded as it is shown), then on each criterion."""
        key = (level, tuple(criteria), frozenset(hidden), scale)
        if key not in self._agreement:
            self._agreement[key] = self._agree(level, criteria, hidden, scale)
        return self._agreement[key]

    def _agree(self, level: Level, criteria: Sequence[str], hidden: Collection[UUID],
               scale: tuple[float, float]) -> tuple[AgreementLine, ...]:
        low, high = scale
        places = _RATIO_PLACES if level in ("ratio", "nominal") else _PLACES
        scores: list[list[float]] = []
        marks: dict[str, list[list[float]]] = {key: [] for key in criteria}
        for application, group in self.by_application().items():
            if application in hidden or len(group) < 2:
                continue
            counted = [one for one in group if one.counts and one.score is not None]
            scores.append([round(low + (one.score or 0.0) * (high - low), places) for one in counted])
            own: dict[str, list[float]] = {key: [] for key in criteria}
            for one in counted:
                for key, mark in one.marks:
                    if key in own:
                        own[key].append(mark)
            for key, values in own.items():
                marks[key].append(values)
        return (_line("", agreement(scores, level)),
                *(_line(key, _level_safe(units, level)) for key, units in marks.items()))

    def shares(self, top: int, width: float, centre: CentreKey = "mean",
               hidden: Collection[UUID] = frozenset()) -> dict[UUID, float]:
        """For each application the share of draws in which it is among the first `top`."""
        means = self.means()
        lift = {one.application: one.adjusted - means[one.application] for one in self.standings(centre)}
        reviews = [Review(one.application, one.parts) for one in self._entries.values()
                   if one.counts and one.application not in hidden]
        return sensitivity(reviews, top, lift=lift, width=width) if reviews else {}

    def flips(self, top: int, centre: CentreKey = "mean", hidden: Collection[UUID] = frozenset()) -> Iterator[Flip]:
        """Each reviewer with who enters and who leaves the first without them; of the reviews as they are now."""
        return flips([mark for mark in self.marks if mark.application not in hidden], top, centre=CENTRES[centre])


def _mark(one: Entry) -> Mark | None:
    return Mark(one.application, one.reviewer, one.score) if one.counts and one.score is not None else None


def _level_safe(units: Collection[list[float]], level: Level) -> Agreement:
    """Ratios need values from 0 on; a scale below 0 has none."""
    if level == "ratio" and any(value < 0 for unit in units for value in unit):
        return Agreement(None, 0, 0, 0.0, 0.0)
    return agreement(units, level)


def _line(key: str, found: Agreement) -> AgreementLine:
    return AgreementLine(key, found.alpha, found.units, found.values, found.reading)
