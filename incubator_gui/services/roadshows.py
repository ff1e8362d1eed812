"""Roadshows: date, place, audience, the line-up in order, rehearsals, decks, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import Message, Ref, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import (
    Application,
    Company,
    CompanyProfile,
    Document,
    LineupEntry,
    PackIssue,
    Rehearsal,
    Roadshow,
)
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import clean, field
from incubator_gui.domain.ordering import between, keys
from incubator_gui.domain.service_words import LINEUP_STATES
from incubator_gui.services.called import NOBODY, company_names, people_named
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.records import RecordsService

READY = frozenset({"confirmed", "deck_in", "rehearsed"})
"""Statuses of those who have said that they come."""


@dataclass(frozen=True, slots=True)
class RoadshowRow:
    """A roadshow in the list; `ready` of `companies` lack nothing."""

    id: UUID
    name: str
    held_on: date | None
    starts_at: str
    ends_at: str
    place: str
    audience: str
    language: str
    profile: str
    contact: str
    owner_id: UUID | None
    owner: str
    initials: str
    companies: int
    ready: int
    minutes: int
    packs: int


@dataclass(frozen=True, slots=True)
class RehearsalRow:
    """A rehearsal."""

    id: UUID
    held_on: date
    minutes: int | None
    feedback: str
    is_ready: bool


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A company's place in the line-up, when it begins, and what it still lacks."""

    id: UUID
    company_id: UUID
    company: str
    status: str
    begins_at: str
    minutes: int
    question_minutes: int
    pause_before: int
    topic: str
    document_id: UUID | None
    document: str
    rehearsals: tuple[RehearsalRow, ...]
    missing: tuple[Message, ...]

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


