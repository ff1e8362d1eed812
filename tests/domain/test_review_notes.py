"""Notes on pages: one way to write each, numbers that stay, and merges that lose none."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.review_merge import field_name, fitting, merge, value_name
from incubator_gui.domain.review_notes import (
    MOST_NOTES,
    MOST_QUOTE,
    MOST_RECTS,
    MOST_WORDS,
    WHOLE,
    ReviewNote,
    labels,
    next_number,
    rect_of,
    tidy_field,
)
from incubator_gui.domain.rubric import Rubric

FEW = settings(max_examples=60, deadline=None)
DOCUMENT = "0f" * 32
RUBRIC = Rubric(UUID(int=1), 1, ())


def note(id: int = 1, number: int = 1, **more: Any) -> ReviewNote:
    facts: dict[str, Any] = {"document": DOCUMENT, "title": "Business plan", "page": 5,
                             "rects": ((1000, 2000, 9000, 2200),), "quote": "34 EUR", "words": "Who says so?", **more}
    return ReviewNote(UUID(int=id), number, **facts)


RECTS = st.builds(lambda left, top, wide, high: (left, top, left + wide, top + high),
                  *[st.integers(0, WHOLE // 2)] * 2, *[st.integers(1, WHOLE // 2)] * 2)
NOTES = st.builds(
    note, st.integers(1, 4), st.integers(1, 3), page=st.integers(1, 99), rects=st.lists(
        RECTS, min_size=1, max_size=3).map(tuple), quote=st.text(max_size=20), words=st.text(max_size=20),
    document=st.sampled_from([DOCUMENT, "a0" * 32]))
FORMS = st.fixed_dictionaries({}, optional={
    note(id).field: st.sampled_from([note(id, 1).text(), note(id, 2).text(), note(id, 2, words="No", page=6).text()])
    for id in range(1, 4)})


@FEW
@given(NOTES)
def test_a_note_comes_back_as_it_was_written(one: ReviewNote) -> None:
    assert ReviewNote.of(one.field, one.text()) == one
    form = ReviewForm().noting(one)
    assert ReviewForm.from_json(json.loads(json.dumps(form.to_json()))) == form
    assert ReviewForm.of_fields(form.fields()) == form
    assert not form.is_blank
    assert form.without_note(one.id).is_blank
    tidy = one.tidied()
    assert tidy.tidied() == tidy
    assert tidy_field(one.field, one.text()) == tidy.text()


@FEW
@given(FORMS, FORMS, st.lists(FORMS, min_size=2, max_size=3))
def test_notes_merge_one_by_one_and_in_any_order(base: dict[str, str], stored: dict[str, str],
                                                 returns: list[dict[str, str]]) -> None:
    results, clashing = [], set()
    for order in permutations(returns):
        now = stored
        for one in order:
            merged = merge(base, now, one)
            clashing |= {found.field for found in merged.conflicts}
            now = merged.result()
            assert merge(base, now, one, {name: {one.get(name)} for name in {*base, *one}}).result() == now
        results.append(ReviewForm.of_fields(now))
    names = {name for form in (base, stored, *returns) for name in form} - clashing
    for name in names:
        assert len({result.fields().get(name) for result in results}) == 1


@FEW
@given(st.lists(NOTES, min_size=1, max_size=4, unique_by=lambda one: one.id))
def test_each_note_has_a_label_of_its_own(notes: list[ReviewNote]) -> None:
    called = labels(notes)
    assert len(set(called.values())) == len(notes)
    assert labels(list(reversed(notes))) == called
    for one in notes:
        assert called[one.id].rstrip("ab cd") == str(one.number)
    assert next_number(notes) > max(one.number for one in notes)


def test_two_of_one_number_are_told_apart_by_their_ids() -> None:
    assert labels([note(9, 1), note(2, 1), note(3, 2)]) == {UUID(int=2): "1a", UUID(int=9): "1b", UUID(int=3): "2"}
    many = labels([note(n, 7) for n in range(1, 30)])
    assert (many[UUID(int=26)], many[UUID(int=27)], many[UUID(int=28)]) == ("7z", "7aa", "7ab")
    assert next_number([]) == 1


def other(**values: Any) -> str:
    data = json.loads(note().text()) | values
    return json.dumps({key: one for key, one in data.items() if one is not ...}, sort_keys=True, ensure_ascii=False,
                      separators=(",", ":"))


BAD = [
    "", "[]", "null", "{}", "{", "1e999", "[" * 5000, other(page=0), other(page=1.0), other(page=True), other(page="5"),
    other(number=-1), other(number=10_000), other(document="x" * 64), other(document=DOCUMENT.upper()),
    other(document=None), other(title=None), other(title="x" * 301), other(words=5), other(words=...),
    other(quote="x" * (MOST_QUOTE + 1)), other(rects=[]), other(rects=[[1, 1, 2, 2]] * (MOST_RECTS + 1)),
    other(rects=[[5, 1, 2, 2]]), other(rects=[[1, 1, 2, WHOLE + 1]]), other(rects=[[-1, 1, 2, 2]]),
    other(rects=[[1, 1, 2]]), other(rects=[[1.5, 1, 2, 2]]), other(rects={"a": 1}), other(more=1),
    note().text() + " ", note().text().replace('"page":5', '"page":5,"page":5'), '{"rects":[[NaN,1,2,2]]}']


@pytest.mark.parametrize("value", BAD, ids=range(len(BAD)))
def test_what_is_no_note_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        ReviewNote.of(note().field, value)
    with pytest.raises(ValueError, match=r"."):
        ReviewForm.of_fields({note().field: value})
    good, odd = fitting({note().field: value, "comment": "x"}, RUBRIC)
    assert good == {"comment": "x"}
    assert "A note cannot be read and was left out" in str(odd[0].message)
    assert tidy_field(note().field, value) == value


@pytest.mark.parametrize("field", ["note.", "note.1", "note." + "g" * 32, "note." + "A" * 32])
def test_a_note_needs_an_id(field: str) -> None:
    assert fitting({field: note().text()}, RUBRIC)[0] == {}


def test_too_many_and_too_long_are_said() -> None:
    long = note(words="x" * (MOST_WORDS + 1))
    good, odd = fitting({long.field: long.text()}, RUBRIC)
    assert not good
    assert "Note 1, page 5, Business plan: the text has 5,001 characters, more than 5,000" in str(odd[0].message)
    many = [note(n + 1, n + 1) for n in range(MOST_NOTES + 2)]
    good, odd = fitting({one.field: one.text() for one in many}, RUBRIC)
    assert set(good) == {one.field for one in many[:MOST_NOTES]}
    assert next(str(one.message) for one in odd).startswith("Note 201 is one of more than 200")


def test_a_note_is_named_by_its_page_and_read_by_its_words() -> None:
    one = note()
    assert str(field_name(one.field, RUBRIC, None, one.text())) == "Note 1, page 5, Business plan"
    assert str(field_name(one.field, RUBRIC)) == "Note"
    assert str(value_name(one.field, one.text())) == "Who says so? – on “34 EUR”"
    assert str(value_name(one.field, replace(one, words="").text())) == "“34 EUR”"
    assert str(value_name(one.field, replace(one, quote="").text())) == "Who says so?"
    assert value_name(one.field, None) == ""


def test_places_are_shares_of_the_page() -> None:
    assert rect_of(0.1, 0.2, 0.5, 0.25) == (1000, 2000, 5000, 2500)
    assert rect_of(-1, -1, 2, 2) == (0, 0, WHOLE, WHOLE)
    assert rect_of(0.5, 0.5, 0.5, 0.6) is None
    assert rect_of(1.1, 0.5, 1.2, 0.6) is None


def test_fields_of_notes_stand_between_remarks_and_comments() -> None:
    first, second = note(1), note(2)
    names = [one.field for one in merge({"comment": "c"}, {second.field: second.text(), "mark.team": "3"},
                                        {first.field: first.text(), "finished": "yes"}).fields]
    assert names == ["mark.team", first.field, second.field, "comment", "finished"]
