"""A small house with figures that can be worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import msg
from incubator_gui.db.database import Actor
from incubator_gui.db.schema import (
    Allocation,
    Application,
    Company,
    Desk,
    Floor,
    LedgerEntry,
    Person,
    Residency,
    Room,
    Service,
    Site,
    Stage,
    StageMove,
    Target,
    Task,
)
from incubator_gui.services.house import House
from tests.support.databases import there

DAY = date(2027, 5, 12)
NOW = datetime(2027, 5, 12, 4, tzinfo=UTC)


def open_house(place: Any) -> House:
    """A house whose clock stands at noon of `DAY` in Shanghai."""
    return House.open(there(place), clock=FixedClock(NOW), actor=Actor("lena.weber", "desk-1"))


@pytest.fixture
def house(place: str) -> Iterator[House]:
    """An empty house on each database."""
    with closing(open_house(place)) as opened:
        yield opened


class Filled:
    """Ids of what `fill` made, by name."""

    def __init__(self) -> None:
        self.company: dict[str, UUID] = {}
        self.application: dict[str, UUID] = {}
        self.stage: dict[str, UUID] = {}
        self.call = self.lena = self.jun = new_id()


def fill(house: House) -> Filled:
    """Seven companies, one floor of two rooms with four desks each, one call, four tasks."""
    made = Filled()
    made.call = house.calls.add_call("Call 2027-1", date(2027, 1, 1), date(2027, 3, 31)).value
    with house.database.write("test.fill", msg("Filled")) as work:
        add = work.session.add
        made.stage = {s.status: s.id for s in work.session.query(Stage)}
        lena = Person(full_name="Lena Weber", initials="LW", is_staff=True, purpose="staff")
        jun = Person(full_name="何俊", chinese_name="何俊", is_staff=True, purpose="staff")
        service = Service(key="mentoring", name_en="Mentoring", name_de="Mentoring", name_zh="导师辅导")
        site = Site(name="Lingang")
        for one in (lena, jun, service, site):
            add(one)
        work.session.flush()
        made.lena, made.jun = lena.id, jun.id
        floor = Floor(site_id=site.id, name="Floor 1", position="m")
        add(floor)
        work.session.flush()
        rooms = [Room(floor_id=floor.id, number=n, kind=kind, area=area) for n, kind, area in
                 (("101", "private_office", 40.0), ("102", "open_area", 60.0), ("103", "meeting", 25.0))]
        rooms[2].capacity = 12
        for room in rooms:
            add(room)
        work.session.flush()
        desks = [[Desk(room_id=room.id, number=n) for n in range(1, 5)] for room in rooms[:2]]
        for desk in (*desks[0], *desks[1]):
            add(desk)
        for number, (name, life) in enumerate((
                ("Fernmoss Autonomy", "resident"), ("Kranichtal Zelltechnik GmbH", "resident"),
                ("禾岚电驱", "affiliate"), ("Moorfink Analytics", "graduate"), ("Lindwurm Robotik", "admitted"),
                ("栎星换电", "applicant"), ("Old record of Fernmoss", "resident")), 1):
            company = Company(number=number, life=life, created_at=NOW,
                              **{"chinese_name" if not name.isascii() else "trade_name": name})
            company.owner_id = lena.id if number == 1 else None
            add(company)
            work.session.flush()
            made.company[name.split()[0]] = company.id
        c = made.company
        work.session.get_one(Company, c["Old"]).merged_into_id = c["Fernmoss"]
        for name, kind, starts, ends in (
                ("Fernmoss", "resident", date(2026, 2, 1), None),
                ("Old", "resident", date(2026, 1, 15), date(2026, 2, 1)),
                ("Kranichtal", "resident", date(2027, 4, 1), None), ("禾岚电驱", "affiliate", date(2027, 5, 1), None)):
            add(Residency(company_id=c[name], kind=kind, starts_on=starts, ends_on=ends))
        work.session.flush()
        for company, room, desk, starts, ends in (
                ("Fernmoss", 0, None, date(2026, 2, 1), None),
                ("Kranichtal", 1, 0, date(2027, 4, 1), date(2027, 6, 1)),
                ("Lindwurm", 1, 1, date(2027, 6, 15), None), ("Lindwurm", 1, 2, date(2027, 6, 15), None)):
            add(Allocation(company_id=c[company], room_id=rooms[room].id, starts_on=starts, ends_on=ends,
                           desk_id=None if desk is None else desks[room][desk].id))
        add(LedgerEntry(company_id=c["Fernmoss"], service_id=service.id, day=DAY - timedelta(days=30),
                        contact_hours=Decimal("1.5"), preparation_hours=Decimal(0)))
        add(LedgerEntry(company_id=c["Fernmoss"], service_id=service.id, day=DAY - timedelta(days=3),
                        contact_hours=Decimal("0.0"), preparation_hours=Decimal(2)))
        add(LedgerEntry(company_id=c["Kranichtal"], service_id=service.id, day=DAY - timedelta(days=29),
                        contact_hours=Decimal("0.25"), preparation_hours=Decimal(0)))
        add(Target(key="supported", value=300, starts_on=date(2026, 1, 1), due_on=date(2029, 1, 1)))
        for title, due, owner, company in (
                ("Hand over 6 desks", DAY, jun.id, c["Kranichtal"]),
                ("Gate decision", DAY - timedelta(days=9), lena.id, None),
                ("Letter", DAY + timedelta(days=3), lena.id, None), ("Some day", None, None, None)):
            add(Task(title=title, due_on=due, owner_id=owner, company_id=company))
    return made


def apply_with(house: House, made: Filled, company: str, *moves: tuple[str, date], owner: UUID | None = None) -> UUID:
    """An application that went through dated stages; a move back is a revert."""
    order = ("received", "screening", "review", "interview", "decision", "accepted")
    with house.database.write("test.apply", msg("Applied")) as work:
        last = moves[-1]
        number = len(made.application) + 1
        record = Application(number=number, call_id=made.call, company_id=made.company[company],
                             stage_id=made.stage[last[0]], stage_since=last[1], received_on=moves[0][1],
                             desks_needed=2, owner_id=owner)
        work.session.add(record)
        work.session.flush()
        before = -1
        for n, (status, on) in enumerate(moves):
            here = order.index(status) if status in order else before
            work.session.add(StageMove(
                application_id=record.id, to_stage_id=made.stage[status], moved_on=on, is_revert=here < before,
                moved_at=datetime(on.year, on.month, on.day, 1, n, tzinfo=UTC)))
            before = here
        made.application[company] = record.id
    return record.id
