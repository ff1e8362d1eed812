"""From the use case that changed something to every screen that shows it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from incubator_gui.core.errors import IncubatorError
from incubator_gui.domain.changes import Changes
from incubator_gui.jobs.runner import Jobs


class ChangeBus(QObject):
    """Tells all screens about `Changes`; lives in the GUI thread."""

    changed = Signal(object)

    def publish(self, changes: Changes) -> None:
        """Hand the summary to everyone who listens; an empty one is kept back."""
        if changes:
            self.changed.emit(changes)


class Watcher(QObject):
    """Asks on a reader, every few seconds, whether somebody else changed the data."""

    lost = Signal(object)
    """The question failed: carries the `IncubatorError`; asking goes on."""

    def __init__(self, jobs: Jobs, bus: ChangeBus, look: Callable[[], Changes | None], seconds: float = 2.0,
                 parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._bus, self._look = jobs, bus, look
        self._asking = False
        self._timer = QTimer(self)
        self._timer.setInterval(max(50, round(seconds * 1000)))
        self._timer.timeout.connect(self.ask)

    def start(self) -> None:
        """Begin to ask."""
        self._timer.start()

    def stop(self) -> None:
        """Ask no more; an answer under way is dropped."""
        self._timer.stop()
        self._jobs.drop(self)
        self._asking = False

    def ask(self) -> None:
        """Ask now, unless an answer is still awaited."""
        if not self._asking:
            self._asking = True
            self._jobs.read(self._look, self._answer, failed=self._failed, owner=self)

    def _answer(self, changes: Changes | None) -> None:
        self._asking = False
        if changes:
            self._bus.publish(changes)

    def _failed(self, error: IncubatorError) -> None:
        self._asking = False
        self.lost.emit(error)
