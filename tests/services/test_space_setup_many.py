"""Rooms typed in or pasted at once, floors in order, the draft of a house."""

from __future__ import annotations

import pytest

from incubator_gui.core.errors import Refused
from incubator_gui.domain.space import Span
from incubator_gui.services.house import House
from incubator_gui.services.space import FloorDraft, RoomDraft, RoomEdit, RoomRefused, RoomStale
from incubator_gui.services.space_setup_many import draft_floors, series, spread
from tests.services.test_space_import import TODAY
from tests.support.databases import Maker, add, state


def _rooms(house: House) -> list[tuple[str, str, int, float | None]]:
    return [(room.number, room.kind, room.desks, room.area) for room in house.space.rooms()]


def test_many_rooms_are_one_step_and_one_undo(house: House) -> None:
    house.space.set_up("Hall", [FloorDraft("1F", (RoomDraft("101", desks=4), RoomDraft("102")))])
    floor = house.space.floors()[0].id
    first, second = (room.id for room in house.space.rooms())
    before, steps = state(house.database), len(house.history.recent())
    outcome = house.space.write_rooms(floor, [
        RoomEdit(first, {"number": "102", "desks": 6}), RoomEdit(second, {"number": "101", "kind": "meeting"}),
        RoomEdit(None, {"number": "103", "desks": 2, "area": 20.5, "is_locked": True})])
    assert outcome.value[:2] == (first, second)
    assert _rooms(house) == [("101", "meeting", 0, None), ("102", "open_area", 6, None), ("103", "open_area", 2, 20.5)]
    assert house.space.rooms()[2].is_locked
    assert len(house.history.recent()) == steps + 1
    scene = house.space.plan().scenes[floor]
    assert all(scene.room_at(desk.x, desk.y).id == desk.room for desk in scene.desks)  # type: ignore[union-attr]
    house.history.undo()
    assert state(house.database) == before


def test_one_wrong_room_keeps_all_out_and_is_named(house: House, make: Maker) -> None:
    ada = make.company(trade_name="Ada")
    add(house.database, ada)
    house.space.set_up("Hall", [FloorDraft("1F", (RoomDraft("101", desks=4),)), FloorDraft("2F", (RoomDraft("201"),))])
    floor, room = house.space.floors()[0].id, house.space.rooms()[0]
    house.space.allocate(ada.id, Span(TODAY), desks=house.space.plan().timeline.desks_of[room.id][-1:])
    before = state(house.database)
    for edits, place, words in (
            ([RoomEdit(None, {"number": "103"}), RoomEdit(None, {"number": "201"})], 1, "already a room 201"),
            ([RoomEdit(room.id, {"desks": 2})], 0, "Desk 101-4 cannot be removed: Ada"),
            ([RoomEdit(None, {"number": ""})], 0, "needs a number"),
            ([RoomEdit(None, {"number": "9", "kind": "pool"})], 0, "not a kind of room")):
        with pytest.raises(RoomRefused, match=words) as refused:
            house.space.write_rooms(floor, edits)
        assert refused.value.place == place
        assert state(house.database) == before


def test_a_cell_that_somebody_else_changed_is_not_overwritten(house: House) -> None:
    house.space.set_up("Hall", [FloorDraft("1F", (RoomDraft("101", desks=4, area=20.0), RoomDraft("102")))])
    floor, room = house.space.floors()[0].id, house.space.rooms()[0].id
    house.space.edit_room(room, desks=6, name="Linden")
    before = state(house.database)
    with pytest.raises(RoomStale) as stale:
        house.space.write_rooms(floor, [RoomEdit(None, {"number": "103"}),
                                        RoomEdit(room, {"area": 30.0, "desks": 8}, {"area": 20.0, "desks": 4})])
    assert (stale.value.place, stale.value.field, stale.value.theirs) == (1, "desks", 6)
    assert state(house.database) == before
    house.space.write_rooms(floor, [RoomEdit(room, {"area": 30.0, "desks": 6}, {"area": 20.0, "desks": 4})])
    assert _rooms(house)[0] == ("101", "open_area", 6, 30.0)


