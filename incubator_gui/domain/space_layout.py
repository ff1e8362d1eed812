"""Places for rooms and desks that nobody drew: benches in rooms, rooms along a corridor.

Rooms keep their places when further ones come after them in the order of their numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from incubator_gui.domain.scene import DESK_DEPTH, DESK_WIDTH, Point

CORRIDOR = 2.5
STRIP = 80.0
"""Metres after which a further corridor begins."""

_DEPTH = 10.0
_MARGIN = 1.2
_AISLE = 1.6
_DESK_AREA = 6.0
_LEAST = 12.0
_HEAD = 0.6
"""Room above the first bench for the label."""


@dataclass(frozen=True, slots=True)
class DeskPlace:
    """Where a desk stands."""

    number: int
    bench: int
    x: float
    y: float
    rotation: float


@dataclass(frozen=True, slots=True)
class RoomPlace:
    """Where a room lies, and its desks."""

    x: float
    y: float
    width: float
    height: float
    desks: tuple[DeskPlace, ...]

    @property
    def polygon(self) -> tuple[Point, ...]:
        """The corners."""
        right, bottom = round(self.x + self.width, 2), round(self.y + self.height, 2)
        return (self.x, self.y), (right, self.y), (right, bottom), (self.x, bottom)


def benches(x: float, y: float, width: float, height: float, desks: int) -> tuple[DeskPlace, ...]:
    """Desks in benches of two sides, numbered along each bench by columns, the upper side first.

    They are spread evenly over the height; where the room is too small the aisles become narrower.
    """
    if desks <= 0:
        return ()
    columns = max(1, int((width - 2 * _MARGIN + 0.01) // DESK_WIDTH))
    rows = ceil(desks / (2 * columns))
    columns = ceil(ceil(desks / rows) / 2)
    left = x + (width - columns * DESK_WIDTH) / 2
    free = height - _HEAD - rows * 2 * DESK_DEPTH
    gap = max(free / (rows + 1), 0.2)
    out = []
    for number in range(desks):
        bench, place = divmod(number, 2 * columns)
        column, side = divmod(place, 2)
        out.append(DeskPlace(
            number + 1, bench + 1, round(left + (column + 0.5) * DESK_WIDTH, 3),
            round(y + _HEAD + gap + bench * (2 * DESK_DEPTH + gap) + (side + 0.5) * DESK_DEPTH, 3),
            180.0 if side else 0.0))
    return tuple(out)


def room_width(area: float | None, desks: int) -> float:
    """How wide a room of the usual depth is: by its area, and at least what its desks need."""
    rows = max(1, int((_DEPTH - _HEAD - _AISLE + 0.01) // (2 * DESK_DEPTH + _AISLE)))
    needed = 2 * _MARGIN + DESK_WIDTH * ceil(ceil(desks / rows) / 2) if desks else 0.0
    wanted = max(area or desks * _DESK_AREA, _LEAST) / _DEPTH
    return max(round(wanted, 2), round(needed, 2), 2.0)


def floor_plan(rooms: Sequence[tuple[float | None, int]]) -> tuple[tuple[Point, ...], tuple[RoomPlace, ...]]:
    """The outline of a floor and the places of its rooms: (area, number of desks) in order.

    Rooms lie on both sides of a corridor, each on the side that is shorter so far.
    """
    places: list[RoomPlace] = []
    strip, ends = 0, [0.0, 0.0]
    height = 2 * _DEPTH + CORRIDOR
    widest = 0.0
    for area, desks in rooms:
        width = room_width(area, desks)
        if min(ends) > 0 and min(ends) + width > STRIP:
            strip, ends = strip + 1, [0.0, 0.0]
        side = 0 if ends[0] <= ends[1] else 1
        x, y = round(ends[side], 2), round(strip * height + side * (_DEPTH + CORRIDOR), 2)
        places.append(RoomPlace(x, y, width, _DEPTH, benches(x, y, width, _DEPTH, desks)))
        ends[side] = x + width
        widest = max(widest, ends[side])
    right, bottom = round(widest, 2), round((strip + 1) * height, 2)
    outline = ((0.0, 0.0), (right, 0.0), (right, bottom), (0.0, bottom)) if places else ()
    return outline, tuple(places)
