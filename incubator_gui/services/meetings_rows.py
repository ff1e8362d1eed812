"""Meetings as they are shown: rows of meetings, seats and the agenda, through the sight of the viewer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import (
    AgendaItem,
    Application,
    Call,
    Company,
    Decision,
    DecisionCondition,
    DecisionMeeting,
    MeetingSeat,
    Stage,
    Vote,
)
from incubator_gui.db.search.documents import display
from incubator_gui.domain.decision import Condition, Tally, tally
from incubator_gui.services.called import NOBODY, people_named
from incubator_gui.services.sight import Sight, conflicts_of


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting with its counts, as this viewer may count."""

    id: UUID
    call_id: UUID
    call: str
    name: str
    held_on: date | None
    starts_at: str
    place: str
    chair_id: UUID | None
    chair: str
    minutes_each: int
    opened_at: datetime | None
    closed_at: datetime | None
    note: str
    items: int = 0
    done: int = 0
    seats: int = 0

    @property
    def state(self) -> str:
        """planned, open or closed."""
        return "planned" if self.opened_at is None else "open" if self.closed_at is None else "closed"


@dataclass(frozen=True, slots=True)
class SeatRow:
    """Somebody at the meeting. `out_of` counts the items for which this person has to leave the room."""

    id: UUID
    person_id: UUID
    name: str
    initials: str
    may_vote: bool
    is_present: bool
    is_chair: bool
    out_of: int = 0


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One application on the agenda. `out` are the seats that must leave, `votes` choices by seat.

    `name` is what the viewer may call it. An item that was dealt with keeps who had left, as it was.
    """

    id: UUID
    application_id: UUID
    number: int
    company_id: UUID
    name: str
    pitch: str
    focus_area: str | None
    desks_needed: int | None
    headcount: int | None
    status: str
    minutes: int
    seconds: int
    is_done: bool
    out: tuple[SeatRow, ...] = ()
    votes: Mapping[UUID, str] = field(default_factory=dict)
    tally: Tally = field(default_factory=lambda: Tally({}))
    note: str = ""
    decision_id: UUID | None = None
    outcome: str | None = None
    decision_state: str = ""
    reason: str = ""
    conditions: tuple[Condition, ...] = ()

    @property
    def proposal(self) -> str | None:
        """The outcome that the majority is for."""
        return self.tally.majority


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could have a seat."""

    person_id: UUID
    name: str
    initials: str


def meeting_of(session: Session, id: UUID) -> DecisionMeeting:
    """The meeting; raises NotFound."""
    found = session.get(DecisionMeeting, id)
    if found is None:
        raise NotFound(msg("This meeting is no longer there."))
    return found


def item_of(session: Session, view: Sight, id: UUID) -> tuple[AgendaItem, Application]:
    """An item and its application; what a conflict hides is not there."""
    found = session.get(AgendaItem, id)
    record = session.get(Application, found.application_id) if found is not None else None
    if found is None or record is None or view.hides(record.company_id):
        raise NotFound(msg("This application is no longer on the agenda."))
    return found, record


def must_be_open(meeting: DecisionMeeting) -> None:
    """Raises Refused unless the meeting was opened and not closed."""
    if meeting.opened_at is None:
        raise Refused(msg("The meeting “{name}” is not open yet. Open it first.", name=meeting.name))
    if meeting.closed_at is not None:
        raise Refused(msg("The meeting “{name}” is closed. Open it again to change what was said there.",
                          name=meeting.name))


def meeting_rows(session: Session, view: Sight, call: UUID | None = None, id: UUID | None = None
                 ) -> tuple[MeetingRow, ...]:
    """Meetings, the latest first; those without a day on top."""
    m, people = DecisionMeeting, people_named(session)
    query = select(m, Call.name).join(Call, Call.id == m.call_id)
    if call is not None:
        query = query.where(m.call_id == call)
    if id is not None:
        query = query.where(m.id == id)
    items: dict[UUID, list[bool]] = {}
    for meeting, done in session.execute(view.apart(
            select(AgendaItem.meeting_id, AgendaItem.is_done)
            .join(Application, Application.id == AgendaItem.application_id))):
        items.setdefault(meeting, []).append(done)
    seats: dict[UUID, int] = {}
    for (meeting,) in session.execute(select(MeetingSeat.meeting_id)):
        seats[meeting] = seats.get(meeting, 0) + 1
    rows = [
        MeetingRow(r.id, r.call_id, call_name, r.name, r.held_on, r.starts_at or "", r.place or "", r.chair_id,
                   people.get(r.chair_id, NOBODY).name if r.chair_id else "", r.minutes_each, r.opened_at, r.closed_at,
                   r.note or "", len(items.get(r.id, ())), sum(items.get(r.id, ())), seats.get(r.id, 0))
        for r, call_name in session.execute(query)]
    return tuple(sorted(rows, key=lambda row: (row.held_on or date.max, row.name, row.id), reverse=True))


