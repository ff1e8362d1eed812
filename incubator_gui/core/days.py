"""Days that are known to the month or to the year only."""

from __future__ import annotations

from datetime import date


class KnownDay(date):
    """A day with how exactly it is known: sorts and compares as the first day that is meant."""

    precision: str = "day"

    @classmethod
    def of(cls, day: date | None, precision: str | None) -> date | None:
        """The day as it is known; a plain one where it is exact."""
        if day is None or precision not in ("month", "year"):
            return day
        known = cls(day.year, day.month, day.day)
        known.precision = precision
        return known
