"""The columns of the balances."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from incubator_gui.core.languages import current
from incubator_gui.core.messages import Message, msg
from incubator_gui.itemmodels.columns import Column, Row
from incubator_gui.services.entitlements import Balance
from incubator_gui.widgets.parse import typed_day, typed_number

_DAY = timedelta(days=1)
STATES: dict[Any, Message | str] = {"over": msg("over entitlement"), "low": msg("almost used up")}
_MARKS = {"over": ("circle-x", "error"), "low": ("triangle-alert", "warning")}
_LOW = Decimal("0.9")
ALL = "all"
"""Stands for all services: a cell without a value would be empty."""


class Left(float):
    """What is left, as the share that is used: bar and figure in one cell."""

    hours: Decimal

    def __new__(cls, one: Balance) -> Left:
        """The share used, at most whole."""
        made = super().__new__(cls, float(one.used / one.granted) if one.granted else float(one.used > 0))
        made.hours = one.left
        return made


def row_of(one: Balance) -> Row:
    """A balance as a row of plain values."""
    return (one.id, one.company, one.service_id or ALL, one.starts_on, one.ends_on - _DAY, one.granted, one.used,
            Left(one), state_of(one), one.note, one.company_id)


def state_of(one: Balance) -> str | None:
    """Whether it needs a look."""
    if one.is_over:
        return "over"
    return "low" if one.granted and one.used >= _LOW * one.granted else None


def make_columns(services: dict[Any, Message | str]) -> tuple[Column, ...]:
    """`services` names the services by id, `ALL` stands for all of them; it is filled when they are known."""
    return (
        Column("company", msg("Company"), 1, width=172, strong=True, link=True),
        Column("service", msg("Service"), 2, "choice", 150, labels=services, editable=True),
        Column("left", msg("Left, h"), 7, "bar", 128, searched=False,
               show=lambda left: current().number(left.hours), sort_key=lambda left: left.hours),
        Column("state", msg("State"), 8, "state", 136, labels=STATES, order=("over", "low", None),
               mark=lambda row: _MARKS.get(row[8])),
        Column("granted", msg("Granted, h"), 5, "number", 92, editable=True, parse=typed_number, searched=False),
        Column("used", msg("Used, h"), 6, "number", 84, searched=False),
        Column("starts", msg("From"), 3, "date", 122, editable=True, parse=typed_day),
        Column("last", msg("Last day"), 4, "date", 122, editable=True, parse=typed_day),
        Column("note", msg("Note"), 9, width=160, editable=True),
    )


def changed(key: str, value: Any) -> dict[str, Any]:
    """An edited cell as the service takes it."""
    match key:
        case "service":
            return {"service_id": value if isinstance(value, UUID) else None}
        case "starts":
            return {"starts_on": value}
        case "last":
            return {"ends_on": value + _DAY if isinstance(value, date) else value}
        case "granted":
            return {"hours": value}
    return {"note": value}
