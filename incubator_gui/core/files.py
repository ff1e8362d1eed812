"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from incubator_gui.core.errors import Environment
from incubator_gui.core.messages import msg


@contextlib.contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A new file beside `path` that takes its place in the end, and goes where anything fails.

    Raises Environment, with one sentence, where it cannot be written.
    """
    scratch = path.with_name(f".{uuid4().hex}.part")
    try:
        try:
            scratch.open("xb").close()
            yield scratch
            os.replace(scratch, path)
        except BaseException:
            with contextlib.suppress(OSError):
                scratch.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Environment(msg("“{name}” cannot be written: {reason}. Close it in other programs, or choose "
                              "another place.", name=str(path), reason=error.strerror or str(error))) from error


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all; raises Environment with one sentence."""
    with whole(path) as scratch:
        scratch.write_bytes(content)
