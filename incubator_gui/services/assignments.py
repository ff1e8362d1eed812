"""Assignment of reviewers: read it, propose it, store a proposal as one change set, change it by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.heavy import heavy
from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import Message, Ref, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Application, ReviewAssignment
from incubator_gui.domain.changes import Changes
from incubator_gui.planning.assignment import Pair, Progress
from incubator_gui.services.assignments_plan import Outlook, Proposal, Wish, outlook, proposal
from incubator_gui.services.assignments_read import AssignmentRow, AssignmentSheet, ReaderRow, read_sheet
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.reviewers import ReviewersService
from incubator_gui.services.turns import CONFLICTS, in_turn


@dataclass(frozen=True, slots=True)
class Applied:
    """What came and went; `left_out` says what did not, `warnings` what needs a look."""

    added: int = 0
    removed: int = 0
    left_out: tuple[Message, ...] = ()
    warnings: tuple[Message, ...] = ()


class StaleProposal(Refused):
    """Some steps no longer hold; nothing was stored. `steps` says why, by pair."""

    def __init__(self, steps: dict[Pair, Message]) -> None:
        super().__init__(nmsg("{n} step no longer holds: {why}. Nothing was stored. Leave it out or propose again.",
                              "{n} steps no longer hold: {why}. Nothing was stored. Leave them out or propose again.",
                              len(steps), why=next(iter(steps.values()))))
        self.steps = steps

    def __reduce__(self) -> tuple[type[StaleProposal], tuple[dict[Pair, Message]]]:  # type: ignore[override]
        return type(self), (self.steps,)


class AssignmentsService:
    """Reads and writes who reviews what."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def rows(self, call_id: UUID) -> tuple[AssignmentRow, ...]:
        """Each application of a call that this viewer may see, with its reviewers, by number."""
        return self.sheet(call_id).rows

    def sheet(self, call_id: UUID) -> AssignmentSheet:
        """Applications and reviewers of a call; raises NotFound."""
        with heavy(), self._db.read() as session:
            return read_sheet(session, self._db, call_id)

    def outlook(self, sheet: AssignmentSheet, wish: Wish) -> Outlook:
        """How many reviews a wish asks for, and how many the quotas leave room for. Asks nothing of the database."""
        return outlook(sheet, wish)

    def propose(self, call_id: UUID, wish: Wish, *, progress: Progress | None = None,
                stop: Callable[[], bool] | None = None) -> Proposal:
        """Work out who should review what; nothing is stored. Raises Refused where it cannot be, and Cancelled."""
        sheet = self.sheet(call_id)
        _may(sheet)
        if not sheet.panel and wish.mode != "clear":
            raise Refused(msg("Nobody is on the panel of {call}. Add reviewers under “Reviewers” first.",
                              call=sheet.call))
        likes = ReviewersService(self._db).preferences(call_id)
        with heavy():
            return proposal(sheet, wish, likes, progress=progress, stop=stop)

    def apply(self, made: Proposal, chosen: Collection[Pair] | None = None) -> Outcome[Applied]:
        """Store the steps of a proposal, all or the chosen pairs, as one change set.

        Raises StaleProposal where something they rest on has changed; nothing is stored then.
        """
        steps = [step for step in made.steps if chosen is None or step.pair in chosen]
        with self._db.write("assignment.apply", msg("Assignment of reviewers")) as work:
            session = work.session
            in_turn(session, CONFLICTS)
            sheet = read_sheet(session, self._db, made.call_id)
            _may(sheet)
            adds = [step.pair for step in steps if step.comes]
            removes = [step.pair for step in steps if not step.comes]
            stale = _changed(sheet, made, [step.pair for step in steps])
            stale |= _barred(sheet, [pair for pair in adds if pair not in stale])
            stale |= _over(sheet, [pair for pair in adds if pair not in stale], removes)
            if stale:
                raise StaleProposal(stale)
            self._add(session, adds, "auto")
            _take(session, removes)
            work.say(_said(sheet, len(adds), len(removes)))
        return Outcome(Applied(len(adds), len(removes)), work.changes)

    def assign(self, call_id: UUID, applications: Sequence[UUID], reviewers: Sequence[UUID]) -> Outcome[Applied]:
        """Give applications to reviewers by hand; those who have them keep them.

        A conflict refuses: with a sentence where nothing else is left to do, else the pair is left out and said.
        More than the quota is only warned of.
        """
        return self.change(call_id, [(a, r) for a in applications for r in reviewers])

    def unassign(self, call_id: UUID, pairs: Iterable[Pair]) -> Outcome[Applied]:
        """Take assignments back; a review that was begun stays with its reviewer."""
        return self.change(call_id, (), pairs)

    def change(self, call_id: UUID, add: Iterable[Pair] = (), remove: Iterable[Pair] = ()) -> Outcome[Applied]:
        """Take some back and give others in one step, as a drag from one application to another does."""
        with self._db.write("assignment.hand", msg("Assignment changed")) as work:
            session = work.session
            in_turn(session, CONFLICTS)
            sheet = read_sheet(session, self._db, call_id)
            _may(sheet)
            held = {(row.id, one.reviewer): one for row in sheet.rows for one in row.assigned}
            adds = [pair for pair in dict.fromkeys(add) if pair not in held]
            removes = [pair for pair in dict.fromkeys(remove) if pair in held]
            names, rows = _names(sheet), {row.id: row for row in sheet.rows}
            refused = _barred(sheet, adds)
            for pair in removes:
                if held[pair].begun or held[pair].id is None:
                    refused[pair] = msg("{reviewer} has begun the review of {application}: it stays",
                                        reviewer=held[pair].name, application=rows[pair[0]].name)
            adds = [pair for pair in adds if pair not in refused]
            removes = [pair for pair in removes if pair not in refused]
            if refused and not (adds or removes):
                raise Refused(msg("{why}.", why=next(iter(refused.values()))))
            self._add(session, adds, "hand")
            _take(session, removes)
            work.say(self._said_by_hand(sheet, adds, removes))
        loads = Counter(r for _a, r in adds)
        loads.subtract(r for a, r in removes if held[a, r].counts)
        warnings = tuple(msg("{reviewer} now reads {load} applications, {over} over the quota.", reviewer=names[one.id],
                             load=one.load + loads[one.id], over=one.load + loads[one.id] - one.quota)
                         for one in sheet.readers if loads[one.id] > 0 and one.quota is not None
                         and one.load + one.unseen + loads[one.id] > one.quota)
        return Outcome(Applied(len(adds), len(removes), tuple(refused.values()), warnings), work.changes)

    def set_due(self, call_id: UUID, pairs: Collection[Pair], day: date | None) -> Changes:
        """Give assignments a day of their own by which they are due; None takes that of the round."""
        with self._db.write("assignment.due", nmsg("{n} review due on another day", "{n} reviews due on another day",
                                                   len(pairs))) as work:
            _may(read_sheet(work.session, self._db, call_id))
            for record in _stored(work.session, pairs):
                if record.due_on != day:
                    record.due_on = day
        return work.changes

    def _add(self, session: Session, pairs: Sequence[Pair], origin: str) -> None:
        now, who = self._db.clock.now(), self._db.actor.who
        session.add_all(ReviewAssignment(id=new_id(), application_id=application, reviewer_id=reviewer, origin=origin,
                                         assigned_at=now, assigned_by=who) for application, reviewer in pairs)
        session.flush()

    def _said_by_hand(self, sheet: AssignmentSheet, adds: Sequence[Pair], removes: Sequence[Pair]) -> Message:
        if len(adds) + len(removes) == 1:
            application, reviewer = (adds or removes)[0]
            person = Ref("person", next(one.person_id for one in sheet.readers if one.id == reviewer))
            if adds:
                return msg("{person} reviews {application}", person=person, application=Ref("application", application))
            return msg("{person} no longer reviews {application}", person=person,
                       application=Ref("application", application))
        return _said(sheet, len(adds), len(removes))


