"""The arithmetic of the programme, against figures worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incubator_gui.domain.programme import (
    QUANTILE,
    Pace,
    Target,
    add_months,
    burn_up,
    count_on,
    forecast,
    horizon_of,
    met_since,
    months_between,
    pace,
    pace_needed,
    weighted_median,
)

DAY = date(2027, 5, 12)


def test_months_keep_to_the_last_day_of_short_ones() -> None:
    assert add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert add_months(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert add_months(date(2027, 1, 15), -13) == date(2025, 12, 15)


def test_months_between_counts_the_share_of_the_last_one() -> None:
    assert months_between(date(2027, 1, 1), date(2027, 4, 1)) == 3
    assert months_between(date(2027, 4, 1), date(2027, 4, 16)) == pytest.approx(0.5)
    assert months_between(date(2027, 4, 1), date(2027, 1, 1)) == -3


def test_plan_is_a_straight_line() -> None:
    target = Target(300, date(2026, 1, 1), date(2029, 1, 1))
    assert target.plan(date(2025, 1, 1)) == 0
    assert target.plan(date(2027, 7, 2)) == pytest.approx(300 * 547 / 1096)
    assert target.plan(date(2030, 1, 1)) == 300


def test_burn_up_ends_today_and_counts_whom_it_began_with() -> None:
    days = [date(2025, 12, 1), date(2026, 1, 10), date(2026, 2, 1), date(2026, 3, 3)]
    assert burn_up(days, date(2026, 1, 1), date(2026, 3, 2)) == (
        (date(2026, 1, 1), 1), (date(2026, 2, 1), 3), (date(2026, 3, 1), 3), (date(2026, 3, 2), 3))
    assert burn_up(days, date(2026, 1, 1), date(2025, 1, 1)) == ()


def test_pace_of_the_last_twelve_months_with_its_spread() -> None:
    days = [add_months(DAY, -n) for n in range(12)] + [add_months(DAY, -n) for n in range(0, 12, 2)]
    found = pace(days, DAY)
    assert found.mean == pytest.approx(1.5)
    assert found.spread == pytest.approx(sqrt(12 * 0.25 / 11))
    assert found.months == 12


def test_a_young_programme_has_the_pace_of_its_own_months() -> None:
    assert pace([DAY], DAY, start=DAY - timedelta(days=10)) == Pace(0.0, 0.0, 0)
    assert pace([DAY, DAY - timedelta(days=40)], DAY, start=date(2027, 3, 1)).months == 2


def test_forecast_by_its_formula() -> None:
    points = forecast(100, Pace(8.0, 3.0, 12), date(2027, 1, 1), date(2028, 1, 1))
    assert points[0].low == points[0].value == points[0].high == 100
    last = points[-1]
    reach = QUANTILE * 3.0 * sqrt(12 + 144 / 12)
    assert (last.day, last.value) == (date(2028, 1, 1), 196.0)
    assert (last.low, last.high) == (pytest.approx(196 - reach), pytest.approx(196 + reach))


def test_forecast_never_falls_below_today() -> None:
    assert min(p.low for p in forecast(5, Pace(0.1, 4.0, 12), DAY, date(2029, 1, 1))) == 5


def test_no_forecast_without_a_pace_or_after_the_end() -> None:
    assert forecast(5, Pace(0.0, 0.0, 0), DAY, date(2029, 1, 1)) == ()
    assert forecast(5, Pace(1.0, 1.0, 12), DAY, DAY) == ()


def test_pace_needed() -> None:
    target = Target(300, date(2026, 1, 1), date(2029, 1, 1))
    assert pace_needed(120, target, date(2027, 1, 1)) == pytest.approx(180 / 24)
    assert pace_needed(300, target, date(2027, 1, 1)) == 0
    assert pace_needed(299, target, date(2029, 2, 1)) is None


def test_met_since() -> None:
    days = [date(2026, 3, 1), date(2026, 1, 1), date(2026, 2, 1)]
    assert met_since(days, 2) == date(2026, 2, 1)
    assert met_since(days, 4) is None


def test_horizon_is_the_first_of_the_month_after_the_next() -> None:
    assert horizon_of(date(2027, 5, 12)) == date(2027, 7, 1)
    assert horizon_of(date(2027, 11, 30)) == date(2028, 1, 1)


def test_weighted_median() -> None:
    assert weighted_median([]) is None
    assert weighted_median([(4, 1), (2, 1)]) == 3
    assert weighted_median([(4, 2), (2, 1)]) == 4


@given(st.lists(st.integers(0, 900), max_size=60), st.integers(0, 900))
def test_burn_up_never_falls_and_ends_at_the_count(offsets: list[int], until: int) -> None:
    start = date(2026, 1, 1)
    days = [start + timedelta(days=n) for n in offsets]
    points = burn_up(days, start, start + timedelta(days=until))
    values = [value for _day, value in points]
    assert values == sorted(values)
    assert values[-1] == count_on(days, start + timedelta(days=until))


@given(st.lists(st.integers(-30, 30), max_size=40))
def test_weighted_median_is_the_median(values: list[int]) -> None:
    from statistics import median

    histogram = [(value, values.count(value)) for value in set(values)]
    assert weighted_median(histogram) == (median(values) if values else None)
