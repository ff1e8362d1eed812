"""The furnished house on each database."""

from __future__ import annotations

import pytest

from incubator_gui.db.database import Database
from incubator_gui.services.house import House
from tests.services.decisions.decision_house import Panel, furnish
from tests.support.databases import Maker, clock, database, file_database, make, place, templates

__all__ = ["clock", "database", "file_database", "house", "make", "panel", "place", "templates"]


@pytest.fixture
def house(database: Database) -> House:
    """The house on each database."""
    return House(database)


@pytest.fixture
def panel(database: Database, make: Maker) -> Panel:
    """The house furnished."""
    return furnish(database, make)
