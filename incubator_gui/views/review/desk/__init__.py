"""My reviews: what is assigned to somebody, read and judged one after the other."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from incubator_gui.views.review.review_tab import ReviewTab
from incubator_gui.widgets.context import Context


def make(context: Context, parent: QWidget | None = None) -> ReviewTab:
    """The part, built when it is first shown."""
    from incubator_gui.views.review.desk.desk_tab import DeskTab

    return DeskTab(context, parent)
