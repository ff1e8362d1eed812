"""The table of scores of one call: what people look at, and what is frozen with the decision.

A sheet is a frozen value. Frozen ones are stored as JSON without any names: these are filled in
when it is read, so that what is erased later is not found here. Scores are shares of the scale.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from math import fsum
from typing import Any, Literal, TypeAlias
from uuid import UUID

from incubator_gui.domain.agreement import Level
from incubator_gui.domain.ranking import ranks
from incubator_gui.domain.severity import Held

CentreKey: TypeAlias = Literal["mean", "trimmed"]
RowState: TypeAlias = Literal["none", "few", "waiting", "complete"]
"""No review is in; fewer than wanted; enough, and some are still to come; all are in."""

FORMAT = 1
TOP = 10


@dataclass(frozen=True, slots=True)
class Wish:
    """How the table is made: the centre of an application's scores, the level of measurement of the agreement,
    how many are the first, how far weights may differ, and whether begun reviews are shown beside."""

    centre: CentreKey = "mean"
    level: Level = "interval"
    top: int = TOP
    width: float = 0.2
    drafts: bool = False


@dataclass(frozen=True, slots=True)
class GivenScore:
    """One review of an application: its score, what it would be from a middling reviewer, the share answered."""

    reviewer: UUID
    score: float
    adjusted: float
    answered: float
    other_version: bool = False


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One application. Scores are None until a review is in.

    `wanted` reviews were asked for; `drafts` are begun, `open` assigned and not begun. `share` is
    the share of draws in which it is among the first, None where nobody drew.
    """

    application_id: UUID
    number: int
    company_id: UUID
    name: str = ""
    raw: float | None = None
    raw_rank: int | None = None
    adjusted: float | None = None
    adjusted_rank: int | None = None
    spread: float | None = None
    n: int = 0
    wanted: int = 0
    error: float | None = None
    confidence: float | None = None
    answered: float | None = None
    drafts: int = 0
    open: int = 0
    abstained: int = 0
    recused: int = 0
    share: float | None = None
    given: tuple[GivenScore, ...] = ()
    pending: tuple[GivenScore, ...] = ()

    @property
    def change(self) -> int | None:
        """Ranks won by the adjustment; below 0 lost."""
        return None if self.raw_rank is None or self.adjusted_rank is None else self.raw_rank - self.adjusted_rank

    @property
    def state(self) -> RowState:
        """How far its reviews are."""
        if self.n == 0:
            return "none"
        if self.n < self.wanted:
            return "few"
        return "waiting" if self.open or self.drafts else "complete"

    @property
    def other_versions(self) -> int:
        """How many of its reviews were judged by a version of the rubric that scores differently."""
        return sum(one.other_version for one in self.given)


@dataclass(frozen=True, slots=True)
class ReviewerScores:
    """One reviewer. A severity above 0 is strict; `error` is its standard error, None where nothing tells.

    With a reason in `held` the severity is 0 and the scores stay raw; `gap` is told all the same.
    """

    reviewer_id: UUID
    n: int
    mean: float
    spread: float
    gap: float
    severity: float
    held: Held | None = None
    error: float | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """How far reviewers agree on a criterion, or by an empty key on the score."""

    criterion: str
    alpha: float | None = None
    units: int = 0
    values: int = 0
    reading: Literal["reliable", "tentative", "unreliable"] | None = None


