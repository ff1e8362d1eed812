"""A reviewer who runs nothing reads rubric and phases, and is told why nothing can be changed."""

from __future__ import annotations

from typing import Any

from incubator_gui.db.database import Actor


def test_a_reviewer_reads_and_changes_nothing(room: Any) -> None:
    house, page = room.house, room.tab.rubric
    room.click(page.empty.button)
    round_id = house.rounds.begin(room.tab.call, house.rubrics.rows()[0].version_id).value
    shen = house.reviewers.candidates("Shen")[0][0]
    house.reviewers.add(shen, round_id=round_id)
    house.database.actor = Actor("Shen Yu", "desk-2")
    before = house.history.recent()[0].id
    room.set_round()
    page.read()
    room.tab.round_page.read()
    room.idle()
    reason = "only those who run the review"
    assert reason in page.editor.messages.bars()[0].sentence()
    assert not page.add.isEnabled()
    assert reason in page.add.toolTip()
    assert page.editor.form.names["en"].editor.isReadOnly()
    assert not page.editor.add.isVisible()
    page.add_criterion()
    page.remove_criteria()
    page.ask_empty()
    room.idle()
    assert page.dialog is None
    assert reason in room.shell.said[-1]
    room.tab.pages.choose("round")
    rounds = room.tab.round_page
    assert reason in rounds.messages.bars()[0].sentence()
    assert not any(block.isEnabled() for block in rounds.blocks)
    assert not rounds.round_card.form.isEnabled()
    assert not rounds.add.isEnabled()
    assert house.history.recent()[0].id == before
    assert room.shell.warned == []
