"""Identity of records: UUID version 7 (RFC 9562, section 5.7).

An id says *which* record, never *when*: the clock of a workstation may jump. The order of
events is the journal's sequence number.
"""

from __future__ import annotations

import os
import threading
import time
from uuid import UUID, SafeUUID

_lock = threading.Lock()
_last = 0
_noise = b""
_used = 0

# The constructor of UUID costs four times as much, and a list of 10,000 rows makes 40,000 of them.
_new = UUID.__new__
_set_number = vars(UUID)["int"].__set__
_set_safe = vars(UUID)["is_safe"].__set__
_UNKNOWN = SafeUUID.unknown


def new_id() -> UUID:
    """A new UUIDv7; ids made by one process only ever grow, also when the clock steps back."""
    global _last, _noise, _used
    with _lock:
        stamp = time.time_ns() // 1_000_000
        if _used >= len(_noise):
            _noise, _used = os.urandom(2560), 0
        noise = _noise[_used : _used + 10]
        _used += 10
        value = (stamp << 80) | (0x7 << 76) | int.from_bytes(noise, "big") & ((1 << 76) - 1)
        value = value & ~(0b11 << 62) | (0b10 << 62)
        if value <= _last:
            value = _last + 1
            value = value & ~(0b11 << 62) | (0b10 << 62)
        _last = value
    return _of_number(value)


def id_of(raw: bytes) -> UUID:
    """The id in 16 bytes."""
    if len(raw) != 16:
        raise ValueError("an id has 16 bytes")
    made = _new(UUID)
    _set_number(made, int.from_bytes(raw, "big"))
    _set_safe(made, _UNKNOWN)
    return made


def _of_number(number: int) -> UUID:
    made = _new(UUID)
    _set_number(made, number)
    _set_safe(made, _UNKNOWN)
    return made


def _forget_noise() -> None:
    """A forked process must not make the ids of its parent."""
    global _noise
    _noise = b""


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_noise)
