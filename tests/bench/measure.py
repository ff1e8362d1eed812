"""Timing in turns, and a line for the report."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turns(first: Callable[[], object], second: Callable[[], object], rounds: int = 5) -> tuple[float, float, float]:
    """Medians of both, and the median of the ratio pair by pair."""
    pairs = [(seconds(first), seconds(second)) for _ in range(rounds)]
    return (statistics.median(a for a, _b in pairs), statistics.median(b for _a, b in pairs),
            statistics.median(a / b for a, b in pairs))


def median(work: Callable[[], object], rounds: int = 5) -> float:
    """Median wall time."""
    return statistics.median(seconds(work) for _ in range(rounds))


def quantile(values: list[float], share: float) -> float:
    """The value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def report(text: str) -> None:
    """A line of the report, shown also while pytest captures."""
    sys.__stdout__.write(f"\n  bench  {text}")  # type: ignore[union-attr]
    sys.__stdout__.flush()  # type: ignore[union-attr]
