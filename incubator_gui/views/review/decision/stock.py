"""What the part shows, read in one job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from incubator_gui.core.errors import NotFound
from incubator_gui.core.messages import Message
from incubator_gui.services.applications import StaffRow
from incubator_gui.services.decisions_rows import DecisionRow
from incubator_gui.services.letters import LetterRow, SetAside
from incubator_gui.services.meetings_day import DayStock
from incubator_gui.services.meetings_rows import Candidate, MeetingRow

SHOWS = ("decision_meeting", "meeting_seat", "agenda_item", "vote", "decision", "decision_condition", "letter",
         "letter_template", "application", "company", "person", "stage", "conflict", "review", "review_answer",
         "allocation", "residency", "score_table", "reviewer", "review_phase", "review_round", "task")
"""Tables whose changes show here."""


@dataclass(frozen=True, slots=True)
class DecisionStock:
    """The meetings of a call, the one that is chosen, and the decisions of the call."""

    call: UUID
    call_name: str
    meetings: tuple[MeetingRow, ...]
    day: DayStock | None
    decisions: tuple[DecisionRow, ...]
    letters: tuple[LetterRow, ...]
    candidates: tuple[Candidate, ...]
    staff: tuple[StaffRow, ...]
    aside: Mapping[UUID, tuple[SetAside, ...]] = field(default_factory=dict)
    """Letters that were set aside, by decision."""
    why_not: Message | None = None
    """Why this viewer changes nothing here."""

    def decision(self, id: UUID | None) -> DecisionRow | None:
        """A decision by its id."""
        return next((one for one in self.decisions if one.id == id), None)

    def letter_of(self, decision: UUID | None) -> LetterRow | None:
        """The letter of a decision."""
        return next((one for one in self.letters if one.decision_id == decision), None)

    @property
    def pending(self) -> tuple[DecisionRow, ...]:
        """Decisions that are not announced."""
        return tuple(one for one in self.decisions if one.state == "pending")


def read(house: Any, call: UUID, wanted: UUID | None) -> DecisionStock:
    """Everything for a call; of the wanted meeting, else of one that is open, else of the latest."""
    meetings = house.meetings.rows(call)
    chosen = next((one for one in meetings if one.id == wanted), None)
    chosen = chosen or next((one for one in meetings if one.state == "open"), meetings[0] if meetings else None)
    day, candidates = None, ()
    if chosen is not None:
        try:
            day, candidates = house.meetings.day(chosen.id), house.meetings.candidates(chosen.id)
        except NotFound:  # taken away since the list was read: the next refresh shows another
            day = None
    name = next((one.name for one in house.calls.calls() if one.id == call), "")
    return DecisionStock(call, name, meetings, day, house.decisions.rows(call), house.letters.rows(call), candidates,
                         house.applications.staff(), house.letters.aside(call), house.decisions.why_not())
