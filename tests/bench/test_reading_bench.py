"""Search, the overview, and the memory of the list, at the size of years."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from incubator_gui.services.house import House
from incubator_gui.services.sample import load_sample
from tests.bench.measure import in_turns, median, report

MEMORY = """
import json, sys
from pathlib import Path
from incubator_gui.app.cli import main
import incubator_gui.app.main as start

def status():
    return int(next(l for l in Path("/proc/self/status").read_text().splitlines() if l.startswith("VmRSS")).split()[1])

def watched(run):
    def inner(session):
        from PySide6.QtCore import QTimer
        window = session.opened.window
        timer = QTimer(window)
        timer.setInterval(100)
        def look():
            front = window.stack.front()
            if (front is not None and front.id == "applications" and not front.table.rows.loading
                    and front.table.rows.index_.warm(0)):
                timer.stop()
                window.grab()
                print(json.dumps(status() / 1024))
                window.close()
        timer.timeout.connect(look)
        timer.start()
        return run(session)
    return inner

start.Session.run = watched(start.Session.run)
main(["--database", sys.argv[1]])
"""


@pytest.mark.parametrize("count", [10_000, 100_000])
def test_reading(tmp_path: Path, count: int) -> None:
    place = tmp_path / "house.db"
    with closing(House.open(place)) as house:
        load_sample(house.database, "en", large=count)
        house.search.catch_up()
        with house.database.engine.connect() as connection:
            documents = connection.exec_driver_sql("SELECT count(*) FROM search_document").scalar()

            def bare(words: str) -> list[object]:
                return list(connection.exec_driver_sql(
                    "SELECT rowid FROM search_words WHERE search_words MATCH ? ORDER BY rank LIMIT 50", (words,)))

            found = []
            for asked in ("智驾", "Kestrel", "estre"):
                assert house.search.find(asked)
                mine, plain, _ratio = in_turns(partial(house.search.find, asked),
                                               partial(bare, f'"{asked.lower()}"'), rounds=7)
                found.append(f"{asked} {1000 * mine:.1f} ms (bare FTS5 {1000 * plain:.1f})")
        rows = median(lambda: house.applications.rows(), 3)
        overview = median(lambda: house.overview.read(date.today()), 3)
    home = tmp_path / "home"
    settings = home / "config" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"language": "en", "last_screen": "applications"}', "utf-8")
    memory = ""
    if sys.platform == "linux":
        done = subprocess.run([sys.executable, "-c", MEMORY, str(place)], capture_output=True, text=True, check=True,
                              env=os.environ | {"INCUBATOR_HOME": str(home)}, cwd=Path(__file__).parents[2],
                              timeout=300)
        memory = f"; window with this list {json.loads(done.stdout.strip().splitlines()[-1]):.0f} MB"
    report(f"reading, {count:>6} applications ({documents} documents): {', '.join(found)}; list {rows:.2f} s; overview"
           f" {overview:.2f} s{memory}")
