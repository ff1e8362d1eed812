"""Backups of a file: made online, opened again and checked, then renamed; and the way back.

Copying a live file loses rows, so only SQLite's backup interface is used. A backup is a database
file and its SHA-256 beside it; documents are content-addressed and copied once, into a folder that
all backups share.
"""

from __future__ import annotations

import glob
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from incubator_gui.core.errors import Environment, IncubatorError, NotFound, Refused
from incubator_gui.core.file_lock import FileLock
from incubator_gui.core.messages import msg
from incubator_gui.db.engine import APPLICATION_ID
from incubator_gui.db.files import FolderStore, sync_folder
from incubator_gui.db.identify import read_only_uri
from incubator_gui.db.journal.erasure import join_lists, list_beside

_SUFFIXES = ("", "-wal", "-journal")
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
    if not path.exists():
        raise NotFound(msg("There is no database {file}.", file=str(path)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _one_at_a_time(folder):
            target = _free_name(folder, path.stem, now, reason)
            scratch = folder / f".{target.name}.new"
            try:
                _copy(path, scratch, on_progress)
                check_file(scratch)
                _copy_documents(path, folder)
                _write(target.with_suffix(".sha256"), f"{_sha256(scratch)}  {target.name}\n")
                os.replace(scratch, target)
                sync_folder(folder)
            except BaseException:
                scratch.unlink(missing_ok=True)
                target.with_suffix(".sha256").unlink(missing_ok=True)
                raise
            thin_out(folder, path.stem, now)
    except OSError as error:
        raise Environment(msg("The backup could not be written to {folder} ({reason}). Choose another folder or free"
                              " some space.", folder=str(folder), reason=error.strerror or str(error))) from error
    except sqlite.DatabaseError as error:
        raise Environment(msg("The backup could not be made: {reason}.", reason=str(error))) from error
    return Backup(target, now.replace(microsecond=0), target.stat().st_size, reason)


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait for another backup into this folder; what a killed one left behind is removed."""
    lock = FileLock(folder / ".lock")
    deadline = time.monotonic() + 60
    while not lock.acquire():
        if time.monotonic() > deadline:
            raise Environment(msg("Another backup into {folder} is under way. Try again later.", folder=str(folder)))
        time.sleep(0.1)
    try:
        for left in [*folder.glob(".*.db.new*"), *folder.glob("files/??/.new-*")]:
            left.unlink(missing_ok=True)
        yield
    finally:
        lock.release()


def _free_name(folder: Path, stem: str, now: datetime, reason: str) -> Path:
    """A name of its own for each backup, also for two within one second."""
    while True:
        target = folder / f"{stem}-{now.strftime(_STAMP)}-{reason}.db"
        if not target.exists():
            return target
        now += timedelta(seconds=1)


def _write(place: Path, content: str) -> None:
    with place.open("w", encoding="utf-8") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def backup_before_upgrade(path: Path, revision: str) -> Backup:
    """A backup before the schema changes, made once for each target version."""
    reason = f"before-{revision}"
    for found in list_backups(path):
        if found.reason == reason:
            return found
    return make_backup(path, reason)


def _copy(source: Path, target: Path, on_progress: Callable[[int, int], None] | None) -> None:
    origin = sqlite.connect(read_only_uri(source), uri=True, timeout=30)
    copy = sqlite.connect(str(target))
    try:
        def step(_status: int, remaining: int, total: int) -> None:
            if on_progress:
                on_progress(total - remaining, total)

        origin.execute("BEGIN")  # one moment: a change meanwhile would start the copy again
        origin.execute("SELECT count(*) FROM sqlite_master").fetchone()
        origin.backup(copy, pages=2000, progress=step)
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()
        origin.close()
    with target.open("rb+") as stream:
        os.fsync(stream.fileno())


def _copy_documents(path: Path, folder: Path) -> None:
    """Documents and the list of erasures; a document that lies in the folder already is not copied again."""
    store, kept = FolderStore(path.with_name(path.name + ".files")), FolderStore(folder / "files")
    for name in store.all():
        if not kept.has(name):
            try:
                kept.put(store.get(name))
            except IncubatorError:
                continue  # damaged or just removed: `check` names it, the backup of all else goes on
    if list_beside(path).exists():
        join_lists(folder / "erasures", list_beside(path))


def check_file(path: Path) -> None:
    """Open a database file and check it; raises Environment when it is damaged or foreign."""
    try:
        connection = sqlite.connect(read_only_uri(path), uri=True)
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


def verify_backup(path: Path) -> None:
    """Check a backup against its hash (a flipped bit can pass SQLite's own check) and open it."""
    note = path.with_suffix(".sha256")
    if note.exists():
        wanted = note.read_text(encoding="utf-8", errors="replace").split(" ")[0]
        if _sha256(path) != wanted:
            raise Environment(msg("The backup {file} is damaged: its content does not fit its hash. Choose another"
                                  " backup.", file=path.name))
    check_file(path)


def list_backups(path: Path) -> list[Backup]:
    """Backups of a database file, newest first."""
    found = []
    for item in backup_folder(path).glob(f"{glob.escape(path.stem)}-*.db"):
        stamp, _, reason = item.stem[len(path.stem) + 1 :].partition("-")
        try:
            made = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
        except ValueError:
            continue
        found.append(Backup(item, made, item.stat().st_size, reason))
    return sorted(found, key=lambda b: (b.made_at, b.path.name), reverse=True)


def restore(path: Path, backup: Path) -> Path | None:
    """Put a verified backup in place of the database file, which must be closed everywhere.

    The present file is kept beside it as `….replaced-<time>` (returned), with a left-over
    write-ahead log, which would undo the restore. Erasures are repeated when the file is opened.
    """
    if not backup.exists():
        raise NotFound(msg("There is no backup {file}.", file=str(backup)))
    verify_backup(backup)
    scratch = path.with_name(f".{path.name}.restored")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(backup, scratch)
        with scratch.open("rb+") as stream:
            os.fsync(stream.fileno())
        check_file(scratch)
        kept = _keep(path)
        try:
            _refuse_open(path)
        except Refused:
            if kept is not None:
                for suffix in _SUFFIXES:
                    kept.with_name(kept.name + suffix).unlink(missing_ok=True)
            raise
        for suffix in ("-wal", "-shm", "-journal"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        os.replace(scratch, path)
        sync_folder(path.parent)
        _restore_documents(path, backup)
    except OSError as error:
        raise Environment(msg("The backup could not be restored to {file} ({reason}). Free some space or check the"
                              " permissions, then restore again.", file=str(path),
                              reason=error.strerror or str(error))) from error
    finally:
        scratch.unlink(missing_ok=True)
    return kept


def _refuse_open(path: Path) -> None:
    """Leaving WAL mode needs the file for oneself: it fails while any process has it open."""
    if not path.exists():
        return
    try:
        connection = sqlite.connect(f"{read_only_uri(path)[:-2]}rw", uri=True, timeout=1, isolation_level=None)
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
        finally:
            connection.close()
    except sqlite.OperationalError as error:
        if "locked" in str(error):
            raise Refused(msg("{file} is open in another window or program. Close it there, then restore again.",
                              file=str(path))) from error
    except sqlite.DatabaseError:
        pass  # damaged: that is why it is replaced


def _keep(path: Path) -> Path | None:
    """Copy what is there, log and all, before anything of it is touched."""
    remains = [path.with_name(path.name + suffix) for suffix in _SUFFIXES]
    if not any(item.exists() for item in remains):
        return None
    stamp, number = datetime.now(UTC).strftime(_STAMP), 0
    while (kept := path.with_name(f"{path.name}.replaced-{stamp}{f'-{number}' if number else ''}")).exists():
        number += 1
    for item in remains:
        if item.exists():
            copy = kept.with_name(kept.name + item.name[len(path.name) :])
            shutil.copyfile(item, copy)
            with copy.open("rb+") as stream:
                os.fsync(stream.fileno())
    return kept


def _restore_documents(path: Path, backup: Path) -> None:
    """Documents that are missing or damaged beside the file, and erasures that it does not know."""
    store, kept = FolderStore(path.with_name(path.name + ".files")), FolderStore(backup.parent / "files")
    for name in kept.all():
        try:
            store.put(kept.get(name))
        except IncubatorError:
            continue  # the copy is damaged too: `check` names it
    join_lists(list_beside(path), backup.parent / "erasures")


def thin_out(folder: Path, stem: str, now: datetime) -> list[Path]:
    """Keep all of today and yesterday, then 12 daily, 10 weekly and 9 monthly ones; returns what went.

    Backups made before an upgrade stay.
    """
    found = []
    for item in sorted(folder.glob(f"{glob.escape(stem)}-*-daily.db"), reverse=True):
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
