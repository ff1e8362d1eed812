"""The phases of a review round: which one holds on a day, and what it allows (DOMAIN section 4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from uuid import UUID

from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.domain.review_words import PHASES


@dataclass(frozen=True, slots=True)
class Phase:
    """A span from `starts_on` until before `ends_on`, and what is allowed in it.

    `kind` is a key of PHASES, `sees_others` of SEES_OTHERS. Without a first day it is only set by hand.
    """

    id: UUID
    kind: str
    starts_on: date | None = None
    ends_on: date | None = None
    may_review: bool = False
    sees_others: str = "never"
    shows_reviewers: bool = False
    is_blind: bool = False
    may_decide: bool = False

    def holds_on(self, day: date) -> bool:
        """Whether its days include this one."""
        return self.starts_on is not None and self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds now: the phase, or None; and whether names are hidden, which outlasts a phase."""

    phase: Phase | None
    is_blind: bool
    by_hand: bool = False

    @property
    def may_decide(self) -> bool:
        """Whether decisions are taken now."""
        return self.phase is not None and self.phase.may_decide


def standing(phases: Sequence[Phase], chosen: UUID | None, day: date) -> Standing:
    """The phase set by hand, else the one whose days include `day`.

    Between two phases names stay hidden as in the one before, and before the first one as in the first: a
    gap in the days never shows what a phase hides.
    """
    by_hand = next((one for one in phases if one.id == chosen), None) if chosen is not None else None
    if by_hand is not None:
        return Standing(by_hand, by_hand.is_blind, True)
    now = next((one for one in reversed(phases) if one.holds_on(day)), None)
    if now is not None:
        return Standing(now, now.is_blind)
    begun = [one for one in phases if one.starts_on is not None and one.starts_on <= day]
    last = max(begun, key=lambda one: one.starts_on or day) if begun else next(iter(phases), None)
    return Standing(None, last is not None and last.is_blind)


def problems(phases: Sequence[Phase]) -> Iterator[Message]:
    """What is wrong with the days of a round's phases, in their order."""
    for one in phases:
        if one.starts_on is None and one.ends_on is not None:
            yield msg("“{phase}” has a last day and no first one: give it both, or neither.", phase=PHASES[one.kind])
        if one.starts_on is not None and one.ends_on is not None and one.ends_on <= one.starts_on:
            yield msg("“{phase}” ends before it begins: correct one of the days.", phase=PHASES[one.kind])
    dated = sorted((one for one in phases if one.starts_on is not None), key=lambda one: one.starts_on or date.min)
    for before, after in pairwise(dated):
        if before.ends_on is None or (after.starts_on is not None and after.starts_on < before.ends_on):
            yield msg("“{before}” still runs when “{after}” begins: let the first one end on {day} or earlier.",
                      before=PHASES[before.kind], after=PHASES[after.kind], day=after.starts_on)


def gaps(phases: Sequence[Phase]) -> Iterator[Message]:
    """Spans between two phases in which none holds: no fault, but worth a look."""
    dated = sorted((one for one in phases if one.starts_on is not None), key=lambda one: one.starts_on or date.min)
    for before, after in pairwise(dated):
        if before.ends_on is not None and after.starts_on is not None and before.ends_on < after.starts_on:
            yield nmsg("For {n} day between “{before}” and “{after}” no phase holds, from {day} on.",
                       "For {n} days between “{before}” and “{after}” no phase holds, from {day} on.",
                       (after.starts_on - before.ends_on).days, before=PHASES[before.kind],
                       after=PHASES[after.kind], day=before.ends_on)
