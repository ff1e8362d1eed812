"""Rounds of review: one for a call, with its rubric, its phases and what is wanted of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import Message, Ref, msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Application, Call, PanelSeat, ReviewPhase, ReviewRound, RubricVersion
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.ordering import between, keys
from incubator_gui.domain.phases import Phase, problems, standing
from incubator_gui.domain.review_words import PHASES, SEES_OTHERS
from incubator_gui.domain.rubric import Rubric
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.rubric_versions import default_version, rubric_of
from incubator_gui.services.sight import phases_of, runs_it, sight, why_not_run

MOST_EACH = 20
"""Nobody wants more reviews of one application; a larger number is a slip of the keyboard."""

DEFAULT_PHASES: Final[tuple[dict[str, Any], ...]] = (
    {"kind": "review", "may_review": True, "sees_others": "after_own"},
    {"kind": "calibration", "may_review": True, "sees_others": "always", "shows_reviewers": True},
    {"kind": "selection", "may_review": False, "sees_others": "always", "shows_reviewers": True, "may_decide": True},
)
"""What a new round begins with; the first one may be blind."""


@dataclass(frozen=True, slots=True)
class RoundRow:
    """The round of a call as it stands now; `round_id` is None where none was set up.

    `phase` is a key of PHASES or empty, `until` the day from which it no longer holds; what is allowed is
    that of the phase. `by_hand`: the phase was set by hand, and days play no part. Counts are the viewer's,
    and `why_not` says why the viewer can change nothing here.
    """

    call_id: UUID
    call: str
    round_id: UUID | None = None
    phase_id: UUID | None = None
    phase: str = ""
    until: date | None = None
    due_on: date | None = None
    is_blind: bool = False
    may_review: bool = False
    sees_others: str = "never"
    shows_reviewers: bool = False
    may_decide: bool = False
    rubric_version_id: UUID | None = None
    reviews_each: int = 3
    applications: int = 0
    reviewers: int = 0
    by_hand: bool = False
    moves_on: bool = False
    why_not: Message | None = None


class RoundsService:
    """Reads and writes rounds and their phases."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def rows(self) -> tuple[RoundRow, ...]:
        """All calls with their rounds, the newest call first."""
        with self._db.read() as session:
            return self._rows(session)

    def row(self, call_id: UUID) -> RoundRow:
        """The round of one call; raises NotFound."""
        with self._db.read() as session:
            found = self._rows(session, call_id)
        if not found:
            raise NotFound(msg("This call is no longer there."))
        return found[0]

    def rubric(self, round_id: UUID) -> Rubric:
        """The rubric of a round; raises NotFound where none was chosen yet."""
        with self._db.read() as session:
            record = _round(session, round_id)
            if record.rubric_version_id is None:
                raise NotFound(msg("No rubric is chosen for this call. Choose one under “Rubric and phases”."))
            return rubric_of(session, record.rubric_version_id)

    def begin(self, call_id: UUID, rubric_version_id: UUID | None = None, *, blind: bool = False,
              reviews_each: int = 3, due_on: date | None = None) -> Outcome[UUID]:
        """Set up the review of a call with the three default phases; the first one holds by hand.

        Without a rubric it takes that of the last round, else the standard one.
        """
        with self._db.write("round.begin", msg("Review of {call} set up", call=Ref("call", call_id))) as work:
            session = work.session
            runs_it(session, self._db)
            if session.get(Call, call_id) is None:
                raise NotFound(msg("This call is no longer there."))
            if session.scalar(select(func.count()).select_from(ReviewRound).where(ReviewRound.call_id == call_id)):
                raise Refused(msg("The review of this call is set up already."))
            version = rubric_version_id or default_version(session, self._db.clock.now(), self._db.actor.who)
            record = ReviewRound(call_id=call_id, rubric_version_id=version, reviews_each=_each(reviews_each),
                                 due_on=due_on)
            session.add(record)
            session.flush()
            made = [ReviewPhase(round_id=record.id, position=position, **values)
                    for values, position in zip(DEFAULT_PHASES, keys(len(DEFAULT_PHASES)), strict=True)]
            made[0].is_blind = blind
            session.add_all(made)
            session.flush()
            record.phase_id = made[0].id
        return Outcome(record.id, work.changes)

    def set(self, round_id: UUID, **fields: Any) -> Changes:
        """Change `rubric_version_id`, `reviews_each`, `due_on`, `moves_on` or `phase_id` (None: by date)."""
        with self._db.write("round.edit", msg("Review changed")) as work:
            session = work.session
            runs_it(session, self._db)
            record = _round(session, round_id)
            call = Ref("call", record.call_id)
            work.say(msg("Review of {call} changed", call=call))
            for key, value in fields.items():
                match key:
                    case "reviews_each":
                        value = _each(value)
                    case "rubric_version_id":
                        if value is not None and session.get(RubricVersion, value) is None:
                            raise NotFound(msg("This rubric is no longer there."))
                    case "phase_id":
                        if value is None:
                            work.say(msg("Phases of {call} follow their days", call=call))
                        else:
                            phase = _phase(session, value, round_id)
                            work.say(msg("Phase of {call}: {phase}", call=call, phase=PHASES[phase.kind]))
                    case "due_on" | "moves_on":
                        pass
                    case _:
                        raise TypeError(f"a round has no field {key}")
                if getattr(record, key) != value:
                    setattr(record, key, value)
        return work.changes

    def phases(self, round_id: UUID) -> tuple[Phase, ...]:
        """The phases of a round in their order."""
        with self._db.read() as session:
            _round(session, round_id)
            return phases_of(session, [round_id]).get(round_id, ())

    def add_phase(self, round_id: UUID, kind: str, **fields: Any) -> Outcome[UUID]:
        """A further phase, last in order; what is not given is as usual for its kind."""
        usual = next((dict(one) for one in DEFAULT_PHASES if one["kind"] == kind), {"kind": kind})
        with self._db.write("phase.add", msg("Phase added")) as work:
            session = work.session
            runs_it(session, self._db)
            record = _round(session, round_id)
            last = session.scalar(select(func.max(ReviewPhase.position)).where(ReviewPhase.round_id == round_id))
            made = ReviewPhase(round_id=round_id, position=between(last, None))
            _put(made, usual | fields)
            work.say(msg("Phase “{phase}” of {call} added", phase=PHASES[made.kind], call=Ref("call", record.call_id)))
            session.add(made)
            session.flush()
            _check(session, round_id)
        return Outcome(made.id, work.changes)

    def edit_phase(self, phase_id: UUID, **fields: Any) -> Changes:
        """Change the kind, days or rights of a phase; raises Refused where days overlap."""
        return self.edit_phases({phase_id: fields})

    def edit_phases(self, edits: dict[UUID, dict[str, Any]]) -> Changes:
        """Change several phases in one step: days that move from one to the next."""
        with self._db.write("phase.edit", msg("Phases changed")) as work:
            session = work.session
            runs_it(session, self._db)
            touched: dict[UUID, UUID] = {}
            for id, fields in edits.items():
                record = _phase(session, id)
                _put(record, fields)
                touched[record.round_id] = id
            session.flush()
            for round_id in touched:
                _check(session, round_id)
                work.say(msg("Phases of {call} changed", call=Ref("call", _round(session, round_id).call_id)))
        return work.changes

    def remove_phase(self, phase_id: UUID) -> Changes:
        """Take a phase away; one that was set by hand leaves the choice to the days."""
        with self._db.write("phase.remove", msg("Phase removed")) as work:
            session = work.session
            runs_it(session, self._db)
            record = _phase(session, phase_id)
            of = _round(session, record.round_id)
            work.say(msg("Phase “{phase}” of {call} removed", phase=PHASES[record.kind], call=Ref("call", of.call_id)))
            if of.phase_id == phase_id:
                of.phase_id = None
            session.delete(record)
        return work.changes

    def place_phase(self, phase_id: UUID, place: int) -> Changes:
        """Give a phase another place in the order, counted from 0."""
        with self._db.write("phase.order", msg("Order of phases changed")) as work:
            session = work.session
            runs_it(session, self._db)
            record = _phase(session, phase_id)
            line = list(session.scalars(select(ReviewPhase).where(ReviewPhase.round_id == record.round_id)
                                        .order_by(ReviewPhase.position, ReviewPhase.id)))
            line.remove(record)
            line.insert(max(0, place), record)
            for one, position in zip(line, keys(len(line)), strict=True):
                if one.position != position:
                    one.position = position
        return work.changes

    def _rows(self, session: Session, call: UUID | None = None) -> tuple[RoundRow, ...]:
        today, view = self._db.clock.today(), sight(session, self._db)
        counts = {row[0]: row[1] for row in session.execute(view.apart(
            select(Application.call_id, func.count()).group_by(Application.call_id)))}
        seats = {row[0]: row[1] for row in session.execute(
            select(PanelSeat.round_id, func.count()).group_by(PanelSeat.round_id))}
        rounds = {one.call_id: one for one in session.scalars(select(ReviewRound).order_by(ReviewRound.id))}
        phases = phases_of(session)
        query = select(Call.id, Call.name).order_by(Call.opens_on.desc().nulls_last(), Call.name.desc())
        out = []
        for id, name in session.execute(query if call is None else query.where(Call.id == call)):
            row = RoundRow(id, name, applications=counts.get(id, 0), why_not=why_not_run(view))
            if (record := rounds.get(id)) is not None:
                row = _row(row, record, phases.get(record.id, ()), seats.get(record.id, 0), today)
            out.append(row)
        return tuple(out)


