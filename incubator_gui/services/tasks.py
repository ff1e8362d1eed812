"""Tasks: what is due, what is late, and ticking it off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Application, Company, Person, Task
from incubator_gui.db.search.documents import display
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import clean_text
from incubator_gui.services.applications import initials_of
from incubator_gui.services.outcome import Outcome

_TITLE = 300


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task with what it is about; `subject_kind` is company, application, or empty."""

    id: UUID
    title: str
    kind: str
    due_on: date | None
    owner_id: UUID | None
    owner: str
    initials: str
    subject_kind: str
    subject_id: UUID | None
    subject: str
    done_on: date | None

    def days_late(self, day: date) -> int:
        """Days since it was due; 0 when it is not late."""
        return max(0, (day - self.due_on).days) if self.due_on and self.done_on is None else 0


class TasksService:
    """Reads and writes tasks."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def open(self, owner: UUID | None = None, until: date | None = None) -> tuple[TaskRow, ...]:
        """Tasks that are not done, the longest due first, those without a date at the end.

        `owner` narrows to one colleague, `until` to those due by a day.
        """
        t = Task
        query = (
            select(t.id, t.title, t.kind, t.due_on, t.owner_id, Person.full_name, Person.initials, t.application_id,
                   Company.id.label("company"), Company.legal_name, Company.trade_name, Company.chinese_name, t.done_on)
            .outerjoin(Person, Person.id == t.owner_id)
            .outerjoin(Application, Application.id == t.application_id)
            .outerjoin(Company, Company.id == func.coalesce(t.company_id, Application.company_id))
            .where(t.done_on.is_(None)).order_by(t.due_on.nulls_last(), t.title, t.id))
        if owner is not None:
            query = query.where(t.owner_id == owner)
        if until is not None:
            query = query.where(t.due_on <= until)
        with self._db.read() as session:
            return tuple(_row(row) for row in session.execute(query))

    def add(self, title: str, due_on: date | None = None, *, owner: UUID | None = None, company: UUID | None = None,
            application: UUID | None = None, kind: str = "other") -> Outcome[UUID]:
        """A new task."""
        title = _checked(title)
        with self._db.write("task.add", msg("Task added: {title}", title=title)) as work:
            record = Task(title=title, kind=kind, due_on=due_on, owner_id=owner, company_id=company,
                          application_id=application)
            work.session.add(record)
            work.session.flush()
        return Outcome(record.id, work.changes)

    def set_done(self, id: UUID, done: bool = True) -> Changes:
        """Tick a task off, or take the tick back."""
        with self._db.write("task.done", msg("Task done")) as work:
            record = work.session.get(Task, id)
            if record is None:
                raise NotFound(msg("This task is no longer there."))
            if done and record.done_on is None:
                record.done_on = self._db.clock.today()
                work.say(msg("Done: {title}", title=record.title))
            elif not done and record.done_on is not None:
                record.done_on = None
                work.say(msg("Open again: {title}", title=record.title))
        return work.changes

    def postpone(self, id: UUID, due_on: date | None) -> Changes:
        """Another date, or none."""
        with self._db.write("task.due", msg("Task moved")) as work:
            record = work.session.get(Task, id)
            if record is None:
                raise NotFound(msg("This task is no longer there."))
            record.due_on = due_on
            work.say(msg("{title}: due on {day}", title=record.title, day=due_on))
        return work.changes


def _checked(title: str) -> str:
    title = clean_text(title)
    if not title:
        raise Refused(msg("A task needs words: what is to be done?"))
    if len(title) > _TITLE:
        raise Refused(msg("The words of a task have at most {n} characters; these have {length}.", n=_TITLE,
                          length=len(title)))
    return title


def _row(found: Any) -> TaskRow:
    kind, subject, about = "", None, ""
    if found.company is not None:
        about = display(found.legal_name, found.trade_name, found.chinese_name)
        kind, subject = ("application", found.application_id) if found.application_id else ("company", found.company)
    name = found.full_name or ""
    return TaskRow(found.id, found.title, found.kind, found.due_on, found.owner_id, name,
                   found.initials or (initials_of(name) if name else ""), kind, subject, about, found.done_on)
