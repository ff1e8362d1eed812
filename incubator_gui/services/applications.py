"""Applications: the list, one sheet, moves through the stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import Ref, msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import (
    Answer,
    Application,
    ApplicationVersion,
    Call,
    Company,
    Person,
    Question,
    Stage,
    StageMove,
    Tag,
    Tagging,
)
from incubator_gui.db.search.documents import display
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import APPLICATION, clean, clean_text, field
from incubator_gui.domain.person_names import initials_of
from incubator_gui.domain.pipeline import goes_back, life_after
from incubator_gui.services.application_cover import copies_of, copy_of, covered, meet
from incubator_gui.services.calls import QuestionRow, ensure_stages
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.score_means import fresh_scores
from incubator_gui.services.sight import Sight, runs_it, sight

DECIDED = frozenset({"accepted", "waitlisted", "rejected"})
"""To put an application into a stage with one of these statuses is to decide on it."""


class ApplicationRow(NamedTuple):
    """One line of the list. `earlier` counts the company's other applications."""

    id: UUID
    number: int
    company_id: UUID
    company: str
    legal_name: str
    chinese_name: str
    call_id: UUID
    call: str
    stage_id: UUID
    stage_since: date
    received_on: date
    focus_area: str | None
    headcount: int | None
    desks_needed: int | None
    score: float | None
    owner_id: UUID | None
    country: str | None
    city: str | None
    source: str | None
    pitch: str | None
    email: str | None
    earlier: int
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A dated step of an application."""

    from_stage: UUID | None
    to_stage: UUID
    moved_on: date
    by: str
    reason: str
    is_revert: bool


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A question and its answer."""

    question: QuestionRow
    text: str


