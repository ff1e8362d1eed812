"""Today's rows beside what the journal says of them: finds what changed without a change set.

SQLite's own check passes over a flipped bit inside a text, and nobody sees one who took the
triggers away for a moment. A migration that changes values has to write a change set for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, select

from incubator_gui.db.journal.codec import decode_row, parse, same
from incubator_gui.db.journal.columns import SKIPPED, journaled_tables
from incubator_gui.db.journal.seal import row_id
from incubator_gui.db.schema import JournalEntry

_Row = tuple[dict[str, Any], bool]


def differing(connection: Connection) -> Iterator[tuple[str, UUID]]:
    """Rows whose values are not those of their last entries, that are missing, or that came unseen."""
    for table in journaled_tables():
        recorded = _recorded(connection, table)
        for row in connection.execute(select(table)).mappings():
            known = recorded.pop(row["id"], None)
            if known is None or not _fits(table, dict(row), *known):
                yield table.name, row["id"]
        for missing in recorded:
            yield table.name, missing


def _recorded(connection: Connection, table: Table) -> dict[UUID, _Row]:
    """The rows of a table as the journal left them, and whether personal parts were erased."""
    rows: dict[UUID, _Row] = {}
    entry = JournalEntry.__table__.c
    found = connection.execute(
        select(entry.row_id, entry.operation, entry.after, entry.personal, entry.personal_digest)
        .where(entry.table_name == table.name).order_by(entry.id))
    for raw, operation, after, personal, digest in found:
        row = row_id(raw)
        if operation == "D":
            rows.pop(row, None)
            continue
        values, erased = rows.get(row, ({}, False)) if operation == "U" else ({}, False)
        values |= parse(after)
        if personal is not None:
            values |= parse(personal).get("after") or {}
        rows[row] = values, erased or (personal is None and digest is not None)
    return rows


def _fits(table: Table, row: dict[str, Any], values: dict[str, Any], erased: bool) -> bool:
    recorded = decode_row(table, values)
    return all(
        same(column, row[column.name], recorded[column.name])
        for column in table.columns
        if column.name in recorded and column.name not in SKIPPED and not (erased and column.info.get("personal")))
