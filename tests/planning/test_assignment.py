"""The assignment: as good as the exact models, never against quota or conflict, whatever the order."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incubator_gui.core.errors import Cancelled
from incubator_gui.planning import assignment
from incubator_gui.planning.assignment import EXPERT, EXPERT_LEVEL, LOAD, MOVE, SPREAD, Held, Plan, Problem, Reader


def app(n: int) -> UUID:
    return UUID(int=1000 + n)


def person(n: int) -> UUID:
    return UUID(int=n + 1)


@st.composite
def problems(draw: st.DrawFn, apps: int = 3, readers: int = 3) -> Problem:
    ids = [app(i) for i in range(draw(st.integers(1, apps)))]
    people = tuple(
        Reader(person(i), draw(st.none() | st.integers(0, 3)),
               draw(st.dictionaries(st.sampled_from(ids), st.tuples(st.integers(-2, 2), st.integers(0, 3)))))
        for i in range(draw(st.integers(0, readers))))
    pairs = [(a, r.id) for a in ids for r in people]
    some = st.frozensets(st.sampled_from(pairs), max_size=3) if pairs else st.just(frozenset())
    held = tuple(Held(a, r, draw(st.booleans()), draw(st.booleans())) for a, r in sorted(draw(some)))
    return Problem(tuple(ids), people, held, draw(some), draw(st.sampled_from(["add", "ensure", "adjust", "clear"])),
                   draw(st.integers(0, 3)), draw(st.booleans()))


def price(problem: Problem, taken: frozenset[tuple[UUID, UUID]]) -> tuple[int, int]:
    """Minus the coverage, and the whole cost with the spread of a shortage."""
    stand = assignment.standing(problem)
    pulls = {r.id: assignment.ranks(stand, r) for r in stand.readers}
    total = assignment.cost(stand, taken, pulls)
    for id, need in stand.needs.items():
        have = max(0, problem.each - need)
        total += SPREAD * sum(have + i for i in range(1, sum(a == id for a, _r in taken) + 1))
    return -len(taken), total


def taken_of(problem: Problem, found: Plan) -> frozenset[tuple[UUID, UUID]]:
    stand = assignment.standing(problem)
    return frozenset(found.adds) | (stand.movable - set(found.removes))


def fits(problem: Problem, taken: frozenset[tuple[UUID, UUID]]) -> bool:
    stand = assignment.standing(problem)
    return (all(a in stand.open(r) for a, r in taken)
            and all(sum(a == id for a, _r in taken) <= need for id, need in stand.needs.items())
            and all(sum(r == reader.id for _a, r in taken) <= stand.room(reader) for reader in stand.readers))


@given(problems())
@settings(max_examples=120, deadline=None)
def test_nothing_better_among_all_answers(problem: Problem) -> None:
    found = assignment.plan(problem)
    taken = taken_of(problem, found)
    assert fits(problem, taken)
    stand = assignment.standing(problem)
    open_ = [(a, r.id) for a, need in stand.needs.items() if need for r in stand.readers if a in stand.open(r.id)]
    best = min(price(problem, frozenset(some)) for k in range(len(open_) + 1) for some in combinations(open_, k)
               if fits(problem, frozenset(some)))
    assert price(problem, taken) == best


def exact(problem: Problem) -> tuple[int, int]:
    """The same question as an integer model of its own: coverage first, then the cost."""
    from ortools.sat.python import cp_model

    stand = assignment.standing(problem)
    pulls = {r.id: assignment.ranks(stand, r) for r in stand.readers}
    model = cp_model.CpModel()
    x = {(a, r.id): model.new_bool_var("") for a in stand.applications for r in stand.readers
         if a in stand.open(r.id)}
    terms = [x[a, r] * (pulls[r][a] + (MOVE if problem.mode == "adjust" and (a, r) not in stand.movable else 0))
             for a, r in x]
    for reader in stand.readers:
        mine = [x[pair] for pair in x if pair[1] == reader.id]
        load, square = model.new_int_var(0, 100, ""), model.new_int_var(0, 10_000, "")
        model.add(load == sum(mine) + stand.kept_loads.get(reader.id, 0))
        model.add_multiplication_equality(square, [load, load])
        if reader.quota is not None:
            model.add(sum(mine) <= stand.room(reader))
        before = stand.kept_loads.get(reader.id, 0)
        half = model.new_int_var(0, 10_000, "")
        model.add(2 * half == square + load - before * before - before)
        terms.append(LOAD * half)
    for id, need in stand.needs.items():
        mine = [x[pair] for pair in x if pair[0] == id]
        model.add(sum(mine) <= need)
        steps = [model.new_bool_var("") for _ in range(need)]
        model.add(sum(steps) == sum(mine))
        terms += [SPREAD * (max(0, problem.each - need) + i + 1) * step for i, step in enumerate(steps)]
        if problem.experts and need and id not in stand.met:
            missed = model.new_bool_var("")
            known = [x[id, r.id] for r in stand.readers
                     if (id, r.id) in x and r.wants.get(id, (0, 0))[1] >= EXPERT_LEVEL]
            model.add(sum(known) + missed >= 1)
            terms.append(EXPERT * missed)
    model.maximize(sum(x.values()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    covered = round(solver.objective_value)
    model.add(sum(x.values()) == covered)
    model.minimize(sum(terms))
    assert solver.solve(model) == cp_model.OPTIMAL
    return -covered, round(solver.objective_value)


def random_problem(seed: int, apps: int = 7, readers: int = 5) -> Problem:
    chance = random.Random(seed)
    ids = [app(i) for i in range(apps)]
    people = tuple(Reader(person(i), chance.choice([None, 3, 4, 5]),
                          {a: (chance.randint(-2, 2), chance.randint(0, 3)) for a in ids if chance.random() < 0.7})
                   for i in range(readers))
    pairs = [(a, r.id) for a in ids for r in people]
    held = tuple(Held(a, r, chance.random() < 0.8, chance.random() < 0.5) for a, r in chance.sample(pairs, 6))
    return Problem(tuple(ids), people, held, frozenset(chance.sample(pairs, 6)),
                   chance.choice(["add", "ensure", "adjust"]), chance.randint(1, 3), chance.random() < 0.5)


@pytest.mark.parametrize("seed", range(12))
def test_as_cheap_as_an_integer_model(seed: int) -> None:
    problem = random_problem(seed)
    assert price(problem, taken_of(problem, assignment.plan(problem))) == exact(problem)


@given(problems(6, 5), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_the_order_it_is_told_in_plays_no_part(problem: Problem, chance: random.Random) -> None:
    def mixed(line: tuple) -> tuple:
        return tuple(chance.sample(line, len(line)))

    other = replace(problem, applications=mixed(problem.applications), held=mixed(problem.held),
                    readers=tuple(replace(r, wants=dict(mixed(tuple(r.wants.items()))))
                                  for r in mixed(problem.readers)))
    assert assignment.plan(other) == assignment.plan(problem)


@given(problems(6, 5))
@settings(max_examples=120, deadline=None)
def test_what_is_missing_is_explained_by_numbers(problem: Problem) -> None:
    found = assignment.plan(problem)
    stand = assignment.standing(problem)
    quotas = {r.id: r.quota for r in problem.readers}
    assert found.demand == len(taken_of(problem, found)) + found.missing
    assert 0 <= found.by_conflicts <= found.missing
    for short in found.short:
        assert short.assigned + short.conflicts + short.full == len(problem.readers)
        pairs = {r for a, r in taken_of(problem, found) | stand.stays if a == short.application}
        for reader in stand.readers:
            if reader.id not in pairs and (short.application, reader.id) not in problem.blocked:
                assert quotas[reader.id] is not None
                assert found.after[reader.id] >= quotas[reader.id]
    fixed = {(h.application, h.reader) for h in problem.held if h.fixed}
    assert not fixed & set(found.removes)
    if problem.mode in ("add", "ensure"):
        assert set(found.removes) <= problem.blocked


def simple(count: int, readers: int, **values: object) -> Problem:
    return Problem(tuple(app(i) for i in range(count)), tuple(Reader(person(i)) for i in range(readers)),
                   **values)  # type: ignore[arg-type]


def test_the_load_is_even() -> None:
    found = assignment.plan(simple(10, 4, each=2))
    assert sorted(found.after.values()) == [5, 5, 5, 5]
    assert not found.short


def test_a_quota_caps_and_others_take_the_rest() -> None:
    problem = simple(9, 3, each=1)
    problem = replace(problem, readers=(replace(problem.readers[0], quota=1), *problem.readers[1:]))
    assert assignment.plan(problem).after == {person(0): 1, person(1): 4, person(2): 4}


def test_words_of_different_strength_weigh_the_same() -> None:
    loud = Reader(person(0), None, {app(0): (20, 0), app(1): (-20, 0)})
    quiet = Reader(person(1), None, {app(0): (1, 0), app(1): (0, 0)})
    stand = assignment.standing(Problem((app(0), app(1)), (loud, quiet)))
    assert assignment.ranks(stand, loud) == assignment.ranks(stand, quiet)


def test_one_wish_among_many_does_not_make_the_others_dear() -> None:
    reader = Reader(person(0), None, {app(0): (3, 0)})
    stand = assignment.standing(Problem(tuple(app(i) for i in range(100)), (reader,)))
    costs = assignment.ranks(stand, reader)
    assert costs[app(0)] < 10
    assert abs(costs[app(1)] - assignment.PULL // 2) <= 6


def test_ensure_counts_what_is_there_and_add_does_not() -> None:
    held = (Held(app(0), person(0)), Held(app(0), person(1)))
    assert len(assignment.plan(simple(2, 4, each=2, held=held)).adds) == 2
    assert len(assignment.plan(simple(2, 4, each=2, held=held, mode="add")).adds) == 4


def test_what_does_not_count_is_given_anew() -> None:
    held = (Held(app(0), person(0), counts=False, fixed=True),)
    found = assignment.plan(simple(1, 3, each=1, held=held))
    assert len(found.adds) == 1
    assert found.adds[0][1] != person(0)


def test_adjust_moves_only_what_was_not_begun() -> None:
    held = tuple(Held(app(i), person(0), fixed=i == 0) for i in range(6))
    found = assignment.plan(simple(6, 3, each=1, held=held, mode="adjust"))
    assert found.after == {person(0): 2, person(1): 2, person(2): 2}
    assert (app(0), person(0)) not in found.removes
    assert len(found.removes) == len(found.adds) == 4
    same = assignment.plan(simple(6, 3, each=1, mode="adjust",
                                  held=tuple(Held(app(i), person(i % 3)) for i in range(6))))
    assert not same.adds
    assert not same.removes


def test_clear_takes_only_what_was_not_begun() -> None:
    held = (Held(app(0), person(0)), Held(app(1), person(0), fixed=True))
    found = assignment.plan(simple(2, 2, held=held, mode="clear"))
    assert found.removes == ((app(0), person(0)),)
    assert not found.adds
    assert not found.short


def test_a_conflict_that_came_later_takes_the_assignment_away() -> None:
    held = (Held(app(0), person(0), counts=False), Held(app(1), person(0), counts=False, fixed=True))
    found = assignment.plan(simple(2, 2, each=1, held=held,
                                   blocked=frozenset({(app(0), person(0)), (app(1), person(0))})))
    assert found.removes == ((app(0), person(0)),)
    assert found.adds == ((app(0), person(1)), (app(1), person(1)))


def test_an_expert_each_where_one_is_wished() -> None:
    knows = Reader(person(0), 2, {app(0): (0, 3)})
    others = (Reader(person(1)), Reader(person(2)))
    problem = Problem((app(0), app(1)), (knows, *others), each=1, experts=True)
    assert (app(0), person(0)) in assignment.plan(problem).adds


def test_a_shortage_is_shared() -> None:
    problem = replace(simple(4, 2, each=2), readers=(Reader(person(0), 3), Reader(person(1), 3)))
    found = assignment.plan(problem)
    assert (found.demand, found.places, found.missing, found.by_conflicts) == (8, 6, 2, 0)
    assert [short.lacks for short in found.short] == [1, 1]
    assert all(short.full == 1 and short.assigned == 1 for short in found.short)


def test_conflicts_are_told_from_quotas() -> None:
    found = assignment.plan(simple(1, 3, each=3, blocked=frozenset({(app(0), person(1))})))
    assert found.by_conflicts == found.missing == 1
    assert found.short == (assignment.Short(app(0), 1, 2, 1, 0),)


def test_nobody_and_nothing() -> None:
    assert assignment.plan(simple(0, 0)).adds == ()
    assert assignment.plan(simple(2, 0, each=1)).missing == 2
    assert assignment.plan(simple(0, 3)).demand == 0


def test_it_tells_how_far_it_is_and_can_be_cancelled() -> None:
    told: list[tuple[int, int]] = []
    assignment.plan(simple(3, 3), progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (5, 5)
    with pytest.raises(Cancelled):
        assignment.plan(simple(3, 3), stop=lambda: True)
