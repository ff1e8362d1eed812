"""How an empty house begins: the sample, or a first call; and how the sample goes again."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.languages import current
from incubator_gui.core.messages import msg
from incubator_gui.views.overview.start import Start
from incubator_gui.widgets.context import Context


class Beginning(QObject):
    """Runs what the page of the beginning asks for."""

    refused = Signal(object)

    def __init__(self, context: Context, start: Start, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._start = context, start
        self.arriving = False
        """The sample is on its way, and the keyboard waits for its figures."""

    def add_call(self, name: str) -> None:
        """The first call."""
        calls = self._context.house.calls
        self._context.jobs.write(lambda: calls.add_call(name), failed=self._refused, owner=self,
                                 title=msg("Adding a call"))

    def load_sample(self) -> None:
        """The sample incubator."""
        from incubator_gui.services.sample import load_sample

        house, language = self._context.house, current().language
        self.arriving = True
        self._start.set_busy(True)
        self._context.jobs.write(
            lambda: load_sample(house.database, language), lambda _result: self._start.set_busy(False),
            failed=self._refused, owner=self, title=msg("Loading the sample incubator"))

    def remove_sample(self) -> None:
        """An empty house again."""
        from incubator_gui.services.sample import remove_sample

        house = self._context.house
        self._context.jobs.write(lambda: remove_sample(house.database), failed=self._refused, owner=self,
                                 title=msg("Removing the sample"))

    def _refused(self, error: IncubatorError) -> None:
        self.arriving = False
        self._start.set_busy(False)
        self.refused.emit(error)
