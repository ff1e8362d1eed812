"""The services in a table whose names are edited in place."""

from __future__ import annotations

from typing import Any

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg
from incubator_gui.itemmodels.columns import Column, Row
from incubator_gui.services.catalogue import ServiceRow

NAMES = {"en": "name_en", "de": "name_de", "zh": "name_zh"}
"""Columns that are fields of a service."""

_OFFERED: dict[Any, Message | str] = {True: msg("offered"), False: msg("retired")}
_KINDS: dict[Any, Message | str] = {True: msg("Standard"), False: msg("Own")}


def row_of(place: int, one: ServiceRow) -> Row:
    """A service as a row of plain values; its place is the order of the house."""
    names = dict(one.words.by_language)
    return (one.id, place, names.get("en", ""), names.get("de", ""), names.get("zh", ""), one.is_active,
            one.is_standard, one.used, one.open_engagements)


def make_columns() -> tuple[Column, ...]:
    """Place, names, whether it is offered, whether anything uses it."""
    return (
        Column("place", msg("Order"), 1, "number", 60, searched=False, right=False),
        Column("en", msg("English"), 2, width=186, editable=True),
        Column("de", msg("German"), 3, width=226, editable=True),
        Column("zh", msg("Chinese"), 4, width=176, editable=True),
        Column("active", msg("State"), 5, "choice", 92, labels=_OFFERED, order=(True, False), editable=True,
               mark=lambda row: ("circle-check", "success") if row[5] else ("circle-slash", "muted")),
        Column("used", msg("Uses"), 7, "number", 70, searched=False, tone=lambda row: "text" if row[7] else "muted"),
        Column("kind", msg("Origin"), 6, "choice", 84, labels=_KINDS),
    )


def name_of(row: Row) -> str:
    """What a service is called in the language of the screen."""
    return str({"de": row[3], "zh": row[4]}.get(current().language) or row[2])
