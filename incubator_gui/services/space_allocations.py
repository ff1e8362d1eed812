"""Who gets which desk when: giving, moving, swapping, ending. Each is one step that can be undone.

The database refuses every overlap by itself; here it is looked for before, so that the sentence can
name desk, company and dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import Message, Ref, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Allocation, Company, Desk, Room
from incubator_gui.db.search.documents import display
from incubator_gui.db.unit_of_work import UnitOfWork
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.space import Holding, Span, later
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.space_read import holdings


@dataclass(frozen=True, slots=True)
class _New:
    """An allocation to be made."""

    company: UUID
    room: UUID
    desk: UUID | None
    span: Span
    is_locked: bool = False


class SpaceAllocations:
    """Writes allocations in force."""

    _db: Database

    def allocate(self, company: UUID, span: Span, *, desks: Sequence[UUID] = (), room: UUID | None = None
                 ) -> Outcome[tuple[UUID, ...]]:
        """Give desks, or a room as a whole, to a company for a span."""
        with self._db.write("allocation.add", msg("Desks given")) as work:
            made = give(work, company, span, desks, room)
        return Outcome(made, work.changes)

    def move(self, ids: Sequence[UUID], on: date, *, desks: Sequence[UUID] = (), room: UUID | None = None
             ) -> Outcome[tuple[UUID, ...]]:
        """Move a company: it leaves these places on a day and has the others from that day on.

        Desks that it keeps are not touched. As many desks as before keep their ends one by one, else
        the latest end holds for all.
        """
        with self._db.write("allocation.move", msg("Desks moved")) as work:
            session = work.session
            old = _stored(session, ids)
            company = _one_company(old)
            places = _places(session, desks, room)
            for one in old:
                if one.ends_on is not None and one.ends_on <= on:
                    raise Refused(msg("{place} is given up on {day} already. Choose an earlier day for the move.",
                                      place=_label(session, one.room_id, one.desk_id), day=one.ends_on))
            same = {(one.room_id, one.desk_id) for one in old} & set(places)
            leaving = [one for one in old if (one.room_id, one.desk_id) not in same]
            going = [place for place in places if place not in same]
            if not going and not leaving:
                raise Refused(msg("The company has these places already."))
            _not_locked(session, leaving)
            spans = [Span(max(on, one.starts_on), one.ends_on) for one in leaving]
            if len(spans) != len(going):
                starts = max(on, min(one.starts_on for one in old))
                spans = [Span(starts, _latest([one.ends_on for one in old]))] * len(going)
            new = [_New(company, *place, span) for place, span in zip(going, spans, strict=True)]
            made = write_changes(session, leave=[(one, on) for one in leaving], add=new)
            work.say(msg("{company} moved to {place} on {day}", company=Ref("company", company),
                         place=_named(session, [(n.room, n.desk) for n in new] or list(same)), day=on))
        return Outcome(made, work.changes)

    def swap(self, first: UUID, second: UUID, on: date) -> Outcome[tuple[UUID, ...]]:
        """Two companies change places on a day; each keeps the end it had."""
        if first == second:
            raise Refused(msg("A company cannot change places with itself."))
        with self._db.write("allocation.swap", msg("Companies changed places")) as work:
            session = work.session
            sides = []
            for company in (first, second):
                record = _company(session, company)
                here = [one for one in session.scalars(
                    select(Allocation).where(Allocation.company_id == company, Allocation.scenario_id.is_(None))
                    .order_by(Allocation.starts_on, Allocation.id)) if _span(one.starts_on, one.ends_on).has(on)]
                if not here:
                    raise Refused(msg("{company} has no place on {day}.", company=_name(record), day=on))
                sides.append(here)
            both = [*sides[0], *sides[1]]
            _not_locked(session, both)
            new = []
            for company, mine, theirs in ((first, sides[0], sides[1]), (second, sides[1], sides[0])):
                end = _latest([one.ends_on for one in mine])
                new += [_New(company, one.room_id, one.desk_id, _span(on, end)) for one in theirs]
            made = write_changes(session, leave=[(one, on) for one in both], add=new)
            work.say(msg("{company} and {other} changed places on {day}", company=Ref("company", first),
                         other=Ref("company", second), day=on))
        return Outcome(made, work.changes)

    def end(self, ids: Sequence[UUID], on: date) -> Changes:
        """The last day is the one before; what would begin on that day or later never comes about."""
        with self._db.write("allocation.end", msg("Places given up")) as work:
            session = work.session
            old = _stored(session, ids)
            _not_locked(session, old)
            for one in old:
                if one.ends_on is not None and one.ends_on <= on:
                    raise Refused(msg("{place} is given up on {day} already. To stay longer, choose “Extend”.",
                                      place=_label(session, one.room_id, one.desk_id), day=one.ends_on))
            write_changes(session, leave=[(one, on) for one in old])
            work.say(nmsg("{n} place given up on {day}", "{n} places given up on {day}", len(old), day=on))
        return work.changes

    def extend(self, ids: Sequence[UUID], until: date | None) -> Changes:
        """Another end, or none; earlier ones are possible as well."""
        with self._db.write("allocation.extend", msg("Places kept longer")) as work:
            old = _stored(work.session, ids)
            self._respan(work, old, [(one, _span(one.starts_on, until)) for one in old])
            work.say(nmsg("{n} place kept until {day}", "{n} places kept until {day}", len(old), day=until)
                     if until else nmsg("{n} place kept without an end", "{n} places kept without an end", len(old)))
        return work.changes

    def reschedule(self, ids: Sequence[UUID], span: Span) -> Changes:
        """Another span for places that a company has or will have."""
        with self._db.write("allocation.span", msg("Other dates for places")) as work:
            old = _stored(work.session, ids)
            self._respan(work, old, [(one, span) for one in old])
            work.say(nmsg("Other dates for {n} place", "Other dates for {n} places", len(old)))
        return work.changes

    def reschedule_each(self, spans: Sequence[tuple[UUID, Span]]) -> Changes:
        """Another span for each of these places, in one step."""
        wanted = dict(spans)
        with self._db.write("allocation.span", msg("Other dates for places")) as work:
            old = _stored(work.session, list(wanted))
            self._respan(work, old, [(one, wanted[one.id]) for one in old])
            work.say(nmsg("Other dates for {n} place", "Other dates for {n} places", len(old)))
        return work.changes

    def remove(self, ids: Sequence[UUID]) -> Changes:
        """Take allocations away as if they had never been."""
        with self._db.write("allocation.remove", msg("Places taken back")) as work:
            old = _stored(work.session, ids)
            _not_locked(work.session, old)
            for one in old:
                work.session.delete(one)
            work.say(nmsg("{n} place taken back", "{n} places taken back", len(old)))
        return work.changes

    def lock(self, ids: Sequence[UUID], locked: bool = True) -> Changes:
        """Locked places are not moved, by no hand and no proposal, until they are unlocked."""
        with self._db.write("allocation.lock", msg("Places locked")) as work:
            old = _stored(work.session, ids)
            for one in old:
                if one.is_locked != locked:
                    one.is_locked = locked
            work.say(nmsg("{n} place locked", "{n} places locked", len(old)) if locked else
                     nmsg("{n} place unlocked", "{n} places unlocked", len(old)))
        return work.changes

    def _respan(self, work: UnitOfWork, old: Sequence[Allocation], wanted: Sequence[tuple[Allocation, Span]]) -> None:
        session = work.session
        _not_locked(session, old)
        known = holdings(session, {one.room_id for one in old})
        changed = {one.id for one in old}
        final = [_New(one.company_id, one.room_id, one.desk_id, span) for one, span in wanted]
        _refuse_overlap(session, final, [h for h in known if h.id not in changed])
        for one, span in wanted:
            one.starts_on, one.ends_on = span.starts, span.until
        session.flush()


def write_changes(session: Session, *, leave: Iterable[tuple[Allocation, date]] = (), add: Sequence[_New] = ()
                  ) -> tuple[UUID, ...]:
    """End what is left and make what is new, in the order that the guard of the database asks for."""
    leave = list(leave)
    rooms = {one.room for one in add}
    known = {one.id: one for one in holdings(session, rooms)}
    for record, day in leave:
        one = known.pop(record.id, None)
        if one is not None and record.starts_on < day:
            known[one.id] = Holding(one.id, one.company, one.room, one.desk, Span(record.starts_on, day))
    _open_rooms(session, rooms)
    _refuse_overlap(session, add, known.values())
    for record, day in leave:
        if record.starts_on < day:
            record.ends_on = day
    session.flush()
    for record, day in leave:
        if record.starts_on >= day:
            session.delete(record)
    session.flush()
    made = []
    for new in add:
        record = Allocation(company_id=new.company, room_id=new.room, desk_id=new.desk, starts_on=new.span.starts,
                            ends_on=new.span.until, is_locked=new.is_locked)
        session.add(record)
        made.append(record)
    session.flush()
    return tuple(record.id for record in made)


def give(work: UnitOfWork, company: UUID, span: Span, desks: Sequence[UUID], room: UUID | None) -> tuple[UUID, ...]:
    """Desks, or a room as a whole, for a company; says so."""
    session = work.session
    _company(session, company)
    new = [_New(company, *place, span) for place in _places(session, desks, room)]
    made = write_changes(session, add=new)
    _say_given(work, company, new)
    return made


def release(session: Session, company: UUID, on: date) -> int:
    """A company gives up on a day whatever it has then, and what it was to get later; locked or not."""
    found = session.scalars(select(Allocation).where(
        Allocation.company_id == company, Allocation.scenario_id.is_(None),
        Allocation.ends_on.is_(None) | (Allocation.ends_on > on))).all()
    write_changes(session, leave=[(one, on) for one in found])
    return len(found)


def _refuse_overlap(session: Session, add: Sequence[_New], known: Iterable[Holding]) -> None:
    by_room: dict[UUID, list[Holding]] = {}
    for one in known:
        by_room.setdefault(one.room, []).append(one)
    for new in add:
        here = by_room.setdefault(new.room, [])
        for one in here:
            if one.blocks(new.room, new.desk) and one.span.overlaps(new.span):
                raise Refused(overlap(session, new.room, new.desk, one))
        here.append(Holding(new.room, new.company, new.room, new.desk, new.span))


def overlap(session: Session, room: UUID, desk: UUID | None, taken: Holding) -> Message:
    """The sentence that names place, company and dates."""
    place = _label(session, room, taken.desk if desk is None else desk)
    who = _name(_company(session, taken.company))
    if taken.span.until is None:
        return msg("{place} is taken by {company} from {starts} on, without an end. Choose another place.",
                   place=place, company=who, starts=taken.span.starts)
    return msg("{place} is taken by {company} from {starts} and free again on {until}. Choose another place or other "
               "dates.", place=place, company=who, starts=taken.span.starts, until=taken.span.until)


def _open_rooms(session: Session, rooms: Iterable[UUID]) -> None:
    for id in rooms:
        room = session.get(Room, id)
        if room is None:
            raise NotFound(msg("This place is no longer there."))
        if room.is_locked:
            raise Refused(msg("Room {room} is locked. Unlock it first.", room=room.number))
        if room.kind == "circulation":
            raise Refused(msg("Room {room} is for circulation and cannot be given to a company.", room=room.number))


def _places(session: Session, desks: Sequence[UUID], room: UUID | None) -> list[tuple[UUID, UUID | None]]:
    if room is not None:
        return [(room, None)]
    found: list[tuple[UUID, UUID | None]] = []
    for id in dict.fromkeys(desks):
        desk = session.get(Desk, id)
        if desk is None:
            raise NotFound(msg("This place is no longer there."))
        found.append((desk.room_id, id))
    if not found:
        raise Refused(msg("Choose a desk or a room first."))
    return found


def _stored(session: Session, ids: Sequence[UUID]) -> list[Allocation]:
    found = []
    for id in dict.fromkeys(ids):
        record = session.get(Allocation, id)
        if record is None or record.scenario_id is not None:
            raise NotFound(msg("This place was given up meanwhile."))
        found.append(record)
    if not found:
        raise Refused(msg("Choose a place of a company first."))
    return found


def _one_company(old: Sequence[Allocation]) -> UUID:
    companies = {one.company_id for one in old}
    if len(companies) != 1:
        raise Refused(msg("Move one company at a time."))
    return companies.pop()


def _not_locked(session: Session, old: Iterable[Allocation]) -> None:
    for one in old:
        if one.is_locked:
            raise Refused(msg("{place} is locked for {company}. Unlock it first.",
                              place=_label(session, one.room_id, one.desk_id),
                              company=_name(_company(session, one.company_id))))


def _company(session: Session, id: UUID) -> Company:
    found = session.get(Company, id)
    if found is None:
        raise NotFound(msg("This company is no longer there."))
    return found


def _name(company: Company) -> str:
    return display(company.legal_name, company.trade_name, company.chinese_name)


def _label(session: Session, room: UUID, desk: UUID | None) -> Message:
    number = session.scalar(select(Room.number).where(Room.id == room)) or ""
    if desk is None:
        return msg("Room {room}", room=number)
    return msg("Desk {desk}", desk=f"{number}-{session.scalar(select(Desk.number).where(Desk.id == desk))}")


def _named(session: Session, places: Sequence[tuple[UUID, UUID | None]]) -> Message:
    """Places in words: a desk, a room, or so many desks in rooms."""
    if len(places) == 1:
        return _label(session, *places[0])
    rooms = session.scalars(select(Room.number).where(Room.id.in_({room for room, _desk in places}))).all()
    return nmsg("{n} desk in {rooms}", "{n} desks in {rooms}", len(places), rooms=", ".join(sorted(rooms)))


def _say_given(work: UnitOfWork, company: UUID, new: Sequence[_New]) -> None:
    work.say(msg("{place} given to {company} from {starts}", company=Ref("company", company),
                 place=_named(work.session, [(one.room, one.desk) for one in new]), starts=new[0].span.starts))


def _span(starts: date, until: date | None) -> Span:
    try:
        return Span(starts, until)
    except ValueError:
        raise Refused(msg("The end has to come after {starts}.", starts=starts)) from None


def _latest(ends: Sequence[date | None]) -> date | None:
    found = ends[0]
    for end in ends[1:]:
        found = later(found, end)
    return found
