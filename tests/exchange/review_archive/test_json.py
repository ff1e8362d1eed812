"""The one way in which JSON is written inside a package."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incubator_gui.exchange.review_archive_json import canonical, strict


@pytest.mark.timeout(60)  # guards against hanging
@pytest.mark.parametrize("data", [
    b'{"a":1,"a":2}', b'{"a":NaN}', b'{"a":Infinity}', b'{"a":1.5}', b'{"a":1e5}', b'{"b":1,"a":2}', b'{"a": 1}',
    b'{"a":"\\ud800"}', b'{"a":"\\u0041"}', b"[" * 100_000, b'{"a":' * 100_000, b'{"a":' + b"9" * 30 + b"}",
    b"\xff\xfe", b"", b'\xef\xbb\xbf{}', b"[" + b"0," * 2_000_001 + b"0]", b'{"a":-0}'])
def test_json_has_one_way_to_be_written(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        strict(data)


@given(st.recursive(st.none() | st.booleans() | st.integers(-10**16, 10**16)
                    | st.text(st.characters(exclude_categories=("Cs",))),
                    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=("Cs",))),
                                                                    inner), max_leaves=20))
@settings(max_examples=50, deadline=None)
def test_json_comes_back(value: Any) -> None:
    assert strict(canonical(value)) == value


def test_floats_and_halves_of_characters_are_not_written() -> None:
    for value in (float("nan"), "\ud800", {1, 2}):
        with pytest.raises(ValueError, match=r"\w"):
            canonical(value)
    with pytest.raises(ValueError, match="whole number"):
        strict(canonical({"a": 1.5}))
