"""What a floor on paper is made of: plain values in metres, gathered by a service.

x grows to the right, y downwards, as in `domain.scene`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PlanPoint = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PlanRoom:
    """A room; `title` is its name or what it is."""

    number: str
    title: str
    kind: str
    area: float | None = None
    seats: int | None = None
    polygon: tuple[PlanPoint, ...] = ()
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class PlanDesk:
    """A desk: its four corners in order, and whether nobody has it."""

    number: int
    corners: tuple[PlanPoint, ...]
    is_free: bool = False


@dataclass(frozen=True, slots=True)
class PlanRun:
    """Neighbouring desks of one company, or a whole room of it.

    `slot` is the colour (-1 has none), `label` the box in which the name lies (x, y, width, height),
    `places` what a list calls these desks, `leaves` the day on which they become free.
    """

    name: str
    count: int
    slot: int
    outlines: tuple[tuple[PlanPoint, ...], ...]
    desks: tuple[tuple[PlanPoint, ...], ...]
    label: tuple[float, float, float, float]
    places: str = ""
    leaves: date | None = None
    leaves_soon: bool = False


@dataclass(frozen=True, slots=True)
class PlanCategory:
    """An entry of the legend where desks are not coloured by company."""

    label: str
    slot: int


@dataclass(frozen=True, slots=True)
class PlanUse:
    """How full the floor is on the day."""

    desks: int = 0
    desks_in_use: int = 0
    area: float = 0.0
    area_in_use: float = 0.0
    companies: int = 0


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A floor on a day. Where `named` is False, names stand nowhere in it.

    `mode` says in words what the colours mean; by company it is empty.
    """

    site: str
    floor: str
    day: date
    outline: tuple[PlanPoint, ...] = ()
    rooms: tuple[PlanRoom, ...] = ()
    desks: tuple[PlanDesk, ...] = ()
    runs: tuple[PlanRun, ...] = ()
    use: PlanUse = PlanUse()
    mode: str = ""
    categories: tuple[PlanCategory, ...] = ()
    named: bool = True
