"""One part of the review screen on a small house; each part has a `template` and says by `part` which it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from incubator_gui.core.clock import FixedClock
from incubator_gui.services.house import House
from incubator_gui.views.review.review_tab import ReviewTab
from incubator_gui.widgets.context import Context
from tests.screen_support import copied
from tests.views.review.setup.room import NOW, Room, parts


@pytest.fixture
def house(template: Path, tmp_path: Path) -> Iterator[House]:
    """A copy of the small house."""
    with copied(template, tmp_path, clock=FixedClock(NOW)) as house:
        yield house


@pytest.fixture
def build(context: Context, qtbot: QtBot, part: Callable[..., ReviewTab]) -> Iterator[Callable[[House], Room]]:
    """Builds the part in a window."""
    with parts(context, qtbot, part) as build:
        yield build


@pytest.fixture
def room(build: Callable[[House], Room], house: House) -> Room:
    """The part on the small house."""
    return build(house)
