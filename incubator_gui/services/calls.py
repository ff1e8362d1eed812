"""Calls, their questions, and the stages of the house."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Application, Call, Question, Stage
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import clean_text
from incubator_gui.domain.ordering import between, keys
from incubator_gui.domain.vocabulary import OPEN_STATUSES, STATUSES
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.sight import sight


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage with its names; `status` is the fixed status behind it."""

    id: UUID
    name_en: str
    name_de: str
    name_zh: str
    status: str
    colour: str | None
    position: str
    is_active: bool
    applications: int = 0

    def name(self, language: str) -> str:
        """The name in a language of the program."""
        return {"de": self.name_de, "zh": self.name_zh}.get(language, "") or self.name_en


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call with its counts."""

    id: UUID
    name: str
    opens_on: date | None
    closes_on: date | None
    description: str
    applications: int
    open_applications: int


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A free question of a call."""

    id: UUID
    key: str
    text_en: str
    text_de: str
    text_zh: str

    def text(self, language: str) -> str:
        """The question in a language, else as it was asked."""
        wanted = {"de": self.text_de, "zh": self.text_zh}.get(language, self.text_en)
        return wanted or self.text_en or self.text_de or self.text_zh or self.key


STANDARD_STAGES: tuple[tuple[str, str, str, str], ...] = (
    ("received", "Received", "Eingegangen", "已收到"),
    ("screening", "Screening", "Vorprüfung", "初筛"),
    ("more_information", "More information", "Rückfrage", "补充材料"),
    ("review", "Review", "Begutachtung", "评审"),
    ("interview", "Interview", "Gespräch", "面谈"),
    ("decision", "Decision", "Entscheidung", "决定"),
    ("accepted", "Accepted", "Angenommen", "已录取"),
    ("waitlisted", "Waitlisted", "Warteliste", "候补"),
    ("rejected", "Rejected", "Abgelehnt", "未录取"),
    ("withdrawn", "Withdrawn", "Zurückgezogen", "已撤回"),
)
"""The stages a new house begins with: (status, English, German, Chinese)."""


class CallsService:
    """Reads and writes calls and stages."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def calls(self) -> tuple[CallRow, ...]:
        """All calls, the newest first."""
        with self._db.read() as session:
            is_open = Stage.status.in_(OPEN_STATUSES)
            counts = {
                row[0]: (row[1], row[2]) for row in session.execute(sight(session, self._db).apart(
                    select(Application.call_id, func.count(), func.count().filter(is_open))
                    .join(Stage, Stage.id == Application.stage_id).group_by(Application.call_id)))
            }
            rows = session.scalars(select(Call).order_by(Call.opens_on.desc().nulls_last(), Call.name.desc()))
            return tuple(
                CallRow(c.id, c.name, c.opens_on, c.closes_on, c.description or "", *counts.get(c.id, (0, 0)))
                for c in rows)

    def stages(self, call: UUID | None = None) -> tuple[StageRow, ...]:
        """Active stages in order, with the number of applications in each."""
        with self._db.read() as session:
            query = select(Application.stage_id, func.count()).group_by(Application.stage_id)
            if call is not None:
                query = query.where(Application.call_id == call)
            query = sight(session, self._db).apart(query)
            counts = {row[0]: row[1] for row in session.execute(query)}
            rows = session.scalars(select(Stage).where(Stage.is_active).order_by(Stage.position))
            return tuple(StageRow(s.id, s.name_en, s.name_de, s.name_zh, s.status, s.colour, s.position, s.is_active,
                                  counts.get(s.id, 0)) for s in rows)

    def questions(self, call: UUID) -> tuple[QuestionRow, ...]:
        """The questions of a call in order."""
        with self._db.read() as session:
            rows = session.scalars(select(Question).where(Question.call_id == call).order_by(Question.position))
            return tuple(QuestionRow(q.id, q.key, q.text_en or "", q.text_de or "", q.text_zh or "") for q in rows)

    def add_call(self, name: str, opens_on: date | None = None, closes_on: date | None = None,
                 description: str = "") -> Outcome[UUID]:
        """A new call; the standard stages come with the first one."""
        name = clean_text(name)
        if not name:
            raise Refused(msg("A call needs a name."))
        if opens_on and closes_on and closes_on < opens_on:
            raise Refused(msg("The call closes before it opens. Correct one of the dates."))
        with self._db.write("call.add", msg("Call {name} added", name=name)) as work:
            session = work.session
            if session.scalar(select(func.count()).select_from(Call).where(func.lower(Call.name) == name.lower())):
                raise Refused(msg("There is already a call “{name}”.", name=name))
            ensure_stages(session)
            call = Call(name=name, opens_on=opens_on, closes_on=closes_on, description=description or None)
            session.add(call)
            session.flush()
        return Outcome(call.id, work.changes)

    def edit_call(self, id: UUID, *, name: str, opens_on: date | None, closes_on: date | None,
                  description: str = "") -> Changes:
        """Change a call's name, dates and description."""
        name = clean_text(name)
        if not name:
            raise Refused(msg("A call needs a name."))
        if opens_on and closes_on and closes_on < opens_on:
            raise Refused(msg("The call closes before it opens. Correct one of the dates."))
        with self._db.write("call.edit", msg("Call {name} changed", name=name)) as work:
            call = work.session.get(Call, id)
            if call is None:
                raise NotFound(msg("This call is no longer there."))
            call.name, call.opens_on, call.closes_on = name, opens_on, closes_on
            call.description = clean_text(description, lines=True) or None
        return work.changes

    def save_stages(self, stages: Sequence[StageRow]) -> Changes:
        """Store names, order, status and colour of all stages as given; a stage in use cannot go.

        New stages carry any id that is not stored yet. Each fixed status keeps at least one stage.
        """
        wanted = {s.status for s in stages if s.is_active}
        for status in STATUSES:
            if status not in wanted:
                raise Refused(msg("One stage for “{status}” has to stay.", status=STATUSES[status]))
        with self._db.write("stage.save", msg("Stages changed")) as work:
            session = work.session
            present = {s.id: s for s in session.scalars(select(Stage))}
            for row, position in zip(stages, keys(len(stages)), strict=True):
                if not clean_text(row.name_en):
                    raise Refused(msg("A stage needs a name."))
                stage = present.pop(row.id, None)
                if stage is None:
                    stage = Stage(id=row.id)
                    session.add(stage)
                stage.name_en = clean_text(row.name_en)
                stage.name_de = clean_text(row.name_de) or stage.name_en
                stage.name_zh = clean_text(row.name_zh) or stage.name_en
                stage.status, stage.colour, stage.is_active = row.status, row.colour, row.is_active
                if stage.position != position:
                    stage.position = position
            for stage in present.values():
                used = session.scalar(select(func.count()).select_from(Application)
                                      .where(Application.stage_id == stage.id))
                if used:
                    raise Refused(msg("{n} applications are in the stage “{name}”. Move them first.", n=used,
                                      name=stage.name_en))
                stage.is_active = False
        return work.changes


def ensure_stages(session: Session) -> None:
    """The standard stages, where the house has none yet."""
    if session.scalar(select(func.count()).select_from(Stage)):
        return
    for (status, en, de, zh), position in zip(STANDARD_STAGES, keys(len(STANDARD_STAGES)), strict=True):
        session.add(Stage(name_en=en, name_de=de, name_zh=zh, status=status, position=position))
    session.flush()


def last_position(session: Session, call: UUID) -> str:
    """A position after the last question of a call."""
    last = session.scalar(select(func.max(Question.position)).where(Question.call_id == call))
    return between(last, None)
