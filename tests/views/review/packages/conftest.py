"""The part "Packages" on a small house with a round, three reviewers and three applications."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from incubator_gui.core.clock import FixedClock
from incubator_gui.services.house import House
from incubator_gui.views.review.packages import make
from incubator_gui.views.review.review_tab import ReviewTab
from tests.screen_support import copied
from tests.services.reviews import rooms
from tests.services.reviews.posts import with_keys
from tests.support.databases import ACTOR, START, blank


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, rooms.Room]:
    """The small house as a file, made once, and what is in it."""
    place = tmp_path_factory.mktemp("packages") / "house.db"
    house = House.open(blank(place), clock=FixedClock(START), actor=ACTOR)
    made = with_keys(rooms.room(house, applications=3))
    house.close()
    return place, made


@pytest.fixture
def house(template: tuple[Path, rooms.Room], tmp_path: Path) -> Iterator[House]:
    """A copy of the small house."""
    with copied(template[0], tmp_path, clock=FixedClock(START), actor=ACTOR) as house:
        yield house


@pytest.fixture
def made(template: tuple[Path, rooms.Room], house: House) -> rooms.Room:
    """What is in the house."""
    known = template[1]
    return rooms.Room(house, known.call, known.round, known.version, known.applications, known.companies,
                      known.reviewers, known.people, known.questions, known.documents, known.stages)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where files go."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


@pytest.fixture
def part() -> Callable[..., ReviewTab]:
    """Which part."""
    return make