def _said(sheet: AssignmentSheet, added: int, removed: int) -> Message:
    call = Ref("call", sheet.call_id)
    came = nmsg("{n} review assigned", "{n} reviews assigned", added)
    went = nmsg("{n} taken back", "{n} taken back", removed)
    if added and removed:
        return msg("{call}: {came}, {went}", call=call, came=came, went=went)
    return msg("{call}: {what}", call=call, what=came if added else went)


def _may(sheet: AssignmentSheet) -> None:
    if sheet.round_id is None:
        raise Refused(msg("The review of {call} is not set up yet. Set it up under “Rubric and phases” first.",
                          call=sheet.call))
    if sheet.why_not is not None:
        raise Refused(sheet.why_not)


def _names(sheet: AssignmentSheet) -> dict[UUID, str]:
    return {reader.id: reader.name for reader in sheet.readers}


def _barred(sheet: AssignmentSheet, pairs: Iterable[Pair]) -> dict[Pair, Message]:
    """Pairs that must not come, and why. Raises NotFound for an application that is not there for the viewer."""
    rows, readers = {row.id: row for row in sheet.rows}, {reader.id: reader for reader in sheet.readers}
    out: dict[Pair, Message] = {}
    for pair in pairs:
        row, reader = rows.get(pair[0]), readers.get(pair[1])
        if row is None:
            raise NotFound(msg("This application is no longer there."))
        if reader is None or not reader.takes:
            out[pair] = msg("{reviewer} is not on the panel of {call}", call=sheet.call,
                            reviewer=reader.name if reader else msg("This reviewer"))
        elif (why := row.blocked.get(reader.id)) is not None:
            out[pair] = msg("{reviewer} cannot review {application}: {why}", reviewer=reader.name,
                            application=row.name, why=why)
    return out


