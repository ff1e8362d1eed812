"""A small house, and the screen of applications in a window."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from incubator_gui.core.clock import FixedClock
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import Person
from incubator_gui.services.house import House
from incubator_gui.views.applications import make
from incubator_gui.views.applications.screen import ApplicationsScreen
from incubator_gui.widgets.context import Context, Shell

COMPANIES = ("Lumenhain Sensorik GmbH", "澜杉智驾", "Fernmoss Autonomy", "Nebelrad Robotik", "桥鹿数链",
             "Paperheron Cloud")


class SeenShell(Shell):
    """Remembers what the screen asked of the window, and shows its side panel."""

    def __init__(self) -> None:
        self.records: list[tuple[str, Any]] = []
        self.screens: list[tuple[str, dict[str, Any] | None]] = []
        self.said: list[str] = []
        self.warned: list[str] = []
        self.counters: dict[str, int | None] = {}
        self.screen: ApplicationsScreen | None = None

    def open_record(self, kind: str, id: Any) -> None:
        self.records.append((kind, id))

    def open_screen(self, screen: str, filters: dict[str, Any] | None = None) -> None:
        self.screens.append((screen, filters))

    def say(self, message: Any, *, undo: bool = False) -> None:
        self.said.append(str(message))

    def warn(self, message: Any, level: Any = "error", **_link: Any) -> None:
        self.warned.append(str(message))

    def counter(self, screen: str, number: int | None, *, late: bool = False) -> None:
        self.counters[screen] = number

    def refresh_side(self) -> None:
        panel = self.screen.side_panel() if self.screen is not None else None
        if self.screen is not None and panel is not None:
            layout = self.screen.window().layout()
            assert layout is not None
            layout.addWidget(panel)
            panel.show()


class Room:
    """The screen with what a test needs around it."""

    def __init__(self, screen: ApplicationsScreen, house: House, context: Context, shell: SeenShell,
                 qtbot: QtBot) -> None:
        self.screen, self.house, self.context, self.shell, self.qtbot = screen, house, context, shell, qtbot

    def idle(self) -> None:
        """Wait until all jobs have ended and what they brought is shown."""
        for _ in range(3):
            self.qtbot.waitUntil(lambda: not self.context.jobs.busy(), timeout=20_000)
            self.qtbot.wait(5)

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

    def elsewhere(self, write: Callable[[], Any]) -> None:
        """A change that another workstation makes."""
        result = write()
        self.context.bus.publish(getattr(result, "changes", result))
        self.idle()


BEGIN = datetime(2027, 4, 1, 8, tzinfo=UTC)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small house as a file, made once: two calls, six applications in several stages, two colleagues."""
    clock, place = FixedClock(BEGIN), tmp_path_factory.mktemp("applications") / "house.db"
    house = House.open(place, clock=clock)
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
    for file in template.parent.iterdir():
        if file.is_file():
            shutil.copy(file, tmp_path)
    house = House.open(tmp_path / template.name, clock=FixedClock(BEGIN + timedelta(days=40)))
    yield house
    house.close()


@pytest.fixture
def empty_house(tmp_path: Path) -> Iterator[House]:
    """Nothing in it."""
    house = House.open(tmp_path / "empty.db")
    yield house
    house.close()


@pytest.fixture
def build(context: Context, qtbot: QtBot) -> Iterator[Callable[[House], Room]]:
    """Builds the screen in a window, as the frame does, and waits until it has read."""
    windows: list[QWidget] = []

    def made(house: House) -> Room:
        context.house, context.clock = house, house.clock
        shell = SeenShell()
        context.shell = shell
        screen = make(context)
        assert isinstance(screen, ApplicationsScreen)
        shell.screen = screen
        window = QWidget()
        window.setObjectName("Window")
        row = QHBoxLayout(window)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(screen, 1)
        window.resize(1256, 820)
        context.actions.set_scope(screen.id)
        context.bus.changed.connect(screen.refresh)
        windows.append(window)
        window.show()
        screen.activate()
        room = Room(screen, house, context, shell, qtbot)
        room.idle()
        return room

    yield made
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def room(build: Callable[[House], Room], house: House) -> Room:
    """The screen on the small house."""
    return build(house)
