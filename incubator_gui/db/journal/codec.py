"""Values of the journal's JSON back to Python, the same for entries of both databases."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, Date, Float, Numeric, Table

from incubator_gui.db.types import Amount, Id, Json, Moment

_decode = json.JSONDecoder(parse_float=Decimal).decode


def parse(text: str | None) -> dict[str, Any]:
    """The object of an entry's side; numbers with a fraction stay exact."""
    return _decode(text) if text else {}


def decode(column: Column[Any], value: Any) -> Any:
    """One JSON value as the Python value that the column takes and gives."""
    decoder = _decoder(column.type)
    return value if value is None or decoder is None else decoder(value)


def _decoder(kind: Any) -> Callable[[Any], Any] | None:
    """How values of a column type are read; None where JSON gives the value itself."""
    match kind:
        case Id():
            return UUID
        case Moment():
            return _moment
        case Amount():
            return _amount
        case Json():
            return _plain
        case Date():
            return date.fromisoformat
        case Boolean():
            return bool
        case Float() | Numeric():
            return float
        case _:
            return None


def _moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _amount(value: Any) -> Decimal:
    return Decimal(str(value))


def _plain(value: Any) -> Any:
    """A value inside JSON, whose fractions were read as Decimal, as plain numbers again."""
    match value:
        case Decimal():
            return float(value)
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case list():
            return [_plain(inner) for inner in value]
        case _:
            return value


@cache
def _decoders(table: Table) -> dict[str, Callable[[Any], Any] | None]:
    return {column.name: _decoder(column.type) for column in table.columns}


def decode_row(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """All values of a side; columns that the table no longer has are left out."""
    decoders = _decoders(table)
    return {
        name: value if value is None or (decoder := decoders[name]) is None else decoder(value)
        for name, value in values.items() if name in decoders
    }


def same(column: Column[Any], stored: Any, recorded: Any) -> bool:
    """Whether a stored value is the one the journal recorded."""
    if isinstance(column.type, Amount) and stored is not None and recorded is not None:
        return Decimal(stored) == Decimal(recorded)
    if isinstance(stored, float) and isinstance(recorded, float):
        return abs(stored - recorded) <= 1e-9 * max(1.0, abs(stored))
    return bool(stored == recorded)
