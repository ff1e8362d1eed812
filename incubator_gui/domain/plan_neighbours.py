"""Who sits beside whom: companies whose colours on the floor plan must differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from incubator_gui.domain.scene import Scene
from incubator_gui.domain.space import Holding, Span


def beside(holdings: Iterable[Holding], scenes: Mapping[UUID, Scene]) -> set[tuple[UUID, UUID]]:
    """Pairs of companies that at any time sit in one room, or on both sides of a wall."""
    by_room: dict[UUID, dict[UUID, dict[Span, None]]] = {}
    for one in holdings:
        by_room.setdefault(one.room, {}).setdefault(one.company, {})[one.span] = None
    pairs: set[tuple[UUID, UUID]] = set()
    for room, other_room in _walls(by_room, scenes):
        for company, spans in by_room[room].items():
            for other, its_spans in by_room[other_room].items():
                if other != company and (company, other) not in pairs and any(
                        span.overlaps(its) for span in spans for its in its_spans):
                    pairs |= {(company, other), (other, company)}
    return pairs


def _walls(wanted: Mapping[UUID, object], scenes: Mapping[UUID, Scene]) -> list[tuple[UUID, UUID]]:
    """Pairs of rooms that lie against each other, and each room with itself."""
    out = [(room, room) for room in wanted]
    for scene in scenes.values():
        boxes = [(room.id, room.box) for room in scene.rooms if room.id in wanted and room.polygon]
        for at, (room, one) in enumerate(boxes):
            out += [(room, other) for other, box in boxes[at + 1:] if one.touches(box)]
    return out
