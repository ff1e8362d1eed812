"""What the services screen reads, and what it knows from it: engagements, trainings, colleagues, lists of the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from incubator_gui.core.errors import Refused
from incubator_gui.core.heavy import heavy
from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg
from incubator_gui.domain.workdays import Calendar, calendar
from incubator_gui.services.applications import StaffRow
from incubator_gui.services.catalogue import ServiceRow
from incubator_gui.services.engagements import EngagementLine
from incubator_gui.services.house import House
from incubator_gui.services.service_board import Attention
from incubator_gui.services.trainings import TrainingRow

LOOKS: Final[Mapping[str, tuple[str, str]]] = {
    "requested": ("circle-dashed", "muted"), "planned": ("calendar", "accent"), "active": ("circle-dot", "accent"),
    "on_hold": ("hourglass", "warning"), "done": ("circle-check", "success"), "cancelled": ("circle-slash", "muted"),
}
"""Icon and colour name of a status; the shapes differ, not only the colours."""

NEXT: Final[Mapping[str, str]] = {
    "requested": "planned", "planned": "active", "active": "done", "on_hold": "active"}
"""The step ahead of a status."""

LISTS: Final[Mapping[str, tuple[str, str]]] = {
    "under_served": ("triangle-alert", "warning"), "over": ("circle-x", "error"), "no_owner": ("user-round", "warning"),
    "overdue": ("calendar-clock", "error"), "due": ("calendar", "text"), "odd": ("circle-help", "warning")}
"""Icon and colour name of the lists that staff live by, in the order of the header."""


class Row(NamedTuple):
    """A row of the table: an engagement, and the lists in which it stands."""

    id: UUID
    line: EngagementLine
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stock:
    """Read together, in one job."""

    lines: tuple[EngagementLine, ...]
    trainings: tuple[TrainingRow, ...]
    attention: Attention
    services: tuple[ServiceRow, ...]
    staff: tuple[StaffRow, ...]
    calendar: Calendar
    me: UUID | None
    day: date


def read_stock(house: House, day: date | None, names: Iterable[str]) -> Stock:
    """Everything that board, table and head show."""
    with heavy():
        staff = house.applications.staff()
        day = day or house.clock.today()
        return Stock(house.engagements.rows(), house.trainings.rows(), house.service_board.attention(day),
                     house.catalogue.rows(), staff, house.service_board.calendar(), colleague(staff, names), day)


def colleague(staff: Iterable[StaffRow], names: Iterable[str]) -> UUID | None:
    """The member of staff who goes by one of these names: the name itself, or an account like lena.weber."""
    wanted = {_plain(name) for name in names if name.strip()}
    return next((person.id for person in staff if _plain(person.name) in wanted), None)


def _plain(name: str) -> str:
    return " ".join(name.replace(".", " ").replace("_", " ").casefold().split())


class Known:
    """Filled by the screen, read by columns, cards and the side panel. Names of the services are changed in place,
    because the columns hold on to them.
    """

    def __init__(self, today: date) -> None:
        self.today = today
        self.me: UUID | None = None
        self.staff: dict[UUID, StaffRow] = {}
        self.services: dict[UUID, ServiceRow] = {}
        self.service_names: dict[Any, Message | str] = {}
        self.calendar: Calendar = calendar()
        self.attention: Attention | None = None
        self.lines: tuple[EngagementLine, ...] = ()
        self.lists: dict[UUID, tuple[str, ...]] = {}

    def take(self, stock: Stock) -> None:
        """Other colleagues, services, lists."""
        self.today, self.me, self.calendar = stock.day, stock.me, stock.calendar
        self.staff = {person.id: person for person in stock.staff}
        self.services = {service.id: service for service in stock.services}
        self.attention, self.lines = stock.attention, stock.lines
        at = stock.attention
        lists: dict[UUID, tuple[str, ...]] = {}
        for name, found in (("over", at.over_engagements), ("no_owner", at.unowned),
                            ("overdue", at.overdue), ("due", at.due)):
            for line in found:
                lists[line.id] = (*lists.get(line.id, ()), name)
        self.lists = lists
        self.retranslate()

    def retranslate(self) -> None:
        """Names of the services in the language of the screen."""
        language = current().language
        self.service_names.clear()
        self.service_names.update((service.id, service.name(language)) for service in self.services.values())

    def rows(self, lines: Iterable[EngagementLine]) -> list[Row]:
        """Rows of the table."""
        return [Row(line.id, line, self.lists.get(line.id, ())) for line in lines]

    def offered(self) -> dict[Any, Message | str]:
        """Names of the services that are offered."""
        return {id: name for id, name in self.service_names.items() if self.services[id].is_active}

    def person_named(self, words: str) -> UUID | None:
        """The colleague of this name or these initials; None for no words. Raises Refused."""
        wanted = words.strip().casefold()
        if not wanted or wanted == "–":
            return None
        for person in self.staff.values():
            if person.name.casefold() == wanted:
                return person.id
        found = [person.id for person in self.staff.values() if person.initials.casefold() == wanted]
        if len(found) == 1:
            return found[0]
        raise Refused(msg("There is no colleague “{name}”. Write the whole name.", name=words.strip()[:80]))
