"""What the papers about one company say, gathered from its records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import (
    Application,
    Call,
    Company,
    CompanyPerson,
    CompanyProfile,
    Document,
    FundingRound,
    Milestone,
    Residency,
    StageMove,
    Tag,
    Tagging,
)
from incubator_gui.db.search.documents import display
from incubator_gui.domain.folding import fold
from incubator_gui.reports.values import (
    ApplicationLine,
    Ask,
    DocumentLine,
    DossierData,
    MilestoneLine,
    Money,
    PersonLine,
    RoundLine,
    StageDays,
    Use,
)
from incubator_gui.reports.values import StageMove as MoveLine
from incubator_gui.services.companies import people_of
from incubator_gui.services.dossier_parts import (
    events_of,
    indicators_of,
    services_of,
    space_of,
    stages_by_id,
    with_capital,
)
from incubator_gui.services.sight import ALL, Sight

_ENDED = frozenset({"accepted", "rejected", "withdrawn"})
"""Where an application stays: days there mean nothing."""

_LATE = date.max
"""Sorts what has no date behind what has one, on every database."""


def gather(session: Session, company: UUID, language: str, today: date, view: Sight = ALL) -> DossierData:
    """Everything on record about a company, its texts in `language` where there are any.

    Raises NotFound. A company that was merged away is told as the one it became part of.
    """
    record = standing(session, company)
    id = record.id
    profile = _profile(session, id, language)
    names = (record.legal_name, record.trade_name, record.chinese_name)
    name = display(*names, language)
    stay = session.scalars(select(Residency).where(Residency.company_id == id)
                           .order_by(Residency.starts_on.desc(), Residency.id).limit(1)).first()
    rounds = _rounds(session, id)
    applications = [(application, call) for application, call in session.execute(view.known(
        select(Application, Call.name).join(Call, Call.id == Application.call_id)
        .where(Application.company_id == id).order_by(Application.received_on, Application.number)))]
    return DossierData(
        name=name, legal_name=record.legal_name, chinese_name=record.chinese_name, pinyin=record.pinyin or "",
        country=record.country or "", seat=record.city or "", legal_form=record.legal_form or "",
        credit_code=record.credit_code or "", founded=record.founded_on,
        founded_precision=record.founded_precision, address=record.address or "",
        website=record.website or "", email=record.email or "", phone=record.phone or "",
        claim=(profile.claim if profile else None) or record.claim or "", focus_area=record.focus_area or "",
        life=record.life, trl=record.readiness_level, head_count=record.headcount,
        residency_start=stay.starts_on if stay else None,
        residency_until=(stay.ends_on or stay.planned_end) if stay else None,
        tags=tuple(sorted(session.scalars(
            select(Tag.name).join(Tagging, Tagging.tag_id == Tag.id).where(Tagging.company_id == id)), key=fold)),
        problem=_text(profile, "problem"), solution=_text(profile, "solution"), market=_text(profile, "market"),
        business_model=_text(profile, "business_model"), team_note=_text(profile, "team"),
        pitch=next((a.pitch for a, _ in reversed(applications) if a.pitch), None) or "",
        # No notes: they are remarks of staff among themselves, and a dossier leaves the house.
        ask=_ask(profile), persons=_persons(session, id, today), milestones=_milestones(session, id),
        indicators=with_capital(indicators_of(session, id, today), rounds), rounds=rounds,
        applications=_applications(session, applications, language, today), space=space_of(session, id),
        services=services_of(session, id, language), documents=_documents(session, id),
        events=events_of(session, id, language))


def standing(session: Session, company: UUID) -> Company:
    """The company, or the one it was merged into; raises NotFound."""
    record = session.get(Company, company)
    seen: set[UUID] = set()
    while record is not None and record.merged_into_id is not None and record.id not in seen:
        seen.add(record.id)
        record = session.get(Company, record.merged_into_id)
    if record is None:
        raise NotFound(msg("This company is no longer there. Choose another one."))
    return record


def _milestones(session: Session, company: UUID) -> tuple[MilestoneLine, ...]:
    rows = session.scalars(select(Milestone).where(Milestone.company_id == company).order_by(Milestone.id))
    return tuple(MilestoneLine(m.title, m.due_on, m.state) for m in sorted(rows, key=lambda m: m.due_on or _LATE))


def _documents(session: Session, company: UUID) -> tuple[DocumentLine, ...]:
    rows = session.scalars(select(Document).where(Document.company_id == company)
                           .order_by(Document.added_at.desc(), Document.id))
    return tuple(DocumentLine(d.title, d.kind, d.dated_on or d.added_at.date(), d.size, d.sha256) for d in rows)


def _profile(session: Session, company: UUID, language: str) -> CompanyProfile | None:
    """The texts in the language, else in English, else in any."""
    found = {p.language: p for p in session.scalars(
        select(CompanyProfile).where(CompanyProfile.company_id == company))}
    return found.get(language) or found.get("en") or next(iter(found.values()), None)


def _text(profile: CompanyProfile | None, name: str) -> str:
    return (getattr(profile, name) or "") if profile is not None else ""


def _ask(profile: CompanyProfile | None) -> Ask | None:
    if profile is None or (profile.ask_amount is None and not profile.ask):
        return None
    money = Money(profile.ask_amount, profile.ask_currency) if profile.ask_amount and profile.ask_currency else None
    uses = tuple(
        Use(str(use.get("title", "")), _share(use.get("share")))
        for use in (profile.use_of_funds or []) if isinstance(use, dict))
    return Ask(money=money, note=profile.ask or "", uses=uses)


def _share(value: object) -> Decimal:
    """A share of one; what is no number between 0 and 1 counts as nothing."""
    try:
        share = Decimal(str(value))
    except ArithmeticError:
        return Decimal(0)
    return share if share.is_finite() and 0 <= share <= 1 else Decimal(0)


def _persons(session: Session, company: UUID, today: date) -> tuple[PersonLine, ...]:
    """The people who are with the company on that day; those who were erased are nowhere."""
    others = set(session.scalars(select(CompanyPerson.id).where(
        CompanyPerson.company_id == company, (CompanyPerson.until <= today) | (CompanyPerson.since > today))))
    out = []
    for p in people_of(session, company):
        if p.erased or p.link_id in others:
            continue
        name = f"{p.name} {p.chinese_name}" if p.chinese_name and p.chinese_name != p.name else p.name
        contact = "\n".join(c for c in (p.email, p.phone) if c) if p.is_contact else ""
        out.append(PersonLine(name, p.role, p.title, p.about, contact))
    return tuple(out)


def _rounds(session: Session, company: UUID) -> tuple[RoundLine, ...]:
    found = session.scalars(select(FundingRound).where(FundingRound.company_id == company).order_by(FundingRound.id))
    rows = sorted(found, key=lambda r: r.closed_on or _LATE)
    return tuple(
        RoundLine(r.name or "", r.kind, Money(r.amount, r.currency) if r.amount is not None and r.currency else None,
                  r.closed_on, r.investors or "") for r in rows)


def _applications(session: Session, rows: Sequence[tuple[Application, str]], language: str, today: date
                  ) -> tuple[ApplicationLine, ...]:
    stages = stages_by_id(session)
    out = []
    for application, call in rows:
        moves = session.scalars(select(StageMove).where(StageMove.application_id == application.id)
                                .order_by(StageMove.moved_at, StageMove.id)).all()
        ends = [m.moved_on for m in moves[1:]] + [today]
        days = tuple(StageDays(stages[m.to_stage_id].name(language), max(0, (end - m.moved_on).days))
                     for m, end in zip(moves, ends, strict=False) if stages[m.to_stage_id].status not in _ENDED)
        lines = tuple(
            MoveLine(m.moved_on, stages[m.from_stage_id].name(language) if m.from_stage_id else "",
                     stages[m.to_stage_id].name(language), m.reason or "", m.by or "") for m in moves)
        stage = stages[application.stage_id]
        out.append(ApplicationLine(f"{application.number:04d}", call, application.received_on, stage.name(language),
                                   stage.status, days, lines))
    return tuple(out)
