"""Functions of ours in a child process with limits on memory and time.

What reads files from outside or lays out long papers runs here: when it dies, asks for absurd
memory or never ends, the program is told in one sentence and lives on. Argument and result are
JSON; the child ends by itself when its parent is gone.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any, Literal, TypeAlias

from incubator_gui.core.errors import Cancelled, Environment, IncubatorError, NotFound, Refused
from incubator_gui.core.messages import Message, msg

Progress: TypeAlias = Callable[[int, int], None]
Reason: TypeAlias = Literal["memory", "time", "crash"]

PREFIXES = ("incubator_gui.",)
"""Only functions below these packages may be called."""

_KINDS = {"Refused": Refused, "NotFound": NotFound, "Environment": Environment, "Cancelled": Cancelled}
_STDERR_KEPT = 64_000
_POLL = 0.05


class ChildDied(Environment):
    """The child gave no answer; `reason` says what ended it, `details` is what it wrote before."""

    def __init__(self, message: Message, reason: Reason = "crash", details: str = "") -> None:
        super().__init__(message)
        self.reason: Reason = reason
        self.details = details


def run_child(
    target: str,
    argument: Any,
    *,
    memory_mb: int = 1024,
    seconds: float = 60,
    on_progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    command: Sequence[str] | None = None,
) -> Any:
    """Call `module:function` with (argument, progress) in a child and return its JSON result.

    Raises what the function raised for people, `ChildDied` when there was no answer, and
    `Cancelled`. `seconds` limits the wall clock and the processor time; memory is limited where
    the system can do it. `command` replaces the way the child is started.
    """
    _check(target)
    request = json.dumps({"memory_mb": memory_mb, "seconds": seconds, "argument": argument}) + "\n"
    child = _start([*(command or child_command()), target])
    errors: list[bytes] = []
    lines: queue.Queue[bytes | None] = queue.Queue()
    threads = [
        threading.Thread(target=_feed, args=(child.stdin, request.encode()), daemon=True),
        threading.Thread(target=_lines, args=(child.stdout, lines), daemon=True),
        threading.Thread(target=_keep, args=(child.stderr, errors), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        answer = _wait(lines, time.monotonic() + seconds, on_progress, cancelled)
    finally:
        if child.poll() is None:
            _end(child, lines)
        for thread in threads:
            thread.join(5)
        for stream in (child.stdin, child.stdout, child.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
    return _result(answer, child.returncode, b"".join(errors)[-_STDERR_KEPT:].decode("utf-8", "replace"))


def child_command() -> list[str]:
    """How this program starts itself as a child; the target follows."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--child"]
    return [sys.executable, "-m", "incubator_gui.core.process", "--child"]


