"""What is known of reviewers and of companies that apply, for the search for conflicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.db.schema import Application, Company, CompanyPerson, FundingRound, Person, Reviewer
from incubator_gui.domain.conflicts import Candidate, Finding, Member, Reader, findings
from incubator_gui.services.sight import Sight


def find(session: Session, view: Sight, call_id: UUID | None = None,
         people: Collection[UUID] | None = None) -> tuple[Finding, ...]:
    """All findings between reviewers and the companies of one call or of all; not those hidden from the viewer."""
    return tuple(findings(readers(session, people), candidates(session, view, call_id)))


def readers(session: Session, people: Collection[UUID] | None = None) -> list[Reader]:
    """Active reviewers, or the people named: whoever they are."""
    p = Person
    query = (select(p.id, p.full_name, p.chinese_name, p.email, p.phone, Reviewer.employer)
             .outerjoin(Reviewer, Reviewer.person_id == p.id).where(p.erased_at.is_(None)))
    query = query.where(Reviewer.is_active) if people is None else query.where(p.id.in_(people))
    return [Reader(id, tuple(name for name in (full, chinese) if name), email or "", phone or "", employer or "")
            for id, full, chinese, email, phone, employer in session.connection().execute(query)]


def candidates(session: Session, view: Sight, call_id: UUID | None = None) -> list[Candidate]:
    """Companies that applied, with their teams and investors."""
    applied = select(Application.company_id)
    if call_id is not None:
        applied = applied.where(Application.call_id == call_id)
    connection = session.connection()
    team: dict[UUID, list[Member]] = defaultdict(list)
    link = CompanyPerson
    for company, person, role, email, phone, full, chinese in connection.execute(
            select(link.company_id, link.person_id, link.role, Person.email, Person.phone, Person.full_name,
                   Person.chinese_name)
            .join(Person, Person.id == link.person_id).where(link.company_id.in_(applied))):
        team[company].append(Member(person, role, email or "", phone or "",
                                    tuple(name for name in (full, chinese) if name)))
    investors: dict[UUID, list[str]] = defaultdict(list)
    for company, text in connection.execute(
            select(FundingRound.company_id, FundingRound.investors)
            .where(FundingRound.company_id.in_(applied))):
        investors[company] += [text] if text else []
    c = Company
    query = view.apart(
        select(c.id, c.legal_name, c.trade_name, c.chinese_name, c.country, c.email, c.phone, c.website)
        .where(c.id.in_(applied)), c.id)
    return [Candidate(row.id, tuple(name for name in (row.legal_name, row.trade_name, row.chinese_name) if name),
                      row.country or "", row.email or "", row.phone or "", row.website or "",
                      tuple(team.get(row.id, ())), tuple(investors.get(row.id, ())))
            for row in connection.execute(query)]
