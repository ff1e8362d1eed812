"""An application as its reviewer may see it: fields, answers and documents, redacted where names are hidden."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.languages import translator
from incubator_gui.core.messages import Message
from incubator_gui.db.schema import (
    Answer,
    Application,
    ApplicationVersion,
    Company,
    Document,
    DocumentClearance,
    Question,
)
from incubator_gui.db.search.documents import display
from incubator_gui.domain.fields import APPLICATION, COMPANY
from incubator_gui.domain.review_desk import DeskChange, DeskDocument, DeskText
from incubator_gui.domain.vocabulary import DOCUMENT_KINDS, FOCUS_AREAS
from incubator_gui.services.calls import QuestionRow
from incubator_gui.services.redaction_read import BlindGap, RedactionSheet, gaps_of, read_sheets

SHOWN = ("pitch", "headcount", "desks_needed", "received_on")
"""Fields of the application that every reviewer sees, in this order."""

COMPARED = ("focus_area", "pitch", "headcount", "desks_needed")
"""Fields of which versions are compared."""

NAMED = ("source",)
"""Fields that are seen where names are."""

OF_COMPANY = ("claim", "legal_name", "founded_on", "country", "city", "website")
"""Fields of the company that are seen where names are."""

WRITTEN = frozenset({"pitch", "source"})
"""Fields that are free text: names may stand in them."""

_LABELS = {field.key: field.label for field in (*COMPANY, *APPLICATION)}


@dataclass(frozen=True, slots=True)
class File:
    """Which content a document of the desk is."""

    shown: DeskDocument
    sha256: str


@dataclass(frozen=True, slots=True)
class Content:
    """One application; `gaps` are texts without a redacted copy of today and documents nobody has looked at."""

    application: UUID
    company: UUID
    number: int
    title: str
    focus_area: str | None
    version: int
    fields: tuple[DeskText, ...]
    answers: tuple[DeskText, ...]
    files: tuple[File, ...]
    gaps: tuple[BlindGap, ...] = ()


def contents(session: Session, applications: Collection[UUID], *, blind: bool, language: str) -> dict[UUID, Content]:
    """Applications by id; `blind` gives the redacted copies and hides what has none."""
    ids = list(applications)
    companies = {c.id: c for c in session.scalars(
        select(Company).where(Company.id.in_(select(Application.company_id).where(Application.id.in_(ids)))))}
    answers = _answers(session, ids, language)
    files = _documents(session, ids, language)
    sheets = read_sheets(session, ids, suggest=False) if blind else {}
    out = {}
    for record in session.scalars(select(Application).where(Application.id.in_(ids))):
        out[record.id] = _content(record, companies[record.company_id], answers.get(record.id, ()),
                                  files.get(record.id, ()), sheets[record.id] if blind else None, language)
    return out


def _content(record: Application, company: Company, answers: Collection[tuple[UUID, str, str]],
             files: Collection[tuple[File, File | None, str]], blind: RedactionSheet | None, language: str) -> Content:
    redacted = None if blind is None else {one.key: one.text for one in blind.fields if one.state == "done"}

    def seen(key: str, text: str) -> str:
        """The text, or its redacted copy; empty where that is missing or older than the text."""
        return text if redacted is None else redacted.get(key, "")

    values = [(_LABELS[key], key, getattr(record, key)) for key in SHOWN + (NAMED if redacted is None else ())]
    if redacted is None:
        values += [(_LABELS[key], key, getattr(company, key)) for key in OF_COMPANY]
        countries = translator(language).locale.territories
        values = [(label, key, countries.get(value, value) if key == "country" else value)
                  for label, key, value in values]
    fields = [DeskText(key, label, seen(key, plain(value, language)) if key in WRITTEN else
                       plain(value, language)) for label, key, value in values if value not in (None, "")]
    texts = [DeskText(f"answer:{id}", label, seen(f"answer:{id}", text)) for id, label, text in answers]
    shown = []
    for file, replacement, state in files:
        if redacted is None or state == "clear":
            shown.append(file)
        elif state == "replaced" and replacement is not None:
            shown.append(replacement)
    if redacted is not None:
        shown = [_nameless(file, number, language) for number, file in enumerate(shown, 1)]
    title = "" if redacted is not None else display(company.legal_name, company.trade_name, company.chinese_name,
                                                    language)
    return Content(record.id, company.id, record.number, title, record.focus_area, record.current_version,
                   tuple(f for f in fields if f.text), tuple(t for t in texts if t.text), tuple(shown),
                   () if blind is None else tuple(gaps_of(blind)))


def _nameless(file: File, number: int, language: str) -> File:
    """File names and titles often say whose a document is."""
    d = file.shown
    kind = translator(language).text(DOCUMENT_KINDS.get(d.kind, DOCUMENT_KINDS["other"]))
    return File(DeskDocument(d.key, kind, d.kind, f"{number}{PurePath(d.file_name).suffix.lower()[:10]}",
                             d.media_type, d.size, file.sha256), file.sha256)


def _answers(session: Session, ids: list[UUID], language: str) -> dict[UUID, list[tuple[UUID, str, str]]]:
    found: dict[UUID, list[tuple[UUID, str, str]]] = {}
    for q, application, text in session.execute(
            select(Question, Answer.application_id, Answer.text).join(Answer, Answer.question_id == Question.id)
            .where(Answer.application_id.in_(ids)).order_by(Question.position, Question.id)):
        found.setdefault(application, []).append((q.id, _question(q, language), text))
    return found


def _question(q: Question, language: str) -> str:
    return QuestionRow(q.id, q.key, q.text_en or "", q.text_de or "", q.text_zh or "").text(language)


def _documents(session: Session, ids: list[UUID], language: str) -> dict[UUID, list[tuple[File, File | None, str]]]:
    found: dict[UUID, list[tuple[File, File | None, str]]] = {}
    rows = session.execute(
        select(Document, DocumentClearance).outerjoin(DocumentClearance, DocumentClearance.document_id == Document.id)
        .where(Document.application_id.in_(ids)).order_by(Document.added_at, Document.id)).all()
    stand_ins = {c.replacement_id for _d, c in rows if c is not None and c.replacement_id is not None}
    others = {d.id: d for d in session.scalars(select(Document).where(Document.id.in_(stand_ins)))} if stand_ins else {}
    for document, clearance in rows:
        if document.id in stand_ins or document.application_id is None:
            continue
        stand_in = None if clearance is None else clearance.replacement_id
        other = None if stand_in is None else others.get(stand_in)
        found.setdefault(document.application_id, []).append(
            (_file(document), None if other is None else _file(other), "" if clearance is None else clearance.state))
    return found


def _file(d: Document) -> File:
    return File(DeskDocument(d.id.hex, d.title, d.kind, d.file_name, d.media_type, d.size, d.sha256), d.sha256)


def plain(value: Any, language: str) -> str:
    """A value of a field as text."""
    if value is None:
        return ""
    if isinstance(value, date):
        return translator(language).day(value)
    return translator(language).argument(value) if not isinstance(value, str) else value


def changes(session: Session, content: Content, reviewed: int, *, blind: bool, language: str) -> tuple[DeskChange, ...]:
    """What the application's versions say differently since the one that was reviewed, in the order of the page."""
    if reviewed >= content.version:
        return ()
    versions = {v.number: v.content for v in session.scalars(select(ApplicationVersion).where(
        ApplicationVersion.application_id == content.application,
        ApplicationVersion.number.in_((reviewed, content.version))))}
    old, new = (_flat(versions.get(number)) for number in (reviewed, content.version))
    out = []
    for key in COMPARED if blind else (*COMPARED, *NAMED):
        before, now = (_value(key, side.get(key), language) for side in (old, new))
        if before != now:
            out.append(_change(key, _LABELS[key], before, now, content.fields, blind and key in WRITTEN))
    call = select(Application.call_id).where(Application.id == content.application).scalar_subquery()
    for q in session.scalars(select(Question).where(Question.call_id == call).order_by(Question.position, Question.id)):
        names = [name for name in (q.text_zh, q.text_de, q.text_en, q.key) if name]
        before, now = (next((str(side[f"?{n}"]) for n in names if side.get(f"?{n}")), "") for side in (old, new))
        if before != now:
            out.append(_change(f"answer:{q.id}", _question(q, language), before, now, content.answers, blind))
    return tuple(out)


def _change(key: str, label: Message | str, before: str, now: str, shown: Collection[DeskText],
            blind: bool) -> DeskChange:
    """A blind reviewer sees that a text is new and its redacted copy; the old one has none."""
    if not blind:
        return DeskChange(label, before, now)
    return DeskChange(label, "", next((one.text for one in shown if one.key == key), ""))


def _flat(content: Any) -> dict[str, Any]:
    """Fields of a version by key, answers by `?` and the question."""
    if not isinstance(content, Mapping):
        return {}
    fields = content.get("fields")
    answers = content.get("answers")
    out = dict(fields if isinstance(fields, Mapping) else content)
    for name, text in (answers.items() if isinstance(answers, Mapping) else ()):
        out[f"?{name}"] = text
    return out


def _value(key: str, value: Any, language: str) -> str:
    if key == "focus_area" and value in FOCUS_AREAS:
        return translator(language).text(FOCUS_AREAS[value])
    return plain(value, language)
