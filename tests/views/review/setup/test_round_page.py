"""The round: set up, its facts, phases by days and by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from incubator_gui.core.errors import NotFound
from incubator_gui.core.languages import use_language
from incubator_gui.core.messages import msg
from tests.qt_support import assert_named


def opened(room: Any) -> Any:
    """The page of a round that was just set up."""
    room.tab.apply({"segment": "round"})
    room.click(room.tab.round_page.empty.button)
    return room.tab.round_page


def row(room: Any) -> Any:
    return room.house.rounds.rows()[0]


def phases(room: Any) -> Any:
    return room.house.rounds.phases(row(room).round_id)


def test_set_up_with_one_button(room: Any) -> None:
    room.tab.apply({"segment": "round"})
    assert room.tab.round_page.empty.isVisible()
    page = opened(room)
    assert [one.phase.kind for one in page.blocks] == ["review", "calibration", "selection"]
    assert row(room).by_hand
    assert page.mode.key == "hand"
    assert_named(room.tab)


def test_facts_are_edited_in_place(room: Any) -> None:
    page = opened(room)
    fields = page.round_card.fields
    room.type_into(fields["reviews_each"], "4")
    room.type_into(fields["due_on"], "2027-05-20")
    room.click(page.round_card.moves_on)
    assert (row(room).reviews_each, row(room).due_on, row(room).moves_on) == (4, date(2027, 5, 20), True)
    room.type_into(fields["reviews_each"], "2.5")
    assert "whole number" in fields["reviews_each"].problem()
    assert row(room).reviews_each == 4


def test_days_and_what_is_wrong_with_them(room: Any) -> None:
    page = opened(room)
    first, second = page.blocks[0], page.blocks[1]
    room.type_into(first.days["starts_on"], "2027-05-01")
    room.type_into(first.days["ends_on"], "2027-05-20")
    room.type_into(second.days["starts_on"], "2027-05-10")
    assert "still runs" in second.days["starts_on"].problem()
    assert second.days["starts_on"].words()
    room.type_into(second.days["starts_on"], "2027-05-23")
    assert phases(room)[1].starts_on == date(2027, 5, 23)
    assert any("3 days between" in bar.sentence() for bar in page.messages.bars())
    room.type_into(second.days["starts_on"], "2027-05-20")
    assert not any("days between" in bar.sentence() for bar in page.messages.bars())
    room.type_into(first.days["ends_on"], "2027-05-22")
    assert phases(room)[1].starts_on == date(2027, 5, 22)
    assert page.strip.isVisible()
    assert page.strip.span()[0] == date(2027, 5, 1)


def test_switched_by_hand_and_back_to_the_days(room: Any) -> None:
    page = opened(room)
    room.type_into(page.blocks[0].days["starts_on"], "2027-05-01")
    page.mode.choose("days")
    room.idle()
    assert not row(room).by_hand
    assert row(room).phase == "review"
    room.click(page.block("selection").switch)
    assert row(room).by_hand
    assert row(room).phase == "selection"
    bar = next(bar for bar in page.messages.bars() if "Set by hand" in bar.sentence())
    room.click(bar._link)
    assert row(room).phase == "review"
    assert not row(room).by_hand
    assert page.mode.key == "days"


def test_what_a_phase_allows(room: Any) -> None:
    page = opened(room)
    block = page.block("review")
    room.click(block.boxes["is_blind"])
    assert phases(room)[0].is_blind
    assert row(room).is_blind
    block.sees.choose("never")
    block.sees.activated.emit(0)
    room.idle()
    assert phases(room)[0].sees_others == "never"
    room.undo()
    assert block.sees.key() == "after_own"


def test_phases_come_go_and_change_places(room: Any) -> None:
    page = opened(room)
    page.add_phase("review")
    room.idle()
    assert [one.kind for one in phases(room)] == ["review", "calibration", "selection", "review"]
    room.click(page.blocks[3].up)
    assert [one.kind for one in phases(room)] == ["review", "calibration", "review", "selection"]
    room.click(page.blocks[2].remove)
    assert len(phases(room)) == len(page.blocks) == 3


def test_links_lead_to_the_rubric_and_the_reviewers(room: Any) -> None:
    page = opened(room)
    room.click(page.round_card.panel)
    assert room.asked == [("panel", {"segment": "people"})]
    room.click(page.round_card.open)
    assert room.tab.pages.key == "rubric"
    assert room.tab.rubric.stock.version.id == row(room).rubric_version_id
    use_language("zh")
    room.tab.retranslate()


def test_what_cannot_be_read_says_so_and_can_be_tried_again(room: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(room)

    def gone(_call: Any) -> Any:
        raise NotFound(msg("This call is no longer there."))

    with monkeypatch.context() as patch:
        patch.setattr(room.house.rounds, "row", gone)
        page.read()
        room.idle()
        bar = page.messages.bars()[0]
        assert bar.sentence() == "This call is no longer there."
    room.click(bar._link)
    assert not any("no longer" in one.sentence() for one in page.messages.bars())
