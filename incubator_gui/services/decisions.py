"""Decisions: pending until announced; announcing applies all of them in one step that undo takes back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import Message, Ref, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import (
    AgendaItem,
    Application,
    Company,
    Decision,
    DecisionCondition,
    DecisionMeeting,
    Letter,
    Person,
    Stage,
    Task,
)
from incubator_gui.db.unit_of_work import UnitOfWork
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.decision import Condition
from incubator_gui.domain.fields import clean_text
from incubator_gui.domain.ordering import keys
from incubator_gui.domain.pipeline import life_after
from incubator_gui.domain.review_words import OUTCOME_STATUS, OUTCOMES
from incubator_gui.services.applications import put_into
from incubator_gui.services.called import words_of
from incubator_gui.services.decisions_rows import (
    AnnounceLine,
    Announcement,
    DecisionRow,
    RefusedLine,
    application_of,
    decision_of,
    decision_rows,
    may_decide,
    reason_against,
    refusal_of,
    target_stage,
)
from incubator_gui.services.decisions_sheet import DecisionSheets, SheetPlan
from incubator_gui.services.decisions_space import DecisionSpace
from incubator_gui.services.letters_aside import another_outcome, current_letter, follow, written_by_hand
from incubator_gui.services.letters_draft import draft_for
from incubator_gui.services.meetings_agenda import mark_done
from incubator_gui.services.meetings_rows import item_of, meeting_of, must_be_open
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.sight import Sight, runs_it, sight, why_not_run
from incubator_gui.services.turns import CONFLICTS, DECISIONS, in_turn

_LONGEST = 300


class DecisionsService(DecisionSpace, DecisionSheets):
    """Reads, takes and announces decisions."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def rows(self, call_id: UUID, *, all: bool = False) -> tuple[DecisionRow, ...]:
        """The decision that counts of each application of a call, by number; or all of them, older ones too."""
        with self._db.read() as session:
            rows = decision_rows(session, sight(session, self._db), call_id)
        return tuple(row for row in rows if all or row.counts)

    def of_meeting(self, meeting: UUID) -> tuple[DecisionRow, ...]:
        """The decision that counts of each application on the agenda of a meeting."""
        with self._db.read() as session:
            rows = decision_rows(session, sight(session, self._db), meeting=meeting)
        return tuple(row for row in rows if row.counts)

    def refusal(self, call_id: UUID) -> Message | None:
        """Why nothing can be decided for a call now; None when it can."""
        with self._db.read() as session:
            return refusal_of(session, sight(session, self._db), call_id, self._db.clock.today())

    def why_not(self) -> Message | None:
        """Why this viewer neither holds meetings nor decides; None for those who run the review."""
        with self._db.read() as session:
            return why_not_run(sight(session, self._db))

    # deciding --------------------------------------------------------------------------------

    def decide(self, application: UUID, outcome: str, reason: str = "", conditions: Sequence[Condition] = (), *,
               item: UUID | None = None) -> Outcome[UUID]:
        """Decide on an application: pending, and changed as long as it is; an announced one is followed by another.

        `item` is the item of an agenda, which is dealt with then. Raises Refused where the phase does not allow
        decisions, or who decides has a conflict of interest.
        """
        with self._db.write("decision.take", msg("Decision noted")) as work:
            session, view = work.session, self._deciding(work)
            record = self._allowed(session, application)
            if item is not None:
                agenda, _application = item_of(session, view, item)
                must_be_open(meeting_of(session, agenda.meeting_id))
                mark_done(session, agenda, record)
            found = self._store(session, record, outcome, reason, conditions, item)
            work.say(msg("{application}: {outcome}, pending", application=Ref("application", application),
                         outcome=OUTCOMES[outcome]))
        return Outcome(found.id, work.changes)

    def decide_many(self, outcomes: Sequence[tuple[UUID, str, str]]) -> Changes:
        """Decide on several applications in one step: application, outcome, reason. Conditions stay as they are."""
        with self._db.write("decision.take", nmsg("{n} decision noted", "{n} decisions noted", len(outcomes))) as work:
            self._deciding(work)
            for application, outcome, reason in outcomes:
                self._store(work.session, self._allowed(work.session, application), outcome, reason, None, None)
        return work.changes

    def take_sheet(self, plan: SheetPlan) -> Changes:
        """Store what a sheet says, in one step; refused where a decision is another than when it was read."""
        lines = plan.changes
        with self._db.write("decision.sheet", nmsg("{n} decision taken over from {file}",
                                                   "{n} decisions taken over from {file}", len(lines),
                                                   file=plan.file_name)) as work:
            session, view = work.session, self._deciding(work)
            present = {row.application_id: (row.state, row.outcome, row.reason) for call in
                       {session.get_one(Application, line.application_id).call_id for line in lines}
                       for row in decision_rows(session, view, call) if row.counts}
            for line in lines:
                if present.get(line.application_id) != line.before:
                    raise Refused(msg("Application {number} was decided elsewhere meanwhile. Read the sheet again.",
                                      number=f"{line.number:04d}"))
                record = self._allowed(session, line.application_id)
                self._store(session, record, line.outcome, line.reason, line.conditions, None)
        return work.changes

    def _deciding(self, work: UnitOfWork) -> Sight:
        """One step of deciding after the other: nobody decides otherwise between plan and deed, or twice."""
        in_turn(work.session, DECISIONS)
        in_turn(work.session, CONFLICTS)
        return runs_it(work.session, self._db)

    def _allowed(self, session: Session, application: UUID) -> Application:
        record = application_of(session, sight(session, self._db), application)
        may_decide(session, record.call_id, self._db.clock.today())
        return record

    def set_conditions(self, id: UUID, conditions: Sequence[Condition]) -> Changes:
        """The conditions of a pending decision, in this order."""
        with self._db.write("decision.conditions", msg("Conditions changed")) as work:
            runs_it(work.session, self._db)
            session = work.session
            record, application = decision_of(session, sight(session, self._db), id)
            work.say(msg("Conditions of {application} changed", application=Ref("application", application.id)))
            session.refresh(record, with_for_update=True)
            _must_be_pending(record, application)
            _write_conditions(session, record, conditions)
            follow(session, self._db, record, application)
        return work.changes

    def set_reason(self, id: UUID, reason: str) -> Changes:
        """Why it was decided so."""
        with self._db.write("decision.reason", msg("Reason of a decision changed")) as work:
            runs_it(work.session, self._db)
            record, application = decision_of(work.session, sight(work.session, self._db), id)
            _must_be_pending(record, application)
            text = clean_text(reason, lines=True) or None
            if record.reason != text:
                record.reason = text
                work.session.flush()
                follow(work.session, self._db, record, application)
        return work.changes

    def take_back(self, ids: Sequence[UUID]) -> Changes:
        """Take pending decisions away, with their conditions and letters; announced ones stay. The sentence says
        where words that somebody wrote go with them."""
        with self._db.write("decision.back", nmsg("{n} decision taken back", "{n} decisions taken back", len(ids))
                            ) as work:
            session, view = work.session, self._deciding(work)
            letters = session.scalars(select(Letter.id).where(Letter.decision_id.in_(list(ids)))).all()
            if ours := len(written_by_hand(session, letters)):
                work.say(msg("{decisions}, {letters}", decisions=nmsg(
                    "{n} decision taken back", "{n} decisions taken back", len(ids)), letters=nmsg(
                    "with {n} letter written by hand", "with {n} letters written by hand", ours)))
            for id in ids:
                record, application = decision_of(session, view, id)
                _must_be_pending(record, application)
                for kind in (DecisionCondition, Letter):
                    for part in session.scalars(select(kind).where(kind.decision_id == id)):
                        session.delete(part)
                session.flush()
                session.delete(record)
        return work.changes

    # announcing ------------------------------------------------------------------------------

    def preview(self, ids: Collection[UUID]) -> Announcement:
        """Exactly what announcing these decisions would do, and which cannot be announced and why."""
        with self._db.read() as session:
            return self._plan(session, sight(session, self._db), ids)

    def announce(self, ids: Collection[UUID], *, owner: UUID | None = None,
                 seen: Announcement | None = None) -> Outcome[Announcement]:
        """Announce decisions in one step: stages move, conditions become tasks, letters are ready, scores are frozen.

        Raises Refused, and does nothing, where one of them cannot be announced, or is another than in `seen`, the
        preview that somebody looked at. `owner` gets the tasks of applications that nobody is in charge of.
        """
        with self._db.write("decision.announce", msg("Decisions announced")) as work:
            session, view = work.session, self._deciding(work)
            plan = self._plan(session, view, ids)
            if plan.refused:
                first = plan.refused[0]
                raise Refused(msg("Application {number} cannot be announced: {reason}", number=f"{first.number:04d}",
                                  reason=first.why))
            if not plan.lines:
                raise Refused(msg("No decision was chosen. Choose those that are to be announced."))
            if seen is not None and (other := plan.differs(seen)) is not None:
                raise Refused(msg("The decision on application {number} is another one meanwhile. Nothing was "
                                  "announced: look at what would happen once more.", number=f"{other:04d}"))
            self._announce(work, plan, owner)
            one = plan.lines[0]
            work.say(msg("{application}: {outcome}, announced", application=Ref("application", one.application_id),
                         outcome=OUTCOMES[one.outcome]) if len(plan.lines) == 1
                     else nmsg("{n} decision announced", "{n} decisions announced", len(plan.lines)))
        return Outcome(plan, work.changes)

    def _announce(self, work: UnitOfWork, plan: Announcement, owner: UUID | None) -> None:
        from incubator_gui.services.scores import ScoresService

        session, now, today = work.session, self._db.clock.now(), self._db.clock.today()
        stages = {stage.id: stage for stage in session.scalars(select(Stage))}
        tables: dict[UUID, UUID] = {}
        for line in plan.lines:
            record = session.get_one(Decision, line.decision_id)
            application = session.get_one(Application, line.application_id)
            may_decide(session, application.call_id, today)
            if application.call_id not in tables:
                tables[application.call_id] = ScoresService(self._db).freeze(session, application.call_id)
            target = target_stage(session, record.outcome)
            assert target is not None, "the plan refuses it"
            if line.stage is not None:
                put_into(session, application, target, stages, self._db.actor.who, today, now, record.reason or "")
            self._make_tasks(session, record, application, owner)
            letter = current_letter(session, record.id)
            if letter is None:
                letter = draft_for(session, self._db, record, application)
            if letter.state == "draft":
                letter.state = "ready"
            record.state, record.announced_at, record.announced_by = "announced", now, self._db.actor.who
            record.table_id = tables[application.call_id]
            session.flush()

    def _make_tasks(self, session: Session, record: Decision, application: Application, owner: UUID | None) -> None:
        who = application.owner_id or owner or self._chair(session, record)
        for condition in session.scalars(select(DecisionCondition).where(DecisionCondition.decision_id == record.id)
                                         .order_by(DecisionCondition.position)):
            task = Task(title=condition.text, kind="condition", due_on=condition.due_on, owner_id=who,
                        application_id=application.id)
            session.add(task)
            session.flush()
            condition.task_id = task.id

    def _chair(self, session: Session, record: Decision) -> UUID | None:
        """The chair where a colleague is in the chair: tasks of others would be found by nobody."""
        if record.item_id is None:
            return None
        return session.scalar(
            select(DecisionMeeting.chair_id).join(AgendaItem, AgendaItem.meeting_id == DecisionMeeting.id)
            .join(Person, Person.id == DecisionMeeting.chair_id)
            .where(AgendaItem.id == record.item_id, Person.is_staff))

    def _plan(self, session: Session, view: Sight, ids: Collection[UUID]) -> Announcement:
        lines, refused = list[AnnounceLine](), list[RefusedLine]()
        stages = {outcome: target_stage(session, outcome) for outcome in OUTCOMES}
        closed: dict[UUID, Message | None] = {}
        for row in decision_rows(session, view, ids=ids):
            if row.call_id not in closed:
                closed[row.call_id] = refusal_of(session, view, row.call_id, self._db.clock.today())
            stage = stages[row.outcome]
            why = reason_against(row, stage) or closed[row.call_id]
            if why is not None or stage is None:
                refused.append(RefusedLine(row.id, row.number, row.company, row.outcome, why or msg("Not possible.")))
                continue
            before, after = _lives(session, row)
            lines.append(AnnounceLine(
                row.id, row.application_id, row.number, row.company_id, row.company, row.outcome, row.stage,
                None if row.status == stage.status else words_of(stage.name_en, stage.name_de, stage.name_zh),
                before, after, row.conditions, row.letter_id is not None))
        return Announcement(tuple(lines), tuple(refused))

    def _store(self, session: Session, application: Application, outcome: str, reason: str,
               conditions: Sequence[Condition] | None, item: UUID | None) -> Decision:
        if outcome not in OUTCOMES:
            raise Refused(msg("There is no such outcome."))
        text = clean_text(reason, lines=True) or None
        record = session.scalars(
            select(Decision).where(Decision.application_id == application.id)
            .order_by(Decision.decided_at.desc(), Decision.id.desc()).limit(1).with_for_update()).one_or_none()
        if record is None or record.state != "pending":
            record = Decision(application_id=application.id, outcome=outcome, reason=text, item_id=item,
                              decided_at=self._db.clock.now(), decided_by=self._db.actor.who)
            session.add(record)
            session.flush()
        else:
            if record.outcome != outcome:  # what was drafted speaks of another outcome
                another_outcome(session, record.id)
            record.outcome, record.reason = outcome, text
            record.item_id = item or record.item_id
            record.decided_at, record.decided_by = self._db.clock.now(), self._db.actor.who
            session.flush()
        if outcome != "accept_with_conditions":
            conditions = ()
        if conditions is not None:
            _write_conditions(session, record, conditions)
        follow(session, self._db, record, application)
        return record


