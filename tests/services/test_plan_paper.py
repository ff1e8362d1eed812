"""Floors of a house on paper, on both databases."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from pypdf import PdfReader

from incubator_gui.core.errors import Cancelled, NotFound, Refused
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import Allocation, Company
from incubator_gui.domain.plan_colours import BY_DAYS, BY_FOCUS
from incubator_gui.services.house import House
from incubator_gui.services.plan_paper import plan_pages, plan_sheet
from incubator_gui.services.space import FloorDraft, RoomDraft
from tests.services.houses import DAY, house

__all__ = ["house"]


def filled(house: House) -> list[str]:
    """Two floors; a team of five at its desks until June, one with a room of its own."""
    with house.database.write("test.fill", msg("Filled")) as work:
        for number, (name, chinese) in enumerate((("Fernmoss", "蕨苔"), ("Kranichtal", "")), 1):
            work.session.add(Company(number=number, trade_name=name, chinese_name=chinese, life="resident",
                                     focus_area="mobility", created_at=house.clock.now()))
    rooms = (RoomDraft("101", "open_area", 12, 120.0), RoomDraft("102", "private_office", 4, 40.0))
    house.space.set_up("Main building", (FloorDraft("Floor 1", rooms), FloorDraft("Floor 2")), 400.0)
    plan = house.space.plan()
    scene = plan.scenes[plan.floors[0].id]
    with house.database.write("test.seat", msg("Seated")) as work:
        first, second = [one.id for one in work.session.query(Company).order_by(Company.number)]
        for desk in scene.rooms[0].desks[:5]:
            work.session.add(Allocation(company_id=first, room_id=scene.rooms[0].id, desk_id=desk,
                                        starts_on=date(2027, 1, 1), ends_on=date(2027, 6, 30)))
        work.session.add(Allocation(company_id=second, room_id=scene.rooms[1].id, starts_on=date(2027, 5, 1)))
    return ["Fernmoss", "Kranichtal"]


def test_a_sheet_says_what_the_plan_knows(house: House) -> None:
    filled(house)
    plan = house.space.plan()
    sheet = plan_sheet(plan, plan.floors[0].id, DAY)
    by_name = {run.name: run for run in sheet.runs}
    assert {name: (run.count, run.places, run.leaves_soon) for name, run in by_name.items()} == {
        "Fernmoss": (5, "101-1…5", True), "Kranichtal": (4, "102", False)}
    assert by_name["Fernmoss"].leaves == date(2027, 6, 30)
    assert sum(desk.is_free for desk in sheet.desks) == 16 - 9 == sheet.use.desks - sheet.use.desks_in_use
    later = plan_sheet(plan, plan.floors[0].id, date(2027, 6, 30), BY_DAYS, "de")
    assert [run.name for run in later.runs] == ["Kranichtal"]
    assert [one.label for one in later.categories] == ["Kein Ende eingetragen"]
    assert plan_sheet(plan, plan.floors[0].id, DAY, BY_FOCUS, "zh").runs[-1].name in {"蕨苔", "Kranichtal"}
    with pytest.raises(NotFound):
        plan_sheet(plan, uuid4(), DAY)


def test_without_names_no_name_leaves_the_service(house: House) -> None:
    names = filled(house)
    plan = house.space.plan()
    (page, empty) = plan_pages(plan, DAY, "en", names=False)
    assert not any(name in page.scene for name in names)
    assert json.loads(page.scene)["named"] is False
    assert all(name in plan_pages(plan, DAY, "en")[0].scene for name in names)
    assert empty.title == "Floor 2"


def test_the_paper_is_made_in_a_child_with_progress_and_can_be_stopped(house: House, tmp_path: Path) -> None:
    filled(house)
    steps: list[tuple[int, int]] = []
    made = house.plan_papers.make((), DAY, on_step=lambda done, total: steps.append((done, total)))
    assert made.pages == 2
    assert steps[-1] == (2, 2)
    target = tmp_path / "plan.pdf"
    first = house.plan_papers.write(target, [house.space.floors()[0].id], DAY, BY_DAYS, "zh", "a3_upright")
    text = PdfReader(first.target).pages[0].extract_text()
    assert "蕨苔 5" in text
    assert "Main building" in text
    before = target.read_bytes()
    with pytest.raises(Cancelled):
        house.plan_papers.write(target, (), DAY, stop=lambda: True)
    assert target.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".part"] == []


def test_what_cannot_be_printed_is_said(house: House) -> None:
    with pytest.raises(NotFound):
        house.plan_papers.make((), DAY)
    with pytest.raises(Refused):
        house.plan_papers.make((), DAY, "stars")
