"""What the tour shows on each screen: the screen itself, its records, its dialogs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QWidget

from incubator_gui.actions.declared import Action
from incubator_gui.app.application import Opened

LEAVE_OUT = frozenset({"file.quit", "file.open", "file.new", "edit.undo", "edit.redo", "view.fullscreen"})
"""Commands that end, leave or change what is shown."""


def records(opened: Opened) -> list[tuple[str, str, UUID]]:
    """A record of each kind that has a screen: (name of the picture, kind, id)."""
    house = opened.context.house
    found: list[tuple[str, str, UUID]] = []
    companies = [row for row in house.companies.rows() if row.life == "resident"]
    if companies:
        rich = max(companies, key=lambda row: (row.applications, row.desks))
        found.append(("company", "company", rich.id))
    applications = house.applications.rows()
    if applications:
        found.append(("application", "application", max(applications, key=lambda row: len(row.pitch or "")).id))
    return found


def dialogs(opened: Opened) -> Iterator[tuple[str, Callable[[], None]]]:
    """Commands of the screen in front that open a dialog: those whose words end with an ellipsis."""
    actions = opened.context.actions
    for action in actions.ready():
        if _opens_dialog(action):
            yield action.id.replace(".", "-"), _trigger(actions, action.id)


def _opens_dialog(action: Action) -> bool:
    return action.text.key.endswith("…") and action.id not in LEAVE_OUT


def _trigger(actions: Any, id: str) -> Callable[[], None]:
    return lambda: actions.trigger(id)


def opened_windows(main: QWidget) -> list[QWidget]:
    """Top-level windows beside the main one: dialogs and menus that a command has opened."""
    return [
        widget for widget in QApplication.topLevelWidgets()
        if widget is not main and widget.isVisible() and not isinstance(widget, QFileDialog)
        and (isinstance(widget, QDialog | QMenu) or widget.isWindow()) and widget.width() > 60
        and widget.height() > 40
    ]


def close_all(main: QWidget) -> None:
    """Close what a command has opened."""
    for widget in QApplication.topLevelWidgets():
        if widget is not main and widget.isVisible() and widget.isWindow():
            if isinstance(widget, QDialog):
                widget.reject()
            else:
                widget.close()
