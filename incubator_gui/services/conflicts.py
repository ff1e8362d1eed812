"""Conflicts of interest: declared, set, detected, decided once and remembered.

Everything but a dismissed conflict is in force at once (`services/sight.py`), also one that was just detected
and nobody decided yet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import Cancelled, NotFound, Refused
from incubator_gui.core.messages import Ref, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Company, Conflict, Person
from incubator_gui.db.unit_of_work import UnitOfWork
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.conflicts import Finding, fingerprint
from incubator_gui.domain.fields import clean_text
from incubator_gui.domain.review_words import CONFLICT_KINDS, CONFLICT_ORIGINS
from incubator_gui.services.conflict_finding import find
from incubator_gui.services.conflict_rows import ConflictRow, Touched, conflict_rows, signs_json, signs_of
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.sight import DISMISSED, runs_it, sight
from incubator_gui.services.turns import CONFLICTS, in_turn

__all__ = ["ConflictRow", "ConflictsService", "Detection", "Touched"]


@dataclass(frozen=True, slots=True)
class Detection:
    """What a search for conflicts found: new ones, further signs of known ones, and what was decided before."""

    new: tuple[UUID, ...]
    added: tuple[UUID, ...]
    known: int


class ConflictsService:
    """Reads and writes conflicts of interest."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def rows(self, call_id: UUID | None = None, *, state: str | None = None, person_id: UUID | None = None,
             company_id: UUID | None = None) -> tuple[ConflictRow, ...]:
        """Conflicts, those to be decided first: all, or of companies that applied to a call; reviewers who are no
        officers see their own."""
        query = select(Conflict)
        for column, value in ((Conflict.state, state), (Conflict.person_id, person_id),
                              (Conflict.company_id, company_id)):
            if value is not None:
                query = query.where(column == value)
        with self._db.read() as session:
            return conflict_rows(session, sight(session, self._db), query, call_id)

    def effect(self, ids: Collection[UUID]) -> tuple[ConflictRow, ...]:
        """The conflicts among these that are in force against an assignment or a review."""
        with self._db.read() as session:
            rows = conflict_rows(session, sight(session, self._db), select(Conflict).where(Conflict.id.in_(ids)))
        return tuple(row for row in rows if row.in_force and (row.assigned or row.reviews))

    def declare(self, person_id: UUID, company_ids: Sequence[UUID], kind: str = "other", reason: str = "", *,
                origin: str = "declared") -> Outcome[tuple[UUID, ...]]:
        """A person says so (declared), or an officer does (set): in force at once.

        One that was only detected so far is confirmed by it.
        """
        if kind not in CONFLICT_KINDS or origin not in CONFLICT_ORIGINS:
            raise Refused(msg("There is no such kind of conflict."))
        reason = clean_text(reason, lines=True)
        person, now, who = Ref("person", person_id), self._db.clock.now(), self._db.actor.who
        made: list[UUID] = []
        with self._db.write("conflict.declare", msg("Conflict of interest noted")) as work:
            session = work.session
            in_turn(session, CONFLICTS)
            if origin != "declared" or sight(session, self._db).person != person_id:
                runs_it(session, self._db)
            if session.get(Person, person_id) is None:
                raise NotFound(msg("This person is no longer there."))
            for company in dict.fromkeys(company_ids):
                if session.get(Company, company) is None:
                    raise NotFound(msg("This company is no longer there."))
                record = session.scalars(select(Conflict).where(
                    Conflict.person_id == person_id, Conflict.company_id == company,
                    Conflict.state != DISMISSED).order_by(Conflict.state.desc()).limit(1)).one_or_none()
                if record is None:
                    record = Conflict(person_id=person_id, company_id=company, origin=origin, noted_at=now,
                                      noted_by=who)
                    session.add(record)
                elif record.state == "open":
                    record.decided_at, record.decided_by = now, who
                record.kind, record.state, record.reason = kind, "confirmed", reason or record.reason
                session.flush()
                made.append(record.id)
            if len(made) == 1:
                work.say(msg("Conflict of interest noted: {person} and {company}", person=person,
                             company=Ref("company", company_ids[0])))
            else:
                work.say(nmsg("{n} conflict of interest of {person} noted",
                              "{n} conflicts of interest of {person} noted", len(made), person=person))
        return Outcome(tuple(made), work.changes)

    def set(self, person_id: UUID, company_ids: Sequence[UUID], kind: str = "other",
            reason: str = "") -> Outcome[tuple[UUID, ...]]:
        """An officer notes a conflict of somebody."""
        return self.declare(person_id, company_ids, kind, reason, origin="set")

    def set_kind(self, ids: Sequence[UUID], kind: str) -> Changes:
        """Say of what kind conflicts are."""
        if kind not in CONFLICT_KINDS:
            raise Refused(msg("There is no such kind of conflict."))
        with self._db.write("conflict.kind", nmsg("{n} conflict: {kind}", "{n} conflicts: {kind}", len(ids),
                                                  kind=CONFLICT_KINDS[kind])) as work:
            runs_it(work.session, self._db)
            for id in ids:
                record = self._record(work.session, id)
                if record.kind != kind:
                    record.kind = kind
        return work.changes

    def confirm(self, ids: Sequence[UUID], reason: str = "") -> Changes:
        """These are conflicts; also brings dismissed ones back into force."""
        with self._db.write("conflict.confirm", nmsg("{n} conflict confirmed", "{n} conflicts confirmed",
                                                     len(ids))) as work:
            self._decide(work, ids, "confirmed", clean_text(reason, lines=True))
        return work.changes

    def dismiss(self, ids: Sequence[UUID], reason: str) -> Changes:
        """These are none; the reason is kept, and the same finding does not come again, a new sign does."""
        reason = clean_text(reason, lines=True)
        if not reason:
            raise Refused(msg("Dismissing a conflict needs a reason: it is what later readers rely on."))
        with self._db.write("conflict.dismiss", nmsg("{n} conflict dismissed", "{n} conflicts dismissed",
                                                     len(ids))) as work:
            self._decide(work, ids, DISMISSED, reason)
        return work.changes

    def find(self, call_id: UUID | None = None, people: Collection[UUID] | None = None) -> tuple[Finding, ...]:
        """All signs there are now, also those decided before; writes nothing."""
        with self._db.read() as session:
            return find(session, runs_it(session, self._db), call_id, people)

    def detect(self, call_id: UUID | None = None, people: Collection[UUID] | None = None,
               cancelled: Callable[[], bool] = lambda: False) -> Outcome[Detection]:
        """Search for conflicts between active reviewers (or `people`) and companies that applied, and note them."""
        now, who = self._db.clock.now(), self._db.actor.who
        with self._db.read() as session:
            found = find(session, runs_it(session, self._db), call_id, people)
        if cancelled():
            raise Cancelled(msg("Cancelled; nothing was changed."))
        new: list[Conflict] = []
        added: list[UUID] = []
        known = 0
        with self._db.write("conflict.detect", msg("Search for conflicts of interest")) as work:
            session = work.session
            in_turn(session, CONFLICTS)
            there: dict[tuple[UUID, UUID], list[Conflict]] = defaultdict(list)
            for record in session.scalars(select(Conflict)):
                there[record.person_id, record.company_id].append(record)
            for one in found:
                records = there.get((one.person, one.company), [])
                marks = {sign.mark for record in records for sign in signs_of(record.signs)}
                prints = {record.fingerprint for record in records}
                fresh = [sign for sign in one.signs if sign.mark not in marks]
                mark = fingerprint(one.person, one.company, one.signs)
                standing = next((record for record in records if record.state != DISMISSED), None)
                if (records and not fresh) or mark in prints:
                    known += 1
                elif standing is not None:
                    signs = (*signs_of(standing.signs), *fresh)
                    standing.signs = signs_json(signs)
                    standing.fingerprint = fingerprint(one.person, one.company, signs)
                    added.append(standing.id)
                else:
                    new.append(Conflict(person_id=one.person, company_id=one.company, kind=one.kind,
                                        origin="detected", state="open", signs=signs_json(one.signs),
                                        fingerprint=mark, noted_at=now, noted_by=who))
            session.add_all(new)
            session.flush()
            ids = tuple(record.id for record in new)
            work.say(nmsg("{n} conflict of interest detected", "{n} conflicts of interest detected", len(new)))
        return Outcome(Detection(ids, tuple(added), known), work.changes)

    def _decide(self, work: UnitOfWork, ids: Sequence[UUID], state: str, reason: str) -> None:
        in_turn(work.session, CONFLICTS)
        view = runs_it(work.session, self._db)
        for id in ids:
            record = self._record(work.session, id)
            if record.person_id == view.person:
                raise Refused(msg("This is a conflict of your own. Somebody else has to decide about it."))
            if record.state == state and (not reason or record.reason == reason):
                continue
            record.state, record.reason = state, reason or record.reason
            record.decided_at, record.decided_by = self._db.clock.now(), self._db.actor.who
        if len(ids) == 1:
            person, company = Ref("person", record.person_id), Ref("company", record.company_id)
            work.say(msg("Conflict dismissed: {person} and {company}", person=person, company=company)
                     if state == DISMISSED
                     else msg("Conflict confirmed: {person} and {company}", person=person, company=company))

    def _record(self, session: Session, id: UUID) -> Conflict:
        found = session.get(Conflict, id)
        if found is None:
            raise NotFound(msg("This conflict is no longer there."))
        return found
