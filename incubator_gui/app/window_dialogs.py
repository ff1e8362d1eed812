"""The dialogs that the window opens: settings, shortcuts, keys, about, reports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QDialog, QWidget

from incubator_gui.app.dialogs import AboutDialog, KeysDialog
from incubator_gui.app.reports import ReportDialog
from incubator_gui.app.settings_dialog import SettingsDialog
from incubator_gui.app.shortcuts_dialog import show_shortcuts
from incubator_gui.core.settings import HOUSE_NAME
from incubator_gui.widgets.context import Context

D = TypeVar("D", bound=QDialog)


class WindowDialogs:
    """Each method opens one and returns it; none has a loop of its own."""

    def __init__(self, window: QWidget, context: Context, database: str, choose_language: Callable[[str], object],
                 scope: Callable[[], str]) -> None:
        self._window, self._context, self._database = window, context, database
        self._choose_language, self._scope = choose_language, scope

    def settings(self) -> SettingsDialog:
        """The settings."""
        context = self._context
        return _opened(SettingsDialog(context.theme, context.settings, context.settings.get(HOUSE_NAME),
                                      self._name_house, self._choose_language, self.shortcuts, self._window))

    def shortcuts(self) -> QWidget:
        """The editor of shortcuts."""
        return show_shortcuts(self._context.theme, self._context.actions, self._window)

    def keys(self) -> KeysDialog:
        """All shortcuts of the screen in front."""
        return _opened(KeysDialog(self._context.theme, self._context.actions, self._scope(), self._window))

    def about(self) -> AboutDialog:
        """Version and licences."""
        return _opened(AboutDialog(self._context.theme, self._database, self._window))

    def report(self, reports: tuple[Path, ...]) -> ReportDialog:
        """Reports of mistakes."""
        return _opened(ReportDialog(self._context.theme, reports, self._window))

    def _name_house(self, name: str) -> None:
        context = self._context
        context.settings.set(HOUSE_NAME, name)
        house = context.house
        if house is not None:
            context.jobs.write(lambda: house.keeping.set("house_name", name), owner=self._window)


def _opened(dialog: D) -> D:
    dialog.open()
    return dialog
