"""The agenda of a meeting: what is on it, in which order, and what is said to each item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import AgendaItem, Application, Company, Decision, MeetingSeat, Stage, Vote
from incubator_gui.db.search.documents import display
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.decision import CHOICES, DECIDED_FROM
from incubator_gui.domain.fields import clean_text
from incubator_gui.domain.ordering import between, keys
from incubator_gui.planning.meeting_order import moves_of, order
from incubator_gui.services.meetings_rows import ItemRow, agenda_rows, item_of, meeting_of, must_be_open, seat_rows
from incubator_gui.services.meetings_seats import person_name, seat_of
from incubator_gui.services.sight import conflicts_of, runs_it, sight
from incubator_gui.services.turns import VOTES, in_turn

_LONGEST = 50
_MOST_MINUTES = 480


@dataclass(frozen=True, slots=True)
class OrderProposal:
    """Another order of the agenda: how often somebody leaves or comes back, as it is and as it would be."""

    items: tuple[UUID, ...]
    before: int
    after: int


class MeetingAgenda:
    """Reads and writes the agenda."""

    _db: Database

    def agenda(self, id: UUID) -> tuple[ItemRow, ...]:
        """The applications in order, without those that a conflict hides."""
        with self._db.read() as session:
            return agenda_rows(session, meeting_of(session, id), sight(session, self._db))

    def applications(self, call_id: UUID) -> tuple[UUID, ...]:
        """The applications of a call that wait for a decision, by number, as the viewer may see."""
        with self._db.read() as session:
            return tuple(waiting(session, self._db, call_id))

    def choices(self, call_id: UUID) -> tuple[tuple[UUID, int, str, str], ...]:
        """All applications of a call that could be on an agenda, by number: id, number, name, status."""
        c = Company
        with self._db.read() as session:
            view = sight(session, self._db)
            rows = session.execute(view.apart(
                select(Application.id, Application.number, c.legal_name, c.trade_name, c.chinese_name, Stage.status)
                .join(c, c.id == Application.company_id).join(Stage, Stage.id == Application.stage_id)
                .where(Application.call_id == call_id, Stage.status != "withdrawn").order_by(Application.number)))
            return tuple((id, number, view.name(number, display(legal, trade, chinese), call_id), status)
                         for id, number, legal, trade, chinese, status in rows)

    def best_order(self, id: UUID) -> OrderProposal:
        """The open items in the order in which people leave the room as seldom as possible; done ones stay first."""
        with self._db.read() as session:
            rows = agenda_rows(session, meeting_of(session, id), sight(session, self._db))
            seats = [seat.person_id for seat in seat_rows(session, meeting_of(session, id), sight(session, self._db))]
            conflicts = conflicts_of(session, seats)
        out_of = {row.id: frozenset(person for person in seats if row.company_id in conflicts.get(person, frozenset()))
                  for row in rows}
        done = [row.id for row in rows if row.is_done]
        open_ = [row.id for row in rows if not row.is_done]
        begins = done[-1:]  # whoever is out at the last one that was dealt with is out when the next begins
        found = order([(one, out_of[one]) for one in (*begins, *open_)], first=begins[0] if begins else None).order
        best, present = [*done[:-1], *found], [row.id for row in rows]
        before, after = (moves_of(out_of[one] for one in line) for line in (present, best))
        if after >= before:
            best, after = present, before
        return OrderProposal(tuple(best), before, after)

    def add_items(self, id: UUID, applications: Sequence[UUID], before: UUID | None = None) -> Changes:
        """Put applications on the agenda before an item, else last; what is on it stays where it is."""
        with self._db.write("agenda.add", nmsg("{n} application put on the agenda",
                                               "{n} applications put on the agenda", len(applications))) as work:
            runs_it(work.session, self._db)
            session, record = work.session, meeting_of(work.session, id)
            view = sight(session, self._db)
            line = _line(session, id)
            there = {one.application_id for one in line}
            made = []
            for application in dict.fromkeys(applications):
                found = session.get(Application, application)
                if found is None or view.hides(found.company_id):
                    raise NotFound(msg("This application is no longer there."))
                if found.call_id != record.call_id:
                    raise Refused(msg("Application {number} belongs to another call.", number=f"{found.number:04d}"))
                if application not in there:
                    made.append(AgendaItem(meeting_id=id, application_id=application))
            _insert(line, made, before)
            session.add_all(made)
        return work.changes

    def remove_items(self, items: Sequence[UUID]) -> Changes:
        """Take applications off the agenda with their votes; what was decided here stays on it."""
        with self._db.write("agenda.remove", nmsg("{n} application taken off the agenda",
                                                  "{n} applications taken off the agenda", len(items))) as work:
            session, view = work.session, runs_it(work.session, self._db)
            records = []
            for id in items:
                record, application = item_of(session, view, id)
                if session.scalar(select(func.count()).select_from(Decision).where(Decision.item_id == id)):
                    raise Refused(msg("Application {number} was decided in this meeting. Take the decision back first.",
                                      number=f"{application.number:04d}"))
                records.append(record)
            drop_items(session, records)
        return work.changes

    def move(self, items: Sequence[UUID], before: UUID | None) -> Changes:
        """Put items before another one, in the order in which they stand; None is last."""
        with self._db.write("agenda.order", msg("Order of the agenda changed")) as work:
            session, view = work.session, runs_it(work.session, self._db)
            records = [item_of(session, view, id)[0] for id in dict.fromkeys(items)]
            if records:
                line, chosen = _line(session, records[0].meeting_id), {one.id for one in records}
                moved = [one for one in line if one.id in chosen]
                target = next((one for one in line if one.id == before), None)
                while target is not None and target.id in chosen:
                    after = line.index(target) + 1
                    target = line[after] if after < len(line) else None
                rest = [one for one in line if one.id not in chosen]
                place = rest.index(target) if target is not None else len(rest)
                if [*rest[:place], *moved, *rest[place:]] != line:
                    _insert(rest, moved, target.id if target is not None else None)
        return work.changes

    def set_order(self, id: UUID, items: Sequence[UUID]) -> Changes:
        """Bring the agenda into this order; items that are not named keep their places."""
        with self._db.write("agenda.order", msg("Order of the agenda changed")) as work:
            runs_it(work.session, self._db)
            line = _line(work.session, id)
            wanted = [one for one in items if one in {each.id for each in line}]
            by_id, chosen = {one.id: one for one in line}, set(wanted)
            follow = iter(wanted)
            _number([by_id[next(follow)] if one.id in chosen else one for one in line])
        return work.changes

    def vote(self, item: UUID, seat: UUID, choice: str | None) -> Changes:
        """What a seat says to an item; None takes it back. Who had to leave the room has no vote.

        Those who run the review note the votes of all seats, others their own.
        """
        if choice is not None and choice not in CHOICES:
            raise Refused(msg("There is no such choice."))
        with self._db.write("vote.cast", msg("Vote noted")) as work:
            session = work.session
            in_turn(session, VOTES, item)
            view = sight(session, self._db)
            record, application = item_of(session, view, item)
            who = seat_of(session, seat)
            if who.person_id != view.person:
                runs_it(session, self._db)
            must_be_open(meeting_of(session, record.meeting_id))
            person = person_name(session, who.person_id)
            if who.meeting_id != record.meeting_id:
                raise Refused(msg("{person} has no seat in this meeting.", person=person))
            stored = session.scalars(select(Vote).where(Vote.item_id == item, Vote.seat_id == seat)).one_or_none()
            if choice is not None:
                if application.company_id in conflicts_of(session, [who.person_id]).get(who.person_id, frozenset()):
                    raise Refused(msg("{person} has a conflict of interest here and has no vote on this application.",
                                      person=person))
                if not who.may_vote or not who.is_present:
                    raise Refused(msg("{person} is not present, or only listens. Change that under “Seats”.",
                                      person=person))
            if stored is None and choice is not None:
                session.add(Vote(item_id=item, seat_id=seat, choice=choice, cast_at=self._db.clock.now()))
            elif stored is not None and choice is None:
                session.delete(stored)
            elif stored is not None and choice is not None and stored.choice != choice:
                stored.choice, stored.cast_at = choice, self._db.clock.now()
        return work.changes

    def finish(self, item: UUID, done: bool = True) -> Changes:
        """Mark an item as dealt with, keeping who had left the room; or open it again."""
        with self._db.write("agenda.done", msg("Item of the agenda dealt with") if done
                            else msg("Item of the agenda open again")) as work:
            runs_it(work.session, self._db)
            record, application = item_of(work.session, sight(work.session, self._db), item)
            mark_done(work.session, record, application, done)
        return work.changes

    def keep_time(self, item: UUID, seconds: int) -> Changes:
        """The time an item took so far; stored at a pause, no step of undo."""
        with self._db.write("agenda.time", msg("Time of an item kept"), kind="keep") as work:
            runs_it(work.session, self._db)
            record, _application = item_of(work.session, sight(work.session, self._db), item)
            seconds = max(0, min(int(seconds), 24 * 3600))
            if record.seconds != seconds:
                record.seconds = seconds
        return work.changes

    def set_item(self, item: UUID, **fields: Any) -> Changes:
        """Change `minutes` (None is as for all) or `note` of an item."""
        with self._db.write("agenda.edit", msg("Item of the agenda changed")) as work:
            runs_it(work.session, self._db)
            record, _application = item_of(work.session, sight(work.session, self._db), item)
            for key, value in fields.items():
                match key:
                    case "minutes":
                        value = None if value is None else minutes_of(value)
                    case "note":
                        value = clean_text(value or "", lines=True) or None
                    case _:
                        raise TypeError(f"an item has no field {key}")
                if getattr(record, key) != value:
                    setattr(record, key, value)
        return work.changes


def mark_done(session: Session, record: AgendaItem, application: Application, done: bool = True) -> None:
    """Dealt with or open again; whoever is out is kept as it is now."""
    out = None
    if done:
        seats = list(session.scalars(select(MeetingSeat.person_id).where(MeetingSeat.meeting_id == record.meeting_id)))
        conflicts = conflicts_of(session, seats)
        out = sorted(str(person) for person in seats if application.company_id in conflicts.get(person, frozenset()))
    if record.is_done != done:
        record.is_done = done
    if record.out != out:
        record.out = out


def waiting(session: Session, database: Database, call_id: UUID) -> list[UUID]:
    view = sight(session, database)
    return list(session.scalars(view.apart(
        select(Application.id).join(Stage, Stage.id == Application.stage_id)
        .where(Application.call_id == call_id, Stage.status.in_(DECIDED_FROM)).order_by(Application.number))))


def _line(session: Session, meeting: UUID) -> list[AgendaItem]:
    return list(session.scalars(select(AgendaItem).where(AgendaItem.meeting_id == meeting)
                                .order_by(AgendaItem.position, AgendaItem.id)))


def _insert(line: list[AgendaItem], made: Sequence[AgendaItem], before: UUID | None) -> None:
    place = next((at for at, one in enumerate(line) if one.id == before), len(line))
    low = line[place - 1].position if place else None
    high = line[place].position if place < len(line) else None
    try:
        for one in made:
            one.position = low = between(low, high)
    except ValueError:  # two have the same position, as after a merge
        _number([*line[:place], *made, *line[place:]])
        return
    if len(low or "") > _LONGEST:
        _number([*line[:place], *made, *line[place:]])


def _number(line: Sequence[AgendaItem]) -> None:
    for one, position in zip(line, keys(len(line)), strict=True):
        if one.position != position:
            one.position = position


def drop_items(session: Session, items: Sequence[AgendaItem]) -> None:
    for vote in session.scalars(select(Vote).where(Vote.item_id.in_([one.id for one in items]))):
        session.delete(vote)
    session.flush()
    for one in items:
        session.delete(one)
    session.flush()


def minutes_of(value: Any) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError):
        raise Refused(msg("“{text}” is no number of minutes.", text=str(value))) from None
    if not 1 <= number <= _MOST_MINUTES:
        raise Refused(msg("Between 1 and {most} minutes are possible.", most=_MOST_MINUTES))
    return number
