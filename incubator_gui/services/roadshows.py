"""Roadshows: date, place, audience, the line-up in order, rehearsals and decks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import Ref, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Company, LineupEntry, PackIssue, Rehearsal, Roadshow
from incubator_gui.db.search.documents import display
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import clean, field
from incubator_gui.domain.folding import fold
from incubator_gui.domain.ordering import between, keys
from incubator_gui.domain.service_words import LINEUP_STATES
from incubator_gui.services.called import NOBODY, people_named
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.records import DocumentRow, RecordsService
from incubator_gui.services.roadshow_rows import (
    CandidateRow,
    EntryRow,
    RoadshowRow,
    decks_of,
    documents_of,
    entries_of,
    lineup_of,
    there,
)

_LIVES_FIRST = ("resident", "affiliate", "admitted", "graduate")
_LONGEST = 50
"""Positions longer than this are numbered anew; the column holds a little more."""


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

    def row(self, id: UUID) -> RoadshowRow:
        """One roadshow; raises NotFound."""
        found = next((row for row in self.rows() if row.id == id), None)
        if found is None:
            raise NotFound(msg("This roadshow is no longer there."))
        return found

    def find(self, words: str) -> UUID:
        """The roadshow with this name or a part of it; raises NotFound where none or several fit."""
        wanted = fold(words.strip())
        with self._db.read() as session:
            names = [(row[0], fold(row[1])) for row in session.execute(select(Roadshow.id, Roadshow.name))]
        found = [id for id, name in names if name == wanted] or [id for id, name in names if wanted and wanted in name]
        if not found:
            raise NotFound(msg("There is no roadshow “{name}”. Give its name or a part of it.", name=words))
        if len(found) > 1:
            raise NotFound(msg("{n} roadshows fit “{name}”. Give the whole name of one.", n=len(found), name=words))
        return found[0]

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
            for entry in lineup_of(session, id):
                _drop(session, entry)
            session.flush()
            session.delete(record)
        return work.changes

    def candidates(self) -> tuple[CandidateRow, ...]:
        """All companies that can be invited, those in the house first."""
        with self._db.read() as session:
            found = session.execute(
                select(Company.id, Company.number, Company.legal_name, Company.trade_name, Company.chinese_name,
                       Company.pinyin, Company.life).where(Company.merged_into_id.is_(None)).order_by(Company.number))
            rows = [_candidate(*each) for each in found]
        order = {life: place for place, life in enumerate(_LIVES_FIRST)}
        return tuple(sorted(rows, key=lambda row: (order.get(row.life, len(order)), row.number)))

    def add_companies(self, id: UUID, companies: Sequence[UUID], minutes: int = 8, *, question_minutes: int = 0,
                      before: UUID | None = None) -> Outcome[tuple[UUID, ...]]:
        """Invite companies, each once, with their newest deck: before an entry, else last in the line-up."""
        minutes = clean(field("lineup_entry", "minutes"), minutes)
        question_minutes = clean(field("lineup_entry", "question_minutes"), question_minutes)
        with self._db.write("lineup.add", nmsg("{n} company invited", "{n} companies invited", len(companies))) as work:
            session = work.session
            there(session, id)
            line = lineup_of(session, id)
            present = {entry.company_id for entry in line}
            made: list[LineupEntry] = []
            for company in dict.fromkeys(companies):
                if session.get(Company, company) is None:
                    raise NotFound(msg("This company is no longer there."))
                if company in present:
                    continue
                deck = decks_of(session, company)
                made.append(LineupEntry(roadshow_id=id, company_id=company, minutes=minutes, position="",
                                        question_minutes=question_minutes, document_id=deck[0].id if deck else None))
            if made:
                _insert(line, made, before)
                session.add_all(made)
                session.flush()
                work.say(nmsg("{n} company invited to {roadshow}", "{n} companies invited to {roadshow}", len(made),
                              roadshow=Ref("roadshow", id)))
            if len(made) == 1:
                work.say(msg("{company} invited to {roadshow}", company=Ref("company", made[0].company_id),
                             roadshow=Ref("roadshow", id)))
        return Outcome(tuple(entry.id for entry in made), work.changes)

    def remove_entry(self, entry: UUID) -> Changes:
        """Take a company out of the line-up, with its rehearsals."""
        return self.remove_entries([entry])

    def remove_entries(self, entries: Sequence[UUID]) -> Changes:
        """Take companies out of the line-up, with their rehearsals."""
        with self._db.write("lineup.remove", nmsg("{n} company taken out of a line-up",
                                                  "{n} companies taken out of a line-up", len(entries))) as work:
            for id in dict.fromkeys(entries):
                record = _entry(work.session, id)
                if len(entries) == 1:
                    work.say(msg("{company} taken out of {roadshow}", company=Ref("company", record.company_id),
                                 roadshow=Ref("roadshow", record.roadshow_id)))
                _drop(work.session, record)
        return work.changes

    def place(self, entry: UUID, place: int) -> Changes:
        """Give a company another place in the order, counted from 0."""
        with self._db.read() as session:
            record = _entry(session, entry)
            others = [one.id for one in lineup_of(session, record.roadshow_id) if one.id != entry]
        place = max(0, place)
        return self.move([entry], others[place] if place < len(others) else None)

    def move(self, entries: Sequence[UUID], before: UUID | None) -> Changes:
        """Put companies, in the order they have, before another one; None puts them last."""
        with self._db.write("lineup.order", msg("Order of a line-up changed")) as work:
            session = work.session
            records = [_entry(session, id) for id in dict.fromkeys(entries)]
            if not records:
                return work.changes
            show = records[0].roadshow_id
            work.say(msg("Order of {roadshow} changed", roadshow=Ref("roadshow", show)))
            line, chosen = lineup_of(session, show), {record.id for record in records}
            moved = [one for one in line if one.id in chosen]
            target = next((one for one in line if one.id == before), None)
            while target is not None and target.id in chosen:  # before one that moves along: before what follows it
                after = line.index(target) + 1
                target = line[after] if after < len(line) else None
            rest = [one for one in line if one.id not in chosen]
            place = rest.index(target) if target is not None else len(rest)
            if [*rest[:place], *moved, *rest[place:]] != line:
                _insert(rest, moved, target.id if target is not None else None)
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

    def documents(self, company: UUID) -> tuple[DocumentRow, ...]:
        """What can be shown as its deck: decks first, then other PDFs, each the newest first."""
        rows = [row for row in RecordsService(self._db).documents("company", company)
                if row.kind == "deck" or row.media_type == "application/pdf"]
        return tuple(sorted(rows, key=lambda row: row.kind != "deck"))

    def decks(self, company: UUID) -> tuple[tuple[UUID, str], ...]:
        """Decks on file, the newest first: id and title."""
        with self._db.read() as session:
            return tuple((d.id, d.title) for d in decks_of(session, company))

    def choose_deck(self, entry: UUID, document: UUID | None) -> Changes:
        """Which of the company's documents is shown, or none."""
        with self._db.write("lineup.deck", msg("Deck chosen")) as work:
            record = _entry(work.session, entry)
            work.say(msg("Deck of {company} chosen", company=Ref("company", record.company_id)))
            if document is not None and document not in {d.id for d in documents_of(work.session, record.company_id)}:
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


