"""The way of 100,000 applicants: in, found, listed, one edited, the whole taken back."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from incubator_gui.services.house import House
from tests.bench.test_import_bench import make_file

ROWS = 100_000


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_hundred_thousand_rows_in_and_out(tmp_path: Path) -> None:
    file = make_file(tmp_path / "rows.csv", ROWS)
    with closing(House.open(tmp_path / "house.db")) as house:
        source = house.imports.open(file)
        result = house.imports.apply(source, "Spring")
        assert result.created == result.applications == ROWS
        rows = house.applications.rows()
        assert len(rows) == len({row.id for row in rows}) == len({row.number for row in rows}) == ROWS
        house.search.catch_up()
        assert house.search.behind() == 0
        last = rows[0]
        assert last.company_id in {hit.id for hit in house.search.find(last.company, ("company",))}
        house.editing.set_field("application", last.id, "desks_needed", 17)
        assert house.applications.some([last.id])[0].desks_needed == 17
        again = house.imports.plan(source, "Spring")
        assert again.counts["same"] >= ROWS - 1
        house.history.undo()
        assert result.changes.change_set is not None
        house.history.undo(result.changes.change_set)
        assert house.applications.rows() == ()
        assert house.care.check() == ()
