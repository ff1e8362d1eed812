"""The columns of the list of companies."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import Message, msg, pmsg
from incubator_gui.domain.countries import country_code
from incubator_gui.domain.fields import field
from incubator_gui.domain.vocabulary import FOCUS_AREAS, LIVES
from incubator_gui.itemmodels.columns import Column, Row, ids_column
from incubator_gui.views.companies.words import life_mark
from incubator_gui.widgets.countries import country_name
from incubator_gui.widgets.parse import typed_day, typed_whole

FIELDS = {
    "life": "life", "focus": "focus_area", "country": "country", "city": "city", "team": "headcount",
    "founded": "founded_on", "owner": "owner_id", "website": "website", "email": "email", "code": "credit_code",
    "legal": "legal_name", "chinese": "chinese_name", "trade": "trade_name"}
"""Columns that stand for a field of the company."""

INDEX = {
    "life": 6, "focus_area": 7, "country": 8, "city": 9, "headcount": 10, "founded_on": 11, "owner_id": 12,
    "website": 13, "email": 14, "credit_code": 15, "legal_name": 3, "trade_name": 4, "chinese_name": 5}
"""Where the stored value of a field stands in the row."""


def country(words: str) -> str | None:
    """A country by name or code; raises Refused."""
    if not words.strip():
        return None
    code = country_code(words)
    if code is None:
        raise Refused(msg("“{words}” is no country that is known.", words=words.strip()[:40]))
    return code


def make_columns(person: Callable[[UUID | None], str | None],
                 named: Callable[[str], str | None]) -> tuple[Column, ...]:
    """All columns; `person` names a colleague, `named` checks a name that was typed."""

    def tip(row: Row) -> str:
        return "\n".join(dict.fromkeys(name for name in (row[2], row[3], row[5]) if name))

    def other(row: Row) -> str:
        return next((name for name in (row[5], row[3], row[4]) if name and name != row[2]), "")

    lives: dict[Any, Message | str] = dict(LIVES)
    areas: dict[Any, Message | str] = dict(FOCUS_AREAS)
    return (
        Column("number", pmsg("column", "No."), 1, "number", 44, right=False, tone=lambda row: "muted"),
        Column("name", msg("Company"), 2, width=164, strong=True, tip=tip),
        Column("other", msg("Other name"), other, width=130, tip=tip, tone=lambda row: "muted"),
        Column("life", msg("Life line"), 6, "stage", 116, labels=lives, order=tuple(LIVES), editable=True,
               mark=lambda row: life_mark(row[6])),
        Column("focus", msg("Focus area"), 7, "choice", 152, labels=areas, order=tuple(FOCUS_AREAS), editable=True),
        Column("country", msg("Country"), 8, "choice", 84, show=country_name, editable=True, parse=country),
        Column("city", msg("City"), 9, width=72, editable=True),
        Column("team", msg("Head count"), 10, "number", 98, editable=True,
               parse=partial(typed_whole, field("company", "headcount").label)),
        Column("founded", msg("Founded"), 11, "date", 112, editable=True, parse=typed_day),
        Column("desks", msg("Desks"), lambda row: row[16] or None, "number", 104, searched=False),
        Column("owner", pmsg("column", "Who"), lambda row: person(row[12]), "initials", 60, editable=True,
               parse=named, tip=lambda row: person(row[12]) or ""),
        Column("applications", msg("Applications"), 17, "number", 100, searched=False, hidden=True),
        Column("trade", msg("Trade name"), 4, width=180, editable=True, hidden=True),
        Column("legal", msg("Legal name"), 3, width=200, editable=True, hidden=True),
        Column("chinese", msg("Chinese name"), 5, width=180, editable=True, hidden=True),
        Column("website", msg("Website"), 13, width=180, editable=True, hidden=True),
        Column("email", msg("E-mail"), 14, width=180, editable=True, hidden=True),
        Column("code", msg("Credit code"), 15, width=170, editable=True, hidden=True),
        ids_column(),
    )
