"""A date that may be known to the month or the year only, and says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, a month of a year, or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def text(self) -> str:
        """ISO 8601 as exact as it is known: 2026, 2026-03 or 2026-03-05."""
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
            if self.day is not None:
                parts.append(f"{self.day:02d}")
        return "-".join(parts)

    @property
    def first_day(self) -> date:
        """The first day that is meant; for counting months."""
        return date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """The inverse of `text`; raises ValueError."""
        parts = [int(part) for part in text.split("-")]
        if not 1 <= len(parts) <= 3 or 0 in parts:
            raise ValueError(text)
        found = cls(*parts)
        found.first_day  # noqa: B018 - refuses what is no date
        return found

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """A day, exactly."""
        return cls(day.year, day.month, day.day)
