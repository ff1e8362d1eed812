"""The set-up of the house: sites, floors, rooms, desks."""

from __future__ import annotations

from incubator_gui.views.house.screen import HouseScreen
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.screen import Screen


def make(context: Context) -> Screen:
    """The screen."""
    return HouseScreen(context)
