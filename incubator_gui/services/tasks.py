"""Tasks: what is due, what is late, and ticking it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import msg, nmsg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Application, Company, Person, Task
from incubator_gui.db.search.documents import display
from incubator_gui.domain.changes import Changes
from incubator_gui.domain.fields import clean_text
from incubator_gui.domain.person_names import initials_of
from incubator_gui.services.outcome import Outcome
from incubator_gui.services.sight import Sight, sight

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
        query = _tasks().where(t.done_on.is_(None)).order_by(t.due_on.nulls_last(), t.title, t.id)
        if owner is not None:
            query = query.where(t.owner_id == owner)
        if until is not None:
            query = query.where(t.due_on <= until)
        with self._db.read() as session:
            view = sight(session, self._db)
            return tuple(_row(row, view) for row in session.execute(_seen(query, view)))

    def count_late(self, day: date, owner: UUID | None = None) -> int:
        """How many were due before a day and are not done."""
        query = (select(func.count()).select_from(Task).outerjoin(Application, Application.id == Task.application_id)
                 .where(Task.done_on.is_(None), Task.due_on < day))
        with self._db.read() as session:
            query = _seen(query, sight(session, self._db))
            return session.scalar(query if owner is None else query.where(Task.owner_id == owner)) or 0

    def get(self, id: UUID) -> TaskRow:
        """One task, done or not; raises NotFound."""
        with self._db.read() as session:
            view = sight(session, self._db)
            found = session.execute(_seen(_tasks().where(Task.id == id), view)).one_or_none()
        if found is None:
            raise NotFound(msg("This task is no longer there."))
        return _row(found, view)

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

    def edit(self, id: UUID, **values: Any) -> Changes:
        """Change `title`, `due_on`, `owner`, `company` or `kind`; what is not named stays.

        A task about an application stays one while it is about the same company.
        """
        if unknown := values.keys() - _FIELDS.keys():
            raise KeyError(f"a task has no {', '.join(sorted(unknown))}")
        if "title" in values:
            values["title"] = _checked(values["title"])
        with self._db.write("task.edit", msg("Task changed")) as work:
            record = _there(work.session, id)
            if "company" in values and record.application_id is not None:
                about = work.session.get_one(Application, record.application_id).company_id
                if values["company"] == about:
                    values.pop("company")
                else:
                    record.application_id = None
            for key, value in values.items():
                if getattr(record, _FIELDS[key]) != value:
                    setattr(record, _FIELDS[key], value)
            work.say(msg("Task changed: {title}", title=record.title))
        return work.changes

    def set_done(self, id: UUID, done: bool = True) -> Changes:
        """Tick a task off, or take the tick back."""
        return self.set_many_done([id], done)

    def set_many_done(self, ids: Sequence[UUID], done: bool = True) -> Changes:
        """Tick tasks off in one step, or take the ticks back."""
        with self._db.write("task.done", nmsg("{n} task done", "{n} tasks done", len(ids)) if done else
                            nmsg("{n} task open again", "{n} tasks open again", len(ids))) as work:
            for id in ids:
                record = _there(work.session, id)
                if done and record.done_on is None:
                    record.done_on = self._db.clock.today()
                elif not done and record.done_on is not None:
                    record.done_on = None
            if len(ids) == 1:
                work.say(msg("Done: {title}", title=record.title) if done
                         else msg("Open again: {title}", title=record.title))
        return work.changes

    def postpone(self, id: UUID, due_on: date | None) -> Changes:
        """Another date, or none."""
        return self.set_each([(id, "due_on", due_on)])

    def postpone_many(self, ids: Sequence[UUID], due_on: date | None) -> Changes:
        """Another date for several, in one step."""
        return self.set_each([(id, "due_on", due_on) for id in ids])

    def assign(self, ids: Sequence[UUID], owner: UUID | None) -> Changes:
        """Put somebody in charge of tasks, or nobody."""
        return self.set_each([(id, "owner", owner) for id in ids])

    def set_each(self, edits: Sequence[tuple[UUID, str, Any]]) -> Changes:
        """Change `title`, `due_on` or `owner` of tasks, in one step."""
        cleaned = [(id, key, _checked(value) if key == "title" else value) for id, key, value in edits]
        count = len({id for id, _key, _value in cleaned})
        with self._db.write("task.edit", nmsg("{n} task changed", "{n} tasks changed", count)) as work:
            for id, key, value in cleaned:
                record = _there(work.session, id)
                if getattr(record, _FIELDS[key]) != value:
                    setattr(record, _FIELDS[key], value)
            if len(cleaned) == 1:
                (_id, key, value), = cleaned
                work.say(msg("{title}: due on {day}", title=record.title, day=value) if key == "due_on" and value
                         else msg("Task changed: {title}", title=record.title))
        return work.changes

    def remove(self, id: UUID) -> Changes:
        """Take a task away."""
        with self._db.write("task.remove", msg("Task removed")) as work:
            record = _there(work.session, id)
            work.say(msg("Task removed: {title}", title=record.title))
            work.session.delete(record)
        return work.changes


_FIELDS = {"title": "title", "due_on": "due_on", "owner": "owner_id", "company": "company_id", "kind": "kind"}


def _tasks() -> Any:
    t = Task
    return (
        select(t.id, t.title, t.kind, t.due_on, t.owner_id, Person.full_name, Person.initials, t.application_id,
               Company.id.label("company"), Company.legal_name, Company.trade_name, Company.chinese_name, t.done_on,
               Application.number, Application.call_id)
        .outerjoin(Person, Person.id == t.owner_id)
        .outerjoin(Application, Application.id == t.application_id)
        .outerjoin(Company, Company.id == func.coalesce(t.company_id, Application.company_id)))


def _seen(query: Any, view: Sight) -> Any:
    """Without tasks about applications that a conflict hides; tasks about the company itself stay."""
    if not view.hidden_companies:
        return query
    return query.where(Task.application_id.is_(None) | Application.company_id.not_in(view.hidden_companies))


def _there(session: Session, id: UUID) -> Task:
    found = session.get(Task, id)
    if found is None:
        raise NotFound(msg("This task is no longer there."))
    return found


def _checked(title: str) -> str:
    title = clean_text(title)
    if not title:
        raise Refused(msg("A task needs words: what is to be done?"))
    if len(title) > _TITLE:
        raise Refused(msg("The words of a task have at most {n} characters; these have {length}.", n=_TITLE,
                          length=len(title)))
    return title


def _row(found: Any, view: Sight) -> TaskRow:
    kind, subject, about = "", None, ""
    if found.company is not None:
        about = display(found.legal_name, found.trade_name, found.chinese_name)
        kind, subject = ("application", found.application_id) if found.application_id else ("company", found.company)
        if found.application_id:
            about = view.name(found.number, about, found.call_id)
    name = found.full_name or ""
    return TaskRow(found.id, found.title, found.kind, found.due_on, found.owner_id, name,
                   found.initials or (initials_of(name) if name else ""), kind, subject, about, found.done_on)
