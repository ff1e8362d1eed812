"""What the house already knows, read once before an import is planned."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.db.schema import (
    Answer,
    Application,
    Call,
    Company,
    CompanyPerson,
    JournalHead,
    Person,
    Question,
    Stage,
    Tag,
    Tagging,
)
from incubator_gui.domain.identity import CompanyKey, Index, company_key

COMPANY_COLUMNS = ("legal_name", "trade_name", "chinese_name", "country", "legal_form", "credit_code", "founded_on",
                   "founded_precision", "website", "email", "phone", "city", "address", "claim", "headcount",
                   "focus_area")
APPLICATION_COLUMNS = ("received_on", "focus_area", "pitch", "headcount", "desks_needed", "source")


@dataclass(slots=True)
class KnownPerson:
    """A person of a company, as stored."""

    id: UUID
    link: UUID
    name: str
    email: str
    phone: str
    title: str


@dataclass(slots=True)
class KnownApplication:
    """An application as stored; `answers` by question id, of other calls than the import's once asked for."""

    id: UUID
    number: int
    company: UUID
    call: UUID
    version: int
    values: dict[str, Any]
    answers: dict[UUID, tuple[UUID, str]] = field(default_factory=dict)
    tags: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Known:
    """A snapshot with the journal's sequence number at which it was taken."""

    sequence: int
    call: UUID | None
    companies: dict[UUID, dict[str, Any]]
    numbers: dict[int, UUID]
    people: dict[UUID, list[KnownPerson]]
    applications: dict[UUID, KnownApplication]
    by_company: dict[UUID, list[KnownApplication]]
    questions: dict[str, UUID]
    tags: dict[str, UUID]
    first_stage: UUID | None
    index: Index
    next_company: int
    next_application: int
    last_questions: dict[UUID, str]
    other_questions: dict[UUID, dict[str, UUID]]
    complete: set[UUID] = field(default_factory=set)
    """Applications of other calls whose answers were read."""

    def questions_of(self, application: UUID | None) -> dict[str, UUID]:
        """The questions that an application answers; those of the call of the import for a new one."""
        found = self.applications.get(application) if application is not None else None
        if found is None or found.call == self.call:
            return self.questions
        return self.other_questions.get(found.call, {})

    def in_call(self, company: UUID) -> KnownApplication | None:
        """The company's application to the call of the import; the newest where there are several."""
        found = [a for a in self.by_company.get(company, ()) if a.call == self.call]
        return max(found, key=lambda a: a.number, default=None)


def sequence_now(session: Session) -> int:
    """The journal's sequence number at this moment."""
    return int(session.scalar(select(JournalHead.sequence)) or 0)


def load(session: Session, call: UUID | None, on_step: Callable[[], None] = lambda: None) -> Known:
    """Read companies, people and applications; answers and tags only for the call of the import."""
    sequence = sequence_now(session)
    columns = [getattr(Company, name) for name in COMPANY_COLUMNS]
    companies: dict[UUID, dict[str, Any]] = {}
    numbers: dict[int, UUID] = {}
    merged: dict[UUID, UUID] = {}
    for row in session.execute(select(Company.id, Company.number, Company.merged_into_id, *columns)):
        if row[2] is not None:
            merged[row[0]] = row[2]
            continue
        companies[row[0]] = dict(zip(COMPANY_COLUMNS, row[3:], strict=True))
        numbers[row[1]] = row[0]
    on_step()
    people: dict[UUID, list[KnownPerson]] = {}
    for link, company, id, name, email, phone, title in session.execute(
            select(CompanyPerson.id, CompanyPerson.company_id, Person.id, Person.full_name, Person.email, Person.phone,
                   CompanyPerson.title)
            .join(Person, Person.id == CompanyPerson.person_id)
            .order_by(CompanyPerson.position, CompanyPerson.id)):
        people.setdefault(company, []).append(KnownPerson(id, link, name, email or "", phone or "", title or ""))
    on_step()
    applications, by_company = _applications(session, call)
    on_step()
    stage = session.scalars(select(Stage.id).where(Stage.is_active).order_by(Stage.position).limit(1)).first()
    return Known(
        sequence, call, companies, numbers, people, applications, by_company,
        _questions(session).get(call, {}) if call is not None else {},
        {name.casefold(): id for id, name in session.execute(select(Tag.id, Tag.name))}, stage,
        Index(_keys(companies, people)),
        (session.scalar(select(func.max(Company.number))) or 0) + 1,
        (session.scalar(select(func.max(Application.number))) or 0) + 1,
        {row[0]: row[1] for row in session.execute(
            select(Question.call_id, func.max(Question.position)).group_by(Question.call_id))},
        _questions(session))


