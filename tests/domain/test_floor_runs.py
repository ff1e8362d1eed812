"""The quick way to a day's runs says the same as the plain one."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from incubator_gui.domain.floor_runs import FloorRuns
from incubator_gui.domain.space import Holding, Span, Timeline
from tests.widgets.plan_house import FIRST, LAB, desk, house

START = date(2027, 1, 1)
SCENE = house().scenes[FIRST]


@given(st.dictionaries(st.integers(1, 16), st.tuples(st.integers(1, 3), st.integers(0, 60), st.integers(1, 90))),
       st.booleans(), st.integers(-5, 160))
def test_runs_of_a_day_are_those_of_the_scene(held: dict[int, tuple[int, int, int]], whole: bool, after: int) -> None:
    holdings = [Holding(UUID(int=9000 + n), UUID(int=company), SCENE.by_id[desk(0, n)].room, desk(0, n),
                        Span(START + timedelta(first), START + timedelta(first + days)))
                for n, (company, first, days) in held.items()]
    if whole:
        holdings.append(Holding(UUID(int=9900), UUID(int=4), LAB, None, Span(START)))
    timeline = Timeline(tuple(holdings), SCENE.order)
    runs, day = FloorRuns(SCENE, timeline), START + timedelta(after)
    taken, owners = runs.taken(day)
    at = timeline.at(day)
    assert {one.id: found for one, found in zip(SCENE.desks, taken, strict=True) if found is not None} == at
    assert [runs.companies[owner] for owner in owners if owner >= 0] == [one.company for one in taken if one]
    keys = [owner if one is not None and one.desk is not None else -1
            for one, owner in zip(taken, owners, strict=True)]
    found = [runs.run(runs.companies[owners[group[0]]], group)[0] for group in runs.groups(keys)]
    assert tuple(found) == SCENE.runs({id: one.company for id, one in at.items() if one.desk is not None})
