"""Keys of review packages: of the house, and of each reviewer who sends something back.

One secret of 32 random bytes is all that is kept; what signs (Ed25519), what opens (age, X25519) and what
a package's return code is made with are derived from it. The house keeps its secret in the database, a
reviewer in a file of the person's data folder, made at the first use.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from uuid import UUID, uuid4

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey
from pyrage import RecipientError, x25519

from incubator_gui.core.errors import Environment, Refused
from incubator_gui.core.messages import msg

KEY_FILE = "review-key.json"
SHORTEST = 8
"""Characters of a passphrase; what the program proposes has 80 bits."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


@dataclass(frozen=True)
class ReviewKey:
    """A secret and what is derived from it; only `verify_key` and `recipient` may be shown to anybody."""

    secret: bytes = field(repr=False)

    @classmethod
    def new(cls) -> ReviewKey:
        """A key that nobody had before."""
        return cls(secrets.token_bytes(32))

    def __post_init__(self) -> None:
        if len(self.secret) != 32:
            raise ValueError("a key is made of 32 bytes")

    @cached_property
    def verify_key(self) -> str:
        """By which others know what this key signed (hex)."""
        return bytes(self._signing.verify_key).hex()

    @cached_property
    def identity(self) -> str:
        """What opens packages that were made for `recipient`: secret."""
        return _bech32("age-secret-key-", self._part(b"open")).upper()

    @cached_property
    def recipient(self) -> str:
        """For whom others encrypt (age1…)."""
        return str(x25519.Identity.from_str(self.identity).to_public())

    def sign(self, message: bytes) -> bytes:
        """64 bytes."""
        return bytes(self._signing.sign(message).signature)

    def code(self, package: UUID, reviewer: UUID) -> str:
        """What a package carries inside and its return gives back: proof that its maker could open it."""
        return self._part(b"return" + package.bytes + reviewer.bytes).hex()

    @cached_property
    def _signing(self) -> SigningKey:
        return SigningKey(self._part(b"sign"))

    def _part(self, label: bytes) -> bytes:
        return hmac.digest(self.secret, b"incubator-gui review " + label, hashlib.sha256)


def signed_by(verify_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the key signed the message."""
    try:
        VerifyKey(verify_key).verify(message, signature)
    except (BadSignatureError, ValueError):
        return False
    return True


def shown(verify_key: str) -> str:
    """A key as two people compare it on the phone: five groups of its digest."""
    digest = hashlib.sha256(bytes.fromhex(verify_key)).hexdigest()[:20]
    return " ".join(digest[start:start + 4] for start in range(0, 20, 4))


@dataclass(frozen=True, slots=True)
class Protection:
    """For whom a package is encrypted: the reviewer's own age recipient, a passphrase, or both (either opens it)."""

    recipient: str = ""
    passphrase: str = field(default="", repr=False)

    def check(self) -> None:
        """Raise Refused where nobody, or anybody, could open it."""
        if not self.recipient and not self.passphrase:
            raise Refused(msg("A review package needs a passphrase or the key of its reviewer: give one."))
        if self.passphrase and len(plain_passphrase(self.passphrase)) < SHORTEST:
            raise Refused(msg("The passphrase is too short: take at least {n} characters.", n=SHORTEST))
        if self.recipient:
            recipient_of(self.recipient)


def recipient_of(text: str) -> x25519.Recipient:
    """The recipient that stands in a text; raises Refused."""
    try:
        return x25519.Recipient.from_str(text)
    except RecipientError as error:
        raise Refused(msg("The key of the reviewer is not one that packages can be made for; take a passphrase, "
                          "or merge a return package of this reviewer again.")) from error


def plain_passphrase(typed: str) -> str:
    """The same passphrase from every keyboard: composed, full-width as half-width, no space around it."""
    return unicodedata.normalize("NFKC", typed).strip()


def new_passphrase() -> str:
    """One to be told on the phone: 16 letters and digits that look like no others, in four groups."""
    groups: Sequence[str] = ["".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4)]
    return "-".join(groups)


def own_key(folder: Path) -> ReviewKey:
    """The person's own key in this folder, made where there is none yet; raises Environment."""
    file = folder / KEY_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not file.exists():
            _make(file)
        return ReviewKey(bytes.fromhex(json.loads(file.read_text("utf-8"))["secret"]))
    except OSError as error:
        raise Environment(msg("Your key for review packages cannot be kept in “{file}”: {reason}. Check the folder.",
                              file=str(file), reason=error.strerror or str(error))) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        kept = file.with_name(file.name + f".{uuid4().hex[:8]}.damaged")
        with contextlib.suppress(OSError):
            os.replace(file, kept)
        raise Environment(msg("Your key for review packages in “{file}” is damaged. It was put aside; open the "
                              "package again, and the incubator gets a new key with your next return.",
                              file=str(file))) from error


def _make(file: Path) -> None:
    """Two programs may start at once: the first one's key is everybody's."""
    scratch = file.with_name(f".{uuid4().hex}.part")
    try:
        handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump({"secret": ReviewKey.new().secret.hex()}, stream)
            stream.flush()
            os.fsync(stream.fileno())
        try:
            os.link(scratch, file)
        except FileExistsError:
            return
        except OSError:  # a file system without links
            os.replace(scratch, file)
    finally:
        scratch.unlink(missing_ok=True)


def _bech32(prefix: str, data: bytes) -> str:
    """BIP 173, as age writes its keys."""
    bits = int.from_bytes(data, "big") << (-len(data) * 8 % 5)
    count = (len(data) * 8 + 4) // 5
    values = [bits >> 5 * place & 31 for place in reversed(range(count))]
    spread = [ord(one) >> 5 for one in prefix] + [0] + [ord(one) & 31 for one in prefix]
    rest = _polymod(spread + values + [0] * 6) ^ 1
    values += [rest >> 5 * place & 31 for place in reversed(range(6))]
    return prefix + "1" + "".join(_BECH32[one] for one in values)


def _polymod(values: Sequence[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, part in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            if top >> place & 1:
                check ^= part
    return check
