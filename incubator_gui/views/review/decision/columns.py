"""Columns of the agenda, of the seats, and of the decisions."""

from __future__ import annotations

from typing import Any

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import Message, msg, pmsg
from incubator_gui.domain.decision_letter import STATES
from incubator_gui.domain.review_words import DECISION_STATES, OUTCOMES
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.itemmodels.columns import Column, Row
from incubator_gui.services.decisions_rows import DecisionRow
from incubator_gui.services.meetings_rows import ItemRow, SeatRow
from incubator_gui.views.review.decision.words import (
    LETTER_LOOKS,
    LOOKS,
    NO_LETTER,
    SHORT,
    application_name,
    clock,
    tone_of,
)
from incubator_gui.widgets.parse import parse_number

VOTES: dict[Any, Message | str] = {True: msg("votes"), False: msg("only listens")}
THERE: dict[Any, Message | str] = {True: msg("present"), False: msg("absent")}


def agenda_columns() -> tuple[Column, ...]:
    """Columns of the agenda; a row is id, place from 1, `ItemRow`, adjusted score as text, its rank."""
    def of(row: Row) -> ItemRow:
        found: ItemRow = row[2]
        return found

    short: dict[Any, Message | str] = dict(SHORT)
    return (
        Column("place", msg("No."), 1, "number", 44, searched=False),
        Column("name", msg("Application"), lambda row: application_name(of(row).number, of(row).name), width=176,
               strong=True, link=True),
        Column("out", msg("Leave the room"), lambda row: ", ".join(seat.name for seat in of(row).out), width=144,
               mark=lambda row: ("door-open", "warning") if of(row).out else None),
        Column("score", msg("Score"), 3, width=64, right=True, searched=False, sort_key=_number),
        Column("rank", msg("Rank"), 4, "number", 56, searched=False),
        Column("desks", pmsg("column", "Desks"), lambda row: of(row).desks_needed, "number", 62, searched=False),
        Column("minutes", msg("Minutes"), lambda row: of(row).minutes, "number", 72, editable=True, parse=_minutes,
               searched=False),
        Column("outcome", msg("Outcome"), lambda row: of(row).outcome, "stage", 120, labels=short,
               order=tuple(OUTCOMES), mark=lambda row: (LOOKS[of(row).outcome or ""][0], tone_of(of(row).outcome))
               if of(row).outcome in LOOKS else None),
        Column("focus", msg("Focus area"), lambda row: of(row).focus_area, "choice", 140, labels=dict(FOCUS_AREAS),
               hidden=True),
        Column("time", msg("Time taken"), lambda row: clock(of(row).seconds) if of(row).seconds else None, width=90,
               right=True, hidden=True, searched=False))


def seat_columns() -> tuple[Column, ...]:
    """Columns of the seats; a row is id and `SeatRow`."""
    def of(row: Row) -> SeatRow:
        found: SeatRow = row[1]
        return found

    return (
        Column("name", msg("Person"), lambda row: of(row).name, width=128, strong=True,
               mark=lambda row: ("star", "accent") if of(row).is_chair else ("user", "muted")),
        Column("is_present", msg("There"), lambda row: of(row).is_present, "choice", 80, labels=THERE, editable=True),
        Column("may_vote", msg("Vote"), lambda row: of(row).may_vote, "choice", 88, labels=VOTES, editable=True),
        Column("out_of", msg("Out"), lambda row: of(row).out_of or None, "number", 44, searched=False,
               tone=lambda row: "warning" if of(row).out_of else "muted"))


def decision_columns() -> tuple[Column, ...]:
    """Columns of the decisions; a row is id, `DecisionRow`, rank by adjusted score."""
    def of(row: Row) -> DecisionRow:
        found: DecisionRow = row[1]
        return found

    letters: dict[Any, Message | str] = {"": NO_LETTER, **STATES}
    outcomes: dict[Any, Message | str] = dict(OUTCOMES)
    states: dict[Any, Message | str] = dict(DECISION_STATES)
    return (
        Column("company", msg("Application"), lambda row: application_name(of(row).number, of(row).company), width=200,
               strong=True, link=True),
        Column("outcome", msg("Outcome"), lambda row: of(row).outcome, "stage", 176, labels=outcomes,
               order=tuple(OUTCOMES), mark=lambda row: (LOOKS[of(row).outcome][0], tone_of(of(row).outcome))),
        Column("state", msg("State"), lambda row: of(row).state, "state", 132, labels=states, order=tuple(states),
               mark=lambda row: ("lock", "warning") if of(row).state == "pending" else ("circle-check", "success")),
        Column("conditions", msg("Conditions"), lambda row: len(of(row).conditions) or None, "number", 88,
               searched=False, tone=lambda row: "error" if of(row).outcome == "accept_with_conditions"
               and not of(row).conditions else "text"),
        Column("letter", pmsg("column", "Letter"), lambda row: of(row).letter, "stage", 104, labels=letters,
               order=tuple(letters), mark=lambda row: _letter_mark(of(row).letter)),
        Column("rank", msg("Rank"), 2, "number", 62, searched=False, hidden=True),
        Column("desks", msg("Desks"), lambda row: of(row).desks_needed, "number", 68, searched=False,
               hidden=True),
        Column("reason", msg("Reason"), lambda row: of(row).reason, width=240, editable=True, hidden=True),
        Column("by", msg("Decided by"), lambda row: of(row).decided_by, width=120, hidden=True),
        Column("at", msg("Decided on"), lambda row: of(row).decided_at, "date", 140, hidden=True),
        Column("announced", msg("Announced on"), lambda row: of(row).announced_at, "date", 140, hidden=True))


def _letter_mark(state: str) -> tuple[str, str]:
    icon, tone = LETTER_LOOKS[state]
    return icon, "muted" if tone == "neutral" else tone


def _minutes(words: str) -> int:
    found = parse_number(words)
    if found is None or found != found.to_integral_value():
        raise Refused(msg("“{text}” is no number of minutes.", text=words[:40]))
    return int(found)


def _number(words: str) -> float:
    """Scores are shown as text of the language: they sort by their figures."""
    figures = "".join(one for one in words.replace(",", ".") if one.isdecimal() or one == ".")
    try:
        return float(figures)
    except ValueError:
        return -1.0
