"""Documents, notes and tags on companies, applications and persons."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import Environment, NotFound, Refused
from incubator_gui.core.messages import Ref, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.files import LIMIT
from incubator_gui.db.schema import Application, Document, LineupEntry, Note, Tag, Tagging
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import clean_text
from incubator_gui.domain.vocabulary import DOCUMENT_KINDS
from incubator_gui.services.application_cover import meet
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.sight import Sight, sight

SUBJECTS = ("company", "application", "person")


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document; `subject` is the kind of record it hangs on."""

    id: UUID
    subject: str
    subject_id: UUID
    kind: str
    title: str
    file_name: str
    media_type: str
    size: int
    sha256: str
    dated_on: date | None
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note."""

    id: UUID
    text: str
    author: str
    written_at: datetime


class RecordsService:
    """Reads and writes what hangs on records."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def documents(self, subject: str, id: UUID) -> tuple[DocumentRow, ...]:
        """Documents of a record, newest first; those of a company include its applications'."""
        with self._db.read() as session:
            view = self._meet(session, subject, id)
            if view.names_hidden(session, subject, id):
                return ()
            condition = _on(Document, subject, id)
            if subject == "company":
                applications = view.known(select(Application.id).where(Application.company_id == id))
                condition = condition | Document.application_id.in_(applications)
            rows = session.scalars(select(Document).where(condition).order_by(Document.added_at.desc()))
            return tuple(_document(d) for d in rows)

    def add_document(self, subject: str, id: UUID, path: Path, kind: str = "", title: str = "") -> Outcome[UUID]:
        """Keep a copy of a file on a record; the content goes into the file store first.

        Raises Refused for a folder, an empty or too large file, Environment when it cannot be read.
        """
        try:
            if path.is_dir():
                raise Refused(msg("{name} is a folder. Add the files in it one by one.", name=path.name))
            if path.stat().st_size > LIMIT:
                raise Refused(msg("{name} is larger than {limit} MB.", name=path.name, limit=LIMIT // 1024 // 1024))
            content = path.read_bytes()
        except OSError as error:
            raise Environment(msg("{name} cannot be read ({reason}).", name=path.name,
                                  reason=error.strerror or str(error))) from error
        return self.add_content(subject, id, path.name, content, kind, title)

    def add_content(self, subject: str, id: UUID, file_name: str, content: bytes, kind: str = "",
                    title: str = "", dated_on: date | None = None) -> Outcome[UUID]:
        """The same for a content that is already in memory."""
        if not content:
            raise Refused(msg("{name} is empty.", name=file_name))
        file_name = clean_text(file_name)[-300:] or "document"
        title = clean_text(title)[:300] or Path(file_name).stem[:300] or file_name
        kind = kind if kind in DOCUMENT_KINDS else guess_kind(file_name)
        sha256 = self._db.files.put(content)
        with self._db.write("document.add", msg("Document “{title}” added to {record}", title=title,
                                                record=Ref(subject, id))) as work:
            record = Document(
                kind=kind, title=title, file_name=file_name, size=len(content), sha256=sha256,
                media_type=sniff(file_name, content), dated_on=dated_on, added_at=self._db.clock.now(),
                added_by=self._db.actor.who, **{f"{_subject(subject)}_id": id})
            work.session.add(record)
            work.session.flush()
        return Outcome(record.id, work.changes)

    def edit_document(self, id: UUID, *, title: str, kind: str) -> Changes:
        """Rename a document or change its kind."""
        title = clean_text(title)
        if not title:
            raise Refused(msg("A document needs a title."))
        with self._db.write("document.edit", msg("Document “{title}” changed", title=title)) as work:
            record = _there(work.session, Document, id)
            record.title, record.kind = title[:300], kind if kind in DOCUMENT_KINDS else record.kind
        return work.changes

    def remove_document(self, id: UUID) -> Changes:
        """Take a document off its record and out of line-ups; its content stays while the history names it."""
        with self._db.write("document.remove", msg("Document removed")) as work:
            record = _there(work.session, Document, id)
            work.say(msg("Document “{title}” removed", title=record.title))
            for entry in work.session.scalars(select(LineupEntry).where(LineupEntry.document_id == id)):
                entry.document_id = None
            work.session.flush()
            work.session.delete(record)
        return work.changes

    def content(self, id: UUID) -> tuple[DocumentRow, bytes]:
        """A document with its content."""
        with self._db.read() as session:
            row = _document(_there(session, Document, id))
            view = self._meet(session, row.subject, row.subject_id)
            if view.names_hidden(session, row.subject, row.subject_id):
                raise NotFound(msg("This record is no longer there."))
        return row, self._db.files.get(row.sha256)

    def notes(self, subject: str, id: UUID) -> tuple[NoteRow, ...]:
        """Notes on a record, newest first."""
        with self._db.read() as session:
            if self._meet(session, subject, id).names_hidden(session, subject, id):
                return ()
            rows = session.scalars(select(Note).where(_on(Note, subject, id)).order_by(Note.written_at.desc()))
            return tuple(NoteRow(n.id, n.text, n.author or "", n.written_at) for n in rows)

    def add_note(self, subject: str, id: UUID, text: str) -> Outcome[UUID]:
        """A new note."""
        text = _note_text(text)
        with self._db.write("note.add", msg("Note on {record} added", record=Ref(subject, id))) as work:
            record = Note(text=text, author=self._db.actor.who, written_at=self._db.clock.now(),
                          **{f"{_subject(subject)}_id": id})
            work.session.add(record)
            work.session.flush()
        return Outcome(record.id, work.changes)

    def edit_note(self, id: UUID, text: str) -> Changes:
        """Change a note's text."""
        text = _note_text(text)
        with self._db.write("note.edit", msg("Note changed")) as work:
            _there(work.session, Note, id).text = text
        return work.changes

    def remove_note(self, id: UUID) -> Changes:
        """Remove a note."""
        with self._db.write("note.remove", msg("Note removed")) as work:
            work.session.delete(_there(work.session, Note, id))
        return work.changes

    def tags(self) -> tuple[str, ...]:
        """All tags of the house."""
        with self._db.read() as session:
            return tuple(session.scalars(select(Tag.name).order_by(Tag.name)))

    def tags_of(self, subject: str, id: UUID) -> tuple[str, ...]:
        """The tags of a record."""
        with self._db.read() as session:
            return tuple(session.scalars(
                select(Tag.name).join(Tagging, Tagging.tag_id == Tag.id).where(_on(Tagging, subject, id))
                .order_by(Tag.name)))

    def set_tags(self, subject: str, id: UUID, names: Sequence[str]) -> Changes:
        """Give a record exactly these tags; new words become tags."""
        with self._db.write("tag.set", msg("Tags of {record} changed", record=Ref(subject, id))) as work:
            put_tags(work.session, subject, id, names, only=True)
        return work.changes

    def tag_many(self, subject: str, ids: Sequence[UUID], name: str) -> Changes:
        """Hang one tag on many records."""
        with self._db.write("tag.add", nmsg("{n} record tagged “{tag}”", "{n} records tagged “{tag}”", len(ids),
                                            tag=clean_text(name))) as work:
            for id in ids:
                put_tags(work.session, subject, id, [name], only=False)
        return work.changes


    def _meet(self, session: Session, subject: str, id: UUID) -> Sight:
        """Raises NotFound for what hangs on an application that a conflict hides from the viewer."""
        view = sight(session, self._db)
        if subject == "application":
            meet(session, view, [id])
        return view


def put_tags(session: Session, subject: str, id: UUID, names: Sequence[str], *, only: bool) -> None:
    """Hang tags on a record; with `only`, take the others off."""
    wanted = {clean_text(n)[:80].casefold(): clean_text(n)[:80] for n in names if clean_text(n)}
    present = {t.name.casefold(): (t, k) for t, k in session.execute(
        select(Tag, Tagging).join(Tagging, Tagging.tag_id == Tag.id).where(_on(Tagging, subject, id)))}
    for key, (_tag, link) in present.items():
        if only and key not in wanted:
            session.delete(link)
    for key, name in wanted.items():
        if key in present:
            continue
        tag = session.scalars(select(Tag).where(func.lower(Tag.name) == name.lower()).limit(1)).first()
        if tag is None:
            tag = Tag(name=name)
            session.add(tag)
            session.flush()
        session.add(Tagging(tag_id=tag.id, **{f"{_subject(subject)}_id": id}))
    session.flush()


def guess_kind(file_name: str) -> str:
    """The likely kind of a document by its name, in three languages."""
    low = file_name.casefold()
    for kind, signs in _SIGNS.items():
        if any(sign in low for sign in signs):
            return kind
    return "deck" if low.endswith((".pptx", ".key")) else "other"


_SIGNS = {
    "deck": ("deck", "pitch", "roadshow", "präsentation", "路演", "演示"),
    "business_plan": ("businessplan", "business plan", "business_plan", "geschäftsplan", "商业计划", "计划书"),
    "contract": ("contract", "vertrag", "agreement", "合同", "协议"),
    "financials": ("bilanz", "balance", "financial", "jahresabschluss", "bwa", "财务", "报表"),
    "cap_table": ("cap table", "cap_table", "captable", "gesellschafterliste", "股权"),
    "certificate": ("certificate", "zertifikat", "urkunde", "证书", "执照"),
    "letter": ("letter", "brief", "schreiben", "信函"),
    "logo": ("logo", "标志"),
}

_MAGIC = ((b"%PDF-", "application/pdf"), (b"\x89PNG\r\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"),
          (b"GIF8", "image/gif"))


def sniff(file_name: str, content: bytes) -> str:
    """The media type by content where it tells, else by the name."""
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            return kind
    guessed = mimetypes.guess_type(file_name)[0] or "application/octet-stream"
    return "application/octet-stream" if guessed in {k for _m, k in _MAGIC} else guessed


def _subject(subject: str) -> str:
    if subject not in SUBJECTS:
        raise ValueError(f"nothing hangs on a {subject}")
    return subject


def _on(table: Any, subject: str, id: UUID) -> Any:
    return getattr(table, f"{_subject(subject)}_id") == id


def _there(session: Session, kind: type[Any], id: UUID) -> Any:
    found = session.get(kind, id)
    if found is None:
        raise NotFound(msg("This record is no longer there."))
    return found


def _note_text(text: str) -> str:
    text = clean_text(text, lines=True)
    if not text:
        raise Refused(msg("A note needs some text."))
    return text[:20_000]


def _document(d: Document) -> DocumentRow:
    subject = next(s for s in SUBJECTS if getattr(d, f"{s}_id") is not None)
    return DocumentRow(d.id, subject, getattr(d, f"{subject}_id"), d.kind, d.title, d.file_name, d.media_type, d.size,
                       d.sha256, d.dated_on, d.added_at, d.added_by or "")
