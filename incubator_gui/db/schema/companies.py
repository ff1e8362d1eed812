"""Companies: one record for life, from the first application to alumnus."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from incubator_gui.db.base import Record, link
from incubator_gui.db.types import Amount, Json, Moment


class Company(Record):
    """A startup, with names in up to three scripts.

    `life` is a key of `vocabulary.LIVES`. `founded_precision` says whether `founded_on` is known
    to the day, the month or the year. A record merged into another keeps `merged_into_id`.
    """

    __tablename__ = "company"
    __table_args__ = (
        CheckConstraint("legal_name <> '' OR trade_name <> '' OR chinese_name <> ''", name="named"),
        CheckConstraint("headcount IS NULL OR headcount >= 0", name="headcount"),
    )

    number: Mapped[int] = mapped_column(Integer, index=True)
    legal_name: Mapped[str] = mapped_column(String(300), default="", server_default="")
    trade_name: Mapped[str] = mapped_column(String(300), default="", server_default="")
    chinese_name: Mapped[str] = mapped_column(String(300), default="", server_default="")
    pinyin: Mapped[str | None] = mapped_column(String(600))
    country: Mapped[str | None] = mapped_column(String(2))
    legal_form: Mapped[str | None] = mapped_column(String(80))
    credit_code: Mapped[str | None] = mapped_column(String(18), index=True)
    founded_on: Mapped[date | None] = mapped_column(Date)
    founded_precision: Mapped[str | None] = mapped_column(String(5))
    website: Mapped[str | None] = mapped_column(String(500))
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(60))
    city: Mapped[str | None] = mapped_column(String(120))
    address: Mapped[str | None] = mapped_column(String(500))
    claim: Mapped[str | None] = mapped_column(String(500))
    focus_area: Mapped[str | None] = mapped_column(String(40))
    headcount: Mapped[int | None] = mapped_column(Integer)
    headcount_full_time: Mapped[int | None] = mapped_column(Integer)
    readiness_level: Mapped[int | None] = mapped_column(Integer)
    life: Mapped[str] = mapped_column(String(20), default="applicant", server_default="applicant")
    owner_id: Mapped[UUID | None] = link("person", nullable=True)
    merged_into_id: Mapped[UUID | None] = link("company", nullable=True)
    logo_sha256: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Moment)


class CompanyPerson(Record):
    """What a person is for a company, and when."""

    __tablename__ = "company_person"

    company_id: Mapped[UUID] = link("company")
    person_id: Mapped[UUID] = link("person")
    role: Mapped[str] = mapped_column(String(30))
    title: Mapped[str | None] = mapped_column(String(200))
    is_contact: Mapped[bool] = mapped_column(default=False, server_default="0")
    since: Mapped[date | None] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)
    position: Mapped[str] = mapped_column(String(60), default="m", server_default="m")


class CompanyProfile(Record):
    """The texts of the one-pager in one language."""

    __tablename__ = "company_profile"
    __table_args__ = (Index("ix_company_profile_language", "company_id", "language"),)

    company_id: Mapped[UUID] = link("company", index=False)
    language: Mapped[str] = mapped_column(String(2))
    claim: Mapped[str | None] = mapped_column(Text)
    problem: Mapped[str | None] = mapped_column(Text)
    solution: Mapped[str | None] = mapped_column(Text)
    market: Mapped[str | None] = mapped_column(Text)
    business_model: Mapped[str | None] = mapped_column(Text)
    team: Mapped[str | None] = mapped_column(Text)
    ask: Mapped[str | None] = mapped_column(Text)
    ask_amount: Mapped[Decimal | None] = mapped_column(Amount)
    ask_currency: Mapped[str | None] = mapped_column(String(3))
    use_of_funds: Mapped[Any] = mapped_column(Json, nullable=True)


class DistinctPair(Record):
    """Two companies that somebody looked at and found to be different: not asked about again."""

    __tablename__ = "distinct_pair"

    first_id: Mapped[UUID] = link("company")
    second_id: Mapped[UUID] = link("company")


class Residency(Record):
    """A company's stay: contract, from, planned end, and the exit with its kind and evidence.

    `desks` is the number in the contract, `wish` what the company would like of its place.
    """

    __tablename__ = "residency"

    company_id: Mapped[UUID] = link("company")
    kind: Mapped[str] = mapped_column(String(20))
    contract: Mapped[str | None] = mapped_column(String(60))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    planned_end: Mapped[date | None] = mapped_column(Date)
    exit_kind: Mapped[str | None] = mapped_column(String(30))
    exit_note: Mapped[str | None] = mapped_column(Text)
    exit_condition: Mapped[str | None] = mapped_column(String(30))
    exit_evidence: Mapped[str | None] = mapped_column(Text)
    desks: Mapped[int | None] = mapped_column(Integer)
    wish: Mapped[str | None] = mapped_column(String(300))


class Milestone(Record):
    """A dated aim of a company; `state` is a key of `vocabulary.MILESTONE_STATES`."""

    __tablename__ = "milestone"

    company_id: Mapped[UUID] = link("company")
    title: Mapped[str] = mapped_column(String(300))
    due_on: Mapped[date | None] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(20), default="planned", server_default="planned")


class IndicatorValue(Record):
    """One figure of one company for one date; the baseline is marked."""

    __tablename__ = "indicator_value"
    __table_args__ = (Index("ix_indicator_value_company_indicator", "company_id", "indicator"),)

    company_id: Mapped[UUID] = link("company", index=False)
    indicator: Mapped[str] = mapped_column(String(40))
    as_of: Mapped[date] = mapped_column(Date)
    value: Mapped[Decimal] = mapped_column(Amount)
    unit: Mapped[str | None] = mapped_column(String(10))
    source: Mapped[str | None] = mapped_column(String(120))
    is_baseline: Mapped[bool] = mapped_column(default=False, server_default="0")


class FundingRound(Record):
    """Money raised: kind, amount, currency, date, investors."""

    __tablename__ = "funding_round"

    company_id: Mapped[UUID] = link("company")
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str | None] = mapped_column(String(120))
    amount: Mapped[Decimal | None] = mapped_column(Amount)
    currency: Mapped[str | None] = mapped_column(String(3))
    closed_on: Mapped[date | None] = mapped_column(Date)
    investors: Mapped[str | None] = mapped_column(Text)
