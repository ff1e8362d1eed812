"""Decision day: the meeting prepared, held with a projector beside it, and its outcomes announced."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from incubator_gui.views.review.decision.tab import DecisionTab
from incubator_gui.views.review.review_tab import ReviewTab
from incubator_gui.widgets.context import Context


def make(context: Context, parent: QWidget | None = None) -> ReviewTab:
    """The part."""
    return DecisionTab(context, parent)
