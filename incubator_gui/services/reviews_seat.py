"""Where a reviewer sits: the round, what its phase allows, and what is hidden from reviewer and viewer alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import Message, msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import (
    Application,
    Call,
    Company,
    PanelSeat,
    Person,
    Review,
    ReviewAssignment,
    Reviewer,
    ReviewRound,
)
from incubator_gui.domain.phases import Phase, Standing, standing
from incubator_gui.domain.review_words import PHASES
from incubator_gui.services.sight import person_sight, phases_of, sight


@dataclass(frozen=True, slots=True)
class Seat:
    """One reviewer in one round. `hidden` are companies that reviewer or viewer are in conflict with.

    A blind round is blind for whoever reviews, officers as well: they see names elsewhere, not while they score.
    """

    reviewer: UUID
    person: UUID
    name: str
    is_active: bool
    call: UUID
    call_name: str
    round: UUID
    rubric_version: UUID | None
    reviews_each: int
    moves_on: bool
    due_on: date | None
    standing: Standing
    hidden: frozenset[UUID]
    is_blind: bool
    is_own: bool
    is_officer: bool

    @property
    def phase(self) -> Phase | None:
        """The phase that holds now."""
        return self.standing.phase

    @property
    def why_not(self) -> Message | None:
        """Why nothing can be reviewed now, or nothing."""
        if not self.is_active:
            return msg("{reviewer} no longer reviews. An officer can change that under “Reviewers”.",
                       reviewer=self.name)
        if self.rubric_version is None:
            return msg("No rubric is chosen for this call. Choose one under “Rubric and phases”.")
        if self.phase is None:
            return msg("No phase of {call} holds today. Choose one under “Rubric and phases”.", call=self.call_name)
        if not self.phase.may_review:
            return msg("Nothing can be reviewed in the phase “{phase}” of {call}.", phase=PHASES[self.phase.kind],
                       call=self.call_name)
        return None


def seat_of(session: Session, database: Database, reviewer: UUID, call: UUID | None = None) -> Seat:
    """The seat of a reviewer in the round of a call, or in the newest round in which the reviewer has anything.

    Raises NotFound where there is none, Refused where the viewer is another reviewer and no officer.
    """
    row = session.execute(select(Reviewer, Person).join(Person, Person.id == Reviewer.person_id)
                          .where(Reviewer.id == reviewer)).first()
    if row is None:
        raise NotFound(msg("This reviewer is no longer there."))
    record, person = row
    view = sight(session, database)
    if not view.is_officer and view.reviewer != reviewer:
        raise Refused(msg("Only {reviewer} and officers may open these reviews.", reviewer=person.full_name))
    found = _round(session, reviewer, call)
    if found is None:
        raise NotFound(msg("The review of this call is not set up yet. Begin it under “Rubric and phases”.")
                       if call is not None else msg("Nothing is to be reviewed by {reviewer}.",
                                                    reviewer=person.full_name))
    round, name = found
    theirs = person_sight(session, database, person.id)
    now = standing(phases_of(session, [round.id]).get(round.id, ()), round.phase_id, database.clock.today())
    return Seat(reviewer, person.id, person.full_name, record.is_active, round.call_id, name, round.id,
                round.rubric_version_id, round.reviews_each, round.moves_on, round.due_on, now,
                view.hidden_companies | theirs.hidden_companies,
                now.is_blind, view.reviewer == reviewer, view.is_officer)


def _round(session: Session, reviewer: UUID, call: UUID | None) -> tuple[ReviewRound, str] | None:
    query = select(ReviewRound, Call.name).join(Call, Call.id == ReviewRound.call_id)
    if call is not None:
        query = query.where(ReviewRound.call_id == call)
    else:
        theirs = select(Application.call_id).join(ReviewAssignment, ReviewAssignment.application_id == Application.id)
        begun = select(Application.call_id).join(Review, Review.application_id == Application.id)
        query = query.where(
            ReviewRound.call_id.in_(theirs.where(ReviewAssignment.reviewer_id == reviewer))
            | ReviewRound.call_id.in_(begun.where(Review.reviewer_id == reviewer))
            | ReviewRound.id.in_(select(PanelSeat.round_id).where(PanelSeat.reviewer_id == reviewer)))
    row = session.execute(query.order_by(Call.opens_on.desc().nulls_last(), ReviewRound.id.desc()).limit(1)).first()
    return None if row is None else (row[0], row[1])


@dataclass(frozen=True, slots=True)
class Task:
    """An application that a reviewer is to review, or has begun to."""

    application: UUID
    company: UUID
    number: int
    title: tuple[str, str, str]
    focus_area: str | None
    version: int
    stage: UUID
    due_on: date | None
    assigned: bool


def tasks(session: Session, seat: Seat, only: UUID | None = None) -> tuple[Task, ...]:
    """What is on the seat's desk, by number; hidden applications are not there."""
    a, c = Application, Company
    given = {row[0]: row[1] for row in session.execute(
        select(ReviewAssignment.application_id, ReviewAssignment.due_on)
        .where(ReviewAssignment.reviewer_id == seat.reviewer))}
    begun = set(session.scalars(select(Review.application_id).where(Review.reviewer_id == seat.reviewer)))
    query = (select(a.id, a.company_id, a.number, c.legal_name, c.trade_name, c.chinese_name, a.focus_area,
                    a.current_version, a.stage_id)
             .join(c, c.id == a.company_id).where(a.call_id == seat.call).order_by(a.number))
    query = query.where(a.id.in_([only] if only is not None else [*given, *begun]))
    out = []
    for id, company, number, legal, trade, chinese, focus, version, stage in session.execute(query):
        if company not in seat.hidden and (id in given or id in begun):
            out.append(Task(id, company, number, (legal, trade, chinese), focus, version, stage,
                            given.get(id) or seat.due_on, id in given))
    return tuple(out)
