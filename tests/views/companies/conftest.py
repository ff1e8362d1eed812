"""What tests of this screen share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from incubator_gui.services.house import House
from tests.qt_support import context, jobs, nothing_left, settings, theme
from tests.services.merge_house import open_house
from tests.views.companies.rich import Rich, rich_house
from tests.views.companies.room import room, shell

__all__ = ["context", "house", "jobs", "nothing_left", "room", "settings", "shell", "theme"]


@pytest.fixture(scope="session")
def rich_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rich]:
    """A house with something of everything as a file, made once, and what is in it."""
    place = tmp_path_factory.mktemp("rich") / "house.db"
    with closing(open_house(place)) as house:
        return place, rich_house(house)


@pytest.fixture
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A house on a file; with `rich`, a copy of the house with something of everything."""
    if "rich" in request.fixturenames:
        shutil.copytree(request.getfixturevalue("rich_file")[0].parent, tmp_path, dirs_exist_ok=True)
    with closing(open_house(tmp_path / "house.db")) as opened:
        yield opened


@pytest.fixture
def rich(rich_file: tuple[Path, Rich], house: House) -> Rich:
    """What is in the house with something of everything."""
    return rich_file[1]
