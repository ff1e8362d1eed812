"""Dialogs, menus and the finder of the frame, by keyboard and mouse, in every language and theme."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget

from incubator_gui.core.languages import current, use_language
from incubator_gui.core.settings import TEXT_SIZE
from tests.app.frame import ID
from tests.qt_support import assert_named, settle


def test_a_clash_is_decided_field_by_field(window, house, qtbot):
    house.clashes = True
    window.undo.undo()
    qtbot.waitUntil(lambda: window.undo.dialog is not None)
    dialog = window.undo.dialog
    assert_named(dialog)
    dialog._choices["name"].setCurrentIndex(1)
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    key = ("company", ID, "name")
    qtbot.waitUntil(lambda: house.calls == [("undo", {"overwrite": frozenset({key}), "keep": frozenset()})])
    qtbot.waitUntil(lambda: not window.context.jobs.busy())


def test_the_finder_finds_records_and_commands_from_the_keyboard(window, house, qtbot):
    finder = window.top.finder
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert finder.hasFocus()
    assert finder.results.isVisible()
    qtbot.keyClicks(finder, "lum")
    qtbot.waitUntil(lambda: finder.list.count() > 0 and finder.list.item(0).text().startswith("Lumenhain"))
    assert_named(window)
    qtbot.keyClick(finder, Qt.Key.Key_Return)
    assert window.stack.front().heard[-1] == ("open", "company", ID)
    assert not finder.results.isVisible()
    finder.begin()
    qtbot.keyClicks(finder, ">dark")
    assert finder.list.count() == 1
    qtbot.keyClick(finder, Qt.Key.Key_Return)
    assert window.context.theme.name == "dark"
    finder.begin()
    qtbot.keyClicks(finder, "nothing like this")
    assert finder._nothing.isVisible()
    qtbot.keyClick(finder, Qt.Key.Key_Escape)
    assert not finder.results.isVisible()


def test_keys_are_named_as_the_keyboard_names_them(window, qtbot):
    assert window.top.finder._hint.text() == "Ctrl+K"
    window.choose_language("de")
    qtbot.waitUntil(lambda: window.top.finder._hint.text() == "Strg+K")
    dialog = window.dialogs.keys()
    shown = [item.text(1) for item in dialog.findChild(QTreeWidget).findItems("", Qt.MatchFlag.MatchContains
                                                                            | Qt.MatchFlag.MatchRecursive, 1)]
    assert not [keys for keys in shown if "Ctrl" in keys or keys in ("Space", "Enter")]
    dialog.close()
    window.choose_language("en")


@pytest.mark.parametrize("language", ["en", "de", "zh"])
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_every_dialog_opens_in_every_language_and_theme(window, frame_settings, qtbot, language, theme):
    window.choose_language(language)
    window.choose_theme(theme)
    assert current().language == language
    for open_ in (window.dialogs.settings, window.dialogs.shortcuts, window.dialogs.keys, window.dialogs.about,
                  lambda: window.dialogs.report(())):
        dialog = open_()
        settle()
        assert dialog.windowTitle()
        assert_named(dialog)
        assert not dialog.grab().isNull()
        dialog.close()
        settle()
    assert_named(window)
    assert not window.grab().isNull()
    use_language("en")


def test_settings_hold_at_once(window, frame_settings, house, qtbot):
    dialog = window.dialogs.settings()
    dialog.colours.setCurrentIndex(dialog.colours.findData("contrast"))
    dialog.colours.activated.emit(0)
    assert window.context.theme.name == "contrast"
    dialog.percent.setValue(150)
    assert window.context.theme.percent == 150
    assert frame_settings.get(TEXT_SIZE) == 150
    dialog.person.setText("Sun Yi")
    dialog.person.editingFinished.emit()
    assert window.top._badge.text() == "SY"
    assert ("known_as", "Sun Yi") in house.calls
    dialog.person.setText("")
    dialog.person.editingFinished.emit()
    assert window.top._badge.text() not in ("", "–")  # the account has a name
    assert ("known_as", "") in house.calls
    dialog.house.selectAll()
    qtbot.keyClicks(dialog.house, "House & Co")
    dialog.house.editingFinished.emit()
    assert "House && Co" in window.top.house.text()
    qtbot.waitUntil(lambda: ("house_name", "House & Co") in house.calls)
    dialog.language.setCurrentIndex(dialog.language.findData("de"))
    dialog.language.activated.emit(0)
    assert current().language == "de"
    from PySide6.QtCore import QCoreApplication

    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"


def test_a_shortcut_is_changed_and_a_taken_one_is_refused(window, frame_settings, qtbot):
    dialog = window.dialogs.shortcuts()
    assert dialog.bind("help.about", "Ctrl+Shift+A")
    assert not dialog.bind("help.about", "Ctrl+K")
    assert "Search and commands" in dialog.messages.bars()[0].sentence()
    assert window.context.actions.shortcut("help.about") == "Ctrl+Shift+A"
    assert frame_settings.part(__import__("incubator_gui.core.settings", fromlist=["SHORTCUTS"]).SHORTCUTS,
                               "help.about") == "Ctrl+Shift+A"


def test_the_main_menu_holds_what_holds_now(window):
    from incubator_gui.app.window_actions import main_menu

    window.go("companies")
    menu = main_menu(window, window.context.actions)
    words = [action.text() for part in menu.actions() for action in part.menu().actions()]
    assert "New company" in words
    window.go("overview")
    other = main_menu(window, window.context.actions)
    words = [action.text() for part in other.actions() for action in part.menu().actions()]
    assert "New company" not in words
    for each in (menu, other):
        each.deleteLater()
