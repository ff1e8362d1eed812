"""Heavy work of pure Python in a thread: the collector rests, and other threads get their turn soon."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

TURN = 0.0005
"""Seconds after which a waiting thread gets its turn. An edit gives the interpreter up at each of its
twenty calls of the database, and would wait Python's usual 5 ms every time to get it back."""

_lock = threading.Lock()
_depth = 0
_before: tuple[bool, float] = (True, 0.005)


@contextmanager
def heavy() -> Iterator[None]:
    """Around work that makes very many objects without cycles, and must not hold up the others."""
    global _depth, _before
    with _lock:
        if _depth == 0:
            _before = gc.isenabled(), sys.getswitchinterval()
            gc.disable()
            sys.setswitchinterval(TURN)
        _depth += 1
    try:
        yield
    finally:
        with _lock:
            _depth -= 1
            if _depth == 0:
                sys.setswitchinterval(_before[1])
                if _before[0]:
                    gc.enable()