def complete(session: Session, known: Known, ids: Collection[UUID]) -> None:
    """Read the answers of applications of other calls, which a file names by their ids."""
    wanted = [id for id in ids if id not in known.complete and id in known.applications
              and known.applications[id].call != known.call]
    for start in range(0, len(wanted), 500):
        for id, application, question, text in session.execute(
                select(Answer.id, Answer.application_id, Answer.question_id, Answer.text)
                .where(Answer.application_id.in_(wanted[start : start + 500]))):
            known.applications[application].answers[question] = (id, text)
    known.complete.update(wanted)


def call_named(session: Session, name: str) -> UUID | None:
    """The call of that name, whatever its case."""
    for id, stored in session.execute(select(Call.id, Call.name)):
        if stored.casefold() == name.casefold():
            return id
    return None


def _keys(companies: dict[UUID, dict[str, Any]], people: dict[UUID, list[KnownPerson]]) -> list[CompanyKey]:
    return [key_of(id, values, people.get(id, ())) for id, values in companies.items()]


def key_of(id: UUID, values: dict[str, Any], people: Any) -> CompanyKey:
    """The identity of a stored company."""
    return company_key(
        id, legal_name=values["legal_name"] or "", trade_name=values["trade_name"] or "",
        chinese_name=values["chinese_name"] or "", website=values["website"] or "",
        credit_code=values["credit_code"] or "", country=values["country"] or "",
        emails=[values["email"] or "", *(p.email for p in people)],
        phones=[values["phone"] or "", *(p.phone for p in people)])


def _questions(session: Session) -> dict[UUID, dict[str, UUID]]:
    """Questions of each call by their key and by each of their wordings."""
    found: dict[UUID, dict[str, UUID]] = {}
    for q in session.scalars(select(Question)):
        for text in (q.text_zh, q.text_de, q.text_en, q.key):
            if text:
                found.setdefault(q.call_id, {})[text] = q.id
    return found


def _applications(session: Session, call: UUID | None) -> tuple[dict[UUID, KnownApplication],
                                                                dict[UUID, list[KnownApplication]]]:
    columns = [getattr(Application, name) for name in APPLICATION_COLUMNS]
    applications: dict[UUID, KnownApplication] = {}
    by_company: dict[UUID, list[KnownApplication]] = {}
    for row in session.execute(select(Application.id, Application.number, Application.company_id, Application.call_id,
                                      Application.current_version, *columns)):
        found = KnownApplication(row[0], row[1], row[2], row[3], row[4],
                                 dict(zip(APPLICATION_COLUMNS, row[5:], strict=True)))
        applications[found.id] = found
        by_company.setdefault(found.company, []).append(found)
    answers = select(Answer.id, Answer.application_id, Answer.question_id, Answer.text)
    if call is not None:
        answers = answers.join(Application, Application.id == Answer.application_id).where(Application.call_id == call)
        for id, application, question, text in session.execute(answers):
            applications[application].answers[question] = (id, text)
    for tagged, name in session.execute(
            select(Tagging.application_id, Tag.name).join(Tag, Tag.id == Tagging.tag_id)
            .where(Tagging.application_id.is_not(None))):
        if tagged is not None and tagged in applications:
            applications[tagged].tags.add(name.casefold())
    return applications, by_company


def version_content(values: dict[str, Any], answers: dict[str, str]) -> dict[str, Any]:
    """What a version of an application holds, as plain JSON."""
    plain = {k: v.isoformat() if isinstance(v, date) else v for k, v in values.items() if v is not None}
    return {"fields": plain, "answers": dict(answers)}

