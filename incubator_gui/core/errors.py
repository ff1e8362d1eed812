"""Errors that people see: each carries one clear sentence - what, where, what to do.

Anything else that is raised is a bug and goes to the crash report.
"""

from __future__ import annotations

from incubator_gui.core.messages import Message


class IncubatorError(Exception):
    """A failure with a sentence for the person at the screen."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)

    def __reduce__(self) -> tuple[type[IncubatorError], tuple[Message]]:
        return type(self), (self.message,)


class Refused(IncubatorError):
    """Input or a step that the rules do not allow."""


class Overtaken(Refused):
    """Somebody else wrote the same at the same moment; the same step once more may well do."""


class NotFound(IncubatorError):
    """A record, file or command that is not there."""


class Environment(IncubatorError):
    """The machine's fault: disk full, no rights, no connection, file of another version."""


class Cancelled(IncubatorError):
    """The person cancelled; nothing was changed."""
