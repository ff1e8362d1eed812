"""What tests of the dossier screen share: a house with three companies and the screen on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from incubator_gui.core.messages import Message, text
from incubator_gui.db.database import Database
from incubator_gui.services.house import House
from incubator_gui.views.dossier import make as make_screen
from incubator_gui.views.dossier.screen import DossierScreen
from incubator_gui.widgets.context import Context, Shell
from tests.qt_support import context, jobs, nothing_left, settings, theme
from tests.support.databases import Maker, add, clock, file_database, make, templates

__all__ = ["choose", "clock", "context", "file_database", "house", "jobs", "make", "nothing_left", "screen", "settings",
           "shell", "templates", "theme"]

HOSTILE = '<b>../../etc/passwd</b>\r\n"; rm -rf ~ \u202e-o raw \U0001f9ff'


@dataclass
class Told(Shell):
    """Remembers what the screen asked of the window."""

    said: list[str] = field(default_factory=list)
    records: list[tuple[str, UUID]] = field(default_factory=list)
    screens: list[str] = field(default_factory=list)

    def say(self, message: Message | str, *, undo: bool = False) -> None:
        self.said.append(text(message))

    def open_record(self, kind: str, id: UUID) -> None:
        self.records.append((kind, id))

    def open_screen(self, screen: str, filters: dict[str, Any] | None = None) -> None:
        self.screens.append(screen)


@pytest.fixture
def house(file_database: Database, make: Maker) -> House:
    """Three companies: one with texts in German, one Chinese, one with a hostile name."""
    plain = make.company(trade_name="Ladewerk", legal_name="Ladewerk Elektrik GmbH", country="DE", city="Kassel")
    chinese = make.company(chinese_name="霁川线控", legal_name="", pinyin="ji chuan xian kong", country="CN")
    hostile = make.company(trade_name=HOSTILE, legal_name="")
    people = [make.person(), make.person()]
    add(file_database, plain, chinese, hostile, *people)
    house = House(file_database)
    house.companies.save_profile(plain.id, "de", {"claim": "Laden ohne Warten", "problem": "Zu wenige Säulen."})
    house.companies.add_person(plain.id, "Anna Beispiel", "founder")
    house.companies.add_milestone(plain.id, "Erste Säule", None)
    return house


@pytest.fixture
def shell() -> Told:
    """The window around the screen."""
    return Told()


@pytest.fixture
def screen(qtbot: QtBot, context: Context, house: House, shell: Told, tmp_path: Path,
           monkeypatch: pytest.MonkeyPatch) -> Iterator[DossierScreen]:
    """The screen in front, its companies read."""
    monkeypatch.setenv("HOME", str(tmp_path))
    context.house, context.shell, context.clock = house, shell, house.clock
    made = make_screen(context)
    assert isinstance(made, DossierScreen)
    made.resize(1200, 800)
    made.show()
    context.actions.set_scope("dossier")
    made.activate()
    qtbot.waitUntil(lambda: not context.jobs.busy())
    yield made
    made.making.forget()
    qtbot.waitUntil(lambda: not context.jobs.busy(), timeout=20_000)
    made.close()
    made.deleteLater()


@pytest.fixture
def choose(screen: DossierScreen, house: House, qtbot: QtBot) -> Callable[[str], UUID]:
    """Choose a company by a part of its name and wait for its paper."""

    def run(words: str) -> UUID:
        company = house.dossiers.find(words)
        with qtbot.waitSignal(screen.making.made, timeout=30_000):
            screen.apply({"company": company})
        return company

    return run
