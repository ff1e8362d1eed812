"""What changed between two versions of a rubric, in sentences."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from incubator_gui.core.messages import Words
from incubator_gui.domain.rubric import Criterion, Rubric, Scale
from incubator_gui.domain.rubric_changes import rubric_changes

D = Decimal


def criterion(key: str, name: str, **values: object) -> Criterion:
    return Criterion(key, Words((("en", name),)), **values)  # type: ignore[arg-type]


def said(old: tuple[Criterion, ...], new: tuple[Criterion, ...]) -> list[str]:
    return [str(one) for one in rubric_changes(Rubric(UUID(int=1), 1, old), Rubric(UUID(int=1), 2, new))]


TEAM, MARKET = criterion("team", "Team"), criterion("market", "Market", weight=D(2))


def test_nothing() -> None:
    assert not said((TEAM, MARKET), (TEAM, MARKET))


def test_came_went_and_order() -> None:
    third = criterion("fit", "Fit")
    assert said((TEAM, MARKET), (TEAM, third)) == ["“Fit” was added.", "“Market” was left out."]
    assert said((TEAM, MARKET), (MARKET, TEAM)) == ["The criteria stand in another order."]


def test_what_counts_comes_before_words() -> None:
    new = replace(TEAM, weight=D("1.5"), scale=Scale(D(0), D(10), D("0.5")), required=False,
                  name=Words((("en", "People"),)), anchors=((D(1), Words((("en", "weak"),))),))
    assert said((TEAM,), (new,)) == [
        "“People” weighs 1.5 instead of 1.", "“People” is marked 0 to 10 in steps of 0.5 instead of 1 to 5.",
        "“People” may be left blank now.", "“Team” is called “People” now.", "“People” has another text at 1 mark."]


def test_counted_or_informative() -> None:
    assert said((TEAM,), (replace(TEAM, counted=False),)) == ["“Team” is only informative now."]
    assert said((replace(TEAM, counted=False),), (TEAM,)) == ["“Team” is counted now."]
