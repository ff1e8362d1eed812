"""The order of an agenda in which people with conflicts leave the room as seldom as possible.

Everybody is in the room before the first item and after the last; a move is one person going out or coming
in. So the moves of an order are twice the number of absences, and items are places of a round trip whose
distance is the number of people who differ. Items that concern different people do not touch each other:
they are ordered apart, small parts exactly, large ones by local search beside a lower bound.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from incubator_gui.planning.meeting_trip import Stop, bound_of, exact, improved

EXACT = 11
"""Up to so many stops a part is ordered exactly."""

Item: TypeAlias = tuple[UUID, frozenset[UUID]]


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order, how often somebody goes out or comes in, and how few moves any order could have."""

    order: tuple[UUID, ...]
    moves: int
    bound: int


def moves_of(outs: Iterable[frozenset[UUID]]) -> int:
    """How often somebody goes out or comes in, with everybody in the room before and after."""
    moves, before = 0, frozenset[UUID]()
    for out in outs:
        moves += len(before ^ out)
        before = out
    return moves + len(before)


def order(items: Sequence[Item], *, seconds: float = 1.0, stop: Callable[[], bool] | None = None,
          first: UUID | None = None, last: UUID | None = None,
          together: Sequence[frozenset[UUID]] = ()) -> Ordered:
    """The best order found of items, each with the people who must be out.

    `first` and `last` stay at the ends; the items of each set in `together` follow one another. Equals keep
    the order they came in. The answer is always the same unless `seconds` or `stop` ends the search early.
    """
    outs = dict(items)
    if len(outs) != len(items):
        raise ValueError("an item stands twice in the agenda")
    people = {person: 1 << i for i, person in enumerate(sorted(set().union(*outs.values())))}
    masks = {id: sum(people[p] for p in out) for id, out in items}
    until = time.monotonic() + seconds

    def ended() -> bool:
        return time.monotonic() > until or (stop is not None and stop())

    if first is not None and first == last:
        last = None
    middle = [id for id, _out in items if id not in (first, last)]
    begin = masks[first] if first is not None else 0
    end = masks[last] if last is not None else 0
    found: list[UUID] = []
    bound = begin.bit_count() + end.bit_count()
    for part in _parts(_stops(middle, masks, together), begin, end):
        path, least = _ordered(part.stops, part.begin, part.end, ended)
        bound += least
        found += [id for stop_ in path for id in stop_.items]
    whole = (*([first] if first is not None else []), *found, *([last] if last is not None else []))
    moves = moves_of(outs[id] for id in whole)
    given = moves_of(out for _id, out in items)
    if given <= moves and first is None and last is None and not together:
        whole, moves = tuple(outs), given
    least = max(bound, 2 * len(people))
    return Ordered(whole, moves, min(moves, least + least % 2))


@dataclass(slots=True)
class _Part:
    """Stops that share people, and who is out before and after them."""

    stops: list[Stop]
    begin: int = 0
    end: int = 0


def _stops(ids: list[UUID], masks: dict[UUID, int], together: Sequence[frozenset[UUID]]) -> list[Stop]:
    """Items that keep together, and items with the same people out, as one stop each; as they came."""
    block_of: dict[UUID, int] = {}
    for number, group in enumerate(together):
        for id in group:
            block_of.setdefault(id, number)
    blocks: dict[object, list[UUID]] = {}
    for id in ids:
        blocks.setdefault(("block", block_of[id]) if id in block_of else masks[id], []).append(id)
    made = []
    for key, members in blocks.items():
        if isinstance(key, tuple):
            inner = order([(id, frozenset(UUID(int=bit) for bit in _bits(masks[id]))) for id in members]).order
            made.append(Stop(inner, tuple(masks[id] for id in inner)))
        else:
            made.append(Stop(tuple(members), (masks[members[0]],)))
    return made


def _bits(mask: int) -> Iterable[int]:
    return (i for i in range(mask.bit_length()) if mask >> i & 1)


def _parts(stops: list[Stop], begin: int, end: int) -> list[_Part]:
    """Stops by the people they share, in the order of their first items; the ends with their own people."""
    groups: list[tuple[int, list[int]]] = []
    for index, stop in enumerate(stops):
        people, members, others = stop.people, [index], []
        for known, inside in groups:
            if known & people:
                people |= known
                members += inside
            else:
                others.append((known, inside))
        groups = [*others, (people, members)]
    tied_begin = [g for g in groups if g[0] & begin]
    tied_end = [g for g in groups if g[0] & end]
    if begin & end or any(g in tied_end for g in tied_begin):
        return [_Part(stops, begin, end)]
    free = [g for g in groups if g not in tied_begin and g not in tied_end]

    def part(chosen: list[tuple[int, list[int]]], begin: int = 0, end: int = 0) -> _Part:
        return _Part([stops[i] for i in sorted(i for _people, inside in chosen for i in inside)], begin, end)

    found = [part([group]) for group in sorted(free, key=lambda g: min(g[1]))]
    if begin:
        found.insert(0, part(tied_begin, begin=begin))
    if end:
        found.append(part(tied_end, end=end))
    return found


def _ordered(stops: list[Stop], begin: int, end: int, ended: Callable[[], bool]) -> tuple[list[Stop], int]:
    """The path through these stops, and how short any could be."""
    if len(stops) <= EXACT:
        path, cost = exact(stops, begin, end)
        return path, cost
    least = bound_of(stops, begin, end, ended)
    return improved(stops, begin, end, least, ended), least
