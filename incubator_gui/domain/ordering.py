"""Fractional keys for orders in lists: a place between two others without renumbering."""

from __future__ import annotations

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def between(low: str | None, high: str | None) -> str:
    """A key that sorts after `low` and before `high`; either may be missing.

    Keys are strings over 0-9a-z that never end in 0, compared as text. Raises ValueError when the
    two are not in order.
    """
    left, right = low or "", high
    if right is not None and left >= right:
        raise ValueError(f"no place between {low!r} and {high!r}")
    out = ""
    position = 0
    while True:
        a = _DIGITS.index(left[position]) if position < len(left) else 0
        b = _DIGITS.index(right[position]) if right is not None and position < len(right) else len(_DIGITS)
        if b - a > 1:
            return out + _DIGITS[(a + b) // 2]
        out += _DIGITS[a]
        if b > a:
            right = None
        position += 1


def keys(count: int) -> list[str]:
    """Keys for a new list of that length, evenly spread."""
    width = 1
    while len(_DIGITS) ** width <= 2 * count + 1:
        width += 1
    step = len(_DIGITS) ** width // (count + 1)
    return [_written((i + 1) * step, width).rstrip("0") or "1" for i in range(count)]


def _written(value: int, width: int) -> str:
    out = ""
    for _ in range(width):
        value, digit = divmod(value, len(_DIGITS))
        out = _DIGITS[digit] + out
    return out
