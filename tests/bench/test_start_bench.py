"""Start with 10,000 applications: the first frame and the moment of use, beside an empty PySide6 window.

Each start is a process of its own, on the screen that the tests run on.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from incubator_gui.services.house import House
from incubator_gui.services.sample import load_sample
from tests.bench.measure import report

EMPTY = """
import time; started = time.perf_counter()
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
window.grab()
import json; print(json.dumps({"frame": time.perf_counter() - started}))
"""

OURS = """
import json, sys, time
started = time.perf_counter()
from incubator_gui.app import main
from incubator_gui.core.settings import LANGUAGE, LAST_SCREEN, Settings
from incubator_gui.app.application import make_application
from incubator_gui.app.tour.waiting import wait_until
from incubator_gui.core.paths import paths
from incubator_gui.app.crash import CrashReporter
from incubator_gui.app.single import SingleInstance
app = make_application()
places = paths().make()
settings = Settings(None)
settings.set(LANGUAGE, "en")
settings.set(LAST_SCREEN, "applications")
single = SingleInstance(sys.argv[1], places.state)
single.claim()
session = main.Session(sys.argv[1], places, settings, single, CrashReporter(places.state), demo=False)
window = session._opened.window
window.show()
window.grab()
frame = time.perf_counter() - started
session._open()

def usable():
    front = window.stack.front()
    return front is not None and front.id == "applications" and front.table.model().rowCount() > 0

held = wait_until(usable, 60000)
window.grab()
done = time.perf_counter() - started
if session._upkeep is not None:
    session._upkeep.stop()
session._opened.close()
session._house.close()
single.release()
print(json.dumps({"frame": frame, "usable": done, "held": held}))
"""


def _run(code: str, *arguments: str) -> dict[str, float]:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True,
                          env=environment, cwd=Path(__file__).parents[2], timeout=120)
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


@pytest.mark.parametrize("count", [1_000, 10_000])
def test_start(tmp_path: Path, count: int) -> None:
    place = tmp_path / "house.db"
    with closing(House.open(place)) as house:
        load_sample(house.database, "en", large=count)
    empty, ours = [], []
    _run(OURS, str(place))
    for _ in range(5):
        empty.append(_run(EMPTY)["frame"])
        ours.append(_run(OURS, str(place)))
    assert all(one["held"] for one in ours)
    bare = statistics.median(empty)
    frame = statistics.median(one["frame"] for one in ours)
    usable = statistics.median(one["usable"] for one in ours)
    report(f"start, {count:>6} applications: empty window {bare:.2f} s; first frame {frame:.2f} s"
           f" (1.5x + 0.3 s = {1.5 * bare + 0.3:.2f}); usable {usable:.2f} s (+0.8 s = {1.5 * bare + 1.1:.2f})")
