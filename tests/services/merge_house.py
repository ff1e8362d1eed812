"""Two records of one company, each with something of every kind on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from sqlalchemy import select

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.messages import msg
from incubator_gui.db.database import Actor
from incubator_gui.db.journal.columns import journaled_tables
from incubator_gui.db.schema import (
    Allocation,
    Desk,
    Engagement,
    Floor,
    FundingRound,
    LedgerEntry,
    LineupEntry,
    Residency,
    Roadshow,
    Room,
    Service,
    Site,
    Task,
)
from incubator_gui.services.house import House
from incubator_gui.services.indicators import IndicatorsService
from tests.support.databases import there

NOON = datetime(2027, 5, 12, 4, 0, tzinfo=UTC)


class Two(NamedTuple):
    """The ids that tests speak of."""

    keep: UUID
    other: UUID
    third: UUID
    anna: UUID
    anna_again: UUID
    li: UUID


def open_house(place: Any) -> House:
    """A house at noon of a fixed day."""
    return House.open(there(place), clock=FixedClock(NOON), actor=Actor("wu", "desk-1"))


def two_records(house: House) -> Two:
    """Helan twice: once from a spreadsheet, once from a form."""
    companies = house.companies
    keep = companies.add("Helan E-Drive", city="Shanghai", website="https://helan.example", country="CN").value
    other = companies.add("禾岚电驱", city="上海", email="info@helan.example", headcount=19).value
    third = companies.add("Kraftwerk Süd GmbH", city="München").value
    anna = companies.add_person(keep, "Anna Cen", "founder", email="anna@helan.example").value
    again = companies.add_person(other, "Anna Cen", "founder", email="Anna@helan.example", phone="+86 21 5555 0101",
                                 title="CEO", is_contact=True).value
    li = companies.add_person(other, "李旻", "employee", email="li@helan.example").value
    call = house.calls.add_call("Batch 2").value
    house.applications.add(call, keep)
    house.applications.add(call, other, pitch="Flat-wire motors")
    for id in (keep, other):
        house.records.set_tags("company", id, ["e-drive", "lead" if id == keep else "hot"])
        house.records.add_note("company", id, f"note on {id}")
        house.records.add_content("company", id, "plan.txt", f"plan {id}".encode())
        companies.add_milestone(id, "A sample", date(2027, 6, 18))
        companies.save_profile(id, "zh", {"claim": "扁线电机" if id == keep else "油冷", "problem":
                                          None if id == keep else "损耗"})
    house.records.add_note("person", again, "met in Hall 3")
    figures = IndicatorsService(house.database)
    figures.put(keep, "revenue", date(2025, 12, 31), Decimal(1), unit="CNY", is_baseline=True)
    figures.put(other, "revenue", date(2026, 12, 31), Decimal(5), unit="CNY", is_baseline=True)
    figures.put(other, "jobs_full_time", date(2026, 12, 31), Decimal(19))
    with house.database.write("test.fill", msg("Filled")) as work:
        session = work.session
        site = Site(name="House")
        session.add(site)
        session.flush()
        floor = Floor(site_id=site.id, name="2", position="m")
        session.add(floor)
        session.flush()
        room = Room(floor_id=floor.id, number="201", kind="private_office")
        session.add(room)
        session.flush()
        desk = Desk(room_id=room.id, number=1)
        service = Service(key="mentoring", name_en="Mentoring", name_de="Mentoring", name_zh="导师辅导")
        show = Roadshow(name="Spring")
        session.add_all([desk, service, show])
        session.flush()
        session.add_all([
            Allocation(company_id=other, room_id=room.id, desk_id=desk.id, starts_on=date(2026, 1, 1)),
            Residency(company_id=other, kind="resident", starts_on=date(2026, 1, 1)),
            FundingRound(company_id=other, kind="equity", amount=Decimal("6000000.50"), currency="CNY",
                         closed_on=date(2026, 1, 5)),
            Engagement(company_id=other, service_id=service.id, owner_id=again),
            LedgerEntry(company_id=other, service_id=service.id, person_id=again, day=date(2027, 1, 1),
                        contact_hours=Decimal("1.5"), preparation_hours=Decimal(0)),
            LineupEntry(roadshow_id=show.id, company_id=other, position="m"),
            LineupEntry(roadshow_id=show.id, company_id=keep, position="n"),
            Task(title="Call back", company_id=other, owner_id=again),
        ])
    return Two(keep, other, third, anna, again, li)


def everything(house: House) -> dict[str, Any]:
    """All rows of all journaled tables, but their version counters."""
    with house.database.read() as session:
        return {
            table.name: sorted(
                tuple((k, repr(v)) for k, v in row.items() if k != "version")
                 for row in session.execute(select(table)).mappings())
            for table in journaled_tables()}


@pytest.fixture
def house(place: str) -> Iterator[House]:
    """A house on each of both databases."""
    with closing(open_house(place)) as opened:
        yield opened


@pytest.fixture
def two(house: House) -> Two:
    """Two records in it."""
    return two_records(house)
