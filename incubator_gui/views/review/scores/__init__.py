"""Scores and fairness: what the reviews say together, and how far to trust it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from incubator_gui.views.review.review_tab import ReviewTab
from incubator_gui.widgets.context import Context


def make(context: Context, parent: QWidget | None = None) -> ReviewTab:
    """The part of the screen."""
    from incubator_gui.views.review.scores.tab import ScoresTab

    return ScoresTab(context, parent)
