"""Redacted copies for blind phases: texts without names, and what becomes of each document.

A copy belongs to the text it was made from: when that changes, the copy is stale and no package leaves with it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.heavy import heavy
from incubator_gui.core.messages import Ref, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Application, Document, DocumentClearance, RedactedText
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import clean_text
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.records import RecordsService
from incubator_gui.services.redaction_read import (
    CLEARANCES,
    BlindGap,
    Clearance,
    RedactedField,
    RedactionRow,
    RedactionSheet,
    digest,
    gaps_of,
    read_sheets,
)
from incubator_gui.services.sight import Sight, sight

__all__ = ["CLEARANCES", "BlindGap", "Clearance", "RedactedField", "RedactionRow", "RedactionService",
           "RedactionSheet", "texts_for"]


class RedactionService:
    """Reads and writes redacted copies."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def rows(self, call_id: UUID) -> tuple[RedactionRow, ...]:
        """All applications of a call with how far their copies are, those with gaps first."""
        with self._db.read() as session:
            view = self._officer(session)
            ids = session.scalars(view.apart(select(Application.id).where(Application.call_id == call_id))).all()
            rows = [RedactionRow.of(sheet) for sheet in read_sheets(session, ids, suggest=False).values()]
        return tuple(sorted(rows, key=lambda row: (row.is_done, row.number)))

    def sheet(self, application_id: UUID) -> RedactionSheet:
        """One application: each text beside its copy and a suggestion, and its documents; raises NotFound."""
        with self._db.read() as session:
            self._seen(session, [application_id])
            return read_sheets(session, [application_id])[application_id]

    def save(self, application_id: UUID, texts: Mapping[str, str]) -> Changes:
        """Store redacted copies by field; they are good for the texts of today."""
        return self.save_all({application_id: texts})

    def save_all(self, texts: Mapping[UUID, Mapping[str, str]]) -> Changes:
        """Store copies of many applications in one step."""
        now, who = self._db.clock.now(), self._db.actor.who
        with self._db.write("redaction.save", nmsg("{n} application redacted", "{n} applications redacted",
                                                   len(texts))) as work:
            session = work.session
            self._seen(session, list(texts))
            sheets = read_sheets(session, list(texts), suggest=False)
            stored = {(one.application_id, one.field): one for one in session.scalars(
                select(RedactedText).where(RedactedText.application_id.in_(list(texts))))}
            for application, copies in texts.items():
                originals = {one.key: one.original for one in sheets[application].fields}
                for key, text in copies.items():
                    if key not in originals:
                        raise NotFound(msg("This text is no longer there."))
                    text, mark = clean_text(text, lines=True), digest(originals[key])
                    record = stored.get((application, key))
                    if record is None:
                        record = RedactedText(application_id=application, field=key)
                        session.add(record)
                    elif (record.text, record.based_on) == (text, mark):
                        continue
                    record.text, record.based_on, record.made_at, record.made_by = text, mark, now, who
            if len(texts) == 1:
                work.say(msg("{application} redacted", application=Ref("application", next(iter(texts)))))
        return work.changes

    def accept(self, application_ids: Sequence[UUID]) -> Changes:
        """Take the suggestion for every text that has no copy of today; others stay as people made them."""
        with heavy():
            with self._db.read() as session:
                self._seen(session, application_ids)
                sheets = read_sheets(session, application_ids)
            return self.save_all({
                id: {one.key: one.suggestion for one in sheet.fields if one.state != "done"}
                for id, sheet in sheets.items() if any(one.state != "done" for one in sheet.fields)})

    def remove(self, application_id: UUID, fields: Collection[str]) -> Changes:
        """Take copies away again."""
        with self._db.write("redaction.remove", msg("Redacted copy of {application} removed",
                                                    application=Ref("application", application_id))) as work:
            self._seen(work.session, [application_id])
            for one in work.session.scalars(select(RedactedText).where(
                    RedactedText.application_id == application_id, RedactedText.field.in_(fields))):
                work.session.delete(one)
        return work.changes

    def clear(self, document_ids: Sequence[UUID], state: str, replacement_id: UUID | None = None) -> Changes:
        """What a blind reviewer gets of documents: as they are (clear), another one (replaced), or nothing (withheld).

        An empty state takes the decision back.
        """
        if state and state not in CLEARANCES:
            raise Refused(msg("There is no such choice."))
        if state == "replaced" and (replacement_id is None or replacement_id in document_ids):
            raise Refused(msg("Choose the document that takes the place of this one."))
        now, who = self._db.clock.now(), self._db.actor.who
        with self._db.write("document.clear", nmsg("{n} document decided for blind review",
                                                   "{n} documents decided for blind review",
                                                   len(document_ids))) as work:
            session = work.session
            there = {one.document_id: one for one in session.scalars(
                select(DocumentClearance).where(DocumentClearance.document_id.in_(document_ids)))}
            for id in document_ids:
                document, record = session.get(Document, id), there.get(id)
                if document is None or document.application_id is None:
                    raise NotFound(msg("This document is no longer there."))
                self._seen(session, [document.application_id])
                if replacement_id is not None:
                    other = session.get(Document, replacement_id)
                    if other is None or other.application_id != document.application_id:
                        raise Refused(msg("The replacement has to be a document of the same application."))
                if not state:
                    if record is not None:
                        session.delete(record)
                    continue
                if record is None:
                    record = DocumentClearance(document_id=id)
                    session.add(record)
                elif (record.state, record.replacement_id) == (state, replacement_id):
                    continue
                record.state = state
                if replacement_id is not None:  # else a former one stays known as such, and is no document of its own
                    record.replacement_id = replacement_id
                record.decided_at, record.decided_by = now, who
        return work.changes

    def replace(self, document_id: UUID, path: Path) -> Outcome[UUID]:
        """Add a redacted file to the application and let it take the place of a document."""
        with self._db.read() as session:
            document = session.get(Document, document_id)
            if document is None or document.application_id is None:
                raise NotFound(msg("This document is no longer there."))
            self._seen(session, [document.application_id])
            application, kind, title = document.application_id, document.kind, document.title
        added = RecordsService(self._db).add_document("application", application, path, kind, title)
        return Outcome(added.value, self.clear([document_id], "replaced", added.value))

    def blind_gaps(self, application_ids: Collection[UUID]) -> tuple[BlindGap, ...]:
        """What still stops a blind package with these applications; nothing where all is ready."""
        with self._db.read() as session:
            view = sight(session, self._db)
            sheets = read_sheets(session, list(application_ids), suggest=False)
            return tuple(gap for sheet in sheets.values() if not view.hides(sheet.company_id)
                         for gap in gaps_of(sheet))

    def _officer(self, session: Session) -> Sight:
        view = sight(session, self._db)
        if not view.is_officer:
            raise Refused(msg("Only those who run the review redact: the texts say whose they are."))
        return view

    def _seen(self, session: Session, ids: Collection[UUID]) -> None:
        view = self._officer(session)
        there = session.execute(select(Application.id, Application.company_id).where(Application.id.in_(ids))).all()
        if len(there) < len(set(ids)) or any(view.hides(company) for _id, company in there):
            raise NotFound(msg("This application is no longer there."))


def texts_for(session: Session, application_ids: Collection[UUID]) -> dict[UUID, dict[str, str]]:
    """The redacted copies of today by application and field; a stale or missing one is not in it."""
    return {id: {one.key: one.text for one in sheet.fields if one.state == "done"}
            for id, sheet in read_sheets(session, application_ids, suggest=False).items()}
