"""Two changes of one rubric: together where they can be, named where they contradict."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from incubator_gui.core.messages import Words
from incubator_gui.domain.rubric import Criterion, Scale
from incubator_gui.domain.rubric_merge import merge_rubric

D = Decimal


def one(key: str, weight: str = "1", **more: object) -> Criterion:
    return Criterion(key, Words((("en", key.title()),)), D(weight), **more)  # type: ignore[arg-type]


BASE = (one("team", "25"), one("market", "25"), one("fit", "10"))
TEAM, MARKET, FIT = BASE


def test_different_criteria_and_fields_stand_together() -> None:
    mine = (replace(TEAM, weight=D(30)), MARKET, FIT)
    theirs = (replace(TEAM, required=False), replace(MARKET, weight=D(5)), FIT)
    merged = merge_rubric(BASE, mine, theirs)
    assert merged.criteria == (replace(TEAM, weight=D(30), required=False), replace(MARKET, weight=D(5)), FIT)
    assert merged.clashes == ()


def test_words_and_anchors_stand_together_by_language_and_mark() -> None:
    no, yes = ((D(1), Words((("en", "No"),))),), ((D(5), Words((("en", "Yes"),))),)
    mine = replace(TEAM, name=Words((("en", "Team"), ("de", "Mannschaft"))), anchors=no)
    theirs = replace(TEAM, name=Words((("en", "Team"), ("zh", "团队"))), anchors=yes)
    merged = merge_rubric(BASE, (mine, MARKET, FIT), (theirs, MARKET, FIT))
    assert dict(merged.criteria[0].name.by_language) == {"en": "Team", "de": "Mannschaft", "zh": "团队"}
    assert [mark for mark, _words in merged.criteria[0].anchors] == [D(1), D(5)]
    assert merged.clashes == ()


def test_the_same_field_is_a_clash_and_mine_holds() -> None:
    merged = merge_rubric(BASE, (replace(TEAM, weight=D(30)), MARKET, FIT), (replace(TEAM, weight=D(40)), MARKET, FIT))
    assert merged.criteria[0].weight == D(30)
    assert merged.clashes == ("team",)
    assert merge_rubric(BASE, (replace(TEAM, weight=D(30)), MARKET, FIT),
                        (replace(TEAM, weight=D(30)), MARKET, FIT)).clashes == ()


def test_what_one_removes_and_the_other_changes_stays_and_is_a_clash() -> None:
    changed = (replace(TEAM, weight=D(30)), MARKET, FIT)
    for mine, theirs in ((changed, BASE[1:]), (BASE[1:], changed)):
        merged = merge_rubric(BASE, mine, theirs)
        assert {row.key: row.weight for row in merged.criteria}["team"] == D(30)
        assert merged.clashes == ("team",)
    assert merge_rubric(BASE, BASE[1:], BASE).criteria == BASE[1:]
    assert merge_rubric(BASE, BASE, BASE[1:]).criteria == BASE[1:]


def test_what_came_stands_behind_its_neighbour_and_orders_follow_who_moved() -> None:
    new, other = one("gut"), one("risk")
    merged = merge_rubric(BASE, (TEAM, new, MARKET, FIT), (TEAM, MARKET, FIT, other))
    assert [row.key for row in merged.criteria] == ["team", "gut", "market", "fit", "risk"]
    moved = merge_rubric(BASE, (replace(TEAM, weight=D(9)), MARKET, FIT), (FIT, TEAM, MARKET))
    assert [row.key for row in moved.criteria] == ["fit", "team", "market"]
    assert moved.criteria[1].weight == D(9)


def test_anchors_beside_a_scale_of_the_other_go() -> None:
    mine = (replace(TEAM, scale=Scale(D(1), D(3))), MARKET, FIT)
    theirs = (replace(TEAM, anchors=((D(2), Words((("en", "Fair"),))), (D(5), Words((("en", "Top"),))))), MARKET, FIT)
    assert [mark for mark, _words in merge_rubric(BASE, mine, theirs).criteria[0].anchors] == [D(2)]


criterion = st.builds(one, st.sampled_from("abcd"), st.sampled_from(("1", "2", "3")), required=st.booleans())
rubrics = st.lists(criterion, max_size=4, unique_by=lambda row: row.key).map(tuple)


@given(rubrics, rubrics, rubrics)
def test_a_side_that_changed_nothing_loses_nothing(base: tuple[Criterion, ...], mine: tuple[Criterion, ...],
                                                   theirs: tuple[Criterion, ...]) -> None:
    assert merge_rubric(base, mine, base).criteria == mine
    assert merge_rubric(base, base, theirs).criteria == theirs
    assert merge_rubric(base, mine, mine).criteria == mine
    both, turned = merge_rubric(base, mine, theirs), merge_rubric(base, theirs, mine)
    assert set(both.clashes) == set(turned.clashes)
    assert {row for row in both.criteria if row.key not in both.clashes} == {
        row for row in turned.criteria if row.key not in both.clashes}
