"""The network of an assignment, solved by OR-Tools' minimum-cost flow."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from incubator_gui.core.errors import Environment
from incubator_gui.core.messages import msg
from incubator_gui.planning.assignment import EXPERT, EXPERT_LEVEL, LOAD, MOVE, SPREAD, Pair, Standing

SOURCE, SINK = 0, 1
Arc = tuple[int, int, int, int]
"""From, to, capacity, cost of a unit."""


def network(stand: Standing, pulls: Mapping[UUID, Mapping[UUID, int]]) -> tuple[list[Arc], dict[int, Pair]]:
    """All arcs, and which of them are pairs: by their index.

    Source to reader: one arc for each further review, each dearer. Reader to application: one for each
    allowed pair. Application to sink: one for each missing review. Where experts are wished for, they enter
    an application by a door of their own, through which one goes without extra cost.
    """
    arcs: list[Arc] = []
    pairs: dict[int, Pair] = {}
    wanted = [id for id in stand.applications if stand.needs[id]]
    first = 2 + len(stand.readers)
    place = {id: first + i for i, id in enumerate(wanted)}
    experts = stand.problem.experts
    door = {id: first + len(wanted) + i for i, id in enumerate(wanted) if experts and id not in stand.met}
    adjusts = stand.problem.mode == "adjust"
    for number, reader in enumerate(stand.readers):
        node, load = 2 + number, stand.kept_loads.get(reader.id, 0)
        mine = pulls[reader.id]
        read = [id for id in wanted if id in mine]
        arcs += [(SOURCE, node, 1, LOAD * (load + i)) for i in range(1, min(stand.room(reader), len(read)) + 1)]
        for id in read:
            price, to = mine[id], place[id]
            if adjusts and (id, reader.id) not in stand.movable:
                price += MOVE
            if id in door:
                if reader.wants.get(id, (0, 0))[1] >= EXPERT_LEVEL:
                    to = door[id]
                else:
                    price += EXPERT
            pairs[len(arcs)] = (id, reader.id)
            arcs.append((node, to, 1, price))
    for id in wanted:
        need = stand.needs[id]
        if id in door:
            arcs.append((door[id], place[id], 1, 0))
            arcs.append((door[id], place[id], need, EXPERT))
        have = max(0, stand.problem.each - need)
        arcs += [(place[id], SINK, 1, SPREAD * (have + i)) for i in range(1, need + 1)]
    return arcs, pairs


def chosen(stand: Standing, pulls: Mapping[UUID, Mapping[UUID, int]]) -> frozenset[Pair]:
    """The pairs of the cheapest among the largest flows."""
    # Loaded when first needed: a start of the program does without it.
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    arcs, pairs = network(stand, pulls)
    if not pairs:
        return frozenset()
    solver = SimpleMinCostFlow()
    for arc in arcs:
        solver.add_arc_with_capacity_and_unit_cost(*arc)
    solver.set_node_supply(SOURCE, stand.demand)
    solver.set_node_supply(SINK, -stand.demand)
    status = solver.solve_max_flow_with_min_cost()
    if status != SimpleMinCostFlow.OPTIMAL:
        raise Environment(msg("The assignment could not be worked out: the solver answered {answer}.",
                              answer=str(status)))
    return frozenset(pair for index, pair in pairs.items() if solver.flow(index))
