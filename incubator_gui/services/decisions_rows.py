"""Decisions as they are shown, and what announcing them would do, through the sight of the viewer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import Message, Words, msg
from incubator_gui.db.schema import AgendaItem, Application, Call, Company, Decision, Letter, ReviewRound, Stage
from incubator_gui.db.search.documents import display
from incubator_gui.domain.decision import Condition
from incubator_gui.domain.decision_letter import EARLIER
from incubator_gui.domain.phases import standing
from incubator_gui.domain.pipeline import goes_back
from incubator_gui.domain.review_words import OUTCOME_STATUS, PHASES
from incubator_gui.services.called import words_of
from incubator_gui.services.meetings_rows import conditions_of
from incubator_gui.services.sight import Sight, phases_of, why_not_run


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision. `counts`: it is the newest one of its application. `letter` is a state of letters, or empty."""

    id: UUID
    application_id: UUID
    number: int
    company_id: UUID
    company: str
    call_id: UUID
    outcome: str
    state: str
    reason: str
    conditions: tuple[Condition, ...]
    meeting_id: UUID | None
    stage: Words
    status: str
    desks_needed: int | None
    focus_area: str | None
    decided_at: datetime
    decided_by: str
    announced_at: datetime | None
    letter_id: UUID | None
    letter: str
    counts: bool


