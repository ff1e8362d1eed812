"""The order in which the tour goes through its stops."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from incubator_gui.app.application import Opened
from incubator_gui.app.tour.stop import Stop
from incubator_gui.app.tour.stops import (
    beginning,
    first_screens,
    floor_plan,
    frame,
    house,
    imports,
    overview,
    records,
    review,
    roadshows,
    services,
    stays,
)


def full_house(opened: Opened, scratch: Path) -> Iterator[Stop]:
    """Everything, on the sample incubator."""
    return chain(
        first_screens.stops(opened), frame.stops(opened), overview.stops(opened), records.stops(opened),
        stays.stops(opened), floor_plan.stops(opened), services.stops(opened), roadshows.stops(opened),
        review.stops(opened, scratch), house.stops(opened), imports.stops(opened, scratch))


def empty_house(opened: Opened, scratch: Path) -> Iterator[Stop]:
    """The first day: nothing is there, then the house comes in from a table, and goes again."""
    return beginning.stops(opened, scratch)
