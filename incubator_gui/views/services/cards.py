"""The board of engagements: a column for each status, what a card says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, tr
from incubator_gui.domain.service_words import BOARD
from incubator_gui.domain.vocabulary import ENGAGEMENT_STATUSES
from incubator_gui.itemmodels.board import BoardColumn, Card
from incubator_gui.services.engagements import EngagementLine
from incubator_gui.services.trainings import TrainingRow
from incubator_gui.views.services.stock import Known

MOST = 200
"""Cards of one column; more is no board but a table."""

ENDED = ("done", "cancelled")


def make_columns(counts: dict[str, int], ended: bool) -> tuple[BoardColumn, ...]:
    """One column for each status; the one that rests is dashed. `counts` says where cards are left out."""
    return tuple(
        BoardColumn(status, ENGAGEMENT_STATUSES[status], dashed=status == "on_hold",
                    caption=tr("of {n}", n=counts[status]) if counts.get(status, 0) > MOST else "")
        for status in (*BOARD, *(ENDED if ended else ())))


def make_card(line: EngagementLine, known: Known) -> Card:
    """An engagement: company, service and subject, when it is due, hours booked of those agreed."""
    service = line.service.of(current().language)
    facts = current().labelled(service, line.title) if line.title else service
    side, bar = _hours(line)
    if line.waits_for and line.status == "on_hold":
        side, bar = ("hourglass", tr("waits for {what}", what=line.waits_for), "muted"), None
    if line.owner_id is None and line.is_open:
        side, bar = ("triangle-alert", tr("nobody in charge"), "warning"), None
    return Card(line.id, line.company, facts=facts, clear_facts=True, marks=(_when(line, known),), side=side, bar=bar,
                badge=line.owner)


def make_training_card(row: TrainingRow, known: Known) -> Card:
    """A training: how many companies, seats taken of those there are."""
    title = ntr("{n} company", "{n} companies", row.companies) if row.companies else tr("Training")
    facts = tr("{training}, {seats} seats", training=row.title, seats=row.seats)
    words = current().day(row.held_on) if row.held_on else tr("no day yet")
    late = row.held_on is not None and row.held_on < known.today and row.is_open
    mark = ("calendar", words, "warning" if late else "muted")
    return Card(row.id, title, facts=facts, clear_facts=True, marks=(mark,),
                side=("", tr("{n} of {whole}", n=row.taken, whole=row.seats), "muted"), badge=row.owner)


def _when(line: EngagementLine, known: Known) -> tuple[str, str, str]:
    speak, today = current(), known.today
    if not line.is_open:
        return "calendar", speak.day(line.ended_on) if line.ended_on else tr("no end noted"), "muted"
    late = line.days_late(today)
    if late:
        return "calendar-clock", ntr("{n} day late", "{n} days late", late), "error"
    if line.due_on is not None:
        return "calendar", tr("until {day}", day=speak.day(line.due_on)), "warning" if "due" in known.lists.get(
            line.id, ()) else "muted"
    if line.starts_on is not None:
        days = (today - line.starts_on).days
        if line.status == "requested" and days > 0:
            return "calendar", ntr("for {n} day", "for {n} days", days), "warning"
        return "calendar", tr("from {day}", day=speak.day(line.starts_on)), "muted"
    return "calendar", tr("open"), "muted"


def _hours(line: EngagementLine) -> tuple[tuple[str, str, str], tuple[float, str] | None]:
    speak = current()
    if line.granted is None:
        words = speak.hours(line.booked) if line.booked else tr("no hours")
        return ("", words, "muted"), None
    if not line.booked:
        return ("", tr("{hours} planned", hours=speak.hours(line.granted)), "muted"), None
    tone = "error" if line.is_over else "muted"
    words = tr("{booked} / {granted} h", booked=line.booked, granted=line.granted)
    share = float(line.booked / line.granted) if line.granted else 1.0
    return ("", words, tone), (share, "error" if line.is_over else "accent")


def group(lines: Iterable[EngagementLine], trainings: Sequence[TrainingRow], known: Known, ended: bool,
          owner: UUID | None) -> tuple[dict[str, list[Card]], dict[str, int]]:
    """Cards by status, and how many each column really has; with `owner` only a colleague's own."""
    by_status: dict[str, list[EngagementLine | TrainingRow]] = {}
    shown = (*BOARD, *(ENDED if ended else ()))
    rows: list[EngagementLine | TrainingRow] = [*lines, *trainings]
    for row in rows:
        if row.status in shown and (owner is None or row.owner_id == owner):
            by_status.setdefault(row.status, []).append(row)
    cards = {status: [make_card(row, known) if isinstance(row, EngagementLine) else make_training_card(row, known)
                      for row in some[:MOST]] for status, some in by_status.items()}
    return cards, {status: len(some) for status, some in by_status.items()}
