"""The part "Rubric and phases" on a small house."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from incubator_gui.core.clock import FixedClock
from incubator_gui.services.house import House
from incubator_gui.views.review.setup import make
from incubator_gui.widgets.context import Context
from tests.views.review.setup.room import NOW, Room, fill, make_builder


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small house as a file, made once."""
    place = tmp_path_factory.mktemp("setup") / "house.db"
    fill(place)
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
