"""Services offered, engagements of companies, entitlements, trainings, mentors, and the ledger of hours."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from incubator_gui.db.base import Record, link
from incubator_gui.db.types import Amount


class Service(Record):
    """A service of the catalogue, named in three languages."""

    __tablename__ = "service"

    key: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(120))
    name_de: Mapped[str] = mapped_column(String(120))
    name_zh: Mapped[str] = mapped_column(String(120))
    is_active: Mapped[bool] = mapped_column(default=True, server_default="1")


class Engagement(Record):
    """One company's use of one service; `status` is a key of the vocabulary.

    `waits_for` says in a few words why it rests.
    """

    __tablename__ = "engagement"

    company_id: Mapped[UUID] = link("company")
    service_id: Mapped[UUID] = link("service")
    status: Mapped[str] = mapped_column(String(20), default="requested", server_default="requested")
    title: Mapped[str | None] = mapped_column(String(300))
    owner_id: Mapped[UUID | None] = link("person", nullable=True)
    starts_on: Mapped[date | None] = mapped_column(Date)
    due_on: Mapped[date | None] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)
    deliverables: Mapped[str | None] = mapped_column(Text)
    hours_granted: Mapped[Decimal | None] = mapped_column(Amount)
    waits_for: Mapped[str | None] = mapped_column(String(200))


class Deliverable(Record):
    """A piece of work that an engagement owes."""

    __tablename__ = "deliverable"

    engagement_id: Mapped[UUID] = link("engagement")
    title: Mapped[str] = mapped_column(String(300))
    due_on: Mapped[date | None] = mapped_column(Date)
    done_on: Mapped[date | None] = mapped_column(Date)
    position: Mapped[str] = mapped_column(String(60), default="m", server_default="m")


class Entitlement(Record):
    """Hours that a company may use in [starts_on, ends_on): of one service, or of any where none is named."""

    __tablename__ = "entitlement"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="span"),)

    company_id: Mapped[UUID] = link("company")
    service_id: Mapped[UUID | None] = link("service", nullable=True)
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    hours: Mapped[Decimal] = mapped_column(Amount)
    note: Mapped[str | None] = mapped_column(String(300))


class Training(Record):
    """An event for several companies; `status` is a key of ENGAGEMENT_STATUSES, times are written 13:30."""

    __tablename__ = "training"
    __table_args__ = (CheckConstraint("seats >= 0", name="seats"),)

    title: Mapped[str] = mapped_column(String(300))
    service_id: Mapped[UUID | None] = link("service", nullable=True)
    owner_id: Mapped[UUID | None] = link("person", nullable=True)
    trainer_id: Mapped[UUID | None] = link("person", nullable=True)
    status: Mapped[str] = mapped_column(String(20), default="planned", server_default="planned")
    held_on: Mapped[date | None] = mapped_column(Date)
    starts_at: Mapped[str | None] = mapped_column(String(5))
    hours: Mapped[Decimal | None] = mapped_column(Amount)
    place: Mapped[str | None] = mapped_column(String(200))
    seats: Mapped[int] = mapped_column(Integer, default=12, server_default="12")
    description: Mapped[str | None] = mapped_column(Text)


class TrainingSeat(Record):
    """One seat of a training: whose, and whether somebody came; `state` is a key of SEAT_STATES."""

    __tablename__ = "training_seat"

    training_id: Mapped[UUID] = link("training")
    company_id: Mapped[UUID] = link("company")
    person_id: Mapped[UUID | None] = link("person", nullable=True)
    state: Mapped[str] = mapped_column(String(20), default="registered", server_default="registered")
    position: Mapped[str] = mapped_column(String(60), default="m", server_default="m")


class Mentor(Record):
    """A person who gives time to companies: about what, and how much a month."""

    __tablename__ = "mentor"

    person_id: Mapped[UUID] = link("person")
    topics: Mapped[str | None] = mapped_column(String(500))
    hours_per_month: Mapped[Decimal | None] = mapped_column(Amount)
    is_active: Mapped[bool] = mapped_column(default=True, server_default="1")


class LedgerEntry(Record):
    """Contact and preparation time of one person for one company on one day, in hours."""

    __tablename__ = "ledger_entry"

    company_id: Mapped[UUID] = link("company")
    engagement_id: Mapped[UUID | None] = link("engagement", nullable=True)
    service_id: Mapped[UUID] = link("service")
    person_id: Mapped[UUID | None] = link("person", nullable=True)
    day: Mapped[date] = mapped_column(Date, index=True)
    contact_hours: Mapped[Decimal] = mapped_column(Amount)
    preparation_hours: Mapped[Decimal] = mapped_column(Amount)
    text: Mapped[str | None] = mapped_column(Text)
    training_id: Mapped[UUID | None] = link("training", nullable=True)
