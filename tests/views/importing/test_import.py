"""From the file to the applications and back: mapping, mending, answering, importing, undoing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit

from incubator_gui.core.messages import text
from incubator_gui.exchange.mapping import QUESTION, SKIP
from incubator_gui.services.imports.plan import NEW
from incubator_gui.views.importing.choose_popup import ChoosePopup
from incubator_gui.views.importing.screen import DONE, FILE, PREVIEW
from tests.qt_support import assert_named
from tests.views.importing.conftest import CALL, write_csv, write_xlsx
from tests.views.importing.conftest import NEW as ROWS

SHARED = Path(__file__).parents[4] / "shared" / "data"


def mend(room: Any, line: int, key: str, words: str) -> None:
    """Type into a cell as a person does."""
    table = room.screen.preview.table
    table.setCurrentIndex(table.rows.index(line, table.rows.section(key)))
    table.setFocus()
    room.qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    room.qtbot.keyClicks(editor, words)
    room.qtbot.keyClick(editor, Qt.Key.Key_Return)
    room.idle()


def popup(room: Any) -> ChoosePopup:
    found = room.screen.preview.table.findChild(ChoosePopup)
    assert isinstance(found, ChoosePopup)
    return found


def cell(room: Any, line: int, key: str, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> Any:
    model = room.screen.preview.model
    return model.index(line, model.section(key)).data(role)


def test_begins_with_the_file(room: Any) -> None:
    assert room.screen.step == FILE
    assert room.screen.file.call.currentText() == CALL
    assert not room.context.actions.qaction("import.run").isEnabled()
    assert_named(room.screen.window())


def test_preview_says_what_each_row_would_do(opened: Any) -> None:
    assert opened.screen.step == PREVIEW
    assert opened.verdicts() == ["create", "update", "same", "refuse", "ask", "refuse", "create"]
    buttons = opened.screen.preview.filter.buttons
    assert [buttons[key].accessibleName() for key in ("create", "all")] == ["Create: 2", "All: 7"]
    assert opened.screen.preview.main.text() == "Import 3 rows"
    assert opened.screen.preview.open_questions.text() == "1 question open"
    assert cell(opened, 1, "headcount", Qt.ItemDataRole.AccessibleTextRole) == "4, new: 6"
    assert cell(opened, 3, "founded_on", Qt.ItemDataRole.AccessibleTextRole) == (
        "2026-13: Founded on: there is no month 13")
    assert cell(opened, 3, "action") == "Fix here"
    assert cell(opened, 4, "action") == "Choose…"
    assert "same phone" in cell(opened, 4, "reason")
    assert opened.answered() == 3  # nothing is written yet
    assert_named(opened.screen.window())


def test_filter_shows_rows_of_one_result(opened: Any) -> None:
    preview = opened.screen.preview
    opened.qtbot.mouseClick(preview.filter.buttons["refuse"], Qt.MouseButton.LeftButton)
    assert preview.model.rowCount() == 2
    opened.qtbot.mouseClick(preview.open_questions, Qt.MouseButton.LeftButton)
    assert preview.model.rowCount() == 1
    assert preview.filter.buttons["ask"].isChecked()


def test_another_field_for_a_column(opened: Any) -> None:
    rows = opened.screen.columns.rows
    assert [row.field.key() for row in rows][:3] == ["trade_name", "founded_on", "company_email"]
    assert rows[7].field.key() == QUESTION
    seats = rows[6].field
    seats.setFocus()
    seats.setCurrentIndex(seats.choices.line(SKIP))
    seats.activated.emit(seats.currentIndex())
    opened.idle()
    assert opened.screen.flow.source.mapping.choice(6) == SKIP
    assert rows[6].state.icon == "circle-slash"
    assert opened.screen.preview.model.section("desks_needed") == -1
    team = rows[4].field  # a field that another column has leaves that one
    team.setCurrentIndex(team.choices.line("founded_on"))
    team.activated.emit(team.currentIndex())
    opened.idle()
    assert rows[1].field.key() == QUESTION
    assert rows[4].state.tone == "warning"
    assert opened.screen.columns.file.mapping.currentText() == "Changed here"
    box = opened.screen.columns.file
    box.mapping.setCurrentIndex(box.mapping.findText("As proposed"))
    box.mapping.activated.emit(box.mapping.currentIndex())
    opened.idle()
    assert opened.verdicts()[0] == "create"


def test_new_word_is_mapped_once(opened: Any) -> None:
    words = opened.screen.columns.words
    assert list(words.combos) == ["Quayside"]
    assert opened.screen.columns.rows[5].state.tone == "warning"
    combo = words.combos["Quayside"]
    combo.setCurrentIndex(combo.choices.line("mobility"))
    combo.activated.emit(combo.currentIndex())
    opened.idle()
    assert cell(opened, 0, "focus_area") == "Future mobility"
    assert opened.screen.columns.rows[5].state.tone == "success"
    assert words.combos["Quayside"].key() == "mobility"  # it stays to be seen and changed


def test_saved_mapping_can_be_chosen_again(opened: Any) -> None:
    box = opened.screen.columns.file
    rows = opened.screen.columns.rows
    rows[7].field.setCurrentIndex(rows[7].field.choices.line("pitch"))
    rows[7].field.activated.emit(0)
    opened.idle()
    opened.qtbot.mouseClick(box.save, Qt.MouseButton.LeftButton)
    asked = next(child for child in box.save.children() if child.objectName() == "Popup")
    asked.field.setText("Form 2027")
    opened.qtbot.keyClick(asked.field, Qt.Key.Key_Return)
    assert box.mapping.currentText().startswith("Form 2027, as saved")
    opened.open(write_xlsx(opened.folder / "later.xlsx", ROWS[:2]))
    assert opened.screen.flow.source.mapping.choice(7) == "pitch"


def test_mend_answer_import_undo_and_again(opened: Any) -> None:
    mend(opened, 3, "founded_on", "2026-12")
    assert opened.verdicts()[3] == "create"
    mend(opened, 5, "headcount", "5")
    assert opened.verdicts()[5] == "create"
    opened.screen.preview.table.act(4)
    asked = popup(opened)
    assert "Haselried Data UG" in asked.list.item(0).text()
    opened.qtbot.keyClick(asked.list, Qt.Key.Key_Return)
    opened.idle()
    assert opened.verdicts() == ["create", "update", "same", "create", "update", "create", "create"]
    assert cell(opened, 4, "action") == "Change…"
    assert opened.screen.preview.main.text() == "Import 6 rows"
    opened.qtbot.mouseClick(opened.screen.preview.main, Qt.MouseButton.LeftButton)
    opened.idle()
    assert opened.screen.step == DONE
    assert opened.answered() == 7
    assert opened.screen.done.figures["create"].text() == "4"
    assert opened.house.search.behind() == 0
    assert_named(opened.screen.window())
    opened.qtbot.mouseClick(opened.screen.done.undo_button, Qt.MouseButton.LeftButton)
    opened.idle()
    assert opened.answered() == 3
    assert "taken back" in opened.screen.done.sentence.text()
    assert not opened.screen.done.undo_button.isVisible()
    opened.qtbot.mouseClick(opened.screen.done.back_button, Qt.MouseButton.LeftButton)
    opened.idle()
    assert opened.screen.preview.main.text() == "Import 6 rows"  # what was mended and answered is still there
    opened.context.actions.trigger("import.run")
    opened.idle()
    opened.screen.done.back.emit()
    opened.idle()
    assert set(opened.verdicts()) == {"same"}
    assert not opened.screen.preview.main.isEnabled()
    assert "nothing to import" in opened.screen.preview.main.toolTip()


def test_undo_elsewhere_is_seen(opened: Any) -> None:
    opened.screen.flow.apply()
    opened.idle()
    outcome = opened.house.history.undo(opened.screen.flow.result.changes.change_set)
    opened.context.bus.publish(outcome.changes)
    opened.idle()
    assert "taken back" in opened.screen.done.sentence.text()
    outcome = opened.house.history.redo()
    opened.context.bus.publish(outcome.changes)
    opened.idle()
    assert "imported" in opened.screen.done.sentence.text()


def test_all_doubtful_rows_as_new(opened: Any) -> None:
    bar = opened.screen.preview.bars.bars()[1]
    assert "may be a company that is known" in bar.sentence()
    bar._link.click()
    opened.idle()
    assert opened.verdicts()[4] == "create"
    assert opened.screen.flow.source.decisions == {opened.row("Haselried Daten").prepared.row: NEW}
    opened.screen.preview.table.act(4)
    asked = popup(opened)
    assert asked.list.count() == 3
    opened.qtbot.mouseClick(asked.list.viewport(), Qt.MouseButton.LeftButton,
                            pos=asked.list.visualItemRect(asked.list.item(2)).center())
    opened.idle()
    assert opened.verdicts()[4] == "ask"
    opened.screen.flow.decide_all_new()
    opened.idle()
    opened.screen.flow.apply()
    opened.idle()
    opened.screen.done.back.emit()
    opened.idle()
    assert opened.verdicts()[4] == "same"  # it is known now; the answer does not make it a second time


def test_list_of_the_call(opened: Any) -> None:
    opened.screen.flow.apply()
    opened.idle()
    opened.qtbot.mouseClick(opened.screen.done.list_button, Qt.MouseButton.LeftButton)
    call = opened.house.calls.calls()[0]
    assert opened.shell.screens == [("applications", {"call": call.id})]
    opened.qtbot.mouseClick(opened.screen.done.another_button, Qt.MouseButton.LeftButton)
    assert opened.screen.step == FILE
    assert opened.screen.state()["recent"][0].endswith("autumn.xlsx")


def test_new_call_is_made(room: Any) -> None:
    field = room.screen.file.call
    field.setEditText("")
    room.qtbot.keyClicks(field.lineEdit(), "Call 2028-1")
    room.qtbot.keyClick(field.lineEdit(), Qt.Key.Key_Return)
    assert "new call" in field.note()
    room.open(write_csv(room.folder / "a.csv", ROWS[:1]))
    room.screen.flow.apply()
    room.idle()
    assert {call.name for call in room.house.calls.calls()} == {CALL, "Call 2028-1"}


def test_call_by_id(room: Any) -> None:
    outcome = room.house.calls.add_call("Another")
    room.context.bus.publish(outcome.changes)
    room.idle()
    room.screen.apply({"call": outcome.value})
    room.idle()
    assert room.screen.flow.call == "Another"


def test_without_a_call_nothing_is_imported(opened: Any) -> None:
    opened.screen.flow.set_call("")
    opened.idle()
    assert not opened.screen.preview.main.isEnabled()
    assert text("Say for which call these applications are.") == opened.screen.preview.main.toolTip()


def test_other_sheet_and_header(opened: Any) -> None:
    box = opened.screen.columns.file
    assert box.sheet.count() == 2
    box.sheet.setCurrentIndex(1)
    box.sheet.activated.emit(1)
    opened.idle()
    assert opened.screen.flow.source.sheet.name == "Notes"
    assert len(opened.screen.columns.rows) == 2
    box.header.setCurrentIndex(box.header.findText("There is none"))
    box.header.activated.emit(box.header.currentIndex())
    opened.idle()
    assert opened.screen.flow.source.header.rows == ()
    assert any("No column holds the name" in bar for bar in opened.bars())


def test_mouse_on_the_action(opened: Any) -> None:
    table = opened.screen.preview.table
    place = table.action_rect(3).center()
    opened.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "2026-13"
    opened.qtbot.keyClick(editor, Qt.Key.Key_Escape)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder is not here")
@pytest.mark.parametrize("name", ["companies/at/privat_banken.csv", "forms/poll-of-pollsters-5.tsv",
                                  "spreadsheets/itjuzi_gb18030.csv"])
def test_files_of_others(room: Any, name: str) -> None:
    room.open(SHARED / name)
    assert room.screen.step == PREVIEW, room.bars()
    first = room.screen.preview.plan
    room.screen.flow.decide_all_new()
    room.idle()
    assert first.writes > 0
    writes = room.screen.preview.plan.writes
    room.screen.flow.apply()
    room.idle()
    assert room.screen.step == DONE
    assert room.answered() == 3 + writes
    room.screen.done.back.emit()
    room.idle()
    assert room.screen.preview.plan.writes == 0
    room.screen.flow.close()


def test_row_and_company_stay_in_sight(room: Any) -> None:
    head = ("Company name", "Website", "E-mail", "Founded", "Team size", "Focus area", "Pitch", "City", "Address")
    rows = [(f"Lume {at}", f"lume{at}.example", f"a@lume{at}.example", "2024", "4", "Mobility", "Lidar", "Lyon", "Road")
            for at in range(1, 1300)]
    room.open(write_csv(room.folder / "long.csv", rows, head))
    table = room.screen.preview.table
    held = table.held
    assert not held.isVisible()
    assert table.columnWidth(0) >= table.fontMetrics().horizontalAdvance("1300") + 16
    assert cell(room, 1298, "row") == "1300"
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    table.verticalScrollBar().setValue(4000)
    assert held.isVisible()
    assert held.width() == table.columnWidth(0) + table.columnWidth(2)
    assert held.verticalScrollBar().value() == table.verticalScrollBar().value() == 4000
    line = held.indexAt(held.viewport().rect().center()).row()
    assert held.rowViewportPosition(line) == table.rowViewportPosition(line)
    room.qtbot.mouseClick(held.viewport(), Qt.MouseButton.LeftButton, pos=held.viewport().rect().center())
    assert table.currentIndex().row() == line
    assert held.isVisible()
    last = table.rows.index(line, table.rows.section("founded_on"))
    table.setCurrentIndex(last)
    assert table.visualRect(last).left() >= held.covered()
    table.horizontalScrollBar().setValue(0)
    assert not held.isVisible()


def test_a_twin_is_answered_in_the_window(room: Any) -> None:
    rows = [("Lume", "US", "2022"), ("Lume", "FR", "2019")]
    room.open(write_csv(room.folder / "twins.csv", rows, ("Company name", "Country", "Founded")))
    assert room.verdicts() == ["create", "ask"]
    room.screen.preview.ask(3)
    words = [popup(room).list.item(line).text() for line in range(popup(room).list.count())]
    assert words[0].startswith("The company of row 2: leave this row out")
    assert words[1].startswith("It is another company")
    room.qtbot.keyClick(popup(room).list, Qt.Key.Key_Return)
    room.idle()
    assert room.verdicts() == ["create", "refuse"]
    room.screen.flow.decide(3, NEW)
    room.idle()
    assert room.verdicts() == ["create", "create"]
