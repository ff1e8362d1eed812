"""Which tables and columns the journal watches."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Column, Table

from incubator_gui.db.schema import Base

SKIPPED = frozenset({"id", "version"})
"""The key stands beside the entry; the version only ever grows and is nobody's data."""


def journaled_tables() -> Iterator[Table]:
    """Every table whose changes are journaled, in order of dependency."""
    for table in Base.metadata.sorted_tables:
        if table.info.get("journal", True):
            yield table


def table_named(name: str) -> Table:
    """The table of an entry; raises KeyError for a name that no longer exists."""
    return Base.metadata.tables[name]


def open_columns(table: Table) -> list[Column[object]]:
    """Columns that stand openly in an entry."""
    return [c for c in table.columns if c.name not in SKIPPED and not c.info.get("personal")]


def personal_columns(table: Table) -> list[Column[object]]:
    """Columns that stand in the salted personal part of an entry."""
    return [c for c in table.columns if c.info.get("personal")]
