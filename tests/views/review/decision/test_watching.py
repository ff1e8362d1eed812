"""A reviewer who runs nothing watches the decision day: the own vote, and a reason on all the rest."""

from __future__ import annotations

from PySide6.QtCore import Qt

from incubator_gui.db.database import Actor
from tests.views.review.decision.conftest import Day


def test_a_reviewer_votes_and_is_told_why_nothing_else_goes(day: Day) -> None:
    house, tab = day.house, day.tab
    made = house.decisions.decide(day.panel.applications[1], "reject", "Too early").value
    house.letters.draft([made])
    house.database.actor = Actor("Dora", "desk-2")
    tab.read()
    day.idle()
    page, reason = tab.day_page, "only those who run the review"
    assert reason in page.messages.bars()[0].sentence()
    assert not any(button.isEnabled() for button in page.decide.buttons.values())
    assert not page.decide.note.isEnabled()
    seats = {seat.name: seat.id for seat in page.day.seats}
    assert [seat for seat, box in page.votes._boxes.items() if box.isEnabled()] == [seats["Dora"]]
    number = [seat.name for seat in page.votes.voters].index("Dora") + 1
    day.press(f"{number}a")
    assert dict(house.meetings.agenda(tab.wanted)[0].votes) == {seats["Dora"]: "accept"}
    day.press("1r")
    assert house.meetings.agenda(tab.wanted)[0].outcome is None
    page.timer.start()
    page.timer.pause()
    day.idle()
    for button in (tab.new, tab.open_button):
        assert not button.isEnabled()
        assert reason in button.toolTip()
    tab.go("result")
    tab.result.table.select_ids([made])
    day.idle()
    for button in (tab.result.announce, tab.result.draft, tab.result.back, tab.result.letter.ready):
        assert not button.isEnabled()
        assert reason in button.toolTip()
    assert tab.result.letter.words.isReadOnly()
    tab.go("prepare")
    day.idle()
    prepare = tab.prepare
    assert not any(part.isEnabled() for part in (prepare.card, prepare.add_seat, prepare.add_items, prepare.best))
    day.key(Qt.Key.Key_Delete, prepare.table)
    tab.ask_new()
    day.idle()
    assert tab.dialog is None
    assert reason in day.shell.said[-1]
    assert day.shell.warned == []
