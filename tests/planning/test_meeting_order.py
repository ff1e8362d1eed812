"""The order of an agenda: few moves, the pinned ends, what keeps together, and an honest bound."""

from __future__ import annotations

import random
from itertools import permutations
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incubator_gui.planning import meeting_order
from incubator_gui.planning.meeting_order import moves_of, order


def id_(n: int) -> UUID:
    return UUID(int=n)


def agenda(*outs: set[int]) -> list[tuple[UUID, frozenset[UUID]]]:
    return [(id_(100 + i), frozenset(id_(p) for p in out)) for i, out in enumerate(outs)]


def cost(items: list[tuple[UUID, frozenset[UUID]]], found: tuple[UUID, ...]) -> int:
    by_id = dict(items)
    return moves_of(by_id[id] for id in found)


AGENDAS = st.lists(st.frozensets(st.integers(1, 5), max_size=3), max_size=6)


def test_an_empty_agenda_has_no_moves() -> None:
    assert order([]) == meeting_order.Ordered((), 0, 0)


def test_the_same_people_leave_once() -> None:
    items = agenda({1}, set(), {1}, set(), {1})
    found = order(items)
    assert found.moves == found.bound == 2
    assert moves_of(out for _id, out in items) == 6


def test_an_agenda_that_is_good_already_stays() -> None:
    items = agenda(set(), {1}, {1}, set(), {2}, set())
    assert order(items).order == tuple(id for id, _out in items)


def test_nothing_stands_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        order([*agenda({1}), *agenda({2})])


@given(AGENDAS)
@settings(max_examples=60, deadline=None)
def test_as_few_moves_as_any_order(outs: list[frozenset[int]]) -> None:
    items = agenda(*map(set, outs))
    found = order(items)
    assert sorted(found.order) == sorted(id for id, _out in items)
    assert found.moves == cost(items, found.order)
    assert found.moves == min(moves_of(out for _id, out in turn) for turn in permutations(items))
    assert found.bound == found.moves


@given(AGENDAS.filter(lambda outs: len(outs) >= 2), st.booleans(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_pinned_ends_stay_and_the_rest_is_best(outs: list[frozenset[int]], has_first: bool, has_last: bool) -> None:
    items = agenda(*map(set, outs))
    first = items[1][0] if has_first else None
    last = items[0][0] if has_last else None
    found = order(items, first=first, last=last)
    allowed = [turn for turn in permutations(items)
               if (first is None or turn[0][0] == first) and (last is None or turn[-1][0] == last)]
    assert first in (None, found.order[0])
    assert last in (None, found.order[-1])
    assert found.moves == min(moves_of(out for _id, out in turn) for turn in allowed)
    assert found.bound <= found.moves


@given(AGENDAS.filter(lambda outs: len(outs) >= 4))
@settings(max_examples=40, deadline=None)
def test_what_keeps_together_follows_one_another(outs: list[frozenset[int]]) -> None:
    items = agenda(*map(set, outs))
    group = frozenset(id for id, _out in items[1:4])
    found = order(items, together=[group])
    places = sorted(found.order.index(id) for id in group)
    assert places == list(range(places[0], places[0] + 3))
    assert sorted(found.order) == sorted(id for id, _out in items)
    assert found.bound <= found.moves == cost(items, found.order)


@given(AGENDAS)
@settings(max_examples=40, deadline=None)
def test_the_search_for_many_is_near_the_best_and_its_bound_is_one(outs: list[frozenset[int]]) -> None:
    items = agenda(*map(set, outs))
    least = order(items).moves
    before, meeting_order.EXACT = meeting_order.EXACT, 0
    try:
        found = order(items)
    finally:
        meeting_order.EXACT = before
    assert found.bound <= least <= found.moves <= least + 2
    assert sorted(found.order) == sorted(id for id, _out in items)


def test_a_hundred_items_come_near_their_bound_and_always_the_same() -> None:
    chance = random.Random(7)
    items = agenda(*({p for p in range(12) if chance.random() < 0.12} for _ in range(100)))
    found = order(items, seconds=60)
    assert found.moves < moves_of(out for _id, out in items) / 2
    assert found.bound <= found.moves <= found.bound * 1.15
    assert order(items, seconds=60) == found


def test_it_stops_when_asked() -> None:
    items = agenda(*({i % 13, i * 7 % 13, i * 5 % 11} for i in range(80)))
    found = order(items, stop=lambda: True)
    assert sorted(found.order) == sorted(id for id, _out in items)
    assert found.bound <= found.moves
