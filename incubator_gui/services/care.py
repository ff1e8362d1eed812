"""Care of the data: check, backups, restore, and what others changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import Message, msg
from incubator_gui.db import backup
from incubator_gui.db.backup import Backup
from incubator_gui.db.check import check
from incubator_gui.db.database import Database
from incubator_gui.db.watch import Watcher
from incubator_gui.domain.changes import Changes


class CareService:
    """Checks and backups of an open database."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self.folder: Path | None = None
        """Where backups go; beside the file unless the person chose another folder."""

    @property
    def can_back_up(self) -> bool:
        """Files are backed up by the program; servers by their administrator."""
        return self._db.is_file

    def check(self) -> tuple[Message, ...]:
        """Everything that is wrong, one sentence each; empty when all is well."""
        return tuple(check(self._db))

    def back_up(self, reason: str = "daily", on_step: Callable[[int, int], None] | None = None) -> Backup:
        """Make a backup now; raises Refused on PostgreSQL, Environment when it cannot be written."""
        return backup.make_backup(self._file(), reason, self.folder, on_progress=on_step)

    def back_up_when_due(self, hours: int) -> Path | None:
        """Make a backup when the last one is older than so many hours; its path, or None."""
        last = next((b for b in self.backups() if b.reason == "daily"), None)
        if last is not None and datetime.now(UTC) - last.made_at < timedelta(hours=hours):
            return None
        return self.back_up().path

    def backups(self) -> tuple[Backup, ...]:
        """Backups of this file, newest first."""
        return tuple(backup.list_backups(self._file()))

    def _file(self) -> Path:
        if self._db.path is None:
            raise Refused(msg("Backups of a PostgreSQL server are made by its administrator."))
        return self._db.path


class ElsewhereService:
    """What other workstations and the command line changed, since it was last asked."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._watcher: Watcher | None = None

    def begin(self) -> None:
        """Watch from now on: before anything is read, so that no change falls between reading and watching."""
        if self._watcher is None:
            self._watcher = Watcher(self._db)

    def poll(self) -> Changes | None:
        """Changes made elsewhere, None when nothing; raises Environment while the database is out of reach."""
        if self._watcher is None:
            self.begin()
            return None
        return self._watcher.poll()

    def close(self) -> None:
        """Give back the watcher's connection."""
        if self._watcher is not None:
            self._watcher.close()
            self._watcher = None
