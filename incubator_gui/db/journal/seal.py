"""The seal of a change set: a hash over its entries, chained to the one before.

A personal part enters the hash only by its digest, made with the entry's own random salt; when
both are erased the digest stays and the chain still verifies (DESIGN section 3).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, insert, select, text, update

from incubator_gui.db.schema import ChangeSet, JournalEntry, JournalHead


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
"""(id, table, row id, operation, before, after, personal digest)"""


def personal_digest(salt: bytes, personal: str) -> bytes:
    """The digest under which a personal part enters the seal."""
    return hashlib.sha256(salt + personal.encode()).digest()


def chained(previous: bytes, sequence: int, head: Head, entries: Iterable[EntryRow]) -> bytes:
    """SHA-256 over the previous hash, the head and the entries in their order."""
    digest = hashlib.sha256(previous)
    first = [
        sequence, head.id.hex, head.at.astimezone(UTC).isoformat(timespec="microseconds"), head.who, head.workstation,
        head.command, head.message, head.kind, head.target.hex if head.target else None, head.revision,
    ]
    digest.update(json.dumps(first, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
    for _number, table, row, operation, before, after, private in entries:
        line = f"\n{table}\x1f{row.hex}\x1f{operation}\x1f{before or ''}\x1f{after or ''}\x1f"
        digest.update(line.encode())
        digest.update(private or b"")
    return digest.digest()


_ENTRIES = (
    JournalEntry.id, JournalEntry.table_name, JournalEntry.row_id, JournalEntry.operation,
    JournalEntry.before, JournalEntry.after, JournalEntry.personal_digest,
)


def entries_of(connection: Connection, change_set: UUID) -> Sequence[EntryRow]:
    """The entries of a change set in the order in which they were written."""
    return connection.execute(
        select(*_ENTRIES).where(JournalEntry.change_set == change_set).order_by(JournalEntry.id)
    ).all()


def seal(connection: Connection, head: Head) -> tuple[int, Sequence[EntryRow]] | None:
    """Close the open change set: digest personal parts, lock the chain's end, append.

    Returns the sequence number and the entries, or None when nothing was changed.
    """
    _digest_personal(connection, head.id)
    rows = entries_of(connection, head.id)
    if not rows:
        return None
    end = connection.execute(select(JournalHead.sequence, JournalHead.hash).with_for_update()).one()
    sequence = end.sequence + 1
    digest = chained(end.hash, sequence, head, rows)
    connection.execute(insert(ChangeSet).values(
        sequence=sequence, id=head.id, at=head.at, who=head.who, workstation=head.workstation, command=head.command,
        message=head.message, kind=head.kind, target=head.target, revision=head.revision, entries=len(rows),
        previous=end.hash, hash=digest))
    connection.execute(update(JournalHead).values(sequence=sequence, hash=digest))
    return sequence, rows


def _digest_personal(connection: Connection, change_set: UUID) -> None:
    found = connection.execute(
        select(JournalEntry.id, JournalEntry.salt, JournalEntry.personal)
        .where(JournalEntry.change_set == change_set, JournalEntry.personal.is_not(None))
    ).all()
    if found:
        table = JournalEntry.__table__
        connection.execute(
            update(JournalEntry).where(table.c.id == bindparam("entry")).values(personal_digest=bindparam("digest")),
            [{"entry": number, "digest": personal_digest(salt, personal)}
             for number, salt, personal in found if salt and personal])


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
