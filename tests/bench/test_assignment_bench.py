"""The assignment beside the bare solver on the same network, and its growth from 1x to 10x."""

from __future__ import annotations

import random
from contextlib import closing
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import Application, Company, Conflict, PanelSeat, Person, Reviewer
from incubator_gui.planning.assignment import Plan, Problem, Reader, plan, pulls_of, standing
from incubator_gui.planning.assignment_flow import SINK, SOURCE, network
from incubator_gui.services.assignments_plan import Wish
from incubator_gui.services.house import House
from tests.bench.measure import in_turns, median, report, seconds

EACH = 3
_TIMES: dict[int, float] = {}


def make_problem(applications: int, reviewers: int) -> Problem:
    """Conflicts for one pair in twenty, preferences of all strengths, quotas with a fifth to spare."""
    chance = random.Random(applications)
    ids = [UUID(int=1_000_000 + i) for i in range(applications)]
    quota = -(-applications * EACH * 12 // (reviewers * 10))
    readers = tuple(Reader(UUID(int=i + 1), quota, {id: (chance.randint(-3, 3), chance.randint(0, 3)) for id in ids})
                    for i in range(reviewers))
    blocked = frozenset((id, r.id) for id in ids for r in readers if chance.random() < 0.05)
    return Problem(tuple(ids), readers, blocked=blocked, each=EACH)


def make_house(folder: Path, applications: int, reviewers: int) -> tuple[House, UUID]:
    """A call in review with its panel, in a file."""
    house, chance = House.open(folder / "house.db"), random.Random(applications)
    call = house.calls.add_call("bench").value
    stage = next(one.id for one in house.calls.stages() if one.status == "review")
    seats, now, day = house.rounds.begin(call, reviews_each=EACH).value, house.clock.now(), date(2027, 1, 1)
    quota = -(-applications * EACH * 12 // (reviewers * 10))
    people = [Person(id=new_id(), full_name=f"Person {n}") for n in range(reviewers)]
    readers = [Reviewer(id=new_id(), person_id=one.id, quota=quota, topics={"mobility": chance.randint(0, 3)})
               for one in people]
    companies = [Company(id=new_id(), number=n + 1, legal_name=f"Company {n}", trade_name="", chinese_name="",
                         created_at=now) for n in range(applications)]
    rows = [Application(id=new_id(), number=n + 1, company_id=one.id, call_id=call, stage_id=stage, stage_since=day,
                        received_on=day, focus_area="mobility") for n, one in enumerate(companies)]
    conflicts = [Conflict(id=new_id(), person_id=chance.choice(people).id, company_id=one.id, kind="other",
                          origin="set", state="confirmed", noted_at=now) for one in companies]
    with house.database.write("bench.fill", msg("Filled")) as work:
        for part in (people, readers, [PanelSeat(round_id=seats, reviewer_id=one.id) for one in readers], companies,
                     rows, conflicts):
            work.session.add_all(part)
            work.session.flush()
    return house, call


@pytest.mark.parametrize("applications", [200, 2_000])
def test_assignment_in_a_house(tmp_path: Path, applications: int) -> None:
    house, call = make_house(tmp_path, applications, 60)
    with closing(house):
        read = median(lambda: house.assignments.sheet(call), 3)
        propose = median(lambda: house.assignments.propose(call, Wish("ensure", EACH)), 3)
        made = house.assignments.propose(call, Wish("ensure", EACH))
        assert not made.missing
        store = seconds(lambda: house.assignments.apply(made))
        undo = seconds(house.history.undo)
    report(f"assignment in a house with {applications:>5} applications: read {1000 * read:.0f} ms,"
           f" propose {1000 * propose:.0f} ms, store {made.added} in {1000 * store:.0f} ms, undo {1000 * undo:.0f} ms")


def bare(problem: Problem) -> object:
    """Only the solver, on a network that is there already."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    stand = standing(problem)
    arcs, _blocks = network(stand, {r.id: pulls_of(stand, r) for r in stand.readers})

    def solve() -> int:
        solver = SimpleMinCostFlow()
        for arc in arcs:
            solver.add_arc_with_capacity_and_unit_cost(*arc)
        solver.set_node_supply(SOURCE, stand.demand)
        solver.set_node_supply(SINK, -stand.demand)
        assert solver.solve_max_flow_with_min_cost() == SimpleMinCostFlow.OPTIMAL
        return int(solver.optimal_cost())

    return solve


@pytest.mark.parametrize("applications", [200, 2_000])
def test_assignment_beside_the_bare_solver(applications: int) -> None:
    problem = make_problem(applications, 60)
    seconds(lambda: plan(problem))
    whole, alone, ratio = in_turns(lambda: plan(problem), bare(problem))  # type: ignore[arg-type]
    found: Plan = plan(problem)
    assert not found.missing
    _TIMES[applications] = whole
    growth = f"; {whole / _TIMES[200]:.1f} times that of 200" if 200 in _TIMES and applications > 200 else ""
    report(f"assignment of {applications:>5} applications to 60 reviewers, {EACH} each: {1000 * whole:.0f} ms,"
           f" solver alone {1000 * alone:.0f} ms, ratio {ratio:.1f}{growth}")
