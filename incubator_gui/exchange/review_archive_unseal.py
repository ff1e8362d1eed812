"""Opening a sealed review package: nothing of it is believed, or laid on the disk, before its signature is proved."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pyrage

from incubator_gui.core.errors import Environment
from incubator_gui.core.messages import msg
from incubator_gui.exchange.review_archive_frame import (
    BLOCK,
    Head,
    Kind,
    Outside,
    PackageRefused,
    Step,
    Stop,
    damaged,
    forged,
    given_up,
    look,
    too_large,
    unreadable,
)
from incubator_gui.exchange.review_archive_json import strict
from incubator_gui.exchange.review_archive_passphrase import TooMuchWork, WrongPassphrase, unlock
from incubator_gui.exchange.review_archive_seal import DOCUMENTS_MOST, LEAD, MANIFEST_MOST, SIGNED
from incubator_gui.exchange.review_keys import plain_passphrase, signed_by


@dataclass(frozen=True, slots=True)
class Unsealed:
    """What was inside, its signature proved. `package_key` opens this package again and what is kept with it."""

    outside: Outside
    manifest: Mapping[str, Any]
    verify_key: str
    package_key: str


def unseal(path: Path, kind: Kind, *, passphrase: str | None, identities: Sequence[str], folder: Path | None,
           step: Step = None, stop: Stop = None) -> Unsealed:
    """Open a package, prove it and put its documents into `folder` under their digests.

    Without a folder documents are proved and thrown away. Raises PackageRefused, Environment or Cancelled.
    """
    outside = look(path, stop=stop)
    if outside.head.kind != kind:
        raise _other_kind(path.name, outside.head.kind)
    own = _own_key(path.name, outside.head, passphrase, identities)
    taker = _Taker(path.name, outside, folder, step, stop)
    try:
        with path.open("rb") as stream:
            stream.seek(outside.start)
            pyrage.decrypt_io(stream, taker, [pyrage.x25519.Identity.from_str(own)])
        manifest = taker.end()
    except pyrage.DecryptError as error:
        raise damaged(path.name) from error
    except OSError as error:
        if error.errno is None:  # what pyrage says of a stream that was made wrongly
            raise damaged(path.name) from error
        raise unreadable(path, error) from error
    finally:
        taker.close()
    return Unsealed(outside, manifest, taker.verify_key, own)


def _other_kind(name: str, found: Kind) -> PackageRefused:
    if found == "return":
        return PackageRefused("kind", msg("“{name}” is the return package of a reviewer: hand it to the incubator, "
                                          "where it is merged under Review, Packages.", name=name))
    return PackageRefused("kind", msg("“{name}” is a review package that goes out to its reviewer, nothing that came "
                                      "back: choose the file that the reviewer sent.", name=name))


def _own_key(name: str, head: Head, passphrase: str | None, identities: Sequence[str]) -> str:
    slots = dict(head.slots)
    found: bytes | None = None
    if "recipient" in slots and identities:
        with contextlib.suppress(pyrage.DecryptError, ValueError):
            found = pyrage.decrypt(base64.b64decode(slots["recipient"], validate=True),
                                   [pyrage.x25519.Identity.from_str(one) for one in identities])
    if found is None and "passphrase" in slots:
        if not passphrase:
            raise PackageRefused("needs_passphrase", msg(
                "“{name}” opens with the passphrase that the incubator told you.", name=name))
        found = _with_passphrase(name, slots["passphrase"], plain_passphrase(passphrase))
    if found is None and head.kind == "return":
        raise PackageRefused("other", msg("“{name}” was sent back to another incubator: no key of this one opens it. "
                                          "Open the database from which its package went out.", name=name))
    if found is None:
        raise PackageRefused("other", msg("“{name}” was made for another person or another workstation: no key here "
                                          "opens it. Ask the incubator for one with a passphrase.", name=name))
    try:
        own = found.decode("ascii")
        pyrage.x25519.Identity.from_str(own)
    except (UnicodeDecodeError, pyrage.IdentityError) as error:
        raise damaged(name) from error
    return own


def _with_passphrase(name: str, slot: str, passphrase: str) -> bytes:
    try:
        return unlock(base64.b64decode(slot, validate=True), passphrase)
    except WrongPassphrase as error:
        raise PackageRefused("passphrase", msg(
            "This passphrase does not open “{name}”. Look at capital letters and the language of the keyboard, then "
            "try again.", name=name)) from error
    except TooMuchWork as error:
        raise too_large(name) from error
    except ValueError as error:
        raise damaged(name) from error
    except MemoryError as error:
        raise Environment(msg("There is not enough memory to open “{name}”: close other programs and try again.",
                              name=name)) from error


class _Taker:
    """Takes the decrypted stream: proves the manifest before the first document touches the disk."""

    def __init__(self, name: str, outside: Outside, folder: Path | None, step: Step, stop: Stop) -> None:
        self._name, self._outside, self._folder, self._step, self._stop = name, outside, folder, step, stop
        self._head = bytearray()
        self._wanted = LEAD
        self._manifest: Mapping[str, Any] | None = None
        self._documents: list[tuple[str, int]] = []
        self._place, self._left = -1, 0
        self._digest = hashlib.sha256()
        self._file: IO[bytes] | None = None
        self._taken = 0
        self.verify_key = ""

    def write(self, data: bytes) -> int:
        """The next bytes."""
        given_up(self._stop)
        self._taken += len(data)
        if self._step is not None and self._taken % BLOCK < len(data):
            self._step(self._taken, self._outside.length)
        rest = data
        if self._manifest is None:
            self._head += data
            rest = self._begin()
        while rest:
            rest = self._document(rest)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def end(self) -> Mapping[str, Any]:
        """The manifest; raises PackageRefused when something is missing."""
        if self._manifest is None or self._left or self._place < len(self._documents):
            raise damaged(self._name)
        return self._manifest

    def close(self) -> None:
        """Let go of the file that is being written."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _begin(self) -> bytes:
        if len(self._head) >= 4:
            length = int.from_bytes(self._head[:4], "big")
            if length > MANIFEST_MOST:
                raise too_large(self._name)
            self._wanted = LEAD + length
        if len(self._head) < max(self._wanted, LEAD):
            return b""
        manifest, rest = bytes(self._head[LEAD:self._wanted]), bytes(self._head[self._wanted:])
        verify_key = bytes(self._head[68:LEAD])
        if not signed_by(verify_key, SIGNED + manifest, bytes(self._head[4:68])):
            raise forged(self._name)
        self._head.clear()
        try:
            value = strict(manifest)
            self._documents = _documents(value)
        except (ValueError, TypeError, KeyError) as error:
            raise damaged(self._name) from error
        if value.get("kind") != self._outside.head.kind or value.get("head") != hashlib.sha256(
                self._outside.head_bytes).hexdigest():
            raise forged(self._name)
        if sum(size for _digest, size in self._documents) > self._outside.length:
            raise damaged(self._name)
        self._manifest, self.verify_key = value, verify_key.hex()
        self._next()
        return rest

    def _document(self, data: bytes) -> bytes:
        if self._place >= len(self._documents):
            raise damaged(self._name)
        part, rest = data[:self._left], data[self._left:]
        self._digest.update(part)
        if self._file is not None:
            try:
                self._file.write(part)
            except OSError as error:
                raise self._no_room(error) from error
        self._left -= len(part)
        if not self._left:
            if self._digest.hexdigest() != self._documents[self._place][0]:
                raise damaged(self._name)
            self._next()
        return rest

    def _next(self) -> None:
        """The next document that has any bytes."""
        while True:
            self.close()
            self._place += 1
            if self._place >= len(self._documents):
                return
            digest, self._left = self._documents[self._place]
            self._digest = hashlib.sha256()
            if self._folder is not None:
                try:
                    self._file = open_private(self._folder / digest)
                except OSError as error:
                    raise self._no_room(error) from error
            if self._left:
                return
            if digest != self._digest.hexdigest():
                raise damaged(self._name)


    def _no_room(self, error: OSError) -> Environment:
        return Environment(msg("The documents of “{name}” cannot be unpacked to {folder}: {reason}. Make room there, "
                               "then open it again.", name=self._name, folder=str(self._folder),
                               reason=error.strerror or str(error)))


def open_private(path: Path) -> IO[bytes]:
    """A new file that only this person may read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600), "wb")


def _documents(value: Any) -> list[tuple[str, int]]:
    found = [(digest, size) for digest, size in value["documents"]]
    for digest, size in found:
        if not (isinstance(digest, str) and re.fullmatch(r"[0-9a-f]{64}", digest)) or type(size) is not int or size < 0:
            raise ValueError("no document")
    if len(found) > DOCUMENTS_MOST or len({digest for digest, _size in found}) != len(found):
        raise ValueError("no list of documents")
    return found
