"""Scoring: by keyboard and by mouse, finishing, abstaining, recusing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from incubator_gui.core.errors import Environment
from incubator_gui.core.messages import msg
from tests.qt_support import assert_named
from tests.views.review.desk.fake import FakeDesk, odd_rubric

D = Decimal
CTRL = Qt.KeyboardModifier.ControlModifier


def test_it_opens_on_what_was_begun_and_says_how_far_it_is(room: Any, desk: FakeDesk) -> None:
    assert room.current == desk.ids[2]
    assert room.bench.head.bar.accessibleName() == "2 of 6 reviews done"
    assert room.bench.form.foot.share.text() == "Score, 70 % answered"
    assert room.bench.form.foot.score.text() == "3.64"
    assert room.bench.form.foot.finish.text() == "Finish, 2 open"
    assert room.bench.list.counters["open"].text() == "3"
    assert all(not name.startswith("MainThread") for name in desk.threads)
    assert_named(room.bench.window())


def test_scoring_without_the_mouse(room: Any, desk: FakeDesk) -> None:
    """Figures from the list, Enter to the next criterion, a remark, Ctrl+Enter to the next application."""
    first = room.current
    room.keys("4")  # from the list: the first that is open
    assert room.bench.form.form.marks["business"] == D(4)
    assert room.focus() is room.bench.form.blocks["business"].marks.marks[D(4)]
    room.key(Qt.Key.Key_Return)
    room.keys("a")
    assert room.bench.form.form.abstained_on == {"fit"}
    room.keys("r")
    room.keys("Press 3 or A")  # in a text they are text
    assert room.bench.form.form.of("fit").remark == "Press 3 or A"
    room.key(Qt.Key.Key_Escape)
    room.key(Qt.Key.Key_Up)
    room.keys("5")
    room.run("desk.finish")
    assert room.form(first).finished
    assert room.form(first).marks == {"team": 4, "market": 3, "product": 4, "business": 5}
    assert room.form(first).of("fit").remark == "Press 3 or A"
    assert room.current == desk.ids[3]
    assert room.focus() is room.bench.form.blocks["team"].marks.marks[D(1)]
    room.keys("12")  # the second figure is another mark
    assert room.bench.form.form.marks == {"team": D(2)}


def test_enter_never_finishes(room: Any) -> None:
    for _ in range(12):
        room.key(Qt.Key.Key_Return)
    room.bench.form.foot.finish.setFocus()
    room.key(Qt.Key.Key_Return)
    room.store()
    assert not room.bench.form.form.finished
    assert not room.form().finished


def test_finishing_says_what_is_missing_and_goes_there(room: Any) -> None:
    room.go(3)
    room.bench.form.focus()
    room.keys("4")
    room.qtbot.mouseClick(room.bench.form.foot.finish, Qt.MouseButton.LeftButton)
    assert room.bars(room.bench.form.messages) == [
        "Not finished yet: 3 criteria need a mark, or abstain on them: “Market”, “Product and technology”, "
        "“Business model”."]
    assert room.bench.form.blocks["market"].marks.has_focus()
    room.keys("3")
    room.key(Qt.Key.Key_Down)
    room.keys("a")
    room.key(Qt.Key.Key_Tab)
    room.keys("5")
    room.qtbot.mouseClick(room.bench.form.foot.finish, Qt.MouseButton.LeftButton)
    room.idle()
    assert room.form().finished  # the last one is not required
    assert room.bench.form.foot.finish.text() == "Next open"
    assert not room.bench.form.messages.bars()


def test_a_click_chooses_and_takes_back(room: Any) -> None:
    marks = room.bench.form.blocks["team"].marks.marks
    room.qtbot.mouseClick(marks[D(2)], Qt.MouseButton.LeftButton)
    assert room.bench.form.form.marks["team"] == D(2)
    assert room.bench.form.blocks["team"]._meaning.text() == "2: gaps in product and sales"
    room.qtbot.mouseClick(marks[D(2)], Qt.MouseButton.LeftButton)
    assert "team" not in room.bench.form.form.marks
    room.qtbot.mouseMove(marks[D(5)])
    assert marks[D(4)].accessibleName() == (
        "Team, weight 25\u00a0%, 4 of 5: founders cover product and sales; one key hire open")


def test_arrows_walk_over_the_marks_and_space_chooses(room: Any) -> None:
    room.go(3)
    room.bench.form.focus()
    room.key(Qt.Key.Key_Right)
    room.key(Qt.Key.Key_Right)
    assert "team" not in room.bench.form.form.marks
    assert room.bench.form.blocks["team"]._meaning.text() == "3: one half of the team is proven"
    room.key(Qt.Key.Key_Space)
    assert room.bench.form.form.marks == {"team": D(3)}
    room.key(Qt.Key.Key_Delete)
    assert room.bench.form.form.marks == {}


def test_tab_goes_from_criterion_to_criterion(room: Any) -> None:
    room.go(3)
    room.bench.form.focus()
    room.key(Qt.Key.Key_Tab)
    assert room.bench.form.blocks["market"].marks.has_focus()
    room.key(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert room.bench.form.blocks["team"].marks.has_focus()


def test_reopening_and_taking_away_what_is_required(room: Any, desk: FakeDesk) -> None:
    room.go(0)
    assert room.bench.form.foot.finish.text() == "Next open"
    room.qtbot.mouseClick(room.bench.form.blocks["team"].marks.marks[D(3)], Qt.MouseButton.LeftButton)
    room.store()
    assert not room.form(desk.ids[0]).finished
    assert room.bars(room.bench.form.messages) == [
        "The review is no longer finished: a required mark was taken away."]
    room.go(1)
    room.qtbot.mouseClick(room.bench.form.foot.reopen, Qt.MouseButton.LeftButton)
    room.idle()
    assert not room.form(desk.ids[1]).finished
    assert room.bench.list.model.row_of(desk.ids[1]).state == "draft"


def test_abstaining_from_an_application(room: Any, desk: FakeDesk) -> None:
    room.qtbot.mouseClick(room.bench.form.foot.abstain, Qt.MouseButton.LeftButton)
    room.keys("I was away 3 weeks")
    room.key(Qt.Key.Key_Return)
    assert not desk.saves  # Enter goes to the button and does not press it
    room.key(Qt.Key.Key_Return)
    room.idle()
    assert (room.form().stance, room.form().reason) == ("abstained", "I was away 3 weeks")
    assert room.bench.list.model.row_of(room.current).state == "abstained"
    assert room.bench.form.note.text() == "You abstained: I was away 3 weeks"
    assert not room.bench.form.blocks["team"].marks.isEnabled()
    room.qtbot.mouseClick(room.bench.form.foot.reopen, Qt.MouseButton.LeftButton)
    room.idle()
    assert room.form().stance == "reviewed"
    assert room.form().marks == {"team": 4, "market": 3, "product": 4}


def test_a_conflict_hides_the_application(room: Any, desk: FakeDesk) -> None:
    hidden = room.current
    room.run("desk.conflict")
    card = room.bench.form.card
    room.qtbot.mouseClick(card.go, Qt.MouseButton.LeftButton)
    assert card._problem.text() == "Choose the kind of conflict."
    card.kind.choose("family")
    room.qtbot.mouseClick(card.go, Qt.MouseButton.LeftButton)
    assert card._problem.text() == "Say in a few words what the conflict is."
    room.keys("My cousin")
    desk.broken = Environment(msg("The disk is full."))
    room.qtbot.mouseClick(card.go, Qt.MouseButton.LeftButton)
    room.idle()
    assert card._problem.text() == "The disk is full."
    assert card.reason.text() == "My cousin"
    desk.broken = None
    room.qtbot.mouseClick(card.go, Qt.MouseButton.LeftButton)
    room.idle()
    assert desk.recused == {hidden: ("family", "My cousin")}
    assert room.current == desk.ids[3]
    room.bench.go(hidden)
    room.idle()
    assert room.bench.reading.waiting.text() == "A conflict of interest hides this application from you."
    assert not room.bench.form.foot.isVisible()
    assert not room.bench.form.blocks["team"].isVisible()
    room.go(3)
    assert room.bench.form.foot.isVisible()
    assert room.bench.form.blocks["team"].isVisible()


def test_comment_confidence_and_private_comment(room: Any) -> None:
    closing = room.bench.form.closing
    closing.texts["comment"].setFocus()
    room.keys("Strong 1st team.")
    room.key(Qt.Key.Key_Tab)
    room.keys("Ask A.")
    room.qtbot.mouseClick(closing.levels[3], Qt.MouseButton.LeftButton)
    room.store()
    form = room.form()
    assert (form.comment, form.private_comment, form.confidence) == ("Strong 1st team.", "Ask A.", 3)


def test_scales_of_all_kinds(build: Callable[..., Any], tmp_path: Path) -> None:
    desk = FakeDesk(tmp_path, 2, odd_rubric())
    room = build(desk)
    room.bench.form.focus()
    room.keys("10")
    assert room.bench.form.form.marks == {"ten": D(10)}
    room.key(Qt.Key.Key_Down)
    field = room.bench.form.blocks["percent"].marks.field
    assert room.focus() is field
    room.keys("150")
    assert "percent" not in room.bench.form.form.marks or room.bench.form.form.marks["percent"] == D(15)
    assert room.bench.form.blocks["percent"]._meaning.text() == (
        "“150” is not on the scale: give 0 to 100 in steps of 1.")
    room.store()
    assert field.text() == "150"  # what is wrong stays as typed
    assert not room.bench.form.finish()
    assert room.focus() is field
    room.key(Qt.Key.Key_Backspace)
    room.key(Qt.Key.Key_Return)
    assert room.bench.form.blocks["half"].marks.has_focus()
    room.keys("3,5")
    assert room.bench.form.form.marks == {"ten": D(10), "percent": D(15), "half": D("3.5")}
    assert room.bench.form.blocks["known"]._weight.text() == "not counted"
    assert room.bench.form.foot.of.text() == ""
    assert room.bench.form.foot.score.text().endswith("%")
    assert room.bench.form.finish()
    room.idle()
    assert room.form().finished


def test_reading_only_says_why(build: Callable[..., Any], desk: FakeDesk) -> None:
    desk.head.update(may_review=False, why_not=msg("The phase ended yesterday."))
    room = build(desk)
    assert room.bars() == ["The phase ended yesterday."]
    room.keys("4")
    room.keys("a")
    room.run("desk.finish")
    assert room.form(desk.ids[2]).marks.keys() == {"team", "market", "product"}
    assert not room.bench.form.blocks["team"].marks.isEnabled()
    assert not room.bench.form.foot.finish.isEnabled()
    assert room.bench.form.closing.texts["comment"].isReadOnly()


def test_an_empty_desk_and_one_application(build: Callable[..., Any], tmp_path: Path) -> None:
    room = build(FakeDesk(tmp_path, 0))
    assert room.bench.stack.currentWidget() is room.bench.empty
    assert not room.bench.head.next.isEnabled()
    room.desk.numbers = FakeDesk(tmp_path, 1).numbers
    room.bench.read()
    room.idle()
    assert room.current == room.desk.ids[0]
    room.bench.next()
    room.bench.before()
    room.bench.form.focus()
    room.keys("4")
    for _ in range(3):
        room.key(Qt.Key.Key_Return)
        room.keys("4")
    room.run("desk.finish")
    assert room.form().finished
    assert room.shell.said == ["No other application is open: all are done."]
    assert not room.bench.head.next.isEnabled()
    assert not room.bench.form.foot.finish.isVisible()


@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_every_language_and_narrow_windows_fit(room: Any, language: str) -> None:
    from incubator_gui.core.languages import use_language

    use_language(language)
    try:
        room.bench.retranslate()
        room.bench.window().resize(996, 640)
        room.idle()
        assert room.bench.width() <= 996
        body = room.bench.form._area
        assert body.widget().width() <= body.viewport().width()
        assert_named(room.bench.window())
    finally:
        use_language("en")
        QApplication.processEvents()
