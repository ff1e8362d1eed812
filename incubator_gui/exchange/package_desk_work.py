"""The work file of an opened review package: what a reviewer typed, kept whole after every change.

It lies in the person's data folder, never beside the package: a stick may be read-only or pulled out, a mail
program's folder vanishes. One file for each house, reviewer and round, so that every package of the round
finds what was typed into the others. It is encrypted for the person's own key and for that of the package:
a copy of it tells nobody anything, and either key brings it back.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pyrage

from incubator_gui.core.errors import Environment, Refused
from incubator_gui.core.file_lock import FileLock
from incubator_gui.core.files import whole
from incubator_gui.core.messages import msg
from incubator_gui.domain.review_form import ReviewForm
from incubator_gui.exchange.review_archive import OpenedPackage, ReviewKey
from incubator_gui.exchange.review_archive_json import canonical, strict

FOLDER = "reviews"
_MOST = 200_000_000
_STALE = 86_400


@dataclass(frozen=True, slots=True)
class Work:
    """What was done on one application. `base` and `texts` are the form and the texts that it was done upon.

    `package`, made at `made_at`, is the newest one that it was done with.
    """

    form: ReviewForm
    base: ReviewForm
    version: int
    package: UUID
    made_at: datetime
    saved_at: datetime
    texts: tuple[tuple[str, str], ...] = ()
    conflict: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {"form": self.form.to_json(), "base": self.base.to_json(), "version": self.version,
                "package": str(self.package), "made_at": self.made_at.isoformat(),
                "saved_at": self.saved_at.isoformat(), "texts": [list(one) for one in self.texts],
                "conflict": self.conflict}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Work:
        """The inverse; raises KeyError, TypeError or ValueError on other data."""
        return cls(ReviewForm.from_json(data["form"]), ReviewForm.from_json(data["base"]), int(data["version"]),
                   UUID(data["package"]), datetime.fromisoformat(data["made_at"]),
                   datetime.fromisoformat(data["saved_at"]),
                   tuple((str(label), str(text)) for label, text in data["texts"]), data["conflict"])


@dataclass(frozen=True, slots=True)
class WorkState:
    """All of a work file: what was done by application, and when each package was sent back.

    `aside` keeps what no longer fits anywhere, as it was typed.
    """

    works: Mapping[UUID, Work] = field(default_factory=dict)
    aside: tuple[str, ...] = ()
    sent: Mapping[UUID, datetime] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {"works": {str(id): one.to_json() for id, one in self.works.items()}, "aside": list(self.aside),
                "sent": {str(id): at.isoformat() for id, at in self.sent.items()}}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> WorkState:
        """The inverse; raises KeyError, TypeError or ValueError on other data."""
        return cls({UUID(id): Work.from_json(one) for id, one in data["works"].items()},
                   tuple(str(one) for one in data["aside"]),
                   {UUID(id): datetime.fromisoformat(at) for id, at in data["sent"].items()})


class WorkFile:
    """One work file, held by one program at a time."""

    def __init__(self, folder: Path, package: OpenedPackage, key: ReviewKey) -> None:
        head = package.content.head
        whose = [package.signer, str(head.reviewer), head.call if head.round is None else str(head.round)]
        name = hashlib.sha256(canonical(whose)).hexdigest()[:24]
        self.path = folder / f"{name}.work"
        self._lock = FileLock(folder / f"{name}.lock")
        self._identities = [pyrage.x25519.Identity.from_str(one) for one in (key.identity, package.package_key)]
        self.damaged: Path | None = None

    def take(self) -> None:
        """Hold it; raises Refused where another program does."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            taken = self._lock.acquire()
        except OSError as error:
            raise self._unwritable(error) from error
        if not taken:
            holder = self._lock.holder()
            raise Refused(msg("The reviews of this package are open in another window since {since}: use that one, or "
                              "close it first.", since=holder.since) if holder is not None else msg(
                "The reviews of this package are open in another window: use that one, or close it first."))
        for one in self.path.parent.glob(".*.part"):  # a program that fell while it wrote
            with contextlib.suppress(OSError):
                if time.time() - one.stat().st_mtime > _STALE:
                    one.unlink()

    def release(self) -> None:
        """Let another program have it."""
        with contextlib.suppress(OSError):
            self._lock.release()

    def load(self) -> WorkState:
        """What was kept; a file that cannot be read is put aside, and `damaged` says where."""
        try:
            if self.path.stat().st_size > _MOST:
                raise ValueError("too large")
            return WorkState.from_json(strict(pyrage.decrypt(self.path.read_bytes(), self._identities)))
        except FileNotFoundError:
            return WorkState()
        except OSError as error:
            raise self._unwritable(error) from error
        except (pyrage.DecryptError, ValueError, KeyError, TypeError, AttributeError):
            self.damaged = self.path.with_name(f"{self.path.name}.{uuid4().hex[:8]}.damaged")
            with contextlib.suppress(OSError):
                os.replace(self.path, self.damaged)
            return WorkState()

    def save(self, state: WorkState) -> None:
        """Write it whole, on the disk before this returns; raises Environment."""
        data = pyrage.encrypt(canonical(state.to_json()), [one.to_public() for one in self._identities])
        with whole(self.path) as scratch, scratch.open("r+b") as stream:
            os.chmod(scratch, 0o600)
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())

    def _unwritable(self, error: OSError) -> Environment:
        return Environment(msg("Your reviews cannot be kept in “{folder}”: {reason}. Make room there, or check that "
                               "the folder is yours to write.", folder=str(self.path.parent),
                               reason=error.strerror or str(error)))


class PaperFolder:
    """A private folder for the documents of one opened package; what a fallen program left is swept away."""

    def __init__(self, folder: Path) -> None:
        self._lock = FileLock(folder / f"{uuid4().hex}.lock")
        self.path = self._lock.path.with_suffix("")

    def make(self) -> None:
        """Make the folder, and remove those that nobody holds any more; raises Environment."""
        parent = self.path.parent
        try:
            parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._lock.acquire()
            self.path.mkdir(mode=0o700)
            left = [one for one in parent.iterdir() if one.is_dir() and one != self.path]
        except OSError as error:
            raise Environment(msg("The documents of the package cannot be unpacked to {folder}: {reason}. Make room "
                                  "there, then open it again.", folder=str(parent),
                                  reason=error.strerror or str(error))) from error
        for one in left:
            with contextlib.suppress(OSError):
                lock = FileLock(one.with_name(one.name + ".lock"))
                if lock.acquire():
                    shutil.rmtree(one, ignore_errors=True)
                    _let_go(lock)

    def remove(self) -> None:
        """Take the documents away."""
        shutil.rmtree(self.path, ignore_errors=True)
        with contextlib.suppress(OSError):
            _let_go(self._lock)


def _let_go(lock: FileLock) -> None:
    """Each of these locks is for one folder, so its file goes too (Windows leaves it)."""
    lock.release()
    lock.path.unlink(missing_ok=True)


def texts_of(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Labels and texts, the last of equal labels; what changed is found by label."""
    return tuple(dict(pairs).items())
