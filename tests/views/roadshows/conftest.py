"""What tests of the roadshows screen share: a house with five companies, one roadshow, and the screen on it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pikepdf
import pytest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from incubator_gui.core.messages import Message, text
from incubator_gui.db.database import Database
from incubator_gui.services.house import House
from incubator_gui.views.roadshows import make as make_screen
from incubator_gui.views.roadshows.screen import RoadshowsScreen
from incubator_gui.widgets.context import Context, Shell
from tests.qt_support import context, jobs, nothing_left, settings, theme
from tests.support.databases import clock, file_database, make, templates

__all__ = [
    "clock",
    "context",
    "fair",
    "file_database",
    "house",
    "jobs",
    "make",
    "nothing_left",
    "screen",
    "settings",
    "shell",
    "templates",
    "theme",
]


def deck(pages: int = 2, *, script: bool = False, password: str = "") -> bytes:
    """A small PDF."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(960, 540))
    if script:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    out = io.BytesIO()
    pdf.save(out, encryption=pikepdf.Encryption(owner="o", user=password) if password else False)
    return out.getvalue()


@dataclass
class Told(Shell):
    """Remembers what the screen asked of the window."""

    said: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)
    records: list[tuple[str, UUID]] = field(default_factory=list)
    screens: list[tuple[str, Any]] = field(default_factory=list)
    sides: int = 0

    def say(self, message: Message | str, *, undo: bool = False) -> None:
        self.said.append(text(message))

    def warn(self, message: Message | str, level: Any = "error", **_link: Any) -> None:
        self.warned.append(text(message))

    def open_record(self, kind: str, id: UUID) -> None:
        self.records.append((kind, id))

    def open_screen(self, screen: str, filters: dict[str, Any] | None = None) -> None:
        self.screens.append((screen, filters))

    def refresh_side(self) -> None:
        self.sides += 1


@dataclass
class Fair:
    """Ids of the house."""

    show: UUID
    companies: dict[str, UUID]


@pytest.fixture
def house(file_database: Database) -> House:
    """Five companies, three of which are in the line-up of one roadshow."""
    return House(file_database)


@pytest.fixture
def fair(house: House) -> Fair:
    """The roadshow, in Chinese, on a day that is still to come."""
    companies = {name: house.companies.add(name).value for name in ("Ladewerk", "Fernmoss", "禾岚电驱", "Moorfink",
                                                                    "Lindwurm")}
    day = date(house.clock.today().year + 1, 5, 27)
    show = house.roadshows.add("Spring", held_on=day, starts_at="13:30", ends_at="17:30", place="Hall", language="en",
                               contact="show@house.example").value
    house.roadshows.add_companies(show, [companies[name] for name in ("Ladewerk", "Fernmoss", "禾岚电驱")])
    house.companies.save_profile(companies["Ladewerk"], "en", {"claim": "Charging without waiting",
                                                               "ask_amount": "3000000", "ask_currency": "EUR"})
    return Fair(show, companies)


@pytest.fixture
def shell() -> Told:
    """The window around the screen."""
    return Told()


@pytest.fixture
def screen(qtbot: QtBot, context: Context, house: House, fair: Fair, shell: Told, tmp_path: Path,
           monkeypatch: pytest.MonkeyPatch) -> Iterator[RoadshowsScreen]:
    """The screen in a window, the roadshow open."""
    monkeypatch.setenv("HOME", str(tmp_path))
    context.house, context.shell, context.clock = house, shell, house.clock
    made = make_screen(context)
    assert isinstance(made, RoadshowsScreen)
    window = QWidget()
    window.setObjectName("Window")
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(made, 1)
    window.resize(1256, 820)
    window.show()
    context.actions.set_scope("roadshows")
    context.bus.changed.connect(made.refresh)
    made.activate()
    idle(qtbot, context)
    made.open_show(fair.show)
    idle(qtbot, context)
    yield made
    made.page.pack.cancel()
    made.page.pack.making.forget()
    made.page.pack.checking.forget()
    idle(qtbot, context)
    window.close()
    window.deleteLater()


def idle(qtbot: QtBot, context: Context) -> None:
    """Wait until all jobs have ended and what they brought is shown."""
    for _ in range(3):
        qtbot.waitUntil(lambda: not context.jobs.busy(), timeout=30_000)
        qtbot.wait(5)


def companies_of(house: House, show: UUID) -> list[str]:
    """The names of the line-up, in order."""
    return [entry.company for entry in house.roadshows.lineup(show)]


