"""Sets the application up: style, fonts, language; and builds the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from incubator_gui import __version__
from incubator_gui.actions.registry import Actions
from incubator_gui.app.language import LanguageSwitch
from incubator_gui.app.main_window import MainWindow
from incubator_gui.core.clock import Clock, SystemClock
from incubator_gui.core.resources import resource
from incubator_gui.core.settings import TEXT_SIZE, THEME, Settings
from incubator_gui.jobs.bus import ChangeBus
from incubator_gui.jobs.runner import Jobs
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.screen import ScreenEntry
from incubator_gui.widgets.theme import Theme


@dataclass(slots=True)
class Opened:
    """A window and what belongs to it; `close` ends all of it."""

    window: MainWindow
    context: Context
    language: LanguageSwitch

    def close(self) -> bool:
        """Close the window and wait for its threads; False when something did not end."""
        self.window.close()
        ended = self.context.jobs.shutdown()
        self.language.close()
        self.window.deleteLater()
        return ended


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """The one QApplication of the process."""
    present = QApplication.instance()
    if isinstance(present, QApplication):
        return present
    if sys.platform == "linux":  # those of the desktop look into the files they list: see `widgets/file_dialog.py`
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    app = QApplication([*(arguments or sys.argv[:1])])
    QCoreApplication.setApplicationName("incubator-gui")
    QCoreApplication.setApplicationVersion(__version__)
    app.setApplicationDisplayName("")
    app.setDesktopFileName("incubator-gui")  # the entry that `file_types` writes
    app.setWindowIcon(QIcon(str(resource("application", "incubator-gui.svg"))))
    return app


def make_context(settings: Settings, house: Any, clock: Clock | None = None) -> Context:
    """Everything that screens are given; dresses the application."""
    bus = ChangeBus()
    theme = Theme(settings.get(THEME), settings.get(TEXT_SIZE), by_window=True)
    theme.apply()
    jobs = Jobs(bus)
    bus.setParent(jobs)
    theme.setParent(jobs)
    actions = Actions(settings, jobs)
    return Context(jobs, bus, settings, theme, actions, house, clock or getattr(house, "clock", None) or SystemClock())


def open_window(screens: Sequence[ScreenEntry], house: Any, settings: Settings, *, clock: Clock | None = None,
                database: str = "") -> Opened:
    """Build the window with its screens on a house (or None, for trying the frame alone)."""
    context = make_context(settings, house, clock)
    language = LanguageSwitch(settings)
    language.use()
    window = MainWindow(context, screens, language, database=database)
    if house is not None:
        window.top.finder.provider = house.search.find
    return Opened(window, context, language)
