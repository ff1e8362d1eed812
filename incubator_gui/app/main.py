"""The way from the command line to the window: which database, one window for it, and its care."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

from incubator_gui.app.application import Opened, make_application, open_window
from incubator_gui.app.crash import CrashReporter, log_qt
from incubator_gui.app.main_window import bring_forward
from incubator_gui.app.screens import SCREENS
from incubator_gui.app.single import SingleInstance
from incubator_gui.app.upkeep import Upkeep
from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current, system_language
from incubator_gui.core.logs import mark_seen, pending_reports, start_logging
from incubator_gui.core.messages import msg
from incubator_gui.core.paths import Paths, paths
from incubator_gui.core.settings import BACKUP_FOLDER, HOUSE_NAME, LANGUAGE, LAST_DATABASE, Settings


def run_window(database: str = "", *, demo: bool = False, language: str = "") -> int:
    """Open the window on a database, on the sample in a temporary file, or on the last one.

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
        return _with_database(place, places, settings, demo=False)
    with tempfile.TemporaryDirectory(prefix="incubator-demo-", ignore_cleanup_errors=True) as scratch:
        return _with_database(str(Path(scratch) / "sample.db"), places, settings, demo=True)


def _with_database(place: str, places: Paths, settings: Settings, *, demo: bool) -> int:
    single = SingleInstance(place, places.state)
    if not single.claim():
        return 0  # the window that is open already was raised
    try:
        return _live(place, places, settings, single, demo=demo)
    except IncubatorError as error:
        _say(current().text(error.message))
        return 1
    finally:
        single.release()


def _live(place: str, places: Paths, settings: Settings, single: SingleInstance, *, demo: bool) -> int:
    from incubator_gui.services.opening import open_house

    spoken = settings.get(LANGUAGE) or system_language()
    house, unclean = open_house(place, window=True, sample=spoken if demo else "")
    reporter = CrashReporter(places.state)
    reporter.install()
    try:
        if not demo and "://" not in place:
            settings.set(LAST_DATABASE, place)
        opened = start(house, settings, place)
        reporter.reported.connect(opened.window.show_report)
        single.raise_asked.connect(bring_forward(opened.window))
        _show_reports(opened, places)
        upkeep = Upkeep(opened.context, opened.window)
        opened.window.show()
        QTimer.singleShot(0, opened.window, opened.window.start)
        QTimer.singleShot(300, upkeep, lambda: upkeep.start(check=unclean))
        try:
            return make_application().exec()
        finally:
            upkeep.stop()
            opened.close()
    finally:
        reporter.remove()
        house.close()


def start(house: Any, settings: Settings, place: str) -> Opened:
    """The window with all its screens on an open house, not shown yet."""
    folder = settings.get(BACKUP_FOLDER)
    house.care.folder = Path(folder) if folder else None
    name = house.keeping.settings()["house_name"]
    if name:
        settings.set(HOUSE_NAME, name)
    return open_window(SCREENS, house, settings, database=place)


def _show_reports(opened: Opened, places: Paths) -> None:
    reports = pending_reports(places.state)
    if not reports:
        return
    opened.window.messages.show_message(
        msg("The program made a mistake the last time and wrote a report."), "warning",
        link=msg("Show the report"), on_link=lambda: opened.window.open_report(reports))
    make_application().aboutToQuit.connect(lambda: mark_seen(places.state))


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
