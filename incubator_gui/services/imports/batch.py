"""Everything an import will write, made ready before the transaction begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from incubator_gui.core.ids import new_id
from incubator_gui.domain.applicant_fields import NAME_FIELDS
from incubator_gui.domain.folding import company_pinyin, has_han, pinyin
from incubator_gui.domain.ordering import between, keys
from incubator_gui.services.imports.known import COMPANY_COLUMNS, Known, version_content
from incubator_gui.services.imports.plan import PlanRow

Row = dict[str, Any]

_COMPANY_BLANK: Row = dict.fromkeys(COMPANY_COLUMNS) | dict.fromkeys(NAME_FIELDS, "") | {"pinyin": None}
_APPLICATION_BLANK: Row = dict.fromkeys(("focus_area", "pitch", "headcount", "desks_needed", "source"))


@dataclass(slots=True)
class Batch:
    """Rows to insert, in an order that suits the foreign keys, and fields to update by id."""

    companies: list[Row] = field(default_factory=list)
    people: list[Row] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    applications: list[Row] = field(default_factory=list)
    versions: list[Row] = field(default_factory=list)
    moves: list[Row] = field(default_factory=list)
    questions: list[Row] = field(default_factory=list)
    answers: list[Row] = field(default_factory=list)
    tags: list[Row] = field(default_factory=list)
    taggings: list[Row] = field(default_factory=list)
    company_updates: list[tuple[UUID, Row]] = field(default_factory=list)
    application_updates: list[tuple[UUID, Row]] = field(default_factory=list)
    person_updates: list[tuple[UUID, Row]] = field(default_factory=list)
    link_updates: list[tuple[UUID, Row]] = field(default_factory=list)
    answer_updates: list[tuple[UUID, Row]] = field(default_factory=list)
    touched_companies: set[UUID] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when the import happens."""

    call: UUID
    stage: UUID
    today: date
    now: datetime
    who: str
    question_text: dict[str, str]


def make_batch(rows: Sequence[PlanRow], known: Known, setting: Setting) -> Batch:
    """Turn the rows to be written into rows of tables, with their new ids and numbers."""
    batch = Batch()
    company_number, application_number = known.next_company, known.next_application
    questions = {(setting.call, text): id for text, id in known.questions.items()} | {
        (call, text): id for call, asked in known.other_questions.items() for text, id in asked.items()}
    tags = dict(known.tags)
    _new_questions(batch, rows, known, setting, questions)
    for row in rows:
        company = row.company
        if company is None:
            company = new_id()
            batch.companies.append(_new_company(company, company_number, row, setting))
            company_number += 1
        elif row.company_values:
            batch.company_updates.append((company, _with_pinyin(dict(row.company_values))))
        batch.touched_companies.add(company)
        _people(batch, company, row, known)
        application = row.application
        if application is None:
            application = new_id()
            _new_application(batch, application, application_number, company, row, setting)
            application_number += 1
        elif row.application_values or row.answers:
            _new_version(batch, application, row, known, setting)
        _answers(batch, application, row, known, _call_of(row, known, setting), questions)
        _tags(batch, application, row, tags)
    return batch


def _new_company(id: UUID, number: int, row: PlanRow, setting: Setting) -> Row:
    values = _COMPANY_BLANK | row.company_values
    return _with_pinyin(values) | {"id": id, "number": number, "life": "applicant", "created_at": setting.now}


def _with_pinyin(values: Row) -> Row:
    sound = company_pinyin(values.get("chinese_name") or "", values.get("legal_name") or "",
                           values.get("trade_name") or "")
    if sound:
        values["pinyin"] = sound
    return values


def _new_application(batch: Batch, id: UUID, number: int, company: UUID, row: PlanRow, setting: Setting) -> None:
    values = _APPLICATION_BLANK | row.application_values
    received = values.pop("received_on", None) or setting.today
    batch.applications.append(values | {
        "id": id, "number": number, "call_id": setting.call, "company_id": company, "stage_id": setting.stage,
        "stage_since": received, "received_on": received, "current_version": 1})
    batch.versions.append({"id": new_id(), "application_id": id, "number": 1, "made_at": setting.now,
                           "content": version_content(row.application_values, row.answers)})
    batch.moves.append({"id": new_id(), "application_id": id, "from_stage_id": None, "to_stage_id": setting.stage,
                        "moved_on": received, "moved_at": setting.now, "by": setting.who, "reason": None,
                        "is_revert": False})


