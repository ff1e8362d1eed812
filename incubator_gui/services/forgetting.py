"""Forgetting a person: all that a record's erasure takes with it, now or again after a restore.

A restored backup knows the person still, with notes, documents and the names under which was written: so what a
restore brought back is forgotten by the same steps as the first time, not only emptied row by row.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from incubator_gui.db.journal.codec import parse
from incubator_gui.db.journal.erasure import erase
from incubator_gui.db.schema import CompanyPerson, Document, JournalEntry, Note, Person, Tagging
from incubator_gui.db.unit_of_work import UnitOfWork
from incubator_gui.services.erased_names import names_of_signing, note_of, pseudonym, replace_names
from incubator_gui.services.people_reviewing import addressed_to, forget_reviewer, told_of_reviewer

_PERSONAL = ("chinese_name", "pinyin", "email", "phone", "about", "initials", "purpose", "keep_until")


def forget(work: UnitOfWork, record: Person) -> None:
    """Empty a person in the rows, the journal and the search; `work` must have been opened with `erasing=True`."""
    session, person = work.session, record.id
    told, signed = addressed_to(session, record), names_of_signing(session, record)
    record.full_name, record.is_staff = "", False
    for key in _PERSONAL:
        setattr(record, key, None)
    record.erased_at = work.head.at
    for kind in (Note, Document, Tagging):
        for row in session.scalars(select(kind).where(kind.person_id == person)):
            session.delete(row)
    for link in session.scalars(select(CompanyPerson).where(CompanyPerson.person_id == person)):
        link.title, link.is_contact = None, False
    forget_reviewer(session, person)
    session.flush()
    for table, ids in told_of_reviewer(session, person).items():
        told[table] = told.get(table, set()) | ids
    replace_names(session, signed, pseudonym(person))
    erase(work, {"person": {person}}, note_of(signed) if signed else "")
    erase(work, {"person": _former(session, person), "note": _notes_ever(session, person)} | told)


def forget_again(work: UnitOfWork, rows: Mapping[str, Collection[UUID]]) -> None:
    """Forget the people among rows that a restore brought back; the rest is for the caller."""
    for id in rows.get(Person.__tablename__, ()):
        record = work.session.get(Person, id)
        if record is not None and record.erased_at is None:
            forget(work, record)


def _former(session: Session, person: UUID) -> set[UUID]:
    """The person, and the records that were joined with it and are gone: the journal still has them."""
    found, new = {person}, {person}
    while new:
        one, new = new.pop(), new
        joined = select(JournalEntry.before, JournalEntry.after).where(
            JournalEntry.table_name == CompanyPerson.__tablename__, JournalEntry.operation == "U", _named(one))
        for before, after in session.execute(joined):
            old = _id(parse(before).get("person_id"))
            if old is None or old in found or _id(parse(after).get("person_id")) != one:
                continue
            if session.get(Person, old) is None:
                found.add(old)
                new.add(old)
    return found


def _notes_ever(session: Session, person: UUID) -> set[UUID]:
    """All notes that ever hung on a person, also those removed long ago."""
    return set(session.scalars(select(JournalEntry.row_id).where(
        JournalEntry.table_name == Note.__tablename__, _named(person))))


def _named(id: UUID) -> ColumnElement[bool]:
    """The entry names this id, as either database writes it."""
    e = JournalEntry
    return or_(*(side.like(f"%{form}%") for side in (e.before, e.after) for form in (id.hex, str(id))))


def _id(value: Any) -> UUID | None:
    return UUID(value) if isinstance(value, str) else None
