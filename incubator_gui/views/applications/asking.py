"""The dialogs of the screen: a new application, the calls, the stages."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from incubator_gui.views.applications.calls_dialog import CallsDialog
from incubator_gui.views.applications.known import Known
from incubator_gui.views.applications.new_dialog import NewApplicationDialog
from incubator_gui.views.applications.stages_dialog import StagesDialog
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog


class Asking(QObject):
    """One dialog at a time; `added` carries the id of a new application."""

    added = Signal(object)

    def __init__(self, context: Context, known: Known, call: Callable[[], UUID | None], window: QWidget) -> None:
        super().__init__(window)
        self._context, self._known, self._call, self._window = context, known, call, window
        self.dialog: Dialog | None = None

    def new(self) -> None:
        """A new application; a call comes first."""
        if not self._known.calls:
            self.calls()
            return
        dialog = NewApplicationDialog(self._context, tuple(self._known.calls.values()), self._call(), self._window)
        dialog.accepted.connect(lambda: self._added(dialog))
        self._open(dialog)

    def calls(self) -> None:
        """The calls."""
        self._open(CallsDialog(self._context, tuple(self._known.calls.values()), self._window))

    def stages(self) -> None:
        """The stages."""
        self._open(StagesDialog(self._context, tuple(self._known.stages.values()), self._window))

    def _added(self, dialog: NewApplicationDialog) -> None:
        if dialog.added is not None:
            self.added.emit(dialog.added)

    def _open(self, dialog: Dialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None
