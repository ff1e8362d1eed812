"""The assignment beside the bare solver on the same network, and its growth from 1x to 10x."""

from __future__ import annotations

import random
from uuid import UUID

import pytest

from incubator_gui.planning.assignment import Plan, Problem, Reader, plan, ranks, standing
from incubator_gui.planning.assignment_flow import SINK, SOURCE, network
from tests.bench.measure import in_turns, report, seconds

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


def bare(problem: Problem) -> object:
    """Only the solver, on a network that is there already."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    stand = standing(problem)
    arcs, _pairs = network(stand, {r.id: ranks(stand, r) for r in stand.readers})

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
