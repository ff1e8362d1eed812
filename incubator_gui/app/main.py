"""The way from the command line to the window: which database, one window for it, and its care.

The frame is painted first; the database is opened by a worker meanwhile, and the screens come with it.
"""

from __future__ import annotations

import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from incubator_gui.app.application import Opened, make_application, open_window
from incubator_gui.app.crash import CrashReporter, log_qt
from incubator_gui.app.reports import tell_earlier
from incubator_gui.app.screens import SCREENS
from incubator_gui.app.single import SingleInstance
from incubator_gui.app.window_life import bring_forward
from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current, system_language
from incubator_gui.core.logs import mark_seen, start_logging
from incubator_gui.core.messages import msg
from incubator_gui.core.paths import Paths, paths
from incubator_gui.core.settings import BACKUP_FOLDER, HOUSE_NAME, LANGUAGE, LAST_DATABASE, PERSON_NAME, Settings


def run_window(database: str = "", *, demo: bool = False, language: str = "", package: Path | None = None) -> int:
    """Open the window on a database, on the sample in a temporary file, or on the last one.

    `package` came back from a reviewer and is handed to the screen that merges it.
    Returns the exit status; 1 with one line on standard error where the database cannot be opened.
    """
    places = paths().make()
    start_logging(places)
    make_application()
    log_qt()
    settings = Settings(places.config / "settings.json")
    if language:
        settings.set(LANGUAGE, language)
    if not demo:
        place = database or settings.get(LAST_DATABASE) or str(places.default_database)
        return _with_database(place, places, settings, demo=False, package=package)
    with tempfile.TemporaryDirectory(prefix="incubator-demo-", ignore_cleanup_errors=True) as scratch:
        return _with_database(str(Path(scratch) / "sample.db"), places, settings, demo=True)


def _with_database(place: str, places: Paths, settings: Settings, *, demo: bool, package: Path | None = None) -> int:
    single = SingleInstance(place, places.state)
    if not single.claim(str(package or "")):
        return 0  # the window that is open already was raised
    reporter = CrashReporter(places.state)
    reporter.install()
    try:
        return Session(place, places, settings, single, reporter, demo=demo, package=package).run()
    finally:
        reporter.remove()
        single.release()


class Session(QObject):
    """One window from its first frame to its end."""

    def __init__(self, place: str, places: Paths, settings: Settings, single: SingleInstance,
                 reporter: CrashReporter, *, demo: bool, package: Path | None = None) -> None:
        super().__init__()
        self._place, self._places, self._settings, self._demo = place, places, settings, demo
        self._house: Any = None
        self._upkeep: Any = None
        self._failure: IncubatorError | None = None
        self._opened = open_window(SCREENS, None, settings, database=place)
        window = self._opened.window
        reporter.reported.connect(window.show_report)
        single.raise_asked.connect(bring_forward(window))
        single.file_asked.connect(lambda file: window.packages.take([Path(file)]))
        if package is not None:
            window.packages.take([package])
        if tell_earlier(window.messages, places.state, window.dialogs.report):
            make_application().aboutToQuit.connect(lambda: mark_seen(places.state))

    @property
    def opened(self) -> Opened:
        """The window and what belongs to it."""
        return self._opened

    def run(self) -> int:
        """Show the window and live until it is closed; returns the exit status."""
        self.begin()
        try:
            status = make_application().exec()
        finally:
            self.end()
        if self._failure is not None:
            sys.stderr.write(current().text(self._failure.message) + "\n")
            return 1
        return status

    def begin(self) -> None:
        """Show the window; the database is opened by a worker after the first frame."""
        self._opened.window.show()
        QTimer.singleShot(0, self, self._open)

    def end(self) -> bool:
        """Give everything back; False when a thread did not end."""
        if self._upkeep is not None:
            self._upkeep.stop()
        ended = self._opened.close()
        if self._house is not None:
            self._house.close()
        return ended

    def _open(self) -> None:
        spoken = self._settings.get(LANGUAGE) or system_language()
        work = partial(_open_house, self._place, spoken if self._demo else "")
        title = msg("Loading the sample") if self._demo else msg("Opening the database")
        self._opened.context.jobs.run(work, self._ready, failed=self._refused, owner=self, title=title)

    def _ready(self, found: tuple[Any, bool, str]) -> None:
        self._house, unclean, name = found
        if not self._demo and "://" not in self._place:
            self._settings.set(LAST_DATABASE, self._place)
        furnish(self._opened, self._house, self._settings, name)
        from incubator_gui.app.upkeep import Upkeep

        self._upkeep = Upkeep(self._opened.context, self._opened.window)
        self._upkeep.start_soon(check=unclean)

    def _refused(self, error: IncubatorError) -> None:
        """The sentence stays on the screen until the window is closed; the exit status tells too."""
        self._failure = error
        window = self._opened.window
        window.messages.show_message(error.message, "error")
        if QApplication.platformName() == "offscreen":
            window.close()


def _open_house(place: str, sample: str) -> tuple[Any, bool, str]:
    """In a worker: the open house, whether it was not closed last time, and what it is called."""
    from incubator_gui.services.opening import open_house

    house, unclean = open_house(place, window=True, sample=sample)
    house.elsewhere.begin()
    return house, unclean, str(house.keeping.settings()["house_name"] or "")


def furnish(opened: Opened, house: Any, settings: Settings, name: str) -> None:
    """Give the house to the window and show the first screen."""
    folder = settings.get(BACKUP_FOLDER)
    house.care.folder = Path(folder) if folder else None
    opened.context.house = house
    if settings.get(PERSON_NAME):
        house.known_as(settings.get(PERSON_NAME))
    opened.context.clock = house.clock
    if name:
        settings.set(HOUSE_NAME, name)
    opened.window.top.finder.provider = house.search.find
    opened.window.undo.look()
    opened.window.start()
    from incubator_gui.app.counters import Counters

    Counters(opened.context, opened.window).count()


def start(house: Any, settings: Settings, place: str) -> Opened:
    """The window with all its screens on a house that is open already, not shown yet."""
    opened = open_window(SCREENS, None, settings, database=place)
    furnish(opened, house, settings, str(house.keeping.settings()["house_name"] or ""))
    return opened
