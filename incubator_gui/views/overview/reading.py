"""What the overview reads: figures, duties and the funnel, each in a job of its own on the readers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from incubator_gui.services.applications import StaffRow
from incubator_gui.services.duty import Duty
from incubator_gui.services.funnel import Step
from incubator_gui.services.overview import Overview, OverviewService

_TRIED = 3


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures, who of the staff is at the screen; is it the sample?"""

    overview: Overview
    me: UUID | None
    sample: bool


@dataclass(frozen=True, slots=True)
class Duties:
    """What is due, and who can be in charge."""

    rows: tuple[Duty, ...]
    staff: tuple[StaffRow, ...]
    me: UUID | None


def read_figures(house: Any, day: date | None, names: Iterable[str], mine: bool) -> Figures:
    """The figures of the house."""
    from incubator_gui.services.sample import sample_is_loaded  # not needed before the first figures

    me = colleague(house.applications.staff(), names)
    overview = OverviewService(house.database).read(day, me if mine else None)
    return Figures(overview, me, sample_is_loaded(house.database))


def read_duties(house: Any, day: date | None, names: Iterable[str], mine: bool) -> Duties:
    """What is due."""
    staff = house.applications.staff()
    me = colleague(staff, names)
    return Duties(house.duties.rows(day, me if mine else None), staff, me)


def read_funnel(house: Any, day: date | None, call: UUID | None, known: tuple[UUID, ...]
                ) -> tuple[UUID | None, tuple[Step, ...]]:
    """The funnel of a call; without one, of the newest that anybody applied to."""
    service = OverviewService(house.database)
    tried = (call,) if call is not None and call in known else known[:_TRIED]
    steps: tuple[Step, ...] = ()
    for candidate in tried:
        steps = service.funnel(candidate, day)
        if steps[0].count:
            return candidate, steps
    return (tried[0] if tried else None), steps


def colleague(staff: Iterable[StaffRow], names: Iterable[str]) -> UUID | None:
    """The member of staff who goes by one of these names: the name itself, or an account like lena.weber."""
    wanted = {_plain(name) for name in names if name.strip()}
    return next((person.id for person in staff if _plain(person.name) in wanted), None)


def _plain(name: str) -> str:
    return " ".join(name.replace(".", " ").replace("_", " ").casefold().split())
