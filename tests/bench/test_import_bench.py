"""Import of 20,000 rows: the write phase and the whole, beside bare `executemany` of the same rows."""

from __future__ import annotations

import csv
import random
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite

from incubator_gui.db.schema import Base
from incubator_gui.services.house import House
from incubator_gui.services.imports import service
from tests.bench.measure import report
from tests.support.databases import Templates, templates

__all__ = ["templates"]

HEADER = ["Company name", "Website", "E-mail", "Phone", "City", "Country", "Founded", "Team size", "Focus area",
          "Pitch", "Contact", "E-mail of contact", "Desks needed", "Source", "What do you need?", "Your main risk?"]


def make_file(path: Path, rows: int) -> Path:
    """Rows that look like applicants; no two alike."""
    draw = random.Random(7)
    syllables = ["ba", "ko", "mi", "ra", "tu", "ze", "lo", "ne", "shi", "ka", "vo", "du", "fe", "gri"]
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(HEADER)
        for at in range(rows):
            name = "".join(draw.choice(syllables) for _ in range(5)).title() + f"{at:x}"
            host = f"{name.lower()}.example"
            out.writerow([name, f"https://{host}", f"info@{host}", f"+49 30 {1000000 + at}", "Jena", "DE",
                          f"{draw.randrange(1, 13):02d}/2025", draw.randrange(1, 40), "Future mobility",
                          f"{name} makes sensors for yards and ports. " * 3, f"Ada {name}", f"ada@{host}",
                          draw.randrange(1, 20), "fair", "Desks and contacts to factories", "Certification takes time"])
    return path


def bare(path: Path, rows: dict[str, list[dict[str, Any]]], schema: Path) -> float:
    """The same rows by `executemany` into the same tables without any trigger; seconds."""
    with closing(sqlite.connect(str(schema))) as source:
        tables = [row[0] for row in source.execute(
            "SELECT sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
            " AND name NOT LIKE 'search_words%' AND name NOT LIKE 'sqlite_%' ORDER BY type DESC")]
    with closing(sqlite.connect(str(path), isolation_level=None)) as target:
        target.execute("PRAGMA journal_mode = WAL")
        target.execute("PRAGMA synchronous = FULL")
        for text in tables:
            target.execute(text)
        started = time.perf_counter()
        target.execute("BEGIN IMMEDIATE")
        for table, values in rows.items():
            columns = list(values[0])
            marks = ", ".join("?" * len(columns))
            names = ", ".join(f'"{c}"' for c in columns)
            target.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})',
                               [tuple(row.values()) for row in values])
        target.execute("COMMIT")
        return time.perf_counter() - started


def written_rows(house: House) -> dict[str, list[dict[str, Any]]]:
    """What the import has stored, as the driver's own values."""
    out: dict[str, list[dict[str, Any]]] = {}
    with house.database.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            if not table.info.get("journal", True) or table.name in {"stage", "import_mapping"}:
                continue
            rows = connection.exec_driver_sql(f'SELECT * FROM "{table.name}"').mappings().all()
            if rows:
                out[table.name] = [dict(row) for row in rows]
    return out


@pytest.mark.parametrize("rows", [2_000, 20_000])
def test_import(templates: Templates, tmp_path: Path, rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_file(tmp_path / "rows.csv", rows)
    phase: dict[str, float] = {}
    inner = service.ImportsService._write

    def timed(self: Any, *given: Any) -> Any:
        started = time.perf_counter()
        try:
            return inner(self, *given)
        finally:
            phase["write"] = time.perf_counter() - started

    monkeypatch.setattr(service.ImportsService, "_write", timed)
    schema = templates.file(tmp_path / "schema.db")
    with closing(House.open(templates.file(tmp_path / "house.db"))) as house:
        started = time.perf_counter()
        result = house.imports.apply(house.imports.open(path), "bench")
        whole = time.perf_counter() - started
        assert result.created == rows
        stored = written_rows(house)
        started = time.perf_counter()
        house.history.undo()
        undo = time.perf_counter() - started
        assert house.applications.rows() == ()
    plain = bare(tmp_path / "bare.db", stored, schema)
    count = sum(len(v) for v in stored.values())
    report(f"import {rows:>6} rows ({count} stored): bare {plain:.2f} s, write {phase['write']:.2f} s"
           f" = {phase['write'] / plain:.1f}x, whole {whole:.2f} s = {whole / plain:.1f}x, undo {undo:.2f} s")
