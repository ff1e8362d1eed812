"""Planted severities are found, the answer is the least one, and one changed score gives what a new start gives."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import mean
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incubator_gui.domain.severity import SHRINKAGE, Fit, Mark, SeverityModel, inside

JUDGES = Path(__file__).resolve().parents[3] / "shared" / "data" / "judges" / "components-2017.csv"
FEW = settings(max_examples=60, deadline=None)


def mark(application: int, reviewer: int, score: float) -> Mark:
    return Mark(UUID(int=1000 + application), UUID(int=reviewer), score)


def person(number: int) -> UUID:
    return UUID(int=number)


def planted(applications: int, reviewers: int, each: int, noise: float, seed: int) -> tuple[list[Mark], list[float]]:
    """Reviews by people of known severity; a score of the middle never reaches an end of the scale."""
    random = Random(seed)
    severity = [random.uniform(-0.15, 0.15) for _n in range(reviewers)]
    severity = [one - mean(severity) for one in severity]
    marks = []
    for application in range(applications):
        merit = random.uniform(0.35, 0.65)
        for reviewer in random.sample(range(reviewers), each):
            marks.append(mark(application, reviewer, inside(merit - severity[reviewer] + random.gauss(0, noise))))
    return marks, severity


def close(one: Fit, other: Fit) -> bool:
    """The same, however it was come by."""
    return (one.applications == pytest.approx(other.applications, abs=1e-9)
            and one.reviewers.keys() == other.reviewers.keys()
            and all((mine.n, mine.held) == (theirs.n, theirs.held)
                    and [mine.mean, mine.spread, mine.gap, mine.severity]
                    == pytest.approx([theirs.mean, theirs.spread, theirs.gap, theirs.severity], abs=1e-9)
                    for id, mine in one.reviewers.items() for theirs in [other.reviewers[id]]))


@pytest.mark.parametrize("seed", range(3))
def test_planted_severities_are_found(seed: int) -> None:
    marks, severity = planted(400, 20, 3, 0.05, seed)
    fit = SeverityModel(marks).fit()
    for reviewer, true in enumerate(severity):
        assert fit.reviewers[person(reviewer)].severity == pytest.approx(true, abs=0.03)


def test_without_chance_and_with_many_reviews_they_are_found_nearly_whole() -> None:
    marks, severity = planted(2000, 8, 3, 0.0, 7)
    fit = SeverityModel(marks).fit()
    merits = {one.application: one.score + severity[one.reviewer.int] for one in marks}
    assert max(abs(fit.reviewers[person(n)].severity - true) for n, true in enumerate(severity)) < 0.002
    assert fit.applications == pytest.approx(merits, abs=0.002)


def test_a_severe_reviewer_among_real_judges() -> None:
    if not JUDGES.is_file():
        pytest.skip("the shared folder is not here")
    with JUDGES.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    plain = [mark(at, n, float(row[f"J{n}"]) / 10) for at, row in enumerate(rows) for n in range(1, 10) if row[f"J{n}"]]
    harsh = [Mark(one.application, one.reviewer, inside(one.score - 0.1)) if one.reviewer == person(3) else one
             for one in plain]
    before, after = SeverityModel(plain).fit(), SeverityModel(harsh).fit()
    found = after.reviewers[person(3)].severity - before.reviewers[person(3)].severity
    assert found == pytest.approx(0.1 * 8 / 9, abs=0.003)
    assert all(abs(one.severity) < 0.03 for one in before.reviewers.values())


@given(st.integers(3, 9), st.integers(2, 6), st.randoms(use_true_random=False))
@FEW
def test_if_all_read_all_it_is_the_credibility_of_the_difference(applications: int, people: int,
                                                                 random: Random) -> None:
    table = [[0.4 + random.randrange(20) / 100 for _p in range(people)] for _a in range(applications)]
    fit = SeverityModel([mark(a, p, score) for a, row in enumerate(table) for p, score in enumerate(row)]).fit()
    if any(one.held for one in fit.reviewers.values()):
        return
    whole = mean(score for row in table for score in row)
    for p in range(people):
        own = mean(row[p] for row in table)
        assert fit.reviewers[person(p)].severity == pytest.approx(
            applications / (applications + SHRINKAGE) * (whole - own), abs=1e-12)
    assert fit.applications == pytest.approx({UUID(int=1000 + a): mean(row) for a, row in enumerate(table)})


CELLS = st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 5)), st.integers(8, 12).map(lambda n: n / 20),
                        max_size=48)


@given(CELLS)
@FEW
def test_nothing_else_is_nearer(cells: dict[tuple[int, int], float]) -> None:
    """Each part of the answer is the best for the other: merit the mean, severity the shrunk mean."""
    marks = [mark(a, p, score) for (a, p), score in cells.items()]
    fit = SeverityModel(marks).fit()
    for application, merit in fit.applications.items():
        assert merit == pytest.approx(mean(
            one.score + fit.reviewers[one.reviewer].severity for one in marks if one.application == application))
    for reviewer, found in fit.reviewers.items():
        own = [one for one in marks if one.reviewer == reviewer]
        gap = mean(fit.applications[one.application] - one.score for one in own)
        if found.held is None:
            assert len(own) >= 3
            assert found.severity == pytest.approx(len(own) / (len(own) + SHRINKAGE) * gap, abs=1e-11)
        else:
            assert found.severity == 0.0
            assert len(own) < 3 or found.spread < 1e-9 or found.held == "alone"
        assert found.gap == pytest.approx(gap, abs=1e-11)


CHANGES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4),
                             st.none() | st.integers(0, 20).map(lambda n: n / 20)), max_size=25)


@given(CELLS, CHANGES)
@FEW
def test_step_by_step_is_the_same_as_anew(cells: dict[tuple[int, int], float],
                                          changes: list[tuple[int, int, float | None]]) -> None:
    model = SeverityModel(mark(a, p, score) for (a, p), score in cells.items())
    now: dict[tuple[int, int], float | None] = dict(cells)
    for at, (a, p, score) in enumerate(changes):
        now[a, p] = score
        model.put(UUID(int=1000 + a), person(p), score)
        if at % 3 == 0:
            model.fit()
    marks = {mark(a, p, score) for (a, p), score in now.items() if score is not None}
    assert set(model.marks()) == marks
    assert close(model.fit(), SeverityModel(marks).fit())
    for p in range(6):
        without = model.without(person(p))
        rest = [one for one in marks if one.reviewer != person(p)]
        assert close(without.fit(), SeverityModel(rest).fit())
    assert set(model.marks()) == marks


@given(CELLS, st.randoms(use_true_random=False))
@FEW
def test_the_order_plays_no_part(cells: dict[tuple[int, int], float], random: Random) -> None:
    marks = [mark(a, p, score) for (a, p), score in cells.items()]
    assert close(SeverityModel(marks).fit(), SeverityModel(random.sample(marks, len(marks))).fit())


def test_a_reviewer_left_out_may_come_again() -> None:
    marks, _severity = planted(60, 12, 3, 0.05, 6)
    model = SeverityModel(marks).without(person(1))
    for one in [one for one in marks if one.reviewer == person(1)][:4]:
        model.put(one.application, one.reviewer, one.score)
    assert model.fit().reviewers[person(1)].held is None
    assert close(model.fit(), SeverityModel(model.marks()).fit())


def test_a_thousand_changes_do_not_drift() -> None:
    marks, _severity = planted(60, 10, 3, 0.05, 3)
    model, random = SeverityModel(marks), Random(4)
    for _n in range(1000):
        one = random.choice(marks)
        model.put(one.application, one.reviewer, random.choice([None, random.random()]))
    assert close(model.fit(), SeverityModel(model.marks()).fit())


def test_raw_where_little_is_known() -> None:
    marks = [mark(a, p, 0.3 + 0.1 * a + 0.05 * p) for a in range(4) for p in (1, 2)]
    marks += [mark(a, 3, 0.9) for a in range(4)] + [mark(a, 4, 0.1 + 0.1 * a) for a in range(2)]
    marks += [mark(10 + a, 5, 0.2 + 0.1 * a) for a in range(4)]
    fit = SeverityModel(marks).fit()
    held = {id.int: one.held for id, one in fit.reviewers.items()}
    assert held == {1: None, 2: None, 3: "even", 4: "few", 5: "alone"}
    assert [fit.reviewers[person(n)].severity for n in (3, 4, 5)] == [0.0, 0.0, 0.0]
    assert fit.reviewers[person(3)].gap < 0 < fit.reviewers[person(4)].gap
    assert fit.adjusted(mark(0, 3, 0.9)) == 0.9
    assert [fit.applications[UUID(int=1010 + a)] for a in range(4)] == pytest.approx([0.2, 0.3, 0.4, 0.5])


def test_a_strict_reviewer_is_above_0_and_shrinks_with_few_reviews() -> None:
    def strictness(n: int) -> float:
        marks = [mark(a, p, 0.4 + a % 2 * 0.2 - (0.2 if p == 1 else 0.0)) for a in range(n) for p in (1, 2)]
        return SeverityModel(marks).fit().reviewers[person(1)].severity

    found = [strictness(n) for n in (3, 6, 30, 300)]
    assert all(0 < one < other for one, other in pairwise(found))
    assert found[0] == pytest.approx(3 / (3 + SHRINKAGE) * 0.1)
    assert found[-1] == pytest.approx(0.1, abs=0.002)


def test_adjusted_scores_stay_on_the_scale() -> None:
    marks = [mark(a, p, 1.0 if p != 1 else 0.6 + a / 10) for a in range(4) for p in (1, 2, 3)]
    marks += [mark(9, 1, 1.0)]
    fit = SeverityModel(marks).fit()
    assert fit.reviewers[person(1)].severity > 0
    assert fit.applications[UUID(int=1009)] == fit.adjusted(mark(9, 1, 1.0)) == 1.0


def test_nothing_at_all() -> None:
    assert SeverityModel().fit() == Fit({}, {})
    model = SeverityModel([mark(1, 1, 0.5)])
    model.put(UUID(int=1001), person(1), None)
    model.put(UUID(int=1002), person(2), None)
    assert model.fit() == Fit({}, {})


@pytest.mark.parametrize("score", [-0.01, 1.01, float("nan"), float("inf")])
def test_only_scores(score: float) -> None:
    with pytest.raises(ValueError, match="0 to 1"):
        SeverityModel([mark(1, 1, score)])
    model = SeverityModel([mark(1, 1, 0.5)])
    with pytest.raises(ValueError, match="0 to 1"):
        model.put(UUID(int=1002), person(1), score)
    assert model.fit().applications == {UUID(int=1001): 0.5}


def test_no_two_scores_of_one_person_for_one_application() -> None:
    with pytest.raises(ValueError, match="two scores"):
        SeverityModel([mark(1, 1, 0.5), mark(1, 1, 0.6)])
    with pytest.raises(ValueError, match="shrinkage"):
        SeverityModel([], shrinkage=0)
