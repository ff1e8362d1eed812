"""What is typed against what is stored, field by field."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from incubator_gui.domain.review_form import Given, ReviewForm
from incubator_gui.views.review.desk.draft import Draft, giving, tidy
from incubator_gui.views.review.desk.mark_row import Digits
from incubator_gui.views.review.desk.pace import PAUSE, Pace
from tests.views.review.desk.fake import odd_rubric, rubric

D = Decimal


def form(comment: str = "", **marks: int) -> ReviewForm:
    out = ReviewForm(comment=comment)
    for key, mark in marks.items():
        out = out.giving(key, Given(D(mark)))
    return out


def test_blanks_at_the_end_are_nothing_to_store() -> None:
    draft = Draft(form("Good"), form("Good  \n"))
    assert not draft.dirty
    assert tidy(form(" Good\u200b ")).comment == "Good"
    assert Draft(form("Good"), form("Good x")).dirty


def test_what_is_read_follows_and_what_is_typed_stays() -> None:
    draft = Draft(form(team=3), form(team=3, market=4)).rebased(form(team=5, fit=2))
    assert draft.now == form(team=5, market=4, fit=2)
    assert draft.seen == form(team=5, fit=2)
    assert Draft(form(team=3), form(team=3)).rebased(form(team=1)).now == form(team=1)


def test_a_clash_keeps_what_was_seen_so_that_saving_finds_it() -> None:
    draft = Draft(form(team=3), form(team=4)).rebased(form(team=5, fit=1))
    assert draft.now == form(team=4, fit=1)
    assert draft.seen == form(team=3, fit=1)


def test_a_clash_is_settled_field_by_field() -> None:
    draft = Draft(form(team=3, market=3), form(team=4, market=4, fit=2))
    settled = draft.settled(form(team=5, market=5, product=1), frozenset({"mark.team"}))
    assert settled.seen == form(team=5, market=5, product=1)
    assert settled.now == form(team=4, market=5, product=1, fit=2)


def test_taking_a_required_mark_away_opens_a_finished_review() -> None:
    done = replace(form(team=3, market=3, product=3, business=3, fit=3), finished=True)
    assert giving(done, rubric(), "fit", Given()).finished
    assert not giving(done, rubric(), "team", Given()).finished


def test_figures_of_two_digits_and_half_points() -> None:
    ten, percent, half = (Digits(one.scale) for one in odd_rubric().criteria[:3])
    assert [ten.type("1"), ten.type("0"), ten.type("7")] == [(True, D(1)), (True, D(10)), (True, D(7))]
    assert [percent.type(each)[1] for each in "100"] == [D(1), D(10), D(100)]
    assert [half.type("3"), half.type("."), half.type("5")] == [(True, D(3)), (True, None), (True, D("3.5"))]
    assert half.type("9") == (False, None)
    ten.type("1")
    ten.end()
    assert ten.type("0") == (True, D(0))


def test_pace_knows_the_median_and_leaves_pauses_out() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    for number, seconds in enumerate((600, 100, 800, 50)):
        one = UUID(int=number)
        pace.work(one)
        for _ in range(10):
            now[0] += seconds / 10
            pace.work(one)
        now[0] += PAUSE + 1
        pace.work(one)
        pace.finished(one)
    assert [round(one) for one in pace.seconds] == [600, 100, 800, 50]
    assert pace.left(10) == 3500.0
    other = Pace()
    assert other.left(4) is None
    other.restore([600, "x", -3, 700.0, 800])
    assert other.left(2) == 1400.0
