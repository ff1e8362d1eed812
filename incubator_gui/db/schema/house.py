"""What belongs to the house: settings, saved views, remembered mappings, tasks, targets."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from incubator_gui.db.base import Record, link
from incubator_gui.db.types import Json, Moment


class HouseSetting(Record):
    """A setting that all workstations share."""

    __tablename__ = "house_setting"

    key: Mapped[str] = mapped_column(String(80), index=True)
    value: Mapped[Any] = mapped_column(Json, nullable=True)


class SavedView(Record):
    """Filters, columns and order of a table, under a name."""

    __tablename__ = "saved_view"

    screen: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(120))
    content: Mapped[Any] = mapped_column(Json)


class ImportMapping(Record):
    """How the columns of a file with this header were understood last time."""

    __tablename__ = "import_mapping"

    fingerprint: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[Any] = mapped_column(Json)
    used_at: Mapped[datetime] = mapped_column(Moment)


class Task(Record):
    """Something to be done, with owner and date."""

    __tablename__ = "task"

    title: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(30), default="other", server_default="other")
    due_on: Mapped[date | None] = mapped_column(Date, index=True)
    owner_id: Mapped[UUID | None] = link("person", nullable=True)
    company_id: Mapped[UUID | None] = link("company", nullable=True)
    application_id: Mapped[UUID | None] = link("application", nullable=True)
    done_on: Mapped[date | None] = mapped_column(Date)


class Target(Record):
    """A promise of the programme: how many of what, from when, by when."""

    __tablename__ = "target"

    key: Mapped[str] = mapped_column(String(40))
    value: Mapped[int] = mapped_column(Integer)
    starts_on: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date] = mapped_column(Date)
