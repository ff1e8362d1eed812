"""Time as a thing that is handed in, so that tests can stand still or jump."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class Clock(Protocol):
    """What tells the time."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""

    def today(self) -> date:
        """The present day at the site."""


class SystemClock:
    """The workstation's clock; *today* is the day in the site's time zone."""

    def __init__(self, zone: str = "Asia/Shanghai") -> None:
        try:
            self._zone: ZoneInfo | None = ZoneInfo(zone)
        except ZoneInfoNotFoundError:  # a machine without time-zone data still has to start
            self._zone = None

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return datetime.now(self._zone).date()


class FixedClock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        return self._at

    def today(self) -> date:
        return self._at.date()

    def advance(self, **span: float) -> None:
        """Move on by the arguments of `timedelta`."""
        self._at += timedelta(**span)
