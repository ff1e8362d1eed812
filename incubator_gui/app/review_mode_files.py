"""Which window a review package belongs to: out to review mode, back to the house."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent, QFileOpenEvent
from PySide6.QtWidgets import QApplication, QWidget

from incubator_gui.core.errors import Environment, IncubatorError
from incubator_gui.core.messages import msg
from incubator_gui.core.paths import Paths
from incubator_gui.core.settings import LAST_DATABASE, Settings
from incubator_gui.exchange.review_archive_frame import SUFFIX, look


class PackageDrops(QObject):
    """Review packages may be dropped anywhere on a window; `take` gets them. Other files are for its screens.

    A double click in the file manager of macOS comes as an event of the application.
    """

    def __init__(self, window: QWidget, take: Callable[[tuple[Path, ...]], object]) -> None:
        super().__init__(window)
        self._take = take
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        app = QApplication.instance()
        if sys.platform == "darwin" and app is not None:  # elsewhere it would only cost time
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """What reaches the window itself, because nothing on it wanted it."""
        if isinstance(event, QFileOpenEvent) and event.file().lower().endswith(SUFFIX):
            self._take((Path(event.file()),))
            return True
        if isinstance(event, QDropEvent) and event.type() in (QEvent.Type.DragEnter, QEvent.Type.DragMove,
                                                              QEvent.Type.Drop):
            packages = dropped_packages(event)
            if packages:
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    self._take(packages)
                return True
        return super().eventFilter(watched, event)


class Packages:
    """What the window of the house does with them: its own returns go to the screen that merges, others elsewhere."""

    def __init__(self, is_open: Callable[[], bool], merge: Callable[[list[str]], object],
                 refused: Callable[[IncubatorError], object]) -> None:
        self._is_open, self._merge, self._refused = is_open, merge, refused
        self._waiting: list[Path] = []

    def begin(self) -> None:
        """The database is open: what came back before has its turn."""
        waiting, self._waiting = self._waiting, []
        self.take(waiting)

    def take(self, paths: Sequence[Path]) -> None:
        """What went out opens in windows of its own, what came back is handed on to be merged."""
        back = [path for path in paths if is_return(path)]
        if not self._is_open():
            self._waiting += back
        elif back:
            self._merge([str(path) for path in back])
        for path in paths:
            if path not in back:
                try:
                    open_elsewhere(path)
                except IncubatorError as error:
                    self._refused(error)


def dropped_packages(event: QDropEvent) -> tuple[Path, ...]:
    """The review packages among dropped files."""
    data: QMimeData | None = event.mimeData()
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data is not None else []
    return tuple(path for path in paths if path.suffix.lower() == SUFFIX)


def is_return(path: Path) -> bool:
    """Whether a file came back from a reviewer; False for what cannot be read, so that review mode says why."""
    try:
        return look(path, whole=False).head.kind == "return"
    except IncubatorError:
        return False


def has_house(places: Paths, settings: Settings) -> bool:
    """Whether this workstation has a database that a return package could be for."""
    last = settings.get(LAST_DATABASE)
    return "://" in last or any(place.is_file() for place in (Path(last or "-"), places.default_database))


def open_elsewhere(path: Path) -> None:
    """Open a package in a window of its own, which outlives this one; raises Environment."""
    start = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "incubator_gui"]
    flags = getattr(subprocess, "DETACHED_PROCESS", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
    try:
        subprocess.Popen([*start, str(path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                         stderr=subprocess.DEVNULL, start_new_session=True, creationflags=flags)
    except OSError as error:
        raise Environment(msg("A window for “{name}” could not be started ({reason}). Close other programs and try "
                              "again.", name=path.name, reason=error.strerror or str(error))) from error
