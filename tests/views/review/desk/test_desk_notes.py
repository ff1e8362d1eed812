"""Notes on pages: made from chosen text, walked through, listed, named in remarks, removed and brought back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg
from incubator_gui.domain.review_desk import OtherReview
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.domain.review_notes import MOST_WORDS, ReviewNote
from tests.views.review.desk.fake import FakeDesk

NO, SHIFT, CONTROL = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier,
                      Qt.KeyboardModifier.ControlModifier)
LEFT = Qt.MouseButton.LeftButton


def note(number: int = 1, key: str = "plan", **more: Any) -> ReviewNote:
    facts: dict[str, Any] = {"document": key.encode().hex().ljust(64, "0"), "title": "Plan 2027", "page": 2,
                             "rects": ((857, 1300, 6100, 1450),), "quote": "kerbside spaces", "words": "", **more}
    return ReviewNote(UUID(int=number), number, **facts)


@pytest.fixture
def reading(room: Any) -> Any:
    """The business plan in front."""
    room.bench.reading.choose("plan")
    room.idle()
    return room.bench.reading


def at(view: Any, page: int, x: float, y: float) -> QPoint:
    lies, size = view.lies.page(page), view.lies.size(page)
    return QPoint(round(lies.left() + x * lies.width() / size.width()),
                  round(lies.top() + y * lies.height() / size.height()))


def drag(room: Any, start: QPoint, end: QPoint) -> None:
    port = room.bench.reading.pdf.view.viewport()
    room.qtbot.mousePress(port, LEFT, NO, start)
    for step in (1, 2, 3):
        here = QPointF(start + (end - start) * step / 3)
        QApplication.sendEvent(port, QMouseEvent(QEvent.Type.MouseMove, here, port.mapToGlobal(here),
                                                 Qt.MouseButton.NoButton, LEFT, NO))
    room.qtbot.mouseRelease(port, LEFT, NO, end)


def test_a_note_is_made_with_the_mouse_and_stored_with_the_form(room: Any, desk: FakeDesk, reading: Any) -> None:
    view = reading.pdf.view
    assert reading.chip.isHidden()
    drag(room, at(view, 0, 20, 82), at(view, 0, 400, 98))
    assert reading.chip.isVisible()
    room.qtbot.mouseClick(reading.chip, LEFT)
    assert reading.chip.isHidden()
    assert reading.notes.card.isVisible()
    assert reading.notes.card.title.text() == "Note 1, page 1"
    room.keys("Who counts them?")
    room.store()
    (made,) = room.form().notes
    assert (made.number, made.page, made.words, made.title) == (1, 1, "Who counts them?", "Plan 2027")
    assert made.quote.startswith("Operators manage 41,000 kerbside spaces by hand (1). Operators")
    assert len(made.rects) == 2
    assert view.badge_of(made.id) is not None
    room.key(Qt.Key.Key_Escape)
    assert reading.notes.card.isHidden()
    room.qtbot.mouseClick(view.viewport(), LEFT, NO, view.badge_of(made.id).center().toPoint())
    assert reading.notes.card.isVisible()
    assert room.focus() is reading.notes.card.words
    assert reading.notes.card.words.toPlainText() == "Who counts them?"


def test_a_note_is_made_by_keys_alone_from_a_place_that_was_found(room: Any, reading: Any) -> None:
    room.run("desk.find")
    room.keys("marmalade")
    room.qtbot.waitUntil(lambda: reading.pdf.view.chosen is not None, timeout=5000)
    room.key(Qt.Key.Key_Escape)
    assert room.focus() is reading.pdf.view
    room.key(Qt.Key.Key_Right, SHIFT | CONTROL)
    room.run("desk.note")
    room.keys("Sweet.")
    room.key(Qt.Key.Key_Return, CONTROL)  # ends the note, not the review
    room.idle()
    (made,) = room.form().notes
    assert (made.page, made.quote, made.words) == (5, "marmalade stands", "Sweet.")
    assert reading.notes.card.isHidden()
    assert not room.form().finished
    assert room.focus() is reading.pdf.view


@pytest.mark.parametrize(("key", "said"), [
    ("plan", "Choose the text of the note first"), ("answers", "Notes are made on the pages of PDF documents"),
    ("notes", "Notes are made on the pages of PDF documents")])
def test_without_chosen_text_it_is_said_what_to_do(room: Any, key: str, said: str) -> None:
    room.bench.reading.choose(key)
    room.idle()
    room.run("desk.note")
    room.run("desk.note")
    bars = room.bars(room.bench.reading.messages)
    assert len(bars) == 1, "said once"
    assert said in bars[0]
    assert room.bench.reading.notes.card.isHidden()


def test_a_note_is_named_in_the_remark_that_was_being_written(room: Any, reading: Any) -> None:
    block = room.bench.form.blocks["market"]
    block.open_remark()
    room.keys("Sized by hand. See")
    reading.pdf.view.setFocus()
    reading.pdf.view.choose_hit(1, [], "")
    room.qtbot.mouseDClick(reading.pdf.view.viewport(), LEFT, NO, at(reading.pdf.view, 0, 60, 98))
    room.run("desk.note")
    room.run("desk.note_insert")
    assert room.focus() is block.remark
    room.keys(".")
    room.store()
    assert room.form().of("market").remark == "Sized by hand. See note 1, page 1."


def test_without_a_field_the_remark_of_the_criterion_opens(room: Any, desk: FakeDesk) -> None:
    desk.forms[desk.ids[2]] = desk.forms[desk.ids[2]].noting(note())
    room.bench.refresh()
    room.bench.read_paper(desk.ids[2])
    room.idle()
    room.bench.reading.notes.walk(1)
    room.idle()
    room.qtbot.mouseClick(room.bench.reading.notes.card.insert, LEFT)
    room.store()
    remarks = [one.remark for _key, one in room.form().given if one.remark]
    assert remarks == ["note 1, page 2"]


@pytest.fixture
def noted(build: Callable[..., Any], desk: FakeDesk) -> Any:
    """The begun review has three notes: two in the plan, one in the deck."""
    form = desk.forms[desk.ids[2]]
    for one in (note(1, page=5, words="Fifth page"), note(2, words="Second page"), note(3, "deck", page=1)):
        form = form.noting(one)
    desk.forms[desk.ids[2]] = form
    return build(desk, state={"application": desk.ids[2].hex, "reading": {"wanted": "answers"}})


def test_notes_are_walked_through_in_the_order_of_reading(noted: Any) -> None:
    reading = noted.bench.reading
    seen = []
    for _ in range(4):
        noted.run("desk.note_next")
        noted.qtbot.waitUntil(lambda: reading.notes.card.isVisible() and reading.reads_pdf, timeout=5000)
        noted.idle()
        seen.append((reading.key, reading.pdf.page(), reading.notes.card.title.text()))
        here = reading.notes.current
        assert here is not None
        noted.qtbot.waitUntil(lambda here=here: reading.pdf.view.badge_of(here) is not None, timeout=5000)
    assert seen == [("plan", 2, "Note 2, page 2"), ("plan", 5, "Note 1, page 5"), ("deck", 1, "Note 3, page 1"),
                    ("plan", 2, "Note 2, page 2")]
    noted.run("desk.note_before")
    noted.idle()
    assert (reading.key, reading.notes.card.title.text()) == ("deck", "Note 3, page 1")


def test_the_list_shows_all_goes_there_and_copies(noted: Any) -> None:
    reading = noted.bench.reading
    noted.run("desk.notes")
    assert reading.lists_notes
    assert reading.bar.notes.isChecked()
    rows = [reading.notes.list.model.index(row).data() for row in range(3)]
    assert [row.split("\n")[1] for row in rows] == ["Second page", "Fifth page", "“kerbside spaces”"]
    assert rows[0].split("\n")[0].startswith("Note 2, page 2")
    noted.key(Qt.Key.Key_A, CONTROL)
    noted.key(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text().split("\n")[1] == "1\t5\tPlan 2027\tkerbside spaces\tFifth page"
    noted.key(Qt.Key.Key_Home)
    noted.key(Qt.Key.Key_Down)
    noted.key(Qt.Key.Key_Return)
    noted.idle()
    noted.qtbot.waitUntil(lambda: reading.pdf.page() == 5, timeout=5000)
    assert not reading.lists_notes
    noted.run("desk.notes")
    noted.key(Qt.Key.Key_Escape)
    noted.idle()
    assert reading.reads_pdf
    noted.qtbot.waitUntil(lambda: reading.pdf.page() == 5, timeout=5000)  # where it was before


def test_a_note_is_removed_and_brought_back(noted: Any, desk: FakeDesk) -> None:
    reading = noted.bench.reading
    desk.head["offline"] = True
    noted.bench.refresh()
    noted.bench.read()
    noted.idle()
    noted.run("desk.note_next")
    noted.idle()
    noted.key(Qt.Key.Key_Delete)
    noted.idle()
    assert [one.number for one in noted.form().notes] == [1, 3]
    assert reading.notes.card.isHidden()
    assert noted.form().of("team").mark is not None, "no mark was cleared by that key"
    noted.key(Qt.Key.Key_Z, CONTROL)
    noted.idle()
    assert [one.number for one in noted.form().notes] == [1, 2, 3]
    noted.run("desk.notes")
    noted.key(Qt.Key.Key_Delete)
    noted.idle()
    assert reading.notes.list.model.rowCount() == 2
    assert len(noted.form().notes) == 2


def test_a_note_on_an_earlier_version_stays_in_the_list_and_lies_on_no_page(noted: Any, desk: FakeDesk) -> None:
    desk.digests["plan"] = "ef" * 32
    noted.bench.refresh()
    noted.idle()
    noted.bench._read_again()
    noted.idle()
    reading = noted.bench.reading
    reading.choose("plan")
    noted.idle()
    assert reading.pdf.view.badge_of(note(1).id) is None
    noted.run("desk.notes")
    rows = [reading.notes.list.model.index(row).data() for row in range(3)]
    assert rows[0].startswith("Note 3, page 1")
    assert "on an earlier version" in rows[1]
    assert "Plan 2027" not in rows[1], "names are hidden in this phase"
    reading.notes.open(note(1).id)
    assert reading.notes.card.isVisible()
    assert reading.notes.card.words.toPlainText() == "Fifth page"


def test_two_notes_of_one_number_are_told_apart(noted: Any, desk: FakeDesk) -> None:
    desk.forms[desk.ids[2]] = desk.forms[desk.ids[2]].noting(replace(note(9), number=1))
    noted.bench.read_paper(desk.ids[2])
    noted.idle()
    noted.run("desk.notes")
    rows = [noted.bench.reading.notes.list.model.index(row).data().split("\n")[0] for row in range(4)]
    assert [row.rsplit(", ", 1)[0] for row in rows] == ["Note 1b, page 2", "Note 2, page 2", "Note 1a, page 5",
                                                     "Note 3, page 1"]


def test_what_is_typed_on_a_note_stays_while_it_cannot_be_stored(noted: Any, desk: FakeDesk) -> None:
    noted.run("desk.note_next")
    noted.idle()
    noted.bench.reading.notes.card.begin()
    desk.broken = Refused(msg("The disk is full."))
    noted.keys("More. ")
    noted.store()
    assert any("is not stored" in bar for bar in noted.bars())
    assert "More. " in noted.bench.reading.notes.card.words.toPlainText()
    desk.broken = None
    noted.run("desk.retry")
    assert any("More." in one.words for one in noted.form().notes)


def test_words_that_are_too_many_are_said_at_once(noted: Any) -> None:
    noted.run("desk.note_next")
    noted.idle()
    card = noted.bench.reading.notes.card
    assert card.wrong.isHidden()
    card.words.setPlainText("x" * (MOST_WORDS + 3))
    assert card.wrong.isVisible()
    assert "shorten it by 3" in card.wrong.text()


def test_another_application_shows_its_own_notes(noted: Any) -> None:
    noted.run("desk.note_next")
    noted.idle()
    noted.go(4)
    reading = noted.bench.reading
    assert reading.notes.card.isHidden()
    assert reading.notes.notes == ()
    assert reading.pdf.view.badge_of(note(2).id) is None


def test_a_form_that_is_closed_shows_its_notes_and_takes_none(build: Callable[..., Any], desk: FakeDesk) -> None:
    desk.forms[desk.ids[2]] = desk.forms[desk.ids[2]].noting(note())
    desk.head |= {"may_review": False, "why_not": msg("The phase is over.")}
    room = build(desk, state={"application": desk.ids[2].hex})
    room.run("desk.note_next")
    room.idle()
    reading = room.bench.reading
    assert reading.notes.card.isVisible()
    assert reading.notes.card.words.isReadOnly()
    assert not reading.notes.card.remove.isEnabled()
    room.qtbot.mouseDClick(reading.pdf.view.viewport(), LEFT, NO, at(reading.pdf.view, 1, 60, 98))
    assert reading.chip.isHidden()
    room.run("desk.note")
    assert "No notes can be made" in room.bars(reading.messages)[0]
    room.key(Qt.Key.Key_Delete)
    room.idle()
    assert len(room.form().notes) == 1


def test_notes_of_others_stand_with_their_remarks(build: Callable[..., Any], desk: FakeDesk) -> None:
    desk.others[desk.ids[0]] = (OtherReview("Jun Hao", ReviewForm().noting(note(words="Doubtful")).noting(note(2)),
                                            0.5, "submitted"),)
    room = build(desk, state={"application": desk.ids[0].hex})
    room.bench.reading.choose("others")
    room.idle()
    said = room.bench.reading.text.toPlainText()
    assert "Notes on documents\nNote 1, page 2, Plan 2027: Doubtful\n“kerbside spaces”" in said
    assert "Note 2, page 2, Plan 2027: “kerbside spaces”" in said


def test_a_clash_on_a_note_names_it_and_shows_both(noted: Any, desk: FakeDesk) -> None:
    noted.run("desk.note_next")
    noted.idle()
    noted.bench.reading.notes.card.begin()
    id = desk.ids[2]
    desk.forms[id] = desk.forms[id].noting(note(2, words="Theirs"))
    noted.keys("Mine: ")
    noted.store()
    clash = noted.bench.form.clash
    assert clash.isVisible()
    assert list(clash.choices) == [note(2).field]
    noted.qtbot.mouseClick(clash.store, LEFT)
    noted.idle()
    assert "Mine: " in next(one.words for one in noted.form().notes if one.number == 2)
