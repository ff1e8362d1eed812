"""Lists about services that go out: engagements, entitlements, ledger, trainings, mentors, who waits, line-ups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.languages import NAMES, Translator
from incubator_gui.core.messages import Message, msg, pmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Company, Engagement, Roadshow, Training, TrainingSeat
from incubator_gui.domain.programme import add_months
from incubator_gui.domain.service_words import LINEUP_STATES, SEAT_STATES
from incubator_gui.domain.vocabulary import ENGAGEMENT_STATUSES, FOCUS_AREAS, LIVES
from incubator_gui.exchange.write_table import OutColumn, OutValue
from incubator_gui.services.called import company_names, people_named
from incubator_gui.services.engagements import lines
from incubator_gui.services.entitlements import balances
from incubator_gui.services.export_applications import choice
from incubator_gui.services.exports import Table
from incubator_gui.services.ledger import LedgerService
from incubator_gui.services.mentors import MentorsService
from incubator_gui.services.residency import ResidencyService
from incubator_gui.services.roadshow_rows import entries_of
from incubator_gui.services.trainings import TrainingsService

SERVICE_LISTS: Mapping[str, Message] = {
    "waiting": msg("Waiting list"), "engagements": msg("Services for companies"), "entitlements": msg("Entitlements"),
    "ledger": msg("Ledger"), "ledger_months": msg("Ledger by month"), "trainings": msg("Trainings"),
    "attendance": msg("Attendance at trainings"), "mentors": msg("Mentors"), "lineup": msg("Line-ups of roadshows")}

Titles = Sequence[tuple[str, Message]]
Made = tuple[Titles, list[tuple[OutValue, ...]]]

_ZERO = Decimal(0)
_NUMBER, _COMPANY = ("company_number", msg("Company number")), ("company", msg("Company"))
_SERVICE, _OWNER = ("service", msg("Service")), ("owner", msg("In charge"))
_HOURS = (("contact", msg("Contact in hours")), ("preparation", msg("Preparation in hours")),
          ("total", msg("Hours in all")))


class ServiceLists:
    """Makes the lists for a day, or for a month."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def table(self, what: str, words: Translator, day: date, month: date | None = None, *, keys: bool = False) -> Table:
        """A list as it goes into a file; with `keys` choices stand as their keys."""
        titles, rows = getattr(self, f"_{what}")(words, day, month, keys)
        return Table(words.text(SERVICE_LISTS[what]), tuple(OutColumn(words.text(title), key) for key, title in titles),
                     tuple(rows))

    def _waiting(self, words: Translator, day: date, _month: date | None, keys: bool) -> Made:
        titles = (_NUMBER, _COMPANY, ("life", msg("Status")), ("focus_area", msg("Focus area")),
                  ("starts_on", msg("From")), ("desks", msg("Desks wanted")), ("desks_planned", msg("Desks planned")),
                  ("missing", msg("Desks missing")), ("waiting_since", msg("Waiting since")), ("wish", msg("Wish")))
        found = ResidencyService(self._db).waiting(day, waitlisted=True)
        called = self._called(words)
        return titles, [(*called[row.company_id], choice(LIVES, row.life, words, keys),
                         choice(FOCUS_AREAS, row.focus_area, words, keys), row.starts_on, row.desks, row.desks_planned,
                         row.missing, row.waiting_since, row.wish or None) for row in found]

    def _engagements(self, words: Translator, _day: date, _month: date | None, keys: bool) -> Made:
        titles = (_NUMBER, _COMPANY, _SERVICE, ("title", msg("Title")), ("status", msg("Status")), _OWNER,
                  ("starts_on", msg("From")), ("due_on", msg("Due on")), ("ended_on", msg("Ended on")),
                  ("granted", msg("Hours granted")), *_HOURS, ("delivered", msg("Delivered")),
                  ("deliverables", msg("Deliverables")), ("waits_for", msg("Waits for")))
        called = self._called(words)
        with self._db.read() as session:
            found = lines(session, session.scalars(select(Engagement)).all())
        return titles, [(*called[e.company_id], e.service.of(words.language), e.title or None,
                         choice(ENGAGEMENT_STATUSES, e.status, words, keys), e.owner or None, e.starts_on, e.due_on,
                         e.ended_on, e.granted, e.contact, e.preparation, e.booked, e.delivered, e.deliverables,
                         e.waits_for or None) for e in found]

    def _entitlements(self, words: Translator, day: date, _month: date | None, keys: bool) -> Made:
        titles = (_NUMBER, _COMPANY, _SERVICE, ("starts_on", msg("From")), ("ends_on", msg("Until")),
                  ("granted", msg("Hours granted")), ("used", msg("Hours used")), ("left", msg("Hours left")),
                  ("is_over", msg("Over the entitlement")), ("note", msg("Note")))
        called = self._called(words)
        with self._db.read() as session:
            found = [one for one in balances(session) if one.holds_on(day)]
        every = None if keys else words.text(msg("all services"))
        return titles, [(*called[b.company_id], b.service.of(words.language) if b.service else every, b.starts_on,
                         b.ends_on, b.granted, b.used, b.left, b.is_over, b.note or None) for b in found]

    def _ledger(self, words: Translator, _day: date, month: date | None, keys: bool) -> Made:
        titles = (("day", msg("Day")), ("month", msg("Month")), _NUMBER, _COMPANY, _SERVICE,
                  ("engagement", msg("Engagement")), ("person", msg("Person")), *_HOURS, ("text", msg("Text")))
        called = self._called(words)
        found = LedgerService(self._db).rows(*_span(month))
        return titles, [(e.day, f"{e.day:%Y-%m}", *called[e.company_id], e.service.of(words.language),
                         e.engagement or None, e.person or None, e.contact, e.preparation, e.contact + e.preparation,
                         e.text or None) for e in reversed(found)]

    def _ledger_months(self, words: Translator, _day: date, month: date | None, keys: bool) -> Made:
        titles = (("month", msg("Month")), _NUMBER, _COMPANY, _SERVICE, ("entries", msg("Entries")), *_HOURS)
        called = self._called(words)
        sums: dict[tuple[str, tuple[int, str], str], list[Decimal]] = {}
        for e in LedgerService(self._db).rows(*_span(month)):
            at = sums.setdefault((f"{e.day:%Y-%m}", called[e.company_id], e.service.of(words.language)),
                                 [_ZERO, _ZERO, _ZERO])
            for index, value in enumerate((Decimal(1), e.contact, e.preparation)):
                at[index] += value
        return titles, [(when, *company, service, int(count), contact, preparation, contact + preparation)
                        for (when, company, service), (count, contact, preparation) in sorted(sums.items())]

    def _trainings(self, words: Translator, _day: date, _month: date | None, keys: bool) -> Made:
        titles = (("title", msg("Training")), ("status", msg("Status")), ("held_on", msg("Held on")),
                  ("starts_at", msg("Begins at")), ("hours", msg("Hours")), ("place", msg("Place")),
                  ("trainer", msg("Trainer")), _OWNER, ("seats", msg("Seats")), ("taken", msg("Seats taken")),
                  ("free", msg("Seats free")), ("waiting", pmsg("training", "Waiting")),
                  ("attended", pmsg("training", "Attended")), ("companies", msg("Companies")))
        return titles, [(t.title, choice(ENGAGEMENT_STATUSES, t.status, words, keys), t.held_on, t.starts_at or None,
                         t.hours, t.place or None, t.trainer or None, t.owner or None, t.seats, t.taken, t.free,
                         t.waiting, t.attended, t.companies) for t in TrainingsService(self._db).rows()]

    def _attendance(self, words: Translator, _day: date, _month: date | None, keys: bool) -> Made:
        titles = (("title", msg("Training")), ("held_on", msg("Held on")), _NUMBER, _COMPANY,
                  ("person", msg("Person")), ("state", msg("Seat")))
        called = self._called(words)
        with self._db.read() as session:
            people = people_named(session)
            found = session.execute(
                select(Training.title, Training.held_on, TrainingSeat.company_id, TrainingSeat.person_id,
                       TrainingSeat.state).join(Training, Training.id == TrainingSeat.training_id)
                .order_by(Training.held_on.desc().nulls_first(), Training.id, TrainingSeat.position, TrainingSeat.id)
            ).all()
        return titles, [(title, held, *called[company], (people[person].name or None) if person in people else None,
                         choice(SEAT_STATES, state, words, keys)) for title, held, company, person, state in found]

    def _mentors(self, words: Translator, _day: date, month: date | None, keys: bool) -> Made:
        titles = (("name", msg("Name")), ("topics", msg("Topics")), ("language", msg("Language")),
                  ("is_active", msg("Active")), ("hours_per_month", msg("Hours a month")),
                  ("sessions", msg("Sessions")), *_HOURS, ("companies", msg("Companies")),
                  ("last_on", msg("Last session on")))
        return titles, [(m.name, m.topics or None, (m.language if keys else NAMES.get(m.language, m.language)) or None,
                         m.is_active, m.hours_per_month, m.sessions, m.contact, m.preparation,
                         m.contact + m.preparation, len(m.companies), m.last_on)
                        for m in MentorsService(self._db).rows(*_span(month))]

    def _lineup(self, words: Translator, _day: date, _month: date | None, keys: bool) -> Made:
        titles = (("roadshow", msg("Roadshow")), ("held_on", msg("Held on")), ("place", msg("Place in the line-up")),
                  ("begins_at", msg("Begins at")), _NUMBER, _COMPANY, ("status", msg("Status")),
                  ("minutes", msg("Minutes")), ("question_minutes", msg("Minutes for questions")),
                  ("topic", msg("Topic")), ("deck", msg("Pitch deck")), ("rehearsals", msg("Rehearsals")),
                  ("missing", msg("Still missing")))
        called, rows = self._called(words), list[tuple[OutValue, ...]]()
        with self._db.read() as session:
            for show in session.scalars(select(Roadshow).order_by(Roadshow.held_on.nulls_last(), Roadshow.name)):
                for place, e in enumerate(entries_of(session, show), 1):
                    rows.append((show.name, show.held_on, place, e.begins_at or None, *called[e.company_id],
                                 choice(LINEUP_STATES, e.status, words, keys), e.minutes, e.question_minutes,
                                 e.topic or None, e.document or None, len(e.rehearsals),
                                 words.clauses(words.text(one) for one in e.missing) or None))
        return titles, rows

    def _called(self, words: Translator) -> dict[UUID, tuple[int, str]]:
        """Number and name of each company; of one that was merged away those of what it became part of."""
        with self._db.read() as session:
            names = company_names(session, language=words.language)
            return {id: (number, names[id]) for id, number in _numbers(session).items()}


def _numbers(session: Session) -> dict[UUID, int]:
    rows = session.execute(select(Company.id, Company.number, Company.merged_into_id)).all()
    own = {row.id: row.number for row in rows}
    return {row.id: own.get(row.merged_into_id, row.number) if row.merged_into_id else row.number for row in rows}


def _span(month: date | None) -> tuple[date | None, date | None]:
    """The first day of a month and that of the next; all time without a month."""
    return (None, None) if month is None else (month.replace(day=1), add_months(month.replace(day=1), 1))
