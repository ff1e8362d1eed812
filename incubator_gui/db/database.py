"""A database that is open: reading, writing, and who writes."""

from __future__ import annotations

import platform
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from sqlalchemy import URL, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from incubator_gui.core.account import account
from incubator_gui.core.clock import Clock, SystemClock
from incubator_gui.core.errors import Environment
from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import Message, Ref, msg
from incubator_gui.db.engine import file_of, open_engine, parse_url
from incubator_gui.db.faults import explained
from incubator_gui.db.files import FileStore, store_for
from incubator_gui.db.identify import identify_file
from incubator_gui.db.journal.erasure import ForgetAgain, reconcile
from incubator_gui.db.journal.seal import Head
from incubator_gui.db.migrate import head_revision, upgrade
from incubator_gui.db.names import Name, names_of
from incubator_gui.db.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Actor:
    """Who writes, and at which workstation; on SQLite the account of the operating system.

    `also` are other names under which the same person wrote here: the account, and names given up meanwhile.
    """

    who: str
    workstation: str
    also: frozenset[str] = frozenset()

    @classmethod
    def of_this_machine(cls) -> Actor:
        """The account that runs this process."""
        return cls(account()[:120], (platform.node() or "?")[:120])

    def named(self, name: str) -> Actor:
        """The same person under the name to be written from now on; empty is the account's."""
        who = (" ".join(name.split()) or account())[:120]
        return replace(self, who=who, also=self.also | {self.who})


class Database:
    """The open database. Hand it to services; they are the only ones who write with it."""

    def __init__(self, engine: Engine, url: URL, *, clock: Clock | None = None, actor: Actor | None = None) -> None:
        self.engine = engine
        self.url = url
        self.clock: Clock = clock or SystemClock()
        self.actor = actor or Actor.of_this_machine()
        self.files: FileStore = store_for(engine, file_of(url))
        self.revision = head_revision()
        self.called: Callable[[Session, Iterable[Ref]], dict[UUID, Name]] = names_of
        """What records are called in the sentences that this person reads; the house may hide some names."""
        self.written: deque[UUID] = deque(maxlen=10_000)
        """Change sets of this process, the last ones: the watcher does not report them back."""
        self._reading = engine if self.is_file else engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @classmethod
    def open(cls, place: str | Path, *, clock: Clock | None = None, actor: Actor | None = None,
             migrate: bool = True, forget_again: ForgetAgain | None = None) -> Database:
        """Open or create; brings an older schema up to date after a verified backup.

        `forget_again` takes what hangs on rows that a restore brought back, before they are erased again.
        Raises Environment with one sentence when the file is foreign, newer, damaged or out of reach.
        """
        url = parse_url(place)
        path = file_of(url)
        if path is not None:
            _prepare_folder(path)
            identify_file(path)
        engine = open_engine(url)
        try:
            if migrate:
                upgrade(engine, path)
        except DBAPIError as error:
            engine.dispose()
            raise explained(error) from error
        except BaseException:
            engine.dispose()
            raise
        database = cls(engine, url, clock=clock, actor=actor)
        if migrate:
            reconcile(database, forget_again)
        return database

    @property
    def path(self) -> Path | None:
        """The file, or None on PostgreSQL."""
        return file_of(self.url)

    @property
    def is_file(self) -> bool:
        """Whether this is an SQLite file."""
        return self.path is not None

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one moment and cannot write (the journal refuses it)."""
        with Session(self._reading, expire_on_commit=False, autoflush=False) as session:
            try:
                yield session
            except DBAPIError as error:
                raise explained(error) from error

    def write(self, command: str, message: Message, *, kind: str = "do", target: UUID | None = None,
              erasing: bool = False) -> UnitOfWork:
        """A unit of work: one transaction, one change set under `command` with its sentence.

        `erasing` lets it take personal parts out of the journal; such a change set cannot be undone.
        """
        if erasing and kind == "do":
            kind = "erase"
        head = Head(new_id(), self.clock.now(), self.actor.who, self.actor.workstation, command, message.to_json(),
                    kind, target, self.revision)
        self.written.append(head.id)
        return UnitOfWork(self.engine, head, erasing=erasing, called=self.called)

    def close(self) -> None:
        """Give back all connections; the write-ahead log is folded into the file."""
        if self.is_file:
            try:
                with self.engine.connect() as connection:
                    driver = connection.connection.driver_connection
                    connection.rollback()
                    if driver is not None:
                        driver.execute("PRAGMA optimize")
            except DBAPIError:
                pass
        self.engine.dispose()


def _prepare_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Environment(msg("The folder {folder} cannot be made ({reason}). Choose another place.",
                              folder=str(path.parent), reason=error.strerror or str(error))) from error
