"""Child processes: results, limits, cancelling, and one sentence for each way to die."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from incubator_gui.core.errors import Cancelled, Refused
from incubator_gui.core.process import ChildDied, child_command, run_child

HERE = Path(__file__).resolve().parent
START = ("import sys; sys.path.insert(0, sys.argv.pop(1)); from incubator_gui.core import process; "
         "process.PREFIXES = ('child_targets',); process.child_main(sys.argv[1:])")


def call(name: str, argument: object = None, **limits: object) -> object:
    from incubator_gui.core import process

    before, process.PREFIXES = process.PREFIXES, ("child_targets",)
    try:
        return run_child(f"child_targets:{name}", argument, command=[sys.executable, "-c", START, str(HERE)],
                         **limits)  # type: ignore[arg-type]
    finally:
        process.PREFIXES = before


def test_result_and_progress() -> None:
    seen: list[tuple[int, int]] = []
    value = {"text": "孵化\nä", "list": [1, 2.5, None, True]}
    assert call("echo", value, on_progress=lambda a, b: seen.append((a, b))) == value
    assert seen == [(0, 3), (1, 3), (2, 3)]


def test_large_values_both_ways() -> None:
    value = ["x" * 100_000] * 60
    assert call("echo", value) == value


def test_error_for_people_travels() -> None:
    with pytest.raises(Refused, match="Row 7 is wrong"):
        call("refuse", 7)


@pytest.mark.parametrize(("name", "reason"), [("abort", "crash"), ("raises", "crash"), ("leaves", "crash"),
                                              ("eats", "memory")])
def test_dying_is_one_sentence(name: str, reason: str) -> None:
    if reason == "memory" and sys.platform == "win32":
        pytest.skip("no limit on memory there")
    with pytest.raises(ChildDied) as caught:
        call(name, memory_mb=400)
    assert caught.value.reason == reason
    assert str(caught.value).endswith(".")


def test_standard_error_is_kept() -> None:
    with pytest.raises(ChildDied) as caught:
        call("raises")
    assert "ZeroDivisionError" in caught.value.details


@pytest.mark.timeout(90)  # the child would sleep for ten minutes
def test_too_long_is_stopped() -> None:
    with pytest.raises(ChildDied) as caught:
        call("sleeps", seconds=1)
    assert caught.value.reason == "time"


@pytest.mark.timeout(90)
def test_cancel_kills(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    with pytest.raises(Cancelled):
        call("sleeps", str(pid_file), cancelled=pid_file.exists, seconds=30)
    if os.name == "posix":
        pid = int(pid_file.read_text())
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_only_functions_of_the_program() -> None:
    for target in ("os:system", "incubator_gui.core.process:_limit", "incubator_gui.core.process",
                   "incubator_gui.x:a.b"):
        with pytest.raises(ValueError):
            run_child(target, None)


def test_frozen_program_calls_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_command() == [sys.executable, "--child"]


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_child_ends_with_its_parent(tmp_path: Path) -> None:
    """A program that is killed leaves no process behind."""
    pid_file = tmp_path / "pid"
    code = (f"import sys; sys.path[:0] = [{str(HERE)!r}, {str(HERE.parents[1])!r}]; "
            f"from incubator_gui.core import process; process.PREFIXES = ('child_targets',); "
            f"process.run_child('child_targets:sleeps', {str(pid_file)!r}, "
            f"command=[sys.executable, '-c', {START!r}, {str(HERE)!r}])")
    parent = subprocess.Popen([sys.executable, "-c", code])
    deadline = time.monotonic() + 20
    while not pid_file.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    parent.kill()
    parent.wait()
    pid = int(pid_file.read_text())
    while time.monotonic() < deadline and _lives(pid):
        time.sleep(0.02)
    assert not _lives(pid)


def _lives(pid: int) -> bool:
    """Whether a process still runs; one that only waits to be collected does not."""
    try:
        os.kill(pid, 0)
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()[:60]
    except (ProcessLookupError, FileNotFoundError):
        return False
