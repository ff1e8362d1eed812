"""The databases of these tests, and a house on each of them."""

from __future__ import annotations

import pytest

from incubator_gui.db.database import Database
from incubator_gui.services.house import House
from tests.support.databases import clock, database, file_database, make, place, templates

__all__ = ["clock", "database", "file_database", "make", "place", "templates"]


@pytest.fixture
def house(database: Database) -> House:
    """An empty house on each database."""
    return House(database)


@pytest.fixture
def file_house(file_database: Database) -> House:
    """An empty house in a file."""
    return House(file_database)
