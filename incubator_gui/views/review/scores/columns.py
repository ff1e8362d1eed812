"""The columns of the table of scores, and its rows as plain values."""

from __future__ import annotations

from typing import Any

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, pmsg, tr
from incubator_gui.domain.score_sheet import ScoreRow, ScoreSheet
from incubator_gui.itemmodels.columns import Column, Row, ids_column
from incubator_gui.services.score_words import STATES, ScoreWords, moved

COMPARED = ("then_rank", "then_score", "since")
"""Columns that show only beside a frozen table."""

_STATE_LOOK = {"none": ("circle", "muted"), "few": ("circle-alert", "warning"), "waiting": ("clock", "muted"),
               "complete": ("circle-check", "success")}


def rows_of(sheet: ScoreSheet, then: ScoreSheet | None = None) -> list[Row]:
    """A row for each application; `then` is a frozen table to compare with."""
    words = ScoreWords(current(), sheet)
    before = {row.application_id: row for row in then.rows} if then is not None else {}
    return [_row(words, row, before.get(row.application_id)) for row in sheet.rows]


def _row(words: ScoreWords, row: ScoreRow, then: ScoreRow | None) -> Row:
    pending = sum(one.score for one in row.pending) / len(row.pending) if row.pending else None
    return (row.application_id, row.number, row.name, row.adjusted_rank, row.change, words.on_scale(row.adjusted),
            words.on_scale(row.raw), words.length(row.spread), row.n, row.wanted, _hundred(row.confidence),
            _hundred(row.share), row.state, _hundred(row.answered), words.length(row.error), row.abstained,
            row.recused, row.other_versions, row.raw_rank, then.adjusted_rank if then else None,
            words.on_scale(then.adjusted) if then else None, _since(row, then), words.on_scale(pending), row.drafts,
            row.open)


def _since(row: ScoreRow, then: ScoreRow | None) -> int | None:
    if then is None or then.adjusted_rank is None or row.adjusted_rank is None:
        return None
    return then.adjusted_rank - row.adjusted_rank


def _hundred(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 2)


def _percent(value: Any) -> str:
    if 0 < value < 1:
        return f"< {current().percent(0.01)}"
    return f"> {current().percent(0.99)}" if 99 < value < 100 else current().percent(value / 100)


def make_columns(top: Any) -> tuple[Column, ...]:
    """All columns; `top` says how many are the first."""

    def count(row: Row) -> str:
        return tr("{n} of {whole}", n=row[8], whole=row[9]) if row[9] else str(row[8])

    def change_tone(row: Row) -> str:
        return "accent" if (row[4] or 0) > 0 else "warning" if (row[4] or 0) < 0 else "muted"

    def since_tone(row: Row) -> str:
        return "accent" if (row[21] or 0) > 0 else "warning" if (row[21] or 0) < 0 else "muted"

    def state_mark(row: Row) -> tuple[str, str]:
        return _STATE_LOOK[row[12]]

    def score_tip(row: Row) -> str:
        if row[5] is None:
            return ""
        return tr("Adjusted {adjusted}, plain {plain}", adjusted=current().number(row[5], 2),
                  plain=current().number(row[6], 2))

    def in_first(row: Row) -> str:
        return tr("In the first {top} in {share} of draws", top=top(), share=_percent(row[11])) if row[11] is not None \
            else ""

    labels: dict[Any, Message | str] = dict(STATES)
    return (
        Column("raw_rank", pmsg("rank", "Plain"), 18, "number", 60, tone=lambda row: "muted"),
        Column("rank", pmsg("scores", "Rank"), 3, "number", 56, strong=True),
        Column("change", pmsg("scores", "Change"), 4, "number", 68, show=moved, tone=change_tone),
        Column("then_rank", msg("Rank when frozen"), 19, "number", 96, hidden=True),
        Column("then_score", msg("Score when frozen"), 20, "number", 96, digits=2, hidden=True),
        Column("since", msg("Change since"), 21, "number", 84, show=moved, tone=since_tone, hidden=True),
        Column("company", msg("Application"), 2, width=148, strong=True, link=True),
        Column("score", msg("Score"), 5, "number", 64, digits=2, tip=score_tip),
        Column("spread", pmsg("scores", "Spread"), 7, "number", 68, digits=2),
        Column("n", pmsg("how many", "Reviews"), 8, "number", 72, mark=state_mark, tip=count),
        Column("confidence", pmsg("scores", "Confidence"), 10, "bar", 112, show=_percent, top=100.0),
        Column("share", msg("Among the first"), 11, "bar", 112, show=_percent, top=100.0, tip=in_first, hidden=True),
        Column("raw", msg("Plain score"), 6, "number", 84, digits=2, tone=lambda row: "muted", hidden=True),
        Column("number", pmsg("column", "No."), 1, "number", 60, show=lambda n: f"{n:04d}", right=False,
               tone=lambda row: "muted", hidden=True),
        Column("state", msg("State of reviews"), 12, "choice", 132, labels=labels, order=tuple(STATES), hidden=True),
        Column("wanted", msg("Reviews wanted"), 9, "number", 92, hidden=True),
        Column("open", msg("Not begun"), 24, "number", 84, hidden=True),
        Column("drafts", pmsg("review", "Begun"), 23, "number", 84, hidden=True),
        Column("pending", msg("Score of begun reviews"), 22, "number", 120, digits=2, hidden=True),
        Column("answered", msg("Weight answered"), 13, "number", 110, show=_percent, hidden=True),
        Column("error", msg("Uncertainty ±"), 14, "number", 100, digits=2, hidden=True),
        Column("abstained", msg("Abstained"), 15, "number", 84, hidden=True),
        Column("recused", msg("Recused"), 16, "number", 84, hidden=True),
        Column("other", msg("Other version of the rubric"), 17, "number", 120, hidden=True),
        ids_column(),
    )
