"""Erasing personal data: from the rows, from the journal, from the search index, and from the file.

The digests stay, so the chain still verifies. What was erased stands in the table `erasure` (part
of the chain) and, for a file, in a list beside it that a restored backup cannot take back: when a
database is opened, both are brought together and what a restore brought back is erased again.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from sqlalchemy import Connection, Engine, String, Table, delete, select, update

from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import nmsg
from incubator_gui.db.bulk import insert_rows
from incubator_gui.db.journal.columns import personal_columns, table_named
from incubator_gui.db.journal.seal import digest_personal
from incubator_gui.db.schema import Erasure, JournalEntry, SearchDocument

if TYPE_CHECKING:
    from incubator_gui.db.database import Database
    from incubator_gui.db.unit_of_work import UnitOfWork

_CHUNK = 500
Rows = Mapping[str, Collection[UUID]]
ForgetAgain: TypeAlias = "Callable[[UnitOfWork, Rows], None]"


def erase(unit: UnitOfWork, rows: Rows, reason: str = "") -> int:
    """Erase the personal data of rows, present or long deleted; returns the journal entries that lost a part.

    `unit` must have been opened with `erasing=True`. It cannot be undone.
    """
    connection = unit.connection
    count = 0
    for name, ids in rows.items():
        table = table_named(name)
        for part in _chunks(list(ids)):
            _blank(connection, table, part, unit.head.at)
            connection.execute(delete(SearchDocument).where(SearchDocument.record_id.in_(part)))
    _enter(connection, rows, unit.head.at, reason)
    digest_personal(connection, unit.head.id)
    entry = JournalEntry
    for name, ids in rows.items():
        for part in _chunks(list(ids)):
            done = connection.execute(
                update(entry).where(entry.table_name == name, entry.row_id.in_(part), entry.personal.is_not(None))
                .values(personal=None, salt=None))
            count += done.rowcount
    return count


def _blank(connection: Connection, table: Table, ids: Sequence[UUID], at: datetime) -> None:
    values: dict[str, Any] = {
        c.name: None if c.nullable else "" for c in personal_columns(table) if c.nullable or isinstance(c.type, String)}
    if not values:
        return
    if "erased_at" in table.columns:
        values["erased_at"] = at
    connection.execute(update(table).where(table.c.id.in_(ids)).values({**values, "version": table.c.version + 1}))


def _enter(connection: Connection, rows: Rows, at: datetime, reason: str) -> None:
    known = _ledger(connection)
    insert_rows(connection, table_named("erasure"), [
        {"id": new_id(), "table_name": name, "record_id": row, "erased_at": at, "reason": reason or None}
        for name, ids in rows.items() for row in ids if (name, row) not in known])


def _ledger(connection: Connection) -> set[tuple[str, UUID]]:
    return {(name, row) for name, row in connection.execute(select(Erasure.table_name, Erasure.record_id))}


def after_erasing(engine: Engine) -> None:
    """Fold the write-ahead log into the file and empty it: the old text must be nowhere; note what went."""
    path = Path(engine.url.database or "")
    with engine.connect() as connection:
        _write_list(list_beside(path), _ledger(connection))
        connection.rollback()
        driver: Any = connection.connection.driver_connection
        for _attempt in range(50):
            busy = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            if not busy:
                break
            time.sleep(0.1)  # somebody still reads the old state


def list_beside(path: Path) -> Path:
    """The list of erasures that belongs to a database file."""
    return path.with_name(path.name + ".erasures")


def reconcile(database: Database, forget_again: ForgetAgain | None = None) -> int:
    """Erase again what a restore brought back; returns how many rows that were.

    `forget_again` comes first, in the same change set, while the rows still say whom they are about.
    """
    if database.path is None:
        return 0
    place = list_beside(database.path)
    noted = read_list(place)
    with database.read() as session:
        known = _ledger(session.connection())
    again: dict[str, set[UUID]] = {}
    for name, row in noted - known:
        if name in Erasure.metadata.tables:
            again.setdefault(name, set()).add(row)
    number = sum(map(len, again.values()))
    if again:
        with database.write("erase.again", nmsg("Erased {n} record again after a restore",
                                                "Erased {n} records again after a restore", number),
                            erasing=True) as unit:
            if forget_again is not None:
                forget_again(unit, again)
            erase(unit, again)
    elif known - noted:
        _write_list(place, known | noted)
    return number


def read_list(place: Path) -> set[tuple[str, UUID]]:
    """The erasures of a list; a line cut off by a crash is left out."""
    found: set[tuple[str, UUID]] = set()
    try:
        lines = place.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return found
    for line in lines:
        try:
            note = json.loads(line)
            found.add((str(note["table"]), UUID(note["id"])))
        except (ValueError, KeyError, TypeError):
            continue
    return found


def join_lists(place: Path, other: Path) -> None:
    """Add what another list names, for instance the copy that lies with the backups."""
    ours, theirs = read_list(place), read_list(other)
    if theirs - ours:
        _write_list(place, ours | theirs)


def _write_list(place: Path, rows: Iterable[tuple[str, UUID]]) -> None:
    everything = sorted(set(rows) | read_list(place), key=lambda r: (r[0], r[1].int))
    if not everything:
        return
    scratch = place.with_name(f".{place.name}.new")
    with scratch.open("w", encoding="utf-8") as stream:
        for name, row in everything:
            stream.write(json.dumps({"table": name, "id": row.hex}) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(scratch, place)


def _chunks(ids: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))
