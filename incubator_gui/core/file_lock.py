"""A lock on a file that the operating system drops when its process dies; it says who holds it."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_FAR = 1 << 30
"""Windows locks bytes, not files: one far behind the text, so that others can read who holds it."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock."""

    process: int
    workstation: str
    since: datetime


class FileLock:
    """An exclusive lock on a small file; held until `release` or the end of the process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle: int | None = None

    def acquire(self) -> bool:
        """Take the lock now or not at all; a file left behind by a dead process is no lock."""
        while self._handle is None:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            if not _lock(handle):
                os.close(handle)
                return False
            if _is_still(handle, self.path):
                self._handle = handle
                self._sign(handle)
            else:  # its holder removed it between our opening and our locking
                os.close(handle)
        return True

    def _sign(self, handle: int) -> None:
        note = {"process": os.getpid(), "workstation": platform.node(), "since": datetime.now(UTC).isoformat()}
        os.ftruncate(handle, 0)
        os.write(handle, json.dumps(note).encode())

    def release(self) -> None:
        """Give the lock back; its file goes too."""
        if self._handle is None:
            return
        if os.name != "nt":
            self.path.unlink(missing_ok=True)
        os.close(self._handle)
        self._handle = None

    def holder(self) -> Holder | None:
        """Who holds the lock, None when nobody does."""
        if self._handle is None:
            try:
                handle = os.open(self.path, os.O_RDWR)
            except OSError:
                return None
            free = _lock(handle)
            os.close(handle)
            if free:
                return None
        return _read(self.path)

    def __enter__(self) -> Self:
        if not self.acquire():
            raise BlockingIOError(str(self.path))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.release()


def _lock(handle: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            module: Any = msvcrt
            os.lseek(handle, _FAR, os.SEEK_SET)
            module.locking(handle, module.LK_NBLCK, 1)
            os.lseek(handle, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_still(handle: int, path: Path) -> bool:
    try:
        there = path.stat()
    except OSError:
        return False
    ours = os.fstat(handle)
    return (ours.st_ino, ours.st_dev) == (there.st_ino, there.st_dev)


def _read(path: Path) -> Holder | None:
    try:
        note = json.loads(path.read_text(encoding="utf-8"))
        return Holder(int(note["process"]), str(note["workstation"]), datetime.fromisoformat(note["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
