"""Roadshows and their line-up."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Date, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from incubator_gui.db.base import Record, link


class Roadshow(Record):
    """An event at which companies present."""

    __tablename__ = "roadshow"

    name: Mapped[str] = mapped_column(String(200))
    held_on: Mapped[date | None] = mapped_column(Date)
    place: Mapped[str | None] = mapped_column(String(200))
    audience: Mapped[str | None] = mapped_column(String(200))


class LineupEntry(Record):
    """One company's place in the order of a roadshow."""

    __tablename__ = "lineup_entry"

    roadshow_id: Mapped[UUID] = link("roadshow")
    company_id: Mapped[UUID] = link("company")
    position: Mapped[str] = mapped_column(String(60))
    minutes: Mapped[int] = mapped_column(Integer, default=8, server_default="8")
    status: Mapped[str] = mapped_column(String(20), default="invited", server_default="invited")
