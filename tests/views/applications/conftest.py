"""A small house, and the screen of applications in a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import Person
from incubator_gui.services.house import House
from incubator_gui.views.applications import make
from incubator_gui.widgets.context import Context
from tests import screen_support
from tests.screen_support import copied, screens
from tests.support.databases import blank

COMPANIES = ("Lumenhain Sensorik GmbH", "澜杉智驾", "Fernmoss Autonomy", "Nebelrad Robotik", "桥鹿数链",
             "Paperheron Cloud")


class Room(screen_support.Room):
    """The screen of applications with what a test needs around it."""

    def row(self, company: str) -> Any:
        """The stored row of a company's first application."""
        rows = [row for row in self.house.applications.rows() if row.company == company]
        return min(rows, key=lambda row: row.number)

    def select(self, company: str) -> Any:
        """Select an application and wait for its panel."""
        row = self.row(company)
        self.screen.table.select_ids([row.id])
        self.idle()
        return row

    def stage(self, status: str) -> Any:
        """The stage with a status."""
        stage = self.screen.known.stage_of(status)
        assert stage is not None
        return stage


BEGIN = datetime(2027, 4, 1, 8, tzinfo=UTC)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small house as a file, made once: two calls, six applications in several stages, two colleagues."""
    clock, place = FixedClock(BEGIN), tmp_path_factory.mktemp("applications") / "house.db"
    house = House.open(blank(place), clock=clock)
    with house.database.write("test.staff", msg("Staff")) as work:
        for name, short in (("Lena Wiesner", "LW"), ("Shen Yu", "SY")):
            work.session.add(Person(full_name=name, initials=short, is_staff=True, purpose="staff"))
    call = house.calls.add_call("2027-1").value
    other = house.calls.add_call("2026-2").value
    stages = {stage.status: stage.id for stage in house.calls.stages()}
    ids = [house.applications.add(call, None, name, focus_area="mobility", headcount=number + 3,
                                  desks_needed=number + 2, pitch="Lidar").value
           for number, name in enumerate(COMPANIES)]
    company = house.applications.some(ids[:1])[0].company_id
    old = house.applications.add(other, company).value
    house.applications.move([old], stages["rejected"])
    clock.advance(days=30)
    for id, status in zip(ids[1:], ("review", "interview", "decision", "screening"), strict=False):
        house.applications.move([id], stages[status])
    house.close()
    return place


@pytest.fixture
def house(template: Path, tmp_path: Path) -> Iterator[House]:
    """A copy of the small house, ten days after its last step."""
    with copied(template, tmp_path, clock=FixedClock(BEGIN + timedelta(days=40))) as house:
        yield house


@pytest.fixture
def empty_house(tmp_path: Path) -> Iterator[House]:
    """Nothing in it."""
    house = House.open(blank(tmp_path / "empty.db"))
    yield house
    house.close()


@pytest.fixture
def build(context: Context, qtbot: QtBot) -> Iterator[Callable[[House], Room]]:
    """Builds the screen in a window, as the frame does, and waits until it has read."""
    with screens(context, qtbot, make, Room) as build:
        yield build


@pytest.fixture
def room(build: Callable[[House], Room], house: House) -> Room:
    """The screen on the small house."""
    return build(house)
