"""Layouts, runs, colours: what a drawing is made of."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incubator_gui.domain.plan_colours import DAYS, FILLS, SLOTS, company_slots, days_of, focus_of
from incubator_gui.domain.scene import (
    Box,
    Detail,
    Scene,
    SceneDesk,
    SceneRoom,
    contains,
    detail,
    outline_of,
    polygon_area,
)
from incubator_gui.domain.space import Span
from incubator_gui.domain.space_layout import DeskPlace, floor_plan

A, B = UUID(int=1), UUID(int=2)


def scene_of(rooms: list[tuple[float | None, int]]) -> Scene:
    outline, places = floor_plan(rooms)
    made, desks = [], []
    for n, place in enumerate(places):
        ids = [UUID(int=1000 * (n + 1) + spot.number) for spot in place.desks]
        made.append(SceneRoom(UUID(int=100 + n), str(101 + n), "", "open_area", None, None, place.polygon, False,
                              tuple(ids)))
        desks += [SceneDesk(id, UUID(int=100 + n), spot.number, spot.bench, spot.x, spot.y, spot.rotation)
                  for id, spot in zip(ids, place.desks, strict=True)]
    return Scene(UUID(int=50), "1", outline, tuple(made), tuple(desks))


@given(st.lists(st.tuples(st.one_of(st.none(), st.floats(5, 400)), st.integers(0, 60)), max_size=14))
def test_rooms_that_nobody_drew_lie_side_by_side_with_their_desks_inside(
        rooms: list[tuple[float | None, int]]) -> None:
    outline, places = floor_plan(rooms)
    for place, (area, count) in zip(places, rooms, strict=True):
        assert [spot.number for spot in place.desks] == list(range(1, count + 1))
        assert polygon_area(place.polygon) >= (area or 0.0) - 0.2
        for spot in place.desks:
            for x in (spot.x - 0.79, spot.x + 0.79):
                for y in (spot.y - 0.39, spot.y + 0.39):
                    assert contains(place.polygon, x, y)
        assert len({(spot.x, spot.y) for spot in place.desks}) == count
        for x, y in place.polygon:
            assert -0.001 <= x <= outline[2][0] + 0.001
            assert -0.001 <= y <= outline[2][1] + 0.001
    for at, one in enumerate(places):
        for other in places[at + 1:]:
            apart = (one.x + one.width <= other.x + 0.011 or other.x + other.width <= one.x + 0.011
                     or one.y + one.height <= other.y + 0.011 or other.y + other.height <= one.y + 0.011)
            assert apart


def test_a_further_room_moves_none() -> None:
    rooms: list[tuple[float | None, int]] = [(80.0, 12), (None, 20), (40.0, 0), (160.0, 36)]
    assert floor_plan([*rooms, (90.0, 8)])[1][:4] == floor_plan(rooms)[1]


def test_desks_of_two_benches_do_not_touch() -> None:
    places: tuple[DeskPlace, ...] = floor_plan([(100.0, 24)])[1][0].desks
    rows = sorted({spot.y for spot in places})
    assert len({spot.bench for spot in places}) == len(rows) // 2
    assert rows[2] - rows[1] > 1.2


def test_a_run_is_the_neighbouring_desks_of_one_company() -> None:
    scene = scene_of([(100.0, 24)])
    order = scene.order[UUID(int=100)]
    holders = {**dict.fromkeys(order[:6], A), **dict.fromkeys(order[6:9], B), order[-1]: A}
    runs = scene.runs(holders)
    assert sorted((run.company.int, run.count) for run in runs) == [(1, 1), (1, 6), (2, 3)]
    six = next(run for run in runs if run.count == 6)
    assert len(six.outlines) == 1
    assert len(six.outlines[0]) == 4
    assert polygon_area(six.outlines[0]) == pytest.approx(6 * 1.6 * 0.8, abs=0.01)
    assert (six.label.width, six.label.height) == pytest.approx((4.8, 1.6))
    three = next(run for run in runs if run.count == 3)
    assert len(three.outlines[0]) == 6
    assert three.label.height == pytest.approx(0.8)
    assert polygon_area(three.outlines[0]) == pytest.approx(3 * 1.6 * 0.8, abs=0.01)


def test_a_room_given_as_a_whole_is_one_run() -> None:
    scene = scene_of([(100.0, 24), (60.0, 8)])
    room = UUID(int=100)
    runs = scene.runs(dict.fromkeys(scene.order[room], A), {room: A})
    assert [(run.room, run.count, run.outlines[0]) for run in runs] == [(room, 24, scene.room_by_id[room].polygon)]


def test_where_a_team_of_eight_goes() -> None:
    scene = scene_of([(100.0, 24)])
    order = scene.order[UUID(int=100)]
    free = dict.fromkeys(order, True)
    assert scene.stretch(order[4], 8, free) == order[4:12]
    assert scene.stretch(order[20], 8, free) == order[16:24]
    free |= dict.fromkeys(order[10:14], False)
    assert scene.stretch(order[6], 8, free) == order[2:10]
    free = dict.fromkeys(order, False) | dict.fromkeys((order[1], order[9]), True)
    assert scene.stretch(order[1], 8, free) == (order[1], order[9])


def test_points_lead_to_rooms_and_desks() -> None:
    scene = scene_of([(100.0, 24), (60.0, 8)])
    desk = scene.desks[3]
    assert scene.desk_at(desk.x + 0.7, desk.y - 0.3) is desk
    found = scene.room_at(desk.x, desk.y)
    assert found is not None
    assert found.id == desk.room
    assert scene.room_at(-5, -5) is None


def test_rooms_on_both_sides_of_a_wall_touch() -> None:
    one = Box(0, 0, 4, 10)
    assert one.touches(Box(4, 0, 4, 10))
    assert one.touches(Box(4.2, 8, 4, 10))
    assert not one.touches(Box(4, 10, 4, 10))
    assert not one.touches(Box(0, 12.5, 4, 10))


def test_levels_of_detail() -> None:
    assert [detail(p) for p in (2, 6, 12, 29, 30)] == [
        Detail.BLOCKS, Detail.RUNS, Detail.DESKS, Detail.DESKS, Detail.NUMBERS]


def test_outlines_of_apart_shapes_stay_apart() -> None:
    square = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
    far = tuple((x + 5, y) for x, y in square)
    assert len(outline_of([square, far])) == 2


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 30)), max_size=80))
def test_neighbours_never_share_a_colour(pairs: list[tuple[int, int]]) -> None:
    beside = [(UUID(int=one), UUID(int=other)) for one, other in pairs]
    degree: dict[UUID, set[UUID]] = {}
    for one, other in beside:
        degree.setdefault(one, set()).add(other)
        degree.setdefault(other, set()).add(one)
    companies = {UUID(int=n): n for n in range(1, 31)}
    slots = company_slots(companies, beside)
    assert set(slots) == set(companies)
    for one, other in beside:
        if one != other and max(len(degree[one]), len(degree[other])) < SLOTS:
            assert slots[one] != slots[other]


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), max_size=30), st.integers(0, 99), st.integers(0, 12))
def test_who_has_no_neighbours_moves_nobody(pairs: list[tuple[int, int]], number: int, place: int) -> None:
    beside = [(UUID(int=one), UUID(int=other)) for one, other in pairs]
    companies = [(UUID(int=n), 7 * n) for n in range(1, 13)]
    before = company_slots(dict(companies), beside)
    after = company_slots(dict([*companies[:place], (UUID(int=99), number), *companies[place:]]), beside)
    assert {id: slot for id, slot in after.items() if id != UUID(int=99)} == before


def test_who_comes_last_gives_way() -> None:
    companies = {UUID(int=n): n for n in range(1, 9)}
    before = company_slots(companies, [])
    last = UUID(int=99)
    after = company_slots({**companies, last: 21}, [(last, UUID(int=1)), (UUID(int=2), last)])
    assert {id: after[id] for id in companies} == before
    assert after[last] % FILLS not in {before[UUID(int=1)] % FILLS, before[UUID(int=2)] % FILLS}
    assert len(set(before.values())) == 8
    assert max(before.values()) < FILLS


def test_only_a_conflict_moves_the_later_one() -> None:
    companies = {UUID(int=n): n for n in range(1, 13)}
    before = company_slots(companies, [])
    after = company_slots(companies, [(UUID(int=2), UUID(int=12))])
    assert [id.int for id in companies if after[id] != before[id]] == [12]


def test_hatched_and_plain_of_one_fill_do_not_lie_side_by_side() -> None:
    companies = [UUID(int=n) for n in range(1, 21)]
    numbers = {id: id.int for id in companies}
    pairs = list(zip(companies, companies[3:], strict=False))
    slots = company_slots(numbers, pairs)
    assert max(slots.values()) >= FILLS
    assert all(slots[one] % FILLS != slots[other] % FILLS for one, other in pairs)
    crowd = company_slots(numbers, [(one, other) for one in companies[10:] for other in companies[10:]])
    assert len({crowd[one] % FILLS for one in companies[10:]}) == FILLS


def test_categories() -> None:
    today = date(2027, 5, 12)
    span = Span(date(2026, 1, 1))
    assert focus_of("cloud").slot == 0
    assert focus_of(None).slot == -1
    assert days_of(span, None, today) is DAYS[-1]
    assert days_of(span, date(2027, 6, 1), today).key == "over"
    assert days_of(Span(date(2026, 1, 1), date(2028, 5, 1)), None, today).key == "year"


def test_a_name_lies_only_on_desks_of_its_run() -> None:
    """One desk missing of twelve is no rectangle any more."""
    scene = scene_of([(120.0, 12)])
    whole, most = (scene.runs({desk.id: A for desk in scene.desks if desk.number != left_out})[0]
                   for left_out in (0, 12))
    assert whole.label.height == pytest.approx(1.6)
    assert most.label.height == pytest.approx(0.8)
    missing = scene.desks[-1]
    box = most.label
    assert not (box.x < missing.x < box.x + box.width and box.y < missing.y < box.y + box.height)