def _new_version(batch: Batch, id: UUID, row: PlanRow, known: Known, setting: Setting) -> None:
    stored = known.applications[id]
    number = stored.version + 1
    batch.application_updates.append((id, row.application_values | {"current_version": number}))
    texts = {key: stored.answers[q][1] for key, q in known.questions_of(id).items() if q in stored.answers}
    batch.versions.append({
        "id": new_id(), "application_id": id, "number": number, "made_at": setting.now,
        "content": version_content(stored.values | row.application_values, texts | row.answers)})


def _people(batch: Batch, company: UUID, row: PlanRow, known: Known) -> None:
    present = len(known.people.get(company, ()))
    for at, given in enumerate(row.new_people, present):
        id = new_id()
        name = given.get("name") or given.get("email") or given.get("phone") or "?"
        chinese = name if has_han(name) else None
        batch.people.append({
            "id": id, "full_name": name, "chinese_name": chinese, "pinyin": pinyin(chinese) if chinese else None,
            "email": given.get("email"), "phone": given.get("phone"), "is_staff": False, "purpose": "application"})
        batch.links.append({
            "id": new_id(), "company_id": company, "person_id": id, "role": "contact" if at == 0 else "founder",
            "title": given.get("title"), "is_contact": at == 0, "position": _place(at)})
    for person, given in row.changed_people:
        columns = {"name": "full_name", "email": "email", "phone": "phone"}
        values = {columns[k]: v for k, v in given.items() if k in columns}
        if values:
            batch.person_updates.append((person.id, values))
        if "title" in given:
            batch.link_updates.append((person.link, {"title": given["title"]}))


def _place(at: int) -> str:
    """A position after `at` others."""
    return "z" * (at // 30) + "123456789abcdefghijklmnopqrstu"[at % 30]


def _new_questions(batch: Batch, rows: Sequence[PlanRow], known: Known, setting: Setting,
                   questions: dict[tuple[UUID, str], UUID]) -> None:
    wanted: dict[UUID, dict[str, None]] = {}
    for row in rows:
        call = _call_of(row, known, setting)
        for q in row.answers:
            if (call, q) not in questions:
                wanted.setdefault(call, {})[q] = None
    for call, texts in wanted.items():
        _ask(batch, call, list(texts), known.last_questions.get(call), questions)


def _call_of(row: PlanRow, known: Known, setting: Setting) -> UUID:
    """The call that a row applies to; an application named by its id stays in its own."""
    found = known.applications.get(row.application) if row.application is not None else None
    return setting.call if found is None else found.call


def _ask(batch: Batch, call: UUID, texts: Sequence[str], last: str | None,
         questions: dict[tuple[UUID, str], UUID]) -> None:
    """New questions of a call, behind those that it has."""
    places = keys(len(texts)) if last is None else []
    for number, text in enumerate(texts):
        if places:
            position = places[number]
        else:
            position = last = between(last, None)
        questions[call, text] = new_id()
        language = "zh" if has_han(text) else "en"
        batch.questions.append({
            "id": questions[call, text], "call_id": call, "key": text[:200], "position": position,
            "text_en": text if language == "en" else None, "text_de": None,
            "text_zh": text if language == "zh" else None})


def _answers(batch: Batch, application: UUID, row: PlanRow, known: Known, call: UUID,
             questions: dict[tuple[UUID, str], UUID]) -> None:
    stored = known.applications[application].answers if application in known.applications else {}
    for question, text in row.answers.items():
        id = questions[call, question]
        if id in stored:
            batch.answer_updates.append((stored[id][0], {"text": text}))
        else:
            batch.answers.append({"id": new_id(), "application_id": application, "question_id": id, "text": text})


def _tags(batch: Batch, application: UUID, row: PlanRow, tags: dict[str, UUID]) -> None:
    for name in dict.fromkeys(row.tags):
        if name.casefold() not in tags:
            tags[name.casefold()] = new_id()
            batch.tags.append({"id": tags[name.casefold()], "name": name[:80]})
        batch.taggings.append({"id": new_id(), "tag_id": tags[name.casefold()], "application_id": application})
