"""Who reviews which application: a minimum-cost flow from reviewers to applications.

Coverage comes first: no answer covers more of what is wanted under quotas and conflicts, and where not all
can be covered, the shortage is spread. Then the load is even, because each further review of one reviewer
costs more than the one before; then come preference and topic, as a rank within each reviewer, so that
people with strong words weigh no more than others. Costs are whole numbers and everything is sorted by id
first: the same problem has the same answer, in whatever order it is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias
from uuid import UUID

from incubator_gui.core.errors import Cancelled
from incubator_gui.core.messages import msg

LOAD = 1_000
"""The n-th review of a reviewer costs n times this."""
PULL = 600
"""The application a reviewer likes least costs this, the one liked best nothing."""
MOVE = 300
"""What a review costs that was not assigned before, when assigned ones may move."""
EXPERT = 800
"""What an application without an expert costs, where one is wished for."""
SPREAD = 10_000_000
"""The n-th review of an application costs n times this: a shortage is shared."""

EXPERT_LEVEL = 3
"""The level of a topic at which a reviewer is an expert; a key of `review_words.TOPIC_LEVELS`."""

_NOTHING = (0, 0)

Mode: TypeAlias = Literal["add", "ensure", "adjust", "clear"]
Pair: TypeAlias = tuple[UUID, UUID]
"""An application and a reviewer."""
Progress: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Reader:
    """A reviewer: `quota` None is no limit; preference and level of the topic by application, 0 where missing."""

    id: UUID
    quota: int | None = None
    wants: Mapping[UUID, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """An assignment that stands. `counts`: its review is done or can be expected; `fixed`: it stays where it is."""

    application: UUID
    reader: UUID
    counts: bool = True
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wished for: `each` reviews more (add), at least (ensure, adjust), or none that was not begun (clear).

    A pair in `blocked` never comes, and goes where it is not fixed. `experts`: one expert each, if there is one.
    """

    applications: tuple[UUID, ...]
    readers: tuple[Reader, ...]
    held: tuple[Held, ...] = ()
    blocked: frozenset[Pair] = frozenset()
    mode: Mode = "ensure"
    each: int = 3
    experts: bool = False


