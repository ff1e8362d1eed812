"""Steps of editing criteria, without a window."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from incubator_gui.core.messages import Words
from incubator_gui.domain.rubric import Criterion, Scale
from incubator_gui.views.review.setup import draft

D = Decimal
NAME = Words((("en", "Team"), ("de", "Team")))
ONE, TWO, THREE = (Criterion(key, NAME, D(weight)) for key, weight in (("a", 1), ("b", 2), ("c", 1)))


def keys(criteria: draft.Criteria) -> list[str]:
    return [one.key for one in criteria]


def test_moved_among_the_others() -> None:
    whole = (ONE, TWO, THREE)
    assert keys(draft.moved(whole, ["c"], "a")) == ["c", "a", "b"]
    assert keys(draft.moved(whole, ["a", "b"], None)) == ["c", "a", "b"]
    assert keys(draft.moved(whole, ["a", "b"], "b")) == ["a", "b", "c"]


def test_a_new_one_takes_weight_and_scale_of_the_last() -> None:
    last = replace(THREE, weight=D(20), scale=draft.ZERO_TO_TEN)
    criteria, key = draft.added((ONE, last), "a")
    assert keys(criteria) == ["a", key, "c"]
    assert (criteria[1].weight, criteria[1].scale) == (D(20), draft.ZERO_TO_TEN)
    assert criteria[1].name.of("zh") == "新指标"


def test_keys_are_never_taken_twice() -> None:
    doubled, _key = draft.duplicated((ONE, TWO), "a")
    more = draft.joined(doubled, (ONE, THREE))
    assert len(set(keys(more))) == len(more) == 5
    assert more[-1].key == "c"


def test_shares_count_only_what_counts() -> None:
    whole = (ONE, TWO, replace(THREE, counted=False))
    part = draft.shares(whole)
    assert [part.of(one) for one in whole] == [1 / 3, 2 / 3, None]
    assert draft.shares(()).of(ONE) is None


def test_anchors_follow_a_scale_of_as_many_marks_or_stand_beside_it() -> None:
    one = draft.anchored(draft.anchored(ONE, D(5), "en", "best"), D(1), "de", "schwach")
    moved = draft.rescaled(one, Scale(D(0), D(4)))
    assert [mark for mark, _words in moved.anchors] == [D(0), D(4)]
    finer = draft.rescaled(one, Scale(D(2), D(4)))
    assert draft.beside(finer) == (D(1), D(5))
    trouble = draft.trouble(finer)
    assert trouble is not None
    assert "beside the scale" in str(trouble)
    assert draft.without_beside(finer).anchors == ()
    answers = draft.rescaled(replace(ONE, anchors=()), draft.YES_NO).anchors
    assert [words.of("de") for _mark, words in answers] == ["Nein", "Ja"]


def test_an_anchor_without_words_goes() -> None:
    one = draft.anchored(ONE, D(3), "en", "fair")
    assert draft.anchored(one, D(3), "en", "  ").anchors == ()


def test_what_is_wrong_is_said() -> None:
    nameless = replace(ONE, name=Words((("en", " "),)))
    assert "no name" in str(draft.problems((nameless,))[0])
    assert draft.problems((ONE, TWO)) == ()
    assert draft.trouble(replace(ONE, weight=D(0))) is not None
    assert draft.trouble(replace(ONE, weight=D(0), counted=False)) is None
    assert draft.trouble(replace(ONE, scale=Scale(D(1), D(5), D(0)))) is not None
    assert draft.preset_of(Scale(D(1), D(5))) == "1-5"
    assert draft.preset_of(Scale(D(1), D(6))) == "own"
