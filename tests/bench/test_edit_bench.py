"""An edit saved while an import runs: how much longer than on an idle house."""

from __future__ import annotations

import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from incubator_gui.services.house import House
from incubator_gui.services.sample import load_sample
from tests.bench.measure import quantile, report
from tests.bench.test_import_bench import make_file


@pytest.mark.parametrize("rows", [2_000, 20_000])
def test_edit_while_an_import_runs(tmp_path: Path, rows: int) -> None:
    place = tmp_path / "house.db"
    with closing(House.open(place)) as house, closing(House.open(place)) as other:
        load_sample(house.database, "en")
        application = house.applications.rows()[0].id

        def edits(until: threading.Event | None, count: int = 40) -> list[float]:
            times = []
            number = 0
            while (until is None and number < count) or (until is not None and not until.is_set()):
                number += 1
                started = time.perf_counter()
                house.editing.set_field("application", application, "desks_needed", number % 50)
                times.append(time.perf_counter() - started)
                time.sleep(0.05)
            return times

        idle = edits(None)
        done = threading.Event()
        source = other.imports.open(make_file(tmp_path / "rows.csv", rows))

        def work() -> None:
            try:
                other.imports.apply(source, "bench")
            finally:
                done.set()

        thread = threading.Thread(target=work)
        thread.start()
        busy = edits(done)
        thread.join()
    report(f"edit while {rows:>6} rows come in: idle p95 {1000 * quantile(idle, 0.95):.0f} ms; importing p50"
           f" {1000 * quantile(busy, 0.5):.0f}, p95 {1000 * quantile(busy, 0.95):.0f}, longest"
           f" {1000 * max(busy):.0f} ms ({len(busy)} edits)")
