"""The file store: contents under their SHA-256, in a folder beside the file or in a table.

A content is written once and never changed. It belongs to no change set: rows that name it are
journaled by hash, and what the journal still names is not collected.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError

from incubator_gui.core.errors import Environment, NotFound, Refused
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import StoredFile

LIMIT = 200 * 1024 * 1024
"""Largest document that is taken, in bytes."""


_NAME = re.compile("[0-9a-f]{64}")


class FileStore(Protocol):
    """Keeps contents and gives them back."""

    def put(self, content: bytes) -> str:
        """Keep a content; returns its SHA-256 in hexadecimal."""

    def get(self, sha256: str) -> bytes:
        """The content, checked against its name; raises NotFound or Environment when it is damaged."""

    def has(self, sha256: str) -> bool:
        """Whether the content is kept."""

    def all(self) -> Iterable[str]:
        """Every hash kept."""


def store_for(engine: Engine, path: Path | None) -> FileStore:
    """The store that belongs to a database."""
    return TableStore(engine) if path is None else FolderStore(path.with_name(path.name + ".files"))


def _checked(content: bytes) -> str:
    if len(content) > LIMIT:
        raise Refused(msg("The file is larger than {limit} MB. Make it smaller, then add it again.",
                          limit=LIMIT // 1024 // 1024))
    return hashlib.sha256(content).hexdigest()


def _intact(sha256: str, content: bytes) -> bytes:
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Environment(msg("The stored document {name} is damaged. Restore it from a backup.", name=sha256[:12]))
    return content


def sync_folder(folder: Path) -> None:
    """Make a new name in a folder survive a power cut, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class FolderStore:
    """A folder of files, two levels deep."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where a content lies."""
        if not _NAME.fullmatch(sha256):  # a name from a damaged database must not lead elsewhere
            raise NotFound(msg("The stored document {name} is missing. Restore it from a backup.", name=sha256[:12]))
        return self.folder / sha256[:2] / sha256

    def put(self, content: bytes) -> str:
        name = _checked(content)
        place = self.path(name)
        try:
            # One that was damaged since is written anew: here is its content.
            if place.exists() and place.stat().st_size == len(content) and place.read_bytes() == content:
                return name
            place.parent.mkdir(parents=True, exist_ok=True)
            handle, scratch = tempfile.mkstemp(dir=place.parent, prefix=".new-")
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(content)
                    stream.flush()
                    os.fsync(stream.fileno())
                os.replace(scratch, place)
                sync_folder(place.parent)
            except BaseException:
                Path(scratch).unlink(missing_ok=True)
                raise
        except OSError as error:
            raise Environment(msg("The document could not be stored ({reason}). Nothing was changed.",
                                  reason=error.strerror or str(error))) from error
        return name

    def get(self, sha256: str) -> bytes:
        try:
            return _intact(sha256, self.path(sha256).read_bytes())
        except FileNotFoundError:
            raise NotFound(msg("The stored document {name} is missing. Restore it from a backup.",
                               name=sha256[:12])) from None
        except OSError as error:
            raise Environment(msg("The stored document {name} cannot be read ({reason}). Check the disk and the"
                                  " permissions.", name=sha256[:12], reason=error.strerror or str(error))) from error

    def has(self, sha256: str) -> bool:
        return self.path(sha256).exists()

    def all(self) -> Iterable[str]:
        return (p.name for p in sorted(self.folder.glob("??/*")) if len(p.name) == 64)


class TableStore:
    """A table of the shared database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def put(self, content: bytes) -> str:
        name = _checked(content)
        if not self.has(name):
            try:
                with self._engine.execution_options(writing=True).begin() as connection:
                    connection.execute(insert(StoredFile).values(sha256=name, content=content))
            except IntegrityError:
                pass  # another workstation stored the same content a moment ago
        return name

    def get(self, sha256: str) -> bytes:
        with self._engine.connect() as connection:
            content = connection.scalar(select(StoredFile.content).where(StoredFile.sha256 == sha256))
        if content is None:
            raise NotFound(msg("The stored document {name} is missing. Restore it from a backup.", name=sha256[:12]))
        return _intact(sha256, bytes(content))

    def has(self, sha256: str) -> bool:
        with self._engine.connect() as connection:
            return connection.scalar(select(StoredFile.sha256).where(StoredFile.sha256 == sha256)) is not None

    def all(self) -> Iterable[str]:
        with self._engine.connect() as connection:
            return list(connection.scalars(select(StoredFile.sha256).order_by(StoredFile.sha256)))
