"""What tests of this screen share."""

from __future__ import annotations

import pytest

from incubator_gui.services.house import House
from tests.qt_support import context, jobs, nothing_left, settings, theme
from tests.views.companies.rich import Rich, rich_house
from tests.views.companies.room import house, room, shell

__all__ = ["context", "house", "jobs", "nothing_left", "room", "settings", "shell", "theme"]


@pytest.fixture
def rich(house: House) -> Rich:
    """A house with something of everything."""
    return rich_house(house)
