"""Review and decision: rubric, reviewers, assignment, packages, scores, decision day."""

from __future__ import annotations

from incubator_gui.widgets.context import Context
from incubator_gui.widgets.screen import Screen


def make(context: Context) -> Screen:
    """The screen; imported here, since the desk also stands in a window without a database."""
    from incubator_gui.views.review.screen import ReviewScreen

    return ReviewScreen(context)
