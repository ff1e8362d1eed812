"""People: who is in a team, and what a person may ask for - to see, to correct, to be forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import Ref, msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import (
    Application,
    ChangeSet,
    Company,
    CompanyPerson,
    Document,
    Engagement,
    JournalEntry,
    LedgerEntry,
    Note,
    Person,
    Tag,
    Tagging,
    Task,
)
from incubator_gui.db.search.documents import display
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import PERSON, clean, field
from incubator_gui.domain.folding import has_han, pinyin
from incubator_gui.domain.ordering import between, keys
from incubator_gui.services.erased_names import shown_who
from incubator_gui.services.forgetting import forget
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.people_reviewing import held_of_reviewer


class PeopleService:
    """Reads and writes persons and their places in teams."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def link(self, company: UUID, person: UUID, role: str, title: str = "") -> Outcome[UUID]:
        """Put somebody who is known already into a team."""
        with self._db.write("person.link", msg("{person} added to {company}", person=Ref("person", person),
                                               company=Ref("company", company))) as work:
            session = work.session
            role = clean(field("company_person", "role"), role)
            _person(session, person)
            if session.scalar(select(func.count()).select_from(CompanyPerson).where(
                    CompanyPerson.company_id == company, CompanyPerson.person_id == person,
                    CompanyPerson.role == role)):
                raise Refused(msg("This person is in the team with this role already."))
            last = session.scalar(select(func.max(CompanyPerson.position)).where(CompanyPerson.company_id == company))
            record = CompanyPerson(company_id=company, person_id=person, role=role, position=between(last, None),
                                   title=clean(field("company_person", "title"), title))
            session.add(record)
            session.flush()
        return Outcome(record.id, work.changes)

    def place(self, link: UUID, place: int) -> Changes:
        """Give a person another place in the team's order, counted from 0."""
        with self._db.write("person.order", msg("Order of a team changed")) as work:
            session = work.session
            moved = session.get(CompanyPerson, link)
            if moved is None:
                raise NotFound(msg("This person is no longer listed here."))
            work.say(msg("Order of the team of {company} changed", company=Ref("company", moved.company_id)))
            team = list(session.scalars(
                select(CompanyPerson).where(CompanyPerson.company_id == moved.company_id)
                .order_by(CompanyPerson.position, CompanyPerson.id)))
            before = team.index(moved)
            place = max(0, min(place, len(team) - 1))
            if place != before:
                team.insert(place, team.pop(before))
                _put(team, place)
        return work.changes

    def correct(self, person: UUID, values: Mapping[str, Any]) -> Changes:
        """Correct what is held about a person; the history says that it was a correction."""
        cleaned = {key: clean(field("person", key), value) for key, value in values.items()}
        with self._db.write("person.correct", msg("Data of {person} corrected", person=Ref("person", person))) as work:
            record = _person(work.session, person)
            for key, value in cleaned.items():
                setattr(record, key, value)
            if "chinese_name" in cleaned:
                record.pinyin = pinyin(record.chinese_name) if has_han(record.chinese_name or "") else None
        return work.changes

    def companies_of(self, person: UUID) -> tuple[UUID, ...]:
        """The companies a person is in the team of; those merged away lead to the kept ones."""
        with self._db.read() as session:
            found = session.scalars(select(CompanyPerson.company_id).where(CompanyPerson.person_id == person)
                                    .order_by(CompanyPerson.until.is_not(None), CompanyPerson.id))
            return tuple(dict.fromkeys(kept_company(session, id) for id in found))

    def kept(self, company: UUID) -> UUID:
        """The record that holds this company today, where it was merged into another."""
        with self._db.read() as session:
            return kept_company(session, company)

    def dossier(self, person: UUID) -> dict[str, Any]:
        """Everything held about a person, as plain JSON values."""
        with self._db.read() as session:
            record = _person(session, person)
            links = session.execute(
                select(CompanyPerson, Company).join(Company, Company.id == CompanyPerson.company_id)
                .where(CompanyPerson.person_id == person).order_by(CompanyPerson.id)).all()
            notes = session.scalars(select(Note).where(Note.person_id == person).order_by(Note.written_at)).all()
            papers = session.scalars(select(Document).where(Document.person_id == person)
                                     .order_by(Document.added_at)).all()
            hours = session.execute(
                select(LedgerEntry.day, LedgerEntry.contact_hours, LedgerEntry.preparation_hours, LedgerEntry.text)
                .where(LedgerEntry.person_id == person).order_by(LedgerEntry.day)).all()
            tags = session.scalars(select(Tag.name).join(Tagging, Tagging.tag_id == Tag.id)
                                   .where(Tagging.person_id == person).order_by(Tag.name)).all()
            steps = session.execute(
                select(ChangeSet.at, ChangeSet.who, ChangeSet.command).join(
                    JournalEntry, JournalEntry.change_set == ChangeSet.id)
                .where(or_(JournalEntry.row_id == person, JournalEntry.row_id.in_([k.id for k, _c in links])))
                .distinct().order_by(ChangeSet.at)).all()
            in_charge = {
                name: session.scalar(select(func.count()).select_from(table).where(table.owner_id == person)) or 0
                for name, table in (("companies", Company), ("applications", Application),
                                    ("services", Engagement), ("tasks", Task))}
            who = shown_who(session)
            held: dict[str, Any] = _plain({
                "id": person, "made_at": self._db.clock.now(),
                "person": {f.key: getattr(record, f.key) for f in PERSON} | {
                    "pinyin": record.pinyin, "initials": record.initials, "language": record.language,
                    "is_staff": record.is_staff, "purpose": record.purpose, "keep_until": record.keep_until,
                    "erased_at": record.erased_at},
                "companies": [{
                    "company": display(c.legal_name, c.trade_name, c.chinese_name), "role": k.role, "title": k.title,
                    "is_contact": k.is_contact, "since": k.since, "until": k.until} for k, c in links],
                "notes": [{"text": n.text, "author": n.author, "written_at": n.written_at} for n in notes],
                "documents": [{
                    "title": d.title, "file_name": d.file_name, "kind": d.kind, "size": d.size,
                    "added_at": d.added_at, "sha256": d.sha256} for d in papers],
                "tags": list(tags),
                "in_charge_of": in_charge,
                "reviewing": held_of_reviewer(session, person),
                "hours": [{"day": r.day, "contact_hours": r.contact_hours, "preparation_hours": r.preparation_hours,
                           "text": r.text} for r in hours],
                "history": [{"at": r.at, "by": who(r.who), "command": r.command} for r in steps],
            })
            return held

    def anonymise(self, person: UUID) -> Changes:
        """Forget a person: name, contacts, notes and documents go; a stub keeps the statistics.

        This cannot be undone. Raises Refused when it was done before.
        """
        with self._db.write("person.erase", msg("Personal data of a person erased"), kind="erasure",
                            erasing=True) as work:
            session = work.session
            record = _person(session, person)
            if record.erased_at is not None:
                raise Refused(msg("The data of this person was erased already."))
            forget(work, record)
        return work.changes


def kept_company(session: Session, company: UUID) -> UUID:
    """Follow merges to the record that holds a company today."""
    seen = {company}
    while True:
        target = session.scalar(select(Company.merged_into_id).where(Company.id == company))
        if target is None or target in seen:
            return company
        seen.add(target)
        company = target


def _put(team: list[CompanyPerson], place: int) -> None:
    """Write the position of the one who moved; where neighbours leave no room, of all."""
    low = team[place - 1].position if place else None
    high = team[place + 1].position if place + 1 < len(team) else None
    try:
        team[place].position = between(low, high)
    except ValueError:
        for link, position in zip(team, keys(len(team)), strict=True):
            if link.position != position:
                link.position = position


def _person(session: Session, id: UUID) -> Person:
    found = session.get(Person, id)
    if found is None:
        raise NotFound(msg("This person is no longer there."))
    return found


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case list():
            return [_plain(inner) for inner in value]
        case UUID() | Decimal():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case _:
            return value
