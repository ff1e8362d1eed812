"""Admission sees space: what accepting some applications means for desks and area."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from incubator_gui.db.database import Database
from incubator_gui.db.schema import Application, Stage
from incubator_gui.domain.decision import ACCEPTING
from incubator_gui.domain.decision_space import MONTHS, Capacity, Team, capacity
from incubator_gui.domain.house_plan import HousePlan
from incubator_gui.services.residency_read import waiting_rows
from incubator_gui.services.sight import Sight, sight
from incubator_gui.services.space_counts import space_counts
from incubator_gui.services.space_read import load_plan


class DecisionSpace:
    """Answers how full the house would be."""

    _db: Database

    def house_space(self) -> HouseSpace:
        """The floor plan and who waits for a place, read once: to be asked while outcomes change."""
        with self._db.read() as session:
            today = self._db.clock.today()
            plan = load_plan(session)
            waiting = tuple(Team(row.company_id, row.company_id, row.desks)
                            for row in waiting_rows(session, space_counts(session), today, False))
        return HouseSpace(plan, waiting, self._db)

    def capacity(self, call_id: UUID, outcomes: Mapping[UUID, str] | None = None, months: int = MONTHS) -> Capacity:
        """The house if these outcomes by application hold; without any, what is pending for the call."""
        space = self.house_space()
        with self._db.read() as session:
            view = sight(session, self._db)
            teams = accepted(session, view, call_id, outcomes)
        return space.capacity(teams, months)


class HouseSpace:
    """The house as it was read."""

    def __init__(self, plan: HousePlan, waiting: tuple[Team, ...], database: Database) -> None:
        self.plan, self.waiting, self._db = plan, waiting, database

    def capacity(self, teams: tuple[Team, ...], months: int = MONTHS) -> Capacity:
        """The house if these teams are accepted; admitted companies without a place come first."""
        mine = {team.company for team in teams}
        reserved = [team for team in self.waiting if team.company not in mine]
        return capacity(self.plan, teams, reserved, self._db.clock.today(), months)


def accepted(session: Session, view: Sight, call: UUID, outcomes: Mapping[UUID, str] | None = None
             ) -> tuple[Team, ...]:
    """The teams that outcomes accept, by number; those admitted already wait for their place anyway."""
    from incubator_gui.services.meetings_rows import newest_decisions

    rows = session.execute(view.apart(
        select(Application, Stage.status).join(Stage, Stage.id == Application.stage_id)
        .where(Application.call_id == call).order_by(Application.number))).all()
    if outcomes is None:
        newest = newest_decisions(session, [application.id for application, _status in rows])
        outcomes = {id: one.outcome for id, one in newest.items() if one.state == "pending"}
    found: dict[UUID, Team] = {}
    for application, _status in rows:
        if outcomes.get(application.id) in ACCEPTING and application.company_id not in found:
            desks = application.desks_needed if application.desks_needed is not None else application.headcount
            found[application.company_id] = Team(application.id, application.company_id, desks)
    return tuple(found.values())
