"""Calls and applications: stages as data, answers to free questions, versions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, Integer, Numeric, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from incubator_gui.db.base import Record, link
from incubator_gui.db.types import Json, Moment


class Call(Record):
    """One round of intake."""

    __tablename__ = "call"

    name: Mapped[str] = mapped_column(String(120))
    opens_on: Mapped[date | None] = mapped_column(Date)
    closes_on: Mapped[date | None] = mapped_column(Date)
    description: Mapped[str | None] = mapped_column(Text)


class Stage(Record):
    """A step that staff name, order and colour; `status` is the fixed status behind it.

    `position` is a fractional key without a UNIQUE constraint, so that an undo never collides.
    """

    __tablename__ = "stage"

    name_en: Mapped[str] = mapped_column(String(80))
    name_de: Mapped[str] = mapped_column(String(80))
    name_zh: Mapped[str] = mapped_column(String(80))
    status: Mapped[str] = mapped_column(String(20))
    colour: Mapped[str | None] = mapped_column(String(20))
    position: Mapped[str] = mapped_column(String(60))
    is_active: Mapped[bool] = mapped_column(default=True, server_default="1")


class Application(Record):
    """One company's answer to one call. `stage_since` dates the last move."""

    __tablename__ = "application"
    __table_args__ = (
        Index("ix_application_call_stage", "call_id", "stage_id"),
        CheckConstraint("desks_needed IS NULL OR desks_needed >= 0", name="desks_needed"),
    )

    number: Mapped[int] = mapped_column(Integer, index=True)
    call_id: Mapped[UUID] = link("call", index=False)
    company_id: Mapped[UUID] = link("company")
    stage_id: Mapped[UUID] = link("stage")
    stage_since: Mapped[date] = mapped_column(Date)
    received_on: Mapped[date] = mapped_column(Date)
    focus_area: Mapped[str | None] = mapped_column(String(40))
    pitch: Mapped[str | None] = mapped_column(Text)
    headcount: Mapped[int | None] = mapped_column(Integer)
    desks_needed: Mapped[int | None] = mapped_column(Integer)
    source: Mapped[str | None] = mapped_column(String(200))
    owner_id: Mapped[UUID | None] = link("person", nullable=True)
    score: Mapped[float | None] = mapped_column(Numeric(5, 3, asdecimal=False))
    current_version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")


class ApplicationVersion(Record):
    """What an application said at one time: fields and answers as they were handed in."""

    __tablename__ = "application_version"

    application_id: Mapped[UUID] = link("application")
    number: Mapped[int] = mapped_column(Integer)
    made_at: Mapped[datetime] = mapped_column(Moment)
    content: Mapped[Any] = mapped_column(Json)


class Question(Record):
    """A free question of a call; a column of an import that is no field becomes one."""

    __tablename__ = "question"

    call_id: Mapped[UUID] = link("call")
    key: Mapped[str] = mapped_column(String(200))
    text_en: Mapped[str | None] = mapped_column(Text)
    text_de: Mapped[str | None] = mapped_column(Text)
    text_zh: Mapped[str | None] = mapped_column(Text)
    position: Mapped[str] = mapped_column(String(60))


class Answer(Record):
    """The answer of an application to a question, as plain text."""

    __tablename__ = "answer"

    application_id: Mapped[UUID] = link("application")
    question_id: Mapped[UUID] = link("question")
    text: Mapped[str] = mapped_column(Text)


class StageMove(Record):
    """A dated step from stage to stage; a revert says why."""

    __tablename__ = "stage_move"

    application_id: Mapped[UUID] = link("application")
    from_stage_id: Mapped[UUID | None] = link("stage", nullable=True, index=False)
    to_stage_id: Mapped[UUID] = link("stage", index=False)
    moved_on: Mapped[date] = mapped_column(Date)
    moved_at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str | None] = mapped_column(String(120))
    reason: Mapped[str | None] = mapped_column(Text)
    is_revert: Mapped[bool] = mapped_column(default=False, server_default="0")
