"""The index follows the journal: small change sets at once, large ones afterwards in steps.

Indexing 20,000 new companies takes longer than writing them, so an import does not wait for it;
`catch_up` reads the journal from where the index stands, in transactions of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from incubator_gui.db.journal.codec import parse
from incubator_gui.db.schema import Application, ChangeSet, JournalEntry, SearchDocument, SearchState
from incubator_gui.db.search.documents import FOLLOWED, INDEXED, collect

AT_ONCE = 400
"""Entries up to which a change set is indexed in its own transaction."""

_CHUNK = 400


def follow(connection: Connection, sequence: int, entries: Sequence[Any]) -> None:
    """Index a change set that is about to be committed, unless it is large or the index is behind."""
    if len(entries) > AT_ONCE:
        return
    state = connection.scalar(select(SearchState.sequence))
    if state != sequence - 1:
        return
    _index(connection, _records(connection, entries))
    connection.execute(update(SearchState).values(sequence=sequence))


def behind(connection: Connection) -> int:
    """How many change sets the index has not read yet."""
    last = connection.scalar(select(ChangeSet.sequence).order_by(ChangeSet.sequence.desc()).limit(1)) or 0
    return int(last) - int(connection.scalar(select(SearchState.sequence)) or 0)


def catch_up(connection: Connection, limit: int = 1) -> int:
    """Index up to `limit` further change sets in this transaction; returns how many are left."""
    state = connection.scalar(select(SearchState.sequence)) or 0
    sets = connection.execute(
        select(ChangeSet.sequence, ChangeSet.id).where(ChangeSet.sequence > state)
        .order_by(ChangeSet.sequence).limit(limit)).all()
    for sequence, change_set in sets:
        entries = connection.execute(
            select(JournalEntry.id, JournalEntry.table_name, JournalEntry.row_id, JournalEntry.operation,
                   JournalEntry.before, JournalEntry.after).where(JournalEntry.change_set == change_set)).all()
        _index(connection, _records(connection, entries))
        connection.execute(update(SearchState).values(sequence=sequence))
    return behind(connection)


def rebuild(connection: Connection) -> int:
    """Make the whole index anew; returns the number of records in it."""
    connection.execute(delete(SearchDocument))
    count = 0
    for kind in INDEXED:
        rows = [found.row() for found in collect(connection, kind, None)]
        if rows:
            connection.execute(insert(SearchDocument), rows)
        count += len(rows)
    last = connection.scalar(select(ChangeSet.sequence).order_by(ChangeSet.sequence.desc()).limit(1)) or 0
    connection.execute(update(SearchState).values(sequence=last))
    return count


def _records(connection: Connection, entries: Iterable[Any]) -> dict[str, set[UUID]]:
    """Ids of the records whose index rows change, by kind."""
    found: dict[str, set[UUID]] = {}
    for entry in entries:
        _number, table, row, _operation, before, after = entry[:6]
        if table in INDEXED:
            found.setdefault(table, set()).add(row)
        elif table in FOLLOWED:
            kind = FOLLOWED[table]
            named = parse(after).get(f"{kind}_id") or parse(before).get(f"{kind}_id")
            if named:
                found.setdefault(kind, set()).add(UUID(named))
    companies = list(found.get("company", ()))
    for start in range(0, len(companies), _CHUNK):
        part = companies[start : start + _CHUNK]
        of = connection.scalars(select(Application.id).where(Application.company_id.in_(part)))
        found.setdefault("application", set()).update(of)
    return found


def _index(connection: Connection, records: dict[str, set[UUID]]) -> None:
    for kind, ids in records.items():
        ordered = sorted(ids)
        for start in range(0, len(ordered), _CHUNK):
            part = ordered[start : start + _CHUNK]
            connection.execute(delete(SearchDocument).where(SearchDocument.record_id.in_(part)))
            rows = [found.row() for found in collect(connection, kind, part)]
            if rows:
                connection.execute(insert(SearchDocument), rows)