def test_floors_change_their_order(house: House) -> None:
    house.space.set_up("Hall", [FloorDraft(name) for name in ("1F", "2F", "3F")])
    ids = {floor.name: floor.id for floor in house.space.floors()}

    def order() -> list[str]:
        return [floor.name for floor in house.space.floors()]

    house.space.move_floor(ids["3F"], -1)
    assert order() == ["1F", "3F", "2F"]
    house.space.move_floor(ids["3F"], -5)
    assert order() == ["3F", "1F", "2F"]
    house.space.move_floor(ids["3F"], 1)
    assert order() == ["1F", "3F", "2F"]
    house.space.move_floor(ids["2F"], 1)  # it is the last already
    assert order() == ["1F", "3F", "2F"]
    house.history.undo()
    assert order() == ["3F", "1F", "2F"]


def test_a_time_zone_must_be_one(house: House) -> None:
    site = house.space.add_site("Hall").value
    with pytest.raises(Refused, match="not a time zone"):
        house.space.edit_site(site, time_zone="Shanghai/Pudong")
    house.space.edit_site(site, time_zone="Europe/Berlin")
    assert house.space.sites()[0].time_zone == "Europe/Berlin"


def test_sites_and_floors_have_names_of_their_own(house: House) -> None:
    hall = house.space.set_up("Hall", [FloorDraft("1F"), FloorDraft("2F")]).value
    barn = house.space.set_up("Barn", [FloorDraft("1F")]).value  # the same name at another site is none of its own
    first = next(floor.id for floor in house.space.floors(hall) if floor.name == "1F")
    before = state(house.database)
    for wrong in (lambda: house.space.add_floor(hall, " 2f "), lambda: house.space.rename_floor(first, "2F"),
                  lambda: house.space.set_up("Shed", [FloorDraft("1F"), FloorDraft("1f")]),
                  lambda: house.space.add_site("hall"), lambda: house.space.edit_site(barn, name="HALL")):
        with pytest.raises(Refused, match="already a"):
            wrong()
    assert state(house.database) == before
    house.space.rename_floor(first, "1f")  # its own name written otherwise
    house.space.edit_site(hall, name="HALL")


def test_series_count_on() -> None:
    assert series("301", 3) == ("301", "302", "303")
    assert series("A-09", 3) == ("A-09", "A-10", "A-11")
    assert series("12b", 2) == ("12b", "13b")
    assert series("Lobby", 2) == ("Lobby", "Lobby 2")


@pytest.mark.parametrize(("typed", "first", "count"), [
    ("301…309", "301", 9), ("301-309", "301", 9), ("301 – 303", "301", 3), ("A01..A04", "A01", 4), ("1至5", "1", 5),
    ("3-12", "3-12", 1), ("12-15", "12-15", 1), ("309-301", "309-301", 1), ("301-999999", "301-999999", 1),
    ("A1-B4", "A1-B4", 1), ("Hall", "Hall", 1)])
def test_a_span_of_numbers_is_many_rooms(typed: str, first: str, count: int) -> None:
    found = spread(typed)
    assert (found[0], len(found)) == (first, count)


def test_a_draft_has_what_was_asked_for(house: House) -> None:
    floors = draft_floors(4, 6, 140, 5000, "101")
    house.space.set_up("Hall", floors, 5000)
    assert [floor.name for floor in house.space.floors()] == ["1F", "2F", "3F", "4F"]
    rooms = house.space.rooms()
    assert (len(rooms), sum(room.desks for room in rooms)) == (24, 560)
    assert {room.kind for room in rooms} == {"open_area", "meeting"}
    assert (rooms[0].number, rooms[-1].number) == ("101", "406")
    assert 3900 < sum(room.area or 0 for room in rooms) <= 4000.5
    assert draft_floors(1, 1, 5, None, "")[0].rooms[0].desks == 5
    for wrong in ((0, 1, 1), (1, 0, 1), (1, 1, 501), (1, 300, 1)):
        with pytest.raises(Refused):
            draft_floors(*wrong, None, "1")
