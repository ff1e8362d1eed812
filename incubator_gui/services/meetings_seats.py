"""Seats of a meeting: who is there, who may vote."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import AgendaItem, MeetingSeat, Person, Reviewer, Vote
from incubator_gui.domain.changes import Changes
from incubator_gui.services.called import people_named
from incubator_gui.services.meetings_rows import Candidate, SeatRow, meeting_of, seat_rows
from incubator_gui.services.sight import runs_it, sight


class MeetingSeats:
    """Reads and writes seats."""

    _db: Database

    def seats(self, id: UUID) -> tuple[SeatRow, ...]:
        """Who sits there, the chair first."""
        with self._db.read() as session:
            return seat_rows(session, meeting_of(session, id), sight(session, self._db))

    def candidates(self, id: UUID) -> tuple[Candidate, ...]:
        """Staff and reviewers who have no seat yet, by name."""
        with self._db.read() as session:
            there = set(session.scalars(select(MeetingSeat.person_id).where(MeetingSeat.meeting_id == id)))
        return tuple(one for one in self.people() if one.person_id not in there)

    def people(self) -> tuple[Candidate, ...]:
        """Staff and reviewers, by name: who could sit in a meeting."""
        with self._db.read() as session:
            rows = session.execute(select(Person.id).outerjoin(Reviewer, Reviewer.person_id == Person.id).where(
                (Person.is_staff) | (Reviewer.is_active), Person.erased_at.is_(None))).scalars()
            named = people_named(session)
            found = [Candidate(person, named[person].name, named[person].initials)
                     for person in set(rows) if named[person].name]
        return tuple(sorted(found, key=lambda one: (one.name, one.person_id)))

    def add_seats(self, id: UUID, people: Sequence[UUID]) -> Changes:
        """Give people seats; who has one keeps it."""
        with self._db.write("meeting.seat", nmsg("{n} seat added", "{n} seats added", len(people))) as work:
            runs_it(work.session, self._db)
            meeting_of(work.session, id)
            for person in dict.fromkeys(people):
                seat_for(work.session, id, person)
        return work.changes

    def remove_seats(self, seats: Sequence[UUID]) -> Changes:
        """Take seats away, with the votes of items that are not decided; who voted on decided ones stays."""
        with self._db.write("meeting.seat", nmsg("{n} seat removed", "{n} seats removed", len(seats))) as work:
            runs_it(work.session, self._db)
            session = work.session
            for id in seats:
                seat = seat_of(session, id)
                votes = list(session.scalars(select(Vote).where(Vote.seat_id == id)))
                done = {row for (row,) in session.execute(select(AgendaItem.id).where(
                    AgendaItem.meeting_id == seat.meeting_id, AgendaItem.is_done))}
                if any(vote.item_id in done for vote in votes):
                    raise Refused(msg("{person} voted in this meeting and keeps the seat. Mark as absent instead.",
                                      person=person_name(session, seat.person_id)))
                for vote in votes:
                    session.delete(vote)
                session.flush()
                meeting = meeting_of(session, seat.meeting_id)
                if meeting.chair_id == seat.person_id:
                    meeting.chair_id = None
                session.delete(seat)
        return work.changes

    def set_seats(self, seats: Sequence[UUID], *, may_vote: bool | None = None, is_present: bool | None = None
                  ) -> Changes:
        """Who may vote, and who is there."""
        with self._db.write("meeting.seat", nmsg("{n} seat changed", "{n} seats changed", len(seats))) as work:
            runs_it(work.session, self._db)
            for id in seats:
                seat = seat_of(work.session, id)
                if may_vote is not None and seat.may_vote != may_vote:
                    seat.may_vote = may_vote
                if is_present is not None and seat.is_present != is_present:
                    seat.is_present = is_present
        return work.changes


def seat_of(session: Session, id: UUID) -> MeetingSeat:
    found = session.get(MeetingSeat, id)
    if found is None:
        raise NotFound(msg("This seat is no longer there."))
    return found


def seat_for(session: Session, meeting: UUID, person: UUID | None) -> None:
    if person is None:
        return
    found = session.get(Person, person)
    if found is None or found.erased_at is not None:
        raise NotFound(msg("This person is no longer there."))
    if not session.scalar(select(func.count()).select_from(MeetingSeat).where(
            MeetingSeat.meeting_id == meeting, MeetingSeat.person_id == person)):
        session.add(MeetingSeat(meeting_id=meeting, person_id=person))
        session.flush()


def person_name(session: Session, id: UUID) -> str:
    """What somebody is called, for a sentence that refuses."""
    return session.scalar(select(Person.full_name).where(Person.id == id)) or ""
