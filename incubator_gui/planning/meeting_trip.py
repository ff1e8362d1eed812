"""Short paths through stops that are sets of people: exact for few, local search and a bound for many."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

_KICKS = 400
_CLIMBS = 60


@dataclass(frozen=True, slots=True)
class Stop:
    """Items that follow one another; `outs` are the people out at each change inside, as bits."""

    items: tuple[UUID, ...]
    outs: tuple[int, ...]

    @property
    def people(self) -> int:
        """Everybody who is out at some time."""
        found = 0
        for out in self.outs:
            found |= out
        return found

    @property
    def inner(self) -> int:
        """Moves inside."""
        return sum((a ^ b).bit_count() for a, b in pairwise(self.outs))

    def turned(self) -> Stop:
        """The same the other way round; a stop without changes inside keeps its order."""
        return self if len(self.outs) == 1 else Stop(self.items[::-1], self.outs[::-1])


def length(path: list[Stop], begin: int, end: int) -> int:
    """Moves from `begin` through the stops to `end`."""
    total, at = 0, begin
    for stop in path:
        total += (at ^ stop.outs[0]).bit_count() + stop.inner
        at = stop.outs[-1]
    return total + (at ^ end).bit_count()


def exact(stops: list[Stop], begin: int, end: int) -> tuple[list[Stop], int]:
    """The shortest path by dynamic programming over subsets."""
    if not stops:
        return [], (begin ^ end).bit_count()
    ways = [(i, turned) for i, stop in enumerate(stops)
            for turned in ([stop] if len(stop.outs) == 1 else [stop, stop.turned()])]
    inner = [stop.inner for stop in stops]
    full = (1 << len(stops)) - 1
    best: list[dict[int, tuple[int, int]]] = [{} for _ in range(full + 1)]
    for w, (i, stop) in enumerate(ways):
        best[1 << i][w] = ((begin ^ stop.outs[0]).bit_count() + inner[i], -1)
    step = [[(a.outs[-1] ^ b.outs[0]).bit_count() + inner[j] for j, b in ways] for _i, a in ways]
    for seen in range(1, full + 1):
        for w, (cost, _before) in best[seen].items():
            row = step[w]
            for v, (j, _stop) in enumerate(ways):
                if not seen >> j & 1:
                    reached = best[seen | 1 << j]
                    if v not in reached or cost + row[v] < reached[v][0]:
                        reached[v] = (cost + row[v], w)
    cost, at = min((cost + (ways[w][1].outs[-1] ^ end).bit_count(), w) for w, (cost, _b) in best[full].items())
    path, seen = [], full
    while at >= 0:
        path.append(ways[at][1])
        before = best[seen][at][1]
        seen ^= 1 << ways[at][0]
        at = before
    return path[::-1], cost


def improved(stops: list[Stop], begin: int, end: int, least: int, ended: Callable[[], bool]) -> list[Stop]:
    """Nearest neighbour, then turning and shifting stretches, with kicks from a fixed seed."""
    path = _climb(_nearest(stops, begin), begin, end, ended)
    best, cost = path, length(path, begin, end)
    chance = random.Random(len(stops))
    for _ in range(_KICKS):
        if cost <= least or ended():
            break
        a, b, c = sorted(chance.sample(range(1, len(best) + 1), 3))
        tried = _climb([*best[:a], *best[b:c], *best[a:b], *best[c:]], begin, end, ended)
        new = length(tried, begin, end)
        if new <= cost:
            best, cost = tried, new
    return best


def _nearest(stops: list[Stop], begin: int) -> list[Stop]:
    left, path, at = list(stops), [], begin
    while left:
        nearest = min(left, key=lambda stop: (at ^ stop.outs[0]).bit_count())
        left.remove(nearest)
        path.append(nearest)
        at = nearest.outs[-1]
    return path


def _climb(path: list[Stop], begin: int, end: int, ended: Callable[[], bool]) -> list[Stop]:
    """Better by turning stretches and by moving up to three stops elsewhere, until neither helps."""
    better = True
    while better and not ended():
        better = _turn(path, begin, end) or _shift(path, begin, end)
    return path


def _turn(path: list[Stop], begin: int, end: int) -> bool:
    heads = [stop.outs[0] for stop in path]
    tails = [stop.outs[-1] for stop in path]
    for i in range(len(path)):
        before = tails[i - 1] if i else begin
        here = (before ^ heads[i]).bit_count()
        for j in range(i, len(path)):
            after = heads[j + 1] if j + 1 < len(path) else end
            if (before ^ tails[j]).bit_count() + (heads[i] ^ after).bit_count() \
                    < here + (tails[j] ^ after).bit_count():
                path[i:j + 1] = [stop.turned() for stop in reversed(path[i:j + 1])]
                return True
    return False


def _shift(path: list[Stop], begin: int, end: int) -> bool:
    for size in (1, 2, 3):
        for i in range(len(path) - size + 1):
            piece, rest = path[i:i + size], path[:i] + path[i + size:]
            head, tail = piece[0].outs[0], piece[-1].outs[-1]
            before = path[i - 1].outs[-1] if i else begin
            after = path[i + size].outs[0] if i + size < len(path) else end
            gain = (before ^ head).bit_count() + (tail ^ after).bit_count() - (before ^ after).bit_count()
            if gain <= 0:
                continue
            for k in range(len(rest) + 1):
                low = rest[k - 1].outs[-1] if k else begin
                high = rest[k].outs[0] if k < len(rest) else end
                if (low ^ head).bit_count() + (tail ^ high).bit_count() - (low ^ high).bit_count() < gain:
                    path[:] = [*rest[:k], *piece, *rest[k:]]
                    return True
    return False


def bound_of(stops: list[Stop], begin: int, end: int, ended: Callable[[], bool]) -> int:
    """How short a path could be at best: every person out once, or Held and Karp's one-trees."""
    inner = sum(stop.inner for stop in stops)
    people = 0
    for stop in stops:
        people |= stop.people
    once = 2 * (people & ~(begin | end)).bit_count() + (begin ^ end).bit_count()
    if any(len(stop.outs) > 1 for stop in stops):
        return once
    places = [begin, end, *(stop.outs[0] for stop in stops)]
    trees = math.ceil(_one_trees(places, ended) - 1e-6)
    return max(once, trees + inner)


