"""One thing that is due: what, about whom, when, and whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from incubator_gui.core.messages import Message, msg, pmsg

AREAS: Mapping[str, Message] = {
    "task": msg("Task"), "service": msg("Service"), "stay": msg("Stay"), "place": msg("Desks"),
    "training": msg("Training"), "roadshow": msg("Roadshow"), "entitlement": msg("Entitlement"),
    "application": msg("Application"), "review": pmsg("stage", "Review"),
}
"""Where it comes from."""

LATE, TODAY, WEEK, LATER, UNDATED = "late", "today", "week", "later", "undated"


@dataclass(frozen=True, slots=True)
class Duty:
    """`task` is set for what can be ticked off; everything else opens its record, or the list behind it.

    `note` stands in place of the date; what is `pressing` counts as late without one.
    """

    key: str
    area: str
    kind: str
    title: Message | str
    on: date | None
    at: str = ""
    note: Message | None = None
    pressing: bool = False
    owner_id: UUID | None = None
    owner: str = ""
    initials: str = ""
    subject_kind: str = ""
    subject_id: UUID | None = None
    subject: str = ""
    task: UUID | None = None
    opens: tuple[str, UUID] | None = None
    lists: tuple[str, Mapping[str, Any]] | None = field(default=None, hash=False)

    def is_late(self, day: date) -> bool:
        """Whether its day has passed."""
        return self.pressing or (self.on is not None and self.on < day)

    def days_late(self, day: date) -> int:
        """Days since it was due; 0 when it is not late."""
        return max(0, (day - self.on).days) if self.on is not None else 0

    def group(self, day: date) -> str:
        """Late, today, until Sunday, later, or without a date."""
        if self.is_late(day):
            return LATE
        if self.on is None:
            return UNDATED
        if self.on == day:
            return TODAY
        return WEEK if self.on <= day + timedelta(days=6 - day.weekday()) else LATER

    def order(self, day: date) -> tuple[Any, ...]:
        """Sorts the longest due first; what presses without a date after the other late ones."""
        return (not self.is_late(day), self.on is None, self.on or date.max, self.at or "24", str(self.title), self.key)


@dataclass(frozen=True, slots=True)
class Raw:
    """A duty before names are looked up: about a company, with its own owner or the company's."""

    duty: Duty
    company: UUID | None = None
    owner: UUID | None = None
