"""What is due, from all areas: tasks, services, stays, desks, trainings, roadshows, entitlements, applications."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.db.database import Database
from incubator_gui.db.schema import Company, HouseSetting, Person
from incubator_gui.domain.person_names import initials_of
from incubator_gui.services.called import company_names
from incubator_gui.services.duties_places import place_duties, stay_duties
from incubator_gui.services.duties_services import deliverable_duties, engagement_duties, entitlement_duties
from incubator_gui.services.duties_shows import application_duties, roadshow_duties, training_duties
from incubator_gui.services.duty import Duty, Raw
from incubator_gui.services.keeping import DEFAULTS
from incubator_gui.services.review_deadlines import review_duties
from incubator_gui.services.sight import sight
from incubator_gui.services.tasks import TasksService

__all__ = ["AHEAD", "DutiesService", "Duty"]

AHEAD = 60
"""Days that the list looks ahead; tasks of its own stand in it whenever they are due."""


@dataclass(frozen=True, slots=True)
class _People:
    """Who is in charge of companies, and what people are called."""

    owners: dict[UUID, UUID | None]
    names: dict[UUID, tuple[str, str]]


class DutiesService:
    """Reads what is due; what is derived is done where it comes from, only tasks are ticked off."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def rows(self, day: date | None = None, owner: UUID | None = None, ahead: int = AHEAD) -> tuple[Duty, ...]:
        """The longest due first, those without a date at the end; with `owner` what one colleague is in charge of."""
        day = day or self._db.clock.today()
        tasks = [_of_task(row) for row in TasksService(self._db).open(owner)]
        with self._db.read() as session:
            found = [duty for duty in self._about(session, day, day + timedelta(days=ahead))
                     if owner is None or duty.owner_id == owner]
            view = sight(session, self._db)
            found += review_duties(session, view, day, day + timedelta(days=ahead), owner)
            if owner is None:
                found += application_duties(session, view, day, _reminder(session))
        return tuple(sorted((*tasks, *found), key=lambda duty: duty.order(day)))

    def of_company(self, company: UUID, day: date | None = None, ahead: int = 365) -> tuple[Duty, ...]:
        """What is due about one company."""
        return tuple(duty for duty in self.rows(day, ahead=ahead)
                     if duty.subject_id == company or duty.opens == ("company", company))

    def late(self, day: date | None = None, owner: UUID | None = None) -> int:
        """How many are late."""
        day = day or self._db.clock.today()
        found = TasksService(self._db).count_late(day, owner)
        with self._db.read() as session:
            duties = [*self._about(session, day, day),
                      *review_duties(session, sight(session, self._db), day, day, owner)]
            return found + sum(duty.is_late(day) and (owner is None or duty.owner_id == owner) for duty in duties)

    def _about(self, session: Session, day: date, horizon: date) -> Iterator[Duty]:
        raw: list[Raw] = [
            *engagement_duties(session, horizon), *deliverable_duties(session, horizon),
            *entitlement_duties(session, day), *stay_duties(session, day, horizon),
            *place_duties(session, day, horizon), *training_duties(session, day, horizon),
            *roadshow_duties(session, day, horizon)]
        subjects = {one.company for one in raw if one.company is not None}
        names, people = company_names(session, subjects), _people(session, raw, subjects)
        for one in raw:
            owner = one.owner or (people.owners.get(one.company) if one.company is not None else None)
            name, initials = people.names.get(owner, ("", "")) if owner is not None else ("", "")
            duty = replace(one.duty, owner_id=owner, owner=name, initials=initials)
            if one.company is not None:
                duty = replace(duty, subject_kind="company", subject_id=one.company, subject=names[one.company])
            yield duty


def _people(session: Session, raw: list[Raw], subjects: set[UUID]) -> _People:
    owners: dict[UUID, UUID | None] = {row[0]: row[1] for row in session.execute(
        select(Company.id, Company.owner_id).where(Company.id.in_(subjects)))}
    wanted = {id for id in (*owners.values(), *(one.owner for one in raw)) if id is not None}
    names = {id: (name, initials or (initials_of(name) if name else "")) for id, name, initials in session.execute(
        select(Person.id, Person.full_name, Person.initials).where(Person.id.in_(wanted)))}
    return _People(owners, names)


def _reminder(session: Session) -> int:
    stored: Any = session.scalars(select(HouseSetting.value).where(HouseSetting.key == "reminder_days")).first()
    return int(stored if stored is not None else DEFAULTS["reminder_days"])


def _of_task(row: Any) -> Duty:
    return Duty(f"task:{row.id.hex}", "task", row.kind, row.title, row.due_on, owner_id=row.owner_id, owner=row.owner,
                initials=row.initials, subject_kind=row.subject_kind, subject_id=row.subject_id, subject=row.subject,
                task=row.id, opens=(row.subject_kind, row.subject_id) if row.subject_id is not None else None)
