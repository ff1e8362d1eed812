"""Companies: the list, one company with everything about it, possible duplicates."""

from __future__ import annotations

from incubator_gui.views.companies.screen import CompaniesScreen
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.screen import Screen


def make(context: Context) -> Screen:
    """The screen of companies."""
    return CompaniesScreen(context)
