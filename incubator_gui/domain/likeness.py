"""When two spellings of a name are close enough to ask whether they mean the same company."""

from __future__ import annotations

from rapidfuzz import fuzz

from incubator_gui.domain.folding import has_han

CLOSE = 0.82
"""The least likeness of two long names."""


def alike(one: str, other: str, likeness: float) -> bool:
    """Whether two spellings are close enough for their length: in short names one letter counts for more."""
    short = min(len(one), len(other))
    if _digits(one) != _digits(other):  # numbered offices and series differ by their number only
        return False
    if has_han(one) or has_han(other):
        return short >= 4
    if likeness < (CLOSE if short >= 14 else 0.86 if short >= 9 else 0.9):
        return False
    return _differ_in_little(one, other) and _differ_in_little(one[::-1], other[::-1])


def _differ_in_little(one: str, other: str) -> bool:
    """Whether names with a long common beginning are alike in the rest too, where there is a rest."""
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
                  min(len(one), len(other)))
    rest, others = one[shared:], other[shared:]
    if shared < 6 or min(len(rest), len(others)) < 3:
        return True
    return fuzz.ratio(rest, others) >= 60


def _digits(name: str) -> str:
    return "" if name.isalpha() else "".join(char for char in name if char.isdigit())


def grams(name: str) -> set[str]:
    padded = f"^{name}$"
    size = 2 if has_han(name) else 3
    return {padded[at:at + size] for at in range(len(padded) - size + 1)}
