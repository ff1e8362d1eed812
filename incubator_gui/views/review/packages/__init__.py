"""The part "Packages": what leaves for reviewers who work without the database, and what comes back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from incubator_gui.views.review.review_tab import ReviewTab
from incubator_gui.widgets.context import Context


def make(context: Context, parent: QWidget | None = None) -> ReviewTab:
    """Build the part."""
    from incubator_gui.views.review.packages.tab import PackagesTab

    return PackagesTab(context, parent)
