"""A step that asks something first: the open question, and what becomes of what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from incubator_gui.core.errors import IncubatorError
from incubator_gui.widgets.context import Context
from incubator_gui.widgets.dialog import Dialog

D = TypeVar("D", bound=Dialog)
Step = Callable[[], object]


class StepQuestion(Generic[D]):
    """`dialog` is the question that is open; `given_up` runs when the step was not taken in the end."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.dialog: D | None = None

    def ask(self, dialog: D, send: Step, given_up: Step | None) -> None:
        """Open it; `send` takes the answer."""
        dialog.submitted.connect(send)
        dialog.finished.connect(self._closed)
        if given_up is not None:
            dialog.rejected.connect(given_up)
        self.dialog = dialog
        dialog.open()

    def refused(self, error: IncubatorError, given_up: Step | None) -> None:
        """A step that asked nothing was refused."""
        self._context.shell.warn(error.message)
        if given_up is not None:
            given_up()

    def _closed(self) -> None:
        self.dialog = None
