"""What has a date, as entries of a calendar: tasks, planned ends, services due."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select

from incubator_gui.core.languages import translator
from incubator_gui.core.messages import msg
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Application, Company, Engagement, Residency, Roadshow, Service, Task
from incubator_gui.db.search.documents import display
from incubator_gui.exchange.calendar import CalendarEvent, write_calendar

_ENDED = frozenset({"done", "cancelled"})


class CalendarService:
    """Gathers what has a date, and writes it."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def events(self, language: str = "en", *, owner: UUID | None = None, since: date | None = None
               ) -> tuple[CalendarEvent, ...]:
        """Open tasks, planned ends and exits, services due, roadshows; by date.

        `owner` narrows to what one colleague is in charge of, `since` leaves out what lies before.
        """
        words = translator(language)
        c = Company
        found: list[CalendarEvent] = []
        with self._db.read() as session:
            names = {row.id: display(row.legal_name, row.trade_name, row.chinese_name) for row in session.execute(
                select(c.id, c.legal_name, c.trade_name, c.chinese_name))}
            owners = dict(session.execute(select(c.id, c.owner_id)).all())
            for task, company in session.execute(
                    select(Task, func.coalesce(Task.company_id, Application.company_id))
                    .outerjoin(Application, Application.id == Task.application_id)
                    .where(Task.due_on.is_not(None), Task.done_on.is_(None))):
                if task.due_on is not None and owner in (None, task.owner_id):
                    found.append(CalendarEvent(
                        "task", task.id, task.title, task.due_on, text=names.get(company, ""),
                        categories=(words.text(msg("Task")),), remind=1, sequence=task.version - 1))
            for stay in session.scalars(select(Residency)):
                on = stay.ends_on or stay.planned_end
                if on is None or owner not in (None, owners.get(stay.company_id)):
                    continue
                name = names.get(stay.company_id, "")
                title = msg("{company} leaves", company=name) if stay.ends_on else msg("Planned end of {company}",
                                                                                      company=name)
                found.append(CalendarEvent(
                    "planned_end", stay.id, words.text(title), on, text=stay.contract or "",
                    categories=(words.text(msg("Stay")),), remind=30, sequence=stay.version - 1))
            for engagement, service in session.execute(
                    select(Engagement, Service).join(Service, Service.id == Engagement.service_id)
                    .where(Engagement.due_on.is_not(None), Engagement.status.not_in(_ENDED))):
                if engagement.due_on is None or owner not in (None, engagement.owner_id):
                    continue
                name = {"de": service.name_de, "zh": service.name_zh}.get(language) or service.name_en
                found.append(CalendarEvent(
                    "engagement", engagement.id,
                    words.labelled(names.get(engagement.company_id, ""), engagement.title or name), engagement.due_on,
                    text=engagement.deliverables or "", categories=(name,), remind=7,
                    sequence=engagement.version - 1))
            if owner is None:
                for show in session.scalars(select(Roadshow).where(Roadshow.held_on.is_not(None))):
                    if show.held_on is not None:
                        found.append(CalendarEvent(
                            "roadshow", show.id, show.name, show.held_on, place=show.place or "",
                            text=show.audience or "", categories=(words.text(msg("Roadshow")),), remind=7,
                            sequence=show.version - 1))
        kept = [event for event in found if since is None or event.starts >= since]
        return tuple(sorted(kept, key=lambda event: (event.starts, event.title, event.uid)))

    def write(self, path: Path, language: str = "en", *, owner: UUID | None = None, since: date | None = None,
              name: str = "") -> int:
        """Write them to an .ics file; returns their number."""
        return write_calendar(path, self.events(language, owner=owner, since=since), self._db.clock.now(), name)
