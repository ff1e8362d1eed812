"""Services offered, engagements of companies, and the ledger of hours."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Date, String, Text
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
    """One company's use of one service; `status` is a key of the vocabulary."""

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
