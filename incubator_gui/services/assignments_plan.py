"""A proposal: what would be assigned and taken back, what it does to everybody's load, and what stays uncovered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.domain.review_words import TOPIC_LEVELS
from incubator_gui.domain.vocabulary import OPEN_STATUSES
from incubator_gui.planning.assignment import Held, Mode, Pair, Plan, Problem, Progress, Reader, places, plan, standing
from incubator_gui.services.assignments_read import REVIEWED, AssignmentRow, AssignmentSheet, ReaderRow

Likes = Mapping[UUID, Mapping[UUID, int]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What to propose: `each` reviews more (add), at least (ensure), anew (adjust), or none (clear).

    `keep_hand`: what was assigned by hand stays. `experts`: one expert of the topic each. `applications` None
    are those whose stage is one of review; `any_stage` all that are open.
    """

    mode: Mode = "ensure"
    each: int = 3
    keep_hand: bool = True
    experts: bool = False
    applications: frozenset[UUID] | None = None
    any_stage: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One change: a reviewer comes to an application, or goes. `rank` says how the reviewer likes it among all:
    0 best, 50 indifferent, 100 least."""

    application: UUID
    number: int
    title: str
    reviewer: UUID
    name: str
    initials: str
    comes: bool
    reason: Message
    rank: int | None = None

    @property
    def pair(self) -> Pair:
        """Application and reviewer."""
        return self.application, self.reviewer


@dataclass(frozen=True, slots=True)
class Uncovered:
    """An application that cannot have all its reviews, and why."""

    application: UUID
    number: int
    title: str
    lacks: int
    reason: Message


@dataclass(frozen=True, slots=True)
class LoadChange:
    """What a reviewer has to read, before and after."""

    reviewer: UUID
    name: str
    initials: str
    quota: int | None
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """The answer to a wish. `cost` and `cost_before` measure alike, fewer is better; `seen` is what it rests on."""

    call_id: UUID
    wish: Wish
    steps: tuple[Step, ...]
    uncovered: tuple[Uncovered, ...]
    loads: tuple[LoadChange, ...]
    explained: tuple[Message, ...]
    demand: int
    places: int
    missing: int
    cost: int
    cost_before: int | None
    seen: Mapping[UUID, frozenset[UUID]]

    @property
    def added(self) -> int:
        """How many assignments come."""
        return sum(step.comes for step in self.steps)

    @property
    def removed(self) -> int:
        """How many go."""
        return len(self.steps) - self.added

    @property
    def unhappiness(self) -> int | None:
        """The mean rank of what comes: 0 everybody's favourites, 50 as if drawn by lot, 100 the contrary."""
        ranks = [step.rank for step in self.steps if step.rank is not None]
        return round(sum(ranks) / len(ranks)) if ranks else None


@dataclass(frozen=True, slots=True)
class Outlook:
    """Before anything is worked out: how many reviews are wanted, and how many the quotas leave room for."""

    applications: int
    demand: int
    places: int


def scope(sheet: AssignmentSheet, wish: Wish) -> tuple[AssignmentRow, ...]:
    """The applications a wish is about."""
    if wish.applications is not None:
        return tuple(row for row in sheet.rows if row.id in wish.applications)
    statuses = OPEN_STATUSES if wish.any_stage else REVIEWED
    return tuple(row for row in sheet.rows
                 if row.status in statuses or (wish.mode == "clear" and row.assigned) or row.wanted)


def problem_of(sheet: AssignmentSheet, wish: Wish, likes: Likes | None) -> Problem:
    """A wish as the solver takes it. What reviewers read beside these applications takes from their quotas.

    Without `likes` there are neither preferences nor topics: enough to count.
    """
    rows = scope(sheet, wish)
    inside = {row.id for row in rows}
    beside = Counter(one.reviewer for row in sheet.rows if row.id not in inside for one in row.assigned if one.counts)
    by_topic: dict[str, list[UUID]] = {}
    for row in rows:
        by_topic.setdefault(row.focus_area or "", []).append(row.id)

    def wants(reader: ReaderRow) -> dict[UUID, tuple[int, int]]:
        if likes is None:
            return {}
        found = {id: (0, level) for topic, level in reader.topics.items() if level for id in by_topic.get(topic, ())}
        for id, value in likes.get(reader.id, {}).items():
            if value and id in inside:
                found[id] = (value, found.get(id, (0, 0))[1])
        return found

    readers = tuple(Reader(reader.id, None if reader.quota is None else
                           max(0, reader.quota - beside[reader.id] - reader.unseen), wants(reader))
                    for reader in sheet.panel)
    held = tuple(Held(row.id, one.reviewer, one.counts, one.begun or (wish.keep_hand and one.origin == "hand"))
                 for row in rows for one in row.assigned)
    blocked = frozenset((row.id, reviewer) for row in rows for reviewer in row.blocked)
    return Problem(tuple(row.id for row in rows), readers, held, blocked, wish.mode, wish.each, wish.experts)


