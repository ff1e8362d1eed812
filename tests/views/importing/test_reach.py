"""By keyboard alone, in three languages and three themes, with text that would like to be markup."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from incubator_gui.core.languages import use_language
from incubator_gui.views.importing.choose_popup import ChoosePopup
from incubator_gui.views.importing.screen import DONE
from tests.qt_support import assert_named
from tests.views.importing.conftest import NEW, write_csv


def test_by_keyboard_alone(opened: Any) -> None:
    keys, table = opened.qtbot.keyClick, opened.screen.preview.table
    assert opened.screen.window().focusWidget() is table
    opened.context.actions.trigger("import.next")  # F8
    assert table.currentIndex().row() == 3
    keys(table, Qt.Key.Key_Return)
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    opened.qtbot.keyClicks(editor, "2026-12")
    keys(editor, Qt.Key.Key_Return)
    opened.idle()
    assert table.currentIndex().row() == 3
    opened.context.actions.trigger("import.next")
    assert table.currentIndex().row() == 4
    keys(table, Qt.Key.Key_Return)
    asked = table.findChild(ChoosePopup)
    assert asked is not None
    assert asked.focusWidget() is asked.list
    keys(asked.list, Qt.Key.Key_Down)
    keys(asked.list, Qt.Key.Key_Return)
    opened.idle()
    assert opened.verdicts()[4] == "create"
    opened.context.actions.trigger("import.next")
    assert table.currentIndex().row() == 5
    keys(table, Qt.Key.Key_Tab)
    assert opened.screen.window().focusWidget() is not table
    opened.context.actions.trigger("import.run")  # Ctrl+Enter
    opened.idle()
    assert opened.screen.step == DONE
    assert opened.screen.window().focusWidget() is opened.screen.done.list_button


def test_every_control_can_be_reached(opened: Any) -> None:
    seen = set()
    opened.screen.preview.table.setFocus()
    for _ in range(80):
        widget = opened.screen.window().focusWidget()
        assert widget is not None
        seen.add(widget)
        opened.qtbot.keyClick(widget, Qt.Key.Key_Tab)
    preview, box = opened.screen.preview, opened.screen.columns.file
    for control in (preview.table, preview.main, preview.cancel_button, preview.open_questions, box.other, box.sheet,
                    box.header, box.mapping, box.save, opened.screen.columns.rows[0].field,
                    opened.screen.columns.words.combos["Quayside"]):
        assert control in seen or control.focusPolicy() == Qt.FocusPolicy.ClickFocus, control.accessibleName()


@pytest.mark.parametrize("language", ["de", "zh"])
def test_language_changes_while_the_file_is_open(opened: Any, language: str) -> None:
    before = opened.screen.preview.table.currentIndex()
    use_language(language)
    try:
        QApplication.sendEvent(opened.screen, QEvent(QEvent.Type.LanguageChange))
        opened.idle()
        rows = opened.screen.columns.rows
        assert rows[4].field.currentText() == {"de": "Mitarbeiterzahl", "zh": "员工人数"}.get(
            language) or rows[4].field.currentText() != "Head count"
        assert opened.screen.preview.table.currentIndex() == before
        assert_named(opened.screen.window())
        opened.screen.window().grab()
        opened.screen.flow.apply()
        opened.idle()
        assert opened.screen.step == DONE
        opened.screen.window().grab()
    finally:
        use_language("en")


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_themes(opened: Any, name: str) -> None:
    opened.context.theme.choose(name)
    opened.screen.preview.table.selectRow(3)
    assert not opened.screen.window().grab().isNull()
    opened.context.theme.choose(name, 200)
    assert not opened.screen.window().grab().isNull()
    opened.context.theme.choose("light", 100)


def test_text_from_outside_is_no_markup(opened: Any) -> None:
    line = opened.line("溪桥质检")
    model = opened.screen.preview.model
    index = model.index(line, model.section("company"))
    assert index.data() == "溪桥质检 <img src=/etc/passwd>"
    assert "&lt;img" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_twenty_thousand_rows(room: Any) -> None:
    rows = [(f"Firma {n:05d} Technik", "2026-03", f"info@firma-{n:05d}.example", "", str(n % 40), "Digitalisation",
             "3", "because") for n in range(20_000)]
    path = write_csv(room.folder / "large.csv", (*rows, *NEW))
    room.open(path)
    assert room.screen.preview.model.rowCount() == 20_007
    table = room.screen.preview.table
    table.scrollToBottom()
    assert not table.grab().isNull()
    room.screen.preview.filter.choose("refuse")
    assert room.screen.preview.model.rowCount() == 2
