"""The commands of the window of review mode; those of the desk come with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from incubator_gui.actions.declared import Action
from incubator_gui.actions.registry import Actions
from incubator_gui.app.dialogs import AboutDialog, KeysDialog
from incubator_gui.app.window_actions import THEMES, main_menu
from incubator_gui.core.languages import LANGUAGES, NAMES
from incubator_gui.core.messages import msg
from incubator_gui.core.settings import TEXT_SIZE, THEME

if TYPE_CHECKING:
    from incubator_gui.app.review_mode_window import ReviewWindow


def declare(window: ReviewWindow, actions: Actions) -> None:
    """Add the commands of the window to the registry."""
    settings, theme = window.context.settings, window.context.theme

    def scale(step: int) -> None:
        now = settings.get(TEXT_SIZE)
        settings.set(TEXT_SIZE, max(80, min(200, now + step)) if step else 100)

    def full() -> None:
        if window.isFullScreen():
            window.showNormal()
        else:
            window.showFullScreen()

    frame: tuple[tuple[Action, Callable[[], object]], ...] = (
        (Action("review.send", msg("Send back…"), "send", "Ctrl+Shift+S", menu=("file",)), window.send_back),
        (Action("file.open", msg("Open another package…"), "folder-open", "Ctrl+O", menu=("file",)),
         window.ask_package),
        (Action("app.quit", msg("Quit"), "log-out", "Ctrl+Q", menu=("file",)), window.close),
        (Action("view.larger", msg("Larger text"), "zoom-in", "Ctrl++", menu=("view",)), lambda: scale(10)),
        (Action("view.smaller", msg("Smaller text"), "zoom-out", "Ctrl+-", menu=("view",)), lambda: scale(-10)),
        (Action("view.normal", msg("Text at 100 %"), "search", "Ctrl+0", menu=("view",)), lambda: scale(0)),
        (Action("view.fullscreen", msg("Whole screen"), "fullscreen", "F11", menu=("view",)), full),
        (Action("help.keys", msg("Keyboard"), "keyboard", "F1", menu=("help",)),
         lambda: KeysDialog(theme, actions, "review", window).open()),
        (Action("help.about", msg("About the program"), "info", "", menu=("help",)),
         lambda: AboutDialog(theme, "", window).open()))
    for action, run in frame:
        actions.add(action, run)
    for key, words in THEMES.items():
        actions.add(Action(f"theme.{key}", words, "palette", menu=("view",)), partial(settings.set, THEME, key))
    for key in LANGUAGES:
        actions.add(Action(f"language.{key}", msg("Language: {name}", name=NAMES[key]), "languages", menu=("view",)),
                    partial(window.choose_language, key))


def menu(window: ReviewWindow, actions: Actions) -> QMenu:
    """All commands that hold now, by menu."""
    return main_menu(window, actions)
