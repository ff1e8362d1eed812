"""The commands of the window itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from incubator_gui.actions.declared import Action
from incubator_gui.actions.registry import Actions
from incubator_gui.app.dialogs import MENUS
from incubator_gui.app.look_actions import declare_look
from incubator_gui.core.messages import msg, text

if TYPE_CHECKING:
    from incubator_gui.app.main_window import MainWindow

def declare(window: MainWindow, actions: Actions) -> None:
    """Add the commands of the frame to the registry."""
    frame: tuple[tuple[Action, Callable[[], object]], ...] = (
        (Action("app.search", msg("Search and commands"), "search", "Ctrl+K", menu=("edit",)),
         lambda: window.top.finder.begin()),
        (Action("edit.undo", msg("Undo"), "undo-2", "Ctrl+Z", menu=("edit",)), window.undo.undo),
        (Action("edit.redo", msg("Redo"), "redo-2", "Ctrl+Shift+Z", menu=("edit",)), window.undo.redo),
        (Action("file.print", msg("Print…"), "printer", "Ctrl+P", menu=("file",)), window.print_front),
        (Action("file.lists", msg("Lists and calendars…"), "file-spreadsheet", "Ctrl+Shift+L", menu=("file",)),
         lambda: _lists(window)),
        (Action("file.house", msg("Set-up of the house…"), "building", menu=("file",)),
         lambda: window.open_list("house", None)),
        (Action("file.import_house", msg("Import the house from a table…"), "file-spreadsheet", menu=("file",)),
         lambda: window.open_list("import", {"kind": "house"})),
        (Action("app.settings", msg("Settings…"), "settings", "Ctrl+,", menu=("file",)), window.dialogs.settings),
        (Action("app.quit", msg("Quit"), "log-out", "Ctrl+Q", menu=("file",)), window.close),
        (Action("view.refresh", msg("Read again"), "refresh-cw", "F5", menu=("view",)), window.refresh_front),
        (Action("view.navigation", msg("Navigation with or without words"), "panel-left", "Ctrl+B",
                menu=("view",)), window.navigation.toggle),
        (Action("view.side", msg("Side panel on or off"), "panel-right", "F9", menu=("view",)),
         window.splitter.toggle),
        (Action("view.date", msg("Choose the day"), "calendar", "Ctrl+D", menu=("view",)),
         lambda: window.top.date.open()),
        (Action("view.today", msg("Back to today"), "calendar", "", menu=("view",)),
         lambda: window.top.date.set_valid(None)),
        (Action("services.book", msg("Book hours…"), "zap", "Ctrl+L", menu=("edit",)),
         lambda: window.open_list("services", {"book": ""})),
        (Action("help.keys", msg("Keyboard"), "keyboard", "F1", menu=("help",)), window.dialogs.keys),
        (Action("help.shortcuts", msg("Change shortcuts…"), "keyboard", "", menu=("help",)),
         window.dialogs.shortcuts),
        (Action("help.about", msg("About the program"), "info", "", menu=("help",)), window.dialogs.about),
    )
    for action, run in frame:
        actions.add(action, run)
    declare_look(window, actions, window.context.settings, window.choose_language)
    for place, entry in enumerate(window.stack.entries.values(), 1):
        if entry.in_navigation:
            keys = entry.shortcut or (f"Ctrl+{place}" if place < 10 else "")
            actions.add(Action(f"go.{entry.id}", msg("Go to: {screen}", screen=entry.title), entry.icon, keys,
                               menu=("go",)), partial(window.go, entry.id))
    _second_redo(window, actions)


def _lists(window: MainWindow) -> None:
    """The lists that belong to no single screen; the dialog reads much that a start need not."""
    if window.context.house is None:
        return
    from incubator_gui.widgets.lists_dialog import show_lists

    show_lists(window.context, window, day=window.top.date.valid)


def _second_redo(window: MainWindow, actions: Actions) -> None:
    """Ctrl+Y redoes too, as many are used to, unless a command was given these keys."""
    keys = QKeySequence("Ctrl+Y")
    shortcut = QShortcut(keys, window)
    shortcut.activated.connect(window.undo.redo)
    actions.changed.connect(lambda: shortcut.setEnabled(
        all(QKeySequence(actions.shortcut(action.id)) != keys for action in actions.declared())))


def main_menu(window: QWidget, actions: Actions) -> QMenu:
    """All commands that hold now, by menu."""
    menu = QMenu(window)
    menu.aboutToHide.connect(menu.deleteLater)
    for key, words in MENUS.items():
        inner = [action for action in actions.declared() if action.menu[:1] == (key,)
                 and actions.qaction(action.id).isEnabled()]
        if inner:
            part = menu.addMenu(text(words))
            for action in inner:
                part.addAction(actions.qaction(action.id))
    return menu
