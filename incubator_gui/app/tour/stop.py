"""One place of the tour, and the windows that open on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QTabBar, QWidget

LONG = 60_000
"""Patience for what writes papers or reads files."""


@dataclass(frozen=True, slots=True)
class Stop:
    """How to come there, and whether the window or what opened beside it is looked at."""

    name: str
    go: Callable[[], object]
    then: Callable[[], object] | None = None
    window: bool = True
    tabs: bool = False
    patience: int = 15_000
    may_be_empty: bool = False
    """The command may open a dialog of the system or lead to another screen: nothing to look at here."""
    leave: Callable[[], object] | None = None
    """Puts back what the next stop would stumble over."""


def at(window: Any, screen: str) -> Any:
    """The screen, in front."""
    return window.go(screen) or window.stack.front()


def corner(widget: QWidget) -> Any:
    """Where a menu of a widget would open."""
    return widget.mapToGlobal(widget.rect().center())


def tab_bars(window: Any) -> list[QTabBar]:
    """The rows of tabs that are in sight."""
    return [bar for bar in window.findChildren(QTabBar) if bar.isVisible() and bar.count() > 1]


def opened_windows(main: QWidget) -> list[QWidget]:
    """Top-level windows beside the main one: dialogs, menus and popups that a command has opened."""
    return [
        widget for widget in QApplication.topLevelWidgets()
        if widget is not main and widget.isVisible() and not isinstance(widget, QFileDialog)
        and widget.width() > 60 and widget.height() > 24
    ]


def close_all(main: QWidget) -> None:
    """Close what a command has opened."""
    for widget in QApplication.topLevelWidgets():
        if widget is not main and widget.isVisible() and widget.isWindow():
            if isinstance(widget, QDialog):
                widget.reject()
            else:
                widget.close()
