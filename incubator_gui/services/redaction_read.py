"""The texts and documents of applications beside their redacted copies, read in a few queries for many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.messages import Message, Words, msg
from incubator_gui.db.schema import (
    Answer,
    Application,
    Company,
    CompanyPerson,
    Document,
    DocumentClearance,
    Person,
    Question,
    RedactedText,
)
from incubator_gui.db.search.documents import display
from incubator_gui.domain.fields import field
from incubator_gui.domain.redacting import Whose, redact

CLEARANCES: Mapping[str, Message] = {
    "clear": msg("Goes as it is"),
    "replaced": msg("Replaced by another file"),
    "withheld": msg("Withheld"),
}
"""What a blind reviewer gets of a document."""

TEXTS = ("pitch",)
"""Free texts of the application that reviewers see, besides its answers."""


@dataclass(frozen=True, slots=True)
class RedactedField:
    """A text, its copy and a suggestion. `state`: missing, stale (made from another text) or done."""

    key: str
    label: Message | Words | str
    original: str
    text: str
    suggestion: str
    state: str
    made_at: datetime | None = None
    made_by: str = ""


@dataclass(frozen=True, slots=True)
class Clearance:
    """A document, and what becomes of it: a key of CLEARANCES, empty where nobody decided."""

    document_id: UUID
    title: str
    kind: str
    file_name: str
    media_type: str
    size: int
    state: str
    replacement_id: UUID | None = None
    replacement: str = ""
    decided_at: datetime | None = None
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class RedactionSheet:
    """One application with all that has to be redacted."""

    application_id: UUID
    number: int
    company_id: UUID
    company: str
    fields: tuple[RedactedField, ...]
    documents: tuple[Clearance, ...]


@dataclass(frozen=True, slots=True)
class RedactionRow:
    """How far one application is: texts with a copy of today, and documents that were decided."""

    application_id: UUID
    number: int
    company: str
    texts: int
    done: int
    stale: int
    documents: int
    decided: int

    @classmethod
    def of(cls, sheet: RedactionSheet) -> RedactionRow:
        """The counts of a sheet."""
        states = [one.state for one in sheet.fields]
        return cls(sheet.application_id, sheet.number, sheet.company, len(states), states.count("done"),
                   states.count("stale"), len(sheet.documents), sum(bool(one.state) for one in sheet.documents))

    @property
    def is_done(self) -> bool:
        """Whether a blind package may leave with it."""
        return self.done == self.texts and self.decided == self.documents


@dataclass(frozen=True, slots=True)
class BlindGap:
    """What stops a blind package, and what to do about it."""

    application_id: UUID
    number: int
    what: Message
    remedy: Message


def digest(text: str) -> str:
    """The mark of a text; a copy holds that of the text it was made from."""
    return sha256(text.encode()).hexdigest()


def gaps_of(sheet: RedactionSheet) -> Iterator[BlindGap]:
    """What of one application is not ready for a blind package."""
    def gap(what: Message, remedy: Message) -> BlindGap:
        return BlindGap(sheet.application_id, sheet.number, what, remedy)

    for one in sheet.fields:
        if one.state == "missing":
            yield gap(msg("Application {number}: “{field}” has no redacted copy.", number=f"{sheet.number:04d}",
                          field=one.label), msg("Make the copy under “Blind copies”."))
        elif one.state == "stale":
            yield gap(msg("Application {number}: “{field}” was changed after it was redacted.",
                          number=f"{sheet.number:04d}", field=one.label), msg("Look at the copy again."))
    for document in sheet.documents:
        if not document.state:
            yield gap(msg("Application {number}: nobody has decided about the document “{title}”.",
                          number=f"{sheet.number:04d}", title=document.title),
                      msg("Clear, replace or withhold it under “Blind copies”."))
        elif document.state == "replaced" and document.replacement_id is None:
            yield gap(msg("Application {number}: the replacement of “{title}” is gone.",
                          number=f"{sheet.number:04d}", title=document.title), msg("Choose another file."))


def read_sheets(session: Session, ids: Collection[UUID], *, suggest: bool = True) -> dict[UUID, RedactionSheet]:
    """Applications by id; suggestions are made only where they are wanted."""
    ids = list(ids)
    answers = defaultdict[UUID, list[tuple[str, Words | str, str]]](list)
    for application, q, text in session.execute(
            select(Answer.application_id, Question, Answer.text).join(Question, Question.id == Answer.question_id)
            .where(Answer.application_id.in_(ids)).order_by(Question.position, Question.id)):
        words = tuple((language, word) for language, word in
                      (("en", q.text_en), ("de", q.text_de), ("zh", q.text_zh)) if word)
        answers[application].append((f"answer:{q.id}", Words(words) if words else q.key, text))
    copies = {(one.application_id, one.field): one for one in session.scalars(
        select(RedactedText).where(RedactedText.application_id.in_(ids)))}
    documents = _documents(session, ids)
    rows = session.execute(select(Application, Company).join(Company, Company.id == Application.company_id)
                           .where(Application.id.in_(ids)).order_by(Application.number)).all()
    whose = _whose(session, [company for _a, company in rows]) if suggest else {}
    out: dict[UUID, RedactionSheet] = {}
    for record, company in rows:
        texts: list[tuple[str, Message | Words | str, str]] = [
            (key, field("application", key).label, getattr(record, key) or "") for key in TEXTS]
        texts += answers.get(record.id, [])
        out[record.id] = RedactionSheet(
            record.id, record.number, company.id,
            display(company.legal_name, company.trade_name, company.chinese_name),
            tuple(_field(key, label, text, copies.get((record.id, key)), whose.get(company.id))
                  for key, label, text in texts if text),
            tuple(documents.get(record.id, ())))
    return out


def _field(key: str, label: Message | Words | str, text: str, copy: RedactedText | None,
           whose: Whose | None) -> RedactedField:
    suggestion = redact(text, whose) if whose is not None else ""
    if copy is None:
        return RedactedField(key, label, text, "", suggestion, "missing")
    return RedactedField(key, label, text, copy.text, suggestion,
                         "done" if copy.based_on == digest(text) else "stale", copy.made_at, copy.made_by or "")


def _documents(session: Session, ids: list[UUID]) -> dict[UUID, list[Clearance]]:
    found: dict[UUID, list[Clearance]] = defaultdict(list)
    rows = session.execute(
        select(Document, DocumentClearance).outerjoin(DocumentClearance, DocumentClearance.document_id == Document.id)
        .where(Document.application_id.in_(ids)).order_by(Document.added_at, Document.id)).all()
    titles = {document.id: document.title for document, _clearance in rows}
    instead = {clearance.replacement_id for _d, clearance in rows if clearance is not None}
    for document, clearance in rows:
        if document.id in instead:  # it goes in the place of another one
            continue
        other = clearance.replacement_id if clearance is not None and clearance.replacement_id in titles else None
        assert document.application_id is not None
        found[document.application_id].append(Clearance(
            document.id, document.title, document.kind, document.file_name, document.media_type, document.size,
            clearance.state if clearance is not None else "", other, titles[other] if other is not None else "",
            clearance.decided_at if clearance is not None else None,
            clearance.decided_by or "" if clearance is not None else ""))
    return found


def _whose(session: Session, companies: list[Company]) -> dict[UUID, Whose]:
    people: dict[UUID, list[str]] = defaultdict(list)
    emails: dict[UUID, list[str]] = defaultdict(list)
    for company, name, chinese, email in session.execute(
            select(CompanyPerson.company_id, Person.full_name, Person.chinese_name, Person.email)
            .join(Person, Person.id == CompanyPerson.person_id)
            .where(CompanyPerson.company_id.in_([one.id for one in companies]))):
        people[company] += [each for each in (name, chinese) if each]
        emails[company] += [email] if email else []
    return {one.id: Whose(
        tuple(name for name in (one.legal_name, one.trade_name, one.chinese_name) if name),
        tuple(people.get(one.id, ())), tuple(emails.get(one.id, ())), (one.website,) if one.website else ())
        for one in companies}
