"""The score of a review: missing is missing, within 0 to 1, in any order; and what a rubric must not be."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incubator_gui.core.messages import Words
from incubator_gui.domain.rubric import (
    ONE_TO_FIVE,
    Criterion,
    Part,
    Rubric,
    Scale,
    weighted,
)

D = Decimal
FEW = settings(max_examples=60, deadline=None)


def named(key: str, weight: str = "1", **more: object) -> Criterion:
    return Criterion(key, Words((("en", key.title()),)), D(weight), **more)  # type: ignore[arg-type]


PANEL = Rubric(UUID(int=1), 1, (named("team", "25"), named("market", "25"), named("product", "20"),
                                named("model", "20"), named("fit", "10")))
"""The rubric of the picture of the review screen."""


@st.composite
def cases(draw: st.DrawFn) -> tuple[Rubric, dict[str, Decimal]]:
    """A rubric of up to eight criteria on scales of all kinds, and some answers to it."""
    criteria, answers = [], {}
    for n in range(draw(st.integers(1, 8))):
        step = draw(st.sampled_from([D("0.1"), D("0.25"), D("0.5"), D(1), D(3)]))
        low = draw(st.decimals(-5, 5, places=1))
        scale = Scale(low, low + step * draw(st.integers(1, 20)), step)
        criterion = Criterion(f"c{n}", Words(()), draw(st.decimals("0.01", 100, places=2)), scale,
                              required=draw(st.booleans()), counted=draw(st.booleans()) or n == 0)
        criteria.append(criterion)
        mark = draw(st.none() | st.sampled_from(scale.points))
        if mark is not None:
            answers[criterion.key] = mark
    return Rubric(UUID(int=1), 1, tuple(criteria)), answers


def test_the_picture() -> None:
    found = PANEL.score({"team": D(4), "market": D(3), "product": D(4)})
    assert found.value is not None
    assert round(ONE_TO_FIVE.mark(found.value), 2) == 3.64
    assert found.answered == pytest.approx(0.70)
    assert found.open == found.missing == ("model", "fit")


def test_missing_is_never_zero() -> None:
    assert PANEL.score({"team": D(5)}).value == 1.0
    assert PANEL.score({"team": D(5), "market": D(1)}).value == 0.5
    assert PANEL.score({}).value is None
    assert PANEL.score({}).answered == 0.0


def test_abstaining_on_a_criterion_is_neither_blank_nor_an_answer() -> None:
    found = PANEL.score({"team": D(5), "market": D(5), "product": D(5), "model": D(5)}, abstained_on=["fit"])
    assert (found.value, found.open, found.missing) == (1.0, (), ())
    assert found.answered == pytest.approx(0.9)


@pytest.mark.parametrize("stance", ["abstained", "recused"])
def test_who_abstains_or_recuses_counts_for_nothing(stance: str) -> None:
    found = PANEL.score({"team": D(5)}, stance=stance)  # type: ignore[arg-type]
    assert (found.value, found.answered, found.open, found.missing) == (None, 0.0, (), ())


def test_informative_criteria_have_no_part_in_the_score_and_may_be_required() -> None:
    rubric = Rubric(UUID(int=1), 1, (named("team"), named("mood", counted=False), named("tip", required=False)))
    found = rubric.score({"team": D(3)})
    assert (found.value, found.answered) == (0.5, 0.5)
    assert (found.open, found.missing) == (("mood", "tip"), ("mood",))
    assert rubric.score({"team": D(3), "mood": D(1)}).value == 0.5
    assert rubric.score({"mood": D(5)}).value is None


@FEW
@given(cases())
def test_the_score_never_leaves_0_to_1(case: tuple[Rubric, dict[str, Decimal]]) -> None:
    rubric, answers = case
    found = rubric.score(answers)
    assert 0 <= found.answered <= 1
    counted = [one for one in rubric.counted if one.key in answers]
    assert (found.value is None) == (not counted)
    if found.value is not None:
        shares = [one.scale.share(answers[one.key]) for one in counted]
        assert 0 <= found.value <= 1
        assert min(shares) - 1e-12 <= found.value <= max(shares) + 1e-12
    assert list(rubric.problems()) == []


@FEW
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_plays_no_part(case: tuple[Rubric, dict[str, Decimal]], random: object) -> None:
    rubric, answers = case
    shuffled, items = list(rubric.criteria), list(answers.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    random.shuffle(items)  # type: ignore[attr-defined]
    found, other = rubric.score(answers), replace(rubric, criteria=tuple(shuffled)).score(dict(items))
    assert (found.value, found.answered) == (other.value, other.answered)
    assert set(found.missing) == set(other.missing)


@FEW
@given(cases())
def test_an_equal_exact_sum(case: tuple[Rubric, dict[str, Decimal]]) -> None:
    rubric, answers = case
    counted = [one for one in rubric.counted if one.key in answers]
    if counted:
        weights = [Fraction(one.weight) for one in counted]
        shares = [Fraction(answers[one.key] - one.scale.low) / Fraction(one.scale.high - one.scale.low)
                  for one in counted]
        exact = sum(weight * share for weight, share in zip(weights, shares, strict=True)) / sum(weights)
        assert rubric.score(answers).value == pytest.approx(float(exact), abs=1e-14)


@FEW
@given(cases())
def test_a_file_brings_back_the_same_rubric(case: tuple[Rubric, dict[str, Decimal]]) -> None:
    rubric = case[0]
    assert Rubric.from_json(json.loads(json.dumps(rubric.to_json()))) == rubric


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1E+999999", "1E-999999", "five", "", None])
def test_a_file_with_numbers_that_are_none_is_refused(number: object) -> None:
    data = PANEL.to_json()
    data["criteria"][0]["scale"]["step"] = number
    with pytest.raises(ValueError, match="no number"):
        Rubric.from_json(data)


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
                    max_leaves=4)


INSIDE: list[tuple[str | int, ...]] = [
    (), ("key",), ("name",), ("weight",), ("scale",), ("scale", "low"), ("anchors",), ("anchors", 0),
    ("anchors", 0, "mark"), ("anchors", 0, "text"), ("hint",)]
PLACES = [("id",), ("version",), ("criteria",), *(("criteria", 0, *path) for path in INSIDE)]


@given(st.sampled_from(PLACES), JSON)
@settings(max_examples=150, deadline=None)
def test_a_file_of_nonsense_is_refused_or_has_problems_to_tell(path: tuple[str | int, ...], value: object) -> None:
    data: Any = Rubric(UUID(int=1), 1, (named("team", anchors=((D(4), Words((("en", "good"),))),)),)).to_json()
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    try:
        rubric = Rubric.from_json(data)
    except (KeyError, TypeError, ValueError):
        return
    assert all(str(one) for one in rubric.problems())


def test_marks_are_the_points_of_the_scale() -> None:
    scale = Scale(D(0), D(1), D("0.1"))
    assert scale.points[3] == D("0.3")
    assert all(scale.has(mark) for mark in scale.points)
    assert not any(scale.has(D(mark)) for mark in ("0.35", "-0.1", "1.1", "NaN", "Infinity", "0.3" + "0" * 30 + "1"))
    with pytest.raises(ValueError, match="outside"):
        scale.share(D("1.1"))


@pytest.mark.parametrize(("scale", "words"), [
    (Scale(D(5), D(1)), "not above its beginning"), (Scale(D(1), D(1)), "not above its beginning"),
    (Scale(D(1), D(5), D(0)), "does not give"), (Scale(D(1), D(5), D(-1)), "does not give"),
    (Scale(D(0), D(1), D("0.001")), "does not give"), (Scale(D(1), D(5), D(3)), "do not end at 5"),
    (Scale(D("NaN"), D(5)), "plain numbers"), (Scale(D(1), D("1E+999999")), "plain numbers")])
def test_scales_that_nobody_can_mark_on(scale: Scale, words: str) -> None:
    assert words in str(scale.problem)
    assert [str(one) for one in Rubric(UUID(int=1), 1, (named("team", scale=scale),)).problems()] == [
        f"“Team”: {scale.problem}"]


def test_rubrics_that_nobody_can_review_by() -> None:
    def said(*criteria: Criterion) -> list[str]:
        return [str(one) for one in Rubric(UUID(int=1), 1, criteria).problems()]

    assert said() == ["No criterion is counted: mark at least one, or there is no score."]
    assert "give each its own" in said(named("a"), named("a"))[0]
    assert "no weight" in said(named("a", "0"))[0]
    assert "no weight" in said(named("a", "-1"))[0]
    assert said(named("a"), named("b", "0", counted=False)) == []
    assert "beside the scale" in said(named("a", anchors=((D("1.5"), Words((("en", "so so"),))),)))[0]
    assert "“a” is counted" in said(replace(named("a", "0"), name=Words(())))[0]


def test_versions() -> None:
    assert PANEL.revised(PANEL.criteria) is PANEL
    first = PANEL.criteria[0]
    reworded = PANEL.revised([replace(first, name=Words((("en", "Crew"),)), required=False), *PANEL.criteria[1:]])
    assert reworded.version == 2
    assert PANEL.version == 1
    assert PANEL.scores_like(reworded)
    assert not PANEL.scores_like(PANEL.revised([replace(first, weight=D(30)), *PANEL.criteria[1:]]))
    assert not PANEL.scores_like(PANEL.revised(PANEL.criteria[1:]))
    assert PANEL.scores_like(PANEL.revised([*PANEL.criteria, named("mood", counted=False)]))


def test_one_scale_for_all_or_percent() -> None:
    assert PANEL.scale == ONE_TO_FIVE
    assert Rubric(UUID(int=1), 1, (named("a"), named("b", scale=Scale(D(0), D(10))))).scale is None


def test_anchors() -> None:
    words = Words((("en", "one key hire open"), ("de", "eine Stelle offen")))
    assert named("team", anchors=((D(4), words),)).anchor(D(4)) == words
    assert named("team", anchors=((D(4), words),)).anchor(D(3)) is None


def test_factors_change_weights() -> None:
    parts = (Part("a", 1, 1.0), Part("b", 1, 0.0))
    assert weighted(parts) == 0.5
    assert weighted(parts, {"a": 3.0}) == 0.75
    assert weighted((), {"a": 3.0}) is None
