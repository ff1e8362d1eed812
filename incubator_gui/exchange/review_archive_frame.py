"""The outside of a review package: what anybody can read of it, and whether it arrived whole.

    magic 12 | format 2 | needs 16 | crc of these 4      the same for ever, so that an older program understands it
    length of head 4 | length of rest 8 | SHA-256 of head 32 | SHA-256 of rest 32 | check 8
    head: JSON | rest: one age file

In clear stand the kind, the house, the package's id (which says nothing of whom or what) and how it is
protected; the reviewer, the call and everything else are inside. The digests only tell a damaged file from a
wrong key: what is genuine is said by the signature inside, which covers the head too.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal, TypeAlias

from incubator_gui import __version__
from incubator_gui.core.errors import Cancelled, Environment, Refused
from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.exchange.review_archive_json import canonical, strict

Kind: TypeAlias = Literal["review", "return"]
Why: TypeAlias = Literal["foreign", "truncated", "damaged", "passphrase", "needs_passphrase", "other", "forged",
                         "newer", "large", "kind"]

SUFFIX = ".ireview"
FORMAT = 1
NEEDS = "0.1.0"
"""The first version of the program that reads this format."""

MAGIC = b"\x89IREVIEW\r\n\x1a\n"
"""The line ends show a transfer as text, as in PNG."""

HEAD_MOST = 16_000
FILE_MOST = 2_200_000_000

_FIRST = struct.Struct(">12sH16s")
_SECOND = struct.Struct(">IQ32s32s")
_CHECK = 8
START = _FIRST.size + 4 + _SECOND.size + _CHECK
"""Bytes before the head."""
BLOCK = 1 << 20

Step: TypeAlias = "Callable[[int, int], None] | None"
Stop: TypeAlias = "Callable[[], bool] | None"


class PackageRefused(Refused):
    """A file that was not taken; `why` tells programs which of the sentences it is."""

    def __init__(self, why: Why, message: Message) -> None:
        super().__init__(message)
        self.why: Why = why

    def __reduce__(self) -> tuple[type[PackageRefused], tuple[Why, Message]]:  # type: ignore[override]
        return type(self), (self.why, self.message)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in clear. `slots` hold the package's own key, encrypted for whoever may open it."""

    kind: Kind
    house: str
    package: str
    slots: tuple[tuple[str, str], ...]

    @property
    def wants_passphrase(self) -> bool:
        """Whether a passphrase opens it."""
        return any(way == "passphrase" for way, _key in self.slots)

    def to_bytes(self) -> bytes:
        """The head as it is signed."""
        return canonical({"kind": self.kind, "house": self.house, "package": self.package, "slots": dict(self.slots)})

    @classmethod
    def of_bytes(cls, data: bytes) -> Head:
        """The inverse; raises ValueError."""
        value = strict(data)
        if not isinstance(value, dict) or value.keys() != {"kind", "house", "package", "slots"}:
            raise ValueError("no head")
        slots = value["slots"]
        texts = [value["house"], value["package"], *(slots.values() if isinstance(slots, dict) else (None,))]
        if value["kind"] not in ("review", "return") or not all(isinstance(one, str) for one in texts):
            raise ValueError("no head")
        return cls(value["kind"], value["house"], value["package"], tuple(sorted(slots.items())))


@dataclass(frozen=True, slots=True)
class Outside:
    """A package seen from outside: its head, and where the age file lies."""

    head: Head
    head_bytes: bytes
    start: int
    length: int


def prefix(head: bytes, length: int, digest: bytes) -> bytes:
    """The fixed bytes before the head."""
    first = _FIRST.pack(MAGIC, FORMAT, NEEDS.encode().ljust(16, b"\0"))
    first += zlib.crc32(first).to_bytes(4, "big")
    whole = first + _SECOND.pack(len(head), length, hashlib.sha256(head).digest(), digest)
    return whole + hashlib.sha256(whole).digest()[:_CHECK]


