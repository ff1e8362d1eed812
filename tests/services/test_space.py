"""Space by hand: a site typed in, desks given, moved, swapped, ended; who sits where."""

from __future__ import annotations

from datetime import date

import pytest

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.languages import translator
from incubator_gui.db.database import Database
from incubator_gui.domain.space import Span
from incubator_gui.domain.vocabulary import ROOM_KINDS
from incubator_gui.services.house import House
from incubator_gui.services.space import FloorDraft, RoomDraft
from tests.support.databases import Maker, add, state

DAY = date(2026, 3, 2)
APRIL, MAY, JUNE, JULY = (date(2026, n, 1) for n in range(4, 8))


class Small:
    """A typed-in house: 101 with 8 desks, 102 with 4, a meeting room and a corridor; three companies."""

    def __init__(self, house: House, make: Maker) -> None:
        self.house, self.space = house, house.space
        self.site = house.space.set_up("Lingang", [FloorDraft("1F", (
            RoomDraft("101", "open_area", 8, 60.0), RoomDraft("102", "private_office", 4, 30.0),
            RoomDraft("103", "meeting", 0, 20.0, capacity=8), RoomDraft("K1", "circulation", 0, 40.0)))], 200.0).value
        self.rooms = {room.number: room.id for room in house.space.rooms()}
        order = house.space.plan().timeline.desks_of
        self.desks = {number: order.get(id, ()) for number, id in self.rooms.items()}
        made = [make.company(trade_name=name, legal_name="") for name in ("Ada", "Bern", "禾岚电驱")]
        add(house.database, *made)
        self.ada, self.bern, self.he = (one.id for one in made)

    def sits(self, day: date) -> dict[str, str]:
        return {row.place.label: row.name for row in self.space.rows(day) if row.company}


@pytest.fixture
def small(database: Database, make: Maker) -> Small:
    return Small(House(database), make)


def said(error: pytest.ExceptionInfo[Refused]) -> str:
    return translator("en").text(error.value.message)


def test_a_site_is_typed_in_and_laid_out(small: Small) -> None:
    floor = small.space.floors()[0]
    assert (floor.name, floor.rooms, floor.desks, floor.area, floor.is_generated) == ("1F", 4, 12, 150.0, True)
    scene = small.space.plan().scenes[floor.id]
    assert [room.number for room in scene.rooms] == ["101", "102", "103", "K1"]
    assert all(len(room.polygon) == 4 for room in scene.rooms)
    for desk in scene.desks:
        found = scene.room_at(desk.x, desk.y)
        assert found is not None
        assert found.id == desk.room
    assert len(small.space.floors(small.site)) == 1
    before = {desk.id: (desk.x, desk.y) for desk in scene.desks if desk.room == small.rooms["101"]}
    small.space.add_rooms(floor.id, [RoomDraft("201", "lab", 6)])
    after = small.space.plan().scenes[floor.id]
    assert {id: (after.by_id[id].x, after.by_id[id].y) for id in before} == before


def test_setting_up_is_one_step(database: Database, make: Maker) -> None:
    house = House(database)
    before = state(database)
    Small(house, make)
    house.history.undo()
    house.history.undo()
    assert state(database) == before


def test_rooms_change_and_go(small: Small) -> None:
    space, room = small.space, small.rooms["102"]
    space.edit_room(room, number="102A", name="Linden", kind="lab", area=33.5, desks=6, is_locked=True)
    row = next(one for one in space.rooms() if one.id == room)
    assert (row.number, row.name, row.kind, row.area, row.desks, row.is_locked) == (
        "102A", "Linden", "lab", 33.5, 6, True)
    space.edit_room(room, desks=2, is_locked=False)
    assert [d.number for d in space.plan().scenes[row.floor_id].desks if d.room == room] == [1, 2]
    with pytest.raises(Refused) as refused:
        space.edit_room(room, number="101")
    assert "already a room 101" in said(refused)
    space.allocate(small.ada, Span(DAY, APRIL), desks=small.space.plan().timeline.desks_of[room][1:])
    for attempt in (lambda: space.edit_room(room, desks=1), lambda: space.remove_rooms([room]),
                    lambda: space.remove_site(small.site)):
        with pytest.raises(Refused) as refused:
            attempt()
        assert "Ada" in said(refused)
    space.remove_rooms([small.rooms["103"]])
    assert "103" not in {one.number for one in space.rooms()}
    with pytest.raises(Refused):
        space.add_rooms(row.floor_id, [RoomDraft("1", desks=-1)])
    with pytest.raises(Refused):
        space.add_rooms(row.floor_id, [RoomDraft(" ")])


