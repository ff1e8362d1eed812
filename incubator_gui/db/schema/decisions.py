"""Decisions, the meeting in which they are taken, conditions, votes and letters."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from incubator_gui.db.base import PERSONAL, Record, link
from incubator_gui.db.types import Json, Moment


class DecisionMeeting(Record):
    """A decision day: applications of one call are decided by the people present."""

    __tablename__ = "decision_meeting"

    call_id: Mapped[UUID] = link("call")
    name: Mapped[str] = mapped_column(String(200))
    held_on: Mapped[date | None] = mapped_column(Date)
    starts_at: Mapped[str | None] = mapped_column(String(5))
    place: Mapped[str | None] = mapped_column(String(200))
    chair_id: Mapped[UUID | None] = link("person", nullable=True)
    minutes_each: Mapped[int] = mapped_column(Integer, default=8, server_default="8")
    opened_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    note: Mapped[str | None] = mapped_column(Text)


class MeetingSeat(Record):
    """A person at the meeting; whoever only listens has no vote."""

    __tablename__ = "meeting_seat"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    meeting_id: Mapped[UUID] = link("decision_meeting")
    person_id: Mapped[UUID] = link("person")
    may_vote: Mapped[bool] = mapped_column(default=True, server_default="1")
    is_present: Mapped[bool] = mapped_column(default=True, server_default="1")


class AgendaItem(Record):
    """One application on the agenda; `out` are the ids of those who had left the room, as it was."""

    __tablename__ = "agenda_item"
    __table_args__ = (UniqueConstraint("meeting_id", "application_id"),)

    meeting_id: Mapped[UUID] = link("decision_meeting")
    application_id: Mapped[UUID] = link("application")
    position: Mapped[str] = mapped_column(String(60))
    minutes: Mapped[int | None] = mapped_column(Integer)
    seconds: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    is_done: Mapped[bool] = mapped_column(default=False, server_default="0")
    out: Mapped[Any] = mapped_column(Json, nullable=True)
    note: Mapped[str | None] = mapped_column(Text, info=PERSONAL)


class Vote(Record):
    """What a seat said to an item: an outcome or abstain."""

    __tablename__ = "vote"
    __table_args__ = (UniqueConstraint("item_id", "seat_id"),)

    item_id: Mapped[UUID] = link("agenda_item")
    seat_id: Mapped[UUID] = link("meeting_seat")
    choice: Mapped[str] = mapped_column(String(30))
    cast_at: Mapped[datetime] = mapped_column(Moment)


class ScoreTable(Record):
    """The scores of a call, frozen with its decisions."""

    __tablename__ = "score_table"

    call_id: Mapped[UUID] = link("call")
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[str | None] = mapped_column(String(120))
    content: Mapped[Any] = mapped_column(Json)


class Decision(Record):
    """The outcome for an application, a key of OUTCOMES: pending until announced. The newest one counts."""

    __tablename__ = "decision"

    application_id: Mapped[UUID] = link("application")
    outcome: Mapped[str] = mapped_column(String(30))
    state: Mapped[str] = mapped_column(String(20), default="pending", server_default="pending")
    reason: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    item_id: Mapped[UUID | None] = link("agenda_item", nullable=True)
    table_id: Mapped[UUID | None] = link("score_table", nullable=True)
    decided_at: Mapped[datetime] = mapped_column(Moment)
    decided_by: Mapped[str | None] = mapped_column(String(120))
    announced_at: Mapped[datetime | None] = mapped_column(Moment)
    announced_by: Mapped[str | None] = mapped_column(String(120))


class DecisionCondition(Record):
    """A condition of an acceptance; announced, it becomes a task."""

    __tablename__ = "decision_condition"

    decision_id: Mapped[UUID] = link("decision")
    text: Mapped[str] = mapped_column(String(300))
    due_on: Mapped[date | None] = mapped_column(Date)
    position: Mapped[str] = mapped_column(String(60))
    task_id: Mapped[UUID | None] = link("task", nullable=True)


class LetterTemplate(Record):
    """The letter for an outcome in one language; placeholders are written {company}."""

    __tablename__ = "letter_template"

    outcome: Mapped[str] = mapped_column(String(30))
    language: Mapped[str] = mapped_column(String(2))
    name: Mapped[str] = mapped_column(String(120))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)


class Letter(Record):
    """A letter of a decision; `state` is draft, ready or handed_over. The program never sends it."""

    __tablename__ = "letter"

    decision_id: Mapped[UUID] = link("decision")
    language: Mapped[str] = mapped_column(String(2))
    recipient: Mapped[str | None] = mapped_column(String(300), info=PERSONAL)
    address: Mapped[str | None] = mapped_column(String(254), info=PERSONAL)
    subject: Mapped[str] = mapped_column(String(300), info=PERSONAL)
    body: Mapped[str] = mapped_column(Text, info=PERSONAL)
    state: Mapped[str] = mapped_column(String(20), default="draft", server_default="draft")
    handed_over_at: Mapped[datetime | None] = mapped_column(Moment)
