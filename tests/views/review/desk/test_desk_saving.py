"""Nothing that was typed is lost: pauses, leaving, failures, somebody quicker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt

from incubator_gui.core.errors import Environment, NotFound, Refused
from incubator_gui.core.messages import msg
from incubator_gui.domain.review_form import Given
from tests.views.review.desk.fake import FakeDesk

D = Decimal


def link(bar: Any) -> Any:
    return bar._link


def test_a_pause_stores(room: Any, desk: FakeDesk) -> None:
    room.bench.saver._timer.setInterval(30)
    room.keys("4")
    assert room.bench.form.head.kept.text() == "typing…"
    assert not desk.saves
    room.qtbot.waitUntil(lambda: bool(desk.saves), timeout=5000)
    room.idle()
    assert room.form().marks["business"] == 4
    assert room.bench.form.head.kept.text().startswith("saved ")
    row = room.bench.list.model.row_of(room.current)
    assert (row.answered, row.revision) == (0.9, 2)


def test_leaving_an_application_the_desk_or_the_window_stores(room: Any, desk: FakeDesk) -> None:
    first = room.current
    room.keys("4")
    room.bench.next()
    room.idle()
    assert room.form(first).marks["business"] == 4
    room.keys("2")
    assert room.bench.leave()
    room.idle()
    assert room.form(desk.ids[3]).marks == {"team": 2}
    room.keys("3")
    room.bench.hide()
    room.idle()
    assert room.form(desk.ids[3]).marks == {"team": 3}
    assert not room.context.actions.has("desk.finish")
    room.bench.show()
    assert room.context.actions.has("desk.finish")


def test_what_is_typed_while_it_is_stored_is_stored_after_it(room: Any, desk: FakeDesk) -> None:
    desk.go.clear()
    room.keys("4")
    room.bench.saver.flush()
    room.keys("5")
    assert room.bench.form.head.kept.text() == "saving…"
    room.bench.saver.flush()  # behind what is on its way
    desk.go.set()
    room.idle()
    assert room.form().marks["business"] == 5
    assert len(desk.saves) == 2


def test_closing_while_something_is_stored_sends_the_rest_behind_it(room: Any, desk: FakeDesk) -> None:
    desk.go.clear()
    room.keys("4")
    room.bench.saver.flush()
    room.keys("5")
    assert room.bench.leave()
    room.bench.deleteLater()  # nobody hears of the first any more
    room.qtbot.wait(5)
    desk.go.set()
    room.idle()
    assert desk.forms[desk.ids[2]].marks["business"] == 5


def test_blanks_at_the_end_store_once(room: Any, desk: FakeDesk) -> None:
    room.bench.form.closing.texts["comment"].setFocus()
    room.keys("Good team ")
    room.store()
    room.store()
    assert len(desk.saves) == 1
    assert room.bench.form.closing.texts["comment"].toPlainText() == "Good team "
    room.keys("indeed")
    room.store()
    assert room.form().comment == "Good team indeed"


def test_a_failure_keeps_everything_and_tries_again(room: Any, desk: FakeDesk) -> None:
    desk.broken = Environment(msg("The disk is full: free some space."))
    first = room.current
    room.keys("4")
    room.store()
    assert room.bars() == ["Application 0123 is not stored: The disk is full: free some space. "
                           "What you typed stays here."]
    assert room.bench.form.head.kept.text() == "not saved"
    room.go(3)
    room.go(2)
    assert room.bench.form.form.marks["business"] == 4  # also after going away and back
    assert not room.bench.leave()
    room.idle()
    desk.broken = None
    room.qtbot.mouseClick(link(room.bench.messages.bars()[0]), Qt.MouseButton.LeftButton)
    room.idle()
    assert room.form(first).marks["business"] == 4
    assert not room.bench.messages.bars()
    assert room.bench.leave()


def test_what_cannot_be_stored_can_be_given_up(room: Any, desk: FakeDesk) -> None:
    desk.broken = Refused(msg("The phase is over."))
    room.keys("4")
    room.store()
    assert not room.bench.leave()
    bar = room.bench.messages.bars()[0]
    assert "lose what was typed" in bar.sentence()
    room.qtbot.mouseClick(link(bar), Qt.MouseButton.LeftButton)
    room.idle()
    assert room.bench.leave()
    assert "business" not in room.bench.form.form.marks


def test_somebody_quicker_is_shown_field_by_field(room: Any, desk: FakeDesk) -> None:
    room.qtbot.mouseClick(room.bench.form.blocks["team"].marks.marks[D(5)], Qt.MouseButton.LeftButton)
    room.bench.form.blocks["business"].marks.focus()
    room.keys("4")
    desk.set(room.current, team=2, business=1, fit=3)
    room.store()
    clash = room.bench.form.clash
    assert clash.isVisible()
    assert room.bench.form.head.kept.text() == "to be decided"
    assert clash._title.text() == "2 answers were changed elsewhere while you were writing. Which ones hold?"
    assert clash.choices["mark.team"][1].accessibleName() == "Team: Theirs: 2"
    room.qtbot.mouseClick(clash.choices["mark.team"][1], Qt.MouseButton.LeftButton)
    room.qtbot.mouseClick(clash.store, Qt.MouseButton.LeftButton)
    room.idle()
    assert not clash.isVisible()
    assert room.form().marks == {"team": 2, "market": 3, "product": 4, "business": 4, "fit": 3}
    assert room.bench.form.form.marks == room.form().marks


def test_a_clash_on_another_application_leads_there(room: Any, desk: FakeDesk) -> None:
    first = room.current
    room.keys("4")
    desk.set(first, business=1)
    room.bench.next()
    room.idle()
    assert room.current != first
    bar = room.bench.messages.bars()[0]
    assert bar.sentence() == "Application 0123: answers were changed elsewhere meanwhile; yours are kept here."
    room.qtbot.mouseClick(link(bar), Qt.MouseButton.LeftButton)
    room.idle()
    assert room.current == first
    assert room.bench.form.clash.isVisible()
    room.qtbot.mouseClick(room.bench.form.clash.theirs, Qt.MouseButton.LeftButton)
    room.qtbot.mouseClick(room.bench.form.clash.store, Qt.MouseButton.LeftButton)
    room.idle()
    assert room.bench.form.form.marks["business"] == 1


def test_what_others_change_arrives_and_what_is_typed_stays(room: Any, desk: FakeDesk) -> None:
    room.bench.form.closing.texts["comment"].setFocus()
    room.keys("Half a sent")
    desk.set(room.current, team=1)
    room.bench.refresh()
    room.bench._again.stop()
    room.bench._read_again()
    room.idle()
    assert room.bench.form.form.marks["team"] == 1
    assert room.bench.form.closing.texts["comment"].toPlainText() == "Half a sent"
    room.keys("ence")
    room.store()
    assert room.form().comment == "Half a sentence"
    assert room.form().marks["team"] == 1


def test_undo_elsewhere_shows_in_the_form(room: Any, desk: FakeDesk) -> None:
    before = room.form()
    room.keys("4")
    room.store()
    desk.forms[room.current] = before  # as undo leaves it
    room.bench._read_again()
    room.idle()
    assert "business" not in room.bench.form.form.marks
    room.keys("5")
    room.store()
    assert room.form().marks["business"] == 5


def test_the_list_cannot_be_read(build: Callable[..., Any], desk: FakeDesk) -> None:
    desk.broken = NotFound(msg("The package is damaged."))
    room = build(desk)
    assert room.bars() == ["The package is damaged."]
    desk.broken = None
    room.qtbot.mouseClick(link(room.bench.messages.bars()[0]), Qt.MouseButton.LeftButton)
    room.idle()
    assert room.current == desk.ids[2]
    assert not room.bench.messages.bars()


def test_an_assignment_that_is_taken_away(room: Any, desk: FakeDesk) -> None:
    gone = room.current
    number = desk.numbers.pop(gone)
    room.bench._read_again()
    room.idle()
    assert room.current != gone
    desk.numbers[gone] = number


def test_another_desk_sends_what_is_typed_on_the_first(room: Any, desk: FakeDesk, tmp_path: Any) -> None:
    first = room.current
    room.keys("4")
    (tmp_path / "other").mkdir()
    other = FakeDesk(tmp_path / "other", 3)
    room.bench.open(other, whose="Shen Yu")
    room.idle()
    assert room.form(first).marks["business"] == 4
    assert room.bench.list.title.text() == "Assigned to Shen Yu"
    assert room.current in other.ids
    assert room.bench.form.form.is_blank


def test_the_place_the_filter_and_the_widths_are_remembered(build: Callable[..., Any], desk: FakeDesk) -> None:
    room = build(desk)
    room.go(4)
    room.bench.list.set_filter("open")
    room.bench.splitter.setSizes([300, 500, 456])
    room.bench.splitter.splitterMoved.emit(300, 1)
    room.bench.pace.seconds = [600.0, 700.0, 800.0]
    state = room.bench.state()
    import json

    again = build(desk, state=json.loads(json.dumps(state)))
    assert again.current == desk.ids[4]
    assert again.bench.list.model.filter == "open"
    assert again.bench.splitter.sizes() == room.bench.splitter.sizes()
    assert again.bench.head.left.text() == "about 45 minutes left"
    for nonsense in ({"application": 4, "sizes": ["x"], "pace": {}, "reading": [], "filter": 9}, {}):
        again.bench.restore(nonsense)


def test_a_remark_survives_a_mark(room: Any, desk: FakeDesk) -> None:
    desk.forms[room.current] = room.form().giving("team", Given(D(4), False, "Two founders"))
    room.bench._read_again()
    room.idle()
    assert room.bench.form.blocks["team"].remark.isVisible()
    room.bench.form.blocks["team"].marks.focus()
    room.keys("a")
    room.store()
    assert room.form().of("team") == Given(None, True, "Two founders")
    assert replace(room.form(), finished=False) == room.form()


def test_what_is_not_stored_yet_is_undone_here(room: Any, desk: FakeDesk) -> None:
    room.keys("4")
    assert "business" in room.bench.form.form.marks
    room.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "business" not in room.bench.form.form.marks
    room.store()
    assert not desk.saves
    room.keys("r")
    room.keys("left")
    room.key(Qt.Key.Key_Escape)  # leaving a text stores it
    room.idle()
    assert room.form().of("business").remark == "left"


def test_a_desk_without_a_journal_undoes_and_redoes_by_itself(build: Callable[..., Any], desk: FakeDesk) -> None:
    desk.head["offline"] = True
    room = build(desk)
    first = room.current
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    room.keys("4")
    room.store()
    room.bench.next()
    room.idle()
    room.keys("2")
    room.store()
    room.key(Qt.Key.Key_Z, control)
    room.idle()
    assert room.form().is_blank
    room.key(Qt.Key.Key_Z, control)
    room.idle()
    assert room.current == first  # it goes where the step was
    assert "business" not in room.form().marks
    room.key(Qt.Key.Key_Z, control | shift)
    room.idle()
    assert room.form(first).marks["business"] == 4
    assert room.bench.form.head.kept.text().endswith("offline copy")


def test_what_changed_stays_to_be_seen_after_the_first_mark(room: Any, desk: FakeDesk) -> None:
    id = desk.ids[2]
    desk.versions[id] = (3, 2)
    room.bench._read_again()
    room.idle()
    room.keys("4")
    desk.versions[id] = (3, 3)  # storing makes it the version that is judged
    room.store()
    room.bench._read_again()
    room.idle()
    assert room.bars(room.bench.reading.messages) == ["This is version 3; you reviewed version 2."]
    room.go(3)
    room.go(2)
    assert not room.bars(room.bench.reading.messages)