@dataclass(frozen=True, slots=True)
class ApplicationSheet:
    """Everything about one application that the side panel shows."""

    row: ApplicationRow
    version: int
    values: dict[str, Any]
    answers: tuple[AnswerRow, ...]
    moves: tuple[MoveRow, ...]
    earlier: tuple[ApplicationRow, ...]


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A colleague who can be in charge."""

    id: UUID
    name: str
    initials: str


class ApplicationsService:
    """Reads and moves applications."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def rows(self, call: UUID | None = None) -> tuple[ApplicationRow, ...]:
        """All applications, or those of one call, newest number first."""
        with self._db.read() as session:
            return self._scored(session, sight(session, self._db), call=call)

    def some(self, ids: Sequence[UUID]) -> tuple[ApplicationRow, ...]:
        """The rows of some applications, for a list that brings itself up to date."""
        with self._db.read() as session:
            return self._scored(session, sight(session, self._db), ids=list(ids))

    def sheet(self, id: UUID) -> ApplicationSheet:
        """One application with answers, moves and the company's other applications."""
        with self._db.read() as session:
            record = session.get(Application, id)
            view = sight(session, self._db)
            if record is None or view.hides(record.company_id):
                raise NotFound(msg("This application is no longer there."))
            blind = view.blind(record.call_id)
            copies = copies_of(session, [id]) if blind else {}
            moves = session.scalars(
                select(StageMove).where(StageMove.application_id == id).order_by(StageMove.moved_at, StageMove.id))
            answers = session.execute(
                select(Question, Answer.text).join(Answer, Answer.question_id == Question.id)
                .where(Answer.application_id == id).order_by(Question.position)).all()
            others = () if blind else session.scalars(
                select(Application.id).where(Application.company_id == record.company_id, Application.id != id)).all()
            row = self._scored(session, view, ids=[id])[0]
            values = {f.key: getattr(record, f.key) for f in APPLICATION}
            if blind:
                values |= {"pitch": row.pitch, "source": None}
                answers = [(q, copy_of(copies, id, f"answer:{q.id}", text)) for q, text in answers]  # type: ignore[misc]
            return ApplicationSheet(
                row, record.current_version, values,
                tuple(AnswerRow(QuestionRow(q.id, q.key, q.text_en or "", q.text_de or "", q.text_zh or ""), text)
                      for q, text in answers if text or not blind),
                tuple(MoveRow(m.from_stage_id, m.to_stage_id, m.moved_on, m.by or "", "" if blind else m.reason or "",
                              m.is_revert) for m in moves),
                self._scored(session, view, ids=list(others)) if others else ())

    def _scored(self, session: Session, view: Sight, call: UUID | None = None,
                ids: list[UUID] | None = None) -> tuple[ApplicationRow, ...]:
        """Rows with the scores that their reviews gave, where there are any."""
        rows = _rows(session, view, call, ids)
        scores = fresh_scores(session, self._db, None if call is None and ids is None else {r.call_id for r in rows},
                              view)
        return tuple(r._replace(score=scores[r.id]) if r.id in scores else r for r in rows) if scores else rows

    def staff(self) -> tuple[StaffRow, ...]:
        """Colleagues who can be in charge of something."""
        with self._db.read() as session:
            people = session.scalars(select(Person).where(Person.is_staff, Person.erased_at.is_(None))
                                     .order_by(Person.full_name))
            return tuple(StaffRow(p.id, p.full_name, p.initials or initials_of(p.full_name)) for p in people)

    def move(self, ids: Sequence[UUID], stage: UUID, reason: str = "") -> Changes:
        """Move applications to a stage. Going back on the main line is a revert and needs a reason.

        The company's life line follows. Raises Refused without a reason where one is needed.
        """
        reason = clean_text(reason, lines=True)
        today, now = self._db.clock.today(), self._db.clock.now()
        one = Ref("application", ids[0]) if len(ids) == 1 else None
        with self._db.write("application.move", msg("Applications moved")) as work:
            session = work.session
            target = session.get(Stage, stage)
            if target is None:
                raise NotFound(msg("This stage is no longer there."))
            stages = {s.id: s for s in session.scalars(select(Stage))}
            meet(session, sight(session, self._db), ids)
            if target.status in DECIDED:
                runs_it(session, self._db)
            moved = 0
            for id in ids:
                record = session.get(Application, id)
                if record is None:
                    raise NotFound(msg("This application is no longer there."))
                if record.stage_id == stage:
                    continue
                put_into(session, record, target, stages, self._db.actor.who, today, now, reason)
                moved += 1
            where = Ref("stage", stage, target.name_en)
            if one is not None:
                work.say(msg("{application} moved to {stage}", application=one, stage=where))
            else:
                work.say(nmsg("{n} application moved to {stage}", "{n} applications moved to {stage}", moved,
                              stage=where))
        return work.changes

    def add(self, call: UUID, company: UUID | None, company_name: str = "", **values: Any) -> Outcome[UUID]:
        """A new application of a company that is there, or of a new one by name."""
        cleaned = {key: clean(field("application", key), value) for key, value in values.items()}
        today = self._db.clock.today()
        with self._db.write("application.add", msg("Application added")) as work:
            session = work.session
            ensure_stages(session)
            if company is None:
                name = clean_text(company_name)
                if not name:
                    raise Refused(msg("A company needs a name."))
                from incubator_gui.services.companies import new_company

                made = new_company(session, self._db.clock.now(), name)
                company = made.id
            first = session.scalars(select(Stage).where(Stage.is_active).order_by(Stage.position).limit(1)).one()
            received = cleaned.pop("received_on", None) or today
            record = Application(number=next_number(session), call_id=call, company_id=company, stage_id=first.id,
                                 stage_since=today, received_on=received, **cleaned)
            session.add(record)
            session.flush()
            session.add(StageMove(application_id=record.id, to_stage_id=first.id, moved_on=today,
                                  moved_at=self._db.clock.now(), by=self._db.actor.who))
            session.add(ApplicationVersion(application_id=record.id, number=1, made_at=self._db.clock.now(),
                                           content={k: _plain(v) for k, v in cleaned.items()}))
            follow_life(session, company)
            work.say(msg("Application of {company} added", company=Ref("company", company)))
        return Outcome(record.id, work.changes)

    def set_answer(self, application: UUID, question: UUID, text: str) -> Changes:
        """Store the answer to a question; an empty one removes it."""
        text = clean_text(text, lines=True)
        with self._db.write("answer.edit", msg("Answer of {application} changed",
                                               application=Ref("application", application))) as work:
            meet(work.session, sight(work.session, self._db), [application], named=True)
            found = work.session.scalars(select(Answer).where(
                Answer.application_id == application, Answer.question_id == question)).one_or_none()
            if found is None and text:
                work.session.add(Answer(application_id=application, question_id=question, text=text))
            elif found is not None and text:
                found.text = text
            elif found is not None:
                work.session.delete(found)
        return work.changes


