"""Conflicts as rows: between whom, of what kind, by which signs, what was decided, what stands against it."""

from __future__ import annotations

from incubator_gui.core.messages import msg, pmsg
from incubator_gui.domain.review_words import CONFLICT_KINDS, CONFLICT_ORIGINS, CONFLICT_STATES
from incubator_gui.itemmodels.columns import Column, Row
from incubator_gui.services.conflict_rows import ConflictRow
from incubator_gui.views.review.panel.words import STATE_MARKS, effect_words, signs_words


def row_of(one: ConflictRow) -> Row:
    """A conflict as a row; the words are made for the language of the screen."""
    return (one.id, one, signs_words(one), effect_words(one))


def conflict_columns() -> tuple[Column, ...]:
    """What an officer decides by."""
    return (
        Column("person", pmsg("column", "Reviewer"), lambda row: row[1].person, width=132, strong=True),
        Column("company", msg("Company"), lambda row: row[1].company, width=160, link=True),
        Column("kind", msg("Kind"), lambda row: row[1].kind, "choice", 124, labels=CONFLICT_KINDS,
               order=tuple(CONFLICT_KINDS), editable=True),
        Column("state", msg("State"), lambda row: row[1].state, "state", 136, labels=CONFLICT_STATES,
               order=tuple(CONFLICT_STATES), mark=lambda row: STATE_MARKS.get(row[1].state)),
        Column("signs", msg("Signs"), 2, width=220, tip=lambda row: row[2]),
        Column("effect", msg("Affected"), 3, width=168, tip=lambda row: row[3],
               mark=lambda row: ("triangle-alert", "warning") if row[3] and row[1].in_force else None,
               tone=lambda row: "text" if row[1].in_force else "muted"),
        Column("origin", msg("Origin"), lambda row: row[1].origin, "choice", 112, labels=CONFLICT_ORIGINS,
               order=tuple(CONFLICT_ORIGINS)),
        Column("reason", msg("Reason"), lambda row: row[1].reason, width=180, tip=lambda row: row[1].reason,
               hidden=True),
        Column("decided_by", msg("Decided by"), lambda row: row[1].decided_by, width=112, hidden=True),
        Column("decided_at", msg("Decided on"), lambda row: row[1].decided_at, "date", 120, hidden=True),
        Column("noted_at", msg("Noted on"), lambda row: row[1].noted_at, "date", 120, hidden=True),
        Column("noted_by", msg("Noted by"), lambda row: row[1].noted_by, width=112, hidden=True),
    )
