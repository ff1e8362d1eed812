"""Large files are left out of the collector's rounds, and nothing else is brought back into them."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from incubator_gui.views.importing.at_rest import LARGE, leave_out, take_in


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    frozen = gc.get_freeze_count()
    yield
    take_in()
    if frozen:
        gc.freeze()


def test_what_was_left_out_is_taken_in_again() -> None:
    leave_out(LARGE)
    assert gc.get_freeze_count()
    take_in()
    assert not gc.get_freeze_count()


def test_what_others_left_out_stays_out() -> None:
    gc.freeze()
    leave_out(LARGE - 1)
    take_in()
    assert gc.get_freeze_count()
