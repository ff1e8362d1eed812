"""The share of draws among the first: what counting every draw for everybody says, and the ends that are known."""

from __future__ import annotations

from random import Random
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incubator_gui.domain.ranking import PLACES, mean
from incubator_gui.domain.rubric import Part, weighted
from incubator_gui.domain.sensitivity import Review, sensitivity

FEW = settings(max_examples=60, deadline=None)
WEIGHTS = {"team": 25.0, "market": 25.0, "product": 20.0, "fit": 10.0}


def application(number: int) -> UUID:
    return UUID(int=1000 + number)


def review(number: int, **shares: float) -> Review:
    return Review(application(number), tuple(Part(key, WEIGHTS[key], share) for key, share in shares.items()))


REVIEWS = st.lists(st.builds(
    lambda number, shares: review(number, **shares), st.integers(0, 6),
    st.dictionaries(st.sampled_from(sorted(WEIGHTS)), st.integers(0, 4).map(lambda n: n / 4), max_size=4)), max_size=20)


def counted(reviews: list[Review], top: int, lift: dict[UUID, float], draws: int, seed: int) -> dict[UUID, float]:
    """Each draw, each review, each rank."""
    random, hits = Random(seed), {one.application: 0 for one in reviews if one.parts}
    keys = sorted({part.key for one in reviews for part in one.parts})
    for _draw in range(draws):
        factors = {key: random.uniform(0.8, 1.2) for key in keys}
        scores = {id: round(lift.get(id, 0.0) + mean([
            score for one in reviews if one.application == id
            and (score := weighted(one.parts, factors)) is not None]), PLACES) for id in hits}
        for id, score in scores.items():
            hits[id] += sum(other > score + 1e-8 for other in scores.values()) < top
    return {id: count / draws for id, count in hits.items()}


LIFTS = st.dictionaries(st.integers(0, 6).map(application), st.integers(-20, 20).map(lambda n: n / 100))


@given(REVIEWS, st.integers(1, 4), LIFTS)
@FEW
def test_it_counts_the_draws(reviews: list[Review], top: int, lift: dict[UUID, float]) -> None:
    assert sensitivity(reviews, top, lift=lift, draws=20, seed=3) == counted(reviews, top, lift, 20, 3)


@given(REVIEWS, st.randoms(use_true_random=False))
@FEW
def test_same_reviews_same_answer_in_any_order(reviews: list[Review], random: Random) -> None:
    assert sensitivity(random.sample(reviews, len(reviews)), 2, draws=20) == sensitivity(reviews, 2, draws=20)


def test_best_in_everything_is_always_first() -> None:
    reviews = [review(n, team=n / 10, market=n / 10, product=n / 10) for n in range(10)]
    found = sensitivity(reviews, 3)
    assert [found[application(n)] for n in range(10)] == [0.0] * 7 + [1.0] * 3


def test_two_that_are_good_at_different_things_share_the_draws() -> None:
    found = sensitivity([review(1, team=1, market=0), review(2, team=0, market=1), review(3, team=0.2, market=0.2)], 1)
    assert found[application(1)] + found[application(2)] == 1.0
    assert 0.4 < found[application(1)] < 0.6
    assert found[application(3)] == 0.0


def test_the_lift_is_part_of_the_order() -> None:
    reviews = [review(1, team=0.5, market=0.5), review(2, team=0.6, market=0.6)]
    assert sensitivity(reviews, 1)[application(2)] == 1.0
    assert sensitivity(reviews, 1, lift={application(1): 0.2})[application(1)] == 1.0


def test_ties_at_the_edge_are_all_in_and_few_are_all_in() -> None:
    reviews = [review(n, team=0.5) for n in range(5)]
    assert set(sensitivity(reviews, 2).values()) == {1.0}
    assert sensitivity([review(1, team=0.1)], 10) == {application(1): 1.0}
    assert sensitivity([], 10) == {}
    assert sensitivity([review(1)], 10) == {}


def test_the_same_seed_the_same_answer() -> None:
    random = Random(1)
    reviews = [review(n, team=random.random(), market=random.random(), product=random.random()) for n in range(60)]
    assert sensitivity(reviews, 10) == sensitivity(reviews, 10)
    assert sensitivity(reviews, 10) != sensitivity(reviews, 10, seed=21)
    assert sum(sensitivity(reviews, 10).values()) == pytest.approx(10)
    assert set(sensitivity(reviews, 10, width=0.0).values()) == {0.0, 1.0}


@pytest.mark.parametrize("wrong", [{"top": 0}, {"top": 1, "draws": 0}, {"top": 1, "width": 1.0}])
def test_settings_without_sense(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError):
        sensitivity([], **wrong)  # type: ignore[arg-type]
