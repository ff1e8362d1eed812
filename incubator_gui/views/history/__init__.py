"""The history: every change of the house, to look at, to filter, to undo, to prove."""

from __future__ import annotations

from incubator_gui.views.history.screen import HistoryScreen
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.screen import Screen


def make(context: Context) -> Screen:
    """The history screen."""
    return HistoryScreen(context)
