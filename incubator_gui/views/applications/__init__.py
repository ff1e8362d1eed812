"""Applications: table and board by stage, the side panel of one application, calls and stages."""

from __future__ import annotations

from incubator_gui.views.applications.screen import ApplicationsScreen
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.screen import Screen


def make(context: Context) -> Screen:
    """The screen, for the window."""
    return ApplicationsScreen(context)
