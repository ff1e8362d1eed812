"""Papers are written by child processes: what all of them share."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from incubator_gui.core.messages import Message
from incubator_gui.core.process import run_child
from incubator_gui.reports.result import Result
from incubator_gui.reports.whole_file import scratch_of

Step = Callable[[int, int], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A finished paper in memory."""

    content: bytes
    pages: int
    warnings: tuple[Message, ...] = ()


def written(child: str, request: Mapping[str, Any], *, memory_mb: int, seconds: int, on_step: Step | None = None,
            stop: Stop | None = None) -> Result:
    """Let a child write the paper of a request, which names its target; raises Cancelled or Environment."""
    try:
        answer = run_child(child, request, memory_mb=memory_mb, seconds=seconds, on_progress=on_step, cancelled=stop)
    finally:  # a child that was stopped could not tidy up
        with contextlib.suppress(OSError):
            scratch_of(Path(request["target"])).unlink(missing_ok=True)
    return Result.from_json(answer)


def in_memory(write: Callable[[Path], Result]) -> MadePaper:
    """What `write` writes, for looking at it before it is kept anywhere."""
    with tempfile.TemporaryDirectory(prefix="incubator-", ignore_cleanup_errors=True) as folder:
        target = Path(folder) / "paper.pdf"
        result = write(target)
        return MadePaper(target.read_bytes(), result.pages, result.warnings)
