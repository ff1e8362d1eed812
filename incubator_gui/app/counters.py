"""What the frame shows of the house: numbers beside the screens, its name. One cheap read, at the start and after
changes.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.settings import HOUSE_NAME
from incubator_gui.domain.changes import Changes
from incubator_gui.services.overview import Frame
from incubator_gui.widgets.context import Context

_COUNTED = ("application", "stage", "stage_move", "task", "house_setting", "engagement", "deliverable", "residency",
            "allocation", "company", "training", "entitlement", "ledger_entry", "room", "desk", "review",
            "review_assignment", "conflict")


class Counters(QObject):
    """Counts for the window itself, whichever screens were opened."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(100)
        self._soon.timeout.connect(self.count)
        context.bus.changed.connect(self._changed)

    def count(self) -> None:
        """Count now, on a reader."""
        house = self._context.house
        if house is not None:
            self._context.jobs.read(lambda: house.overview.frame(), self._show, failed=self._keep, owner=self,
                                    key="count", patience=2.0)

    def _changed(self, changes: Changes) -> None:
        if changes.everything or changes.touches(*_COUNTED):
            self._soon.start()

    def _show(self, frame: Frame) -> None:
        shell = self._context.shell
        shell.counter("applications", frame.applications or None)
        shell.counter("overview", frame.late or None, late=True)
        shell.counter("review", frame.reviews or None)
        shell.counter("services", frame.services or None)
        shell.counter("floor_plan", frame.waiting or None)
        settings = self._context.settings
        if frame.name and frame.name != settings.get(HOUSE_NAME):
            settings.set(HOUSE_NAME, frame.name)

    def _keep(self, _error: IncubatorError) -> None:
        """What was counted before stays; who asked for the change hears of the failure elsewhere."""
