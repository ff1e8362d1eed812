"""Who sits where on a floor, day after day: made once, then asked at every move of a slider.

Desks and companies are numbers here: a slider asks thousands of times, and ids are slow to look up.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from incubator_gui.domain.scene import Box, Run, Scene, run_of
from incubator_gui.domain.space import Holding, Timeline


class FloorRuns:
    """The desks of a scene with what holds them."""

    def __init__(self, scene: Scene, timeline: Timeline) -> None:
        self.scene = scene
        numbers = {desk.id: at for at, desk in enumerate(scene.desks)}
        self._beside = [tuple(numbers[id] for id in scene.neighbours[desk.id]) for desk in scene.desks]
        self._lanes: list[tuple[Sequence[date], Sequence[Holding]]] = []
        self._owners: list[list[int]] = []
        companies: dict[UUID, int] = {}
        for desk in scene.desks:
            held = timeline.of(desk.room, desk.id)
            self._lanes.append(([one.span.starts for one in held], held))
            self._owners.append([companies.setdefault(one.company, len(companies)) for one in held])
        self.companies = list(companies)
        """Those that ever sit here; the place in this list is their number."""
        self.rooms = [(room.id, [numbers[id] for id in scene.order.get(room.id, ())]) for room in scene.rooms]
        self._runs: dict[tuple[int, ...], tuple[Run, Box]] = {}

    def taken(self, day: date) -> tuple[list[Holding | None], list[int]]:
        """For each desk in the order of the scene what holds it, and the number of the company; -1 is free."""
        found: list[Holding | None] = []
        owners: list[int] = []
        for (starts, held), numbers in zip(self._lanes, self._owners, strict=True):
            at = bisect_right(starts, day) - 1
            one = held[at] if at >= 0 else None
            if one is not None and (one.span.until is None or day < one.span.until):
                found.append(one)
                owners.append(numbers[at])
            else:
                found.append(None)
                owners.append(-1)
        return found, owners

    def groups(self, keys: Sequence[int]) -> list[tuple[int, ...]]:
        """Desks that stand together and have the same key; -1 is none."""
        out: list[tuple[int, ...]] = []
        left = list(keys)
        desks, beside = self.scene.desks, self._beside
        for first, key in enumerate(keys):
            if left[first] < 0:
                continue
            left[first] = -1
            group = [first]
            for one in group:
                for other in beside[one]:
                    if left[other] == key:
                        left[other] = -1
                        group.append(other)
            group.sort(key=lambda at: desks[at].number)
            out.append(tuple(group))
        return out

    def run(self, company: UUID, group: tuple[int, ...]) -> tuple[Run, Box]:
        """The run of these desks and the box around it; its shape is worked out once."""
        found = self._runs.get(group)
        if found is None:
            desks = [self.scene.desks[at] for at in group]
            found = self._runs[group] = (run_of(company, desks),
                                         Box.around(p for desk in desks for p in desk.corners))
        run, box = found
        return run if run.company == company else replace(run, company=company), box
