"""Values of the journal's JSON back to Python, the same for entries of both databases."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, Date, Float, Integer, Numeric, Table

from incubator_gui.db.types import Amount, Id, Json, Moment


def parse(text: str | None) -> dict[str, Any]:
    """The object of an entry's side; numbers with a fraction stay exact."""
    return json.loads(text, parse_float=Decimal) if text else {}


def decode(column: Column[Any], value: Any) -> Any:
    """One JSON value as the Python value that the column takes and gives."""
    if value is None:
        return None
    kind = column.type
    if isinstance(kind, Id):
        return UUID(value)
    if isinstance(kind, Moment):
        moment = datetime.fromisoformat(value)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    if isinstance(kind, Amount):
        return Decimal(str(value))
    if isinstance(kind, Json):
        return json.loads(value) if isinstance(value, str) else _plain(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Boolean):
        return bool(value)
    if isinstance(kind, Float | Numeric) and not isinstance(kind, Integer):
        return float(value)
    return value


def _plain(value: Any) -> Any:
    """JSON of a JSONB column, whose fractions were read as Decimal, as plain numbers again."""
    match value:
        case Decimal():
            return float(value)
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case list():
            return [_plain(inner) for inner in value]
        case _:
            return value


def decode_row(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """All values of a side; columns that the table no longer has are left out."""
    return {
        name: decode(table.columns[name], value) for name, value in values.items() if name in table.columns
    }


def same(column: Column[Any], stored: Any, recorded: Any) -> bool:
    """Whether a stored value is the one the journal recorded."""
    if isinstance(column.type, Amount) and stored is not None and recorded is not None:
        return Decimal(stored) == Decimal(recorded)
    if isinstance(stored, float) and isinstance(recorded, float):
        return abs(stored - recorded) <= 1e-9 * max(1.0, abs(stored))
    return bool(stored == recorded)