@dataclass(frozen=True, slots=True)
class FlipLine:
    """Who enters and who leaves the first without one reviewer; `unread` nobody else has read."""

    reviewer_id: UUID
    enters: tuple[UUID, ...]
    leaves: tuple[UUID, ...]
    unread: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The whole table, best adjusted score first, those without a score last."""

    call_id: UUID
    rows: tuple[ScoreRow, ...] = ()
    reviewers: tuple[ReviewerScores, ...] = ()
    agreement: tuple[AgreementLine, ...] = ()
    wish: Wish = field(default_factory=Wish)
    rubric_version_id: UUID | None = None
    low: float = 0.0
    high: float = 1.0
    """The ends of the scale on which scores are shown; 0 and 1 mean percent."""
    table_id: UUID | None = None

    @property
    def scored(self) -> tuple[ScoreRow, ...]:
        """The applications that have a score."""
        return tuple(row for row in self.rows if row.raw is not None)

    @property
    def reviews(self) -> int:
        """How many reviews count."""
        return sum(row.n for row in self.rows)

    @property
    def other_versions(self) -> int:
        """How many of them were judged by a version of the rubric that scores differently."""
        return sum(row.other_versions for row in self.rows)

    def on_scale(self, share: float) -> float:
        """A score as it is shown."""
        return self.low + share * (self.high - self.low)

    def row(self, application: UUID) -> ScoreRow | None:
        """The row of an application."""
        return next((row for row in self.rows if row.application_id == application), None)

    def with_shares(self, shares: Mapping[UUID, float]) -> ScoreSheet:
        """The same with the shares of draws."""
        return replace(self, rows=tuple(replace(row, share=shares.get(row.application_id)) for row in self.rows))

    def without(self, hidden: Collection[UUID]) -> ScoreSheet:
        """What somebody sees who must not see these applications: they leave no gap in ranks and no trace in counts.

        Scores and severities stay as they are for everybody; the agreement, which counts them all, is not told.
        """
        rows = tuple(row for row in self.rows if row.application_id not in hidden)
        return self if len(rows) == len(self.rows) else replace(self, rows=rows, agreement=()).reranked()

    def reranked(self) -> ScoreSheet:
        """The same with ranks among its own rows, and reviewers counted in these rows alone."""
        raw = ranks({row.application_id: row.raw for row in self.rows if row.raw is not None})
        mended = ranks({row.application_id: row.adjusted for row in self.rows if row.adjusted is not None})
        rows = [replace(row, raw_rank=raw.get(row.application_id), adjusted_rank=mended.get(row.application_id))
                for row in self.rows]
        return replace(self, rows=tuple(sorted(rows, key=order)), reviewers=_recounted(self.reviewers, rows))

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values, without names."""
        return {"format": FORMAT, "call": str(self.call_id), "low": self.low, "high": self.high,
                "rubric_version": None if self.rubric_version_id is None else str(self.rubric_version_id),
                "wish": _plain(self.wish), "rows": [_plain(row) for row in self.rows],
                "reviewers": [_plain(one) for one in self.reviewers],
                "agreement": [_plain(one) for one in self.agreement]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any], table_id: UUID | None = None) -> ScoreSheet:
        """The inverse; raises KeyError, TypeError or ValueError on other data."""
        if data["format"] != FORMAT:
            raise ValueError(f"format {data['format']!r} is not known")
        version = data["rubric_version"]
        return cls(UUID(data["call"]), tuple(_row(one) for one in data["rows"]),
                   tuple(ReviewerScores(**_read(one, ("reviewer_id",))) for one in data["reviewers"]),
                   tuple(AgreementLine(**one) for one in data["agreement"]), Wish(**data["wish"]),
                   None if version is None else UUID(version), float(data["low"]), float(data["high"]), table_id)


def order(row: ScoreRow) -> tuple[Any, ...]:
    """Best adjusted score first, then best raw score, then by number; those without a score last."""
    if row.adjusted_rank is None or row.raw_rank is None:
        return (True, 0, 0, row.number)
    return (False, row.adjusted_rank, row.raw_rank, row.number)


def _recounted(reviewers: Iterable[ReviewerScores], rows: Iterable[ScoreRow]) -> tuple[ReviewerScores, ...]:
    """The reviewers with number, mean and range of the scores in these rows alone; who has none is left out."""
    scores: dict[UUID, list[float]] = {}
    for row in rows:
        for one in row.given:
            scores.setdefault(one.reviewer, []).append(one.score)
    return tuple(replace(one, n=len(own), mean=fsum(own) / len(own), spread=max(own) - min(own))
                 for one in reviewers if (own := scores.get(one.reviewer_id)))


def _plain(value: Any) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for one in fields(value):
        item = getattr(value, one.name)
        if one.name == "name" or item is None:
            continue
        out[one.name] = (str(item) if isinstance(item, UUID) else [_plain(each) for each in item]
                         if isinstance(item, tuple) else item)
    return out


def _read(data: Mapping[str, Any], ids: Iterable[str]) -> dict[str, Any]:
    return {**data, **{key: UUID(data[key]) for key in ids}}


def _row(data: Mapping[str, Any]) -> ScoreRow:
    lists = {key: tuple(GivenScore(**_read(one, ("reviewer",))) for one in data[key]) for key in ("given", "pending")}
    return ScoreRow(**(_read(data, ("application_id", "company_id")) | lists))
