"""The one way to write: one transaction, one change set, sealed before the commit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from types import TracebackType
from typing import Any, Self
from uuid import UUID

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from incubator_gui.core.errors import Overtaken
from incubator_gui.core.messages import Message, Ref, msg
from incubator_gui.db.faults import explained
from incubator_gui.db.journal.erasure import after_erasing
from incubator_gui.db.journal.inverse import comes_to_nothing
from incubator_gui.db.journal.seal import Head, close_change_set, open_change_set, row_id, seal
from incubator_gui.db.names import Name, named, names_of, refs_in
from incubator_gui.db.search.update import AT_ONCE, follow
from incubator_gui.domain.changes import Changes


class UnitOfWork:
    """A write transaction with its change set; commits on leaving, rolls back on any error.

    `session` is for mapped classes, `connection` for statements over many rows: both journal.
    After leaving, `changes` says what was changed.
    """

    def __init__(self, engine: Engine, head: Head, *, erasing: bool = False,
                 called: Callable[[Session, Iterable[Ref]], dict[UUID, Name]] = names_of) -> None:
        self._engine = engine
        self._erasing = erasing
        self._called = called
        self.head = head
        self.changes = Changes()
        self.message: Message | None = None
        self._session: Session | None = None

    @property
    def session(self) -> Session:
        """The session of this unit of work."""
        assert self._session is not None, "the unit of work is not open"
        return self._session

    @property
    def connection(self) -> Connection:
        """The connection of this unit of work, flushed."""
        self.session.flush()
        return self.session.connection()

    def say(self, message: Message) -> None:
        """Replace the sentence of the change set, once more is known (how many rows, which names)."""
        self.message = message

    def __enter__(self) -> Self:
        self._session = Session(self._engine.execution_options(writing=True), expire_on_commit=False)
        try:
            open_change_set(self._session.connection(), self.head.id, self._erasing)
        except DBAPIError as error:
            self._close()
            raise explained(error) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        try:
            if error is None:
                self._finish()
            else:
                self.session.rollback()
        except BaseException as inner:
            with suppress(DBAPIError):
                self.session.rollback()
            if (named := self._named(inner)) is not inner:
                raise named from inner
            raise
        finally:
            self._close()
        if error is None and self._erasing and self._engine.dialect.name == "sqlite":
            after_erasing(self._engine)
        if error is not None and (named := self._named(error)) is not error:
            raise named from error

    def _named(self, error: BaseException) -> BaseException:
        if isinstance(error, StaleDataError):
            return Overtaken(msg(
                "Somebody else changed this record meanwhile. Look at it again, then repeat the change."))
        if isinstance(error, DBAPIError):
            return explained(error)
        return error

    def _close(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def _finish(self) -> None:
        connection = self.connection
        head = self.head
        if self.message is not None:
            head = Head(head.id, head.at, head.who, head.workstation, head.command, self.message.to_json(), head.kind,
                        head.target, head.revision)
        idle = head.kind == "do" and comes_to_nothing(connection, head.id)
        sealed = None if idle else seal(connection, head, keep=AT_ONCE + 1)
        if sealed is None:
            self.session.rollback()
            return
        sequence, found = sealed
        follow(connection, sequence, found.first)
        close_change_set(connection)
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"NOTIFY incubator_changes, '{sequence}'")
        message = Message.from_json(head.message)
        message = named(message, self._called(self.session, refs_in(message)))
        self.session.commit()
        self.changes = Changes(touched(found.rows), head.id, sequence, message,
                               undoable=head.kind in {"do", "undo", "redo"})


def touched(rows: Mapping[str, Iterable[Any]]) -> dict[str, frozenset[UUID]]:
    """Ids by table, from what the driver gives."""
    return {table: frozenset(map(row_id, set(ids))) for table, ids in rows.items()}
