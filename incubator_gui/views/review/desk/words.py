"""How marks, scores, states and applications read at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, text, tr
from incubator_gui.domain.review_desk import DeskRow
from incubator_gui.domain.review_form import plain
from incubator_gui.domain.review_words import REVIEW_STATES
from incubator_gui.domain.rubric import Criterion, Rubric

ICONS = {"submitted": ("circle-check", "success"), "draft": ("circle-dashed", "accent"), "open": ("circle", "muted"),
         "abstained": ("circle-slash", "muted"), "recused": ("circle-slash", "muted")}
"""Icon and colour of each state."""


def name_of(row: DeskRow) -> str:
    """What an application is called: its company, or its number where names are hidden."""
    return row.title or number_of(row)


def number_of(row: DeskRow) -> str:
    """An application by its number."""
    return tr("Application {number}", number=f"{row.number:04d}")


def mark_words(mark: Decimal) -> str:
    """A mark with the separators of the language."""
    return current().number(mark) if mark % 1 else plain(mark)


def score_words(rubric: Rubric, share: float | None, digits: int = 1) -> str:
    """A score on the scale of the rubric; per cent where its criteria have different scales."""
    if share is None:
        return "–"
    if rubric.scale is None:
        return current().percent(share)
    return current().number(rubric.scale.mark(share), digits)


def of_words(rubric: Rubric) -> str:
    """Of how much a score is."""
    return "" if rubric.scale is None else tr("of {high}", high=mark_words(rubric.scale.high))


def name(criterion: Criterion) -> str:
    """Its name in the language of the screen."""
    return criterion.name.of(current().language) or criterion.key


def names(rubric: Rubric, keys: Sequence[str]) -> str:
    """Some criteria by their names, three at most."""
    quoted = [tr("“{name}”", name=name(rubric.by_key[key])) for key in keys[:3]]
    return current().joined(quoted) + ("…" if len(keys) > 3 else "")


def anchor(criterion: Criterion, mark: Decimal) -> str:
    """What a mark means, in the language of the screen."""
    words = criterion.anchor(mark)
    return "" if words is None else words.of(current().language)


def weight(criterion: Criterion, rubric: Rubric) -> str:
    """Its share of what counts."""
    if not criterion.counted or rubric.weight <= 0:
        return tr("not counted")
    share = float(criterion.weight) / rubric.weight
    digits = 0 if abs(share * 100 - round(share * 100)) < 0.05 else 1
    return tr("weight {share}", share=current().percent(share, digits))


def state_words(row: DeskRow, rubric: Rubric) -> str:
    """Where a review stands, for screen readers: "finished, 3.6 of 5"."""
    parts = [text(REVIEW_STATES[row.state])]
    if row.state == "draft":
        parts.append(tr("{share} answered", share=current().percent(row.answered)))
    if row.score is not None and row.state != "open":
        parts.append(f"{score_words(rubric, row.score)} {of_words(rubric)}".strip())
    if row.changed:
        parts.append(tr("changed since"))
    return current().joined(parts)


def label(words: Message | str) -> str:
    """A field's name or staff's own words."""
    return text(words)
