"""What accepting means for the house, against a count made in another way."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incubator_gui.core.ids import new_id
from incubator_gui.core.languages import translator
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Allocation, Company, Residency
from incubator_gui.domain.decision_space import Team, capacity, capacity_line
from incubator_gui.domain.house_plan import HousePlan
from incubator_gui.domain.plan_values import PlanCompany, StaySpan
from incubator_gui.domain.programme import add_months
from incubator_gui.domain.space import Holding, RoomSpace, Span
from incubator_gui.services.house import House
from tests.services.decisions.decision_house import Panel
from tests.support.databases import Maker, add

TODAY = date(2026, 3, 2)
MONTHS = [add_months(date(2026, 4, 1), n) for n in range(12)]
_OFFSETS = st.integers(-100, 420)


@st.composite
def _houses(draw: st.DrawFn) -> tuple[HousePlan, list[Team], list[Team]]:
    room = RoomSpace(new_id(), new_id(), "open_area", 100.0, draw(st.integers(1, 12)))
    holdings, companies = [], {}
    for desk in range(room.desks):
        if draw(st.booleans()):
            company, start = new_id(), TODAY + timedelta(draw(_OFFSETS))
            until = draw(st.one_of(st.none(), _OFFSETS))
            ends = None if until is None else TODAY + timedelta(until)
            if ends is not None and ends <= start:
                ends = None
            holdings.append(Holding(new_id(), company, room.id, UUID(int=desk), Span(start, ends)))
            leaves = draw(st.one_of(st.none(), _OFFSETS))
            stays = () if leaves is None else (
                StaySpan("resident", Span(TODAY - timedelta(400)), TODAY + timedelta(leaves)),)
            companies[company] = PlanCompany(company, "C", None, "resident", None, stays)
    teams = [Team(new_id(), new_id(), n) for n in draw(st.lists(st.one_of(st.none(), st.integers(0, 8)), max_size=6))]
    reserved = [Team(new_id(), new_id(), n) for n in draw(st.lists(st.integers(0, 4), max_size=2))]
    return HousePlan((), {}, {room.id: room}, tuple(holdings), companies), teams, reserved


def _count(plan: HousePlan, day: date) -> int:
    """Desks in use on a day, one after the other: gone is whoever plans to leave after today and by then."""
    used = 0
    for one in plan.holdings:
        there = one.span.starts <= day and (one.span.until is None or day < one.span.until)
        for stay in plan.companies[one.company].stays:
            if stay.planned_end is not None and TODAY < stay.planned_end <= day and stay.planned_end > one.span.starts:
                there = False
        used += there
    return used


@given(_houses())
@settings(max_examples=150, deadline=None)
def test_capacity_equals_a_plain_count(found: tuple[HousePlan, list[Team], list[Team]]) -> None:
    plan, teams, reserved = found
    room, = plan.rooms.values()
    seen = capacity(plan, teams, reserved, TODAY)
    assert [one.day for one in seen.months] == MONTHS
    assert [one.before for one in seen.months] == [_count(plan, day) for day in MONTHS]
    taken = [_count(plan, day) for day in MONTHS]
    starts: list[date | None] = []
    for team in [*reserved, *teams]:
        need = team.desks or 0
        fits = [at for at in range(12) if max(taken[at:]) + need <= room.desks]
        starts.append(MONTHS[fits[0]] if fits else None)
        if fits:
            taken = [used + need * (at >= fits[0]) for at, used in enumerate(taken)]
    assert list(seen.starts) == starts[len(reserved):]
    assert [one.after for one in seen.months] == taken
    assert all(one.after <= room.desks or one.after == one.before for one in seen.months)
    for day in MONTHS:
        assert len(seen.waiting(day)) == sum(start is None or start > day for start in seen.starts)


@pytest.fixture
def seated(database: Database, make: Maker, panel: Panel) -> Panel:
    """Ten desks, six of them taken; three of these become free in June, when their company leaves."""
    rows, room, desks = make.rooms(10)
    room.area = 80.0
    stays, leaves = make.company(legal_name="Stays", life="resident"), make.company(legal_name="Goes", life="resident")
    taken = [Allocation(company_id=company.id, room_id=room.id, desk_id=desk.id, starts_on=date(2025, 1, 1))
             for company, some in ((stays, desks[:3]), (leaves, desks[3:6])) for desk in some]
    add(database, *rows, stays, leaves, *taken,
        Residency(company_id=leaves.id, kind="resident", starts_on=date(2025, 1, 1), planned_end=date(2026, 6, 1)))
    return panel


def test_the_line_says_how_full_it_gets_and_who_waits(house: House, seated: Panel) -> None:
    for at in (0, 1):  # two and three desks, and four are free
        house.decisions.decide(seated.applications[at], "accept")
    found = house.decisions.capacity(seated.call)
    assert (found.desks, [team.id for team in found.waiting(date(2026, 4, 1))]) == (5, [seated.applications[1]])
    assert capacity_line(found, None, translator("en")) == (
        "Accept 2 (5 desks) → 80\u00a0% of the desks occupied in April 2026, 1 team waits, until June 2026")
    june = found.month(date(2026, 6, 1))
    assert june is not None
    assert (june.before, june.after, june.desks) == (3, 8, 10)
    assert june.area_share == pytest.approx(0.8)
    assert len(capacity_line(found, None, translator("de"))) > 20
    only = house.decisions.capacity(seated.call, {seated.applications[4]: "accept_with_conditions"})
    assert only.last_start() == date(2026, 6, 1)


def test_teams_that_say_no_number_are_counted_and_named(house: House, seated: Panel) -> None:
    found = house.decisions.capacity(seated.call, {seated.applications[5]: "accept"})
    assert (found.unknown, found.desks) == (1, 0)
    assert "does not say how many desks" in capacity_line(found, None, translator("en"))


def test_who_was_admitted_before_and_has_no_desk_comes_first(house: House, seated: Panel) -> None:
    first = house.decisions.decide(seated.applications[2], "accept").value  # four desks
    house.decisions.announce([first])
    with house.database.read() as session:
        assert session.get_one(Company, seated.companies[2]).life == "admitted"
    house.decisions.decide(seated.applications[3], "accept")  # one more
    found = house.decisions.capacity(seated.call)
    assert found.reserved == 4
    assert found.starts == (date(2026, 6, 1),)


def test_a_house_without_desks_says_so(house: House, panel: Panel) -> None:
    house.decisions.decide(panel.applications[0], "accept")
    assert "no desks are entered" in capacity_line(house.decisions.capacity(panel.call), None, translator("en"))
