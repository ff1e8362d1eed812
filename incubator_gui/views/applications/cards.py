"""The board of applications: columns from the stages, cards from the rows that the table shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, ntr, text, tr
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.itemmodels.board import BoardColumn, Card
from incubator_gui.itemmodels.collate import collation
from incubator_gui.services.applications import ApplicationRow
from incubator_gui.services.calls import StageRow
from incubator_gui.views.applications.known import Known, look

MOST = 200
"""Cards of one column; more is no board but a table."""

ORDERS: dict[str, Message] = {
    "score": msg("Score"), "days": msg("Days in stage"), "received": msg("Received"), "company": msg("Company"),
    "number": msg("Number")}


def make_board_columns(stages: Iterable[StageRow], counts: dict[str, int]) -> tuple[BoardColumn, ...]:
    """One column for each stage; the side loop is dashed. `counts` says where cards are left out."""
    language = current().language
    made = []
    for stage in stages:
        icon, tone = look(stage)
        many = counts.get(stage.id.hex, 0)
        caption = tr("of {n}", n=many) if many > MOST else ""
        made.append(BoardColumn(stage.id.hex, stage.name(language), icon, tone, caption,
                                stage.status == "more_information"))
    return tuple(made)


def make_card(row: ApplicationRow, known: Known) -> Card:
    """What a card says."""
    focus = FOCUS_AREAS.get(row.focus_area or "")
    facts = [text(focus)] if focus is not None else []
    if row.headcount is not None:
        facts.append(ntr("{n} person", "{n} people", row.headcount))
    flag = None
    if row.earlier:
        flag = ("history", ntr("{n} other application", "{n} other applications", row.earlier), "muted")
    tone = "warning" if known.late(row) else "muted"
    marks = (("clock", tr("{n} d", n=known.days(row)), tone),)
    score = "" if row.score is None else current().number(row.score, 2)
    return Card(row.id, row.company, score, " · ".join(facts), flag, marks, known.person(row.owner_id) or "")


def order_key(order: str, known: Known) -> Callable[[ApplicationRow], Any]:
    """How the cards of a column stand; what is unknown comes last."""
    collate = collation(current().language)
    keys: dict[str, Callable[[ApplicationRow], Any]] = {
        "score": lambda row: (row.score is None, -(row.score or 0)),
        "days": lambda row: -known.days(row),
        "received": lambda row: row.received_on,
        "company": lambda row: collate(row.company),
        "number": lambda row: row.number,
    }
    return keys.get(order, keys["score"])


def group(rows: Sequence[ApplicationRow], known: Known, order: str) -> tuple[dict[str, list[Card]], dict[str, int]]:
    """Cards by the key of their column, and how many rows each column really has."""
    by_stage: dict[UUID, list[ApplicationRow]] = {}
    for row in rows:
        by_stage.setdefault(row.stage_id, []).append(row)
    key = order_key(order, known)
    cards = {stage.hex: [make_card(row, known) for row in sorted(some, key=key)[:MOST]]
             for stage, some in by_stage.items()}
    return cards, {stage.hex: len(some) for stage, some in by_stage.items()}


def slot_words(rows: Sequence[ApplicationRow], there: Sequence[ApplicationRow], stage: UUID, known: Known,
               order: str) -> str:
    """What would happen if the cards were dropped here."""
    if known.backwards(list(rows), stage):
        return tr("Moves back: the reason is asked")
    if len(rows) == 1 and order == "score" and rows[0].score is not None:
        better = sum(1 for row in there if row.score is not None and row.score > rows[0].score)
        return tr("Rank {n} of {whole} by score", n=better + 1, whole=len(there) + 1)
    return tr("Move to {stage}", stage=known.stage_name(stage))
