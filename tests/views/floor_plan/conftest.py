"""A small house of two floors, and the floor plan in a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from incubator_gui.core.clock import FixedClock
from incubator_gui.domain.space import Span
from incubator_gui.services.house import House
from incubator_gui.services.space import FloorDraft, RoomDraft
from incubator_gui.views.floor_plan import make
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.plan import DESK, ROOM, Item, Payload, Target
from tests import screen_support
from tests.screen_support import copied, screens
from tests.support.databases import Maker, add, blank

TODAY = date(2027, 3, 1)
BEGIN = datetime(2027, 3, 1, 8, tzinfo=UTC)
MAY, JUNE, NEXT = date(2027, 5, 1), date(2027, 6, 1), date(2028, 1, 1)


class SeenShell(screen_support.SeenShell):
    """The day that is asked for reaches the screen, as it does in the window."""

    def set_date(self, day: date | None) -> None:
        super().set_date(day)
        if self.screen is not None:
            self.screen.set_date(day)


class Room(screen_support.Room):
    """The floor plan with what a test needs around it."""

    def idle(self) -> None:
        super().idle()
        self.qtbot.waitUntil(lambda: not self.screen.model._pause.isActive())

    def company(self, name: str) -> UUID:
        """A company by its name."""
        return next(id for id, one in self.house.space.plan().companies.items() if one.name == name)

    def desk(self, label: str) -> UUID:
        """A desk by its label, `101-1`."""
        return next(place.desk for place in self.house.space.plan().places if place.label == label and place.desk)

    def room_id(self, number: str) -> UUID:
        """A room by its number."""
        return next(place.room for place in self.house.space.plan().places if place.label == number)

    def has(self, name: str, day: date = TODAY) -> list[str]:
        """Where a company sits on a day."""
        plan = self.house.space.plan()
        return sorted(plan.place_of[one.room, one.desk].label for one in plan.of_company(self.company(name))
                      if one.span.has(day))

    def choose(self, *labels: str) -> None:
        """Choose desks as on the plan."""
        self.screen.model.choose([self.desk(label) for label in labels])

    def run(self, id: str) -> Any:
        """Run a command; returns the dialog that it opened."""
        self.context.actions.trigger(id)
        return self.screen.deeds.dialog

    def send(self) -> None:
        """The main button of the open dialog."""
        dialog = self.screen.deeds.dialog
        assert dialog is not None
        assert dialog.main.isEnabled(), dialog.says.text()  # type: ignore[attr-defined]
        self.qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
        self.idle()

    def drop(self, payload: Payload, place: str, *, swap: bool = False) -> None:
        """What the canvas tells when a company was let go on a desk (`101-7`) or a room (`103`)."""
        item = Item(DESK, self.desk(place)) if "-" in place else Item(ROOM, self.room_id(place))
        plan, day = self.screen.model.plan, self.screen.model.day
        assert plan is not None
        company = plan.holders(day).get(item.id)
        self.screen.plan.canvas.dropped.emit(payload, Target(item, company, swap))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two floors, three companies with desks, two that wait."""
    place = tmp_path_factory.mktemp("floor_plan") / "house.db"
    house = House.open(blank(place), clock=FixedClock(BEGIN))
    house.space.set_up("Haupthaus", [
        FloorDraft("1", (RoomDraft("101", desks=12, area=120.0), RoomDraft("102", "private_office", 4, 40.0),
                         RoomDraft("103", "meeting", 0, 30.0))),
        FloorDraft("2", (RoomDraft("201", desks=8, area=80.0),))])
    maker = Maker()
    names = {"Kranichtal": "resident", "澜杉智驾": "resident", "Nebelrad": "resident", "Fernmoss": "admitted",
             "Ostpark": "admitted"}
    companies = {name: maker.company(legal_name=name, life="admitted", focus_area="cloud") for name in names}
    add(house.database, *companies.values())
    plan = house.space.plan()
    desks = {place.label: place.desk for place in plan.places if place.desk}
    for name, labels, until in (("Kranichtal", [f"101-{n}" for n in range(1, 7)], None),
                                ("澜杉智驾", [f"102-{n}" for n in range(1, 4)], JUNE),
                                ("Nebelrad", ["201-1", "201-2"], NEXT)):
        house.residency.begin(companies[name].id, "resident", date(2026, 6, 1), desks=len(labels), planned_end=until,
                              contract=f"V-{len(labels)}")
        house.space.allocate(companies[name].id, Span(date(2026, 6, 1), until),
                             desks=[desks[label] for label in labels])
    house.residency.begin(companies["Fernmoss"].id, "resident", MAY, desks=4, planned_end=NEXT, wish="near the lab")
    house.close()
    return place


@pytest.fixture
def house(template: Path, tmp_path: Path) -> Iterator[House]:
    """A copy of the small house."""
    with copied(template, tmp_path, clock=FixedClock(BEGIN)) as house:
        yield house


@pytest.fixture
def empty_house(tmp_path: Path) -> Iterator[House]:
    """Nothing in it."""
    house = House.open(blank(tmp_path / "empty.db"), clock=FixedClock(BEGIN))
    yield house
    house.close()


@pytest.fixture
def build(context: Context, qtbot: QtBot) -> Iterator[Callable[[House], Room]]:
    """Builds the screen in a window, as the frame does, and waits until it has read."""
    with screens(context, qtbot, make, Room, shell=SeenShell) as build:
        yield build


@pytest.fixture
def room(build: Callable[[House], Room], house: House) -> Room:
    """The screen on the small house."""
    return build(house)
