"""Dossiers and one-pagers: what the house knows of a company, gathered for a paper and written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound
from incubator_gui.core.messages import msg
from incubator_gui.core.process import run_child
from incubator_gui.db.database import Database
from incubator_gui.db.schema import (
    Application,
    Call,
    Company,
    CompanyProfile,
    Document,
    FundingRound,
    HouseSetting,
    Milestone,
    Note,
    Residency,
    StageMove,
    Tag,
    Tagging,
)
from incubator_gui.db.search.documents import display
from incubator_gui.reports.build import TARGET, Result, request
from incubator_gui.reports.values import (
    ApplicationLine,
    Ask,
    DocumentLine,
    DossierData,
    MilestoneLine,
    Money,
    PaperOptions,
    PersonLine,
    RoundLine,
    StageDays,
    Use,
)
from incubator_gui.reports.values import StageMove as MoveLine
from incubator_gui.services.companies import people_of
from incubator_gui.services.dossier_parts import events_of, indicators_of, services_of, space_of, stages_by_id

_MEMORY_MB = 3000
_SECONDS = 300


class DossiersService:
    """Gathers and writes the papers about one company."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def find(self, words: str) -> UUID:
        """The company with this number or name; raises NotFound where none or several fit."""
        with self._db.read() as session:
            rows = session.execute(select(Company.id, Company.number, Company.legal_name, Company.trade_name,
                                          Company.chinese_name).where(Company.merged_into_id.is_(None))).all()
        low = words.strip().casefold()
        found: list[UUID] = []
        inside: list[UUID] = []
        for id, number, *names in rows:
            called = [name.casefold() for name in names if name]
            if low in {str(number), f"{number:04d}", *called}:
                found.append(id)
            elif low and any(low in name for name in called):
                inside.append(id)
        found = found or inside
        if not found:
            raise NotFound(msg("There is no company “{name}”. Give its number or a part of its name.", name=words))
        if len(found) > 1:
            raise NotFound(msg("{n} companies fit “{name}”. Give the number of one.", n=len(found), name=words))
        return found[0]

    def data(self, company: UUID, language: str, day: date | None = None) -> DossierData:
        """Everything that the papers about a company may say, its texts in `language` where there are any."""
        today = day or self._db.clock.today()
        with self._db.read() as session:
            record = session.get(Company, company)
            if record is None:
                raise NotFound(msg("This company is no longer there."))
            return _data(session, record, language, today)

    def options(self, language: str, **values: object) -> PaperOptions:
        """Options with the name of the house and today's date filled in."""
        with self._db.read() as session:
            stored = session.scalars(select(HouseSetting).where(HouseSetting.key == "house_name")).first()
        house = str(stored.value) if stored is not None and stored.value else ""
        return replace(PaperOptions(language=language, house=house, day=self._db.clock.today()), **values)  # type: ignore[arg-type]

    def write(self, company: UUID, target: Path, options: PaperOptions, *, one_pager: bool = False,
              on_step: Callable[[int, int], None] | None = None, stop: Callable[[], bool] | None = None) -> Result:
        """Write the paper in a child process; the target is replaced only when it is whole.

        Raises Cancelled, Environment or NotFound with one sentence.
        """
        data = self.data(company, options.language, options.day)
        logo = self._logo(company)
        if logo is not None:
            data = replace(data, logo=str(logo))
        answer = run_child(TARGET, request(data, options, Path(target).absolute(), one_pager), memory_mb=_MEMORY_MB,
                           seconds=_SECONDS, on_progress=on_step, cancelled=stop)
        return Result.from_json(answer)

    def _logo(self, company: UUID) -> Path | None:
        """The file of the logo, where the file store is a folder."""
        with self._db.read() as session:
            sha256 = session.scalars(
                select(Document.sha256).where(Document.company_id == company, Document.kind == "logo")
                .order_by(Document.added_at.desc()).limit(1)).first()
        place = getattr(self._db.files, "path", None)
        if sha256 is None or place is None or not self._db.files.has(sha256):
            return None
        found: Path = place(sha256)
        return found


