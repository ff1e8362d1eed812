"""Start with 10,000 applications: the first frame and the moment of use, beside an empty PySide6 window.

Each start is a process of its own, by the way a person starts it, and the clock runs from before
the process is there. The time of the processor is quoted too: it hardly depends on what else runs.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from incubator_gui.services.house import House
from incubator_gui.services.sample import load_sample
from tests.bench.measure import report

EMPTY = """
import sys, time
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
window.grab()
frame = time.perf_counter() - float(sys.argv[1]), time.process_time()
import json; print(json.dumps({"frame": frame}))
"""

OURS = """
import sys, time
began, place = float(sys.argv[1]), sys.argv[2]
def now():
    return time.perf_counter() - began, time.process_time()

def watched(run):
    def inner(session):
        from PySide6.QtCore import QTimer
        window = session.opened.window
        window.show()
        window.grab()
        times["frame"] = now()
        timer = QTimer(window)
        timer.setInterval(5)
        def look():
            front = window.stack.front()
            if front is not None and front.id == "applications" and not front.table.rows.loading:
                timer.stop()
                window.grab()
                times["usable"] = now()
                window.close()
        timer.timeout.connect(look)
        timer.start()
        return run(session)
    return inner

times = {}
from incubator_gui.app.cli import main
import incubator_gui.app.main as start
start.Session.run = watched(start.Session.run)
status = main(["--database", place])
import json; print(json.dumps(times | {"status": status}))
"""


def _run(code: str, home: Path, *arguments: str) -> dict[str, tuple[float, float]]:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code, str(began), *arguments], capture_output=True, text=True,
                          check=True, env=environment | {"INCUBATOR_HOME": str(home)}, cwd=Path(__file__).parents[2],
                          timeout=120)
    found: dict[str, tuple[float, float]] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


@pytest.mark.parametrize("count", [1_000, 10_000])
def test_start(tmp_path: Path, count: int) -> None:
    place = tmp_path / "house.db"
    with closing(House.open(place)) as house:
        load_sample(house.database, "en", large=count)
    home = tmp_path / "home"
    settings = home / "config" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"language": "en", "last_screen": "applications"}', "utf-8")
    empty, ours = [], []
    _run(OURS, home, str(place))
    for _ in range(7):
        empty.append(_run(EMPTY, home)["frame"])
        ours.append(_run(OURS, home, str(place)))

    def medians(pairs: list[tuple[float, float]]) -> tuple[float, float]:
        return statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)

    (bare, bare_cpu) = medians(empty)
    frame, frame_cpu = medians([one["frame"] for one in ours])
    usable, usable_cpu = medians([one["usable"] for one in ours])
    report(f"start, {count:>6} applications: empty window {bare:.2f} s (cpu {bare_cpu:.2f}); first frame {frame:.2f} s"
           f" (cpu {frame_cpu:.2f}; 1.5x + 0.3 s = {1.5 * bare + 0.3:.2f}); usable {usable:.2f} s (cpu"
           f" {usable_cpu:.2f}; + 0.8 s = {1.5 * bare + 1.1:.2f})")
