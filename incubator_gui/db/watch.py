"""Changes made elsewhere: by another workstation, or by the command line beside the window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError

from incubator_gui.core.messages import Message
from incubator_gui.db.database import Database
from incubator_gui.db.faults import explained
from incubator_gui.db.schema import ChangeSet, JournalEntry, JournalHead
from incubator_gui.domain.changes import Changes

CHANNEL = "incubator_changes"
LIMIT = 20_000
"""Entries beyond which every screen is asked to reload instead."""

_EVERY = 10
"""On PostgreSQL the journal is read with each so many polls, should a notification have been lost."""


class Watcher:
    """Says what others changed since it was last asked; change sets of this process are left out.

    Call `poll` from one thread at a time; it raises Environment when the database is out of reach,
    and asks every screen to reload once it is back.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._listening: Any = None
        self._polls = 0
        self._lost = False
        if not database.is_file:
            self._listen()
        with database.read() as session:
            self._sequence = session.scalar(select(JournalHead.sequence)) or 0

    def poll(self) -> Changes | None:
        """What others changed since the last poll, None when nothing."""
        try:
            if not self._database.is_file and not self._notified():
                return None
            if self._lost:
                self._lost = False
                with self._database.engine.connect() as connection:
                    self._sequence = connection.scalar(select(JournalHead.sequence)) or 0
                return Changes(sequence=self._sequence, everything=True)
            with self._database.engine.connect() as connection:
                return self._look(connection)
        except DBAPIError as error:
            raise explained(error) from error

    def close(self) -> None:
        """Give back the listening connection."""
        if self._listening is not None:
            self._listening.close()
            self._listening = None

    def _look(self, connection: Connection) -> Changes | None:
        last = connection.scalar(select(JournalHead.sequence)) or 0
        if last == self._sequence:
            return None
        since, self._sequence = self._sequence, last
        if last < since:  # a backup was restored
            return Changes(sequence=last, everything=True)
        mine = set(self._database.written)
        sets = [s for s in connection.execute(
            select(ChangeSet.id, ChangeSet.sequence, ChangeSet.message, ChangeSet.entries)
            .where(ChangeSet.sequence > since, ChangeSet.sequence <= last).order_by(ChangeSet.sequence))
            if s.id not in mine]
        if not sets:
            return None
        if sum(s.entries for s in sets) > LIMIT:
            return Changes(sequence=last, everything=True)
        end = sets[-1]
        return Changes(_touched(connection, [s.id for s in sets]), end.id, end.sequence,
                       Message.from_json(end.message), undoable=False)

    def _notified(self) -> bool:
        """Whether the journal has to be read: somebody notified, it is time, or the connection was lost."""
        import psycopg

        self._polls += 1
        try:
            if self._listening is None or self._listening.closed:
                self._lost = True
                self._listen()
            heard = [note.payload for note in self._listening.notifies(timeout=0)]
        except psycopg.Error:
            self._lost = True
            self.close()
            self._listen()
            return True
        return bool(heard) or self._lost or self._polls % _EVERY == 0

    def _listen(self) -> None:
        """A connection of its own, outside the pool: a pooled one would take its notifications along."""
        import psycopg  # late: a file needs none of it

        try:
            fairy = self._database.engine.raw_connection()
            raw: Any = fairy.driver_connection
            fairy.detach()
            raw.autocommit = True
            raw.execute(f"LISTEN {CHANNEL}")
        except psycopg.Error as error:
            raise explained(DBAPIError("LISTEN", {}, error)) from error
        except DBAPIError as error:
            raise explained(error) from error
        self._listening = raw


def _touched(connection: Connection, change_sets: Sequence[UUID]) -> dict[str, frozenset[UUID]]:
    found: dict[str, set[UUID]] = {}
    for start in range(0, len(change_sets), 500):
        rows = connection.execute(
            select(JournalEntry.table_name, JournalEntry.row_id, func.count())
            .where(JournalEntry.change_set.in_(change_sets[start : start + 500]))
            .group_by(JournalEntry.table_name, JournalEntry.row_id))
        for table, row, _count in rows:
            found.setdefault(table, set()).add(row)
    return {table: frozenset(ids) for table, ids in found.items()}
