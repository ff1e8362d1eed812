"""Large files and the garbage collector: a full round over all their cells would stop the window for a second.

Rows and plans hold no cycles, so nothing is lost when the collector leaves them out until they are put away.
"""

from __future__ import annotations

import gc

LARGE = 2_000
"""Rows from which it matters."""
_left_out: list[int] = []


def leave_out(rows: int) -> None:
    """What is alive now is not looked at again; for large files only."""
    if rows >= LARGE:
        gc.freeze()
        _left_out.append(rows)


def take_in() -> None:
    """Everything is looked at again, if something was left out here: others may have their own reasons to freeze."""
    if _left_out:
        _left_out.clear()
        gc.unfreeze()
