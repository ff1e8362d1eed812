"""How a company gets on: its figures over time, its milestones, what it asks money for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import Ref, msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import CompanyProfile, IndicatorValue, Milestone
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import clean_text
from incubator_gui.domain.vocabulary import INDICATORS
from incubator_gui.services.outcome import Outcome

SHARES = frozenset({"rd_share"})
"""Indicators that are shares of one."""

MONEY = frozenset({"revenue", "capital_raised"})
"""Indicators whose unit is a currency."""


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One figure of one indicator."""

    id: UUID
    indicator: str
    as_of: date
    value: Decimal
    unit: str
    source: str
    is_baseline: bool


class IndicatorsService:
    """Reads and writes figures; takes milestones away."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def values(self, company: UUID) -> tuple[ValueRow, ...]:
        """All figures of a company, by indicator and date."""
        with self._db.read() as session:
            rows = session.scalars(select(IndicatorValue).where(IndicatorValue.company_id == company)
                                   .order_by(IndicatorValue.indicator, IndicatorValue.as_of))
            return tuple(ValueRow(v.id, v.indicator, v.as_of, v.value, v.unit or "", v.source or "", v.is_baseline)
                         for v in rows)

    def put(self, company: UUID, indicator: str, as_of: date, value: Decimal, *, unit: str = "", source: str = "",
            is_baseline: bool = False) -> Outcome[UUID]:
        """Store a figure for a day; one that is there for that day is replaced."""
        unit = _unit(indicator, value, unit)
        with self._db.write("indicator.put", msg("“{indicator}” of {company} recorded",
                                                 indicator=INDICATORS[indicator],
                                                 company=Ref("company", company))) as work:
            session = work.session
            others = session.scalars(select(IndicatorValue).where(
                IndicatorValue.company_id == company, IndicatorValue.indicator == indicator)).all()
            record = next((v for v in others if v.as_of == as_of), None)
            if record is None:
                record = IndicatorValue(company_id=company, indicator=indicator, as_of=as_of, value=value)
                session.add(record)
            record.value, record.unit, record.is_baseline = value, unit or None, is_baseline
            record.source = clean_text(source)[:120] or None
            if is_baseline:
                for other in others:
                    if other is not record and other.is_baseline:
                        other.is_baseline = False
            session.flush()
        return Outcome(record.id, work.changes)

    def remove(self, id: UUID) -> Changes:
        """Take a figure away."""
        with self._db.write("indicator.remove", msg("Figure removed")) as work:
            record = work.session.get(IndicatorValue, id)
            if record is None:
                raise NotFound(msg("This figure is no longer there."))
            work.say(msg("Figure of {company} removed", company=Ref("company", record.company_id)))
            work.session.delete(record)
        return work.changes

    def remove_milestone(self, id: UUID) -> Changes:
        """Take a milestone away."""
        with self._db.write("milestone.remove", msg("Milestone removed")) as work:
            record = work.session.get(Milestone, id)
            if record is None:
                raise NotFound(msg("This milestone is no longer there."))
            work.say(msg("Milestone of {company} removed", company=Ref("company", record.company_id)))
            work.session.delete(record)
        return work.changes

    def set_funds(self, company: UUID, language: str, shares: Sequence[tuple[str, Decimal]]) -> Changes:
        """What the money is for, in a language: words and shares of one hundred per cent.

        Raises Refused for empty words, for shares that are not above 0, and for more than 100 % in all.
        """
        content = []
        for label, percent in shares:
            words = clean_text(label)[:120]
            if not words:
                raise Refused(msg("Say what the {percent} % are for.", percent=percent))
            if percent <= 0:
                raise Refused(msg("The share for “{label}” has to be above 0 %.", label=words))
            content.append({"title": words, "share": format((percent / 100).normalize(), "f")})
        if sum((percent for _label, percent in shares), Decimal(0)) > 100:
            raise Refused(msg("The shares come to more than 100 %."))
        with self._db.write("profile.funds", msg("Use of funds of {company} changed",
                                                 company=Ref("company", company))) as work:
            profile = work.session.scalars(select(CompanyProfile).where(
                CompanyProfile.company_id == company, CompanyProfile.language == language)).one_or_none()
            if profile is None:
                profile = CompanyProfile(company_id=company, language=language)
                work.session.add(profile)
            if (profile.use_of_funds or []) != content:
                profile.use_of_funds = content or None
        return work.changes


def _unit(indicator: str, value: Decimal, unit: str) -> str:
    if indicator not in INDICATORS:
        raise Refused(msg("There is no such indicator."))
    if not value.is_finite() or abs(value) >= Decimal(10) ** 15:
        raise Refused(msg("This number is too large."))
    if indicator in SHARES and not 0 <= value <= 1:
        raise Refused(msg("A share lies between 0 and 100 %."))
    unit = unit.strip().upper()
    if indicator in MONEY and not (len(unit) == 3 and unit.isascii() and unit.isalpha()):
        raise Refused(msg("An amount needs a currency of three letters, such as CNY or EUR."))
    return unit if indicator in MONEY else ""
