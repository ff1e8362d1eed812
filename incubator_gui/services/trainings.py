"""Trainings: seats, who takes them, who came; and their hours in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import Message, Ref, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Company, LedgerEntry, Training, TrainingSeat
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import clean, field
from incubator_gui.domain.ordering import between
from incubator_gui.domain.service_words import OPEN_ENGAGEMENTS, SEAT_STATES, SEATED
from incubator_gui.domain.vocabulary import ENGAGEMENT_STATUSES
from incubator_gui.services.called import NOBODY, company_names, people_named
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.training_booking import Booking, prepared


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """A training with its seats counted."""

    id: UUID
    title: str
    status: str
    service_id: UUID | None
    owner_id: UUID | None
    owner: str
    initials: str
    trainer_id: UUID | None
    trainer: str
    held_on: date | None
    starts_at: str
    hours: Decimal | None
    place: str
    seats: int
    taken: int
    waiting: int
    attended: int
    companies: int
    is_booked: bool
    description: str = ""

    @property
    def free(self) -> int:
        """Seats that nobody has."""
        return max(0, self.seats - self.taken)

    @property
    def is_open(self) -> bool:
        """Whether it is still to come or under way."""
        return self.status in OPEN_ENGAGEMENTS


@dataclass(frozen=True, slots=True)
class SeatRow:
    """Who has a seat; `state` is a key of SEAT_STATES."""

    id: UUID
    company_id: UUID
    company: str
    person_id: UUID | None
    person: str
    state: str


class TrainingsService:
    """Reads and writes trainings. Fields are edited with the editing service, table `training`."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def rows(self) -> tuple[TrainingRow, ...]:
        """All trainings, the next first, those without a day at the end."""
        with self._db.read() as session:
            people = people_named(session)
            seats: dict[UUID, list[tuple[UUID, str]]] = {}
            for training, company, state in session.execute(
                    select(TrainingSeat.training_id, TrainingSeat.company_id, TrainingSeat.state)):
                seats.setdefault(training, []).append((company, state))
            booked = set(session.scalars(select(LedgerEntry.training_id).where(LedgerEntry.training_id.is_not(None))))
            rows = []
            for t in session.scalars(select(Training)):
                mine = seats.get(t.id, [])
                states = [state for _company, state in mine]
                owner = people.get(t.owner_id, NOBODY) if t.owner_id else NOBODY
                trainer = people.get(t.trainer_id, NOBODY) if t.trainer_id else NOBODY
                rows.append(TrainingRow(
                    t.id, t.title, t.status, t.service_id, t.owner_id, owner.name, owner.initials, t.trainer_id,
                    trainer.name, t.held_on, t.starts_at or "", t.hours, t.place or "", t.seats,
                    sum(state in SEATED for state in states), states.count("waiting"), states.count("attended"),
                    len({company for company, state in mine if state in SEATED}), t.id in booked, t.description or ""))
        return tuple(sorted(rows, key=lambda row: (row.held_on is None, row.held_on or date.max, row.title, row.id)))

    def seats(self, training: UUID) -> tuple[SeatRow, ...]:
        """Everybody on the list, in the order of enrolment."""
        with self._db.read() as session:
            companies, people = company_names(session), people_named(session)
            return tuple(
                SeatRow(s.id, s.company_id, companies[s.company_id], s.person_id,
                        people.get(s.person_id, NOBODY).name if s.person_id else "", s.state)
                for s in _seats(session, training))

    def add(self, title: str, **values: Any) -> Outcome[UUID]:
        """A new training; `values` are fields of the table, `service_id` and `trainer_id`."""
        links = {key: values.pop(key) for key in ("service_id", "trainer_id") if key in values}
        cleaned = {key: clean(field("training", key), value) for key, value in {"title": title, **values}.items()}
        with self._db.write("training.add", msg("Training “{title}” added", title=cleaned["title"])) as work:
            record = Training(**cleaned, **links)
            work.session.add(record)
            work.session.flush()
        return Outcome(record.id, work.changes)

    def duplicate(self, id: UUID) -> Outcome[UUID]:
        """The same training once more, without a day and without anybody on its list."""
        with self._db.write("training.copy", msg("Training copied")) as work:
            old = _there(work.session, id)
            record = Training(**{key: getattr(old, key) for key in (
                "title", "service_id", "owner_id", "trainer_id", "starts_at", "hours", "place", "seats",
                "description")})
            work.session.add(record)
            work.say(msg("“{title}” copied; the copy has no day yet", title=old.title))
            work.session.flush()
        return Outcome(record.id, work.changes)

    def set_service(self, ids: UUID | Sequence[UUID], service: UUID | None) -> Changes:
        """On which service the hours of one or many are booked."""
        return self._set(ids, "service_id", service, msg("Service of “{title}” changed"))

    def set_trainer(self, ids: UUID | Sequence[UUID], trainer: UUID | None) -> Changes:
        """Who gives one or many."""
        return self._set(ids, "trainer_id", trainer, msg("Trainer of “{title}” changed"))

    def _set(self, ids: UUID | Sequence[UUID], key: str, value: UUID | None, sentence: Message) -> Changes:
        wanted = (ids,) if isinstance(ids, UUID) else ids
        with self._db.write("training.link", nmsg("{n} training changed", "{n} trainings changed",
                                                  len(wanted))) as work:
            for id in wanted:
                record = _there(work.session, id)
                if len(wanted) == 1:
                    work.say(replace(sentence, arguments={"title": record.title}))
                if getattr(record, key) != value:
                    setattr(record, key, value)
        return work.changes

    def move(self, ids: Sequence[UUID], status: str) -> Changes:
        """Give trainings another status."""
        if status not in ENGAGEMENT_STATUSES:
            raise Refused(msg("There is no such status."))
        with self._db.write("training.move", nmsg("{n} training: {status}", "{n} trainings: {status}", len(ids),
                                                  status=ENGAGEMENT_STATUSES[status])) as work:
            for id in ids:
                record = _there(work.session, id)
                if record.status != status:
                    record.status = status
        return work.changes

    def remove(self, id: UUID) -> Changes:
        """Take a training away with its list; raises Refused where its hours were booked."""
        with self._db.write("training.remove", msg("Training removed")) as work:
            record = _there(work.session, id)
            if work.session.scalar(select(func.count()).select_from(LedgerEntry).where(LedgerEntry.training_id == id)):
                raise Refused(msg("The hours of this training are in the ledger. Cancel it instead."))
            work.say(msg("Training “{title}” removed", title=record.title))
            for seat in _seats(work.session, id):
                work.session.delete(seat)
            work.session.flush()
            work.session.delete(record)
        return work.changes

    def enrol(self, training: UUID, company: UUID, people: Sequence[UUID | None] = (None,)) -> Outcome[tuple[str, ...]]:
        """Seats for people of a company (None: somebody); where none is left they wait. Returns the states."""
        return self.enrol_many(training, [(company, person) for person in people])

    def enrol_many(self, training: UUID, seats: Sequence[tuple[UUID, UUID | None]]) -> Outcome[tuple[str, ...]]:
        """Seats for people of several companies in one step; returns the states."""
        companies = dict.fromkeys(company for company, _person in seats)
        with self._db.write("training.enrol", nmsg("{n} seat given", "{n} seats given", len(seats))) as work:
            session = work.session
            record = _there(session, training)
            for company in companies:
                if session.get(Company, company) is None:
                    raise NotFound(msg("This company is no longer there."))
            if len(companies) == 1:
                work.say(nmsg("{n} seat of “{title}” for {company}", "{n} seats of “{title}” for {company}", len(seats),
                              title=record.title, company=Ref("company", seats[0][0])))
            else:
                work.say(nmsg("{n} seat of “{title}” given", "{n} seats of “{title}” given", len(seats),
                              title=record.title))
            states = _enrol(session, record, seats)
        return Outcome(tuple(states), work.changes)

    def set_state(self, seats: Sequence[UUID], state: str) -> Changes:
        """Who came, who did not, who cancelled; a seat that becomes free goes to the first who waits.

        Raises Refused where more would be seated than there are seats.
        """
        if state not in SEAT_STATES:
            raise Refused(msg("There is no such status."))
        with self._db.write("training.attendance", nmsg("{n} seat: {state}", "{n} seats: {state}", len(seats),
                                                        state=SEAT_STATES[state])) as work:
            trainings = set()
            for id in seats:
                seat = _seat(work.session, id)
                trainings.add(seat.training_id)
                if seat.state != state:
                    seat.state = state
            work.session.flush()
            for training in trainings:
                fill_seats(work.session, _there(work.session, training), follow=state == "cancelled")
        return work.changes

    def leave(self, seats: Sequence[UUID]) -> Changes:
        """Take people off the list; who waits moves up."""
        with self._db.write("training.leave", nmsg("{n} seat given back", "{n} seats given back", len(seats))) as work:
            trainings = set()
            for id in seats:
                seat = _seat(work.session, id)
                trainings.add(seat.training_id)
                work.session.delete(seat)
            work.session.flush()
            for training in trainings:
                fill_seats(work.session, _there(work.session, training), follow=True)
        return work.changes

    def booking(self, id: UUID) -> Booking:
        """What `book` would do, said before it is done; raises Refused as `book` does."""
        with self._db.read() as session:
            return prepared(session, _there(session, id), self._db.clock.today())

    def book(self, id: UUID) -> Outcome[int]:
        """Put the hours into the ledger, for each company that attended once; ends the training.

        Raises Refused where nobody attended, hours, day or service are missing, or it was done before.
        """
        with self._db.write("training.book", msg("Training booked")) as work:
            session = work.session
            record = _there(session, id)
            booking = prepared(session, record, self._db.clock.today())
            for company in booking.company_ids:
                session.add(LedgerEntry(
                    company_id=company, service_id=booking.service_id, day=booking.day, contact_hours=booking.hours,
                    preparation_hours=Decimal(0), person_id=record.trainer_id or record.owner_id, text=record.title,
                    training_id=id))
            if record.status != "done":
                record.status = "done"
            work.say(nmsg("“{title}” booked for {n} company", "“{title}” booked for {n} companies",
                          len(booking.company_ids), title=record.title))
        return Outcome(len(booking.company_ids), work.changes)


