"""Rubric and phases of a review round."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from incubator_gui.views.review.review_tab import ReviewTab
from incubator_gui.widgets.context import Context


def make(context: Context, parent: QWidget | None = None) -> ReviewTab:
    """The part, built when it is first shown."""
    from incubator_gui.views.review.setup.tab import SetupTab

    return SetupTab(context, parent)
