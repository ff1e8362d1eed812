"""How long a review takes here, measured while people work; pauses do not count."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import Any
from uuid import UUID

KEPT = 40
LEAST = 3
"""So many reviews must be measured before anything is said."""
PAUSE = 240.0
"""Seconds without a sign of work after which somebody is away."""


class Pace:
    """Told of every sign of work; knows the median of the last reviews in seconds."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._spent: dict[UUID, float] = {}
        self._last: float | None = None
        self.seconds: list[float] = []

    def work(self, application: UUID) -> None:
        """Somebody reads or writes on this application."""
        now = self._now()
        if self._last is not None and now - self._last < PAUSE:
            self._spent[application] = self._spent.get(application, 0.0) + now - self._last
        self._last = now

    def finished(self, application: UUID) -> None:
        """A review was finished for the first time."""
        self.work(application)
        spent = self._spent.pop(application, 0.0)
        if spent >= 5:  # less is no reading: a paper form is being typed in
            self.seconds = [*self.seconds, spent][-KEPT:]

    def left(self, count: int) -> float | None:
        """Seconds that so many more will take; None while too little is known."""
        return median(self.seconds) * count if len(self.seconds) >= LEAST and count else None

    def state(self) -> list[int]:
        """For the next start."""
        return [round(one) for one in self.seconds]

    def restore(self, state: Any) -> None:
        """What `state` gave; trust nothing in it."""
        if isinstance(state, list):
            self.seconds = [float(one) for one in state if isinstance(one, (int, float)) and 5 <= one < 36_000][-KEPT:]