class RoadshowsService:
    """Reads and writes roadshows. Fields are edited with the editing service: `roadshow`, `lineup_entry`,
    `rehearsal`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def rows(self) -> tuple[RoadshowRow, ...]:
        """All roadshows, the latest first, those without a day on top."""
        with self._db.read() as session:
            people = people_named(session)
            packs: dict[UUID, int] = {row[0]: row[1] for row in session.execute(
                select(PackIssue.roadshow_id, func.count()).group_by(PackIssue.roadshow_id))}
            rows = []
            for show in session.scalars(select(Roadshow)):
                entries = entries_of(session, show)
                going = [one for one in entries if one.status != "declined"]
                who = people.get(show.owner_id, NOBODY) if show.owner_id else NOBODY
                rows.append(RoadshowRow(
                    show.id, show.name, show.held_on, show.starts_at or "", show.ends_at or "", show.place or "",
                    show.audience or "", show.language or "", show.profile, show.contact or "", show.owner_id,
                    who.name, who.initials, len(going), sum(one.is_ready for one in going),
                    sum(one.pause_before + one.minutes + one.question_minutes for one in going),
                    packs.get(show.id, 0)))
        return tuple(sorted(rows, key=lambda row: (row.held_on or date.max, row.name), reverse=True))

    def lineup(self, id: UUID) -> tuple[EntryRow, ...]:
        """The line-up in order; raises NotFound."""
        with self._db.read() as session:
            return entries_of(session, there(session, id))

    def add(self, name: str, **values: Any) -> Outcome[UUID]:
        """A new roadshow; `values` are fields of the table and `language`."""
        language = values.pop("language", None)
        cleaned = {key: clean(field("roadshow", key), value) for key, value in {"name": name, **values}.items()}
        with self._db.write("roadshow.add", msg("Roadshow “{name}” added", name=cleaned["name"])) as work:
            record = Roadshow(language=language, **cleaned)
            work.session.add(record)
            work.session.flush()
        return Outcome(record.id, work.changes)

    def set_language(self, id: UUID, language: str | None) -> Changes:
        """The language of the event, which its pack takes unless another is asked for."""
        with self._db.write("roadshow.language", msg("Roadshow changed")) as work:
            record = there(work.session, id)
            work.say(msg("Language of {roadshow} changed", roadshow=Ref("roadshow", id)))
            if record.language != language:
                record.language = language
        return work.changes

    def remove(self, id: UUID) -> Changes:
        """Take a roadshow away with its line-up; raises Refused where a pack of it left the house."""
        with self._db.write("roadshow.remove", msg("Roadshow removed")) as work:
            session = work.session
            record = there(session, id)
            if session.scalar(select(func.count()).select_from(PackIssue).where(PackIssue.roadshow_id == id)):
                raise Refused(msg("Packs of this roadshow left the house; it stays with the log of them."))
            work.say(msg("Roadshow “{name}” removed", name=record.name))
            for entry in _entries(session, id):
                _drop(session, entry)
            session.flush()
            session.delete(record)
        return work.changes

    def add_companies(self, id: UUID, companies: Sequence[UUID], minutes: int = 8) -> Outcome[tuple[UUID, ...]]:
        """Invite companies: they come last in the line-up, each once, with their newest deck."""
        minutes = clean(field("lineup_entry", "minutes"), minutes)
        with self._db.write("lineup.add", nmsg("{n} company invited", "{n} companies invited", len(companies))) as work:
            session = work.session
            there(session, id)
            present = {entry.company_id for entry in _entries(session, id)}
            last = max((entry.position for entry in _entries(session, id)), default=None)
            made = []
            for company in dict.fromkeys(companies):
                if session.get(Company, company) is None:
                    raise NotFound(msg("This company is no longer there."))
                if company in present:
                    continue
                last = between(last, None)
                deck = decks_of(session, company)
                entry = LineupEntry(roadshow_id=id, company_id=company, position=last, minutes=minutes,
                                    document_id=deck[0].id if deck else None)
                session.add(entry)
                made.append(entry)
            session.flush()
            if len(made) == 1:
                work.say(msg("{company} invited to {roadshow}", company=Ref("company", made[0].company_id),
                             roadshow=Ref("roadshow", id)))
        return Outcome(tuple(entry.id for entry in made), work.changes)

    def remove_entry(self, entry: UUID) -> Changes:
        """Take a company out of the line-up, with its rehearsals."""
        with self._db.write("lineup.remove", msg("Company taken out of a line-up")) as work:
            record = _entry(work.session, entry)
            work.say(msg("{company} taken out of {roadshow}", company=Ref("company", record.company_id),
                         roadshow=Ref("roadshow", record.roadshow_id)))
            _drop(work.session, record)
        return work.changes

    def place(self, entry: UUID, place: int) -> Changes:
        """Give a company another place in the order, counted from 0."""
        with self._db.write("lineup.order", msg("Order of a line-up changed")) as work:
            session = work.session
            moved = _entry(session, entry)
            work.say(msg("Order of {roadshow} changed", roadshow=Ref("roadshow", moved.roadshow_id)))
            line = _entries(session, moved.roadshow_id)
            before, place = line.index(moved), max(0, min(place, len(line) - 1))
            if place != before:
                line.insert(place, line.pop(before))
                low = line[place - 1].position if place else None
                high = line[place + 1].position if place + 1 < len(line) else None
                try:
                    moved.position = between(low, high)
                except ValueError:
                    for one, position in zip(line, keys(len(line)), strict=True):
                        if one.position != position:
                            one.position = position
        return work.changes

    def set_status(self, entries: Sequence[UUID], status: str) -> Changes:
        """Invited, confirmed, deck in, rehearsed, declined."""
        if status not in LINEUP_STATES:
            raise Refused(msg("There is no such status."))
        with self._db.write("lineup.status", nmsg("{n} company: {status}", "{n} companies: {status}", len(entries),
                                                  status=LINEUP_STATES[status])) as work:
            for id in entries:
                record = _entry(work.session, id)
                if record.status != status:
                    record.status = status
            if len(entries) == 1:
                work.say(msg("{company}: {status}", company=Ref("company", record.company_id),
                             status=LINEUP_STATES[status]))
        return work.changes

    def add_rehearsal(self, entry: UUID, held_on: date | None = None, feedback: str = "", *,
                      minutes: int | None = None, is_ready: bool = False) -> Outcome[UUID]:
        """Note a rehearsal; who is ready counts as rehearsed."""
        text = clean(field("rehearsal", "feedback"), feedback)
        minutes = clean(field("rehearsal", "minutes"), minutes)
        with self._db.write("rehearsal.add", msg("Rehearsal noted")) as work:
            record = _entry(work.session, entry)
            work.say(msg("Rehearsal of {company} noted", company=Ref("company", record.company_id)))
            made = Rehearsal(lineup_entry_id=entry, held_on=held_on or self._db.clock.today(), feedback=text,
                             minutes=minutes, is_ready=is_ready)
            work.session.add(made)
            if is_ready and record.status != "rehearsed":
                record.status = "rehearsed"
            work.session.flush()
        return Outcome(made.id, work.changes)

    def remove_rehearsal(self, id: UUID) -> Changes:
        """Take a rehearsal away."""
        with self._db.write("rehearsal.remove", msg("Rehearsal removed")) as work:
            record = work.session.get(Rehearsal, id)
            if record is None:
                raise NotFound(msg("This rehearsal is no longer there."))
            work.session.delete(record)
        return work.changes

    def decks(self, company: UUID) -> tuple[tuple[UUID, str], ...]:
        """Decks on file, the newest first: id and title."""
        with self._db.read() as session:
            return tuple((d.id, d.title) for d in decks_of(session, company))

    def choose_deck(self, entry: UUID, document: UUID | None) -> Changes:
        """Which of the company's documents is shown, or none."""
        with self._db.write("lineup.deck", msg("Deck chosen")) as work:
            record = _entry(work.session, entry)
            work.say(msg("Deck of {company} chosen", company=Ref("company", record.company_id)))
            if document is not None and document not in {d.id for d in _documents(work.session, record.company_id)}:
                raise Refused(msg("This document belongs to another company."))
            if record.document_id != document:
                record.document_id = document
                if document is not None and record.status in ("invited", "confirmed"):
                    record.status = "deck_in"
        return work.changes

    def attach_deck(self, entry: UUID, path: Path) -> Changes:
        """File a deck with the company and show it; raises as adding a document does."""
        with self._db.read() as session:
            company = _entry(session, entry).company_id
        added = RecordsService(self._db).add_document("company", company, path, "deck")
        return Changes.joined([added.changes, self.choose_deck(entry, added.value)])


