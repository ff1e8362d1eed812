"""JSON of review packages: one way to write a value, and a reader that takes nothing else."""

from __future__ import annotations

import json
from typing import Any

MARKS = 2_000_000
"""Commas and brackets in one manifest; every value costs memory many times its length."""


def canonical(value: Any) -> bytes:
    """The one way to write a value: sorted keys, no spaces, UTF-8, no floats; raises ValueError."""
    try:
        data = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    except (TypeError, UnicodeEncodeError, RecursionError) as error:
        raise ValueError(f"cannot be written: {error}") from error
    return data


def strict(data: bytes) -> Any:
    """What stands in canonical bytes; raises ValueError for everything that `canonical` does not write.

    Refused are doubled keys, floats, NaN, numbers beyond 18 digits, nesting without end, lone surrogates and
    more values than a package can have.
    """
    if data.count(b",") + data.count(b"[") + data.count(b"{") > MARKS:
        raise ValueError("too many values")
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_float=_none, parse_constant=_none,
                           parse_int=_short)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if canonical(value) != data:
        raise ValueError("not written the one way")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _none(text: str) -> Any:
    raise ValueError(f"{text[:20]} is no whole number")


def _short(text: str) -> int:
    if len(text) > 18:
        raise ValueError("a number is too long")
    return int(text)
