"""Work counted instead of timed: the same on every machine, however busy it is."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from contextlib import contextmanager
from types import FrameType
from typing import Any

from sqlalchemy import event

from incubator_gui.db.database import Database


def steps(work: Callable[[], object]) -> int:
    """Lines of Python that ran and functions of C that were called."""
    count = 0

    def line(_frame: FrameType, what: str, _argument: Any) -> Any:
        nonlocal count
        count += what == "line"
        return line

    def call(_frame: FrameType, what: str, _argument: Any) -> None:
        nonlocal count
        count += what == "c_call"

    before = sys.gettrace(), sys.getprofile()
    gc.disable()  # what is collected meanwhile is other people's work
    sys.settrace(line)
    sys.setprofile(call)
    try:
        work()
    finally:
        sys.settrace(before[0])
        sys.setprofile(before[1])
        gc.enable()
    return count


def growth(work: Callable[[int], object], size: int) -> float:
    """How much more twice as much more costs: 2 where work grows with what there is, 4 with its square.

    Measured from `size` to its double and from there to its fourfold, so that what every call costs is no part of it.
    """
    sizes = (size, 2 * size, 4 * size)
    for each in sizes:  # nor is what is imported or kept at the first time
        work(each)
    one, two, four = (steps(lambda each=each: work(each)) for each in sizes)
    return (four - two) / max(two - one, 1)


@contextmanager
def statements(database: Database) -> Any:
    """The statements that go to the database meanwhile."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
