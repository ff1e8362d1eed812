"""The programme's promise in numbers: who counts, how fast it goes, where it will end.

Source: DOMAIN section 10. A company counts from its first day of support, once and for good, so
all of this is computed from one date for each company.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import sqrt

SUPPORTED_LIVES = frozenset({"resident", "affiliate", "graduate", "exited", "alumnus"})
"""Places on the life line that are reached by being supported only."""

PACE_MONTHS = 12
"""How many months the pace is taken from."""

QUANTILE = 1.2816
"""Of the normal distribution: eight of ten outcomes lie inside the range."""


def add_months(day: date, months: int) -> date:
    """The same day of another month, or the last one that the month has."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(start: date, end: date) -> float:
    """Months from one day to another, with the share of the last one begun; negative backwards."""
    if end < start:
        return -months_between(end, start)
    whole = (end.year - start.year) * 12 + end.month - start.month
    if add_months(start, whole) > end:
        whole -= 1
    last, following = add_months(start, whole), add_months(start, whole + 1)
    return whole + (end - last).days / (following - last).days


@dataclass(frozen=True, slots=True)
class Target:
    """So many, from a day, by a day."""

    value: int
    starts_on: date
    due_on: date

    def plan(self, day: date) -> float:
        """How many there should be on a day, on the straight line from none to all."""
        if day <= self.starts_on:
            return 0.0
        if day >= self.due_on:
            return float(self.value)
        return self.value * (day - self.starts_on).days / (self.due_on - self.starts_on).days


@dataclass(frozen=True, slots=True)
class Pace:
    """New companies a month: the mean, its spread (standard deviation), and of how many months."""

    mean: float
    spread: float
    months: int


@dataclass(frozen=True, slots=True)
class Expected:
    """A point of the forecast: eight of ten outcomes lie between `low` and `high`."""

    day: date
    low: float
    value: float
    high: float


def count_on(first_days: Iterable[date], day: date) -> int:
    """How many had begun by the end of a day."""
    return sum(1 for first in first_days if first <= day)


def burn_up(first_days: Iterable[date], start: date, day: date) -> tuple[tuple[date, int], ...]:
    """The number so far: on the start, on the first of each month after it, and on `day`."""
    if day < start:
        return ()
    ordered = sorted(first_days)
    marks = [start]
    step = add_months(start.replace(day=1), 1)
    while step < day:
        marks.append(step)
        step = add_months(step, 1)
    if marks[-1] != day:
        marks.append(day)
    points, at = [], 0
    for mark in marks:
        while at < len(ordered) and ordered[at] <= mark:
            at += 1
        points.append((mark, at))
    return tuple(points)


def pace(first_days: Sequence[date], day: date, start: date | None = None, months: int = PACE_MONTHS) -> Pace:
    """The pace of the last months before `day`, counted back from it; none from before `start` count.

    A programme younger than a month has no pace: its months are 0.
    """
    known = months if start is None else min(months, int(max(0.0, months_between(start, day))))
    if known < 1:
        return Pace(0.0, 0.0, 0)
    edges = [add_months(day, -n) for n in range(known, -1, -1)]
    counts = [sum(1 for first in first_days if low < first <= high)
              for low, high in pairwise(edges)]
    mean = sum(counts) / known
    spread = sqrt(sum((count - mean) ** 2 for count in counts) / (known - 1)) if known > 1 else sqrt(mean)
    return Pace(mean, spread, known)


def forecast(now: int, speed: Pace, day: date, due_on: date) -> tuple[Expected, ...]:
    """What to expect on `day`, on the first of each month after it, and when it is due.

    After n months the expected number is now + n * mean. Its range is that number
    +/- 1.2816 * spread * sqrt(n + n * n / m) with the m months the pace was taken from: n for the
    ups and downs to come, n * n / m because the mean itself is only known from m months. It never
    falls below today's number, since nobody stops counting.
    """
    if speed.months == 0 or due_on <= day:
        return ()
    marks = [day]
    step = add_months(day.replace(day=1), 1)
    while step < due_on:
        marks.append(step)
        step = add_months(step, 1)
    marks.append(due_on)
    points = []
    for mark in marks:
        n = months_between(day, mark)
        value = now + n * speed.mean
        reach = QUANTILE * speed.spread * sqrt(n + n * n / speed.months)
        points.append(Expected(mark, max(float(now), value - reach), value, value + reach))
    return tuple(points)


def pace_needed(now: int, target: Target, day: date) -> float | None:
    """How many a month it takes from `day` on; 0 when the target is met, None when its time is over."""
    if now >= target.value:
        return 0.0
    left = months_between(day, target.due_on)
    return None if left <= 0 else (target.value - now) / left


def met_since(first_days: Iterable[date], value: int) -> date | None:
    """The day on which that number was reached; None before."""
    ordered = sorted(first_days)
    return ordered[value - 1] if 0 < value <= len(ordered) else None


def horizon_of(day: date) -> date:
    """The day up to which the house looks ahead: the first of the month after the next."""
    return add_months(day.replace(day=1), 2)


def weighted_median(histogram: Iterable[tuple[int, int]]) -> float | None:
    """The median of values that come with their counts; None when there are none."""
    ordered = sorted((value, count) for value, count in histogram if count > 0)
    total = sum(count for _value, count in ordered)
    if not total:
        return None

    def nth(place: int) -> int:
        seen = 0
        for value, count in ordered:
            seen += count
            if place < seen:
                return value
        return ordered[-1][0]

    return (nth((total - 1) // 2) + nth(total // 2)) / 2
