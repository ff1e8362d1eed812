"""Working days: rules, official tables, and days of the house."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incubator_gui.core.messages import Words
from incubator_gui.domain.workdays import SpecialDay, calendar, easter, regions

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(("year", "day"), [
    (2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)), (2026, date(2026, 4, 5)), (2027, date(2027, 3, 28)),
    (2038, date(2038, 4, 25))])
def test_easter(year: int, day: date) -> None:
    assert easter(year) == day


@pytest.mark.parametrize(("day", "works"), [
    (date(2026, 2, 14), True), (date(2026, 2, 15), False), (date(2026, 2, 23), False), (date(2026, 2, 24), True),
    (date(2026, 2, 28), True), (date(2026, 10, 7), False), (date(2026, 10, 10), True), (date(2025, 1, 26), True),
    (date(2025, 10, 11), True), (date(2025, 10, 8), False), (date(2027, 2, 5), False), (date(2027, 9, 15), False)])
def test_china(day: date, works: bool) -> None:
    assert calendar("CN").is_workday(day) is works


def test_china_says_what_it_does_not_know() -> None:
    china = calendar("CN")
    assert china.is_official(2026)
    assert not china.is_official(2027)
    assert not china.is_official(2031)
    assert not china.is_workday(date(2031, 10, 1))
    assert "2025-11-04" in china.source("en", 2026)
    assert calendar("DE").is_official(2031)


def test_nine_days_of_spring_festival() -> None:
    named = [day.day for day in calendar("CN").days(2026) if day.name.of("en") == "Spring Festival"]
    assert (named[0], named[-1], len(named)) == (date(2026, 2, 15), date(2026, 2, 23), 9)


def test_germany_and_its_states() -> None:
    nation, berlin, bavaria, saxony = (calendar("DE", code) for code in ("", "BE", "BY", "SN"))
    assert len(nation.days(2027)) == 9
    assert nation.is_workday(date(2027, 3, 8))
    assert berlin.holiday(date(2027, 3, 8)).of("de") == "Internationaler Frauentag"  # type: ignore[union-attr]
    assert not berlin.is_workday(date(2025, 5, 8))
    assert nation.is_workday(date(2025, 5, 8))
    assert not bavaria.is_workday(date(2027, 5, 27))
    assert not saxony.is_workday(date(2026, 11, 18))
    assert not nation.is_workday(date(2027, 5, 17))
    assert set(regions("DE")) >= {"BE", "BY"}
    assert calendar("DE", "XX").region == ""


def test_days_of_the_house_win() -> None:
    extra = SpecialDay(date(2027, 5, 3), Words((("en", "Moving day"),)))
    made_up = SpecialDay(date(2027, 5, 8), Words((("en", "Working Saturday"),)), works=True)
    here = calendar("CN", further=[extra.to_json(), made_up.to_json(), {"day": "nonsense"}, {}])
    assert not here.is_workday(date(2027, 5, 3))
    assert here.is_workday(date(2027, 5, 8))
    assert here.holiday(date(2027, 5, 8)) is None
    assert len(here.days(2027)) == len(calendar("CN").days(2027)) + 2


def test_unknown_country_knows_weekends() -> None:
    nowhere = calendar("FR")
    assert nowhere.is_workday(date(2026, 12, 25))
    assert not nowhere.is_workday(date(2026, 12, 26))


@given(DAYS, st.integers(-40, 40), st.sampled_from([("CN", ""), ("DE", ""), ("DE", "BY")]))
def test_adding_and_counting_agree(day: date, count: int, where: tuple[str, str]) -> None:
    here = calendar(*where)
    start = here.next_workday(day)
    end = here.add(start, count)
    assert here.is_workday(end)
    assert here.count(start, end) == count
    assert here.count(end, start) == -count


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_counts_add_up(day: date, first: int, second: int) -> None:
    here = calendar("CN")
    middle = day + timedelta(days=first)
    end = middle + timedelta(days=second)
    assert here.count(day, middle) + here.count(middle, end) == here.count(day, end)
