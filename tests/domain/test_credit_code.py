"""The check character of GB 32100-2015."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incubator_gui.domain.credit_code import (
    ALPHABET,
    check_character,
    credit_code_problem,
    is_credit_code,
    normalise_credit_code,
)

# The worked example that the standard is usually explained with.
KNOWN = ("91350100M000100Y43",)


@pytest.mark.parametrize("code", KNOWN)
def test_known_codes(code: str) -> None:
    assert is_credit_code(code)
    assert is_credit_code(f" {code[:8].lower()} {code[8:]}\u200b")


def test_full_width_is_normalised() -> None:
    assert normalise_credit_code("９１３５０１００Ｍ０００１００Ｙ４３") == KNOWN[0]


codes = st.builds(lambda head, place, rest: head + place + rest,
                  st.text(ALPHABET, min_size=2, max_size=2), st.text("0123456789", min_size=6, max_size=6),
                  st.text(ALPHABET, min_size=9, max_size=9)).map(lambda first: first + check_character(first))


@given(codes, st.data())
def test_every_single_error_shows(code: str, data: st.DataObject) -> None:
    assert is_credit_code(code)
    at = data.draw(st.integers(0, 17))
    other = data.draw(st.sampled_from([char for char in ALPHABET if char != code[at]]))
    assert not is_credit_code(code[:at] + other + code[at + 1:])


@given(codes, st.integers(8, 16))
def test_neighbours_swapped_show(code: str, at: int) -> None:
    if code[at] != code[at + 1]:
        assert not is_credit_code(code[:at] + code[at + 1] + code[at] + code[at + 2:])


@pytest.mark.parametrize(("code", "word"), [("91350100M000100Y4", "18"), ("91350100M000100I43", "never holds"),
                                            ("913501A0M000100Y43", "place"), ("91350100M000100Y44", "check")])
def test_reasons(code: str, word: str) -> None:
    assert word in str(credit_code_problem(code))