def entries_of(session: Session, show: Roadshow) -> tuple[EntryRow, ...]:
    """The line-up with times and what is missing."""
    names = company_names(session)
    entries = _entries(session, show.id)
    companies = [entry.company_id for entry in entries]
    titles = {row[0]: row[1] for row in session.execute(
        select(Document.id, Document.title).where(Document.id.in_([e.document_id for e in entries if e.document_id])))}
    profiles: dict[UUID, set[str]] = {}
    for company, language in session.execute(
            select(CompanyProfile.company_id, CompanyProfile.language).where(CompanyProfile.company_id.in_(companies))):
        profiles.setdefault(company, set()).add(language)
    rehearsals: dict[UUID, list[RehearsalRow]] = {}
    for r in session.scalars(select(Rehearsal).where(Rehearsal.lineup_entry_id.in_([e.id for e in entries]))
                             .order_by(Rehearsal.held_on, Rehearsal.id)):
        rehearsals.setdefault(r.lineup_entry_id, []).append(
            RehearsalRow(r.id, r.held_on, r.minutes, r.feedback or "", r.is_ready))
    rows, clock = [], _clock(show.starts_at)
    for entry in entries:
        goes = entry.status != "declined"
        if clock is not None and goes:
            clock += timedelta(minutes=entry.pause_before)
        begins = clock.strftime("%H:%M") if clock is not None and goes else ""
        if clock is not None and goes:
            clock += timedelta(minutes=entry.minutes + entry.question_minutes)
        practised = tuple(rehearsals.get(entry.id, ()))
        rows.append(EntryRow(
            entry.id, entry.company_id, names[entry.company_id], entry.status, begins, entry.minutes,
            entry.question_minutes, entry.pause_before, entry.topic or "", entry.document_id,
            titles.get(entry.document_id, "") if entry.document_id else "", practised,
            _missing(entry, show.language, profiles.get(entry.company_id, set()), practised)))
    return tuple(rows)


def _missing(entry: LineupEntry, language: str | None, profiles: set[str], rehearsals: tuple[RehearsalRow, ...]
             ) -> tuple[Message, ...]:
    if entry.status == "declined":
        return ()
    found = []
    if entry.status not in READY:
        found.append(msg("not confirmed"))
    if entry.document_id is None:
        found.append(msg("no deck"))
    if not profiles:
        found.append(msg("no one-pager texts"))
    elif language and language not in profiles:
        found.append(msg("no one-pager texts in the language of the event"))
    if entry.status != "rehearsed" and not any(one.is_ready for one in rehearsals):
        found.append(msg("not rehearsed"))
    return tuple(found)


def _clock(text: str | None) -> datetime | None:
    return datetime(2000, 1, 1, int(text[:2]), int(text[3:])) if text else None


def decks_of(session: Session, company: UUID) -> list[Document]:
    """Decks of a company, the newest first."""
    return [d for d in _documents(session, company) if d.kind == "deck"]


def _documents(session: Session, company: UUID) -> list[Document]:
    own = select(Application.id).where(Application.company_id == company)
    return list(session.scalars(
        select(Document).where((Document.company_id == company) | Document.application_id.in_(own))
        .order_by(Document.added_at.desc(), Document.id)))


def _drop(session: Session, entry: LineupEntry) -> None:
    for rehearsal in session.scalars(select(Rehearsal).where(Rehearsal.lineup_entry_id == entry.id)):
        session.delete(rehearsal)
    session.flush()
    session.delete(entry)


def _entries(session: Session, roadshow: UUID) -> list[LineupEntry]:
    return list(session.scalars(select(LineupEntry).where(LineupEntry.roadshow_id == roadshow)
                                .order_by(LineupEntry.position, LineupEntry.id)))


def _entry(session: Session, id: UUID) -> LineupEntry:
    found = session.get(LineupEntry, id)
    if found is None:
        raise NotFound(msg("This company is no longer in the line-up."))
    return found


def there(session: Session, id: UUID) -> Roadshow:
    """The roadshow; raises NotFound."""
    found = session.get(Roadshow, id)
    if found is None:
        raise NotFound(msg("This roadshow is no longer there."))
    return found