@dataclass(frozen=True, slots=True)
class AnnounceLine:
    """What announcing one decision does. `stage` is where the application goes: None when it is there already."""

    decision_id: UUID
    application_id: UUID
    number: int
    company_id: UUID
    company: str
    outcome: str
    stage_from: Words
    stage: Words | None
    life_from: str
    life: str
    conditions: tuple[Condition, ...]
    has_letter: bool


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A decision that cannot be announced, and why."""

    decision_id: UUID
    number: int
    company: str
    outcome: str
    why: Message


@dataclass(frozen=True, slots=True)
class Announcement:
    """Exactly what announcing would do."""

    lines: tuple[AnnounceLine, ...]
    refused: tuple[RefusedLine, ...]

    @property
    def tasks(self) -> int:
        """How many tasks come from conditions."""
        return sum(len(line.conditions) for line in self.lines)

    @property
    def moves(self) -> int:
        """How many applications change their stage."""
        return sum(line.stage is not None for line in self.lines)

    @property
    def new_letters(self) -> int:
        """How many letters are drafted on the way."""
        return sum(not line.has_letter for line in self.lines)

    def differs(self, seen: Announcement) -> int | None:
        """The number of the first application of which something else would be announced than was looked at."""
        def what(plan: Announcement) -> dict[int, tuple[UUID, str, tuple[Condition, ...]]]:
            return {line.number: (line.decision_id, line.outcome, line.conditions) for line in plan.lines}

        now, then = what(self), what(seen)
        return next((number for number in sorted({*now, *then}) if now.get(number) != then.get(number)), None)


def decision_rows(session: Session, view: Sight, call: UUID | None = None, ids: Collection[UUID] | None = None,
                  meeting: UUID | None = None) -> tuple[DecisionRow, ...]:
    """Decisions by number of the application, the one that counts first; without what a conflict hides."""
    c = Company
    query = view.apart(
        select(Decision, Application, c.legal_name, c.trade_name, c.chinese_name, Stage, AgendaItem.meeting_id)
        .join(Application, Application.id == Decision.application_id).join(c, c.id == Application.company_id)
        .join(Stage, Stage.id == Application.stage_id).outerjoin(AgendaItem, AgendaItem.id == Decision.item_id))
    if call is not None:
        query = query.where(Application.call_id == call)
    if ids is not None:
        query = query.where(Decision.application_id.in_(
            select(Decision.application_id).where(Decision.id.in_(list(ids)))))
    if meeting is not None:
        query = query.where(Decision.application_id.in_(
            select(AgendaItem.application_id).where(AgendaItem.meeting_id == meeting)))
    found = session.execute(query.order_by(Application.number, Decision.decided_at.desc(), Decision.id.desc())).all()
    conditions = conditions_of(session, [row[0].id for row in found])
    letters: dict[UUID, Letter] = {one.decision_id: one for one in session.scalars(
        select(Letter).where(Letter.decision_id.in_([row[0].id for row in found]), Letter.state != EARLIER)
        .order_by(Letter.id))}
    rows, newest = [], set[UUID]()
    for decision, application, legal, trade, chinese, stage, where in found:
        counts = application.id not in newest
        newest.add(application.id)
        letter = letters.get(decision.id)
        rows.append(DecisionRow(
            decision.id, application.id, application.number, application.company_id,
            view.name(application.number, display(legal, trade, chinese), application.call_id), application.call_id,
            decision.outcome, decision.state, decision.reason or "", conditions.get(decision.id, ()), where,
            words_of(stage.name_en, stage.name_de, stage.name_zh), stage.status, application.desks_needed,
            application.focus_area, decision.decided_at, decision.decided_by or "", decision.announced_at,
            letter.id if letter else None, letter.state if letter else "", counts))
    return tuple(row for row in rows if ids is None or row.id in ids)


def decision_of(session: Session, view: Sight, id: UUID) -> tuple[Decision, Application]:
    """A decision and its application; what a conflict hides is not there."""
    found = session.get(Decision, id)
    record = session.get(Application, found.application_id) if found is not None else None
    if found is None or record is None or view.hides(record.company_id):
        raise NotFound(msg("This decision is no longer there."))
    return found, record


def application_of(session: Session, view: Sight, id: UUID) -> Application:
    """An application that this viewer may decide on; raises NotFound or Refused."""
    record = session.get(Application, id)
    if record is None:
        raise NotFound(msg("This application is no longer there."))
    if view.hides(record.company_id):
        raise Refused(msg("You have a conflict of interest with application {number}. Somebody else has to decide"
                          " on it.", number=f"{record.number:04d}"))
    return record


def may_decide(session: Session, call: UUID, today: date) -> None:
    """Raises Refused while the phase of the call does not allow decisions; without a round they are allowed."""
    held = session.execute(select(ReviewRound.id, ReviewRound.phase_id).where(ReviewRound.call_id == call)).first()
    if held is None:
        return
    now = standing(phases_of(session, [held[0]]).get(held[0], ()), held[1], today)
    if now.may_decide:
        return
    name = session.scalar(select(Call.name).where(Call.id == call)) or ""
    if now.phase is None:
        raise Refused(msg("No phase of {call} is under way, so nothing can be decided. Begin the phase “{selection}”"
                          " first.", call=name, selection=PHASES["selection"]))
    raise Refused(msg("The phase “{phase}” of {call} does not allow decisions. Go on to the phase “{selection}” first.",
                      phase=PHASES[now.phase.kind], call=name, selection=PHASES["selection"]))


def refusal_of(session: Session, view: Sight, call: UUID, today: date) -> Message | None:
    """Why this viewer can decide nothing for a call; None when it can."""
    if (why := why_not_run(view)) is not None:
        return why
    try:
        may_decide(session, call, today)
    except Refused as error:
        return error.message
    return None


def target_stage(session: Session, outcome: str) -> Stage | None:
    """The first active stage with the status of an outcome."""
    return session.scalars(select(Stage).where(Stage.is_active, Stage.status == OUTCOME_STATUS[outcome])
                           .order_by(Stage.position).limit(1)).one_or_none()


def reason_against(row: DecisionRow, stage: Stage | None) -> Message | None:
    """Why a decision cannot be announced; None when it can."""
    if row.state == "announced":
        return msg("It was announced already.")
    if not row.counts:
        return msg("A newer decision of this application counts.")
    if row.status == "withdrawn":
        return msg("The application was withdrawn. Take the decision back, or bring the application back first.")
    if row.outcome == "accept_with_conditions" and not row.conditions:
        return msg("It has no condition. Write one, or accept without conditions.")
    if stage is None:
        return msg("No stage of the house stands for this outcome. Set one up under “Stages”.")
    if goes_back(row.status, stage.status) and not row.reason:
        return msg("The application has an outcome already; another one needs a reason. Write it into the decision.")
    return None
