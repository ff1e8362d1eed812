"""The inside of a review package: a signed manifest and the bytes of documents, encrypted as one stream.

    length of manifest 4 | signature 64 | key that signed 32 | manifest: canonical JSON | documents, one after the other

Nothing is compressed, so nothing can swell; documents have no names here, only their digests, so none can
point out of its folder. The stream is an age file for a key of this package alone, which stands in the head
once for each way to open it. Memory does not grow with the documents.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pyrage

from incubator_gui.core.errors import Environment, Refused
from incubator_gui.core.files import whole
from incubator_gui.core.messages import msg
from incubator_gui.exchange.review_archive_frame import (
    BLOCK,
    FILE_MOST,
    Head,
    Kind,
    Outside,
    PackageRefused,
    Step,
    Stop,
    clear_value,
    damaged,
    forged,
    given_up,
    look,
    prefix,
    too_large,
    unreadable,
)
from incubator_gui.exchange.review_archive_json import canonical, strict
from incubator_gui.exchange.review_keys import Protection, ReviewKey, plain_passphrase, recipient_of, signed_by

MANIFEST_MOST = 48_000_000
DOCUMENTS_MOST = 5_000
_SIGNED = b"incubator-gui .ireview 1\n"
_LEAD = 4 + 64 + 32
_WORK_MOST = 21
"""Exponent of scrypt: 2 GiB and some seconds; a package that asks for more wants to hurt."""
_STANZA = re.compile(rb"\A[^\n]*\n-> scrypt [^ \n]+ (\d{1,4})\n")


@dataclass(frozen=True, slots=True)
class Unsealed:
    """What was inside, its signature proved. `package_key` opens this package again and what is kept with it."""

    outside: Outside
    manifest: Mapping[str, Any]
    verify_key: str
    package_key: str


def seal(path: Path, kind: Kind, house: str, package: str, inside: Mapping[str, Any],
         documents: Sequence[tuple[str, int, Path]], key: ReviewKey, protect: Protection,
         step: Step = None, stop: Stop = None) -> str:
    """Write a package whole or not at all; returns the SHA-256 of the file.

    `documents` are (SHA-256, size, place); one that holds something else meanwhile is refused.
    """
    protect.check()
    own = pyrage.x25519.Identity.generate()
    head = Head(kind, clear_value(house), package, tuple(sorted(_slots(str(own), protect)))).to_bytes()
    manifest = canonical({**inside, "kind": kind, "head": hashlib.sha256(head).hexdigest(),
                          "documents": [[digest, size] for digest, size, _place in documents]})
    strict(manifest)
    total = _LEAD + len(manifest) + sum(size for _digest, size, _place in documents)
    if len(manifest) > MANIFEST_MOST or total > FILE_MOST * 0.95 or len(documents) > DOCUMENTS_MOST:
        raise Refused(msg("The package would hold more than {most} GB: leave documents out, or make one package for "
                          "fewer applications.", most=2))
    lead = len(manifest).to_bytes(4, "big") + key.sign(_SIGNED + manifest) + bytes.fromhex(key.verify_key)
    with whole(path) as scratch, scratch.open("r+b") as stream:
        stream.write(bytes(len(prefix(head, 0, b""))) + head)
        source = _Source(_stream(lead, manifest, documents), total, step, stop)
        target = _Target(stream)
        try:
            pyrage.encrypt_io(source, target, [own.to_public()])
        except pyrage.EncryptError:
            if source.failure is not None:
                raise source.failure from None
            raise
        stream.seek(0)
        stream.write(prefix(head, target.length, target.digest.digest()))
        stream.flush()
        os.fsync(stream.fileno())
        stream.seek(0)
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _slots(own: str, protect: Protection) -> Iterator[tuple[str, str]]:
    if protect.recipient:
        slot = pyrage.encrypt(own.encode(), [recipient_of(protect.recipient)])
        yield "recipient", base64.b64encode(slot).decode()
    if protect.passphrase:
        slot = pyrage.passphrase.encrypt(own.encode(), plain_passphrase(protect.passphrase))
        yield "passphrase", base64.b64encode(slot).decode()


def _stream(lead: bytes, manifest: bytes, documents: Iterable[tuple[str, int, Path]]) -> Iterator[bytes]:
    yield lead
    yield manifest
    for wanted, size, place in documents:
        digest, left = hashlib.sha256(), size
        try:
            with place.open("rb") as stream:
                while block := stream.read(BLOCK):
                    digest.update(block)
                    left -= len(block)
                    if left < 0:
                        break
                    yield block
        except OSError as error:
            raise Environment(msg("The document “{name}” cannot be read: {reason}. Check the folder of the documents, "
                                  "then make the package again.", name=place.name,
                                  reason=error.strerror or str(error))) from error
        if left or digest.hexdigest() != wanted:
            raise Refused(msg("The document “{name}” is not the one that was stored: its content changed. Add it to "
                              "the application again, then make the package.", name=place.name))


class _Source:
    """What pyrage reads from; it wraps what goes wrong in its own error, so that is kept."""

    def __init__(self, blocks: Iterator[bytes], total: int, step: Step, stop: Stop) -> None:
        self._blocks, self._total, self._step, self._stop = blocks, total, step, stop
        self._rest = memoryview(b"")
        self._done = 0
        self.failure: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most `size`."""
        try:
            if not self._rest:
                given_up(self._stop)
                self._rest = memoryview(next(self._blocks, b""))
                if self._step is not None:
                    self._step(self._done, self._total)
        except Exception as error:  # handed on by `seal`, which sees only what pyrage makes of it
            self.failure = error
            raise
        part = self._rest if size < 0 else self._rest[:size]
        self._rest = self._rest[len(part):]
        self._done += len(part)
        return bytes(part)


