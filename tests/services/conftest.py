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


ON_POSTGRES_LATER = frozenset({"assignments", "decisions", "review_people", "scores"})
"""Folders whose tests run on PostgreSQL in the long run only: what they ask of a database is asked by others too."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Quick runs stay quick."""
    for item in items:
        if item.path.parent.name in ON_POSTGRES_LATER and "[postgresql" in item.name:
            item.add_marker(pytest.mark.long)
