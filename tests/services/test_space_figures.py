"""The figures of space, by month and floor, against a count with a pencil; whatever was done before."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.errors import IncubatorError
from incubator_gui.db.schema import Allocation, Desk, Residency, Room
from incubator_gui.domain.space import NOT_FOR_RENT, Span
from incubator_gui.services.house import House
from incubator_gui.services.lists_out import Wish
from incubator_gui.services.occupancy import occupancy
from incubator_gui.services.space import RoomDraft
from incubator_gui.services.space_counts import space_counts
from tests.services import test_space_properties as plan
from tests.support.databases import ACTOR, START, Templates

MONTHS = 9


class Site(plan.Floor):
    """Two floors, with a meeting room and a corridor, and what the screen can do besides."""

    def __init__(self, house: House, folder: Path) -> None:
        super().__init__(house, folder)
        (site,) = house.space.sites()
        house.space.add_floor(site.id, "2", (
            RoomDraft("201", desks=2, area=30.5), RoomDraft("202", "meeting", area=20.0),
            RoomDraft("203", "circulation", area=9.5)))
        for room in house.space.rooms():
            if not room.area:
                house.space.edit_room(room.id, area=24.0)
        lanes = house.space.plan().timeline.desks_of
        self.rooms, self.desks = list(lanes), [desk for found in lanes.values() for desk in found]

    def drag(self, a: int, b: int, span: Span) -> None:
        """Places of one company onto as many others, for the rest of their time."""
        if ids := self.block(a):
            self.space.move(ids, max(span.starts, self.house.space.plan().holdings[0].span.starts),
                            desks=self.some(b, len(ids) - 1))

    def dates(self, a: int, b: int, span: Span) -> None:
        """Dates pasted into the table, each row its own."""
        self.space.reschedule_each([(one, Span(span.starts + timedelta(days=n), span.until and span.until
                                               + timedelta(days=2 * n))) for n, one in enumerate(self.block(a))])

    def shrink(self, a: int, b: int, span: Span) -> None:
        self.space.remove_desks([self.desks[a % len(self.desks)]])


STEP = st.tuples(st.sampled_from([*plan.ACTIONS, Site.drag, Site.drag, Site.dates, Site.shrink]), st.integers(0, 11),
                 st.integers(0, 11), plan.SPANS)


def counted(house: House, on: date, floor: UUID | None) -> dict[str, Any]:
    """Desk by desk and room by room, from the rows alone."""
    with house.database.read() as session:
        rooms = [room for room in session.scalars(select(Room)) if floor in (None, room.floor_id)]
        desks = {room.id: [one for one in session.scalars(select(Desk)) if one.room_id == room.id] for room in rooms}
        held = [one for one in session.scalars(select(Allocation).where(Allocation.scenario_id.is_(None)))
                if one.starts_on <= on and (one.ends_on is None or on < one.ends_on)]
        stays = list(session.scalars(select(Residency)))
    here = [one for one in held if one.room_id in desks]
    taken, area = 0, dict[UUID, float]()
    for room in rooms:
        for one in (one for one in here if one.room_id == room.id):
            many = len(desks[room.id]) if one.desk_id is None else 1
            taken += many
            share = 1.0 if one.desk_id is None else 1 / len(desks[room.id])
            area[one.company_id] = area.get(one.company_id, 0.0) + (room.area or 0.0) * share
    inside = {one.company_id for one in stays if one.kind == "resident" and one.starts_on <= on
              and (one.ends_on is None or on < one.ends_on)}
    known = {one.company_id for one in stays}
    everything = sum(room.area or 0.0 for room in rooms)
    usable = sum(room.area or 0.0 for room in rooms if room.kind not in NOT_FOR_RENT)
    return {"desks": sum(map(len, desks.values())), "in_use": taken, "area": area, "companies": set(area),
            "density": 1000 * len(area) / everything, "area_share": sum(area.values()) / usable,
            "incubated": sum(held for who, held in area.items() if who in inside), "without_stay": set(area) - known}


def figures_are_plain(house: House) -> None:
    floors = [None, *(floor.id for floor in house.space.floors())]
    for floor in floors:
        for use in house.space.use_by_month(plan.DAY, MONTHS, floor):
            mine = counted(house, use.day, floor)
            assert (use.desks, use.desks_in_use, set(use.companies)) == (mine["desks"], mine["in_use"],
                                                                         mine["companies"])
            assert use.area_in_use == pytest.approx(sum(mine["area"].values()))
            assert use.density == pytest.approx(mine["density"])
            assert use.area_share == pytest.approx(mine["area_share"])
            if not mine["without_stay"]:
                assert use.incubated == pytest.approx(mine["incubated"])
    horizon = plan.DAY + timedelta(days=90)
    with house.database.read() as session:
        told, counts = occupancy(session, plan.DAY, horizon), space_counts(session)
    today, then = counted(house, plan.DAY, None), counted(house, horizon, None)
    assert (told.desks, told.desks_in_use, told.desks_ahead) == (today["desks"], today["in_use"], then["in_use"])
    assert told.area_in_use == pytest.approx(sum(today["area"].values()))
    for part in told.floors:
        mine = counted(house, plan.DAY, part.id)
        assert (part.total, part.in_use, set(part.companies)) == (mine["desks"], mine["in_use"], mine["companies"])
    assert set(told.coming.companies) == then["companies"] - today["companies"]
    assert set(told.leaving.companies) == today["companies"] - then["companies"]
    for company, area in today["area"].items():
        assert counts.area_of_company(company, plan.DAY) == pytest.approx(area)
    rows = json.loads(house.lists.json(Wish("rent_area", "en", plan.DAY)))
    assert sum(float(row["area"]) for row in rows) == pytest.approx(sum(today["area"].values()), abs=0.06 * 3)


def _check(house: House, steps: list[Any], folder: Path) -> None:
    site = Site(house, folder)
    for action, a, b, span in steps:
        try:
            action(site, a, b, span)
        except IncubatorError:
            continue
        plan.never_overlaps(plan.stored(house))
    figures_are_plain(house)


@settings(parent=plan.FEW, max_examples=8)
@given(st.lists(STEP, max_size=10))
def test_figures_equal_an_independent_count_sqlite(templates: Templates, tmp_path: Path, steps: list[Any]) -> None:
    for left in tmp_path.glob("house.db*"):
        if left.is_file():
            left.unlink()
    with closing(House.open(templates.file(tmp_path / "house.db"), clock=FixedClock(START), actor=ACTOR)) as house:
        _check(house, steps, tmp_path)


@settings(parent=plan.FEW, max_examples=4)
@given(st.lists(STEP, max_size=8))
def test_figures_equal_an_independent_count_postgresql(templates: Templates, tmp_path: Path, steps: list[Any]) -> None:
    url = templates.url()
    try:
        with closing(House.open(url, clock=FixedClock(START), actor=ACTOR)) as house:
            _check(house, steps, tmp_path)
    finally:
        templates.drop(url)