@dataclass(frozen=True, slots=True)
class Short:
    """An application that lacks reviews, and where everybody is: assigned, in conflict, or at their quota."""

    application: UUID
    lacks: int
    assigned: int
    conflicts: int
    full: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer. `ranks` say for each new pair how the reviewer likes it: 0 best, 100 least, 50 indifferent.

    `cost` is what was minimised, without the shares that every answer has; `cost_before` is that of what may
    move, as it stands. `by_conflicts` of the missing
    reviews could not be had even without quotas; the others need places.
    """

    adds: tuple[Pair, ...]
    removes: tuple[Pair, ...]
    before: Mapping[UUID, int]
    after: Mapping[UUID, int]
    ranks: Mapping[Pair, int]
    short: tuple[Short, ...]
    demand: int
    places: int
    by_conflicts: int
    cost: int
    cost_before: int

    @property
    def missing(self) -> int:
        """Reviews that nobody can give."""
        return sum(short.lacks for short in self.short)

    @property
    def by_quotas(self) -> int:
        """Reviews that larger quotas would give."""
        return self.missing - self.by_conflicts


@dataclass(slots=True)
class Standing:
    """A problem sorted and counted: what stays, what may move, what each application needs and each reader can take."""

    problem: Problem
    applications: tuple[UUID, ...]
    readers: tuple[Reader, ...]
    stays: frozenset[Pair]
    movable: frozenset[Pair]
    leaves: frozenset[Pair]
    needs: Mapping[UUID, int]
    loads: Mapping[UUID, int]
    kept_loads: Mapping[UUID, int]
    met: frozenset[UUID]
    spots: Mapping[UUID, tuple[int, ...]]
    """The applications that may still come to each reader, as places in `applications`: ids hash slowly."""

    @property
    def demand(self) -> int:
        """How many reviews are looked for."""
        return sum(self.needs.values())

    def room(self, reader: Reader) -> int:
        """How many more a reader can take."""
        most = len(self.applications) if reader.quota is None else reader.quota
        return max(0, most - self.kept_loads.get(reader.id, 0))

    def open(self, reader: UUID) -> tuple[UUID, ...]:
        """The applications that may still come to a reader."""
        return tuple(self.applications[i] for i in self.spots[reader])


def standing(problem: Problem) -> Standing:
    """Sort and count a problem."""
    applications = tuple(sorted(set(problem.applications)))
    known = set(applications)
    readers = tuple(sorted({r.id: r for r in problem.readers}.values(), key=lambda r: r.id))
    held = {(h.application, h.reader): h for h in problem.held if h.application in known}
    loose = {pair for pair, h in held.items() if not h.fixed}
    movable = frozenset(loose - problem.blocked if problem.mode == "adjust" else ())
    leaves = frozenset(loose if problem.mode == "clear" else loose & problem.blocked)
    stays = frozenset(held) - movable - leaves
    counted = {pair for pair in stays if held[pair].counts}
    have = Counter(application for application, _reader in counted)
    if problem.mode == "clear":
        needs = dict.fromkeys(applications, 0)
    elif problem.mode == "add":
        needs = dict.fromkeys(applications, problem.each)
    else:
        needs = {id: max(0, problem.each - have[id]) for id in applications}
    levels = {r.id: r.wants for r in readers}
    place = {id: i for i, id in enumerate(applications)}
    shut: dict[UUID, set[int]] = {r.id: set() for r in readers}
    for application, reader in problem.blocked | stays:
        if reader in shut and application in place:
            shut[reader].add(place[application])
    every = range(len(applications))
    met = frozenset(a for a, r in counted if levels.get(r, {}).get(a, (0, 0))[1] >= EXPERT_LEVEL)
    return Standing(problem, applications, readers, stays, movable, leaves, needs,
                    Counter(r for pair, h in held.items() if h.counts for r in pair[1:]),
                    Counter(r for _a, r in counted), met,
                    {id: tuple(i for i in every if i not in closed) for id, closed in shut.items()})


def places(stand: Standing) -> int:
    """How many reviews the readers can take: within quotas, and no more than there is for them to read."""
    wanted = {i for i, id in enumerate(stand.applications) if stand.needs[id]}
    return sum(min(stand.room(r), len(wanted.intersection(stand.spots[r.id]))) for r in stand.readers)


def pulls_of(stand: Standing, reader: Reader) -> list[int]:
    """How much each open application costs a reader, 0 to PULL, by its rank among them; equals share it."""
    open_ = stand.open(reader.id)
    if not reader.wants:
        return [PULL // 2] * len(open_)
    wants = reader.wants
    values = [wants.get(id, _NOTHING) for id in open_]
    costs: dict[tuple[int, int], int] = {}
    better = 0
    for value, count in sorted(Counter(values).items(), reverse=True):
        costs[value] = PULL * (2 * better + count) // (2 * len(values))
        better += count
    return [costs[value] for value in values]


def ranks(stand: Standing, reader: Reader) -> dict[UUID, int]:
    """The same by application."""
    return dict(zip(stand.open(reader.id), pulls_of(stand, reader), strict=True))


def plan(problem: Problem, *, progress: Progress | None = None, stop: Callable[[], bool] | None = None) -> Plan:
    """The best answer there is; with as many reviews as can be had where not all can. Raises Cancelled."""
    from incubator_gui.planning.assignment_flow import chosen

    stand = standing(problem)
    total = len(stand.readers) + 2

    def step(done: int) -> None:
        if stop is not None and stop():
            raise Cancelled(msg("Cancelled. Nothing was changed."))
        if progress is not None:
            progress(done, total)

    lines: dict[UUID, list[int]] = {}
    for number, reader in enumerate(stand.readers):
        step(number)
        lines[reader.id] = pulls_of(stand, reader)
    step(total - 2)
    found = chosen(stand, lines) if stand.demand else {}
    step(total - 1)
    taken = frozenset(found)
    pulls: dict[UUID, dict[UUID, int]] = {reader.id: {} for reader in stand.readers}
    for (application, reader_id), pull in found.items():
        pulls[reader_id][application] = pull
    movers = {reader for _a, reader in stand.movable}
    before = {reader.id: ranks(stand, reader) for reader in stand.readers if reader.id in movers}
    adds = taken - stand.movable
    removes = stand.leaves | (stand.movable - taken)
    after = Counter(stand.kept_loads) + Counter(reader for _a, reader in taken)
    got = Counter(application for application, _r in taken)
    answer = Plan(
        tuple(sorted(adds)), tuple(sorted(removes)),
        {r.id: stand.loads.get(r.id, 0) for r in stand.readers}, {r.id: after[r.id] for r in stand.readers},
        {(a, r): 100 * pulls[r][a] // PULL for a, r in adds},
        tuple(_short(stand, id, need - got[id], taken) for id, need in stand.needs.items() if need > got[id]),
        stand.demand, places(stand), _by_conflicts(stand), cost(stand, taken, pulls),
        cost(stand, frozenset(pair for pair in stand.movable if pair[1] in before), before))
    step(total)
    return answer


def cost(stand: Standing, taken: frozenset[Pair], pulls: Mapping[UUID, Mapping[UUID, int]]) -> int:
    """What an answer costs: load, liking, moves, experts missed."""
    total = sum(pulls[r][a] + (MOVE if stand.problem.mode == "adjust" and (a, r) not in stand.movable else 0)
                for a, r in taken)
    for reader, count in Counter(r for _a, r in taken).items():
        first = stand.kept_loads.get(reader, 0)
        total += LOAD * sum(range(first + 1, first + count + 1))
    if stand.problem.experts:
        levels = {r.id: r.wants for r in stand.readers}
        met = stand.met | {a for a, r in taken if levels[r].get(a, (0, 0))[1] >= EXPERT_LEVEL}
        total += EXPERT * sum(bool(need) and id not in met for id, need in stand.needs.items())
    return total


def _short(stand: Standing, application: UUID, lacks: int, taken: frozenset[Pair]) -> Short:
    assigned = conflicts = full = 0
    for reader in stand.readers:
        pair = (application, reader.id)
        if pair in taken or pair in stand.stays:
            assigned += 1
        elif pair in stand.problem.blocked:
            conflicts += 1
        else:
            full += 1
    return Short(application, lacks, assigned, conflicts, full)


def _by_conflicts(stand: Standing) -> int:
    able = Counter(i for line in stand.spots.values() for i in line)
    return sum(max(0, stand.needs[id] - able[i]) for i, id in enumerate(stand.applications))
