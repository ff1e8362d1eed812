"""The proof: walks the chain and says where it does not hold."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, func, or_, select

from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.db.journal.codec import parse
from incubator_gui.db.journal.seal import Head, chained, digested, entries_of, personal_digest
from incubator_gui.db.schema import ChangeSet, JournalEntry, JournalHead


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the proof found: how many change sets hold, and each fault as a sentence."""

    change_sets: int
    entries: int
    faults: tuple[Message, ...]

    @property
    def holds(self) -> bool:
        return not self.faults


def verify(connection: Connection) -> Verdict:
    """Check every link, every entry and every personal part of the whole journal."""
    try:
        return _walk(connection)
    except (ValueError, TypeError, AttributeError, KeyError) as error:  # no value that the program ever wrote
        return Verdict(0, 0, (msg("The journal holds a value that cannot be read: {reason}.", reason=str(error)),))


def _walk(connection: Connection) -> Verdict:
    faults: list[Message] = []
    previous, sequence, entries = bytes(32), 0, 0
    for row in connection.execute(select(ChangeSet.__table__).order_by(ChangeSet.sequence)).all():
        if row.sequence != sequence + 1:
            faults.append(msg("Change set {number} is missing.", number=sequence + 1))
        found = digested(entries_of(connection, row.id))
        head = Head(row.id, row.at, row.who, row.workstation, row.command, row.message, row.kind, row.target,
                    row.revision)
        if row.previous != previous or found.count != row.entries \
                or chained(row.previous, row.sequence, head, found.count, found.hash) != row.hash:
            faults.append(msg("Change set {number} was altered after it was sealed.", number=row.sequence))
        previous, sequence, entries = row.hash, row.sequence, entries + found.count
    ends = connection.execute(select(JournalHead.sequence, JournalHead.hash)).all()
    if [tuple(end) for end in ends] != [(sequence, previous)]:
        faults.append(msg("The end of the journal does not fit its last change set ({number}).", number=sequence))
    faults += _personal_faults(connection) + _missing_parts(connection)
    known = select(ChangeSet.id)
    stray = connection.scalar(
        select(func.count()).select_from(JournalEntry).where(JournalEntry.change_set.not_in(known)))
    if stray:
        faults.append(nmsg("{n} journal entry belongs to no change set.",
                           "{n} journal entries belong to no change set.", stray))
    return Verdict(sequence, entries, tuple(faults))


def _altered(number: int) -> Message:
    return msg("The personal part of journal entry {number} was altered.", number=number)


def _personal_faults(connection: Connection) -> list[Message]:
    rows = connection.execute(
        select(JournalEntry.id, JournalEntry.salt, JournalEntry.personal, JournalEntry.personal_digest)
        .where(or_(JournalEntry.personal.is_not(None), JournalEntry.salt.is_not(None))))
    return [
        _altered(number) for number, salt, personal, digest in rows
        if salt is None or personal is None or personal_digest(salt, personal) != digest
    ]


def _missing_parts(connection: Connection) -> list[Message]:
    """Personal parts that are gone though no sealed erasure names their row."""
    gone = connection.execute(
        select(JournalEntry.id, JournalEntry.table_name, JournalEntry.row_id)
        .where(JournalEntry.personal.is_(None), JournalEntry.personal_digest.is_not(None))).all()
    if not gone:
        return []
    erased = set()
    for (after,) in connection.execute(
            select(JournalEntry.after).where(JournalEntry.table_name == "erasure", JournalEntry.operation == "I")):
        entry = parse(after)
        erased.add((entry.get("table_name"), UUID(entry["record_id"])))
    return [_altered(number) for number, table, row in gone if (table, row) not in erased]
