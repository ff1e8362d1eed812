"""A short secret under a passphrase: an age file with a scrypt stanza (age-encryption.org/v1), as `age -p` makes it.

Pyrage would do, but it measures the machine each time: on a busy or fast one it chooses work that takes a gibibyte
and many seconds elsewhere, and on a slow one it refuses a right passphrase. Here the work is always the same,
that of the age tool. The tests open with pyrage what is made here.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets

from nacl.bindings import crypto_aead_chacha20poly1305_ietf_decrypt as _open
from nacl.bindings import crypto_aead_chacha20poly1305_ietf_encrypt as _seal
from nacl.exceptions import CryptoError

LOG_WORK = 18
"""Exponent of scrypt: 256 MiB and under a second."""
LOG_WORK_MOST = 20
"""A file that asks for more wants to hurt."""
_CHUNK = 65_536
_FILE = re.compile(rb"\A(age-encryption\.org/v1\n-> scrypt ([A-Za-z0-9+/]{22}) ([1-9]\d{0,3})\n([A-Za-z0-9+/]{43})\n"
                   rb"---) ([A-Za-z0-9+/]{43})\n(.{32,65568})\Z", re.DOTALL)
_LAST = bytes(11) + b"\x01"


class WrongPassphrase(ValueError):
    """The passphrase is not the one it was locked with."""


class TooMuchWork(ValueError):
    """Opening would take more time and memory than anybody needs."""


def lock(secret: bytes, passphrase: str) -> bytes:
    """An age file with the secret, for whoever knows the passphrase."""
    if len(secret) > _CHUNK:
        raise ValueError("only a short secret")
    key, salt, nonce = (secrets.token_bytes(16) for _ in range(3))
    head = b"\n".join([b"age-encryption.org/v1", b"-> scrypt %s %d" % (_text(salt), LOG_WORK),
                       _text(_seal(key, b"", bytes(12), _wrapping(passphrase, salt, LOG_WORK))), b"---"])
    return head + b" " + _text(_mac(key, head)) + b"\n" + nonce + _seal(secret, b"", _LAST, _payload(key, nonce))


def unlock(file: bytes, passphrase: str) -> bytes:
    """The secret; raises WrongPassphrase, TooMuchWork, or ValueError for what is no such file."""
    found = _FILE.match(file)
    if found is None:
        raise ValueError("not locked with a passphrase")
    head, salt, work, wrapped, mac, body = found.groups()
    if int(work) > LOG_WORK_MOST:
        raise TooMuchWork(work.decode())
    try:
        key = _open(_bytes(wrapped), b"", bytes(12), _wrapping(passphrase, _bytes(salt), int(work)))
    except CryptoError as error:
        raise WrongPassphrase("another passphrase") from error
    if len(key) != 16 or not hmac.compare_digest(_mac(key, head), _bytes(mac)):
        raise ValueError("the head was changed")
    try:
        return bytes(_open(body[16:], b"", _LAST, _payload(key, body[:16])))
    except CryptoError as error:
        raise ValueError("the content was changed") from error


def _wrapping(passphrase: str, salt: bytes, work: int) -> bytes:
    count = 1 << work
    return hashlib.scrypt(passphrase.encode(), salt=b"age-encryption.org/v1/scrypt" + salt, n=count, r=8, p=1,
                          maxmem=128 * 8 * count + (1 << 24), dklen=32)


def _mac(key: bytes, head: bytes) -> bytes:
    return hmac.digest(_derived(key, b"", b"header"), head, hashlib.sha256)


def _payload(key: bytes, nonce: bytes) -> bytes:
    return _derived(key, nonce, b"payload")


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    """HKDF with SHA-256 (RFC 5869), one block."""
    return hmac.digest(hmac.digest(salt or bytes(32), key, hashlib.sha256), info + b"\x01", hashlib.sha256)


def _text(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _bytes(text: bytes) -> bytes:
    data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    if _text(data) != text:
        raise ValueError("not written the one way")
    return data