def test_a_team_of_eight_is_seated_and_an_overlap_is_refused_plainly(small: Small) -> None:
    small.space.allocate(small.ada, Span(DAY, JUNE), desks=small.desks["101"])
    assert small.sits(DAY) == {f"101-{n}": "Ada" for n in range(1, 9)}
    before = state(small.house.database)
    with pytest.raises(Refused) as refused:
        small.space.allocate(small.bern, Span(MAY), desks=[*small.desks["102"], small.desks["101"][3]])
    assert said(refused) == ("Desk 101-4 is taken by Ada from 2 Mar 2026 and free again on 1 Jun 2026."
                             " Choose another place or other dates.")
    with pytest.raises(Refused) as refused:
        small.space.allocate(small.bern, Span(APRIL), room=small.rooms["101"])
    assert "taken by Ada" in said(refused)
    assert state(small.house.database) == before
    small.space.allocate(small.bern, Span(JUNE), room=small.rooms["101"])
    with pytest.raises(Refused) as refused:
        small.space.allocate(small.he, Span(JULY), desks=small.desks["101"][:1])
    assert said(refused) == ("Desk 101-1 is taken by Bern from 1 Jun 2026 on, without an end. Choose another place.")
    with pytest.raises(Refused):
        small.space.allocate(small.he, Span(JULY), room=small.rooms["K1"])
    small.space.edit_room(small.rooms["102"], is_locked=True)
    with pytest.raises(Refused) as refused:
        small.space.allocate(small.he, Span(JULY), desks=small.desks["102"])
    assert "Unlock it first" in said(refused)


def test_fits_is_known_before_the_drop(small: Small) -> None:
    small.space.allocate(small.ada, Span(DAY, JUNE), desks=small.desks["101"][:3])
    plan = small.space.plan()
    fit = small.space.fits(small.desks["101"], Span(MAY, JULY))
    assert (len(fit.desks), fit.wanted, fit.fits, len(fit.taken)) == (5, 8, False, 3)
    assert (fit.taken[0].place.label, fit.taken[0].name, fit.taken[0].span.until) == ("101-1", "Ada", JUNE)
    assert small.space.fits(small.desks["101"], Span(JUNE)).fits
    assert plan.target(small.desks["101"][4], 5, Span(DAY)).desks == small.desks["101"][3:]
    assert not plan.target(small.desks["101"][4], 6, Span(DAY)).fits
    assert plan.room_target(small.rooms["102"], 4, Span(DAY)).fits
    assert set(plan.rooms_for(4, Span(DAY))) == {small.rooms["101"], small.rooms["102"]}
    assert not plan.fits_room(small.rooms["101"], Span(MAY)).fits
    assert plan.fits_room(small.rooms["103"], Span(MAY)).fits
    moving = [one.id for one in plan.holdings]
    assert small.space.fits(small.desks["101"], Span(DAY), moving).fits


