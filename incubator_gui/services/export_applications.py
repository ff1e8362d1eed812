"""The table of applications as it goes out and comes back: see `exports` for the rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.languages import Translator
from incubator_gui.core.messages import Message
from incubator_gui.db.schema import (
    Answer,
    Application,
    Call,
    Company,
    CompanyPerson,
    Person,
    Question,
    Stage,
    Tag,
    Tagging,
)
from incubator_gui.domain import applicant_fields
from incubator_gui.domain.partial_date import PartialDate
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.exchange.write_table import OutColumn, OutValue
from incubator_gui.services.application_cover import copies_of, copy_of
from incubator_gui.services.sight import Sight

Rows = list[tuple[OutValue, ...]]


NO_SCORES: Mapping[UUID, float] = {}


def application_table(session: Session, view: Sight, words: Translator, call: UUID | None,
                      ids: Collection[UUID] | None, keys: bool, scores: Mapping[UUID, float] = NO_SCORES
                      ) -> tuple[tuple[OutColumn, ...], Rows]:
    """All applications, those of a call with its questions, or some; with `keys` also where they stand.

    `scores` are those that reviews gave.
    """
    fields = applicant_fields.FIELDS
    order = ["application_id", "application_number", *(
        key for key in fields if key not in {"application_id", "application_number"})]
    columns = [OutColumn(words.text(fields[key].label), key, hidden=key == "application_id") for key in order]
    wanted = None if ids is None else set(ids)
    groups = _questions(session, words.language, call, wanted)
    extra = ("call", "stage", "status", "stage_since", "owner", "score") if keys else ()
    taken = {*order, *extra}
    for questions in groups:
        columns.append(OutColumn(_wording(questions[0], words.language), _free_key(questions[0].key, taken)))
    columns += [OutColumn(key, key) for key in extra]
    query = view.apart(
        select(Application, Company, Call.name.label("call"), Stage.name_en.label("stage"), Stage.status,
               Person.full_name.label("owner"))
        .join(Company, Company.id == Application.company_id).join(Call, Call.id == Application.call_id)
        .join(Stage, Stage.id == Application.stage_id).outerjoin(Person, Person.id == Application.owner_id)
        .order_by(Application.number))
    if call is not None:
        query = query.where(Application.call_id == call)
    contacts, tags = _contacts(session), _tags(session)
    answers = _answers(session, call) if groups else {}
    copies = copies_of(session, session.scalars(select(Application.id).where(
        Application.call_id.in_(view.blind_calls))).all()) if view.blind_calls else {}
    rows: Rows = []
    for application, company, call_name, stage, status, owner in session.execute(query):
        if wanted is not None and application.id not in wanted:
            continue
        given = answers.get(application.id, {})
        if view.blind(application.call_id):
            values = _nameless(application, copies, words, keys)
            given = {id: copy_of(copies, application.id, f"answer:{id}", text) for id, text in given.items()}
        else:
            values = _applicant(application, company, words, keys) | contacts.get(company.id, {})
        values["tags"] = tuple(tags.get(application.id, ()))
        known: dict[str, OutValue] = {
            "call": call_name, "stage": stage, "status": status, "stage_since": application.stage_since,
            "owner": owner, "score": None if application.call_id in view.closed_calls
            else scores.get(application.id, application.score)}
        rows.append((*(values.get(key) for key in order), *(_answer(given, questions) for questions in groups),
                     *(known[key] for key in extra)))
    return tuple(columns), rows


def _applicant(application: Application, company: Company, words: Translator, keys: bool) -> dict[str, OutValue]:
    same = company.headcount is None or application.headcount in (None, company.headcount)
    both = application.headcount if application.headcount is not None else company.headcount
    values: dict[str, OutValue] = {
        "application_id": application.id, "application_number": application.number,
        "company_number": company.number, "company_email": company.email, "company_phone": company.phone,
        "founded_on": founded(company.founded_on, company.founded_precision), "headcount": both if same else None,
        "received_on": application.received_on, "pitch": application.pitch, "desks_needed": application.desks_needed,
        "source": application.source,
        "focus_area": choice(FOCUS_AREAS, application.focus_area, words, keys)}
    for key in ("legal_name", "trade_name", "chinese_name", "country", "legal_form", "credit_code", "website", "city",
                "address", "claim"):
        values[key] = getattr(company, key) or None
    return values


def _nameless(application: Application, copies: dict[tuple[UUID, str], tuple[str, str]], words: Translator,
              keys: bool) -> dict[str, OutValue]:
    """What a blind phase leaves: the number stands for the company."""
    return {"application_id": application.id, "application_number": application.number,
            "headcount": application.headcount, "received_on": application.received_on,
            "pitch": copy_of(copies, application.id, "pitch", application.pitch or "") or None,
            "desks_needed": application.desks_needed,
            "focus_area": choice(FOCUS_AREAS, application.focus_area, words, keys)}


def founded(day: date | None, precision: str | None) -> OutValue:
    """The day of founding, only as exact as it is known."""
    if day is None or precision in (None, "day"):
        return day
    return PartialDate(day.year, day.month if precision == "month" else None)


def choice(choices: Mapping[str, Message], key: str | None, words: Translator, keys: bool) -> str | None:
    """A choice in words, or its key."""
    return key if keys or key is None or key not in choices else words.text(choices[key])


def _questions(session: Session, language: str, call: UUID | None, ids: Collection[UUID] | None
               ) -> list[list[Question]]:
    """The questions in their order, one group for each column: the same question of several calls is one."""
    found = select(Question).join(Call, Call.id == Question.call_id).order_by(
        Call.opens_on, Call.name, Question.call_id, Question.position)
    if call is not None:
        found = found.where(Question.call_id == call)
    asked = None
    if ids is not None:
        asked = {at for id, at in session.execute(select(Application.id, Application.call_id)) if id in ids}
    groups: list[list[Question]] = []
    by_name: dict[str, list[Question]] = {}
    for question in session.scalars(found):
        if asked is not None and question.call_id not in asked:
            continue
        names = (question.key, _wording(question, language))
        group = next((by_name[name] for name in names if name in by_name), None)
        if group is None or any(one.call_id == question.call_id for one in group):
            group = []
            groups.append(group)
        group.append(question)
        for name in names:
            by_name.setdefault(name, group)
    return groups


def _answer(given: Mapping[UUID, str], questions: Collection[Question]) -> str | None:
    return next((given[one.id] for one in questions if one.id in given), None)


def _wording(question: Question, language: str) -> str:
    wanted = {"de": question.text_de, "zh": question.text_zh}.get(language, question.text_en)
    return wanted or question.text_en or question.text_de or question.text_zh or question.key


def _free_key(key: str, taken: set[str]) -> str:
    """The key of a question that no field and no other question has: one value must not hide another in JSON."""
    free, number = key, 1
    while free in taken:
        number += 1
        free = f"answer:{key}" if number == 2 else f"answer{number - 1}:{key}"
    taken.add(free)
    return free


def _contacts(session: Session) -> dict[UUID, dict[str, OutValue]]:
    """The contact of each company: whoever is marked, else the first; erased people are left out."""
    found: dict[UUID, dict[str, OutValue]] = {}
    rows = session.execute(
        select(CompanyPerson.company_id, Person.full_name, Person.email, Person.phone, CompanyPerson.title)
        .join(Person, Person.id == CompanyPerson.person_id)
        .where(Person.erased_at.is_(None), Person.full_name != "")
        .order_by(CompanyPerson.is_contact.desc(), CompanyPerson.position, CompanyPerson.id))
    for company, name, email, phone, title in rows:
        found.setdefault(company, {"person_name": name, "person_email": email, "person_phone": phone,
                                   "person_title": title})
    return found


def _tags(session: Session) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    for id, name in session.execute(
            select(Tagging.application_id, Tag.name).join(Tag, Tag.id == Tagging.tag_id)
            .where(Tagging.application_id.is_not(None)).order_by(Tag.name)):
        if id is not None:
            found.setdefault(id, []).append(name)
    return found


def _answers(session: Session, call: UUID | None) -> dict[UUID, dict[UUID, str]]:
    found: dict[UUID, dict[UUID, str]] = {}
    answers = select(Answer.application_id, Answer.question_id, Answer.text)
    if call is not None:
        answers = answers.join(Application, Application.id == Answer.application_id).where(Application.call_id == call)
    for application, question, text in session.execute(answers):
        found.setdefault(application, {})[question] = text
    return found
