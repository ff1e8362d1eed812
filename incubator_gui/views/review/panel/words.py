"""Marks and sentences that the pages of this part share."""

from __future__ import annotations

from collections.abc import Mapping

from incubator_gui.core.languages import current
from incubator_gui.core.messages import ntr, text
from incubator_gui.domain.conflicts import Sign
from incubator_gui.domain.review_words import CONFLICT_SIGNS
from incubator_gui.services.conflict_rows import ConflictRow

STATE_MARKS: Mapping[str, tuple[str, str]] = {
    "open": ("circle-help", "warning"),
    "confirmed": ("shield-alert", "error"),
    "dismissed": ("circle-check", "success"),
}
REVIEW_MARKS: Mapping[str, tuple[str, str]] = {
    "open": ("circle", "muted"),
    "draft": ("circle-dashed", "accent"),
    "submitted": ("circle-check", "success"),
    "abstained": ("circle-slash", "muted"),
    "recused": ("shield-alert", "warning"),
}


def sign_words(sign: Sign) -> str:
    """What was found, and its value."""
    known = CONFLICT_SIGNS.get(sign.sign)
    name = text(known) if known is not None else sign.sign
    return current().labelled(name, sign.value) if sign.value else name


def signs_words(row: ConflictRow) -> str:
    """Everything that was found, in one line."""
    return current().clauses([sign_words(one) for one in row.signs])


def effect_words(row: ConflictRow) -> str:
    """What stands against a conflict in force: assignments and reviews."""
    parts = []
    if row.assigned:
        parts.append(ntr("{n} assignment", "{n} assignments", row.assigned))
    if row.reviews:
        parts.append(ntr("{n} review", "{n} reviews", row.reviews))
    return current().joined(parts)
