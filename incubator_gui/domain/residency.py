"""Stays: kinds of exit, rules about time, clocks, and what the life line says after them.

Source: DOMAIN sections 3 and 10. Limits are rules that staff keep, never numbers in code; these
here hold until somebody changes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from incubator_gui.core.messages import Message, msg, pmsg
from incubator_gui.domain.programme import add_months, months_between
from incubator_gui.domain.space import Span

STAY_KINDS: Mapping[str, Message] = {"resident": msg("Resident"), "affiliate": msg("Affiliate")}

EXIT_KINDS: Mapping[str, Message] = {
    "graduated": msg("Graduated"),
    "outgrew": msg("Outgrew the space"),
    "time_limit": msg("Time limit"),
    "moved": msg("Moved away"),
    "failed": pmsg("exit", "Failed"),
    "removed": pmsg("exit", "Removed"),
    "acquired": msg("Acquired or merged"),
    "listed": msg("Listed on an exchange"),
}

CONDITIONS: Mapping[str, Message] = {
    "high_tech": msg("Recognised high-tech enterprise"),
    "raised": msg("Capital raised above the limit"),
    "revenue": msg("Revenue above the limit"),
    "acquired": msg("Merged, acquired or listed"),
    "other": msg("Other condition"),
}
"""The condition by which a graduate graduates."""

AGE_AT_ENTRY, STAY = "age_at_entry", "stay"


@dataclass(frozen=True, slots=True)
class Rule:
    """A limit in months, when to remind before it, where it comes from, and since when it holds."""

    key: str
    months: int
    remind: tuple[int, ...]
    source: str
    dated: date | None

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values from which `rule_of` makes the same rule again."""
        return {"key": self.key, "months": self.months, "remind": list(self.remind), "source": self.source,
                "dated": self.dated.isoformat() if self.dated else None}


RULES = (
    Rule(AGE_AT_ENTRY, 24, (), "National incubator: at most 24 months since founding at entry", None),
    Rule(STAY, 48, (12, 6, 3, 1), "National incubator: a stay of at most 48 months in principle", None),
)

RULE_NAMES: Mapping[str, Message] = {AGE_AT_ENTRY: msg("Age of the company at entry"), STAY: msg("Length of the stay")}


def rule_of(data: Mapping[str, Any]) -> Rule:
    """A rule from its JSON values."""
    return Rule(str(data["key"]), int(data["months"]), tuple(sorted((int(n) for n in data.get("remind", ())),
                reverse=True)), str(data.get("source") or ""),
                date.fromisoformat(data["dated"]) if data.get("dated") else None)


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay as the clocks see it."""

    kind: str
    span: Span
    exit_kind: str | None = None


@dataclass(frozen=True, slots=True)
class Clocks:
    """Months since founding at entry, months of stay, when the limit is reached; and what breaks a rule.

    None stands for what is not known. The stay counts all days in the house, without gaps.
    """

    entered: date | None
    age_at_entry: float | None
    stay: float
    limit_on: date | None
    months_left: float | None
    too_old_at_entry: bool
    over_limit: bool
    remind: bool


def clocks(founded: date | None, stays: Sequence[Stay], rules: Sequence[Rule], day: date) -> Clocks:
    """The clocks of a company on a day; stays that begin later do not count yet."""
    by_key = {rule.key: rule for rule in rules}
    begun = sorted((one for one in stays if one.span.starts <= day), key=lambda one: one.span.starts)
    entered = begun[0].span.starts if begun else None
    age = months_between(founded, entered) if founded and entered else None
    days = stay_days(begun, day)
    stay = months_of_days(entered, days) if entered else 0.0
    rule, entry = by_key.get(STAY), by_key.get(AGE_AT_ENTRY)
    limit_on = left = None
    active = any(one.span.has(day) for one in begun)
    if rule is not None and entered is not None and active:
        gap = (day - entered).days - days
        limit_on = date.fromordinal(add_months(entered, rule.months).toordinal() + gap)
        left = months_between(day, limit_on)
    return Clocks(entered, age, stay, limit_on, left,
                  entry is not None and age is not None and age > entry.months,
                  limit_on is not None and day > limit_on,
                  left is not None and rule is not None and bool(rule.remind) and left <= max(rule.remind))


def stay_days(stays: Iterable[Stay], day: date) -> int:
    """Days in the house up to a day; days of two stays at once count once."""
    total, reached = 0, date.min
    for one in sorted(stays, key=lambda one: one.span.starts):
        starts = max(one.span.starts, reached)
        ends = min(one.span.until or day, day)
        if ends > starts:
            total += (ends - starts).days
            reached = ends
    return total


def months_of_days(start: date, days: int) -> float:
    """So many days as months, counted from a day."""
    return months_between(start, date.fromordinal(start.toordinal() + days))


def life_after(life: str, stays: Sequence[Stay], day: date, before: str = "admitted") -> str:
    """The life line that follows from the stays: present, over, or still to come.

    `before` is what it was before any stay; an alumnus stays one.
    """
    present = [one for one in stays if one.span.has(day)]
    if any(one.kind == "resident" for one in present):
        return "resident"
    if present:
        return "affiliate"
    over = sorted((one for one in stays if one.span.until is not None and one.span.until <= day),
                  key=lambda one: one.span.until or day)
    if over:
        if life == "alumnus":
            return life
        return "graduate" if over[-1].exit_kind == "graduated" else "exited"
    if stays:
        return "admitted"
    return before if life in {"resident", "affiliate", "graduate", "exited"} else life
