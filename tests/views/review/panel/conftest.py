"""The part "Reviewers" on a small house whose round is set up."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from incubator_gui.core.clock import FixedClock
from incubator_gui.services.house import House
from incubator_gui.views.review.panel import make
from incubator_gui.widgets.context import Context
from tests.views.review.setup.room import NOW, Room, fill, make_builder


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small house as a file, made once: two reviewers, one of them on the panel."""
    place = tmp_path_factory.mktemp("panel") / "house.db"
    fill(place)
    house = House.open(place, clock=FixedClock(NOW))
    call = house.rounds.rows()[0].call_id
    round_id = house.rounds.begin(call).value
    people = {name: id for id, name, _email in house.reviewers.candidates()}
    house.reviewers.add(people["Shen Yu"], round_id=round_id, topics={"mobility": 3}, quota=5)
    house.reviewers.add(people["Jonas Brandt"], employer="Pfeilhag Logistik")
    house.close()
    return place


@pytest.fixture
def house(template: Path, tmp_path: Path) -> Iterator[House]:
    """A copy of the small house."""
    for file in template.parent.iterdir():
        if file.is_file():
            shutil.copy(file, tmp_path)
    house = House.open(tmp_path / template.name, clock=FixedClock(NOW))
    yield house
    house.close()


@pytest.fixture
def build(context: Context, qtbot: QtBot) -> Iterator[Callable[[House], Room]]:
    """Builds the part in a window."""
    windows: list[QWidget] = []
    yield make_builder(context, qtbot, make, windows)
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def room(build: Callable[[House], Room], house: House) -> Room:
    """The part on the small house."""
    return build(house)