class _Target:
    """What pyrage writes to: counts and digests."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()
        self.length = 0

    def write(self, data: bytes) -> int:
        """Take the bytes."""
        self.digest.update(data)
        self.length += len(data)
        return self._stream.write(data)

    def flush(self) -> None:
        """Nothing to do before the end."""


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
        return PackageRefused("kind", msg("“{name}” is the return package of a reviewer: hand it to the house, where "
                                          "it is merged under Review, Packages.", name=name))
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
            raise PackageRefused("needs_passphrase", msg("“{name}” opens with the passphrase that the house told you.",
                                                         name=name))
        found = _with_passphrase(name, slots["passphrase"], plain_passphrase(passphrase))
    if found is None and head.kind == "return":
        raise PackageRefused("other", msg("“{name}” was sent back to another house: no key of this one opens it. Open "
                                          "the database from which its package went out.", name=name))
    if found is None:
        raise PackageRefused("other", msg("“{name}” was made for another person or another workstation: no key here "
                                          "opens it. Ask the house for one with a passphrase.", name=name))
    try:
        own = found.decode("ascii")
        pyrage.x25519.Identity.from_str(own)
    except (UnicodeDecodeError, pyrage.IdentityError) as error:
        raise damaged(name) from error
    return own


def _with_passphrase(name: str, slot: str, passphrase: str) -> bytes:
    try:
        cipher = base64.b64decode(slot, validate=True)
    except ValueError as error:
        raise damaged(name) from error
    stanza = _STANZA.match(cipher)
    if stanza is None:
        raise damaged(name)
    if int(stanza[1]) > _WORK_MOST:
        raise too_large(name)
    try:
        return bytes(pyrage.passphrase.decrypt(cipher, passphrase))
    except pyrage.DecryptError as error:
        raise PackageRefused("passphrase", msg(
            "This passphrase does not open “{name}”. Look at capital letters and the language of the keyboard, then "
            "try again.", name=name)) from error


class _Taker:
    """Takes the decrypted stream: proves the manifest before the first document touches the disk."""

    def __init__(self, name: str, outside: Outside, folder: Path | None, step: Step, stop: Stop) -> None:
        self._name, self._outside, self._folder, self._step, self._stop = name, outside, folder, step, stop
        self._head = bytearray()
        self._wanted = _LEAD
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
            self._wanted = _LEAD + length
        if len(self._head) < max(self._wanted, _LEAD):
            return b""
        manifest, rest = bytes(self._head[_LEAD:self._wanted]), bytes(self._head[self._wanted:])
        verify_key = bytes(self._head[68:_LEAD])
        if not signed_by(verify_key, _SIGNED + manifest, bytes(self._head[4:68])):
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
