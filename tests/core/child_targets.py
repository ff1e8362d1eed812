"""What the tests of child processes call."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from incubator_gui.core.errors import Refused
from incubator_gui.core.messages import msg

Progress = Callable[[int, int], None]


def echo(argument: Any, progress: Progress) -> Any:
    os.write(1, b"a library prints to standard output\n")
    for i in range(3):
        progress(i, 3)
    return argument


def refuse(argument: int, progress: Progress) -> None:
    raise Refused(msg("Row {row} is wrong", row=argument))


def abort(argument: Any, progress: Progress) -> None:
    os.abort()


def raises(argument: Any, progress: Progress) -> float:
    return 1 / 0


def leaves(argument: Any, progress: Progress) -> None:
    os._exit(7)


def eats(argument: Any, progress: Progress) -> None:
    held = []
    while True:
        held.append(bytearray(50_000_000))


def sleeps(argument: str | None, progress: Progress) -> None:
    if argument:
        scratch = Path(argument + ".new")
        scratch.write_text(str(os.getpid()))
        scratch.replace(argument)
    sys.stderr.write("sleeping\n")
    time.sleep(600)