def outlook(sheet: AssignmentSheet, wish: Wish) -> Outlook:
    """What can be said beforehand."""
    stand = standing(problem_of(sheet, wish, None))
    return Outlook(len(stand.applications), stand.demand, places(stand))


def proposal(sheet: AssignmentSheet, wish: Wish, likes: Likes, *, progress: Progress | None = None,
             stop: Callable[[], bool] | None = None) -> Proposal:
    """Work it out; raises Cancelled."""
    problem = problem_of(sheet, wish, likes)
    found = plan(problem, progress=progress, stop=stop)
    rows = {row.id: row for row in sheet.rows}
    readers = {reader.id: reader for reader in sheet.readers}
    wants = {reader.id: reader.wants for reader in problem.readers}
    people = {one.reviewer: (one.name, one.initials) for row in sheet.rows for one in row.assigned}
    people |= {id: (reader.name, reader.initials) for id, reader in readers.items()}

    def step(pair: Pair, comes: bool) -> Step:
        row = rows[pair[0]]
        reason = _comes(wants[pair[1]].get(pair[0], (0, 0))) if comes else _goes(sheet, wish, row, pair[1])
        return Step(row.id, row.number, row.name, pair[1], *people[pair[1]], comes, reason,
                    found.ranks[pair] if comes else None)

    steps = [step(pair, False) for pair in found.removes] + [step(pair, True) for pair in found.adds]
    steps.sort(key=lambda one: (one.number, one.application, one.comes, one.name.casefold(), one.reviewer))
    moved = Counter(one.reviewer for one in steps if one.comes)
    counted = {(row.id, one.reviewer) for row in sheet.rows for one in row.assigned if one.counts}
    moved.subtract(one.reviewer for one in steps if not one.comes and one.pair in counted)
    loads = tuple(LoadChange(r.id, r.name, r.initials, r.quota, r.load, r.load + moved[r.id])
                  for r in sheet.readers if r.takes or moved[r.id])
    uncovered = tuple(Uncovered(row.id, row.number, row.name, short.lacks, msg(
        "{assigned} assigned, {conflicts} with a conflict of interest, {full} at their quota",
        assigned=short.assigned, conflicts=short.conflicts, full=short.full))
        for short in found.short for row in (rows[short.application],))
    return Proposal(sheet.call_id, wish, tuple(steps), tuple(sorted(uncovered, key=lambda one: one.number)), loads,
                    explained(found), found.demand, found.places, found.missing, found.cost,
                    found.cost_before if wish.mode == "adjust" else None,
                    {row.id: frozenset(one.reviewer for one in row.assigned) for row in scope(sheet, wish)})


def explained(found: Plan) -> tuple[Message, ...]:
    """Why not everything is covered, in numbers; nothing where all is."""
    if not found.missing:
        return ()
    said = []
    if found.demand > found.places:
        said.append(msg("{demand} reviews are wanted; quotas and conflicts leave room for {places}.",
                        demand=found.demand, places=found.places))
    for lacks, count in sorted(Counter(short.lacks for short in found.short).items()):
        said.append(nmsg("{n} application lacks {reviewers}: all others have conflicts or are at their quota.",
                         "{n} applications lack {reviewers} each: all others have conflicts or are at their quota.",
                         count, reviewers=nmsg("{n} reviewer", "{n} reviewers", lacks)))
    if found.by_quotas:
        said.append(nmsg("{n} more place in the right quota would close one gap.",
                         "{n} more places in the right quotas would close as many gaps.", found.by_quotas))
    if found.by_conflicts:
        said.append(nmsg("{n} gap can only be closed by a further reviewer without a conflict.",
                         "{n} gaps can only be closed by further reviewers without a conflict.", found.by_conflicts))
    return tuple(said)


def _comes(want: tuple[int, int]) -> Message:
    preference, level = want
    topic = TOPIC_LEVELS[min(3, max(0, level))]
    if preference > 0:
        return msg("asked for it; topic: {level}", level=topic) if level else msg("asked for it")
    if preference < 0:
        return msg("would rather not; nobody suits better")
    return msg("topic: {level}", level=topic) if level else msg("has room")


def _goes(sheet: AssignmentSheet, wish: Wish, row: AssignmentRow, reviewer: UUID) -> Message:
    if reviewer in row.blocked:
        return row.blocked[reviewer]
    if all(reader.id != reviewer for reader in sheet.panel):
        return msg("no longer on the panel")
    return msg("not begun") if wish.mode == "clear" else msg("suits others better or evens out the load")
