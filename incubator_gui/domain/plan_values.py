"""What a floor plan is made of: companies with their stays, floors, places, and what fits where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from incubator_gui.domain.folding import fold, pinyin
from incubator_gui.domain.space import Span

INCUBATED = "resident"


@dataclass(frozen=True, slots=True)
class StaySpan:
    """A stay of a company: resident or affiliate, and its planned end."""

    kind: str
    span: Span
    planned_end: date | None = None


@dataclass(frozen=True, slots=True)
class PlanCompany:
    """What the plan shows of a company."""

    id: UUID
    name: str
    focus_area: str | None
    life: str
    headcount: int | None
    stays: tuple[StaySpan, ...] = ()
    other_names: tuple[str, ...] = ()
    number: int = 0

    def incubated(self, day: date) -> bool:
        """Whether it is a resident on that day; without any stay entered its life line says so."""
        if not self.stays:
            return self.life == INCUBATED
        return any(stay.kind == INCUBATED and stay.span.has(day) for stay in self.stays)

    @property
    def searched(self) -> str:
        """All its names folded, Chinese ones also by their pinyin."""
        names = (self.name, *self.other_names)
        sounds = [pinyin(name) for name in names]
        return fold(" ".join((*names, *sounds, *("".join(sound.split()) for sound in sounds))))

    def planned_end(self, day: date) -> date | None:
        """The planned end of its stay on that day."""
        return next((stay.span.until or stay.planned_end for stay in self.stays if stay.span.has(day)), None)


@dataclass(frozen=True, slots=True)
class PlanFloor:
    """A floor of a site."""

    id: UUID
    site: UUID
    site_name: str
    name: str
    area: float


@dataclass(frozen=True, slots=True)
class Place:
    """A desk, or a room as a whole (`desk` is None), with its names."""

    site: str
    floor: UUID
    floor_name: str
    room: UUID
    room_number: str
    room_name: str
    desk: UUID | None
    number: int | None

    @property
    def label(self) -> str:
        """`309-4`, or `309` for the room."""
        return self.room_number if self.number is None else f"{self.room_number}-{self.number}"


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A line of the table beside the plan: a place, who has it on the day, and when it is free.

    `free` is the first free span from the day on; it begins on the day itself while the place is
    free. `whole` marks a room that the company has as a whole.
    """

    place: Place
    company: UUID | None
    name: str
    holding: UUID | None
    starts: date | None
    until: date | None
    is_locked: bool
    whole: bool
    free: Span | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A place that is not free, and who has it when."""

    place: Place
    company: UUID
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a number of desks can be given: `desks` are those that can, `taken` what is in the way."""

    wanted: int
    desks: tuple[UUID, ...]
    taken: tuple[Taken, ...] = ()
    is_locked: bool = False

    @property
    def fits(self) -> bool:
        """Whether all of them can."""
        return len(self.desks) >= self.wanted and not self.is_locked
