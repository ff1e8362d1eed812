"""What the overview reads, in one job on a reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from incubator_gui.services.applications import StaffRow
from incubator_gui.services.funnel import Step
from incubator_gui.services.overview import Overview, OverviewService
from incubator_gui.services.tasks import TaskRow, TasksService

_TRIED = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """The figures, the tasks, the funnel of one call, who of the staff is at the screen; is it the sample?"""

    overview: Overview
    tasks: tuple[TaskRow, ...]
    call: UUID | None
    steps: tuple[Step, ...]
    me: UUID | None
    sample: bool


def read(house: Any, day: date | None, names: Iterable[str], mine: bool, call: UUID | None) -> Reading:
    """Everything the screen shows; without a call the newest that anybody applied to."""
    from incubator_gui.services.sample import sample_is_loaded  # not needed before the first figures

    service = OverviewService(house.database)
    me = colleague(house.applications.staff(), names)
    owner = me if mine else None
    overview = service.read(day, owner)
    known = [choice.id for choice in overview.calls]
    tried = [call] if call is not None and call in known else known[:_TRIED]
    steps: tuple[Step, ...] = ()
    shown = tried[0] if tried else None
    for candidate in tried:
        steps = service.funnel(candidate, day)
        if steps[0].count:
            shown = candidate
            break
    return Reading(overview, TasksService(house.database).open(owner), shown, steps, me,
                   sample_is_loaded(house.database))


def colleague(staff: Iterable[StaffRow], names: Iterable[str]) -> UUID | None:
    """The member of staff who goes by one of these names: the name itself, or an account like lena.weber."""
    wanted = {_plain(name) for name in names if name.strip()}
    return next((person.id for person in staff if _plain(person.name) in wanted), None)


def _plain(name: str) -> str:
    return " ".join(name.replace(".", " ").replace("_", " ").casefold().split())
