"""Identity of records: UUID version 7 (RFC 9562, section 5.7).

An id says *which* record, never *when*: the clock of a workstation may jump. The order of
events is the journal's sequence number.
"""

from __future__ import annotations

import os
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0


def new_id() -> UUID:
    """A new UUIDv7; ids made by one process only ever grow, also when the clock steps back."""
    global _last
    with _lock:
        stamp = time.time_ns() // 1_000_000
        value = (stamp << 80) | (0x7 << 76) | int.from_bytes(os.urandom(10), "big") & ((1 << 76) - 1)
        value = value & ~(0b11 << 62) | (0b10 << 62)
        if value <= _last:
            value = _last + 1
            value = value & ~(0b11 << 62) | (0b10 << 62)
        _last = value
    return UUID(int=value)
