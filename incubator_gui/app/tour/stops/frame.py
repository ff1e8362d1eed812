"""The window itself: its dialogs, its menu, its search, its messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QPoint

from incubator_gui.app.application import Opened
from incubator_gui.app.tour.stop import Stop


def stops(opened: Opened) -> Iterator[Stop]:
    """What belongs to no screen."""
    window = opened.window
    place = window.mapToGlobal(QPoint(0, window.top.height()))
    yield Stop("settings", lambda: _on_overview(window, window.dialogs.settings), window=False)
    yield Stop("shortcuts", window.dialogs.shortcuts, window=False)
    yield Stop("keyboard", window.dialogs.keys, window=False)
    yield Stop("about", window.dialogs.about, window=False)
    yield Stop("report", lambda: window.dialogs.report(()), window=False)
    yield Stop("lists", lambda: _list(opened, "residents"), window=False)
    yield Stop("lists-month", lambda: _list(opened, "ledger"), window=False)
    yield Stop("menu", lambda: window._menu(place), window=False)
    yield Stop("calendar", window.top.date.open, window=False)
    yield Stop("commands", window.top.finder.begin)
    yield Stop("search", lambda: _search(window, "li"))
    yield Stop("messages", lambda: _messages(opened), leave=window.messages.clear)


def _list(opened: Opened, what: str) -> None:
    from incubator_gui.widgets.lists_dialog import show_lists

    dialog = show_lists(opened.context, opened.window)
    dialog.choose(what)


def _on_overview(window: Any, run: Callable[[], object]) -> None:
    window.go("overview")
    run()


def _search(window: Any, words: str) -> None:
    window.top.finder.begin()
    window.top.finder.setText(words)
    window.top.finder.textEdited.emit(words)


def _messages(opened: Opened) -> None:
    """A bar of each level, and a line with undo."""
    from incubator_gui.core.messages import msg

    opened.window.go("applications")
    bars = opened.window.messages
    bars.show_message(msg("The settings could not be saved in {path}. They hold until you close the window.",
                          path="/home/li/.config/incubator-gui/settings.json"), "error")
    bars.show_message(msg("The program made a mistake the last time and wrote a report."), "warning",
                      link=msg("Show the report"))
    bars.show_message(msg("The chain holds: {sets} steps with {entries} entries, none of them altered.",
                          sets=212, entries=1804), "success")
    opened.window.status.say(msg("Application added"), undo=True)
