"""Services: engagements, ledger, entitlements, trainings."""

from __future__ import annotations

from incubator_gui.views.services.screen import ServicesScreen
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.screen import Screen


def make(context: Context) -> Screen:
    """The screen."""
    return ServicesScreen(context)