def test_a_move_ends_here_and_starts_there(small: Small) -> None:
    ids = small.space.allocate(small.ada, Span(DAY, JULY), desks=small.desks["101"][:4]).value
    small.space.move(ids, MAY, desks=small.desks["102"])
    assert set(small.sits(APRIL)) == {f"101-{n}" for n in range(1, 5)}
    assert set(small.sits(MAY)) == {f"102-{n}" for n in range(1, 5)}
    assert small.sits(JULY) == {}
    now = [one.id for one in small.space.plan().holdings if one.span.starts == MAY]
    small.space.move(now, MAY, desks=small.desks["101"][2:7])
    assert set(small.sits(MAY)) == {f"101-{n}" for n in range(3, 8)}
    small.space.move([h.id for h in small.space.plan().holdings if h.span.has(MAY)], JUNE,
                     desks=small.desks["101"][4:8])
    assert set(small.sits(JUNE)) == {f"101-{n}" for n in range(5, 9)}
    kept = [h for h in small.space.plan().holdings if h.desk in small.desks["101"][4:7] and h.span.has(JUNE)]
    assert {h.span.starts for h in kept} == {MAY}
    with pytest.raises(Refused):
        small.space.move(ids, JULY, desks=small.desks["102"])


def test_two_companies_change_places_and_undo_gives_all_back(small: Small) -> None:
    small.space.allocate(small.ada, Span(DAY), desks=small.desks["101"][:3])
    small.space.allocate(small.bern, Span(DAY, JULY), desks=small.desks["102"])
    before = state(small.house.database)
    small.space.swap(small.ada, small.bern, MAY)
    assert small.sits(APRIL)["101-1"] == "Ada"
    assert small.sits(MAY) == {f"101-{n}": "Bern" for n in range(1, 4)} | {f"102-{n}": "Ada" for n in range(1, 5)}
    assert set(small.sits(JULY).values()) == {"Ada"}
    after = state(small.house.database)
    small.house.history.undo()
    assert state(small.house.database) == before
    small.house.history.redo()
    assert state(small.house.database) == after
    small.space.swap(small.bern, small.ada, MAY)
    assert small.sits(MAY)["101-1"] == "Ada"
    with pytest.raises(Refused) as refused:
        small.space.swap(small.ada, small.he, MAY)
    assert "has no place" in said(refused)


def test_a_swap_that_runs_into_a_third_company_is_refused(small: Small) -> None:
    small.space.allocate(small.ada, Span(DAY), desks=small.desks["101"][:1])
    small.space.allocate(small.bern, Span(DAY, JUNE), desks=small.desks["102"][:1])
    small.space.allocate(small.he, Span(JUNE), desks=small.desks["102"][:1])
    before = state(small.house.database)
    with pytest.raises(Refused) as refused:
        small.space.swap(small.ada, small.bern, MAY)
    assert "102-1 is taken by 禾岚电驱" in said(refused)
    assert state(small.house.database) == before


def test_ending_extending_locking(small: Small) -> None:
    ids = small.space.allocate(small.ada, Span(DAY), desks=small.desks["101"][:2]).value
    small.space.end(ids, MAY)
    small.space.allocate(small.bern, Span(JUNE, JULY), desks=small.desks["101"][:1])
    with pytest.raises(Refused) as refused:
        small.space.extend(ids, JULY)
    assert "101-1 is taken by Bern" in said(refused)
    small.space.extend(ids, JUNE)
    small.space.extend(ids[1:], None)
    assert {row.place.label: row.until for row in small.space.rows(MAY) if row.company} == {
        "101-1": JUNE, "101-2": None}
    row = next(row for row in small.space.rows(MAY) if row.place.label == "101-1")
    assert row.free == Span(JULY)
    small.space.lock(ids)
    for attempt in (lambda: small.space.end(ids, MAY), lambda: small.space.move(ids, MAY, desks=small.desks["102"]),
                    lambda: small.space.extend(ids, MAY), lambda: small.space.remove(ids)):
        with pytest.raises(Refused) as refused:
            attempt()
        assert "locked for Ada" in said(refused)
    small.space.lock(ids, False)
    with pytest.raises(Refused):
        small.space.extend(ids, DAY)
    small.space.reschedule(ids[1:], Span(APRIL, MAY))
    small.space.end(ids, DAY)
    assert small.sits(DAY) == {}
    with pytest.raises(NotFound):
        small.space.remove(ids)


