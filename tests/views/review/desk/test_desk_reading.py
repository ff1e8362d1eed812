"""What is read: answers, documents, changes, the reviews of others; the list and walking through it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtPdfWidgets import QPdfView

from incubator_gui.core.messages import msg
from incubator_gui.domain.review_desk import DeskChange, OtherReview
from incubator_gui.domain.review_form import Given, ReviewForm
from tests.views.review.desk.fake import FakeDesk

D = Decimal


def words(room: Any) -> str:
    return str(room.bench.reading.text.toPlainText())


def test_answers_are_plain_text_in_a_readable_column(room: Any, desk: FakeDesk) -> None:
    page = room.bench.reading.text
    assert words(room).startswith("Application 0123\nSummary\nWe sell occupancy")
    assert "Question 3: what has been reached so far?" in words(room)
    room.bench.window().resize(1900, 800)
    room.idle()
    assert page.viewport().width() <= 700
    room.bench.reading.bar.zoomed.emit(1.2)
    assert page.factor == 1.2


def test_a_pdf_is_read_page_by_page_and_remembers_its_page(room: Any, desk: FakeDesk) -> None:
    reading = room.bench.reading
    assert [one for _key, one in reading._choices()] == [
        "Answers", "Business plan", "Pitch deck", "Notes", "Financial statement", "Other reviews"]
    reading.choose("plan")
    room.idle()
    assert reading.stack.currentWidget() is reading.pdf
    assert (reading.bar.page.text(), reading.bar._after.text()) == ("1", "of 6")
    reading.bar.page.setFocus()
    reading.bar.page.selectAll()
    room.keys("5")  # a figure in the page field is a page
    room.key(Qt.Key.Key_Return)
    assert reading.pdf.page() == 5
    assert "business" not in room.bench.form.form.marks
    room.bench.next()
    room.idle()
    assert reading.key == "plan"  # the same kind of document
    assert reading.pdf.page() == 1
    room.bench.before()
    room.idle()
    room.qtbot.waitUntil(lambda: reading.pdf.page() == 5, timeout=2000)
    before = reading.pdf.factor()
    room.qtbot.mouseClick(reading.bar.larger, Qt.MouseButton.LeftButton)
    assert reading.pdf.factor() > before
    room.run("desk.read_next")
    assert reading.key == "deck"
    room.run("desk.read_before")
    assert reading.key == "plan"


def test_words_are_found_in_papers_and_in_text(room: Any) -> None:
    reading = room.bench.reading
    reading.choose("plan")
    room.idle()
    room.run("desk.find")
    room.keys("marmalade")
    room.qtbot.waitUntil(lambda: reading.finder.found.text() == "1 place", timeout=5000)
    room.qtbot.waitUntil(lambda: reading.pdf.page() == 5, timeout=5000)
    reading.choose("notes")
    room.idle()
    room.qtbot.waitUntil(lambda: reading.text.textCursor().selectedText() == "marmalade", timeout=5000)
    reading.finder.field.setText("安静")
    room.qtbot.waitUntil(lambda: reading.text.textCursor().selectedText() == "安静", timeout=5000)
    reading.finder.field.setText("nowhere")
    room.qtbot.waitUntil(lambda: reading.finder.found.text() == "not found", timeout=5000)
    reading.finder.field.setFocus()
    room.key(Qt.Key.Key_Escape)
    assert not reading.finder.isVisible()
    room.keys("4")  # the keyboard is on the page again: figures score
    assert room.bench.form.form.marks["business"] == D(4)


def test_documents_that_cannot_be_shown_say_what_to_do(room: Any, desk: FakeDesk, monkeypatch: Any) -> None:
    desk.documents = ("broken", "gone", "model")
    room.bench._read_again()
    room.idle()
    reading = room.bench.reading
    reading.choose("broken")
    room.idle()
    assert reading.other._line.text().startswith("“Broken plan” is locked or damaged and cannot be shown here.")
    reading.choose("gone")
    room.idle()
    assert reading.waiting.text().startswith("“Gone” cannot be read:")
    reading.choose("model")
    room.idle()
    assert reading.other._line.text() == "“Model” (model.xlsx) is shown by another program."
    opened: list[str] = []
    monkeypatch.setattr("incubator_gui.views.review.desk.reading_pane.open_copy",
                        lambda name, content: opened.append(name) or True)
    room.qtbot.mouseClick(reading.other.button, Qt.MouseButton.LeftButton)
    assert opened == ["model.xlsx"]


def test_what_changed_since_the_review(room: Any, desk: FakeDesk) -> None:
    id = desk.ids[0]
    desk.versions[id] = (3, 2)
    desk.changes[id] = (DeskChange(msg("Summary"), "We count cars.", "We sell space."),)
    room.bench._read_again()
    room.idle()
    room.go(0)
    reading = room.bench.reading
    bar = reading.messages.bars()[0]
    assert bar.sentence() == "Version 3 replaced 1 field since your review of version 2."
    room.qtbot.mouseClick(bar._link, Qt.MouseButton.LeftButton)
    assert "Summary\nWe count cars.\nWe sell space." in words(room)
    bar.closed.emit()
    bar.dismiss()
    room.go(1)
    room.go(0)
    assert not reading.messages.bars()
    assert room.bench.list.model.counts()["changed"] == 1
    room.bench.list.set_filter("changed")
    assert [row.application for row in room.bench.list.model.shown] == [id]


def test_others_are_hidden_until_the_own_review_is_finished(room: Any, desk: FakeDesk) -> None:
    id = desk.ids[3]
    given = ReviewForm(comment="Strong").giving("team", Given(D(5), False, "Proven"))
    desk.others[id] = (OtherReview("Shen Yu", given, 1.0, "submitted"), OtherReview("", given, 1.0, "submitted"))
    room.go(3)
    reading = room.bench.reading
    reading.choose("others")
    assert "There are 2 other reviews. You see them as soon as your own is finished." in words(room)
    assert "Proven" not in words(room)
    room.bench.form.focus()
    for mark in "4444":
        room.keys(mark)
        room.key(Qt.Key.Key_Return)
    room.qtbot.mouseClick(room.bench.form.foot.finish, Qt.MouseButton.LeftButton)
    room.idle()
    assert "Shen Yu, 5.00 of 5" in words(room)
    assert "Reviewer 2, 5.00 of 5" in words(room)
    assert "Team: 5 (you 4)\nProven" in words(room)


def test_a_phase_without_others_has_no_place_for_them(build: Callable[..., Any], desk: FakeDesk) -> None:
    desk.head["sees_others"] = "never"
    room = build(desk)
    assert [one for one, _words in room.bench.reading._choices()][-1] != "others"


def test_the_list_walks_filters_and_counts(room: Any, desk: FakeDesk) -> None:
    view = room.bench.list.view
    view.setFocus()
    room.key(Qt.Key.Key_Down)
    room.idle()
    assert room.current == desk.ids[3]
    room.key(Qt.Key.Key_Return)
    assert room.bench.form.blocks["team"].marks.has_focus()
    assert room.bench.list.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Application 0115, Finished, 3.4 of 5")
    room.bench.list.set_filter("done")
    assert room.bench.list.number.text() == "3 of 6"  # the one in front stays
    room.bench.list.show_menu()
    assert [action.text() for action in room.bench.list.menu.actions()] == [
        "All  6", "Open  3", "Begun  1", "Done  2", "Changed since reviewed  0"]
    room.bench.list.menu.close()
    room.bench.list.set_filter("all")
    room.keys("s")  # skip: the next that is open
    room.idle()
    assert room.current == desk.ids[4]
    room.run("desk.before")
    assert room.current == desk.ids[3]
    room.run("desk.next_open")
    room.run("desk.next_open")
    room.run("desk.next_open")
    assert room.current == desk.ids[2]  # from the end on to the beginning


def test_f6_goes_round(room: Any) -> None:
    room.bench.list.view.setFocus()
    room.run("desk.pane")
    assert room.focus() is room.bench.reading.text
    room.run("desk.pane")
    assert room.bench.form.blocks["business"].marks.has_focus()
    room.run("desk.pane")
    assert room.focus() is room.bench.list.view


def test_the_next_application_is_read_ahead(room: Any, desk: FakeDesk) -> None:
    assert room.bench.shelf.kept(desk.ids[3]) is not None
    assert room.bench.shelf.leaf(desk.ids[3], "plan") is not None
    room.bench.next_open()
    assert room.bench.form.head.title.text() == "Application 0127"
    assert words(room).startswith("Application 0127")  # before any job ended
    room.idle()


def test_names_stand_where_they_may_be_seen(build: Callable[..., Any], desk: FakeDesk) -> None:
    desk.titles = dict.fromkeys(desk.ids, "禾岚电驱 <b>")
    room = build(desk)
    assert room.bench.form.head.about.text().startswith("禾岚电驱 <b>")
    assert room.bench.list.model.index(0).data() == "禾岚电驱 <b>"
    assert words(room).startswith("禾岚电驱 <b>")


def test_sizes_of_a_page_are_chosen_and_remembered(build: Callable[..., Any], desk: FakeDesk, monkeypatch: Any) -> None:
    room = build(desk)
    reading = room.bench.reading
    reading.choose("plan")
    room.idle()
    room.qtbot.mouseClick(reading.bar.more, Qt.MouseButton.LeftButton)
    wide, whole, opening = (one for one in reading.menu.actions() if not one.isSeparator())
    assert wide.isChecked()
    whole.trigger()
    opened: list[str] = []
    monkeypatch.setattr("incubator_gui.views.review.desk.reading_pane.open_copy",
                        lambda name, content: opened.append(name) or True)
    opening.trigger()
    reading.menu.close()
    assert opened == ["plan.pdf"]
    again = build(desk, state=room.bench.state())
    assert again.bench.reading.pdf.view.zoomMode() == QPdfView.ZoomMode.FitInView
    room.bench.reading.zoom(1.2)
    third = build(desk, state=room.bench.state())
    assert abs(third.bench.reading.pdf.view.zoomFactor() - reading.pdf.view.zoomFactor()) < 0.001
