"""The commands that change how a window looks: size of text, colours, language; with a database and without."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from incubator_gui.actions.declared import Action
from incubator_gui.actions.registry import Actions
from incubator_gui.app.window_life import toggle_fullscreen
from incubator_gui.core.languages import LANGUAGES, NAMES
from incubator_gui.core.messages import msg
from incubator_gui.core.settings import TEXT_SIZE, THEME, Setting, Settings
from incubator_gui.widgets.messages import MessageArea
from incubator_gui.widgets.theme import Theme

THEMES = {"system": msg("Colours as the workstation"), "light": msg("Light colours"),
          "dark": msg("Dark colours"), "contrast": msg("High contrast")}


def declare_look(window: QWidget, actions: Actions, settings: Settings,
                 choose_language: Callable[[str], object]) -> None:
    """Add them to the registry."""
    frame: tuple[tuple[Action, Callable[[], object]], ...] = (
        (Action("view.larger", msg("Larger text"), "zoom-in", "Ctrl++", menu=("view",)), lambda: scale(settings, 10)),
        (Action("view.smaller", msg("Smaller text"), "zoom-out", "Ctrl+-", menu=("view",)),
         lambda: scale(settings, -10)),
        (Action("view.normal", msg("Text at 100 %"), "search", "Ctrl+0", menu=("view",)), lambda: scale(settings, 0)),
        (Action("view.fullscreen", msg("Whole screen"), "fullscreen", "F11", menu=("view",)),
         lambda: toggle_fullscreen(window)))
    for action, run in frame:
        actions.add(action, run)
    for key, words in THEMES.items():
        actions.add(Action(f"theme.{key}", words, "palette", menu=("view",)), partial(settings.set, THEME, key))
    for key in LANGUAGES:
        actions.add(Action(f"language.{key}", msg("Language: {name}", name=NAMES[key]), "languages", menu=("view",)),
                    partial(choose_language, key))


def scale(settings: Settings, step: int) -> None:
    """Larger or smaller text; 0 is 100 %."""
    settings.set(TEXT_SIZE, max(80, min(200, settings.get(TEXT_SIZE) + step)) if step else 100)


def follow_look(setting: Setting[object], settings: Settings, theme: Theme, messages: MessageArea) -> float:
    """What a changed setting means for theme and message bars; returns by how much the text grew."""
    before = theme.percent
    if setting in (THEME, TEXT_SIZE):
        theme.choose(settings.get(THEME), settings.get(TEXT_SIZE))
    if settings.notice is not None:
        messages.show_message(settings.notice, "warning")
        settings.notice = None
    return theme.percent / before
