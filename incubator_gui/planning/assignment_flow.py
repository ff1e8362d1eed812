"""The network of an assignment, solved by OR-Tools' minimum-cost flow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from incubator_gui.core.errors import Environment
from incubator_gui.core.messages import msg
from incubator_gui.planning.assignment import EXPERT, EXPERT_LEVEL, LOAD, MOVE, SPREAD, Pair, Standing

SOURCE, SINK = 0, 1
Arc = tuple[int, int, int, int]
"""From, to, capacity, cost of a unit."""


Block = tuple[int, UUID, list[tuple[int, int]]]
"""The first arc of a reader's pairs, the reader, and the applications by place with their ranks."""


def network(stand: Standing, lines: Mapping[UUID, Sequence[int]]) -> tuple[list[Arc], list[Block]]:
    """All arcs, and which of them are pairs.

    `lines` hold the ranks of each reader's open applications. Source to reader: one arc for each further
    review, each dearer. Reader to application: one for each allowed pair. Application to sink: one for each
    missing review. Where experts are wished for, they enter an application by a door of their own, through
    which one goes without extra cost.
    """
    arcs: list[Arc] = []
    blocks: list[Block] = []
    ids = stand.applications
    needs = [stand.needs[id] for id in ids]
    first, count = 2 + len(stand.readers), len(ids)
    doors = [bool(need) and stand.problem.experts and id not in stand.met for id, need in zip(ids, needs, strict=True)]
    has_doors, adjusts = any(doors), stand.problem.mode == "adjust"
    for number, reader in enumerate(stand.readers):
        node, load, own = 2 + number, stand.kept_loads.get(reader.id, 0), reader.id
        read = [(i, pull) for i, pull in zip(stand.spots[own], lines[own], strict=True) if needs[i]]
        arcs += [(SOURCE, node, 1, LOAD * (load + i)) for i in range(1, min(stand.room(reader), len(read)) + 1)]
        blocks.append((len(arcs), own, read))
        for i, pull in read:
            id, price, to = ids[i], pull, first + i
            if adjusts and (id, own) not in stand.movable:
                price += MOVE
            if has_doors and doors[i]:
                if reader.wants.get(id, (0, 0))[1] >= EXPERT_LEVEL:
                    to = first + count + i
                else:
                    price += EXPERT
            arcs.append((node, to, 1, price))
    for i, need in enumerate(needs):
        if doors[i]:
            arcs.append((first + count + i, first + i, 1, 0))
            arcs.append((first + count + i, first + i, need, EXPERT))
        have = max(0, stand.problem.each - need)
        arcs += [(first + i, SINK, 1, SPREAD * (have + k)) for k in range(1, need + 1)]
    return arcs, blocks


def chosen(stand: Standing, lines: Mapping[UUID, Sequence[int]]) -> dict[Pair, int]:
    """The pairs of the cheapest among the largest flows, with their ranks."""
    # Loaded when first needed: a start of the program does without it.
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    arcs, blocks = network(stand, lines)
    solver = SimpleMinCostFlow()
    for arc in arcs:
        solver.add_arc_with_capacity_and_unit_cost(*arc)
    solver.set_node_supply(SOURCE, stand.demand)
    solver.set_node_supply(SINK, -stand.demand)
    status = solver.solve_max_flow_with_min_cost()
    if status != SimpleMinCostFlow.OPTIMAL:
        raise Environment(msg("The assignment could not be worked out: the solver answered {answer}.",
                              answer=str(status)))
    return {(stand.applications[i], reader): pull for start, reader, read in blocks
            for index, (i, pull) in enumerate(read, start) if solver.flow(index)}
