"""The side panel: fields edited in place, clashes, documents, notes, tags, history, stages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtPdf import QPdfDocument
from reportlab.pdfgen.canvas import Canvas

from incubator_gui.views.applications.clash_bar import ClashBar
from incubator_gui.widgets import outgoing
from incubator_gui.widgets.labels import PlainLabel
from tests.qt_support import assert_named

LUMEN = "Lumenhain Sensorik GmbH"
OTHER = "Fernmoss Autonomy"


def field(room: Any, key: str) -> Any:
    return room.screen.panel.details.form.fields[key]


def type_(room: Any, key: str, words: str) -> None:
    editor = field(room, key).editor
    editor.setFocus()
    editor.selectAll()
    room.qtbot.keyClicks(editor, words)


def test_head_and_details(room: Any) -> None:
    row = room.select(LUMEN)
    panel = room.screen.panel
    assert panel._title.text() == LUMEN
    assert panel._caption.text() == "Application 0001 · version 1"
    assert panel.next.text() == "Next: Screening"
    assert panel.loop.text() == "More information"
    assert field(room, "desks_needed").words() == "2"
    for tab in ("details", "history", "documents", "notes"):
        panel.show_tab(tab)
        room.idle()
        assert_named(panel)
    assert row.id == panel.id


def test_a_field_is_saved_on_leaving(room: Any) -> None:
    room.select(LUMEN)
    type_(room, "desks_needed", "9")
    room.qtbot.keyClick(field(room, "desks_needed").editor, Qt.Key.Key_Return)
    room.idle()
    assert room.row(LUMEN).desks_needed == 9
    assert room.screen.table.rows.row_of(room.row(LUMEN).id)[13] == 9


def test_what_is_refused_stays_also_when_one_looks_elsewhere(room: Any) -> None:
    room.select(LUMEN)
    type_(room, "desks_needed", "80")
    room.qtbot.keyClick(field(room, "desks_needed").editor, Qt.Key.Key_Return)
    assert "at most 60" in field(room, "desks_needed").problem()
    assert not room.screen.leave()
    room.select(OTHER)
    assert field(room, "desks_needed").words() == "4"
    assert field(room, "desks_needed").problem() == ""
    room.select(LUMEN)
    assert field(room, "desks_needed").words() == "80"
    assert "at most 60" in field(room, "desks_needed").problem()
    room.qtbot.keyClick(field(room, "desks_needed").editor, Qt.Key.Key_Escape)
    assert room.screen.leave()
    assert room.row(LUMEN).desks_needed == 2


def test_a_change_elsewhere_does_not_touch_what_is_typed(room: Any) -> None:
    row = room.select(LUMEN)
    type_(room, "source", "a fr")
    room.elsewhere(lambda: room.house.editing.set_field("application", row.id, "headcount", 31))
    assert field(room, "source").words() == "a fr"
    assert field(room, "headcount").words() == "31"
    assert room.screen.table.selected_ids() == [row.id]


@pytest.mark.parametrize("answer", ["mine", "theirs"])
def test_both_versions_of_a_clash_are_offered(room: Any, answer: str) -> None:
    row = room.select(LUMEN)
    type_(room, "source", "mine")
    room.elsewhere(lambda: room.house.editing.set_field("application", row.id, "source", "theirs"))
    room.qtbot.keyClick(field(room, "source").editor, Qt.Key.Key_Return)
    room.idle()
    assert room.row(LUMEN).source == "theirs"
    assert field(room, "source").words() == "mine"
    bar = room.screen.panel.details.findChild(ClashBar)
    assert bar is not None
    assert "theirs" in bar.accessibleName()
    getattr(bar, answer).emit()
    room.idle()
    assert room.row(LUMEN).source == answer
    assert field(room, "source").words() == answer


def test_in_charge_and_focus_area(room: Any) -> None:
    room.select(LUMEN)
    for key, words in (("owner_id", "Shen Yu"), ("focus_area", "Digitalisation")):
        combo = field(room, key).editor
        combo.setCurrentIndex(combo.findText(words))
        combo.activated.emit(combo.currentIndex())
        room.idle()
    row = room.row(LUMEN)
    assert (room.screen.known.person(row.owner_id), row.focus_area) == ("Shen Yu", "digitalisation")
    room.select(OTHER)
    assert field(room, "owner_id").words() == "nobody"


def test_tags(room: Any) -> None:
    row = room.select(LUMEN)
    tags = room.screen.panel.details.tags
    room.qtbot.keyClicks(tags.field, "Lidar")
    room.qtbot.keyClick(tags.field, Qt.Key.Key_Return)
    room.idle()
    assert room.house.records.tags_of("application", row.id) == ("Lidar",)
    assert room.screen.table.rows.row_of(row.id)[22] == ("Lidar",)
    room.qtbot.mouseClick(tags._chips[0], Qt.MouseButton.LeftButton)
    room.idle()
    assert room.house.records.tags_of("application", row.id) == ()


def test_other_applications_and_the_company(room: Any) -> None:
    row = room.select(LUMEN)
    details = room.screen.panel.details
    link = details._earlier.itemAt(0).widget()
    assert link.text() == "0007 · 2026-2 · Rejected"
    room.qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    room.idle()
    assert room.screen.panel._caption.text().startswith("Application 0007")
    assert room.screen.panel.next.isVisible() is False
    details._open_company()
    assert room.shell.records == [("company", row.company_id)]


def test_answers(room: Any) -> None:
    from incubator_gui.core.messages import msg
    from incubator_gui.db.schema import Question

    row = room.row(LUMEN)
    with room.house.database.write("test.question", msg("Question")) as work:
        work.session.add(Question(call_id=row.call_id, key="pilot", text_en="Which pilot?", text_de="Welcher Pilot?",
                                  position="a"))
    room.select(LUMEN)
    answers = room.screen.panel.details.answers
    (key, answer), = answers.fields.items()
    answer.editor.setPlainText("Parking\ndeck")
    assert answers.commit()
    room.idle()
    sheet = room.house.applications.sheet(row.id)
    assert [(a.question.id, a.text) for a in sheet.answers] == [(key, "Parking\ndeck")]


def test_documents(room: Any, tmp_path: Path) -> None:
    row = room.select(LUMEN)
    tab = room.screen.panel.documents
    room.screen.panel.show_tab("documents")
    file = tmp_path / "pitch.pdf"
    canvas = Canvas(str(file))
    canvas.drawString(100, 100, "Lidar")
    canvas.save()
    (tmp_path / "plan.exe").write_bytes(b"MZ")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)), QUrl.fromLocalFile(str(tmp_path / "plan.exe"))])
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                      Qt.KeyboardModifier.NoModifier)
    tab.dropEvent(drop)
    room.idle()
    assert {d.file_name for d in room.house.records.documents("application", row.id)} == {"pitch.pdf", "plan.exe"}
    two_lines = 2 * tab.list.fontMetrics().height()
    assert all(tab.list.visualItemRect(tab.list.item(n)).height() >= two_lines for n in range(tab.list.count()))
    assert room.screen.panel.tabs.tabText(2) == "Documents 2"
    tab.list.setCurrentRow(next(place for place in range(2) if "pitch" in tab.list.item(place).text()))
    room.qtbot.keyClick(tab.list, Qt.Key.Key_Return)
    room.idle()
    assert tab.dialog.document.pageCount() == 1
    assert_named(tab.dialog)
    tab.dialog.zoom(2)
    tab.dialog.turn(1)
    tab.dialog.reject()
    tab.save_to(tab.chosen(), tmp_path / "copy.pdf")
    room.idle()
    assert (tmp_path / "copy.pdf").read_bytes() == file.read_bytes()
    room.qtbot.keyClick(tab.list, Qt.Key.Key_F2)
    tab.dialog.title.setText("Deck")
    tab.dialog.kind.setCurrentIndex(tab.dialog.kind.findData("deck"))
    tab.dialog.submitted.emit()
    room.idle()
    assert tab.chosen().title == "Deck"
    tab.list.setCurrentRow(next(place for place in range(2) if "plan" in tab.list.item(place).text()))
    tab.open()
    assert "could start a program" in room.shell.warned[-1]
    room.qtbot.keyClick(tab.list, Qt.Key.Key_Delete)
    room.idle()
    assert [d.title for d in room.house.records.documents("application", row.id)] == ["Deck"]


def test_a_refused_file_does_not_hold_the_others_back(room: Any, tmp_path: Path) -> None:
    row = room.select(LUMEN)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "letter.txt").write_text("Dear all", "utf-8")
    tab = room.screen.panel.documents
    tab.add_files([tmp_path / "empty.txt", tmp_path, tmp_path / "letter.txt"])
    room.idle()
    assert [d.file_name for d in room.house.records.documents("application", row.id)] == ["letter.txt"]
    assert len(room.shell.warned) == 2
    assert tab.list.count() == 1
    tab.list.setCurrentRow(0)
    for ask in (tab.ask_files, tab.save):
        ask()
        tab.dialog.reject()


def test_a_broken_pdf_is_said(room: Any) -> None:
    row = room.row(LUMEN)
    room.house.records.add_content("application", row.id, "broken.pdf", b"%PDF-1.4 nothing")
    room.select(LUMEN)
    tab = room.screen.panel.documents
    tab.list.setCurrentRow(0)
    tab.see()
    room.idle()
    assert tab.dialog.document.status() == QPdfDocument.Status.Error
    assert "damaged" in tab.dialog.messages.bars()[0].sentence()
    tab.dialog.reject()


def test_files_for_the_system() -> None:
    assert outgoing.harmless("Deck.PDF")
    for name in ("a.exe", "a.pdf.js", "a.docm", "a.desktop", "a", "a.html"):
        assert not outgoing.harmless(name)
    assert outgoing.safe_name("..\\..\\a:b?.pdf") == "a_b_.pdf"
    assert outgoing.safe_name("...") == "document"


def test_notes(room: Any) -> None:
    row = room.select(LUMEN)
    tab = room.screen.panel.notes
    room.screen.panel.show_tab("notes")
    room.qtbot.keyClicks(tab.field, "Called <b>twice</b>")
    room.qtbot.keyClick(tab.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    room.idle()
    assert [note.text for note in room.house.records.notes("application", row.id)] == ["Called <b>twice</b>"]
    assert tab.field.toPlainText() == ""
    (note,) = tab.notes.values()
    note.edit()
    note.editor.setPlainText("half writ")
    room.elsewhere(lambda: room.house.editing.set_field("application", row.id, "headcount", 31))
    (note,) = tab.notes.values()
    assert note.editor.toPlainText() == "half writ"
    note.editor.setPlainText("Called three times")
    note._save()
    room.idle()
    assert [n.text for n in room.house.records.notes("application", row.id)] == ["Called three times"]
    room.qtbot.keyClicks(tab.field, "not sent")
    room.select(OTHER)
    assert tab.field.toPlainText() == ""
    room.select(LUMEN)
    assert tab.field.toPlainText() == "not sent"
    (note,) = tab.notes.values()
    room.qtbot.mouseClick(note.remove_button, Qt.MouseButton.LeftButton)
    room.idle()
    assert room.house.records.notes("application", row.id) == ()


def test_history(room: Any) -> None:
    row = room.row(LUMEN)
    room.house.editing.set_field("application", row.id, "desks_needed", 8)
    room.house.editing.set_field("company", row.company_id, "city", "Jiading")
    room.house.applications.move([row.id], room.stage("review").id)
    room.select(LUMEN)
    room.screen.panel.show_tab("history")
    room.idle()
    words = [label.text() for label in room.screen.panel.history.findChildren(PlainLabel)]
    assert "Stage: Received → Review" in words
    assert "Desks needed: 2 → 8" in words
    assert "City: Jiading" in words or "City: empty → Jiading" in words
    assert "“Desks needed” of Lumenhain Sensorik GmbH changed" in words


def test_next_stage_and_the_side_loop(room: Any) -> None:
    room.select("澜杉智驾")
    panel = room.screen.panel
    room.qtbot.mouseClick(panel.loop, Qt.MouseButton.LeftButton)
    room.idle()
    assert room.screen.known.status(room.row("澜杉智驾").stage_id) == "more_information"
    assert panel.next.text() == "Next: Review"
    room.qtbot.mouseClick(panel.next, Qt.MouseButton.LeftButton)
    room.idle()
    assert room.screen.known.status(room.row("澜杉智驾").stage_id) == "review"
    room.context.actions.trigger("applications.next")
    room.idle()
    assert room.screen.known.status(room.row("澜杉智驾").stage_id) == "interview"
    room.screen.table.activated_id.emit(room.row("澜杉智驾").id)
    assert field(room, "focus_area").editor.hasFocus()
    menu = panel.open_menu()
    assert [action.text() for action in menu.actions()][-1] == "Open the company"
    menu.close()


def test_a_reason_for_going_back(room: Any) -> None:
    row = room.select("Nebelrad Robotik")
    room.screen.panel.stage_chosen.emit(row.id, room.stage("received").id)
    dialog = room.screen.mover.dialog
    assert_named(dialog)
    room.qtbot.keyClicks(dialog.field, "Entered twice")
    room.qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    room.idle()
    assert room.screen.mover.dialog is None
    move = room.house.applications.sheet(row.id).moves[-1]
    assert (move.reason, move.is_revert) == ("Entered twice", True)


def test_an_application_that_goes_away(room: Any) -> None:
    outcome = room.house.applications.add(room.house.calls.calls()[0].id, None, "Short Lived")
    room.elsewhere(lambda: outcome)
    room.select("Short Lived")
    room.elsewhere(lambda: room.house.history.undo(outcome.changes.change_set))
    assert room.screen.side_panel() is None
    assert room.screen.table.rows.row_of(outcome.value) is None