def _candidate(id: UUID, number: int, legal: str, trade: str, chinese: str, pinyin: str | None, life: str
               ) -> CandidateRow:
    name = display(legal, trade, chinese)
    other = next((one for one in (chinese, trade) if one and one != name), "")
    words = (f"{number:04d}", trade, legal, chinese, pinyin or "", (pinyin or "").replace(" ", ""))
    return CandidateRow(id, number, name, other, life, fold(" ".join(word for word in words if word)))


def _insert(line: list[LineupEntry], made: Sequence[LineupEntry], before: UUID | None) -> None:
    """Give entries positions before another one of the line, else behind it."""
    place = next((at for at, one in enumerate(line) if one.id == before), len(line))
    low = line[place - 1].position if place else None
    high = line[place].position if place < len(line) else None
    try:
        for one in made:
            one.position = low = between(low, high)
    except ValueError:  # two of the line have the same position, as after a merge: all are numbered anew
        _number([*line[:place], *made, *line[place:]])
        return
    if len(low or "") > _LONGEST:
        _number([*line[:place], *made, *line[place:]])


def _number(line: Iterable[LineupEntry]) -> None:
    line = list(line)
    for one, position in zip(line, keys(len(line)), strict=True):
        if one.position != position:
            one.position = position


def _drop(session: Session, entry: LineupEntry) -> None:
    for rehearsal in session.scalars(select(Rehearsal).where(Rehearsal.lineup_entry_id == entry.id)):
        session.delete(rehearsal)
    session.flush()
    session.delete(entry)


def _entry(session: Session, id: UUID) -> LineupEntry:
    found = session.get(LineupEntry, id)
    if found is None:
        raise NotFound(msg("This company is no longer in the line-up."))
    return found
