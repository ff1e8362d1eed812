"""What can hang on a company, an application or a person: documents, notes, tags."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from incubator_gui.db.base import PERSONAL, UNJOURNALED, Base, Record, link
from incubator_gui.db.types import Moment

_SUBJECT = (
    "(CASE WHEN company_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN application_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) = 1"
)


class Document(Record):
    """A file kept in the file store under its content hash; `kind` is a key of the vocabulary."""

    __tablename__ = "document"
    __table_args__ = (CheckConstraint(_SUBJECT, name="subject"),)

    company_id: Mapped[UUID | None] = link("company", nullable=True)
    application_id: Mapped[UUID | None] = link("application", nullable=True)
    person_id: Mapped[UUID | None] = link("person", nullable=True)
    kind: Mapped[str] = mapped_column(String(30), default="other", server_default="other")
    title: Mapped[str] = mapped_column(String(300))
    file_name: Mapped[str] = mapped_column(String(300))
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    dated_on: Mapped[date | None] = mapped_column(Date)
    added_at: Mapped[datetime] = mapped_column(Moment)
    added_by: Mapped[str | None] = mapped_column(String(120))


class Note(Record):
    """A remark of staff; plain text."""

    __tablename__ = "note"
    __table_args__ = (CheckConstraint(_SUBJECT, name="subject"),)

    company_id: Mapped[UUID | None] = link("company", nullable=True)
    application_id: Mapped[UUID | None] = link("application", nullable=True)
    person_id: Mapped[UUID | None] = link("person", nullable=True)
    text: Mapped[str] = mapped_column(Text, info=PERSONAL)
    author: Mapped[str | None] = mapped_column(String(120))
    written_at: Mapped[datetime] = mapped_column(Moment)


class Tag(Record):
    """A word that staff hang on records."""

    __tablename__ = "tag"

    name: Mapped[str] = mapped_column(String(80))


class Tagging(Record):
    """One tag on one record."""

    __tablename__ = "tagging"
    __table_args__ = (CheckConstraint(_SUBJECT, name="subject"),)

    tag_id: Mapped[UUID] = link("tag")
    company_id: Mapped[UUID | None] = link("company", nullable=True)
    application_id: Mapped[UUID | None] = link("application", nullable=True)
    person_id: Mapped[UUID | None] = link("person", nullable=True)


class StoredFile(Base):
    """The content of a document where the database has no folder beside it (PostgreSQL)."""

    __tablename__ = "stored_file"
    __table_args__ = {"info": UNJOURNALED}

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
