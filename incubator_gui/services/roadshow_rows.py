"""What is read of roadshows: rows of the list, the line-up with its times, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound
from incubator_gui.core.messages import Message, msg
from incubator_gui.db.schema import Application, CompanyProfile, Document, LineupEntry, Rehearsal, Roadshow
from incubator_gui.services.called import company_names

READY = frozenset({"confirmed", "deck_in", "rehearsed"})
"""Statuses of those who have said that they come."""


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A company that can be invited; `words` are all its names, folded for finding."""

    id: UUID
    number: int
    name: str
    other: str
    life: str
    words: str


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
    """A company's place in the line-up, when it begins, and what it still lacks.

    `ask` and `claim` are of its texts in the language of the event, else of others; `languages` are those of its texts.
    """

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
    ends_at: str = ""
    ask: Decimal | None = None
    ask_currency: str = ""
    claim: str = ""
    languages: tuple[str, ...] = ()
    media_type: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


def entries_of(session: Session, show: Roadshow) -> tuple[EntryRow, ...]:
    """The line-up with times and what is missing."""
    names = company_names(session)
    entries = lineup_of(session, show.id)
    companies = [entry.company_id for entry in entries]
    decks = {row[0]: (row[1], row[2]) for row in session.execute(
        select(Document.id, Document.title, Document.media_type).where(
            Document.id.in_([e.document_id for e in entries if e.document_id])))}
    profiles: dict[UUID, dict[str, CompanyProfile]] = {}
    for profile in session.scalars(select(CompanyProfile).where(CompanyProfile.company_id.in_(companies))):
        profiles.setdefault(profile.company_id, {})[profile.language] = profile
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
        practised, texts = tuple(rehearsals.get(entry.id, ())), profiles.get(entry.company_id, {})
        told = texts.get(show.language or "") or texts.get("en") or next(iter(texts.values()), None)
        title, media = decks.get(entry.document_id, ("", "")) if entry.document_id else ("", "")
        rows.append(EntryRow(
            entry.id, entry.company_id, names[entry.company_id], entry.status, begins, entry.minutes,
            entry.question_minutes, entry.pause_before, entry.topic or "", entry.document_id, title, practised,
            _missing(entry, show.language, set(texts), practised),
            clock.strftime("%H:%M") if clock is not None and goes else "", told.ask_amount if told else None,
            (told.ask_currency or "") if told else "", (told.claim or "") if told else "", tuple(sorted(texts)), media))
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
    return [d for d in documents_of(session, company) if d.kind == "deck"]


def documents_of(session: Session, company: UUID) -> list[Document]:
    """Documents of a company and of its applications, the newest first."""
    own = select(Application.id).where(Application.company_id == company)
    return list(session.scalars(
        select(Document).where((Document.company_id == company) | Document.application_id.in_(own))
        .order_by(Document.added_at.desc(), Document.id)))


def lineup_of(session: Session, roadshow: UUID) -> list[LineupEntry]:
    """The entries of a roadshow in order."""
    return list(session.scalars(select(LineupEntry).where(LineupEntry.roadshow_id == roadshow)
                                .order_by(LineupEntry.position, LineupEntry.id)))


def there(session: Session, id: UUID) -> Roadshow:
    """The roadshow; raises NotFound."""
    found = session.get(Roadshow, id)
    if found is None:
        raise NotFound(msg("This roadshow is no longer there."))
    return found