def _one_trees(places: list[int], ended: Callable[[], bool]) -> float:
    """A bound on paths from the first place to the second through all others, with prices on the places."""
    n = len(places)
    far = [[float((a ^ b).bit_count()) for b in places] for a in places]
    price = [0.0] * n
    best, size = 0.0, 1.0
    for _ in range(_CLIMBS):
        cost, degree = _tree(far, price)
        if cost > best + 1e-9:
            best = cost
        else:
            size *= 0.8
        off = [degree[i] - (1 if i < 2 else 2) for i in range(n)]
        if ended() or not any(off):
            break
        for i in range(n):
            price[i] += size * off[i]
    return best


def _tree(far: list[list[float]], price: list[float]) -> tuple[float, list[int]]:
    """The cheapest spanning tree under prices, less what the prices put on: a path's ends have one edge."""
    n = len(price)
    degree = [0] * n
    reach = [far[0][j] + price[0] + price[j] for j in range(n)]
    origin = [0] * n
    left = set(range(1, n))
    cost = 0.0
    while left:
        at = min(left, key=lambda j: (reach[j], j))
        left.remove(at)
        cost += reach[at]
        degree[at] += 1
        degree[origin[at]] += 1
        row, own = far[at], price[at]
        for j in left:
            if row[j] + own + price[j] < reach[j]:
                reach[j] = row[j] + own + price[j]
                origin[j] = at
    return cost - sum(price[i] * (1 if i < 2 else 2) for i in range(n)), degree
