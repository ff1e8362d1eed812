"""Sets the application up: style, fonts, language, reports of mistakes; and opens the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QApplication

from incubator_gui import __version__
from incubator_gui.actions.registry import Actions
from incubator_gui.app.crash import CrashReporter, log_qt
from incubator_gui.app.language import LanguageSwitch
from incubator_gui.app.main_window import MainWindow, bring_forward
from incubator_gui.app.single import SingleInstance
from incubator_gui.core.clock import Clock, SystemClock
from incubator_gui.core.logs import mark_seen, pending_reports, start_logging
from incubator_gui.core.messages import msg
from incubator_gui.core.paths import Paths, paths
from incubator_gui.core.settings import LESS_MOTION, TEXT_SIZE, THEME, Settings
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
    app = QApplication([*(arguments or sys.argv[:1])])
    QCoreApplication.setApplicationName("incubator-gui")
    QCoreApplication.setApplicationVersion(__version__)
    app.setApplicationDisplayName("")
    return app


def make_context(settings: Settings, house: Any, clock: Clock | None = None) -> Context:
    """Everything that screens are given; dresses the application."""
    bus = ChangeBus()
    theme = Theme(settings.get(THEME), settings.get(TEXT_SIZE))
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


def run_window(screens: Sequence[ScreenEntry], house: Any, database: str, *, places: Paths | None = None,
               before: SingleInstance | None = None) -> int:
    """The whole life of a window, from the first frame to the exit status."""
    places = places or paths().make()
    start_logging(places)
    app = make_application()
    log_qt()
    reporter = CrashReporter(places.state)
    reporter.install()
    settings = Settings(places.config / "settings.json")
    app.setEffectEnabled(Qt.UIEffect.UI_AnimateMenu, not settings.get(LESS_MOTION))
    opened = open_window(screens, house, settings, database=database)
    reporter.reported.connect(opened.window.show_report)
    if before is not None:
        before.raise_asked.connect(bring_forward(opened.window))
    opened.window.show()
    QTimer.singleShot(0, opened.window, opened.window.start)
    reports = pending_reports(places.state)
    if reports:
        mark = places.state
        opened.window.messages.show_message(
            msg("The program made a mistake the last time and wrote a report."), "warning",
            link=msg("Show the report"), on_link=lambda: opened.window.open_report(reports))
        app.aboutToQuit.connect(lambda: mark_seen(mark))
    try:
        status = app.exec()
    finally:
        opened.close()
        reporter.remove()
        if before is not None:
            before.release()
    return status
