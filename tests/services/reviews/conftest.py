"""A house with a round whose reviewers have sent their keys, and a folder for files."""

from __future__ import annotations

from pathlib import Path

import pytest

from incubator_gui.services.house import House
from tests.services.reviews.posts import with_keys
from tests.services.reviews.rooms import Room, room


@pytest.fixture
def made(house: House) -> Room:
    return with_keys(room(house))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "out"
    place.mkdir()
    return place
