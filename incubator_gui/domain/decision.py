"""Decisions of a meeting: what can be voted for, what a vote comes to, and what a condition says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from incubator_gui.core.messages import Message, msg
from incubator_gui.domain.review_words import OUTCOMES

ABSTAIN = "abstain"
CHOICES: Mapping[str, Message] = {**OUTCOMES, ABSTAIN: msg("Abstain")}
"""What a seat can say to an item."""

KEYS: Mapping[str, str] = {"a": "accept", "c": "accept_with_conditions", "w": "waitlist", "r": "reject",
                           "i": "more_information"}
"""The letter on the keyboard for each outcome, the same in all languages."""

ACCEPTING = frozenset({"accept", "accept_with_conditions"})

DECIDED_FROM = frozenset({"review", "interview", "decision"})
"""Statuses whose applications come on the agenda unless others are chosen."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of an acceptance, and the day by which it is to be met."""

    text: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes of one item: how many for each outcome, abstentions, and how many may still vote."""

    counts: Mapping[str, int]
    abstained: int = 0
    missing: int = 0

    @property
    def given(self) -> int:
        """Votes for an outcome."""
        return sum(self.counts.values())

    @property
    def majority(self) -> str | None:
        """The outcome that more than half of the votes for any are for; None without one.

        Votes to accept and to accept with conditions count together: where only both make the majority,
        it is with conditions.
        """
        for outcome, count in self.counts.items():
            if 2 * count > self.given:
                return outcome
        if 2 * sum(self.counts.get(one, 0) for one in ACCEPTING) > self.given:
            return "accept_with_conditions"
        return None


def tally(choices: Iterable[str], entitled: int) -> Tally:
    """Count votes; `entitled` is how many in the room may vote."""
    found = Counter(choices)
    counts = {outcome: found[outcome] for outcome in OUTCOMES if found[outcome]}
    abstained = found[ABSTAIN]
    return Tally(counts, abstained, max(0, entitled - sum(counts.values()) - abstained))
