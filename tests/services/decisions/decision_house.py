"""A small house in which six applications of one call wait for their decisions, and a panel with conflicts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from incubator_gui.core.ids import new_id
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Application, CompanyPerson, Conflict, Reviewer, Stage
from incubator_gui.services.calls import STANDARD_STAGES
from incubator_gui.services.house import House
from tests.support.databases import START, Maker, add

NAMES = ("Feldspat", "Ladewerk", "禾岚电驱", "Moorfink", "Lindwurm", "Bentu")


@dataclass
class Panel:
    """Ids of the house."""

    call: UUID
    stages: dict[str, UUID] = field(default_factory=dict)
    companies: list[UUID] = field(default_factory=list)
    applications: list[UUID] = field(default_factory=list)
    people: dict[str, UUID] = field(default_factory=dict)
    round: UUID | None = None


def furnish(database: Database, make: Maker) -> Panel:
    """Six applications in the stage of decision; Bo has conflicts with the first and the fourth, Cai with the
    fourth; Dora with none. Anna, a colleague, is in the chair."""
    call = make.call(name="Call 2027-1")
    stages = {status: Stage(id=new_id(), name_en=en, name_de=de, name_zh=zh, status=status, position=f"m{at}")
              for at, (status, en, de, zh) in enumerate(STANDARD_STAGES)}
    companies = [make.company(legal_name=name, email=f"office{at}@example.com", address="Lingang Road 5\nShanghai")
                 for at, name in enumerate(NAMES)]
    companies[1].country, companies[2].country = "DE", "CN"
    applications = [make.application(company, call, stages["decision"], number=101 + at, desks_needed=desks,
                                     focus_area="mobility")
                    for at, (company, desks) in enumerate(zip(companies, (2, 3, 4, 1, 5, None), strict=True))]
    people = {name: make.person(full_name=name, is_staff=name == "Anna", initials=name[:2].upper(),
                                 email=f"{name.lower()}@example.com")
              for name in ("Anna", "Bo", "Cai", "Dora", "Founder")}
    people["Founder"].language = "zh"
    reviewers = [Reviewer(id=new_id(), person_id=people[name].id) for name in ("Bo", "Cai", "Dora")]
    conflicts = [Conflict(person_id=people[name].id, company_id=companies[at].id, kind="investor", origin="declared",
                          state="confirmed", reason="holds shares", noted_at=START)
                 for name, at in (("Bo", 0), ("Bo", 3), ("Cai", 3))]
    link = CompanyPerson(company_id=companies[0].id, person_id=people["Founder"].id, role="founder", is_contact=True)
    add(database, call, *stages.values(), *companies, *people.values(), *applications, *reviewers, *conflicts, link)
    return Panel(call.id, {status: stage.id for status, stage in stages.items()}, [one.id for one in companies],
                 [one.id for one in applications], {name: one.id for name, one in people.items()})


def promote(house: House, name: str) -> None:
    """Let a reviewer run the review as well."""
    house.reviewers.edit([row.id for row in house.reviewers.rows() if row.name == name], is_officer=True)


def stage_of(house: House, application: UUID) -> str:
    """The status in which an application is."""
    with house.database.read() as session:
        return session.get_one(Stage, session.get_one(Application, application).stage_id).status


DAY = date(2026, 3, 20)