def _row(row: RoundRow, record: ReviewRound, phases: tuple[Phase, ...], seats: int, today: date) -> RoundRow:
    now = standing(phases, record.phase_id, today)
    row = replace(row, round_id=record.id, due_on=record.due_on, is_blind=now.is_blind, reviewers=seats,
                  rubric_version_id=record.rubric_version_id, reviews_each=record.reviews_each,
                  by_hand=now.by_hand, moves_on=record.moves_on)
    if (phase := now.phase) is None:
        return row
    return replace(row, phase_id=phase.id, phase=phase.kind, until=phase.ends_on, may_review=phase.may_review,
                   sees_others=phase.sees_others, shows_reviewers=phase.shows_reviewers, may_decide=phase.may_decide)


def _round(session: Session, id: UUID) -> ReviewRound:
    found = session.get(ReviewRound, id)
    if found is None:
        raise NotFound(msg("The review of this call is no longer there."))
    return found


def _phase(session: Session, id: UUID, of: UUID | None = None) -> ReviewPhase:
    found = session.get(ReviewPhase, id)
    if found is None or (of is not None and found.round_id != of):
        raise NotFound(msg("This phase is no longer there."))
    return found


def _put(record: ReviewPhase, fields: dict[str, Any]) -> None:
    for key, value in fields.items():
        if key not in _FIELDS:
            raise TypeError(f"a phase has no field {key}")
        if (key == "kind" and value not in PHASES) or (key == "sees_others" and value not in SEES_OTHERS):
            raise Refused(msg("There is no such choice."))
        if getattr(record, key) != value:
            setattr(record, key, value)


_FIELDS = frozenset(asdict(Phase(UUID(int=0), "review"))) - {"id"}


def _check(session: Session, round_id: UUID) -> None:
    trouble = next(problems(phases_of(session, [round_id]).get(round_id, ())), None)
    if trouble is not None:
        raise Refused(trouble)


def _each(value: Any) -> int:
    number = int(value)
    if not 0 <= number <= MOST_EACH:
        raise Refused(msg("Between 0 and {most} reviews for each application are possible.", most=MOST_EACH))
    return number
