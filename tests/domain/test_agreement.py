"""Krippendorff's alpha against published examples, and against its definition."""

from __future__ import annotations

import csv
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incubator_gui.domain.agreement import LEVELS, Level, agreement

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "krippendorff"
FEW = settings(max_examples=60, deadline=None)
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the shared folder is not here")


def rows(name: str) -> list[list[str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def units_of(name: str) -> list[list[Any]]:
    """Units of a table of observers by units; numbers as numbers."""
    def value(text: str) -> Any:
        return (int(text) if text.isdigit() else text) if text else None

    return [[value(text) for text in column] for column in zip(*(row[1:] for row in rows(name)[1:]), strict=True)]


@needs_data
def test_published_figures() -> None:
    expected = rows("EXPECTED_alpha.csv")[1:]
    assert len(expected) >= 9
    for name, level, published, recomputed in expected:
        found = agreement(units_of(name), level).alpha  # type: ignore[arg-type]
        assert found is not None
        assert f"{found:.3f}" == published, (name, level)
        assert found == pytest.approx(float(recomputed), abs=1e-6)


@needs_data
def test_fleiss_kappa_follows() -> None:
    """With complete data alpha is kappa with the correction for small samples: 1 − (N − 1) / N · (1 − kappa)."""
    table = rows("fleiss_kappa_wikipedia_14raters_10subjects_counts.csv")[1:]
    counts = [[int(text) for text in row[1:]] for row in table]
    found = agreement([[at for at, count in enumerate(row) for _n in range(count)] for row in counts], "nominal")
    assert found.values == 140
    assert found.alpha is not None
    assert 1 - (1 - found.alpha) * 140 / 139 == pytest.approx(0.210, abs=5e-4)


@needs_data
def test_shrout_and_fleiss_follow() -> None:
    """Their published mean squares are 11.24 between and 6.26 within targets: alpha = 1 − within / all."""
    found = agreement([[int(text) for text in row[1:]] for row in rows("shrout_fleiss_1979_6targets_4judges.csv")[1:]],
                      "interval")
    assert found.alpha == pytest.approx(1 - 6.26 / ((5 * 11.24 + 18 * 6.26) / 23), abs=1e-3)


def test_worked_example_by_hand() -> None:
    """Two binary observers of ten units, Krippendorff 2011, part A: 8 of 20 values disagree, 1 − 19·8 / (2·14·6)."""
    one, other = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    found = agreement(list(zip(one, other, strict=True)), "nominal")
    assert found.alpha == pytest.approx(1 - 19 * 8 / (2 * 14 * 6))
    assert (found.units, found.values, found.reading) == (10, 20, "unreliable")


@pytest.mark.parametrize("level", LEVELS)
def test_nothing_to_disagree_about(level: Level) -> None:
    assert agreement([], level).alpha is None
    assert agreement([[1], [None, 2], [None, None], []], level).alpha is None
    assert agreement([[1, 1], [1, 1, None]], level).alpha is None
    assert agreement([[1, 1], [2, 2]], level).alpha == 1.0
    assert agreement([[0, 0], [3, 3]], level).reading == "reliable"


def test_ratios_have_a_true_zero() -> None:
    with pytest.raises(ValueError, match="below 0"):
        agreement([[-1, 1]], "ratio")
    assert agreement([[0, 0], [0, 1]], "ratio").alpha == pytest.approx(0.0)


def _ordinal(values: list[int]) -> Callable[[int, int], float]:
    def distance(a: int, b: int) -> float:
        low, high = min(a, b), max(a, b)
        between = sum(values.count(value) for value in range(low, high + 1))
        return float((between - (values.count(a) + values.count(b)) / 2) ** 2)

    return distance


def plain(units: list[list[int | None]], level: Level) -> float | None:
    """The definition: every pair within units beside every pair of all values."""
    kept = [[value for value in unit if value is not None] for unit in units]
    kept = [unit for unit in kept if len(unit) > 1]
    values = [value for unit in kept for value in unit]
    distance: Callable[[int, int], float] = {
        "nominal": lambda a, b: float(a != b), "ordinal": _ordinal(values),
        "interval": lambda a, b: float((a - b) ** 2),
        "ratio": lambda a, b: ((a - b) / (a + b)) ** 2 if a != b else 0.0}[level]  # type: ignore[assignment]
    seen = sum(sum(distance(a, b) for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in kept)
    chance = sum(distance(a, b) for a, b in permutations(values, 2))
    return 1 - (len(values) - 1) * seen / chance if chance else None


TABLES = st.lists(st.lists(st.none() | st.integers(0, 6), max_size=5), max_size=12)


@pytest.mark.parametrize("level", LEVELS)
@FEW
@given(units=TABLES, random=st.randoms(use_true_random=False))
def test_it_is_the_definition_in_any_order(level: Level, units: list[list[int | None]], random: Any) -> None:
    found = agreement(units, level).alpha
    assert found == pytest.approx(plain(units, level), abs=1e-9)
    assert found is None or found <= 1
    shuffled = [random.sample(unit, len(unit)) for unit in random.sample(units, len(units))]
    assert agreement(shuffled, level).alpha == pytest.approx(found, abs=1e-12)


@FEW
@given(TABLES)
def test_names_may_be_anything_and_ranks_keep_under_stretching(units: list[list[int | None]]) -> None:
    words = [[None if value is None else "abcdefg"[value] for value in unit] for unit in units]
    assert agreement(words, "nominal").alpha == pytest.approx(agreement(units, "nominal").alpha)
    cubes = [[None if value is None else value ** 3 for value in unit] for unit in units]
    assert agreement(cubes, "ordinal").alpha == pytest.approx(agreement(units, "ordinal").alpha)
