"""The set-up of the house: floors and rooms, a cell that needs a look, a further site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from incubator_gui.app.application import Opened
from incubator_gui.app.tour.stop import Stop, at


def stops(opened: Opened) -> Iterator[Stop]:
    """On the sample's own floors; nothing is stored."""
    pose = Pose(opened)
    yield Stop("house", lambda: opened.window.open_list("house", {}))
    yield Stop("house-site", lambda: opened.window.open_list("house", {}), pose.site)
    yield Stop("house-room", lambda: opened.window.open_list("house", {}), pose.room)
    yield Stop("house-series", lambda: opened.window.open_list("house", {}), pose.series, window=False)
    yield Stop("house-further", lambda: opened.window.open_list("house", {"new": True}),
               leave=lambda: pose.screen.start.cancelled.emit())


class Pose:
    """What the stops do with the screen."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    @property
    def screen(self) -> Any:
        """The screen, in front."""
        return at(self._opened.window, "house")

    def site(self) -> None:
        """The site instead of a floor."""
        floors = self._opened.context.house.space.plan().floors
        self._opened.window.open_list("house", {"site": floors[0].site})

    def room(self) -> None:
        """A room of the second floor, marked in the drawing too."""
        plan = self._opened.context.house.space.plan()
        floor = plan.floors[min(1, len(plan.floors) - 1)].id
        self._opened.window.open_list("house", {"room": next(id for id, one in plan.rooms.items()
                                                             if one.floor == floor)})

    def series(self) -> None:
        """More rooms like the last one."""
        self.room()
        self._opened.context.actions.trigger("house.series")
