"""The inside of a review package: a signed manifest and the bytes of documents, encrypted as one stream.

    length of manifest 4 | signature 64 | key that signed 32 | manifest: canonical JSON | documents, one after the other

Nothing is compressed, so nothing can swell; documents have no names here, only their digests, so none can
point out of its folder. The stream is an age file for a key of this package alone, which stands in the head
once for each way to open it. Memory does not grow with the documents.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import pyrage

from incubator_gui.core.errors import Environment, Refused
from incubator_gui.core.files import whole
from incubator_gui.core.messages import msg
from incubator_gui.exchange import review_archive_passphrase
from incubator_gui.exchange.review_archive_frame import (
    BLOCK,
    FILE_MOST,
    Head,
    Kind,
    Step,
    Stop,
    clear_value,
    given_up,
    prefix,
)
from incubator_gui.exchange.review_archive_json import canonical, strict
from incubator_gui.exchange.review_keys import Protection, ReviewKey, plain_passphrase, recipient_of

MANIFEST_MOST = 48_000_000
DOCUMENTS_MOST = 5_000
SIGNED = b"incubator-gui .ireview 1\n"
"""What stands before a manifest when it is signed: no other signature of the key can be passed off as one."""
LEAD = 4 + 64 + 32


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
    total = LEAD + len(manifest) + sum(size for _digest, size, _place in documents)
    if len(manifest) > MANIFEST_MOST or total > FILE_MOST * 0.95 or len(documents) > DOCUMENTS_MOST:
        raise Refused(msg("The package would hold more than {most} GB: leave documents out, or make one package for "
                          "fewer applications.", most=2))
    lead = len(manifest).to_bytes(4, "big") + key.sign(SIGNED + manifest) + bytes.fromhex(key.verify_key)
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
        slot = review_archive_passphrase.lock(own.encode(), plain_passphrase(protect.passphrase))
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