def child_main(argv: Sequence[str]) -> int:
    """The child's side: `argv` is ["--child", "module:function"]; the request comes on standard input."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not disturb the answers
    target = argv[-1]
    _check(target)
    request = json.loads(_first_line())
    _limit(int(request["memory_mb"]), float(request["seconds"]))
    threading.Thread(target=_watch_parent, daemon=True).start()

    def say(value: dict[str, Any]) -> None:
        answers.write(json.dumps(value).encode() + b"\n")
        answers.flush()

    def progress(done: int, total: int) -> None:
        say({"progress": [done, total]})

    status = 0
    try:
        module, _, name = target.partition(":")
        function = getattr(importlib.import_module(module), name)
        say({"result": function(request["argument"], progress)})
    except IncubatorError as error:
        kind = next((name for name, cls in _KINDS.items() if isinstance(error, cls)), "Refused")
        say({"error": error.message.to_json(), "kind": kind})
    except MemoryError:
        say({"died": "memory"})
        status = 1
    except BaseException:  # whatever it was, the parent hears that the child failed
        traceback.print_exc()
        status = 1
    answers.flush()
    sys.stderr.flush()
    os._exit(status)  # the watching thread still reads, and nothing is left to tidy up


def _check(target: str) -> None:
    module, colon, name = target.partition(":")
    if not (colon and module.startswith(PREFIXES) and name.isidentifier() and not name.startswith("_")):
        raise ValueError(f"not a function of this program: {target}")


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    env = dict(os.environ)
    if not getattr(sys, "frozen", False):
        root = str(Path(__file__).resolve().parents[2])
        env["PYTHONPATH"] = os.pathsep.join([root, *filter(None, [env.get("PYTHONPATH")])])
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, env=env, creationflags=flags)
    except OSError as error:
        raise Environment(msg(
            "A helper process could not be started ({reason}). Close other programs and try again.",
            reason=error.strerror or str(error))) from error


def _feed(stream: IO[bytes], request: bytes) -> None:
    with contextlib.suppress(OSError, ValueError):  # stays open: its end tells the child that we are gone
        stream.write(request)
        stream.flush()


def _lines(stream: IO[bytes], lines: queue.Queue[bytes | None]) -> None:
    with contextlib.suppress(OSError, ValueError):
        for line in stream:
            lines.put(line)
    lines.put(None)


def _keep(stream: IO[bytes], parts: list[bytes]) -> None:
    size = 0
    with contextlib.suppress(OSError, ValueError):
        while chunk := stream.read(4096):
            parts.append(chunk)
            size += len(chunk)
            while size - len(parts[0]) > _STDERR_KEPT:
                size -= len(parts.pop(0))


def _wait(
    lines: queue.Queue[bytes | None],
    deadline: float,
    on_progress: Progress | None,
    cancelled: Callable[[], bool] | None,
) -> dict[str, Any] | None:
    while True:
        if cancelled is not None and cancelled():
            raise Cancelled(msg("Cancelled; nothing was changed."))
        left = deadline - time.monotonic()
        if left <= 0:
            return {"died": "time"}
        try:
            line = lines.get(timeout=min(_POLL, left))
        except queue.Empty:
            continue
        if line is None:
            return None
        answer: dict[str, Any] = json.loads(line)
        if "progress" not in answer:
            return answer
        if on_progress is not None:
            on_progress(*answer["progress"])


def _end(child: subprocess.Popen[bytes], lines: queue.Queue[bytes | None]) -> None:
    """Give a child that has answered a moment to leave, then kill it."""
    with contextlib.suppress(queue.Empty, subprocess.TimeoutExpired):
        if lines.get(timeout=_POLL) is None:
            child.wait(2)
    if child.poll() is None:
        child.kill()
    child.wait()


def _result(answer: dict[str, Any] | None, status: int | None, errors: str) -> Any:
    if answer is not None and "result" in answer:
        return answer["result"]
    if answer is not None and "error" in answer:
        raise _KINDS[answer["kind"]](Message.from_json(answer["error"]))
    died = answer["died"] if answer is not None else ""
    if died == "time" or status == -24:  # SIGXCPU
        raise ChildDied(msg("The work took too long and was stopped. "
                            "Try a smaller file or a smaller selection."), "time", errors)
    if died == "memory" or status == -9 or "memory allocation" in errors or "MemoryError" in errors:
        raise ChildDied(msg("The work needed more memory than allowed and was stopped. "
                            "Try a smaller file or a smaller selection."), "memory", errors)
    raise ChildDied(msg("The work ended without a result; nothing was changed. Try again with another file."),
                    "crash", errors)


def _first_line() -> bytes:
    """The request, read without buffering so that nothing of the pipe's end is swallowed."""
    parts: list[bytes] = []
    while True:
        part = os.read(0, 65536)
        if not part or part.endswith(b"\n"):
            return b"".join([*parts, part])
        parts.append(part)


def _watch_parent() -> None:
    with contextlib.suppress(OSError):
        while os.read(0, 1024):
            pass
    os._exit(3)


def _limit(memory_mb: int, seconds: float) -> None:
    if sys.platform == "win32":
        return  # the parent's clock is the limit there
    import resource

    for what, value in ((resource.RLIMIT_AS, memory_mb << 20), (resource.RLIMIT_CPU, int(seconds) + 2),
                        (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(OSError, ValueError):
            _soft, hard = resource.getrlimit(what)
            resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


if __name__ == "__main__":
    sys.exit(child_main(sys.argv[1:]))
