"""What the screen shows, read together in one job."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from incubator_gui.domain.residency import Rule
from incubator_gui.services.applications import ApplicationRow, StaffRow
from incubator_gui.services.calls import CallRow, StageRow
from incubator_gui.services.companies import CompanyRow, CompanySheet
from incubator_gui.services.duty import Duty
from incubator_gui.services.house import House
from incubator_gui.services.indicators import IndicatorsService, ValueRow
from incubator_gui.services.people import PeopleService
from incubator_gui.services.records import DocumentRow, NoteRow
from incubator_gui.services.residency_read import ResidencyRow
from incubator_gui.services.support import EngagementRow, RoundRow, SupportService

STAYS = ("stay", "place")
"""Areas of what is due about a stay."""


@dataclass(frozen=True, slots=True)
class ListStock:
    """The list of companies, and who can be in charge."""

    rows: tuple[CompanyRow, ...]
    staff: tuple[StaffRow, ...]


@dataclass(frozen=True, slots=True)
class CompanyStock:
    """One company with everything that hangs on it."""

    id: UUID
    sheet: CompanySheet
    staff: tuple[StaffRow, ...]
    documents: tuple[DocumentRow, ...]
    notes: tuple[NoteRow, ...]
    tags: tuple[str, ...]
    applications: tuple[ApplicationRow, ...]
    stages: tuple[StageRow, ...]
    calls: tuple[CallRow, ...]
    engagements: tuple[EngagementRow, ...]
    rounds: tuple[RoundRow, ...]
    values: tuple[ValueRow, ...]
    stays: tuple[ResidencyRow, ...]
    rules: tuple[Rule, ...]
    due: tuple[Duty, ...]
    today: date


def read_list(house: House, day: date | None) -> ListStock:
    """All companies as of a day."""
    return ListStock(house.companies.rows(day), house.applications.staff())


def read_company(house: House, id: UUID, day: date | None) -> CompanyStock:
    """One company; of one that was merged away, the record that holds it today. Raises NotFound."""
    id = PeopleService(house.database).kept(id)
    sheet = house.companies.sheet(id, day)
    support = SupportService(house.database)
    return CompanyStock(
        id, sheet, house.applications.staff(), house.records.documents("company", id),
        house.records.notes("company", id), house.records.tags_of("company", id),
        house.applications.some(sheet.applications) if sheet.applications else (), house.calls.stages(),
        house.calls.calls(), support.engagements(id), support.rounds(id),
        IndicatorsService(house.database).values(id), house.residency.of_company(id, day), house.residency.rules(),
        tuple(duty for duty in house.duties.of_company(id, day) if duty.area in STAYS), day or house.clock.today())
