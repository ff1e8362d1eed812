"""What the tab of trainings reads, together in one job."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from incubator_gui.core.errors import Refused
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message
from incubator_gui.services.applications import StaffRow
from incubator_gui.services.catalogue import ServiceRow
from incubator_gui.services.house import House
from incubator_gui.services.person_choices import PersonChoice, person_choices
from incubator_gui.services.training_booking import Booking
from incubator_gui.services.trainings import SeatRow, TrainingRow


@dataclass(frozen=True, slots=True)
class TrainingsStock:
    """The list, and whom and what one can choose."""

    rows: tuple[TrainingRow, ...]
    staff: tuple[StaffRow, ...]
    people: tuple[PersonChoice, ...]
    services: tuple[ServiceRow, ...]

    def trainers(self) -> dict[UUID, str]:
        """Staff and mentors first, and whoever gives a training already."""
        mentors = {row.trainer_id for row in self.rows}
        named = {one.id: one.name for one in self.people if one.is_staff or one.id in mentors or not one.companies}
        return dict(sorted(named.items(), key=lambda pair: pair[1]))


@dataclass(frozen=True, slots=True)
class TrainingStock:
    """One training with its list, and what booking it would do or why it cannot be booked."""

    row: TrainingRow
    seats: tuple[SeatRow, ...]
    booking: Booking | None
    reason: Message | None


def read_trainings(house: House) -> TrainingsStock:
    """All trainings."""
    return TrainingsStock(house.trainings.rows(), house.applications.staff(), person_choices(house.database),
                          house.catalogue.rows())


def read_training(house: House, id: UUID) -> TrainingStock | None:
    """One training; None when it is gone."""
    row = next((one for one in house.trainings.rows() if one.id == id), None)
    if row is None:
        return None
    seats = house.trainings.seats(id)
    try:
        return TrainingStock(row, seats, house.trainings.booking(id), None)
    except Refused as error:
        return TrainingStock(row, seats, None, error.message)


def service_name(services: tuple[ServiceRow, ...], id: UUID | None) -> str:
    """What a service is called in the language of the screen."""
    return next((one.name(current().language) for one in services if one.id == id), "")
