"""Stays from admission to the exit: life line, clocks, waiting list, what is due, calendar."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.errors import Refused
from incubator_gui.db.schema import Company
from incubator_gui.domain.residency import STAY, Rule, Stay, clocks, life_after
from incubator_gui.domain.space import Span
from incubator_gui.services.house import House
from incubator_gui.services.outcome import StaleEdit
from incubator_gui.services.space import FloorDraft, RoomDraft
from incubator_gui.services.space_calendar import CalendarService
from tests.support.databases import Maker, add, state

TODAY = date(2026, 3, 2)
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


def life(house: House, company: UUID) -> str:
    with house.database.read() as session:
        return session.get_one(Company, company).life


def test_admitted_then_resident_then_graduate(house: House, make: Maker) -> None:
    company = make.company(life="admitted", founded_on=date(2024, 9, 2))
    add(house.database, company)
    residency = house.residency
    assert [(row.company_id, row.desks) for row in residency.waiting()] == [(company.id, 0)]
    stay = residency.begin(company.id, "resident", TODAY, contract="A-1", planned_end=date(2027, 3, 1), desks=4,
                           wish="near the lab").value
    assert life(house, company.id) == "resident"
    row = residency.of_company(company.id)[0]
    assert (row.contract, row.planned_end, row.desks, row.state(TODAY)) == ("A-1", date(2027, 3, 1), 4, "present")
    assert row.clocks.age_at_entry == pytest.approx(18.0)
    assert not row.clocks.too_old_at_entry
    assert row.clocks.limit_on == date(2030, 3, 2)
    assert [(w.desks, w.desks_planned, w.missing, w.wish) for w in residency.waiting()] == [(4, 0, 4, "near the lab")]
    with pytest.raises(Refused):
        residency.begin(company.id, "affiliate", MAY)
    with pytest.raises(Refused):
        residency.exit(stay, MAY, "graduated")
    with pytest.raises(Refused):
        residency.exit(stay, TODAY, "failed")
    before = state(house.database)
    residency.exit(stay, TODAY + timedelta(days=1), "graduated", condition="raised", evidence="Bank letter of 1 March")
    assert life(house, company.id) == "resident"
    clock = house.clock
    assert isinstance(clock, FixedClock)
    clock.advance(days=1)
    assert residency.catch_up().touches("company")
    assert not residency.catch_up()
    assert life(house, company.id) == "graduate"
    assert residency.rows(over=False) == ()
    residency.take_back_exit(stay)
    assert life(house, company.id) == "resident"
    assert state(house.database)["residency"] == before["residency"]
    residency.remove(stay)
    assert life(house, company.id) == "admitted"


def test_an_exit_gives_up_the_desks_and_undo_brings_all_back(house: House, make: Maker) -> None:
    company = make.company(life="admitted")
    add(house.database, company)
    house.space.set_up("S", [FloorDraft("1", (RoomDraft("101", desks=4),))])
    desks = next(iter(house.space.plan().timeline.desks_of.values()))
    stay = house.residency.begin(company.id, "resident", TODAY).value
    ids = house.space.allocate(company.id, Span(TODAY), desks=desks[:2]).value
    house.space.allocate(company.id, Span(JUNE), desks=desks[2:])
    house.space.lock(ids)
    before = state(house.database)
    house.residency.exit(stay, MAY, "moved", note="To Suzhou")
    assert {h.span.until for h in house.space.plan().holdings} == {MAY}
    assert house.residency.of_company(company.id)[0].exit_note == "To Suzhou"
    house.history.undo()
    assert state(house.database) == before


def test_what_is_due(house: House, make: Maker) -> None:
    early, late, coming = (make.company(life=life, trade_name=name) for name, life in (
        ("Early", "resident"), ("Late", "resident"), ("Coming", "admitted")))
    add(house.database, early, late, coming)
    house.space.set_up("S", [FloorDraft("1", (RoomDraft("101", desks=4),))])
    desks = next(iter(house.space.plan().timeline.desks_of.values()))
    house.residency.begin(early.id, "resident", date(2022, 4, 1), planned_end=date(2026, 2, 1))
    house.residency.begin(late.id, "resident", date(2025, 4, 1), planned_end=date(2028, 2, 1))
    house.residency.begin(coming.id, "resident", date(2026, 4, 1), desks=2)
    assert life(house, coming.id) == "admitted"
    house.space.allocate(late.id, Span(date(2025, 4, 1), date(2026, 3, 20)), desks=desks[:1])
    due = house.residency.due()
    assert [(row.kind, row.company.split()[0], row.on) for row in due] == [
        ("planned_end", early.trade_name, date(2026, 2, 1)), ("place_ends", "Late", date(2026, 3, 20)),
        ("begins", "Coming", date(2026, 4, 1)), ("no_place", "Coming", date(2026, 4, 1)),
        ("limit", "Early", date(2026, 4, 1))]
    assert due[0].late(TODAY)
    house.space.allocate(late.id, Span(date(2026, 3, 20)), desks=desks[1:2])
    assert "place_ends" not in {row.kind for row in house.residency.due()}
    house.residency.set_rules([Rule(STAY, 120, (3,), "our own", TODAY)])
    assert house.residency.rules() == (Rule(STAY, 120, (3,), "our own", TODAY),)
    assert "limit" not in {row.kind for row in house.residency.due()}
    with pytest.raises(Refused):
        house.residency.set_rules([Rule(STAY, 12, (24,), "", None)])


def test_clocks_count_days_once() -> None:
    stays = [Stay("resident", Span(date(2024, 1, 1), date(2024, 7, 1))), Stay("affiliate", Span(date(2024, 6, 1),
             date(2024, 8, 1))), Stay("resident", Span(date(2025, 1, 1)))]
    rules = [Rule(STAY, 12, (2,), "", None)]
    found = clocks(date(2020, 1, 1), stays, rules, date(2025, 3, 1))
    assert found.stay == pytest.approx(9.0, abs=0.1)
    assert found.age_at_entry == 48.0
    assert found.limit_on == date(2025, 6, 3)
    assert not found.remind
    assert clocks(None, stays, rules, date(2025, 6, 4)).over_limit
    assert clocks(None, [], rules, TODAY).entered is None


def test_the_life_line_follows() -> None:
    over = Stay("resident", Span(date(2024, 1, 1), date(2024, 7, 1)), "failed")
    assert life_after("resident", [over], TODAY) == "exited"
    assert life_after("alumnus", [over], TODAY) == "alumnus"
    assert life_after("alumnus", [over, Stay("affiliate", Span(TODAY))], TODAY) == "affiliate"
    assert life_after("applicant", [Stay("resident", Span(JUNE))], TODAY) == "admitted"
    assert life_after("rejected", [], TODAY) == "rejected"


def test_what_has_a_date_goes_into_a_calendar(house: House, make: Maker) -> None:
    company = make.company(trade_name="Kranichtal")
    add(house.database, company)
    house.residency.begin(company.id, "resident", TODAY, planned_end=JUNE)
    house.tasks.add("Hand over keys", MAY, company=company.id)
    events = CalendarService(house.database).events("de")
    assert [(event.kind, event.starts) for event in events] == [("task", MAY), ("planned_end", JUNE)]
    assert "Kranichtal" in events[1].title
    again = CalendarService(house.database).events("en", since=date(2026, 5, 2))
    assert [event.uid for event in again] == [events[1].uid]


def test_moving_in_is_one_step_with_stay_and_places(house: House, make: Maker) -> None:
    company, other = make.company(life="admitted"), make.company(life="admitted")
    add(house.database, company, other)
    house.space.set_up("S", [FloorDraft("1", (RoomDraft("101", desks=4),))])
    desks = next(iter(house.space.plan().timeline.desks_of.values()))
    before = state(house.database)
    house.residency.move_in(company.id, "resident", Span(TODAY, JUNE), desks=desks[:2], contract="A-1",
                            planned_end=JUNE)
    assert life(house, company.id) == "resident"
    assert house.space.plan().desks_of_company(company.id, TODAY) == 2
    row = house.residency.of_company(company.id)[0]
    assert (row.contract, row.desks, row.planned_end) == ("A-1", 2, JUNE)
    with pytest.raises(Refused, match="101-1"):
        house.residency.move_in(other.id, "resident", Span(TODAY), desks=desks[:1])
    assert life(house, other.id) == "admitted"  # a refused place begins no stay
    house.history.undo()
    assert state(house.database) == before


def test_a_stay_that_somebody_else_changed_is_not_overwritten(house: House, make: Maker) -> None:
    company = make.company(life="admitted")
    add(house.database, company)
    stay = house.residency.begin(company.id, "resident", TODAY, contract="A-1").value
    house.residency.edit(stay, contract="A-2")
    with pytest.raises(StaleEdit):
        house.residency.edit(stay, {"contract": "A-1"}, contract="A-3")
    house.residency.edit(stay, {"contract": "A-1"}, contract="A-2")
    house.residency.edit(stay, {"contract": "A-2"}, contract="A-3")
    assert house.residency.of_company(company.id)[0].contract == "A-3"


def test_several_stays_change_in_one_step_or_not_at_all(house: House, make: Maker) -> None:
    one, two = make.company(life="admitted"), make.company(life="admitted")
    add(house.database, one, two)
    stays = [house.residency.begin(company.id, "resident", TODAY).value for company in (one, two)]
    with pytest.raises(Refused):
        house.residency.edit_each([(stays[0], {"desks": 4}, {}), (stays[1], {"planned_end": date(2020, 1, 1)}, {})])
    assert [row.desks for row in house.residency.rows()] == [None, None]
    house.residency.edit_each([(stays[0], {"desks": 4}, {}), (stays[1], {"desks": 5}, {})])
    assert sorted(row.desks or 0 for row in house.residency.rows()) == [4, 5]
    house.history.undo()
    assert [row.desks for row in house.residency.rows()] == [None, None]


def test_one_company_knows_its_places_without_the_plan(house: House, make: Maker) -> None:
    company = make.company(life="admitted")
    add(house.database, company)
    house.space.set_up("S", [FloorDraft("1", (RoomDraft("101", desks=6, area=60.0),
                                              RoomDraft("102", "private_office", 2, 20.0)))])
    house.residency.begin(company.id, "resident", TODAY)
    plan = house.space.plan()
    desks = [place.desk for place in plan.places if place.desk is not None and place.room_number == "101"]
    whole = next(place.room for place in plan.places if place.room_number == "102")
    house.space.allocate(company.id, Span(TODAY, None), desks=desks[:3])
    house.space.allocate(company.id, Span(TODAY, JUNE), room=whole)
    listed, alone = house.residency.rows(TODAY)[0], house.residency.of_company(company.id, TODAY)[0]
    assert (alone.places, alone.desks_now, alone.area_now) == (listed.places, listed.desks_now, listed.area_now)
    assert alone.places == "101: 1-3; 102"
    assert house.residency.gives_up(company.id, MAY) == 4
    assert house.residency.gives_up(company.id, JUNE) == 3
