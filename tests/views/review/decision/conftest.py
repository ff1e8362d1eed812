"""The part with a meeting that is open, in a window."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from incubator_gui.db.database import Database
from incubator_gui.services.house import House
from incubator_gui.services.meetings_rows import ItemRow
from incubator_gui.views.review.decision import make as make_part
from incubator_gui.views.review.decision.tab import DecisionTab
from incubator_gui.widgets.context import Context
from tests.qt_support import context, jobs, nothing_left, settings, theme
from tests.screen_support import SeenShell
from tests.services.decisions.decision_house import DAY, Panel, furnish
from tests.support.databases import Maker, clock, file_database, make, templates

__all__ = ["clock", "context", "file_database", "jobs", "make", "nothing_left", "settings", "templates", "theme"]


class Day:
    """The part with what a test needs around it."""

    def __init__(self, tab: DecisionTab, house: House, panel: Panel, shell: SeenShell, context: Context, qtbot: QtBot,
                 window: QWidget) -> None:
        self.tab, self.house, self.panel, self.shell, self.window = tab, house, panel, shell, window
        self._context, self._qtbot = context, qtbot
        self.asked: list[str] = []
        tab.part_asked.connect(lambda part, _filters: self.asked.append(part))

    def idle(self) -> None:
        """Wait until all jobs have ended and what they brought is shown."""
        for _ in range(4):
            self._qtbot.waitUntil(lambda: not self._context.jobs.busy(), timeout=30_000)
            self._qtbot.wait(5)

    def press(self, keys: str, widget: QWidget | None = None) -> None:
        """Letters and figures, as a person presses them, one after the other."""
        for key in keys:
            QTest.keyClick(widget or self.tab.day_page.list, key)
            self.idle()

    def key(self, key: Qt.Key, widget: QWidget | None = None,
            modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key that is no letter."""
        QTest.keyClick(widget or self.tab.day_page.list, key, modifier)
        self.idle()

    @property
    def item(self) -> ItemRow:
        """The item at hand, as it is shown."""
        found = self.tab.day_page.item
        assert found is not None
        return found

    @property
    def numbers(self) -> list[int]:
        """The agenda as it is stored."""
        assert self.tab.wanted is not None
        return [item.number for item in self.house.meetings.agenda(self.tab.wanted)]


@pytest.fixture
def house(file_database: Database) -> House:
    """A house in one file."""
    return House(file_database)


@pytest.fixture
def panel(file_database: Database, make: Maker) -> Panel:
    """Six applications and a panel with conflicts."""
    return furnish(file_database, make)


@pytest.fixture
def meeting(house: House, panel: Panel) -> UUID:
    """A meeting under way with four seats, Anna in the chair."""
    people = [panel.people[name] for name in ("Anna", "Bo", "Cai", "Dora")]
    made = house.meetings.add(panel.call, "Decision day", held_on=DAY, chair=panel.people["Anna"], people=people).value
    house.meetings.open(made)
    return made


@pytest.fixture
def bare(qtbot: QtBot, context: Context, house: House, panel: Panel) -> Iterator[Day]:
    """The part on a call without a meeting, or with the meeting that was asked for before."""
    shell = SeenShell()
    context.house, context.shell, context.clock = house, shell, house.clock
    tab = make_part(context)
    assert isinstance(tab, DecisionTab)
    window = QWidget()
    window.setObjectName("Window")
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(tab)
    window.resize(1256, 800)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    context.actions.set_scope("review")
    context.bus.changed.connect(tab.refresh)
    day = Day(tab, house, panel, shell, context, qtbot, window)
    tab.set_round(house.rounds.row(panel.call))
    tab.activated()
    day.idle()
    yield day
    if tab.projector is not None:
        tab.projector.close()
    tab.day_page.timer.pause()
    day.idle()
    window.close()
    window.deleteLater()


@pytest.fixture
def day(meeting: UUID, bare: Day) -> Day:
    """The part on the open meeting, its page in front."""
    bare.tab.read()
    bare.idle()
    bare.tab.go("day")
    bare.idle()
    return bare
