"""From desk to desk and from room to room by arrow keys: the nearest one in that direction."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from incubator_gui.domain.scene import Box, Scene
from incubator_gui.widgets.plan.items import DESK, ROOM, Item

LEFT, RIGHT, UP, DOWN = (-1, 0), (1, 0), (0, -1), (0, 1)
_NEAR = 0.05


def step(here: Box, others: Iterable[tuple[UUID, Box]], direction: tuple[int, int]) -> UUID | None:
    """The one to go to: what lies beside comes first, then what is nearest ahead."""
    x, y = here.centre
    dx, dy = direction
    best: tuple[tuple[bool, float], UUID] | None = None
    for id, box in others:
        ox, oy = box.centre
        ahead = (ox - x) * dx + (oy - y) * dy
        if ahead <= _NEAR:
            continue
        if dx:
            apart = max(here.y - (box.y + box.height), box.y - (here.y + here.height))
            aside = abs(oy - y)
        else:
            apart = max(here.x - (box.x + box.width), box.x - (here.x + here.width))
            aside = abs(ox - x)
        beside = apart < -_NEAR
        # What is only roughly ahead must be much nearer than what lies straight on.
        cost = (not beside and aside > ahead, ahead + (0.3 * aside if beside else 3 * max(aside, apart)))
        if best is None or cost < best[0]:
            best = cost, id
    return best[1] if best else None


def first(scene: Scene, room: UUID | None = None) -> Item | None:
    """The first desk of a room or floor; the first room where there is none."""
    return _end(scene, room, 0)


def last(scene: Scene, room: UUID | None = None) -> Item | None:
    """The last desk of a room or floor; the last room where there is none."""
    return _end(scene, room, -1)


def _end(scene: Scene, room: UUID | None, at: int) -> Item | None:
    if room is not None:
        desks = scene.order.get(room, ())
        return Item(DESK, desks[at]) if desks else Item(ROOM, room)
    rooms = [one for one in scene.rooms if scene.order.get(one.id)]
    if rooms:
        return Item(DESK, scene.order[rooms[at].id][at])
    return Item(ROOM, scene.rooms[at].id) if scene.rooms else None


def between(scene: Scene, one: UUID, other: UUID) -> tuple[UUID, ...]:
    """The desks from one to another along their room; both alone where they stand in different rooms."""
    room = scene.by_id[one].room
    if scene.by_id[other].room != room:
        return one, other
    order = scene.order[room]
    low, high = sorted((order.index(one), order.index(other)))
    found = order[low:high + 1]
    return found if order.index(one) == low else tuple(reversed(found))
