"""Frozen dataclasses as plain JSON values and back, for the way into a child process."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_json(value: Any) -> Any:
    """JSON values of a dataclass; empty fields are left out."""
    if is_dataclass(value) and not isinstance(value, type):
        out = {}
        for one in fields(value):
            inner = getattr(value, one.name)
            if inner != one.default:
                out[one.name] = to_json(inner)
        return out
    if isinstance(value, tuple | list):
        return [to_json(one) for one in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def from_json(kind: type[T], data: Mapping[str, Any]) -> T:
    """The dataclass again; raises TypeError or ValueError on data of another shape."""
    hints = _hints(kind)  # type: ignore[arg-type]
    unknown = set(data) - set(hints)
    if unknown:
        raise ValueError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    return kind(**{name: _value(hints[name], inner) for name, inner in data.items()})


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, data: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        if data is None:
            return None
        (hint,) = [one for one in get_args(hint) if one is not type(None)]
        return _value(hint, data)
    if origin is tuple:
        first, *_ = get_args(hint)
        return tuple(_value(first, one) for one in data)
    if hint is date:
        return date.fromisoformat(data)
    if hint is Decimal:
        return Decimal(data)
    if is_dataclass(hint):
        return from_json(hint, data)  # type: ignore[arg-type]
    if hint is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if not isinstance(data, hint) or (isinstance(data, bool) and hint is not bool):
        raise TypeError(f"{data!r} where {hint.__name__} belongs")
    return data
