"""What the window does once a day by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QTimer

from incubator_gui.app.upkeep import Upkeep
from incubator_gui.services.house import House
from tests.qt_support import context, jobs, settings, theme
from tests.services.houses import open_house

__all__ = ["context", "jobs", "settings", "theme"]


@pytest.fixture
def house(tmp_path):
    """A house whose clock stands still."""
    opened = open_house(tmp_path / "house.db")
    yield opened
    opened.close()


def life(house: House, company) -> str:
    return next(row.life for row in house.companies.rows() if row.id == company)


def test_life_lines_follow_the_stays_when_a_day_begins(house, context, qtbot) -> None:
    context.house, context.clock = house, house.clock
    tomorrow = house.clock.today() + timedelta(days=1)
    company = house.companies.add("Newcomer", life="admitted").value
    house.residency.begin(company, "resident", tomorrow)
    upkeep = Upkeep(context)
    upkeep._new_day()
    qtbot.waitUntil(lambda: not context.jobs.busy(), timeout=10_000)
    assert life(house, company) == "admitted"
    house.clock.advance(days=1)
    upkeep._new_day()
    qtbot.waitUntil(lambda: not context.jobs.busy(), timeout=10_000)
    assert life(house, company) == "resident"
    undo = house.history.state().undo
    upkeep._new_day()
    qtbot.waitUntil(lambda: not context.jobs.busy(), timeout=10_000)
    assert house.history.state().undo == undo
    upkeep.stop()


def test_a_program_that_ends_at_once_begins_no_upkeep_behind_it(house, context, qtbot) -> None:
    context.house, context.clock = house, house.clock
    upkeep = Upkeep(context)
    upkeep.start_soon()
    upkeep.stop()
    qtbot.wait(400)
    assert not any(timer.isActive() for timer in upkeep.findChildren(QTimer))