def _lives(session: Session, row: DecisionRow) -> tuple[str, str]:
    """The company's life line before and after."""
    life = session.scalar(select(Company.life).where(Company.id == row.company_id)) or ""
    statuses = session.scalars(select(Stage.status).join(Application, Application.stage_id == Stage.id).where(
        Application.company_id == row.company_id, Application.id != row.application_id)).all()
    return life, life_after(life, frozenset({*statuses, OUTCOME_STATUS[row.outcome]}))


def _must_be_pending(record: Decision, application: Application) -> None:
    if record.state != "pending":
        raise Refused(msg("The decision on application {number} was announced. Undo the announcement, or decide"
                          " anew.", number=f"{application.number:04d}"))


def _write_conditions(session: Session, record: Decision, conditions: Sequence[Condition]) -> None:
    wanted: list[tuple[str, date | None]] = []
    for one in conditions:
        text = clean_text(one.text)
        if not text:
            continue
        if len(text) > _LONGEST:
            raise Refused(msg("A condition has at most {n} characters; this one has {length}.", n=_LONGEST,
                              length=len(text)))
        wanted.append((text, one.due_on))
    stored = list(session.scalars(select(DecisionCondition).where(DecisionCondition.decision_id == record.id)
                                  .order_by(DecisionCondition.position, DecisionCondition.id)))
    if [(one.text, one.due_on) for one in stored] == wanted:
        return
    for old in stored[len(wanted):]:
        session.delete(old)
    for at, ((text, due_on), position) in enumerate(zip(wanted, keys(len(wanted)), strict=True)):
        if at < len(stored):
            stored[at].text, stored[at].due_on, stored[at].position = text, due_on, position
        else:
            session.add(DecisionCondition(decision_id=record.id, text=text, due_on=due_on, position=position))
    session.flush()
