"""What hangs on one record goes over to another: for two companies or two persons that are one."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Table, delete, or_, select, update
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound
from incubator_gui.core.messages import msg
from incubator_gui.db.base import Base
from incubator_gui.db.journal.columns import journaled_tables
from incubator_gui.db.schema import (
    Company,
    CompanyPerson,
    DistinctPair,
    FundingRound,
    IndicatorValue,
    LineupEntry,
    Milestone,
    Person,
    Tagging,
)
from incubator_gui.services.joining_reviewers import join_reviewers

_FILLED = ("chinese_name", "pinyin", "email", "phone", "about", "initials", "language", "purpose")


def move_all(session: Session, keep: UUID, other: UUID) -> None:
    """Everything that hangs on company `other` hangs on `keep`; what both have alike is there once."""
    _pairs(session, keep, other)
    _drop_twins(session, Tagging, keep, other, lambda t: t.tag_id)
    _drop_twins(session, LineupEntry, keep, other, lambda e: e.roadshow_id)
    _drop_twins(session, Milestone, keep, other, lambda m: (m.title, m.due_on))
    _drop_twins(session, FundingRound, keep, other, lambda r: (r.kind, r.amount, r.currency, r.closed_on))
    _drop_twins(session, IndicatorValue, keep, other, lambda v: (v.indicator, v.as_of, v.value, v.unit))
    _one_baseline(session, keep, other)
    session.flush()
    _repoint(session, Company.__table__, keep, other, skip={Company.__tablename__, DistinctPair.__tablename__})
    _links_once(session, [keep])


def join_persons(session: Session, keep: UUID, other: UUID) -> None:
    """Person `other` becomes person `keep` wherever it is named; its own record goes."""
    kept, gone = session.get(Person, keep), session.get(Person, other)
    if kept is None or gone is None:
        raise NotFound(msg("One of these persons is no longer there."))
    for key in _FILLED:
        if not getattr(kept, key):
            setattr(kept, key, getattr(gone, key))
    kept.is_staff = kept.is_staff or gone.is_staff
    if kept.keep_until is not None and gone.keep_until is not None:
        kept.keep_until = max(kept.keep_until, gone.keep_until)
    mine = set(session.scalars(select(Tagging.tag_id).where(Tagging.person_id == keep)))
    for tagging in session.scalars(select(Tagging).where(Tagging.person_id == other)):
        if tagging.tag_id in mine:
            session.delete(tagging)
    session.flush()
    join_reviewers(session, keep, other)
    _repoint(session, Person.__table__, keep, other, skip=set())
    companies = session.scalars(select(CompanyPerson.company_id).where(CompanyPerson.person_id == keep)).unique()
    _links_once(session, list(companies))
    session.delete(gone)
    session.flush()


def references_to(target: Any) -> list[tuple[Table, Column[Any]]]:
    """Every journaled column that points to a table."""
    return [(table, column) for table in journaled_tables() for column in table.columns
            if any(key.column.table is target for key in column.foreign_keys)]


def _repoint(session: Session, target: Any, keep: UUID, other: UUID, skip: set[str]) -> None:
    for table, column in references_to(target):
        if table.name not in skip:
            session.execute(update(table).where(column == other).values(
                {column.name: keep, "version": table.c.version + 1}))
    session.expire_all()


def _drop_twins(session: Session, kind: type[Base], keep: UUID, other: UUID,
                mark: Callable[[Any], Hashable]) -> None:
    table: Any = kind
    present = {mark(row) for row in session.scalars(select(table).where(table.company_id == keep))}
    for row in session.scalars(select(table).where(table.company_id == other)):
        if mark(row) in present:
            session.delete(row)


def _one_baseline(session: Session, keep: UUID, other: UUID) -> None:
    mine = set(session.scalars(select(IndicatorValue.indicator).where(
        IndicatorValue.company_id == keep, IndicatorValue.is_baseline)))
    for value in session.scalars(select(IndicatorValue).where(
            IndicatorValue.company_id == other, IndicatorValue.is_baseline)):
        if value.indicator in mine:
            value.is_baseline = False


def _links_once(session: Session, companies: list[UUID]) -> None:
    """One link for each person and role in a company; what the second one knew more is kept."""
    first: dict[tuple[UUID, UUID, str], CompanyPerson] = {}
    rows = session.scalars(select(CompanyPerson).where(CompanyPerson.company_id.in_(companies))
                           .order_by(CompanyPerson.position, CompanyPerson.id))
    for link in rows:
        kept = first.setdefault((link.company_id, link.person_id, link.role), link)
        if kept is link or kept.until != link.until:
            continue
        kept.title = kept.title or link.title
        kept.since = kept.since or link.since
        kept.is_contact = kept.is_contact or link.is_contact
        session.delete(link)
    session.flush()


def _pairs(session: Session, keep: UUID, other: UUID) -> None:
    """Answers »not the same« about the other record now speak of the kept one."""
    p = DistinctPair
    both = or_((p.first_id == keep) & (p.second_id == other), (p.first_id == other) & (p.second_id == keep))
    session.execute(delete(p.__table__).where(both))  # type: ignore[arg-type]
    for pair in session.scalars(select(p).where(or_(p.first_id == other, p.second_id == other))):
        if pair.first_id == other:
            pair.first_id = keep
        else:
            pair.second_id = keep
    session.flush()
