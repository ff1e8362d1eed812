"""The columns of the list of roadshows and of a line-up."""

from __future__ import annotations

from typing import Any

from incubator_gui.core.messages import Message, msg, pmsg
from incubator_gui.domain.service_words import AUDIENCES, LINEUP_STATES
from incubator_gui.itemmodels.columns import Column, Row
from incubator_gui.services.roadshow_rows import EntryRow, RoadshowRow
from incubator_gui.views.roadshows.words import PHASES, ask_words, lacking, minutes, phase_look, ready, state_mark

FIELDS = ("topic", "minutes", "question_minutes", "pause_before")
"""Columns of a line-up that are fields of its entries."""


def show_columns() -> tuple[Column, ...]:
    """Columns of the list; a row is id, phase and `RoadshowRow`."""
    audiences: dict[Any, Message | str] = dict(AUDIENCES)
    phases: dict[Any, Message | str] = dict(PHASES)

    def of(row: Row) -> RoadshowRow:
        found: RoadshowRow = row[2]
        return found

    def mark(row: Row) -> tuple[str, str]:
        icon, tone = phase_look(row[1])
        return icon, "muted" if tone == "neutral" else tone

    def tone(row: Row) -> str:
        one = of(row)
        return "success" if one.companies and one.ready == one.companies else (
            "warning" if row[1] in ("today", "coming") and one.companies else "text")

    return (
        Column("name", msg("Roadshow"), lambda row: of(row).name, width=172, strong=True, link=True),
        Column("day", msg("Held on"), lambda row: of(row).held_on, "date", 118),
        Column("begins", msg("Begins at"), lambda row: of(row).starts_at, width=66),
        Column("place", msg("Place"), lambda row: of(row).place, width=122),
        Column("companies", msg("Companies"), lambda row: of(row).companies, "number", 88, searched=False),
        Column("ready", msg("Ready"), lambda row: ready(of(row)), width=68, right=True, tone=tone, searched=False),
        Column("state", msg("State"), 1, "stage", 108, labels=phases, order=tuple(PHASES), mark=mark),
        Column("audience", msg("Audience"), lambda row: of(row).audience, width=124),
        Column("profile", msg("Pack for"), lambda row: of(row).profile, "choice", 100, labels=audiences,
               order=tuple(AUDIENCES)),
        Column("packs", msg("Packs issued"), lambda row: of(row).packs or None, "number", 92, searched=False),
        Column("owner", pmsg("column", "Who"), lambda row: of(row).owner or None, "initials", 56),
        Column("contact", msg("Contact"), lambda row: of(row).contact, width=160, hidden=True),
    )


def lineup_columns() -> tuple[Column, ...]:
    """Columns of a line-up; a row is id, place counted from 1, and `EntryRow`."""
    states: dict[Any, Message | str] = dict(LINEUP_STATES)

    def of(row: Row) -> EntryRow:
        found: EntryRow = row[2]
        return found

    def faint(row: Row) -> str:
        return "muted" if of(row).status == "declined" else "text"

    return (
        Column("place", pmsg("column", "No."), 1, "number", 40, right=False, tone=lambda row: "muted",
               searched=False),
        Column("time", msg("Time"), lambda row: of(row).begins_at or None, width=56, tone=faint),
        Column("company", msg("Company"), lambda row: of(row).company, width=148, strong=True, link=True, tone=faint),
        Column("topic", msg("Topic"), lambda row: of(row).topic or None, width=128, editable=True,
               parse=lambda words: words.strip() or None, tip=lambda row: of(row).topic or of(row).claim, tone=faint),
        Column("minutes", pmsg("of a speech", "Talk"), lambda row: of(row).minutes, "number", 56, editable=True,
               parse=minutes, searched=False),
        Column("question_minutes", msg("Questions"), lambda row: of(row).question_minutes, "number", 76,
               editable=True, parse=minutes, searched=False),
        Column("status", msg("Status"), lambda row: of(row).status, "stage", 112, labels=states,
               order=tuple(LINEUP_STATES), editable=True, mark=lambda row: state_mark(of(row).status)),
        Column("missing", msg("Missing"), lambda row: lacking(of(row)), width=204,
               mark=lambda row: None if of(row).status == "declined" else (
                   ("circle-check", "success") if of(row).is_ready else ("triangle-alert", "warning")),
               tip=lambda row: lacking(of(row))),
        Column("deck", msg("Deck"), lambda row: of(row).document or None, width=128, link=True,
               tip=lambda row: of(row).document),
        Column("ask", msg("Asks for"), lambda row: ask_words(of(row)) or None, width=84, right=True),
        Column("pause_before", msg("Break before"), lambda row: of(row).pause_before or None, "number", 84,
               editable=True, parse=minutes, searched=False),
        Column("rehearsals", msg("Rehearsals"), lambda row: len(of(row).rehearsals) or None, "number", 92,
               searched=False, hidden=True),
    )
