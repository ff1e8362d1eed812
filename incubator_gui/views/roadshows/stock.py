"""What the screen shows, read together in one job."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from incubator_gui.services.applications import StaffRow
from incubator_gui.services.house import House
from incubator_gui.services.packs_log import IssueRow
from incubator_gui.services.roadshow_rows import EntryRow, RoadshowRow


@dataclass(frozen=True, slots=True)
class ListStock:
    """All roadshows, and who can be in charge."""

    rows: tuple[RoadshowRow, ...]
    staff: tuple[StaffRow, ...]
    today: date


@dataclass(frozen=True, slots=True)
class ShowStock:
    """One roadshow with everything that hangs on it."""

    row: RoadshowRow
    lineup: tuple[EntryRow, ...]
    issues: tuple[IssueRow, ...]
    staff: tuple[StaffRow, ...]
    today: date

    @property
    def id(self) -> UUID:
        """The roadshow."""
        return self.row.id

    def entry(self, id: UUID | None) -> EntryRow | None:
        """One company of the line-up."""
        return next((one for one in self.lineup if one.id == id), None)


def read_list(house: House) -> ListStock:
    """All roadshows."""
    return ListStock(house.roadshows.rows(), house.applications.staff(), house.clock.today())


def read_show(house: House, id: UUID) -> ShowStock:
    """One roadshow; raises NotFound."""
    return ShowStock(house.roadshows.row(id), house.roadshows.lineup(id), house.packs.issues(id),
                     house.applications.staff(), house.clock.today())
