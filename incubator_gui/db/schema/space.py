"""Site, floors, rooms, desks, and who has them when."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Float, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from incubator_gui.db.base import Record, link
from incubator_gui.db.types import Json


class Site(Record):
    """A place with floors; days are dates in its time zone."""

    __tablename__ = "site"

    name: Mapped[str] = mapped_column(String(120))
    time_zone: Mapped[str] = mapped_column(String(60), default="Asia/Shanghai")
    area: Mapped[float | None] = mapped_column(Float)


class Floor(Record):
    """A floor of a site; `outline` is a polygon in metres.

    Where `is_generated`, nobody drew its rooms: the program lays them out, anew with each change.
    """

    __tablename__ = "floor"

    site_id: Mapped[UUID] = link("site")
    name: Mapped[str] = mapped_column(String(80))
    position: Mapped[str] = mapped_column(String(60))
    outline: Mapped[Any] = mapped_column(Json, nullable=True)
    is_generated: Mapped[bool] = mapped_column(default=False, server_default="0")


class Room(Record):
    """A room; `polygon` in metres, `area` in square metres, `kind` a key of the vocabulary."""

    __tablename__ = "room"

    floor_id: Mapped[UUID] = link("floor")
    number: Mapped[str] = mapped_column(String(40))
    name: Mapped[str | None] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(30))
    area: Mapped[float | None] = mapped_column(Float)
    capacity: Mapped[int | None] = mapped_column(Integer)
    polygon: Mapped[Any] = mapped_column(Json, nullable=True)
    is_locked: Mapped[bool] = mapped_column(default=False, server_default="0")


class Desk(Record):
    """A desk: place in metres, rotation in degrees, number within its room."""

    __tablename__ = "desk"

    room_id: Mapped[UUID] = link("room")
    number: Mapped[int] = mapped_column(Integer)
    bench: Mapped[int | None] = mapped_column(Integer)
    x: Mapped[float | None] = mapped_column(Float)
    y: Mapped[float | None] = mapped_column(Float)
    rotation: Mapped[float] = mapped_column(Float, default=0.0, server_default="0")


class Scenario(Record):
    """A set of planned allocations that is not in force."""

    __tablename__ = "scenario"

    name: Mapped[str] = mapped_column(String(120))


class Allocation(Record):
    """A desk, or a whole room (`desk_id` empty), given to a company for [starts_on, ends_on).

    The database refuses overlaps of rows in force; rows of a scenario are exempt.
    """

    __tablename__ = "allocation"
    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on > starts_on", name="span"),)

    company_id: Mapped[UUID] = link("company")
    room_id: Mapped[UUID] = link("room")
    desk_id: Mapped[UUID | None] = link("desk", nullable=True)
    scenario_id: Mapped[UUID | None] = link("scenario", nullable=True)
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    is_locked: Mapped[bool] = mapped_column(default=False, server_default="0")
