"""Three versions of a review: each side's own changes stand, both sides' are asked about, nothing is lost."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incubator_gui.core.languages import translator
from incubator_gui.core.messages import Words
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.review_merge import (
    LONGEST,
    Side,
    field_name,
    finished_or_draft,
    fitting,
    merge,
    value_name,
)
from incubator_gui.domain.rubric import Criterion, Rubric, Scale

FEW = settings(max_examples=120, deadline=None)


def named(key: str, **more: object) -> Criterion:
    return Criterion(key, Words((("en", key.title()), ("de", key.upper()))), **more)  # type: ignore[arg-type]


RUBRIC = Rubric(UUID(int=1), 2, (named("team"), named("market", scale=Scale(Decimal(1), Decimal(5), Decimal("0.5"))),
                                 named("fit", required=False)))
VALUES: dict[str, list[str]] = {
    "mark.team": ["1", "2", "5", "abstain"], "mark.market": ["3", "3.5", "4"], "remark.team": ["x", "y", "zwölf"],
    "comment": ["好", "gut", "good"], "confidence": ["1", "2", "3"], "stance": ["abstained", "recused"],
    "finished": ["yes"]}
FORMS = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in VALUES.items()})
CHOICES = st.dictionaries(st.sampled_from(sorted(VALUES)), st.sampled_from(["mine", "theirs"]))


@pytest.mark.parametrize(("base", "stored", "returned", "step", "after"), [
    (None, None, "4", "take", "4"),
    ("3", "3", "4", "take", "4"),
    ("3", "3", None, "take", None),
    ("3", "4", "3", "keep", "4"),
    ("3", None, "3", "keep", None),
    (None, "4", None, "keep", "4"),
    ("3", "4", "4", "same", "4"),
    ("3", "4", "5", "conflict", "4"),
    ("3", "4", None, "conflict", "4"),
    ("3", None, "5", "conflict", None),
    (None, "4", "5", "conflict", "4")])
def test_what_becomes_of_one_field(base: str | None, stored: str | None, returned: str | None, step: str,
                                   after: str | None) -> None:
    def form(value: str | None) -> dict[str, str]:
        return {} if value is None else {"mark.team": value}

    merged = merge(form(base), form(stored), form(returned))
    assert merged.fields[0].step == step
    assert merged.result().get("mark.team") == after
    chosen = returned if step == "conflict" else after
    assert merged.result({"mark.team": "mine"}).get("mark.team") == chosen, "only a conflict is a choice"


def test_a_value_that_came_back_before_never_overwrites_what_was_stored_after_it() -> None:
    known = {"mark.team": {"4"}}
    assert merge({}, {"mark.team": "5"}, {"mark.team": "4"}, known).result() == {"mark.team": "5"}
    assert merge({}, {"mark.team": "5"}, {"mark.team": "3"}, known).conflicts
    assert merge({"comment": "a"}, {"comment": "b"}, {}, {"comment": {None}}).result() == {"comment": "b"}


def test_fields_stand_in_one_order_marks_beside_their_remarks() -> None:
    names = [one.field for one in merge({"finished": "yes"}, {"remark.team": "a", "comment": "c"},
                                        {"mark.team": "3", "mark.fit": "2"}).fields]
    assert names == ["mark.fit", "mark.team", "remark.team", "comment", "finished"]


@FEW
@given(FORMS, FORMS, FORMS, CHOICES)
def test_merging_again_changes_nothing(base: dict[str, str], stored: dict[str, str], returned: dict[str, str],
                                       choices: dict[str, Side]) -> None:
    first = merge(base, stored, returned)
    after = first.result(choices)
    known = {name: {returned.get(name)} for name in VALUES}
    again = merge(base, after, returned, known)
    assert not again.conflicts
    assert again.result() == after
    unanswered = merge(base, first.result(), returned)
    assert unanswered.result() == first.result()
    assert {c.field for c in unanswered.conflicts} == {c.field for c in first.conflicts}, "still asked, never dropped"


@FEW
@given(FORMS, FORMS, st.lists(FORMS, min_size=2, max_size=3))
def test_the_order_plays_no_part_outside_conflicts(base: dict[str, str], stored: dict[str, str],
                                                   returns: list[dict[str, str]]) -> None:
    results, clashing = [], set()
    for order in permutations(returns):
        now = stored
        for one in order:
            merged = merge(base, now, one)
            clashing |= {c.field for c in merged.conflicts}
            now = merged.result()
        results.append(now)
    for name in VALUES.keys() - clashing:
        assert len({result.get(name) for result in results}) == 1


@FEW
@given(FORMS, FORMS, FORMS)
def test_what_was_stored_is_only_left_where_nobody_touched_it(base: dict[str, str], stored: dict[str, str],
                                                              returned: dict[str, str]) -> None:
    after = merge(base, stored, returned).result()
    for name in VALUES:
        assert after.get(name) in (stored.get(name), returned.get(name))
        if stored.get(name) != base.get(name):
            assert after.get(name) == stored.get(name), "a newer stored value is never overwritten unseen"
        elif returned.get(name) != base.get(name):
            assert after.get(name) == returned.get(name), "what came back is not lost"


def english(message: object) -> str:
    return str(message)


@pytest.mark.parametrize(("field", "value", "said"), [
    ("mark.team", "6", "“Team”: 6 is not on the scale from 1 to 5; it was left out."),
    ("mark.team", "3.5", "“Team”: 3.5 is not on the scale from 1 to 5; it was left out."),
    ("mark.team", "NaN", "“Team”: NaN is not on the scale"),
    ("mark.team", "9" * 400, "is not on the scale"),
    ("mark.gone", "4", "The criterion “gone” is not in the rubric of this review; “4” was left out."),
    ("remark.gone", "good", "The criterion “gone” is not in the rubric"),
    ("confidence", "9", "“9” cannot stand in Confidence; it was left out."),
    ("confidence", "²", "cannot stand in Confidence"),
    ("stance", "happy", "“happy” cannot stand in Stance"),
    ("finished", "perhaps", "cannot stand in Finished"),
    ("nonsense", "x", "cannot stand in"),
    ("comment", "x" * (LONGEST + 1), "more than 20,000, and was left out: shorten it.")])
def test_what_cannot_stand_is_left_out_and_said(field: str, value: str, said: str) -> None:
    good, odd = fitting({field: value, "mark.market": "3.5"}, RUBRIC)
    assert good == {"mark.market": "3.5"}
    assert odd[0].field == field
    assert said in english(odd[0].message)


def test_what_fits_stays_as_it_is() -> None:
    form = {"mark.team": "abstain", "remark.team": "?", "mark.market": "4.5", "comment": "x" * LONGEST,
            "confidence": "2", "stance": "abstained", "reason": "new to me", "finished": "yes"}
    assert fitting(form, RUBRIC) == (form, ())


def test_a_finished_form_without_required_answers_is_a_draft() -> None:
    assert finished_or_draft({"mark.team": "4", "finished": "yes"}, RUBRIC) == ({"mark.team": "4"}, ("market",))
    whole = {"mark.team": "4", "mark.market": "abstain", "finished": "yes"}
    assert finished_or_draft(whole, RUBRIC) == (whole, ())
    away = {"stance": "abstained", "finished": "yes"}
    assert finished_or_draft(away, RUBRIC) == (away, ()), "who abstains owes nothing"


@FEW
@given(FORMS)
def test_what_is_merged_is_a_form(fields: dict[str, str]) -> None:
    assert ReviewForm.of_fields(fitting(fields, RUBRIC)[0]).fields() == fields


def test_fields_and_values_have_names() -> None:
    assert english(field_name("remark.team", RUBRIC)) == "Remark on “Team”"
    assert field_name("mark.team", RUBRIC) == Words((("en", "Team"), ("de", "TEAM")))
    assert "TEAM" in translator("de").text(fitting({"mark.team": "9"}, RUBRIC)[1][0].message)
    assert field_name("mark.other", RUBRIC) == Words((("en", "other"),))
    assert english(value_name("mark.team", "abstain")) == "Abstained"
    assert english(value_name("confidence", "3")) == "at home in the field"
    assert value_name("comment", "plain") == "plain"
    assert value_name("comment", None) == ""