def look(path: Path, *, whole: bool = True, stop: Stop = None) -> Outside:
    """Read the outside of a package; `whole` also proves that all of it arrived.

    Raises PackageRefused with one sentence, and Environment where the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            size = stream.seek(0, 2)
            stream.seek(0)
            found = _read(stream, path.name, size)
            if whole:
                _prove(stream, path.name, found, stop)
    except OSError as error:
        raise unreadable(path, error) from error
    return found[0]


def unreadable(path: Path, error: OSError) -> Environment:
    """The sentence for a file that the system does not give."""
    return Environment(msg("“{name}” cannot be read: {reason}. Check that the medium is there and the file is yours "
                           "to read.", name=path.name, reason=error.strerror or str(error)))


def _read(stream: IO[bytes], name: str, size: int) -> tuple[Outside, bytes]:
    first = stream.read(_FIRST.size + 4)
    _begin(first, name, size)
    rest = stream.read(_SECOND.size + _CHECK)
    if len(rest) < _SECOND.size + _CHECK:
        raise truncated(name, size, START)
    if hashlib.sha256(first + rest[:_SECOND.size]).digest()[:_CHECK] != rest[_SECOND.size:]:
        raise damaged(name)
    head_length, length, head_digest, digest = _SECOND.unpack(rest[:_SECOND.size])
    if head_length > HEAD_MOST or length > FILE_MOST:
        raise too_large(name)
    whole = START + head_length + length
    if size < whole:
        raise truncated(name, size, whole)
    head_bytes = stream.read(head_length)
    if size > whole or hashlib.sha256(head_bytes).digest() != head_digest:
        raise damaged(name)
    try:
        head = Head.of_bytes(head_bytes)
    except ValueError as error:
        raise damaged(name) from error
    return Outside(head, head_bytes, START + head_length, length), digest


def _begin(first: bytes, name: str, size: int) -> None:
    magic = first[:len(MAGIC)]
    if magic != MAGIC:
        if size and MAGIC.startswith(first):
            raise truncated(name, size, START)
        if magic[1:8] == MAGIC[1:8]:
            raise damaged(name)
        raise PackageRefused("foreign", msg("“{name}” is no review package. Choose the file that the incubator sent "
                                            "you; its name ends in {suffix}.", name=name, suffix=SUFFIX))
    if len(first) < _FIRST.size + 4:
        raise truncated(name, size, START)
    if zlib.crc32(first[:-4]).to_bytes(4, "big") != first[-4:]:
        raise damaged(name)
    _magic, written, needs = _FIRST.unpack(first[:-4])
    if written != FORMAT:
        raise PackageRefused("newer", msg(
            "“{name}” needs version {needs} of the program or a newer one; this is {present}. Update the program, "
            "then open it again.", name=name, needs=needs.rstrip(b"\0").decode("ascii", "replace"),
            present=__version__))


def _prove(stream: IO[bytes], name: str, found: tuple[Outside, bytes], stop: Stop) -> None:
    outside, wanted = found
    digest = hashlib.sha256()
    stream.seek(outside.start)
    while block := stream.read(BLOCK):
        given_up(stop)
        digest.update(block)
    if digest.digest() != wanted:
        raise damaged(name)


def given_up(stop: Stop) -> None:
    """Raise Cancelled when the person said so."""
    if stop is not None and stop():
        raise Cancelled(msg("Cancelled; nothing was changed."))


def truncated(name: str, there: int, wanted: int) -> PackageRefused:
    """The file ends too early."""
    return PackageRefused("truncated", nmsg(
        "“{name}” is cut off: {n} of {wanted} bytes is there. Copy or download it again, or have it sent again.",
        "“{name}” is cut off: {n} of {wanted} bytes are there. Copy or download it again, or have it sent again.",
        there, name=name, wanted=wanted))


def damaged(name: str) -> PackageRefused:
    """Not what was written."""
    return PackageRefused("damaged", msg("“{name}” was damaged on its way and was not opened. Copy or download it "
                                         "again, or have it sent again.", name=name))


def too_large(name: str) -> PackageRefused:
    """More than a package may hold."""
    return PackageRefused("large", msg("“{name}” holds more than a review package may and was not opened. Ask "
                                       "whoever sent it for a smaller one.", name=name))


def forged(name: str) -> PackageRefused:
    """The signature does not hold, or says something else than the content."""
    return PackageRefused("forged", msg("The signature in “{name}” does not hold: somebody changed it, or another "
                                        "incubator made it. It was not opened; ask the incubator for it again.",
                                        name=name))


def clear_value(house: str) -> str:
    """A name as it stands in the head: one line, not long."""
    return " ".join(house.split())[:200]
