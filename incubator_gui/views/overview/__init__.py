"""Overview: what is due, what is late, space, burn-up, funnel; every figure opens its list."""

from __future__ import annotations

from incubator_gui.views.overview.screen import OverviewScreen
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.screen import Screen


def make(context: Context) -> Screen:
    """The screen, for the window."""
    return OverviewScreen(context)