def _enrol(session: Session, training: Training, seats: Sequence[tuple[UUID, UUID | None]]) -> list[str]:
    present = _seats(session, training.id)
    last = max((seat.position for seat in present), default=None)
    taken = sum(seat.state in SEATED for seat in present)
    known = {seat.person_id for seat in present if seat.person_id and seat.state != "cancelled"}
    states = []
    for company, person in seats:
        if person is not None and person in known:
            raise Refused(msg("This person is on the list already."))
        state = "registered" if taken < training.seats else "waiting"
        taken += state in SEATED
        last = between(last, None)
        session.add(TrainingSeat(training_id=training.id, company_id=company, person_id=person, state=state,
                                 position=last))
        known.add(person) if person else None
        states.append(state)
    return states


def fill_seats(session: Session, training: Training, *, follow: bool = True) -> None:
    """Who waits moves up into free seats where `follow`; raises Refused where more are seated than there are seats."""
    present = _seats(session, training.id)
    taken = sum(seat.state in SEATED for seat in present)
    if taken > training.seats:
        raise Refused(nmsg("“{title}” has only {n} seat.", "“{title}” has only {n} seats.", training.seats,
                           title=training.title))
    for seat in present if follow else ():
        if seat.state == "waiting" and taken < training.seats:
            seat.state = "registered"
            taken += 1
    session.flush()


def _seats(session: Session, training: UUID) -> list[TrainingSeat]:
    return list(session.scalars(select(TrainingSeat).where(TrainingSeat.training_id == training)
                                .order_by(TrainingSeat.position, TrainingSeat.id)))


def _seat(session: Session, id: UUID) -> TrainingSeat:
    found = session.get(TrainingSeat, id)
    if found is None:
        raise NotFound(msg("This seat is no longer there."))
    return found


def _there(session: Session, id: UUID) -> Training:
    found = session.get(Training, id)
    if found is None:
        raise NotFound(msg("This training is no longer there."))
    return found
