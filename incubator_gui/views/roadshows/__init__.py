"""Roadshows: line-up, readiness, packs, issue log."""

from __future__ import annotations

from incubator_gui.views.roadshows.screen import RoadshowsScreen
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.screen import Screen


def make(context: Context) -> Screen:
    """The screen."""
    return RoadshowsScreen(context)
