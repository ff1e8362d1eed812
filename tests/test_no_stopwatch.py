"""No test measures time: on a busy machine it would fail for nothing, on a quick one hold for nothing.

Work is counted (`tests/support/work.py`); what may hang has a generous `pytest.mark.timeout`; speed stands in
tests/bench. A clock may tell until when to wait for something.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
CLOCKS = frozenset(f"{name}{unit}" for unit in ("", "_ns") for name in (
    "time", "monotonic", "perf_counter", "process_time", "thread_time", "clock_gettime"))
WATCHES = frozenset({"timeit", "QElapsedTimer"})


def _reads_a_clock(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    function = node.func
    if isinstance(function, ast.Attribute):
        return isinstance(function.value, ast.Name) and function.value.id == "time" and function.attr in CLOCKS
    return isinstance(function, ast.Name) and function.id in CLOCKS - {"time"}


def stopwatches(source: str) -> Iterator[int]:
    """Lines in which what a clock said is taken from what it said another time, or in which a stop watch is fetched."""
    tree = ast.parse(source)
    readings = {target.id for node in ast.walk(tree) if isinstance(node, ast.Assign) and _reads_a_clock(node.value)
                for target in node.targets if isinstance(target, ast.Name)}

    def reading(node: ast.AST) -> bool:
        return _reads_a_clock(node) or (isinstance(node, ast.Name) and node.id in readings)

    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub) and (reading(node.left) or reading(node.right)):
            yield node.lineno
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.name for alias in node.names} | {getattr(node, "module", "")}
            if names & WATCHES:
                yield node.lineno


def test_nothing_outside_of_the_benches_measures_time() -> None:
    found = [f"{path.relative_to(TESTS)}:{line}" for path in sorted(TESTS.rglob("*.py"))
             if path.relative_to(TESTS).parts[0] not in ("bench", "long")
             for line in stopwatches(path.read_text(encoding="utf-8"))]
    assert not found, "count work or bench it: " + ", ".join(found)


@pytest.mark.parametrize(("source", "lines"), [
    ("start = time.monotonic()\nwork()\nassert time.monotonic() - start < 5", [3]),
    ("a = perf_counter()\nb = perf_counter()\ntook = b - a", [3]),
    ("took.append(time.process_time_ns() - start)", [1]),
    ("import timeit", [1]),
    ("from PySide6.QtCore import QElapsedTimer", [1]),
    ("until = time.monotonic() + 60\nwhile time.monotonic() < until:\n    time.sleep(0.1)", []),
    ("left = day - start", [])])
def test_the_check_knows_stop_watches(source: str, lines: list[int]) -> None:
    assert list(stopwatches(source)) == lines
