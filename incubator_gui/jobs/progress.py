"""The thread that ties a running piece of work to the screen: how far, and whether to stop."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from incubator_gui.core.errors import Cancelled
from incubator_gui.core.messages import Message, msg


class Progress:
    """Handed to work that asks for it; may be called from any thread.

    The screen reads it ten times a second, so reporting each row costs next to nothing.
    """

    def __init__(self) -> None:
        self._cancel = threading.Event()
        self._state: tuple[int, int, Message | None] = (0, 0, None)

    def report(self, done: int, total: int = 0, message: Message | None = None) -> None:
        """Say how far the work is; `total` 0 means that nobody knows the end."""
        self._state = (done, total, message)

    def cancelled(self) -> bool:
        """Whether the person wants it to stop."""
        return self._cancel.is_set()

    def check(self) -> None:
        """Raise `Cancelled` if the person wants it to stop."""
        if self._cancel.is_set():
            raise Cancelled(msg("Cancelled. Nothing was changed."))

    def cancel(self) -> None:
        """Ask the work to stop at its next good place."""
        self._cancel.set()

    @property
    def state(self) -> tuple[int, int, Message | None]:
        """Done, total and what is being done, as last reported."""
        return self._state


@dataclass(frozen=True, slots=True)
class JobState:
    """A job as the status bar shows it."""

    id: int
    title: Message
    done: int
    total: int
    message: Message | None
    cancelling: bool
    writes: bool = False
