"""The seal of a change set: a hash over its entries, chained to the one before.

A personal part enters the hash only by its digest, made with the entry's own random salt; when
both are erased the digest stays and the chain still verifies (DESIGN section 3).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, select, text, update

from incubator_gui.core.ids import id_of
from incubator_gui.db.schema import ChangeSet, JournalHead


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a change set when it is opened."""

    id: UUID
    at: datetime
    who: str
    workstation: str
    command: str
    message: dict[str, Any]
    kind: str = "do"
    target: UUID | None = None
    revision: str = ""


EntryRow = Sequence[Any]
"""(number, table, row id, operation, before, after, personal digest), as the driver gives them"""


def personal_digest(salt: bytes, personal: str) -> bytes:
    """The digest under which a personal part enters the seal."""
    return hashlib.sha256(salt + personal.encode()).digest()


def chained(previous: bytes, sequence: int, head: Head, count: int, entries: bytes) -> bytes:
    """SHA-256 over the previous hash, the head, and the number and digest of the entries."""
    first = [
        sequence, head.id.hex, head.at.astimezone(UTC).isoformat(timespec="microseconds"), head.who, head.workstation,
        head.command, head.message, head.kind, head.target.hex if head.target else None, head.revision, count,
    ]
    text = json.dumps(first, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(previous + entries + text.encode()).digest()


@dataclass(slots=True)
class Digested:
    """The entries of a change set as the seal needs them: hashed, counted, and which rows they touch."""

    hash: bytes
    count: int
    rows: dict[str, list[Any]]
    first: list[EntryRow]
    """The entries themselves, as many as were asked for."""


def digested(entries: Iterable[EntryRow], keep: int = 0) -> Digested:
    """Hash entries in their order, without holding all of them.

    Every part stands behind its length, so that no text can pose as another part.
    """
    digest = hashlib.sha256()
    rows: dict[str, list[Any]] = {}
    first: list[EntryRow] = []
    count = 0
    for entry in entries:
        number, table, row, operation, before, after, private = entry
        count += 1
        line = (
            f"{number},{table},{_hex(row)},{operation},{-1 if before is None else len(before)},"
            f"{-1 if after is None else len(after)},{-1 if private is None else len(private)}:"
            f"{before or ''}{after or ''}\n")
        digest.update(line.encode())
        if private is not None:
            digest.update(private if isinstance(private, bytes) else repr(private).encode())
        if count <= keep:
            first.append(entry)
        (rows.get(table) or rows.setdefault(table, [])).append(row)
    return Digested(digest.digest(), count, rows, first)


def _hex(raw: Any) -> str:
    """The row id as text; one that somebody made unreadable just fails to fit."""
    return raw.hex if isinstance(raw, UUID) else raw.hex() if isinstance(raw, bytes) else repr(raw)


_COLUMNS = "id, table_name, row_id, operation, before, after, personal_digest"


def entries_of(connection: Connection, change_set: UUID) -> Iterator[EntryRow]:
    """The entries of a change set in the order in which they were written.

    Read past the column types: with 20,000 rows they would take longer than the database.
    """
    postgres = connection.dialect.name == "postgresql"
    driver: Any = connection.connection.driver_connection
    sql = f"SELECT {_COLUMNS} FROM journal_entry WHERE change_set = {'%s' if postgres else '?'} ORDER BY id"
    return iter(driver.execute(sql, (change_set if postgres else change_set.bytes,)))


def row_id(raw: UUID | bytes) -> UUID:
    """The row of an entry as a UUID, from what the driver gives."""
    return raw if isinstance(raw, UUID) else id_of(raw)


def seal(connection: Connection, head: Head, keep: int = 0) -> tuple[int, Digested] | None:
    """Close the open change set: digest personal parts, lock the chain's end, append.

    Returns the sequence number and the entries (`keep` of them in full), or None when nothing was
    changed.
    """
    digest_personal(connection, head.id)
    found = digested(entries_of(connection, head.id), keep)
    if not found.count:
        return None
    end = connection.execute(select(JournalHead.sequence, JournalHead.hash).with_for_update()).one()
    sequence = end.sequence + 1
    link = chained(end.hash, sequence, head, found.count, found.hash)
    connection.execute(insert(ChangeSet).values(
        sequence=sequence, id=head.id, at=head.at, who=head.who, workstation=head.workstation, command=head.command,
        message=head.message, kind=head.kind, target=head.target, revision=head.revision, entries=found.count,
        previous=end.hash, hash=link))
    connection.execute(update(JournalHead).values(sequence=sequence, hash=link))
    return sequence, found


def digest_personal(connection: Connection, change_set: UUID) -> None:
    """Write the digests of the open change set's personal parts."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(
            "UPDATE journal_entry SET personal_digest = sha256(salt || convert_to(personal, 'UTF8'))"
            " WHERE change_set = %s AND personal IS NOT NULL AND personal_digest IS NULL", (change_set,))
    else:
        connection.exec_driver_sql(
            "UPDATE journal_entry SET personal_digest = personal_digest_of(salt, personal)"
            " WHERE change_set = ? AND personal IS NOT NULL AND personal_digest IS NULL", (change_set.bytes,))


def open_change_set(connection: Connection, change_set: UUID, erasing: bool = False) -> None:
    """Tell the triggers which change set their entries belong to."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT set_config('incubator.change_set', :id, true),"
                                " set_config('incubator.erasing', :erasing, true)"),
                           {"id": str(change_set), "erasing": "yes" if erasing else ""})
    else:
        connection.exec_driver_sql("UPDATE journal_context SET change_set = ?, erasing = ? WHERE id = 1",
                                   (change_set.bytes, int(erasing)))


def close_change_set(connection: Connection) -> None:
    """No change set is open any more: from here on the database refuses writes."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT set_config('incubator.change_set', '', true),"
                                " set_config('incubator.erasing', '', true)"))
    else:
        connection.exec_driver_sql("UPDATE journal_context SET change_set = NULL, erasing = 0 WHERE id = 1")
