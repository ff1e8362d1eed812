"""The overview on the sample and on ten of them: every part has to grow no faster than the house."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import insert, inspect, select

from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import msg
from incubator_gui.db import schema
from incubator_gui.db.base import Base
from incubator_gui.services.house import House
from incubator_gui.services.sample import load_sample
from tests.bench.measure import median, report

COPIED: tuple[type[Base], ...] = (
    schema.Floor, schema.Room, schema.Desk, schema.Company, schema.Application, schema.StageMove, schema.Residency,
    schema.Allocation, schema.Engagement, schema.Deliverable, schema.Entitlement, schema.Training, schema.TrainingSeat,
    schema.LedgerEntry, schema.Task, schema.Roadshow, schema.LineupEntry, schema.Rehearsal)
TIMES = 10
BOUND = 1.5 * TIMES
"""Linear, and room for a busy machine."""


def multiply(house: House) -> None:
    """Everything that the overview counts, so many times over, each copy with ids of its own."""
    with house.database.read() as session:
        rows: dict[type[Base], list[dict[str, Any]]] = {
            table: [{column.key: getattr(one, column.key) for column in inspect(table).column_attrs}
                    for one in session.scalars(select(table))] for table in COPIED}
    for copy in range(1, TIMES):
        new = {row["id"]: new_id() for found in rows.values() for row in found}
        with house.database.write("bench.copy", msg("Copied")) as work:
            for table, found in rows.items():
                made = [{key: new.get(value, value) if key.endswith("id") else value for key, value in row.items()}
                        for row in found]
                for row in made:
                    row.pop("version", None)
                    if "number" in row and table in (schema.Company, schema.Application):
                        row["number"] += 100_000 * copy
                if made:
                    work.session.execute(insert(table), made)


def times(house: House) -> dict[str, float]:
    """Seconds for each part."""
    call = house.overview.read().calls[0].id
    house.duties.rows()
    return {"figures": median(house.overview.read, 5), "duties": median(house.duties.rows, 5),
            "funnel": median(lambda: house.overview.funnel(call), 5), "frame": median(house.overview.frame, 5)}


def test_ten_samples(tmp_path: Path) -> None:
    with closing(House.open(tmp_path / "house.db")) as house:
        load_sample(house.database, "en")
        before, count = times(house), len(house.duties.rows())
        multiply(house)
        after = times(house)
        assert len(house.duties.rows()) > 5 * count
    growth = {part: after[part] / before[part] for part in before}
    report("overview, sample → ten samples: " + ", ".join(
        f"{part} {1000 * before[part]:.0f} → {1000 * after[part]:.0f} ms ({growth[part]:.1f}×)" for part in before))
    assert all(value < BOUND for value in growth.values()), growth
