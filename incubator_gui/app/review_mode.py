"""Review mode: the program opens a review package, with no database and no network."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from incubator_gui.app.application import make_application, make_context
from incubator_gui.app.crash import CrashReporter, log_qt
from incubator_gui.app.language import LanguageSwitch
from incubator_gui.app.reports import tell_earlier
from incubator_gui.app.review_mode_window import ReviewWindow
from incubator_gui.app.single import SingleInstance
from incubator_gui.app.window_life import bring_forward
from incubator_gui.core.clock import Clock
from incubator_gui.core.logs import mark_seen, start_logging
from incubator_gui.core.paths import Paths, paths
from incubator_gui.core.settings import LANGUAGE, Settings


def run_review(path: Path, *, language: str = "") -> int:
    """Open a package and live until its window is closed; returns the exit status."""
    places = paths().make()
    start_logging(places)
    app = make_application()
    log_qt()
    settings = Settings(places.config / "settings.json")
    if language:
        settings.set(LANGUAGE, language)
    single = SingleInstance(path, places.state)
    if not single.claim():
        return 0  # the window that shows it already was raised
    reporter = CrashReporter(places.state)
    reporter.install()
    mode = ReviewMode(places, settings)
    reporter.reported.connect(mode.window.show_report)
    single.raise_asked.connect(bring_forward(mode.window))
    try:
        mode.begin(path)
        return app.exec()
    finally:
        mode.end()
        reporter.remove()
        single.release()


class ReviewMode(QObject):
    """One window on one package, from its first frame to its end."""

    def __init__(self, places: Paths, settings: Settings, clock: Clock | None = None) -> None:
        super().__init__()
        self._places = places
        self.context = make_context(settings, None, clock)
        self._language = LanguageSwitch(settings)
        self._language.use()
        self.window = ReviewWindow(self.context, self._language, places)
        if tell_earlier(self.window.messages, places.state, self.window.open_report):
            mark_seen(places.state)

    def begin(self, path: Path) -> None:
        """Show the window; the package is read after the first frame."""
        self.window.show()
        QTimer.singleShot(0, self.window, lambda: self.window.open_file(path))

    def end(self) -> bool:
        """Give everything back; False when a thread did not end."""
        window = self.window
        window.close()
        ended = self.context.jobs.shutdown()
        if window.desk is not None:
            window.desk.close()
        self._language.close()
        window.deleteLater()
        return ended
