"""Dialogs of the screen: new application, calls, stages; three languages and three themes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt

from incubator_gui.core.languages import use_language
from tests.qt_support import assert_named

LUMEN = "Lumenhain Sensorik GmbH"


def test_new_application_of_a_new_company(room: Any) -> None:
    room.context.actions.trigger("applications.new")
    dialog = room.screen.asking.dialog
    assert not dialog.main.isEnabled()
    room.qtbot.keyClicks(dialog.company, "Tannenhof Akku")
    room.idle()
    dialog.focus.setCurrentIndex(dialog.focus.findData("cloud"))
    dialog.desks.setText("lots")
    room.qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert "not a whole number" in dialog.messages.bars()[0].sentence()
    dialog.desks.setText("5")
    dialog.pitch.setPlainText("Batteries")
    assert_named(dialog)
    room.qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    room.idle()
    row = room.row("Tannenhof Akku")
    assert (row.focus_area, row.desks_needed, row.pitch, row.call) == ("cloud", 5, "Batteries", "2027-1")
    assert room.screen.panel.id == row.id
    assert room.screen.table.selected_ids() == [row.id]


def test_new_application_of_a_company_that_is_there_by_keyboard(room: Any) -> None:
    room.screen.asking.new()
    dialog = room.screen.asking.dialog
    room.qtbot.keyClicks(dialog.company, "lumen")
    room.qtbot.waitUntil(lambda: dialog.found.isVisible() and dialog.found.count() == 1)
    room.idle()
    room.qtbot.keyClick(dialog.company, Qt.Key.Key_Down)
    room.qtbot.keyClick(dialog.found, Qt.Key.Key_Return)
    assert dialog.company.text() == LUMEN
    assert "there already" in dialog.state.text()
    dialog.call.setCurrentIndex(1)
    dialog.submitted.emit()
    room.idle()
    rows = [row for row in room.house.applications.rows() if row.company == LUMEN]
    assert len(rows) == 3
    assert len({row.company_id for row in rows}) == 1


def test_calls(room: Any) -> None:
    room.context.actions.trigger("applications.calls")
    dialog = room.screen.asking.dialog
    assert_named(dialog)
    room.qtbot.keyClicks(dialog.name, "2027-1")
    room.qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    room.idle()
    assert "already a call" in dialog.messages.bars()[0].sentence()
    dialog.name.setText("2027-2")
    room.qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    room.idle()
    assert dialog.list.currentItem().text() == "2027-2"
    opens, closes = dialog.form.fields["opens_on"], dialog.form.fields["closes_on"]
    opens.editor.setText("2027-06-01")
    opens.editor.textEdited.emit("2027-06-01")
    opens.commit()
    room.idle()
    closes.editor.setText("2027-05-01")
    closes.editor.textEdited.emit("2027-05-01")
    closes.commit()
    room.idle()
    assert "closes before it opens" in closes.problem()
    closes.discard()
    room.qtbot.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    call = next(call for call in room.house.calls.calls() if call.name == "2027-2")
    assert (call.opens_on, call.closes_on) == (date(2027, 6, 1), None)
    assert room.screen.header.calls.findText("2027-2") > 0


def test_stages(room: Any) -> None:
    room.context.actions.trigger("applications.stages")
    dialog = room.screen.asking.dialog
    assert_named(dialog)
    dialog.list.setCurrentRow(3)
    room.qtbot.keyClick(dialog.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert dialog.list.currentRow() == 4
    room.qtbot.keyClick(dialog.list, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    dialog.names["de"].selectAll()
    room.qtbot.keyClicks(dialog.names["de"], "Gutachten")
    dialog.colour.setCurrentIndex(dialog.colour.findData("success"))
    dialog.colour.activated.emit(0)
    dialog._add()
    room.qtbot.keyClicks(dialog.names["en"], "Second review")
    dialog.submitted.emit()
    room.idle()
    stages = room.house.calls.stages()
    assert [stage.name_en for stage in stages[2:6]] == ["More information", "Review", "Second review", "Interview"]
    assert (stages[3].name_de, stages[3].colour, stages[4].status) == ("Gutachten", "success", "review")
    assert room.screen.asking.dialog is None


def test_a_stage_in_use_stays(room: Any) -> None:
    room.screen.asking.stages()
    dialog = room.screen.asking.dialog
    dialog.list.setCurrentRow(0)
    room.qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    dialog.submitted.emit()
    room.idle()
    assert "has to stay" in dialog.messages.bars()[0].sentence()
    assert dialog.main.isEnabled()
    dialog.reject()
    assert len(room.house.calls.stages()) == 10


@pytest.mark.parametrize("language", ["de", "zh"])
def test_words_follow_the_language(room: Any, language: str) -> None:
    room.select("澜杉智驾")
    use_language(language)
    room.screen.retranslate()
    expected = {"de": "Begutachtung", "zh": "评审"}[language]
    assert room.screen.known.stage_name(room.stage("review").id) == expected
    model = room.screen.table.rows
    index = model.index(model.line_of(room.row("澜杉智驾").id), room.screen.table.section("stage"))
    assert index.data() == expected
    room.screen.header.modes.choose("board")
    assert expected in [column.column.title for column in room.screen.board._columns.values()]
    assert_named(room.screen.window())


@pytest.mark.parametrize("theme_name", ["dark", "contrast", "light"])
@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_everything_opens(room: Any, theme_name: str, language: str) -> None:
    use_language(language)
    room.context.theme.choose(theme_name)
    screen = room.screen
    screen.retranslate()
    room.select(LUMEN)
    for tab in ("history", "documents", "notes", "details"):
        screen.panel.show_tab(tab)
        room.idle()
    screen.header.modes.choose("board")
    for open_ in (screen.asking.new, screen.asking.calls, screen.asking.stages):
        open_()
        room.idle()
        assert_named(screen.asking.dialog)
        screen.asking.dialog.grab()
        screen.asking.dialog.reject()
    screen.edit_many([room.row(LUMEN).id])
    room.idle()
    assert_named(screen.work.dialog)
    screen.work.dialog.reject()
    assert not screen.window().grab().isNull()
    room.context.theme.choose("light")
