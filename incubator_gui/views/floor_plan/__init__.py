"""The floor plan: who sits where and when."""

from __future__ import annotations

from incubator_gui.views.floor_plan.screen import FloorPlanScreen
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.screen import Screen


def make(context: Context) -> Screen:
    """The screen."""
    return FloorPlanScreen(context)
