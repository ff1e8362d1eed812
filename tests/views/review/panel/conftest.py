"""The part "Reviewers" on a small house whose round is set up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from incubator_gui.core.clock import FixedClock
from incubator_gui.services.house import House
from incubator_gui.views.review.panel import make
from incubator_gui.views.review.review_tab import ReviewTab
from tests.views.review.setup.room import NOW, fill


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
def part() -> Callable[..., ReviewTab]:
    """Which part."""
    return make
