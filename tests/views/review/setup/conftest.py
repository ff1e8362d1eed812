"""The part "Rubric and phases" on a small house."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from incubator_gui.views.review.review_tab import ReviewTab
from incubator_gui.views.review.setup import make
from tests.views.review.setup.room import fill


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small house as a file, made once."""
    place = tmp_path_factory.mktemp("setup") / "house.db"
    fill(place)
    return place


@pytest.fixture
def part() -> Callable[..., ReviewTab]:
    """Which part."""
    return make