def put_into(session: Session, record: Application, target: Stage, stages: Mapping[UUID, Stage], who: str, today: date,
             now: datetime, reason: str = "") -> None:
    """Put one application into another stage; its company's life line follows. Raises Refused as `move` does."""
    back = goes_back(stages[record.stage_id].status, target.status)
    if back and not reason:
        raise Refused(msg("Moving back to “{stage}” needs a reason.", stage=target.name_en))
    session.add(StageMove(application_id=record.id, from_stage_id=record.stage_id, to_stage_id=target.id,
                          moved_on=today, moved_at=now, by=who, reason=reason or None, is_revert=back))
    record.stage_id, record.stage_since = target.id, today
    session.flush()
    follow_life(session, record.company_id)


def next_number(session: Session) -> int:
    """The number of the next application."""
    return (session.scalar(select(func.max(Application.number))) or 0) + 1


def follow_life(session: Session, company: UUID) -> None:
    """Bring a company's life line after its applications."""
    record = session.get(Company, company)
    if record is None:
        return
    statuses = session.scalars(
        select(Stage.status).join(Application, Application.stage_id == Stage.id)
        .where(Application.company_id == company)).all()
    life = life_after(record.life, frozenset(statuses))
    if life != record.life:
        record.life = life
        session.flush()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, UUID) else value


def _rows(session: Session, view: Sight, call: UUID | None = None,
          ids: list[UUID] | None = None) -> tuple[ApplicationRow, ...]:
    a, c = Application, Company
    counted = select(a.company_id, (func.count() - 1).label("earlier")).group_by(a.company_id).having(
        func.count() > 1).subquery()
    query = view.apart(
        select(a.id, a.number, a.company_id, c.legal_name, c.trade_name, c.chinese_name, a.call_id, Call.name,
               a.stage_id, a.stage_since, a.received_on, a.focus_area, a.headcount, a.desks_needed, a.score,
               a.owner_id, c.country, c.city, a.source, a.pitch, c.email, func.coalesce(counted.c.earlier, 0))
        .join(c, c.id == a.company_id).join(Call, Call.id == a.call_id)
        .outerjoin(counted, counted.c.company_id == a.company_id).order_by(a.number.desc()))
    if call is not None:
        query = query.where(a.call_id == call)
    if ids is not None:
        query = query.where(a.id.in_(ids))
    tags: dict[UUID, list[str]] = {}
    tagged = select(Tagging.application_id, Tag.name).join(Tag, Tag.id == Tagging.tag_id).where(
        Tagging.application_id.is_not(None)).order_by(Tag.name)
    if ids is not None:
        tagged = tagged.where(Tagging.application_id.in_(ids))
    connection = session.connection()  # past the ORM, which handles each row once more
    for id, name in connection.execute(tagged):
        if id is not None:
            tags.setdefault(id, []).append(name)
    return covered(session, view, [
        ApplicationRow._make((
            r[0], r[1], r[2], display(r[3], r[4], r[5]), r[3], r[5], *r[6:], tuple(tags.get(r[0], ()))))
        for r in connection.execute(query)])
