"""The pipeline of applications: which way a move goes, and what it does to the company's life.

Source: DOMAIN section 3. Stages are data; each maps to one fixed status, and only the status
counts here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from incubator_gui.domain.vocabulary import OPEN_STATUSES, PROGRESS

_ENDS = frozenset({"accepted", "waitlisted", "rejected", "withdrawn"})
_BEFORE_ADMISSION = frozenset({"applicant", "rejected", "waitlisted", "admitted"})


def rank(status: str) -> int | None:
    """How far a status is on the main line; None for the side loop and for ends that are no step."""
    return PROGRESS.index(status) if status in PROGRESS else None


def goes_back(origin: str, target: str) -> bool:
    """Whether a move undoes progress and so needs a reason.

    The side loop »more information« never counts as backwards; leaving an end always does, except
    from the waiting list forward to accepted.
    """
    if origin == target:
        return False
    if origin in _ENDS:
        return not (origin == "waitlisted" and target in _ENDS)
    here, there = rank(origin), rank(target)
    return here is not None and there is not None and there < here


def is_open(status: str) -> bool:
    """Whether an application in this status still waits for its outcome."""
    return status in OPEN_STATUSES


def life_after(life: str, statuses: frozenset[str]) -> str:
    """The company's life line, given the statuses of all its applications.

    Residents and those after them are moved by their residency, not by an application.
    """
    if life not in _BEFORE_ADMISSION:
        return life
    if "accepted" in statuses:
        return "admitted"
    if statuses & OPEN_STATUSES or not statuses:
        return "applicant"
    return "waitlisted" if "waitlisted" in statuses else "rejected"


@dataclass(frozen=True, slots=True)
class Stay:
    """Days spent in one stage: [since, until), open-ended while the application is there."""

    stage: object
    since: date
    until: date | None

    def days(self, today: date) -> int:
        """Whole days, counted to `today` while open; never negative."""
        return max(0, ((self.until or today) - self.since).days)
