"""The dossier screen: choose, look at it, save it, print it."""

from __future__ import annotations

from incubator_gui.views.dossier.screen import DossierScreen
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.screen import Screen


def make(context: Context) -> Screen:
    """The screen, for the window."""
    return DossierScreen(context)
