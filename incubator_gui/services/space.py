"""Space: the house set up, who sits where and when, and how full it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from incubator_gui.db.database import Database
from incubator_gui.domain.plan_values import Fit, SeatRow
from incubator_gui.domain.space import Span, Use, first_of_months
from incubator_gui.services.space_allocations import SpaceAllocations
from incubator_gui.services.space_lists import SpaceLists
from incubator_gui.services.space_read import FloorRow, RoomRow, SiteRow, SpaceReading
from incubator_gui.services.space_setup import FloorDraft, RoomDraft, SpaceSetUp
from incubator_gui.services.space_setup_many import RoomEdit, RoomRefused, RoomStale, SpaceSetUpMany

__all__ = ["Fit", "FloorDraft", "FloorRow", "RoomDraft", "RoomEdit", "RoomRefused", "RoomRow", "RoomStale", "SeatRow",
           "SiteRow", "SpaceService", "Span", "Use"]


class SpaceService(SpaceReading, SpaceSetUp, SpaceSetUpMany, SpaceAllocations, SpaceLists):
    """Everything about space. A screen reads `plan()` once and asks that for every day and drag."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def use(self, day: date, floor: UUID | None = None) -> Use:
        """How full the house or a floor is on a day."""
        return self.plan().use(day, floor)

    def use_by_month(self, start: date, months: int, floor: UUID | None = None) -> tuple[Use, ...]:
        """How full it is on the first day of each month, beginning with the month of `start`."""
        return self.plan().course(first_of_months(start, months), floor)

    def rows(self, day: date, floor: UUID | None = None) -> tuple[SeatRow, ...]:
        """The table beside the plan on a day."""
        return self.plan().rows(day, floor)

    def find(self, text: str, day: date) -> tuple[SeatRow, ...]:
        """Who sits where: by company, room or desk."""
        return self.plan().search(text, day)

    def fits(self, desks: Sequence[UUID], span: Span, moving: Sequence[UUID] = ()) -> Fit:
        """Which of these desks are free for a span; the allocations that are moving do not count."""
        return self.plan().fits(desks, span, frozenset(moving))
