"""A call under review, and the part with its scores in a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from incubator_gui.core.clock import FixedClock
from incubator_gui.db.database import Actor
from incubator_gui.domain.changes import Changes
from incubator_gui.services.house import House
from incubator_gui.views.review.scores import make
from incubator_gui.views.review.scores.tab import ScoresTab
from incubator_gui.widgets.context import Context
from tests.screen_support import SeenShell, closed_windows
from tests.services.scores.score_house import NOW, Panel
from tests.support.databases import blank


class Desk:
    """The part with what a test needs around it."""

    def __init__(self, tab: ScoresTab, panel: Panel, context: Context, shell: SeenShell, qtbot: QtBot) -> None:
        self.tab, self.panel, self.context, self.shell, self.qtbot = tab, panel, context, shell, qtbot
        self.parts: list[tuple[str, dict[str, Any]]] = []
        tab.part_asked.connect(lambda part, filters: self.parts.append((part, filters)))

    def idle(self) -> None:
        """Wait until all jobs have ended and what they brought is shown."""
        for _ in range(4):
            self.qtbot.waitUntil(lambda: not self.context.jobs.busy(), timeout=20_000)
            self.qtbot.wait(5)

    def elsewhere(self, write: Callable[[], Any]) -> None:
        """A change that was made elsewhere."""
        write()
        self.context.bus.publish(Changes(everything=True))
        self.idle()

    def words(self, key: str) -> list[str]:
        """What the cells of a column say, from top to bottom."""
        rows = self.tab.table.rows
        column = next(one for one in rows.columns if one.key == key)
        return [column.words(column.of(row)) for id in rows.visible_ids() if (row := rows.row_of(id)) is not None]


@pytest.fixture
def empty_house(tmp_path: Path) -> Iterator[House]:
    """An empty, migrated house."""
    house = House.open(blank(tmp_path / "house.db"), clock=FixedClock(NOW), actor=Actor("li", "desk-1"))
    yield house
    house.close()


@pytest.fixture
def panel(empty_house: House) -> Panel:
    """Twelve applications, five reviewers, three reviews each."""
    return Panel(empty_house, count=12, people=5, each=3, seed=3)


@pytest.fixture
def build(context: Context, qtbot: QtBot) -> Iterator[Callable[[Panel], Desk]]:
    """Builds the part in a window and waits until it has read."""
    def make_desk(panel: Panel) -> Desk:
        shell = SeenShell()
        context.shell, context.house = shell, panel.house
        tab = make(context)
        assert isinstance(tab, ScoresTab)
        window = QWidget()
        layout = QHBoxLayout(window)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(tab)
        window.resize(1240, 760)
        windows.append(window)
        context.bus.changed.connect(tab.refresh)
        window.show()
        qtbot.waitExposed(window)
        desk = Desk(tab, panel, context, shell, qtbot)
        tab.set_round(panel.house.rounds.row(panel.call))
        tab.activated()
        desk.idle()
        return desk

    with closed_windows() as windows:
        yield make_desk


@pytest.fixture
def desk(build: Callable[[Panel], Desk], panel: Panel) -> Desk:
    """The part over the call."""
    return build(panel)
