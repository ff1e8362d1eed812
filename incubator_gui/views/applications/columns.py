"""The columns of the table of applications."""

from __future__ import annotations

from functools import partial
from typing import Any

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg, pmsg, tr
from incubator_gui.domain.fields import field
from incubator_gui.domain.vocabulary import FOCUS_AREAS
from incubator_gui.itemmodels.columns import Column, Row, ids_column
from incubator_gui.views.applications.known import Known, look
from incubator_gui.widgets.parse import typed_day, typed_whole

FULL_SCORE = 5.0
"""The score at which its bar is full."""

FIELDS = {"focus": "focus_area", "team": "headcount", "desks": "desks_needed", "received": "received_on",
          "source": "source", "owner": "owner_id", "pitch": "pitch"}
"""Columns that stand for a field of the application."""

_YES_NO: dict[bool, Message | str] = {True: msg("yes"), False: msg("no")}


def country_name(code: str) -> str:
    """A country in the language of the screen."""
    return str(current().locale.territories.get(code, code))


def number_words(number: int) -> str:
    """The number of an application as it is spoken of."""
    return f"{number:04d}"


def make_columns(known: Known) -> tuple[Column, ...]:
    """All columns; `known` says what stages and colleagues are called."""

    def mark(row: Row) -> tuple[str, str] | None:
        stage = known.stages.get(row[8])
        return look(stage) if stage else None

    def company_tip(row: Row) -> str:
        return "\n".join(dict.fromkeys(name for name in (row[3], row[4], row[5]) if name))

    def owner(words: str) -> str | None:
        return known.person(known.person_named(words))

    def late(row: Row) -> tuple[str, str] | None:
        return ("clock", "warning") if known.late(row) else None

    labels: dict[Any, Message | str] = dict(FOCUS_AREAS)
    return (
        Column("number", pmsg("column", "No."), 1, "number", 60, show=number_words, right=False,
               tone=lambda row: "muted"),
        Column("company", msg("Company"), 3, width=184, strong=True, tip=company_tip),
        Column("stage", msg("Stage"), lambda row: row[8].hex, "stage", 146, labels=known.stage_names, mark=mark,
               order=known.stage_order, editable=True),
        Column("focus", msg("Focus area"), 11, "choice", 156, labels=labels, order=tuple(FOCUS_AREAS), editable=True),
        Column("team", msg("Head count"), 12, "number", 92, editable=True,
               parse=partial(typed_whole, field("application", "headcount").label)),
        Column("score", msg("Score"), 14, "bar", 116, digits=2, top=FULL_SCORE),
        Column("days", msg("Days"), known.days, "number", 72, mark=late, searched=False,
               tone=lambda row: "warning" if known.late(row) else "text"),
        Column("owner", pmsg("column", "Who"), lambda row: known.person(row[15]), "initials", 52, editable=True,
               parse=owner, tip=lambda row: known.person(row[15]) or tr("Nobody is in charge yet")),
        ids_column(),
        Column("open", msg("Open"), known.open, "choice", 72, labels=_YES_NO, order=(True, False), hidden=True,
               searched=False),
        Column("country", msg("Country"), 16, "choice", 120, show=country_name, hidden=True),
        Column("city", msg("City"), 17, width=120, hidden=True),
        Column("received", msg("Received"), 10, "date", 112, editable=True, parse=typed_day, hidden=True),
        Column("desks", msg("Desks needed"), 13, "number", 104, editable=True, hidden=True,
               parse=partial(typed_whole, field("application", "desks_needed").label)),
        Column("email", msg("E-mail"), 20, width=180, hidden=True),
        Column("source", msg("Heard of us through"), 18, width=148, editable=True, hidden=True),
        Column("tags", msg("Tags"), 22, "tags", 160, hidden=True),
        Column("earlier", msg("Earlier applications"), 21, "number", 130, hidden=True, searched=False),
        Column("call", pmsg("intake", "Call"), 7, "choice", 130, hidden=True),
        Column("pitch", msg("Pitch"), 19, width=280, hidden=True),
    )
