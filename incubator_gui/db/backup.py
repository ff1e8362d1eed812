"""Backups of a file: made online, opened again and checked, then renamed; and the way back.

Copying a live file loses rows, so only SQLite's backup interface is used. A backup is a database
file, its SHA-256 beside it, and the list of the documents it names; documents themselves are
content-addressed and copied once.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from incubator_gui.core.errors import Environment, NotFound
from incubator_gui.core.messages import msg
from incubator_gui.db.engine import APPLICATION_ID

_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: its file, when it was made, its size in bytes and why it was made."""

    path: Path
    made_at: datetime
    size: int
    reason: str


def backup_folder(path: Path) -> Path:
    """Where the backups of a database file lie."""
    return path.with_name(path.name + ".backups")


def make_backup(path: Path, reason: str = "daily", folder: Path | None = None,
                on_progress: Callable[[int, int], None] | None = None) -> Backup:
    """Copy the live file, check the copy, store its hash, then thin out old backups."""
    folder = folder or backup_folder(path)
    now = datetime.now(UTC)
    target = folder / f"{path.stem}-{now.strftime(_STAMP)}-{reason}.db"
    scratch = folder / f".{target.name}.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        scratch.unlink(missing_ok=True)
        _copy(path, scratch, on_progress)
        check_file(scratch)
        _copy_documents(path, folder)
        digest = _sha256(scratch)
        target.with_suffix(".sha256").write_text(f"{digest}  {target.name}\n", encoding="ascii")
        os.replace(scratch, target)
    except OSError as error:
        scratch.unlink(missing_ok=True)
        raise Environment(msg("The backup could not be written to {folder} ({reason}). Choose another folder or free"
                              " some space.", folder=str(folder), reason=error.strerror or str(error))) from error
    except sqlite.DatabaseError as error:
        scratch.unlink(missing_ok=True)
        raise Environment(msg("The backup could not be made: {reason}.", reason=str(error))) from error
    thin_out(folder, path.stem, now)
    return Backup(target, now.replace(microsecond=0), target.stat().st_size, reason)


def backup_before_upgrade(path: Path, revision: str) -> Backup:
    """A backup before the schema changes, made once for each target version."""
    reason = f"before-{revision}"
    for found in list_backups(path):
        if found.reason == reason:
            return found
    return make_backup(path, reason)


def _copy(source: Path, target: Path, on_progress: Callable[[int, int], None] | None) -> None:
    origin = sqlite.connect(str(source), timeout=30)
    copy = sqlite.connect(str(target))
    try:
        def step(_status: int, remaining: int, total: int) -> None:
            if on_progress:
                on_progress(total - remaining, total)

        origin.backup(copy, pages=2000, progress=step)
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()
        origin.close()
    with target.open("rb+") as stream:
        os.fsync(stream.fileno())


def _copy_documents(path: Path, folder: Path) -> None:
    """Documents that this backup folder does not hold yet; a content never changes."""
    source = path.with_name(path.name + ".files")
    for item in source.glob("??/*"):
        place = folder / "files" / item.parent.name / item.name
        if len(item.name) == 64 and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            scratch = place.with_name(f".{place.name}.new")
            shutil.copyfile(item, scratch)
            os.replace(scratch, place)


def check_file(path: Path) -> None:
    """Open a database file and check it; raises Environment when it is damaged or foreign."""
    try:
        connection = sqlite.connect(f"file:{_quoted(path)}?mode=ro", uri=True)
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            result = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        finally:
            connection.close()
    except sqlite.DatabaseError as error:
        raise Environment(msg("{file} is damaged or no database ({reason}).", file=path.name,
                              reason=str(error))) from error
    if application != APPLICATION_ID:
        raise Environment(msg("{file} is not a database of the program.", file=path.name))
    if result != "ok" or broken is not None:
        raise Environment(msg("{file} is damaged: {reason}.", file=path.name, reason=str(result)))


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(str(path))


def verify_backup(path: Path) -> None:
    """Check a backup against its hash (a flipped bit can pass SQLite's own check) and open it."""
    note = path.with_suffix(".sha256")
    if note.exists():
        wanted = note.read_text(encoding="ascii").split(" ")[0]
        if _sha256(path) != wanted:
            raise Environment(msg("The backup {file} is damaged: its content does not fit its hash. Choose another"
                                  " backup.", file=path.name))
    check_file(path)


def list_backups(path: Path) -> list[Backup]:
    """Backups of a database file, newest first."""
    found = []
    for item in backup_folder(path).glob(f"{path.stem}-*.db"):
        stamp, _, reason = item.stem[len(path.stem) + 1 :].partition("-")
        try:
            made = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
        except ValueError:
            continue
        found.append(Backup(item, made, item.stat().st_size, reason))
    return sorted(found, key=lambda b: (b.made_at, b.path.name), reverse=True)


def restore(path: Path, backup: Path) -> Path | None:
    """Put a verified backup in place of the database file, which must be closed everywhere.

    The present file is kept beside it as `….replaced-<time>` (returned); a left-over write-ahead
    log is moved away with it, since it would undo the restore.
    """
    if not backup.exists():
        raise NotFound(msg("There is no backup {file}.", file=str(backup)))
    verify_backup(backup)
    scratch = path.with_name(f".{path.name}.restored")
    shutil.copyfile(backup, scratch)
    with scratch.open("rb+") as stream:
        os.fsync(stream.fileno())
    check_file(scratch)
    kept: Path | None = None
    if path.exists():
        stamp = datetime.now(UTC).strftime(_STAMP)
        kept = path.with_name(f"{path.name}.replaced-{stamp}")
        for suffix in ("-wal", "-shm"):
            log = path.with_name(path.name + suffix)
            if log.exists():
                os.replace(log, kept.with_name(kept.name + suffix))
        os.replace(path, kept)
    os.replace(scratch, path)
    _restore_documents(path, backup)
    return kept


def _restore_documents(path: Path, backup: Path) -> None:
    for item in (backup.parent / "files").glob("??/*"):
        place = path.with_name(path.name + ".files") / item.parent.name / item.name
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(item, place)


def thin_out(folder: Path, stem: str, now: datetime) -> list[Path]:
    """Keep all of today and yesterday, then 12 daily, 10 weekly and 9 monthly ones; returns what went.

    Backups made before an upgrade stay.
    """
    found = []
    for item in sorted(folder.glob(f"{stem}-*-daily.db"), reverse=True):
        try:
            found.append((datetime.strptime(item.stem[len(stem) + 1 :].partition("-")[0], _STAMP).replace(tzinfo=UTC),
                          item))
        except ValueError:
            continue
    recent = (now - timedelta(days=1)).date()
    kept: set[Path] = {item for made, item in found if made.date() >= recent}
    older = [(made, item) for made, item in found if made.date() < recent]
    for key, count in ((lambda m: m.date(), 12), (lambda m: m.isocalendar()[:2], 10),
                       (lambda m: (m.year, m.month), 9)):
        seen: dict[object, Path] = {}
        for made, item in older:
            seen.setdefault(key(made), item)
        kept.update(list(seen.values())[:count])
    gone = [item for _made, item in older if item not in kept]
    for item in gone:
        item.unlink(missing_ok=True)
        item.with_suffix(".sha256").unlink(missing_ok=True)
    return gone


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def describe(backup: Backup) -> str:
    """One backup as JSON, for the command line."""
    return json.dumps({"file": str(backup.path), "made_at": backup.made_at.isoformat(), "size": backup.size})