def seat_rows(session: Session, meeting: DecisionMeeting, view: Sight) -> tuple[SeatRow, ...]:
    """Seats: the chair first, then by name."""
    seats = session.scalars(select(MeetingSeat).where(MeetingSeat.meeting_id == meeting.id)).all()
    people = people_named(session)
    conflicts = conflicts_of(session, [seat.person_id for seat in seats])
    companies = [company for (company,) in session.execute(view.apart(
        select(Application.company_id).join(AgendaItem, AgendaItem.application_id == Application.id)
        .where(AgendaItem.meeting_id == meeting.id)))]
    rows = [
        SeatRow(seat.id, seat.person_id, people.get(seat.person_id, NOBODY).name,
                people.get(seat.person_id, NOBODY).initials, seat.may_vote, seat.is_present,
                seat.person_id == meeting.chair_id,
                sum(company in conflicts.get(seat.person_id, frozenset()) for company in companies))
        for seat in seats]
    return tuple(sorted(rows, key=lambda row: (not row.is_chair, row.name, row.id)))


def agenda_rows(session: Session, meeting: DecisionMeeting, view: Sight) -> tuple[ItemRow, ...]:
    """The agenda in order, without what a conflict hides from the viewer."""
    seats = {seat.person_id: seat for seat in seat_rows(session, meeting, view)}
    conflicts = conflicts_of(session, list(seats))
    c = Company
    found = session.execute(view.apart(
        select(AgendaItem, Application, c.legal_name, c.trade_name, c.chinese_name, Stage.status)
        .join(Application, Application.id == AgendaItem.application_id).join(c, c.id == Application.company_id)
        .join(Stage, Stage.id == Application.stage_id)
        .where(AgendaItem.meeting_id == meeting.id).order_by(AgendaItem.position, AgendaItem.id))).all()
    votes: dict[UUID, dict[UUID, str]] = {}
    for vote in session.scalars(select(Vote).join(AgendaItem, AgendaItem.id == Vote.item_id)
                                .where(AgendaItem.meeting_id == meeting.id)):
        votes.setdefault(vote.item_id, {})[vote.seat_id] = vote.choice
    newest = newest_decisions(session, [application.id for _item, application, *_ in found])
    conditions = conditions_of(session, [one.id for one in newest.values()])
    rows = []
    for item, application, legal, trade, chinese, status in found:
        stored = {UUID(one) for one in item.out or ()} if item.is_done and item.out is not None else None
        out = tuple(seat for person, seat in seats.items()
                    if (person in stored if stored is not None
                        else application.company_id in conflicts.get(person, frozenset())))
        gone = {seat.id for seat in out}
        cast = {seat: choice for seat, choice in votes.get(item.id, {}).items() if seat not in gone}
        entitled = sum(seat.may_vote and seat.is_present and seat.id not in gone for seat in seats.values())
        decision = newest.get(application.id)
        rows.append(ItemRow(
            item.id, application.id, application.number, application.company_id,
            view.name(application.number, display(legal, trade, chinese), application.call_id),
            "" if view.blind(application.call_id) else application.pitch or "", application.focus_area,
            application.desks_needed, application.headcount, status,
            item.minutes or meeting.minutes_each, item.seconds, item.is_done, out, cast, tally(cast.values(), entitled),
            item.note or "", decision.id if decision else None, decision.outcome if decision else None,
            decision.state if decision else "", (decision.reason or "") if decision else "",
            conditions.get(decision.id, ()) if decision else ()))
    return tuple(rows)


def newest_decisions(session: Session, applications: list[UUID]) -> dict[UUID, Decision]:
    """The decision that counts of each application: the newest one."""
    query = select(Decision).where(Decision.application_id.in_(applications)).order_by(Decision.decided_at, Decision.id)
    return {one.application_id: one for one in session.scalars(query)}


def conditions_of(session: Session, decisions: list[UUID]) -> dict[UUID, tuple[Condition, ...]]:
    """Conditions by decision, in their order."""
    found: dict[UUID, list[Condition]] = {}
    for one in session.scalars(select(DecisionCondition).where(DecisionCondition.decision_id.in_(decisions))
                               .order_by(DecisionCondition.position, DecisionCondition.id)):
        found.setdefault(one.decision_id, []).append(Condition(one.text, one.due_on))
    return {id: tuple(line) for id, line in found.items()}
