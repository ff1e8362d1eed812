"""The index follows the journal: small change sets at once, large ones afterwards in steps.

Indexing 20,000 new companies takes longer than writing them, so an import does not wait for it;
`catch_up` reads the journal from where the index stands, in transactions of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, Select, delete, func, select, update

from incubator_gui.db.bulk import insert_rows
from incubator_gui.db.journal.codec import parse
from incubator_gui.db.journal.columns import table_named
from incubator_gui.db.journal.seal import entries_of, row_id
from incubator_gui.db.schema import Answer, Application, ChangeSet, Document, JournalHead, SearchDocument, SearchState
from incubator_gui.db.search.documents import INDEXED, collect

AT_ONCE = 400
"""Entries up to which a change set is indexed in its own transaction."""

_CHUNK = 400
_TABLE = table_named("search_document")


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
    return _last(connection) - int(connection.scalar(select(SearchState.sequence)) or 0)


def _last(connection: Connection) -> int:
    return int(connection.scalar(select(func.max(ChangeSet.sequence))) or 0)


def catch_up(connection: Connection, limit: int = 1) -> int:
    """Index up to `limit` further change sets in this transaction; returns how many are left."""
    state = connection.scalar(select(SearchState.sequence).with_for_update()) or 0
    for sequence, change_set in _open_sets(connection, state, limit):
        _index(connection, _records(connection, entries_of(connection, change_set)))
        connection.execute(update(SearchState).values(sequence=sequence))
    return behind(connection)


def _open_sets(connection: Connection, state: int, limit: int) -> Sequence[Any]:
    return connection.execute(
        select(ChangeSet.sequence, ChangeSet.id).where(ChangeSet.sequence > state)
        .order_by(ChangeSet.sequence).limit(limit)).all()


def catch_up_in_steps(engine: Engine, stop: Callable[[], bool] = lambda: False) -> Iterator[tuple[int, int]]:
    """Index all further change sets in short transactions, so that nobody waits behind an import.

    Yields (records indexed, records in this change set) after each step. Broken off, it begins the
    change set again the next time: indexing a record twice changes nothing.
    """
    while not stop():
        with engine.connect() as connection:
            sets = _open_sets(connection, connection.scalar(select(SearchState.sequence)) or 0, 1)
            if not sets:
                return
            sequence, change_set = sets[0]
            records = _records(connection, entries_of(connection, change_set))
        parts = [(kind, part) for kind, ids in records.items() for part in _chunks(sorted(ids))]
        done, total = 0, sum(map(len, records.values()))
        for kind, part in parts:
            if stop():
                return
            with engine.execution_options(writing=True).begin() as connection:
                connection.execute(select(SearchState.sequence).with_for_update())
                _replace(connection, kind, part)
            done += len(part)
            yield done, total
        with engine.execution_options(writing=True).begin() as connection:
            connection.execute(
                update(SearchState).where(SearchState.sequence == sequence - 1).values(sequence=sequence))


def rebuild(connection: Connection) -> int:
    """Make the whole index anew; returns the number of records in it."""
    # Nobody may seal a change set meanwhile: the new index would lack it and yet claim to hold it.
    connection.execute(select(JournalHead.sequence).with_for_update())
    connection.execute(select(SearchState.sequence).with_for_update())
    connection.execute(delete(SearchDocument))
    count = 0
    for kind in INDEXED:
        rows = [found.row() for found in collect(connection, kind, None)]
        insert_rows(connection, _TABLE, rows)
        count += len(rows)
    connection.execute(update(SearchState).values(sequence=_last(connection)))
    return count


def _records(connection: Connection, entries: Iterable[Any]) -> dict[str, set[UUID]]:
    """Ids of the records whose index rows change, by kind."""
    touched: dict[str, set[Any]] = {}
    answers: set[UUID] = set()
    for _number, table, row, _operation, before, after, *_rest in entries:
        if table == "answer":
            # An update names only what changed; whose answer it is then stands in the row.
            named = [parse(side).get("application_id") for side in (before, after)]
            touched.setdefault("application", set()).update(UUID(n) for n in named if n)
            answers.add(row_id(row))
        elif table in INDEXED:
            touched.setdefault(table, set()).add(row)
    found = {table: {row if isinstance(row, UUID) else row_id(row) for row in rows}
             for table, rows in touched.items()}
    companies, calls = found.get("company", ()), found.get("call", ())
    _add(connection, found, "application", select(Answer.application_id), Answer.id, answers)
    _add(connection, found, "application", select(Application.id), Application.company_id, companies)
    _add(connection, found, "application", select(Application.id), Application.call_id, calls)
    _add(connection, found, "document", select(Document.id), Document.company_id, companies)
    return found


def _add(connection: Connection, found: dict[str, set[UUID]], kind: str, query: Select[UUID], column: Any,
         ids: Collection[UUID]) -> None:
    """Records of `kind` that show something of others that changed."""
    for part in _chunks(list(ids)):
        found.setdefault(kind, set()).update(connection.scalars(query.where(column.in_(part))))


def _index(connection: Connection, records: dict[str, set[UUID]]) -> None:
    for kind, ids in records.items():
        for part in _chunks(sorted(ids)):
            _replace(connection, kind, part)


def _replace(connection: Connection, kind: str, ids: Sequence[UUID]) -> None:
    connection.execute(delete(SearchDocument).where(SearchDocument.record_id.in_(ids)))
    insert_rows(connection, _TABLE, [found.row() for found in collect(connection, kind, ids)])


def _chunks(ids: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))
