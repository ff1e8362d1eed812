"""One window for each database file.

The lock file lies beside the database and says who holds it. The command line does not take it: it
may write meanwhile.
"""

from __future__ import annotations

from pathlib import Path
from typing import Self

from incubator_gui.core.errors import Environment, Refused
from incubator_gui.core.file_lock import FileLock, Holder
from incubator_gui.core.messages import msg


class WindowLock:
    """The right of one window to show a database file."""

    def __init__(self, database: Path) -> None:
        self._file = FileLock(database.with_name(database.name + ".lock"))
        self._database = database

    def take(self) -> Self:
        """Take the lock; raises Refused with one sentence when another window has the file."""
        try:
            if self._file.acquire():
                return self
        except OSError as error:
            raise Environment(msg("{file} cannot be opened for writing ({reason}). Check its folder.",
                                  file=str(self._database), reason=error.strerror or str(error))) from error
        holder = self._file.holder()
        if holder is None:
            raise Refused(msg("{file} is open in another window. Use that one, or close it first.",
                              file=str(self._database)))
        raise Refused(msg("{file} is open in another window since {since} (process {process} on {workstation})."
                          " Use that one, or close it first.", file=str(self._database), since=holder.since,
                          process=str(holder.process), workstation=holder.workstation))

    def holder(self) -> Holder | None:
        """Who shows the file now."""
        return self._file.holder()

    def release(self) -> None:
        """Give the file back."""
        self._file.release()
