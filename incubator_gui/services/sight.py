"""What the person at the screen may see: the one filter for everything that shows applications or reviews.

The rule. **A conflict of interest hides**: a person in conflict with a company sees none of its applications,
and nothing about review and decision of them, neither in lists, sheets, boards, search, exports and papers
nor in any count; officers are no exception, and what is hidden is "no longer there" when it is asked for by
its id. The company itself stays visible as what lives in the house: its record, its place on the life line,
contacts, room, services and roadshows have nothing to do with the review. **A blind phase takes names away**:
reviewers who are no officers see "Application 0164" in the place of the company, and neither its contacts nor its
people, city, source, history of names or unredacted texts; in no phase do they see scores before others' reviews
are open to all. They cannot lift that themselves: rounds, phases, reviewers and others' conflicts are changed by
those who run the review. What acts for the whole house is not filtered: imports and their search for duplicates,
undo and the journal itself, backups, erasing.

The viewer is the person whose name the database knows as its actor. Officers are staff who are no reviewers,
and reviewers who run the round; where nobody fits, an officer without conflicts. In an SQLite file this is a
courtesy: whoever holds the file can read it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import Message, msg, tr
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Application, Company, Conflict, Person, Reviewer, ReviewPhase, ReviewRound
from incubator_gui.domain.phases import Phase, standing

DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Sight:
    """Who looks, and what is hidden from them."""

    person: UUID | None = None
    reviewer: UUID | None = None
    is_officer: bool = True
    hidden_companies: frozenset[UUID] = frozenset()
    blind_calls: frozenset[UUID] = frozenset()
    """Calls whose phase hides names now, for this viewer: empty for officers."""
    closed_calls: frozenset[UUID] = frozenset()
    """Calls of which this viewer must not see the scores now: those in which others' reviews are not open to all."""

    @property
    def is_clear(self) -> bool:
        """Whether nothing at all is hidden."""
        return not self.hidden_companies and not self.blind_calls and not self.closed_calls

    def hides(self, company: UUID) -> bool:
        """Whether applications of a company do not exist for this viewer."""
        return company in self.hidden_companies

    def blind(self, call: UUID) -> bool:
        """Whether this viewer must not learn whose the applications of a call are."""
        return call in self.blind_calls

    def name(self, number: int, company: str, call: UUID) -> str:
        """What an application is called for this viewer."""
        return anonymous(number) if call in self.blind_calls else company

    def names_hidden(self, session: Session, subject: str, id: UUID) -> bool:
        """Whether documents and notes of a record would tell whose an application is."""
        if subject != "application" or not self.blind_calls:
            return False
        return session.scalar(select(Application.call_id).where(Application.id == id)) in self.blind_calls

    def apart(self, query: Any, company: Any = None) -> Any:
        """A query without what a conflict hides; `company` is its column, by default that of the application."""
        if not self.hidden_companies:
            return query
        column = Application.company_id if company is None else company
        return query.where(column.not_in(self.hidden_companies))


    def known(self, query: Any, company: Any = None, call: Any = None) -> Any:
        """A query of applications beside their company: without what a conflict hides and without calls whose
        applications have no name now."""
        query = self.apart(query, company)
        if not self.blind_calls:
            return query
        return query.where((Application.call_id if call is None else call).not_in(self.blind_calls))


ALL = Sight()
"""An officer without conflicts."""


def anonymous(number: int) -> str:
    """What an application is called where its company is not named."""
    return tr("Application {number}", number=f"{number:04d}")


def sight(session: Session, database: Database) -> Sight:
    """What the person who works with this database may see."""
    names = {plain_name(name) for name in (database.actor.who, *database.actor.also) if name.strip()}
    known = session.execute(
        select(Person.id, Person.full_name, Person.chinese_name, Person.is_staff, Reviewer.id, Reviewer.is_officer,
               Reviewer.is_active)
        .outerjoin(Reviewer, Reviewer.person_id == Person.id)
        .where(or_(Person.is_staff, Reviewer.id.is_not(None),
                   Person.id.in_(select(Conflict.person_id).where(Conflict.state != DISMISSED)))))
    mine = [row for row in known if plain_name(row[1]) in names or (row[2] and plain_name(row[2]) in names)]
    if not mine:
        return ALL
    mine.sort(key=lambda row: (row[4] is None, not row[6], not row[3], row[0]))
    person, _name, _chinese, is_staff, reviewer, runs, active = mine[0]
    if reviewer is not None and not active:
        runs = runs or is_staff
    officer = is_staff if reviewer is None else runs
    hidden = frozenset().union(*conflicts_of(session, [row[0] for row in mine]).values())
    blind, closed = (frozenset(), frozenset()) if officer else _covered(session, database.clock.today())
    return Sight(person, reviewer, bool(officer), hidden, blind, closed)