def _data(session: Session, record: Company, language: str, today: date) -> DossierData:
    profile = _profile(session, record.id, language)
    names = (record.legal_name, record.trade_name, record.chinese_name)
    name = record.chinese_name if language == "zh" and record.chinese_name else display(*names)
    stay = session.scalars(select(Residency).where(Residency.company_id == record.id)
                           .order_by(Residency.starts_on.desc()).limit(1)).first()
    return DossierData(
        name=name, legal_name=record.legal_name, chinese_name=record.chinese_name, pinyin=record.pinyin or "",
        country=record.country or "", seat=record.city or "", legal_form=record.legal_form or "",
        credit_code=record.credit_code or "", founded=record.founded_on, address=record.address or "",
        website=record.website or "", email=record.email or "", phone=record.phone or "",
        claim=(profile.claim if profile else None) or record.claim or "", focus_area=record.focus_area or "",
        life=record.life, trl=record.readiness_level, head_count=record.headcount,
        residency_start=stay.starts_on if stay else None,
        residency_until=(stay.ends_on or stay.planned_end) if stay else None,
        tags=tuple(session.scalars(select(Tag.name).join(Tagging, Tagging.tag_id == Tag.id)
                                   .where(Tagging.company_id == record.id).order_by(Tag.name))),
        problem=_text(profile, "problem"), solution=_text(profile, "solution"), market=_text(profile, "market"),
        business_model=_text(profile, "business_model"), team_note=_text(profile, "team"),
        notes=tuple(session.scalars(select(Note.text).where(Note.company_id == record.id)
                                    .order_by(Note.written_at.desc()).limit(10))),
        ask=_ask(profile), persons=_persons(session, record.id),
        milestones=tuple(MilestoneLine(m.title, m.due_on, m.state) for m in session.scalars(
            select(Milestone).where(Milestone.company_id == record.id).order_by(Milestone.due_on))),
        indicators=indicators_of(session, record.id, today), rounds=_rounds(session, record.id),
        applications=_applications(session, record.id, language, today), space=space_of(session, record.id, today),
        services=services_of(session, record.id, language),
        documents=tuple(DocumentLine(d.title, d.kind, d.dated_on or d.added_at.date(), d.size, d.sha256)
                        for d in session.scalars(select(Document).where(Document.company_id == record.id)
                                                 .order_by(Document.added_at.desc()))),
        events=events_of(session, record.id, language))


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
        Use(str(use.get("title", "")), Decimal(str(use.get("share", 0))))
        for use in (profile.use_of_funds or []) if isinstance(use, dict))
    return Ask(money=money, note=profile.ask or "", uses=uses)


def _persons(session: Session, company: UUID) -> tuple[PersonLine, ...]:
    out = []
    for p in people_of(session, company):
        if p.erased:
            continue
        name = f"{p.name} {p.chinese_name}" if p.chinese_name and p.chinese_name != p.name else p.name
        contact = ", ".join(c for c in (p.email, p.phone) if c) if p.is_contact else ""
        out.append(PersonLine(name, p.role, p.title, p.about, contact))
    return tuple(out)


def _rounds(session: Session, company: UUID) -> tuple[RoundLine, ...]:
    rows = session.scalars(select(FundingRound).where(FundingRound.company_id == company)
                           .order_by(FundingRound.closed_on))
    return tuple(
        RoundLine(r.name or "", r.kind, Money(r.amount, r.currency) if r.amount is not None and r.currency else None,
                  r.closed_on, r.investors or "") for r in rows)


def _applications(session: Session, company: UUID, language: str, today: date) -> tuple[ApplicationLine, ...]:
    stages = stages_by_id(session)
    out = []
    rows = session.execute(select(Application, Call.name).join(Call, Call.id == Application.call_id)
                           .where(Application.company_id == company).order_by(Application.received_on)).all()
    for application, call in rows:
        moves = session.scalars(select(StageMove).where(StageMove.application_id == application.id)
                                .order_by(StageMove.moved_at, StageMove.id)).all()
        ends = [m.moved_on for m in moves[1:]] + [today]
        days = tuple(StageDays(stages[m.to_stage_id].name(language), max(0, (end - m.moved_on).days))
                     for m, end in zip(moves, ends, strict=False))
        lines = tuple(
            MoveLine(m.moved_on, stages[m.from_stage_id].name(language) if m.from_stage_id else "",
                     stages[m.to_stage_id].name(language), m.reason or "", m.by or "") for m in moves)
        stage = stages[application.stage_id]
        out.append(ApplicationLine(f"{application.number:04d}", call, application.received_on, stage.name(language),
                                   stage.status, days, lines))
    return tuple(out)


