"""Putting a backup in the place of a database file."""

from __future__ import annotations

from pathlib import Path

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import msg
from incubator_gui.db import backup
from incubator_gui.db.engine import file_of, parse_url
from incubator_gui.db.window_lock import WindowLock


def restore(place: str | Path, chosen: Path | None = None) -> tuple[Path, Path | None]:
    """Restore a file from a backup, the newest by default; returns the backup and what was put aside.

    Raises Refused while a window has the file open, and on PostgreSQL; NotFound without a backup;
    Environment where the backup is damaged.
    """
    path = file_of(parse_url(place))
    if path is None:
        raise Refused(msg("Backups of a PostgreSQL server are restored by its administrator."))
    if chosen is None:
        found = backup.list_backups(path)
        if not found:
            raise NotFound(msg("There is no backup of {file}. Name the backup to restore.", file=str(path)))
        chosen = found[0].path
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = WindowLock(path)
    lock.take()
    try:
        return chosen, backup.restore(path, chosen)
    finally:
        lock.release()
