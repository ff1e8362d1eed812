"""A proposal is looked at, thinned out, stored in one step; what changed meanwhile is marked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from incubator_gui.core.languages import use_language
from tests.qt_support import assert_named
from tests.views.review.assignment.conftest import Facts
from tests.views.review.setup.room import Room, column

CTRL = Qt.KeyboardModifier.ControlModifier


def propose(room: Room) -> Any:
    room.click(room.tab.board.wish.button)
    assert room.tab.pages.currentWidget() is room.tab.preview
    return room.tab.preview


def test_a_proposal_is_seen_first_and_stored_in_one_step(room: Room, facts: Facts) -> None:
    assert room.tab.board.wish.outlook.text() == "8 reviews are looked for; there is room for 10."
    preview = propose(room)
    assert facts.held() == set()
    assert len(preview.pairs()) == 8
    assert preview.accepted.text() == "8 of 8 steps accepted"
    assert preview.apply.text() == "Apply 8 changes"
    assert not preview.gap_card.isVisible()
    assert column(preview.changes, "change") == ["0 → 2", "0 → 3 of 3", "0 → 3 of 3"]
    assert set(column(preview.steps, "comes")) == {"assign"}
    assert preview.steps.hasFocus()
    assert_named(room.tab)
    preview.grab()
    room.click(preview.apply)
    assert len(facts.held()) == 8
    assert room.tab.pages.currentWidget() is room.tab.board
    assert column(room.tab.board.table, "reviews") == ["2 of 2"] * 4
    room.undo()
    assert facts.held() == set()


def test_steps_are_left_out_by_the_keyboard(room: Room, facts: Facts) -> None:
    preview = propose(room)
    room.qtbot.keyClick(preview.steps, Qt.Key.Key_Space)
    assert preview.accepted.text() == "7 of 8 steps accepted"
    left_out = preview.steps.current_id()
    room.qtbot.keyClick(preview.steps, Qt.Key.Key_Down)
    room.qtbot.keyClick(preview.steps, Qt.Key.Key_Return)
    assert preview.apply.text() == "Apply 6 changes"
    room.qtbot.keyClick(preview.steps, Qt.Key.Key_Return)
    room.qtbot.keyClick(preview, Qt.Key.Key_Return, CTRL)
    room.idle()
    assert len(facts.held()) == 7
    held = {(row.id, one.reviewer) for row in room.house.assignments.rows(facts.call) for one in row.assigned}
    assert left_out not in held


def test_escape_gives_it_up(room: Room, facts: Facts) -> None:
    preview = propose(room)
    room.qtbot.keyClick(preview, Qt.Key.Key_Escape)
    room.idle()
    assert room.tab.pages.currentWidget() is room.tab.board
    assert facts.held() == set()


def test_gaps_are_explained_in_numbers(room: Room, facts: Facts) -> None:
    for reviewer in ("Ben", "陈思远"):
        facts.conflict(reviewer, "Pfeilhag")
    room.tab.read()
    room.idle()
    preview = propose(room)
    assert preview.gap_card.isVisible()
    assert column(preview.uncovered, "application") == ["Pfeilhag Logistik"]
    assert column(preview.uncovered, "reason") == ["1 assigned, 2 with a conflict of interest, 0 at their quota"]
    assert [bar.sentence() for bar in preview.messages.bars()] == [
        "1 application lacks 1 reviewer: all others have conflicts or are at their quota."]
    assert preview.why.text() == "1 gap can only be closed by a further reviewer without a conflict."
    use_language("de")
    room.tab.retranslate()
    assert preview.why.text().startswith("1 Lücke kann nur")
    use_language("en")


def test_too_small_quotas_are_said_before(room: Room) -> None:
    room.tab.board.wish.each.setValue(3)
    assert room.tab.board.wish.outlook.text() == (
        "12 reviews are looked for, but quotas and conflicts leave room for 10.")


def test_what_changed_meanwhile_is_marked_and_the_rest_can_be_stored(room: Room, facts: Facts) -> None:
    preview = propose(room)
    pair = preview.proposal.steps[0].pair
    names = {id: name for name, id in (facts.applications | facts.reviewers).items()}
    facts.conflict(names[pair[1]], names[pair[0]])
    room.click(preview.apply)
    assert facts.held() == set()
    assert room.tab.pages.currentWidget() is preview
    assert pair not in preview.pairs()
    assert "cannot review" in column(preview.steps, "reason")[0]
    assert "1 step no longer holds" in preview.messages.bars()[0].sentence()
    room.click(preview.apply)
    assert len(facts.held()) == 7


def test_proposing_again_begins_anew(room: Room, facts: Facts) -> None:
    preview = propose(room)
    first = preview.proposal
    facts.give(("Lumenhain", "Anna"))
    room.click(preview.again)
    assert preview.proposal is not first
    assert len(preview.pairs()) == 7


def test_nothing_to_change_is_said(room: Room, facts: Facts) -> None:
    room.house.assignments.apply(room.house.assignments.propose(facts.call, room.tab.board.wish.wish()))
    room.tab.read()
    room.idle()
    assert room.tab.board.wish.outlook.text() == "Every application has its reviews."
    preview = propose(room)
    assert preview.nothing.isVisible()
    assert not preview.apply.isEnabled()


def test_taking_back_and_only_selected_rows(room: Room, facts: Facts) -> None:
    facts.give(("Lumenhain", "Anna"), ("Pfeilhag", "Anna"), ("Brettmoos", "Ben"))
    room.tab.read()
    room.idle()
    wish = room.tab.board.wish
    room.tab.board.table.select_ids([facts.applications["Lumenhain"], facts.applications["Pfeilhag"]])
    wish.scope.choose("selected")
    wish.mode.choose("clear")
    wish.keep.setChecked(False)
    assert wish.scope.currentText() == "Selected: 2"
    preview = propose(room)
    assert set(column(preview.steps, "comes")) == {"take back"}
    room.click(preview.apply)
    assert facts.held() == {("Brettmoos", "Ben")}


def test_another_call_gives_the_proposal_up(room: Room, facts: Facts) -> None:
    propose(room)
    room.house.calls.add_call("2027-2")
    room.tab.set_round(next(row for row in room.house.rounds.rows() if row.call == "2027-2"))
    room.idle()
    assert room.tab.pages.currentWidget() is room.tab.no_round


def test_the_palette_proposes_too(room: Room) -> None:
    room.context.actions.trigger("review.propose")
    room.idle()
    assert room.tab.pages.currentWidget() is room.tab.preview
