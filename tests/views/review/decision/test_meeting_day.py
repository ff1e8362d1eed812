"""The day of the meeting: votes and outcomes by keyboard, time, conditions, the projector."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from incubator_gui.domain.decision import Condition
from incubator_gui.views.review.decision import item_timer
from tests.qt_support import assert_named
from tests.services.decisions.decision_house import DAY
from tests.views.review.decision.conftest import Day


def test_votes_are_cast_by_keyboard_and_stored_at_once(day: Day) -> None:
    assert day.item.number == 101  # Bo has left the room
    assert "Leaves the room: Bo" in day.tab.day_page.view.leave.bars()[0].sentence()
    assert [seat.name for seat in day.tab.day_page.votes.voters] == ["Anna", "Cai", "Dora"]
    day.press("1a")
    day.press("c")  # the next seat is armed already
    day.press("w")
    meeting = day.tab.wanted
    assert meeting is not None
    stored = day.house.meetings.agenda(meeting)[0]
    assert dict(stored.tally.counts) == {"accept": 1, "accept_with_conditions": 1, "waitlist": 1}
    assert stored.outcome is None
    assert day.tab.day_page.votes.armed is None
    assert "Majority: Accept with conditions" in day.tab.day_page.decide.state.text()
    assert_named(day.window)


def test_the_outcome_is_decided_by_a_letter_and_conditions_are_written(day: Day) -> None:
    day.key(Qt.Key.Key_PageDown)
    assert day.item.number == 102
    day.press("c")
    assert (day.item.outcome, day.item.decision_state, day.item.is_done) == ("accept_with_conditions", "pending", True)
    line = day.tab.day_page.decide.conditions._lines[0]
    line.line.setFocus()
    QTest.keyClicks(line.line, "A war chest")  # letters in a field decide nothing
    line.day.line.setText("2026-03-20")
    QTest.keyClick(line.line, Qt.Key.Key_Return)
    day.idle()
    assert day.item.outcome == "accept_with_conditions"
    stored, = day.house.decisions.rows(day.panel.call)
    assert stored.conditions == (Condition("A war chest", DAY),)
    day.press("r")
    assert day.item.outcome == "reject"
    assert "Decided: Reject" in day.tab.day_page.decide.state.text()


def test_what_was_typed_before_deciding_comes_back_with_the_item(day: Day) -> None:
    page = day.tab.day_page
    day.key(Qt.Key.Key_PageDown)
    page.decide.reason.setPlainText("Needs a second customer.")
    page.decide.note.setPlainText("Ask Cai.")
    day.key(Qt.Key.Key_PageDown)
    assert page.decide.reason.toPlainText() == ""
    day.key(Qt.Key.Key_PageUp)
    assert page.decide.reason.toPlainText() == "Needs a second customer."
    assert page.decide.note.toPlainText() == "Ask Cai."
    assert day.item.note == "Ask Cai."  # stored when it was left
    day.press("w")
    assert day.house.decisions.rows(day.panel.call)[0].reason == "Needs a second customer."


def test_time_runs_pauses_and_is_stored_at_a_pause(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(item_timer.time, "monotonic", lambda: now[0])
    page = day.tab.day_page
    day.key(Qt.Key.Key_Space)
    now[0] += 65
    page.timer._tick()
    assert page.time.text() == "1:05"
    assert day.item.seconds == 0  # not for every second
    day.key(Qt.Key.Key_Space)
    assert day.item.seconds == 65
    day.key(Qt.Key.Key_Space)
    now[0] += 500
    page.timer._tick()
    assert "over time" in page.of_time.text()
    day.key(Qt.Key.Key_PageDown)  # stores, and goes on for the next item
    assert page.timer.running
    now[0] += 5
    day.tab.leave()
    day.idle()
    meeting = day.tab.wanted
    assert meeting is not None
    assert [item.seconds for item in day.house.meetings.agenda(meeting)[:2]] == [565, 5]
    undo = day.house.history.state().undo
    assert undo is None or "Time" not in str(undo)


def test_the_projector_shows_no_reviewer_and_no_conflict(day: Day) -> None:
    day.press("1a")
    day.tab.toggle_projector()
    day.idle()
    projector = day.tab.projector
    assert projector is not None
    assert projector.isWindow()
    words = " ".join(one.text() for one in projector.findChildren(QLabel))
    assert "0101 Feldspat" in words
    assert "1 of 6" in words
    for name in ("Anna", "Bo", "Cai", "Dora", "room", "nvestor", "onflict"):
        assert name not in words.replace("Bovine", "")
    projector.resize(1920, 1080)
    smallest = min(one.font().pixelSize() for one in projector.findChildren(QLabel))
    assert smallest >= 1080 // 31
    QTest.keyClick(projector, Qt.Key.Key_PageDown)
    day.idle()
    assert "0102 Ladewerk" in projector.title.text()
    QTest.keyClick(projector, Qt.Key.Key_Escape)
    day.idle()
    assert day.tab.projector is None
    assert not [one for one in QApplication.topLevelWidgets() if type(one).__name__ == "Projector" and one.isVisible()]


def test_the_line_about_the_house_follows_each_outcome(day: Day) -> None:
    assert "0 accepted" in day.tab.day_page.capacity.text()
    day.press("a")
    assert "1 accepted" in day.tab.day_page.capacity.text()  # no desks are entered in this house


def test_a_closed_meeting_and_a_phase_without_decisions_say_so(day: Day) -> None:
    round_id = day.house.rounds.begin(day.panel.call).value
    day.tab.read()
    day.idle()
    bar, = day.tab.day_page.messages.bars()
    assert "does not allow decisions" in bar.sentence()
    day.press("a")
    assert day.item.outcome is None
    bar._link.click()
    assert day.asked == ["setup"]
    phase = day.house.rounds.phases(round_id)[2].id
    day.house.rounds.set(round_id, phase_id=phase)
    day.tab.toggle_open()
    day.idle()
    assert "The meeting is closed." in day.tab.day_page.messages.bars()[0].sentence()
    day.press("1a")
    assert not day.item.votes
    day.tab.day_page.open_meeting()
    day.idle()
    day.press("a")
    assert day.item.outcome == "accept"


def test_what_happens_elsewhere_shows_and_the_state_is_kept(day: Day, meeting: UUID) -> None:
    page = day.tab.day_page
    seat = next(one for one in day.house.meetings.seats(meeting) if one.name == "Dora")
    changes = day.house.meetings.vote(day.item.id, seat.id, "reject")
    day.tab.refresh(changes)
    day.idle()
    assert page.votes._boxes[seat.id].key() == "reject"
    kept = day.tab.state()
    assert kept["page"] == "day"
    assert kept["meeting"] == str(meeting)
    day.tab.restore({"page": 7, "meeting": "x", "prepare": ["a"]})
    day.tab.retranslate()


def test_letters_in_the_list_of_a_seat_vote_and_never_decide(day: Day) -> None:
    page = day.tab.day_page
    box = next(iter(page.votes._boxes.values()))
    box.setFocus()
    day.press("r", box)
    assert list(day.item.votes.values()) == ["reject"]
    assert day.item.outcome is None
    page.months.show()
    page.months.setFocus()
    day.press("a", page.months)
    assert day.item.outcome is None
    page.run.setFocus()
    QTest.keyClick(page.run, Qt.Key.Key_Space)
    assert page.timer.running
    QTest.keyClick(page.run, Qt.Key.Key_Space)
    day.idle()
    assert not page.timer.running


def test_conditions_wait_for_a_change_of_mind(day: Day) -> None:
    page = day.tab.day_page
    line = page.decide.conditions._lines[0].line
    line.setFocus()
    QTest.keyClicks(line, "Sign")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert page.list.hasFocus()
    day.press("c")
    assert [one.text for one in day.item.conditions] == ["Sign"]
    day.press("a")
    assert day.item.conditions == ()
    day.press("c")
    assert [one.text for one in day.item.conditions] == ["Sign"]


def test_a_long_pitch_is_shown_whole_and_scrolls(day: Day) -> None:
    page = day.tab.day_page
    day.window.resize(1180, 700)
    page.view.show_item(page.day, replace(day.item, pitch="We sell warm bread to robots. " * 20))
    day.idle()
    pitch = page.view.pitch
    assert pitch.height() >= pitch.heightForWidth(pitch.width())
    assert all(value.height() >= value.sizeHint().height() for value in page.view._values)


def test_a_small_window_shows_item_decision_and_votes_below_each_other(day: Day) -> None:
    page = day.tab.day_page

    def tops() -> list[int]:
        parts = (page.view, page.decide_card, page.votes_card)
        return [part.mapTo(page, part.rect().topLeft()).y() for part in parts]

    whole = page.size()
    page.setFixedSize(700, 380)
    day.idle()
    assert tops() == sorted(tops())
    assert page.columns.right.isHidden()
    day.press("1a")
    assert dict(day.item.tally.counts) == {"accept": 1}
    page.setFixedSize(1300, 800)
    day.idle()
    assert page.columns.right.isVisible()
    assert page.votes_card.isVisible()
    page.setFixedSize(whole)
