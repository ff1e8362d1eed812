"""The book of scores: kept up it is what it would be anew, nothing leaves the scale, and a sheet survives storing."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incubator_gui.core.messages import Words
from incubator_gui.domain.agreement import LEVELS
from incubator_gui.domain.review_form import Given, form_of
from incubator_gui.domain.rubric import ONE_TO_FIVE, Criterion, Rubric, Scale
from incubator_gui.domain.score_book import Entry, Marking, ScoreBook
from incubator_gui.domain.score_sheet import AgreementLine, GivenScore, ReviewerScores, ScoreRow, ScoreSheet, Wish

NO_NAME = Words(())
RUBRIC = Rubric(UUID(int=1), 1, (
    Criterion("team", NO_NAME, Decimal(25)), Criterion("market", NO_NAME, Decimal(5)),
    Criterion("risk", NO_NAME, Decimal("0.5"), Scale(Decimal(-2), Decimal(2))),
    Criterion("note", NO_NAME, Decimal(9), ONE_TO_FIVE, counted=False)))
STATES = ("draft", "submitted", "submitted", "submitted", "abstained", "recused")

marks = st.dictionaries(st.sampled_from(("team", "market", "risk", "note", "gone")),
                        st.integers(-3, 7).map(Decimal), max_size=5)


@st.composite
def entries(draw: Any) -> Entry:
    application, reviewer = draw(st.integers(0, 5)), draw(st.integers(0, 4))
    return Marking(RUBRIC).entry(
        UUID(int=100 * application + reviewer + 1), UUID(int=1000 + application), UUID(int=2000 + reviewer),
        draw(st.sampled_from(STATES)), draw(marks).items())


def told(book: ScoreBook) -> Any:
    """All that a book says, to so many digits as an iteration can promise."""
    return ({one.application: (round(one.raw, 8), round(one.adjusted, 8), one.n, round(one.spread, 8))
             for one in book.standings()},
            {one.reviewer_id: (one.n, round(one.severity, 8), one.held,
                               None if one.error is None else round(one.error, 8)) for one in book.reviewers()},
            book.means(), book.agreement("interval", ("team", "risk")), book.shares(2, 0.2), list(book.flips(2)))


@settings(max_examples=60, deadline=None)
@given(st.lists(entries(), max_size=30), st.lists(st.tuples(st.lists(entries(), max_size=4), st.booleans()),
                                                  max_size=6))
def test_kept_up_is_the_same_as_anew(first: list[Entry], changes: list[tuple[list[Entry], bool]]) -> None:
    now = {one.id: one for one in first}
    book = ScoreBook(now.values())
    for changed, removes in changes:
        new = {one.id: one for one in changed}
        gone = [id for id in list(now)[:2] if id not in new] if removes else []
        book.update(new.values(), [*gone, UUID(int=77)])
        now = {id: one for id, one in (now | new).items() if id not in gone}
        book.standings("trimmed")
    fresh = ScoreBook(now.values())
    got, want = told(book), told(fresh)
    assert got[0] == want[0]
    assert got[1] == want[1]
    assert got[2] == pytest.approx(want[2])
    assert [one.alpha for one in got[3]] == pytest.approx([one.alpha for one in want[3]])
    assert got[4] == want[4], "sensitivity: the same seeded draws"
    assert got[5] == want[5], "who flips if somebody is left out"


@given(marks)
def test_a_score_is_the_one_of_the_form(answers: dict[str, Decimal]) -> None:
    one = Marking(RUBRIC).entry(UUID(int=1), UUID(int=2), UUID(int=3), "submitted", answers.items())
    form = form_of((key, Given(mark)) for key, mark in answers.items())
    assert (one.score, one.answered) == (form.score(RUBRIC).value, form.score(RUBRIC).answered)


@settings(max_examples=60, deadline=None)
@given(st.lists(entries(), max_size=30), st.sampled_from(("mean", "trimmed")), st.sampled_from(LEVELS))
def test_nothing_leaves_the_scale(found: list[Entry], centre: Any, level: Any) -> None:
    book = ScoreBook(found)
    for one in book.standings(centre):
        assert 0 <= one.raw <= 1
        assert 0 <= one.adjusted <= 1
        assert 0 <= one.spread <= 1
        assert one.confidence is None or 0 <= one.confidence <= 1
    for each in book.entries:
        score = book.given(each)
        assert score is None or (0 <= score.score <= 1 and 0 <= score.adjusted <= 1 and 0 <= score.answered <= 1)
    assert all(0 <= share <= 1 for share in book.shares(2, 0.2, centre).values())
    assert all(one.alpha is None or one.alpha <= 1 for one in book.agreement(level, ("team", "risk")))


numbers = st.floats(0, 1)
ids = st.integers(0, 8).map(lambda n: UUID(int=n))
scores = st.builds(GivenScore, ids, numbers, numbers, numbers, st.booleans())
rows = st.builds(ScoreRow, ids, st.integers(1, 99), ids, raw=numbers, raw_rank=st.integers(1, 9), adjusted=numbers,
                 adjusted_rank=st.integers(1, 9), spread=numbers, n=st.integers(0, 5), wanted=st.integers(0, 5),
                 confidence=st.none() | numbers, share=st.none() | numbers, given=st.lists(scores).map(tuple),
                 pending=st.lists(scores, max_size=1).map(tuple))


@settings(max_examples=60, deadline=None)
@given(st.lists(rows, max_size=5), numbers)
def test_a_sheet_comes_back_as_it_was_stored(lines: list[ScoreRow], number: float) -> None:
    sheet = ScoreSheet(UUID(int=5), tuple(lines), (ReviewerScores(UUID(int=3), 4, number, number, -number, number,
                                                                   "few"),),
                       (AgreementLine("team", None, 0, 0), AgreementLine("", number, 3, 9, "tentative")),
                       Wish("trimmed", "ordinal", 7, 0.1, True), UUID(int=9), 1.0, 5.0)
    assert ScoreSheet.from_json(json.loads(json.dumps(sheet.to_json()))) == sheet


def test_hidden_rows_leave_no_gap() -> None:
    made = [ScoreRow(UUID(int=n), n, UUID(int=n), raw=1 - n / 10, raw_rank=n, adjusted=1 - n / 10, adjusted_rank=n, n=1,
                     given=(GivenScore(UUID(int=50 + n % 2), 1 - n / 10, 0.5, 1.0),)) for n in range(1, 5)]
    people = tuple(ReviewerScores(UUID(int=50 + n), 2, 0.5, 0.2, 0.0, 0.0) for n in range(2))
    sheet = ScoreSheet(UUID(int=5), tuple(made), people)
    seen = sheet.without({UUID(int=1), UUID(int=3)})
    assert [(one.number, one.adjusted_rank) for one in seen.rows] == [(2, 1), (4, 2)]
    assert [(one.reviewer_id.int, one.n) for one in seen.reviewers] == [(50, 2)]
    assert sheet.without({UUID(int=99)}) is sheet


def test_a_sheet_of_a_later_format_is_refused() -> None:
    data = ScoreSheet(UUID(int=5)).to_json() | {"format": 2}
    with pytest.raises(ValueError, match="format"):
        ScoreSheet.from_json(data)
