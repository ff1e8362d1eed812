"""A first call: what each part of Review says before its review is set up, and right after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from incubator_gui.app.application import Opened
from incubator_gui.app.tour.stop import Stop
from incubator_gui.app.tour.waiting import wait_until

_PARTS: tuple[tuple[str, str, dict[str, str]], ...] = (("desk", "desk", {}), ("people", "panel", {"segment": "people"}),
          ("conflicts", "panel", {"segment": "conflicts"}), ("copies", "panel", {"segment": "blind"}),
          ("assignment", "assignment", {}), ("packages", "packages", {}), ("scores", "scores", {}),
          ("decision", "decision", {"page": "prepare"}), ("result", "decision", {"page": "result"}),
          ("rubric", "setup", {"segment": "rubric"}), ("round", "setup", {"segment": "round"}))


def stops(opened: Opened) -> Iterator[Stop]:
    """Ends as it began."""
    pose = Pose(opened)
    for begin, prefix in ((pose.add_call, "empty-review"), (pose.set_up, "empty-review-begun")):
        for name, part, filters in _PARTS:
            yield Stop(f"{prefix}-{name}", begin,
                       lambda part=part, filters=filters: pose.go(part, filters),  # type: ignore[misc]
                       leave=pose.end if begin == pose.set_up and name == "round" else None)


class Pose:
    """A call without applications."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._call: UUID | None = None
        self._steps = 0

    def add_call(self) -> None:
        """The call is there, its review is not."""
        house: Any = self._opened.context.house
        if self._call is None:
            self._write(lambda: house.calls.add_call("2027-1"))
            self._call = house.rounds.rows()[0].call_id

    def set_up(self) -> None:
        """Its review is set up, nobody is on the panel."""
        house: Any = self._opened.context.house
        self.add_call()
        if house.rounds.row(self._call).round_id is None:
            self._write(lambda: house.rounds.begin(self._call))

    def go(self, part: str, filters: dict[str, Any]) -> None:
        """One part."""
        self._opened.window.open_list("review", {"part": part, "call": self._call, **filters})

    def end(self) -> None:
        """Undo both."""
        house: Any = self._opened.context.house
        for _ in range(self._steps):
            self._write(lambda: house.history.undo(), 0)
        self._steps, self._call = 0, None

    def _write(self, work: Callable[[], Any], step: int = 1) -> None:
        self._opened.context.jobs.write(work, owner=self._opened.window)
        self._steps += step
        wait_until(lambda: not self._opened.context.jobs.busy())
