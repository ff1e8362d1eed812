"""The journal: written by the database's own triggers, sealed by the unit of work."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Boolean, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from incubator_gui.db.base import UNJOURNALED, Base, Record
from incubator_gui.db.types import Id, Json, Moment

_SERIAL = BigInteger().with_variant(Integer(), "sqlite")


class ChangeSet(Base):
    """One use case that changed something; a link of the hash chain.

    `kind` is do, undo, redo or a kind that cannot be undone; `target` is the change set that an
    undo or redo turned round. `hash` covers the head of this row, all its entries and `previous`.
    """

    __tablename__ = "change_set"
    __table_args__ = {"info": UNJOURNALED}

    sequence: Mapped[int] = mapped_column(_SERIAL, primary_key=True, autoincrement=False)
    id: Mapped[UUID] = mapped_column(Id, unique=True)
    at: Mapped[datetime] = mapped_column(Moment)
    who: Mapped[str] = mapped_column(String(120))
    workstation: Mapped[str] = mapped_column(String(120))
    command: Mapped[str] = mapped_column(String(80))
    message: Mapped[Any] = mapped_column(Json)
    kind: Mapped[str] = mapped_column(String(10))
    target: Mapped[UUID | None] = mapped_column(Id, index=True)
    revision: Mapped[str] = mapped_column(String(32))
    entries: Mapped[int] = mapped_column(Integer)
    previous: Mapped[bytes] = mapped_column(LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class JournalEntry(Base):
    """One changed row: the changed columns before and after, as JSON.

    `personal` holds the columns with personal data under a random salt; an erasure removes both
    and keeps `personal_digest`, so that the chain still verifies.
    """

    __tablename__ = "journal_entry"
    __table_args__ = {"info": UNJOURNALED, "sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(_SERIAL, primary_key=True, autoincrement=True)
    change_set: Mapped[UUID] = mapped_column(Id, index=True)
    table_name: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[UUID] = mapped_column(Id, index=True)
    operation: Mapped[str] = mapped_column(String(1))
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)
    personal: Mapped[str | None] = mapped_column(Text)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    personal_digest: Mapped[bytes | None] = mapped_column(LargeBinary(32))


class JournalHead(Base):
    """The end of the chain; locked last in each transaction, so that sequences have no holes."""

    __tablename__ = "journal_head"
    __table_args__ = {"info": UNJOURNALED}

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    sequence: Mapped[int] = mapped_column(_SERIAL)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class JournalContext(Base):
    """SQLite only: which change set is open (one row); PostgreSQL uses a setting of the transaction."""

    __tablename__ = "journal_context"
    __table_args__ = {"info": UNJOURNALED}

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    change_set: Mapped[UUID | None] = mapped_column(Id)
    erasing: Mapped[bool] = mapped_column(Boolean, default=False, server_default="0")


class Erasure(Record):
    """A row whose personal data was erased: repeated after a restore, and known to the proof.

    Journaled like any other row, so that nobody can hide a missing text behind a made-up erasure.
    """

    __tablename__ = "erasure"

    table_name: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[UUID] = mapped_column(Id, index=True)
    erased_at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str | None] = mapped_column(String(200))


class ProgramVersion(Base):
    """Which program brought the database to its schema (one row): an older one names it when it refuses."""

    __tablename__ = "program_version"
    __table_args__ = {"info": UNJOURNALED}

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(40))
    version: Mapped[str] = mapped_column(String(40))
