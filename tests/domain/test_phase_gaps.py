"""Days between two phases on which none holds."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from incubator_gui.domain.phases import Phase, gaps


def test_a_gap_is_said_with_its_days() -> None:
    first = Phase(UUID(int=1), "review", date(2027, 5, 1), date(2027, 5, 20))
    second = Phase(UUID(int=2), "selection", date(2027, 5, 23))
    assert [str(one) for one in gaps((second, first))] == [
        "For 3 days between “Review” and “Selection” no phase holds, from 20 May 2027 on."]
    assert not list(gaps((first, Phase(UUID(int=2), "selection", date(2027, 5, 20)))))
    assert not list(gaps((first, Phase(UUID(int=2), "selection"))))
