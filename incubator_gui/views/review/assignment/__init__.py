"""The part "Assignment": who reviews what, a proposal to look at first, and changes by hand."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from incubator_gui.views.review.review_tab import ReviewTab
from incubator_gui.widgets.context import Context


def make(context: Context, parent: QWidget | None = None) -> ReviewTab:
    """Build the part."""
    from incubator_gui.views.review.assignment.tab import AssignmentTab

    return AssignmentTab(context, parent)
