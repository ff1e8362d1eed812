"""Age files with a passphrase whose scrypt is cheap: made by hand after the specification, opened by pyrage as any.

Pyrage always takes a second for one, and another for each look; tests of what comes after need not.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

import pyrage
import pytest
from nacl.bindings import crypto_aead_chacha20poly1305_ietf_encrypt as seal

_LOG_WORK = 10


def encrypt(plaintext: bytes, passphrase: str, armored: bool = False) -> bytes:
    """In place of `pyrage.passphrase.encrypt`, for plain texts below 64 KiB."""
    assert not armored
    assert len(plaintext) < 65536
    key, salt, nonce = secrets.token_bytes(16), secrets.token_bytes(16), secrets.token_bytes(16)
    wrap = hashlib.scrypt(passphrase.encode(), salt=b"age-encryption.org/v1/scrypt" + salt, n=1 << _LOG_WORK, r=8, p=1,
                          dklen=32)
    head = b"\n".join([b"age-encryption.org/v1", b"-> scrypt %s %d" % (_text(salt), _LOG_WORK),
                       _text(seal(key, b"", bytes(12), wrap)), b"---"])
    mac = hmac.digest(_derived(key, b"", b"header"), head, hashlib.sha256)
    body = seal(plaintext, b"", bytes(11) + b"\x01", _derived(key, nonce, b"payload"))
    return head + b" " + _text(mac) + b"\n" + nonce + body


def _text(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    """HKDF with SHA-256, one block."""
    return hmac.digest(hmac.digest(salt or bytes(32), key, hashlib.sha256), info + b"\x01", hashlib.sha256)


@pytest.fixture
def quick_age(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases cost nothing in this test."""
    monkeypatch.setattr(pyrage.passphrase, "encrypt", encrypt)
