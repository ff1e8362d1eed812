"""Roadshows, their line-up, rehearsals, and who got which pack."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from incubator_gui.db.base import Record, link
from incubator_gui.db.types import Moment


class Roadshow(Record):
    """An event at which companies present; times are written 13:30, `profile` is a key of AUDIENCES."""

    __tablename__ = "roadshow"

    name: Mapped[str] = mapped_column(String(200))
    held_on: Mapped[date | None] = mapped_column(Date)
    place: Mapped[str | None] = mapped_column(String(200))
    audience: Mapped[str | None] = mapped_column(String(200))
    starts_at: Mapped[str | None] = mapped_column(String(5))
    ends_at: Mapped[str | None] = mapped_column(String(5))
    language: Mapped[str | None] = mapped_column(String(2))
    profile: Mapped[str] = mapped_column(String(20), default="vc", server_default="vc")
    contact: Mapped[str | None] = mapped_column(String(200))
    owner_id: Mapped[UUID | None] = link("person", nullable=True)


class LineupEntry(Record):
    """One company's place in the order of a roadshow.

    `minutes` are spoken, `question_minutes` follow, `pause_before` comes first; `document_id` is the deck.
    """

    __tablename__ = "lineup_entry"
    __table_args__ = (CheckConstraint("minutes >= 0 AND question_minutes >= 0 AND pause_before >= 0",
                                      name="minutes"),)

    roadshow_id: Mapped[UUID] = link("roadshow")
    company_id: Mapped[UUID] = link("company")
    position: Mapped[str] = mapped_column(String(60))
    minutes: Mapped[int] = mapped_column(Integer, default=8, server_default="8")
    status: Mapped[str] = mapped_column(String(20), default="invited", server_default="invited")
    question_minutes: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    pause_before: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    topic: Mapped[str | None] = mapped_column(String(200))
    document_id: Mapped[UUID | None] = link("document", nullable=True)


class Rehearsal(Record):
    """A rehearsal of one company for a roadshow, with what was said to it."""

    __tablename__ = "rehearsal"

    lineup_entry_id: Mapped[UUID] = link("lineup_entry")
    held_on: Mapped[date] = mapped_column(Date)
    minutes: Mapped[int | None] = mapped_column(Integer)
    feedback: Mapped[str | None] = mapped_column(Text)
    is_ready: Mapped[bool] = mapped_column(default=False, server_default="0")


class PackIssue(Record):
    """One pack that left the house: to whom, which version, and the hash of the very file."""

    __tablename__ = "pack_issue"

    roadshow_id: Mapped[UUID] = link("roadshow")
    recipient: Mapped[str] = mapped_column(String(200))
    country: Mapped[str | None] = mapped_column(String(2))
    copy: Mapped[str | None] = mapped_column(String(20))
    edition: Mapped[str | None] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    profile: Mapped[str] = mapped_column(String(20))
    watermark: Mapped[str | None] = mapped_column(String(200))
    pages: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    file_name: Mapped[str | None] = mapped_column(String(300))
    expires_on: Mapped[date | None] = mapped_column(Date)
    issued_at: Mapped[datetime] = mapped_column(Moment)
    issued_by: Mapped[str | None] = mapped_column(String(120))