def test_colours_of_others_stay_when_one_comes_and_goes(small: Small) -> None:
    small.space.allocate(small.he, Span(APRIL), desks=small.desks["101"][:2])
    before = small.space.plan().slots[small.he]
    given = small.space.allocate(small.ada, Span(MAY), desks=small.desks["102"][:2]).value
    assert small.space.plan().slots[small.he] == before
    assert small.space.plan().slots[small.ada] != before
    small.space.remove(given)
    assert small.space.plan().slots == {small.he: before}


def test_occupancy_and_search(small: Small) -> None:
    small.space.allocate(small.ada, Span(DAY, JUNE), desks=small.desks["101"][:4])
    small.space.allocate(small.he, Span(APRIL), room=small.rooms["102"])
    use = small.space.use(MAY)
    assert (use.desks_in_use, use.desks, use.area_in_use, use.area_usable, use.area) == (8, 12, 60.0, 110.0, 200.0)
    assert use.density == pytest.approx(10.0)
    assert [one.desks_in_use for one in small.space.use_by_month(DAY, 5)] == [0, 8, 8, 4, 4]
    assert {row.place.label for row in small.space.find("he lan", MAY)} == {"102", *(f"102-{n}" for n in range(1, 5))}
    assert [row.place.label for row in small.space.find("ada 101-2", MAY)] == ["101-2"]
    rows = {row.place.label: row for row in small.space.rows(MAY)}
    assert rows["102"].whole
    assert rows["103"].company is None
    assert "101" not in rows
    assert rows["101-1"].free == Span(JUNE)
    plan = small.space.plan()
    assert plan.slots[small.ada] != plan.slots[small.he]
    scene = plan.scenes[plan.floors[0].id]
    runs = scene.runs(plan.holders(MAY), plan.whole_rooms(MAY))
    assert sorted((plan.name(run.company), run.count) for run in runs) == [("Ada", 4), ("禾岚电驱", 4)]


def test_lists_go_out(small: Small) -> None:
    small.space.allocate(small.ada, Span(DAY, JUNE), desks=small.desks["101"][:2])
    small.house.residency.begin(small.ada, "resident", DAY, contract="A-1", desks=2)
    desks = small.space.table("desks", "de", MAY)
    assert len(desks.rows) == 14
    assert desks.rows[0][:7] == ("Lingang", "1F", "101", None, translator("de").text(ROOM_KINDS["open_area"]), 1, "Ada")
    rent = small.space.table("rent_area", "en", MAY)
    assert [str(value) for value in rent.rows[0][1:]] == ["Ada", "101", "2", "60.00", "0.2500", "15.00"]
    residents = small.space.table("residents", "en", MAY, keys=True)
    row = dict(zip([c.key for c in residents.columns], residents.rows[0], strict=True))
    assert (row["company"], row["kind"], row["contract"], row["places"], str(row["area"])) == (
        "Ada", "resident", "A-1", "101: 1-2", "15.00")
    paper = small.space.paper("rent_area", "zh", MAY)
    assert paper.rows[0][1] == "Ada"
    with pytest.raises(Refused):
        small.space.table("nothing")


def test_other_dates_for_each_place_are_one_step(house: House, make: Maker) -> None:
    company = make.company()
    add(house.database, company)
    house.space.set_up("S", [FloorDraft("1", (RoomDraft("101", desks=2),))])
    desks = next(iter(house.space.plan().timeline.desks_of.values()))
    first, second = house.space.allocate(company.id, Span(date(2027, 1, 1)), desks=desks).value
    before = house.space.plan().holdings
    spans = {first: Span(date(2027, 2, 1), date(2027, 3, 1)), second: Span(date(2027, 1, 1), date(2027, 4, 1))}
    house.space.reschedule_each(tuple(spans.items()))
    assert {one.id: one.span for one in house.space.plan().holdings} == spans
    house.history.undo()
    assert house.space.plan().holdings == before