def runs_it(session: Session, database: Database) -> Sight:
    """The viewer's sight; raises Refused for reviewers who do not run the review: nobody lifts their own blindfold."""
    view = sight(session, database)
    if (why := why_not_run(view)) is not None:
        raise Refused(why)
    return view


def why_not_run(view: Sight) -> Message | None:
    """Why this viewer can neither change how a call is reviewed nor decide; None for those who can."""
    return None if view.is_officer else msg("You are a reviewer here: only those who run the review can do this.")


def person_sight(session: Session, database: Database, person: UUID) -> Sight:
    """What another person may see: for what is handed to them, as a package or a reminder."""
    hidden = conflicts_of(session, [person]).get(person, frozenset())
    row = session.execute(select(Reviewer.id, Reviewer.is_officer).where(Reviewer.person_id == person)).first()
    officer = bool(row[1]) if row is not None else bool(
        session.scalar(select(Person.is_staff).where(Person.id == person)))
    blind, closed = (frozenset(), frozenset()) if officer else _covered(session, database.clock.today())
    return Sight(person, row[0] if row is not None else None, officer, hidden, blind, closed)


def conflicts_of(session: Session, people: Collection[UUID] | None = None) -> dict[UUID, frozenset[UUID]]:
    """The companies each person is in conflict with; a dismissed conflict is none.

    Records that were merged count with the one that is left, and the other way round.
    """
    query = select(Conflict.person_id, Conflict.company_id).where(Conflict.state != DISMISSED)
    if people is not None:
        query = query.where(Conflict.person_id.in_(people))
    found: dict[UUID, set[UUID]] = {}
    for person, company in session.execute(query):
        found.setdefault(person, set()).add(company)
    if not found:
        return {}
    same = one_company(session)
    return {person: frozenset(part for id in ids for part in same.get(id, (id,))) for person, ids in found.items()}


def one_company(session: Session) -> dict[UUID, frozenset[UUID]]:
    """All records of a company by each of them, where some were merged."""
    into = {row[0]: row[1] for row in session.execute(
        select(Company.id, Company.merged_into_id).where(Company.merged_into_id.is_not(None)))}
    groups: dict[UUID, set[UUID]] = {}
    for id in into:
        end, seen = id, {id}
        while (further := into.get(end)) is not None and further not in seen:
            seen.add(further)
            end = further
        groups.setdefault(end, {end}).update(seen)
    return {id: frozenset(group) for group in groups.values() for id in group}


def blind_calls(session: Session, today: date) -> frozenset[UUID]:
    """The calls whose phase hides names today."""
    return _covered(session, today)[0]


def _covered(session: Session, today: date) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """The calls whose phase hides names today, and those whose phase does not open all reviews to everybody."""
    rounds = session.execute(select(ReviewRound.id, ReviewRound.call_id, ReviewRound.phase_id)).all()
    phases = phases_of(session) if rounds else {}
    blind, closed = set(), set()
    for id, call, chosen in rounds:
        now = standing(phases.get(id, ()), chosen, today)
        if now.is_blind:
            blind.add(call)
        if now.phase is None or now.phase.sees_others != "always":
            closed.add(call)
    return frozenset(blind), frozenset(closed)


def phases_of(session: Session, rounds: Iterable[UUID] | None = None) -> dict[UUID, tuple[Phase, ...]]:
    """The phases of rounds in their order."""
    p = ReviewPhase
    query = select(p.round_id, p.id, p.kind, p.starts_on, p.ends_on, p.may_review, p.sees_others, p.shows_reviewers,
                   p.is_blind, p.may_decide).order_by(p.position, p.id)
    if rounds is not None:
        query = query.where(p.round_id.in_(list(rounds)))
    found: dict[UUID, list[Phase]] = {}
    for row in session.execute(query):
        found.setdefault(row[0], []).append(
            Phase(row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9]))
    return {id: tuple(line) for id, line in found.items()}


def plain_name(name: str) -> str:
    """A name or an account (lena.weber) as they are compared."""
    return " ".join(name.replace(".", " ").replace("_", " ").casefold().split())
