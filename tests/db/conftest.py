"""What the tests of the database share."""

from __future__ import annotations

from tests.support.databases import clock, database, file_database, make, place, templates

__all__ = ["clock", "database", "file_database", "make", "place", "templates"]
