"""Meetings in which applications are decided: made, opened, closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import (
    AgendaItem,
    Call,
    Decision,
    DecisionMeeting,
    MeetingSeat,
    PanelSeat,
    Reviewer,
    ReviewRound,
)
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import clean_text
from incubator_gui.domain.ordering import keys
from incubator_gui.services.meetings_agenda import MeetingAgenda, drop_items, minutes_of, waiting
from incubator_gui.services.meetings_day import MeetingDay
from incubator_gui.services.meetings_minutes import MeetingMinutes
from incubator_gui.services.meetings_rows import MeetingRow, meeting_of, meeting_rows, must_be_open
from incubator_gui.services.meetings_seats import MeetingSeats, seat_for
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.sight import runs_it, sight


class MeetingsService(MeetingSeats, MeetingAgenda, MeetingDay, MeetingMinutes):
    """Reads and writes meetings."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def rows(self, call_id: UUID | None = None) -> tuple[MeetingRow, ...]:
        """Meetings of a call, or all, the latest first."""
        with self._db.read() as session:
            return meeting_rows(session, sight(session, self._db), call_id)

    def row(self, id: UUID) -> MeetingRow:
        """One meeting; raises NotFound."""
        with self._db.read() as session:
            meeting_of(session, id)
            return meeting_rows(session, sight(session, self._db), id=id)[0]

    def add(self, call_id: UUID, name: str = "", *, held_on: date | None = None, starts_at: str = "", place: str = "",
            chair: UUID | None = None, people: Sequence[UUID] | None = None,
            applications: Sequence[UUID] | None = None) -> Outcome[UUID]:
        """A new meeting. Unless given, the panel of the call sits there and all that waits for a decision is on."""
        with self._db.write("meeting.add", msg("Meeting added")) as work:
            runs_it(work.session, self._db)
            session = work.session
            call = session.get(Call, call_id)
            if call is None:
                raise NotFound(msg("This call is no longer there."))
            name = clean_text(name) or call.name
            record = DecisionMeeting(call_id=call_id, name=_name(name), held_on=held_on, starts_at=_time(starts_at),
                                     place=clean_text(place) or None, chair_id=chair)
            session.add(record)
            session.flush()
            if people is None:
                people = list(session.scalars(
                    select(Reviewer.person_id).join(PanelSeat, PanelSeat.reviewer_id == Reviewer.id)
                    .join(ReviewRound, ReviewRound.id == PanelSeat.round_id).where(ReviewRound.call_id == call_id)))
            for person in dict.fromkeys([*([chair] if chair else []), *people]):
                session.add(MeetingSeat(meeting_id=record.id, person_id=person))
            chosen = waiting(session, self._db, call_id) if applications is None else list(applications)
            for application, position in zip(chosen, keys(len(chosen)), strict=True):
                session.add(AgendaItem(meeting_id=record.id, application_id=application, position=position))
            session.flush()
            work.say(msg("Meeting “{name}” added", name=name))
        return Outcome(record.id, work.changes)

    def set(self, id: UUID, **fields: Any) -> Changes:
        """Change `name`, `held_on`, `starts_at`, `place`, `chair_id`, `minutes_each` or `note`."""
        with self._db.write("meeting.edit", msg("Meeting changed")) as work:
            runs_it(work.session, self._db)
            record = meeting_of(work.session, id)
            for key, value in fields.items():
                match key:
                    case "name":
                        value = _name(value)
                    case "starts_at":
                        value = _time(value or "")
                    case "place" | "note":
                        value = clean_text(value or "", lines=key == "note") or None
                    case "minutes_each":
                        value = minutes_of(value)
                    case "chair_id":
                        seat_for(work.session, id, value)
                    case "held_on":
                        pass
                    case _:
                        raise TypeError(f"a meeting has no field {key}")
                if getattr(record, key) != value:
                    setattr(record, key, value)
            work.say(msg("Meeting “{name}” changed", name=record.name))
        return work.changes

    def open(self, id: UUID) -> Changes:
        """Begin the meeting, or go on with one that was closed."""
        with self._db.write("meeting.open", msg("Meeting opened")) as work:
            runs_it(work.session, self._db)
            record = meeting_of(work.session, id)
            work.say(msg("Meeting “{name}” opened", name=record.name))
            if record.opened_at is None:
                record.opened_at = self._db.clock.now()
                record.held_on = record.held_on or self._db.clock.today()
            record.closed_at = None
        return work.changes

    def close(self, id: UUID) -> Changes:
        """End the meeting; votes can no longer be cast."""
        with self._db.write("meeting.close", msg("Meeting closed")) as work:
            runs_it(work.session, self._db)
            record = meeting_of(work.session, id)
            if record.opened_at is None:
                must_be_open(record)
            work.say(msg("Meeting “{name}” closed", name=record.name))
            record.closed_at = record.closed_at or self._db.clock.now()
        return work.changes

    def remove(self, id: UUID) -> Changes:
        """Take a meeting away with its seats and votes; one in which something was decided has to stay."""
        with self._db.write("meeting.remove", msg("Meeting removed")) as work:
            runs_it(work.session, self._db)
            session, record = work.session, meeting_of(work.session, id)
            work.say(msg("Meeting “{name}” removed", name=record.name))
            items = list(session.scalars(select(AgendaItem).where(AgendaItem.meeting_id == id)))
            if session.scalar(select(func.count()).select_from(Decision).where(
                    Decision.item_id.in_([one.id for one in items]))):
                raise Refused(msg("Decisions were taken in the meeting “{name}”: it has to stay. Take them back first.",
                                  name=record.name))
            drop_items(session, items)
            for seat in session.scalars(select(MeetingSeat).where(MeetingSeat.meeting_id == id)):
                session.delete(seat)
            session.flush()
            session.delete(record)
        return work.changes


def _name(text: str) -> str:
    name = clean_text(text)
    if not name:
        raise Refused(msg("A meeting needs a name."))
    return name[:200]


def _time(text: str) -> str | None:
    text = clean_text(text)
    if not text:
        return None
    hours, _colon, minutes = text.replace("：", ":").replace(".", ":").partition(":")
    if not (hours.isdecimal() and (minutes or "0").isdecimal() and int(hours) < 24 and int(minutes or 0) < 60):
        raise Refused(msg("“{time}” is no time of day. Write it as 09:30.", time=text))
    return f"{int(hours):02d}:{int(minutes or 0):02d}"
