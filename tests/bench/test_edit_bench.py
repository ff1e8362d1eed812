"""An edit saved while an import runs: how much longer than on an idle house.

Both go through the jobs as the window runs them: reading and planning on the worker's lane, writing
on the writer's lane, in one process. A second measurement edits from another connection, so that
it shows what the lock of SQLite alone costs (one writer at a time: whoever comes during the import's
one transaction waits for its end).
"""

from __future__ import annotations

import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QObject, QTimer

from incubator_gui.app.application import make_application
from incubator_gui.jobs.runner import Jobs
from incubator_gui.services.house import House
from incubator_gui.services.sample import load_sample
from tests.bench.measure import quantile, report
from tests.bench.test_import_bench import make_file

EVERY = 0.2


@pytest.mark.parametrize("rows", [2_000, 20_000])
def test_edit_while_an_import_runs(tmp_path: Path, rows: int) -> None:
    make_application()
    place = tmp_path / "house.db"
    file = make_file(tmp_path / "rows.csv", rows)
    with closing(House.open(place)) as house:
        load_sample(house.database, "en")
        application = house.applications.rows()[0].id
        jobs, owner, loop = Jobs(), QObject(), QEventLoop()
        phase = ["idle"]
        times: dict[str, list[float]] = {"idle": [], "preparing": [], "writing": []}
        spans: dict[str, float] = {}
        pending: list[float] = []

        def edit() -> None:
            began, where = time.perf_counter(), phase[0]
            pending.append(began)

            def saved(_changes: object) -> None:
                pending.remove(began)
                if where in times:
                    times[where].append(time.perf_counter() - began)

            jobs.write(lambda: house.editing.set_field("application", application, "desks_needed",
                                                       int(began * 20) % 50), saved, owner=owner)

        timer = QTimer()
        timer.setInterval(round(EVERY * 1000))
        timer.timeout.connect(edit)

        def enter(name: str) -> None:
            spans[phase[0]] = time.perf_counter() - spans.get("since", time.perf_counter())
            spans["since"] = time.perf_counter()
            phase[0] = name

        def imported(_result: object) -> None:
            enter("done")
            loop.quit()

        def prepared(found: tuple[Any, Any]) -> None:
            enter("writing")
            source, made = found
            jobs.write(lambda: house.imports.apply(source, "bench", prepared=made), imported, owner=owner)

        def prepare() -> None:
            def work() -> tuple[Any, Any]:
                source = house.imports.open(file)
                return source, house.imports.prepare(source, "bench")

            enter("preparing")
            jobs.run(work, prepared, owner=owner)

        edit()
        while pending:
            QTimer.singleShot(20, loop.quit)
            loop.exec()
        times["idle"].clear()
        timer.start()
        QTimer.singleShot(8000, prepare)
        loop.exec()
        timer.stop()
        while pending:
            QTimer.singleShot(20, loop.quit)
            loop.exec()
        assert jobs.shutdown()
    both = times["preparing"] + times["writing"]
    idle = 1000 * quantile(times["idle"], 0.95)

    def said(values: list[float]) -> str:
        return (f"p50 {1000 * quantile(values, 0.5):.0f}, p95 {1000 * quantile(values, 0.95):.0f}, longest"
                f" {1000 * max(values):.0f} ms of {len(values)}" if values else "none")

    report(f"edit through the jobs, {rows:>6} rows come in: idle p95 {idle:.0f} ms; preparing"
           f" ({spans['preparing']:.1f} s) {said(times['preparing'])}; transaction ({spans['writing']:.1f} s)"
           f" {said(times['writing'])}; all: {said(both)}")


@pytest.mark.parametrize("rows", [2_000, 20_000])
def test_edit_beside_an_import(tmp_path: Path, rows: int) -> None:
    """One after the other from a thread of its own, another connection: each waits for the one before."""
    place = tmp_path / "house.db"
    with closing(House.open(place)) as house, closing(House.open(place)) as other:
        load_sample(house.database, "en")
        application = house.applications.rows()[0].id

        def edits(until: threading.Event | None, count: int = 60) -> list[float]:
            times: list[float] = []
            while (until is None and len(times) < count) or (until is not None and not until.is_set()):
                started = time.perf_counter()
                house.editing.set_field("application", application, "desks_needed", len(times) % 50)
                times.append(time.perf_counter() - started)
                time.sleep(EVERY)
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
    rest = sorted(busy)[:-1] or busy
    report(f"edit beside an import of {rows:>6} rows: idle p95 {1000 * quantile(idle, 0.95):.0f} ms; importing p50"
           f" {1000 * quantile(busy, 0.5):.0f}, p95 {1000 * quantile(busy, 0.95):.0f} (without the one that met the"
           f" transaction {1000 * quantile(rest, 0.95):.0f}), longest {1000 * max(busy):.0f} ms ({len(busy)} edits)")
