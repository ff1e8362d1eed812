"""Applicants in: choose a file, look at columns and rows, import, all in one step that undo takes back."""

from __future__ import annotations

from incubator_gui.views.importing.screen import ImportScreen
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.screen import Screen


def make(context: Context) -> Screen:
    """The screen, for the window."""
    return ImportScreen(context)