def _changed(sheet: AssignmentSheet, made: Proposal, pairs: Iterable[Pair]) -> dict[Pair, Message]:
    """Pairs whose application has other reviewers by now than when it was worked out, or is gone."""
    rows = {row.id: row for row in sheet.rows}
    held = {(row.id, one.reviewer): one for row in sheet.rows for one in row.assigned}
    out: dict[Pair, Message] = {}
    for pair in pairs:
        row = rows.get(pair[0])
        if row is None:
            out[pair] = msg("an application is no longer there")
        elif frozenset(one.reviewer for one in row.assigned) != made.seen.get(row.id, frozenset()):
            out[pair] = msg("{application} has other reviewers meanwhile", application=row.name)
        elif pair in held and held[pair].begun:
            out[pair] = msg("{reviewer} has begun the review of {application}", reviewer=held[pair].name,
                            application=row.name)
    return out


def _over(sheet: AssignmentSheet, adds: Sequence[Pair], removes: Sequence[Pair]) -> dict[Pair, Message]:
    """Added pairs that go beyond a quota as it is now, the last ones of each reviewer."""
    held = {(row.id, one.reviewer): one for row in sheet.rows for one in row.assigned}
    going = Counter(pair[1] for pair in removes if pair in held and held[pair].counts)
    out: dict[Pair, Message] = {}
    for reader in sheet.readers:
        mine = [pair for pair in adds if pair[1] == reader.id]
        if mine and (room := _room(reader, going[reader.id])) is not None:
            out |= {pair: msg("{reviewer} would be over the quota of {quota}", reviewer=reader.name,
                              quota=reader.quota) for pair in mine[room:]}
    return out


def _room(reader: ReaderRow, going: int) -> int | None:
    return None if reader.quota is None else max(0, reader.quota - reader.load - reader.unseen + going)


def _take(session: Session, pairs: Collection[Pair]) -> None:
    for record in _stored(session, pairs):
        session.delete(record)
    session.flush()


def _stored(session: Session, pairs: Collection[Pair]) -> list[ReviewAssignment]:
    wanted = set(pairs)
    if not wanted:
        return []
    a = ReviewAssignment
    ids = {application for application, _reviewer in wanted}
    calls = select(Application.call_id).where(Application.id == next(iter(ids)))
    found = session.scalars(select(a).join(Application, Application.id == a.application_id)
                            .where(Application.call_id.in_(calls))).all()
    return [record for record in found if (record.application_id, record.reviewer_id) in wanted]
