"""A house with five applicants, small files made on the spot, and the import screen in a window."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from incubator_gui.services.house import House
from incubator_gui.services.imports.plan import PlanRow
from incubator_gui.views.importing import make
from incubator_gui.views.importing.screen import ImportScreen
from incubator_gui.widgets.context import Context
from tests import screen_support
from tests.screen_support import screens
from tests.support.databases import blank

HEAD = ("Startup name", "Founding date", "Mail", "Phone", "Team (FTE+PT)", "Sector", "Seats?", "Why here?")
KNOWN = (
    ("Fernmoss Autonomy", "2026-06", "hi@fernmoss.example", "", "4", "Future mobility", "4", ""),
    ("桥鹿数链", "2026-01", "a@qiaolu.example", "", "7", "Cloud applications", "6", ""),
    ("Haselried Data UG", "2026-02", "info@haselried.example", "+49 30 5550199", "2", "Cloud applications", "2", ""),
)
NEW = (
    ("Lumenhain Sensorik GmbH", "03/2026", "kontakt@lumenhain.example", "", "5", "Quayside", "6", "Partner"),
    ("Fernmoss Autonomy", "2026-06", "hi@fernmoss.example", "", "6", "Future mobility", "4", ""),
    ("桥鹿数链", "2026-01", "a@qiaolu.example", "", "7", "Cloud applications", "6", ""),
    ("Tannenhof Akku", "2026-13", "t@tannenhof.example", "", "8", "Quayside", "", ""),
    ("Haselried Daten", "2026-02", "neu@haselried-daten.example", "+49 30 5550199", "2", "Cloud applications", "", ""),
    ("Oakbarrow Sensing", "2026-04", "o@oakbarrow.example", "", "five", "Digitalisation", "", ""),
    ("溪桥质检 <img src=/etc/passwd>", "2026-07", "x@xiqiao.example", "", "6", "Digitalisation", "", ""),
)
CALL = "Call 2027-2"


def write_csv(path: Path, rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> Path:
    """A table as spreadsheets save it."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([head, *rows])
    return path


def write_xlsx(path: Path, rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> Path:
    """A workbook with a second sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Form answers"
    for row in (head, *rows):
        sheet.append(list(row))
    other = book.create_sheet("Notes")
    other.append(["Company", "Remark"])
    other.append(["Grauammer Systeme", "called"])
    book.save(path)
    return path


class Room(screen_support.Room):
    """The import with what a test needs around it."""

    def __init__(self, screen: ImportScreen, context: Context, qtbot: QtBot, folder: Path) -> None:
        super().__init__(screen, context, qtbot)
        self.folder = folder

    def open(self, path: Path) -> None:
        """Open a file and wait for its preview."""
        self.screen.open_file(path)
        self.idle()

    def row(self, company: str) -> PlanRow:
        """The planned row of a company."""
        facts = self.screen.flow.facts
        assert facts is not None
        return next(row for row in facts.plan.rows if company in row.prepared.title)

    def line(self, company: str) -> int:
        """Where a company stands in the preview."""
        return self.screen.preview.model.line_of(self.row(company).prepared.row)

    def verdicts(self) -> list[str]:
        """The results in the order of the file."""
        facts = self.screen.flow.facts
        return [row.verdict for row in facts.plan.rows] if facts is not None else []

    def bars(self) -> list[str]:
        """Every sentence in a message bar."""
        areas = (self.screen.messages, self.screen.preview.bars)
        return [bar.sentence() for area in areas for bar in area.bars()]

    def answered(self) -> int:
        """Applications in the house."""
        return len(self.house.applications.rows())


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with three applicants of one call, made once."""
    folder = tmp_path_factory.mktemp("stocked")
    house = House.open(blank(folder / "house.db"))
    file = write_csv(folder / "spring.csv", KNOWN, ("Firma", *HEAD[1:]))
    house.imports.apply(house.imports.open(file), CALL)
    house.close()
    return folder / "house.db"


@pytest.fixture
def house(stocked: Path, tmp_path: Path) -> Iterator[House]:
    """A house of its own with these applicants."""
    house = House.open(shutil.copyfile(stocked, tmp_path / "house.db"))
    yield house
    house.close()


@pytest.fixture
def build(context: Context, qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[House], Room]]:
    """Builds the screen in a window, as the frame does."""
    with screens(context, qtbot, make, partial(Room, folder=tmp_path), size=(1384, 824)) as build:
        yield build


@pytest.fixture
def room(build: Callable[[House], Room], house: House) -> Room:
    """The screen on the small house."""
    return build(house)


@pytest.fixture
def opened(room: Room) -> Room:
    """The screen with the second file open."""
    room.open(write_xlsx(room.folder / "autumn.xlsx", NEW))
    return room
