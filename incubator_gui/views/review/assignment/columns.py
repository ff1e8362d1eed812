"""The columns: applications with their reviewers, reviewers with their load, steps of a proposal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, pmsg, text, tr
from incubator_gui.domain.review_words import TOPIC_LEVELS
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.itemmodels.columns import Column, Row, ids_column
from incubator_gui.services.assignments_plan import LoadChange, Step, Uncovered
from incubator_gui.views.review.assignment.by_hand import written
from incubator_gui.views.review.assignment.words import listed, load_words, state_words


@dataclass(frozen=True, order=True, slots=True)
class _Reviews:
    """Sorted by how many there are, then by how many are wanted."""

    counted: int
    wanted: int


StepRow = tuple[tuple[UUID, UUID], int, str, bool, str, Message, int | None, Message | None]
"""Pair, number, application, whether it comes, reviewer, reason, liking, why it no longer holds."""


def application_columns(names: Callable[[], Mapping[object, str]], read: Callable[[str], tuple[str, ...]]
                        ) -> tuple[Column, ...]:
    """One line for each application; `names` of the reviewers, and `read` finds those typed into a cell."""

    def barred(row: Row) -> str:
        return listed(tr("{name}: {why}", name=names()[id], why=text(why)) for id, why in row[11].items()
                      if id in names())

    def reviews(value: _Reviews) -> str:
        return tr("{n} of {wanted}", n=value.counted, wanted=value.wanted) if value.wanted else str(value.counted)

    return (
        Column("number", pmsg("number of an application", "No."), 1, "number", 58, show=lambda n: f"{n:04d}"),
        Column("application", msg("Application"), 2, width=180, strong=True, link=True),
        Column("focus_area", msg("Focus area"), 4, "choice", 130, labels=FOCUS_AREAS, order=tuple(FOCUS_AREAS)),
        Column("stage", msg("Stage"), 5, "choice", 110, hidden=True,
               labels=lambda words: words.of(current().language)),
        Column("reviewers", msg("Reviewers"), written, "tags", 230, editable=True, parse=read,  # type: ignore[arg-type]
               tip=lambda row: "\n".join(f"{one.name}: {state_words(one)}" for one in row[7])),
        Column("reviews", pmsg("how many", "Reviews"), lambda row: _Reviews(row[9], row[8]), width=84, right=True,
               searched=False, show=reviews, mark=lambda row: ("triangle-alert", "warning") if row[10] else None,
               tone=lambda row: "warning" if row[10] else "text"),
        Column("missing", pmsg("reviews", "Missing"), 10, "number", 76, hidden=True,
               show=lambda n: str(n) if n else "–",
               tone=lambda row: "warning" if row[10] else "muted"),
        Column("done", pmsg("reviews", "Finished"), lambda row: sum(one.state == "submitted" for one in row[7]),
               "number", 84, hidden=True),
        Column("late", pmsg("reviews", "Late"), lambda row: sum(one.is_late for one in row[7]), "number", 70,
               hidden=True, show=lambda n: str(n) if n else "–",
               tone=lambda row: "warning" if any(one.is_late for one in row[7]) else "muted"),
        Column("due_on", msg("Due on"), _due, "date", 110, hidden=True),
        Column("barred", msg("Barred"), barred, width=150, tone=lambda row: "muted", tip=barred),
        ids_column(),
    )


def reader_columns() -> tuple[Column, ...]:
    """One line for each reviewer."""

    def topics(row: Row) -> str:
        return ", ".join(f"{text(FOCUS_AREAS[key])}: {text(TOPIC_LEVELS[level])}"
                         for key, level in row[9].items() if level and key in FOCUS_AREAS and level in TOPIC_LEVELS)

    return (
        Column("name", pmsg("person", "Name"), 2, width=130, strong=True, tip=topics,
               mark=lambda row: ("lock", "muted") if not (row[10] and row[11]) else
               ("clock", "warning") if row[7] else None),
        Column("load", pmsg("reviews", "To read"), 5, "number", 132, tip=load_words),  # type: ignore[arg-type]
        Column("late", pmsg("reviews", "Late"), 7, "number", 70, hidden=True, show=lambda n: str(n) if n else "–",
               tone=lambda row: "warning" if row[7] else "muted"),
        Column("done", pmsg("reviews", "Finished"), 6, "number", 84, hidden=True),
        Column("barred", msg("Conflicts"), 8, "number", 84, hidden=True, show=lambda n: str(n) if n else "–"),
        Column("topics", msg("Topics"), topics, width=200, hidden=True),
        Column("quota", msg("Quota"), 4, "number", 70, hidden=True),
    )


def step_row(step: Step, stale: Message | None = None) -> StepRow:
    """A step as a line."""
    return step.pair, step.number, step.title, step.comes, step.name, step.reason, step.rank, stale


def step_columns() -> tuple[Column, ...]:
    """One line for each step of a proposal."""

    def comes(value: bool) -> str:
        return tr("assign") if value else tr("take back")

    def reason(row: Row) -> str:
        return text(row[7]) if row[7] is not None else text(row[5])

    return (
        Column("number", pmsg("number of an application", "No."), 1, "number", 58, show=lambda n: f"{n:04d}"),
        Column("application", msg("Application"), 2, width=220, strong=True),
        Column("comes", msg("Step"), 3, "choice", 100, labels=comes, order=(True, False),
               mark=lambda row: ("plus", "success") if row[3] else ("minus", "warning")),
        Column("reviewer", pmsg("of an assignment", "Reviewer"), 4, "text", 160),
        Column("reason", msg("Reason"), reason, width=260,
               mark=lambda row: ("circle-x", "error") if row[7] is not None else None,
               tone=lambda row: "error" if row[7] is not None else "muted"),
        Column("rank", msg("Liking"), 6, "number", 70, right=True, show=_rank,
               tip=lambda row: tr("Where this application stands among all that this reviewer may read: "
                                  "0\u00a0% is the one liked best.")),
    )


def uncovered_columns() -> tuple[Column, ...]:
    """One line for each application that lacks reviews."""
    return (
        Column("number", pmsg("number of an application", "No."), 1, "number", 58, show=lambda n: f"{n:04d}"),
        Column("application", msg("Application"), 2, width=220, strong=True, link=True),
        Column("lacks", pmsg("reviews", "Missing"), 3, "number", 84, tone=lambda row: "warning",
               mark=lambda row: ("triangle-alert", "warning")),
        Column("reason", msg("Where everybody is"), 4, width=420),
    )


def uncovered_row(one: Uncovered) -> Row:
    """An application that lacks reviews, as a line."""
    return one.application, one.number, one.title, one.lacks, one.reason


def change_columns() -> tuple[Column, ...]:
    """Load before and after, one line for each reviewer."""

    def words(loads: tuple[int, int, int | None]) -> str:
        before, after, quota = loads
        said = f"{before} → {after}" if before != after else str(after)
        return said if quota is None else tr("{load} of {quota}", load=said, quota=quota)

    return (
        Column("name", pmsg("person", "Name"), 1, width=120, strong=True),
        Column("change", msg("Before, after"), lambda row: (row[2], row[3], row[4]), width=168, right=True, show=words,
               sort_key=lambda loads: loads[:2], searched=False),
    )


def change_row(one: LoadChange) -> Row:
    """A reviewer's load, as a line."""
    return one.reviewer, one.name, one.before, one.after, one.quota


def _due(row: Row) -> date | None:
    """The first own day by which a review of it is due."""
    return min((one.due_on for one in row[7] if one.due_on is not None and one.state in ("open", "draft")),
               default=None)


def _rank(value: int) -> str:
    return current().percent(Decimal(value) / 100)
