"""The time an item takes: runs, pauses, is stored at each pause."""

from __future__ import annotations

import time
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal


class ItemTimer(QObject):
    """Counts the seconds of one item at a time. `stored` carries an item and its seconds whenever it stops."""

    ticked = Signal()
    stored = Signal(object, int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.item: UUID | None = None
        self._before = 0
        self._since: float | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(250)
        self._timer.timeout.connect(self._tick)
        self._last = -1

    @property
    def seconds(self) -> int:
        """Seconds of the item so far."""
        return self._before + (int(time.monotonic() - self._since) if self._since is not None else 0)

    @property
    def running(self) -> bool:
        """Whether time goes on."""
        return self._since is not None

    def show_item(self, item: UUID | None, seconds: int) -> None:
        """Another item with the seconds it has; of the same one, what is counted here stays."""
        if item != self.item:
            self.pause()
            self.item, self._before = item, seconds
        elif not self.running:
            self._before = max(self._before, seconds)
        self.ticked.emit()

    def start(self) -> None:
        """Let time go on."""
        if self.item is not None and self._since is None:
            self._since = time.monotonic()
            self._timer.start()
            self.ticked.emit()

    def pause(self) -> None:
        """Stop, and store what was counted."""
        if self._since is None:
            return
        self._before, self._since = self.seconds, None
        self._timer.stop()
        if self.item is not None:
            self.stored.emit(self.item, self._before)
        self.ticked.emit()

    def toggle(self) -> None:
        """Pause or go on."""
        if self.running:
            self.pause()
        else:
            self.start()

    def _tick(self) -> None:
        if self.seconds != self._last:
            self._last = self.seconds
            self.ticked.emit()
