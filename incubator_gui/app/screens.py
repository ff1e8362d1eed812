"""The screens of the window in their order; each is imported at its first visit."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from incubator_gui.core.messages import Message, msg
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.screen import Screen, ScreenEntry


def _from(package: str) -> Callable[[Context], Screen]:
    def make(context: Context) -> Screen:
        made: Screen = import_module(f"incubator_gui.views.{package}").make(context)
        return made

    return make


def _entry(id: str, title: Message, icon: str, package: str, kinds: tuple[str, ...] = (), shortcut: str = "",
           in_navigation: bool = True) -> ScreenEntry:
    return ScreenEntry(id, title, icon, _from(package), frozenset(kinds), shortcut, in_navigation)


SCREENS: tuple[ScreenEntry, ...] = (
    _entry("overview", msg("Overview"), "layout-dashboard", "overview", shortcut="Alt+1"),
    _entry("applications", msg("Applications"), "inbox", "applications", ("application", "call"), "Alt+2"),
    _entry("review", msg("Review"), "clipboard-check", "review", ("review", "reviewer", "meeting", "decision"),
           "Alt+3"),
    _entry("companies", msg("Companies"), "building-2", "companies", ("company", "person", "document", "note"),
           "Alt+4"),
    _entry("floor_plan", msg("Floor plan"), "map", "floor_plan", ("room", "desk", "floor"), "Alt+5"),
    _entry("services", msg("Services"), "hand-helping", "services", ("engagement", "training", "service"), "Alt+6"),
    _entry("roadshows", msg("Roadshows"), "presentation", "roadshows", ("roadshow",), "Alt+7"),
    _entry("history", msg("History"), "history", "history", ("change_set",), "Alt+8"),
    _entry("import", msg("Import applications"), "upload", "importing", in_navigation=False),
    _entry("dossier", msg("Dossier"), "printer", "dossier", in_navigation=False),
    _entry("house", msg("Set-up of the house"), "building", "house", in_navigation=False),
)
"""Screens that come later are not shown (partners, programme)."""
