"""What goes out comes back: XLSX, CSV and JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incubator_gui.core.errors import Cancelled, Environment, Refused
from incubator_gui.domain.partial_date import PartialDate
from incubator_gui.exchange.csv_reader import read_csv
from incubator_gui.exchange.read_table import read_table
from incubator_gui.exchange.workbook_child import read as read_workbook_here
from incubator_gui.exchange.write_table import OutColumn, OutValue, csv_text, json_text, plain, write_table

COLUMNS = (OutColumn("Company", "legal_name"), OutColumn("=Sum", "b"), OutColumn("ID", "id", hidden=True))
text = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=20)
value = st.one_of(text, st.integers(-10**20, 10**20), st.dates(), st.booleans(), st.none(),
                  st.decimals(-10**8, 10**8, places=3), st.sampled_from(["=1+1", "'+49", "@x", "''=a", "_x0041_"]))


def shown(row: list[OutValue]) -> list[str]:
    out = ["" if one is None or not plain(one).strip() else plain(one) for one in row]
    while out and not out[-1]:
        out.pop()
    return out


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(value, min_size=3, max_size=3), max_size=6))
def test_csv_comes_back(rows: list[list[OutValue]]) -> None:
    written = csv_text(COLUMNS, rows)
    sheet = read_csv(written.encode("utf-8-sig"), delimiter=",")[0]
    back = [[cell.text if cell.text.strip() else "" for cell in row] for row in sheet.rows[1:]]
    assert back == [line for row in rows if (line := shown(row))]


def test_nothing_in_csv_is_a_formula() -> None:
    for hostile in ("=cmd|'/c calc'!A1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "'=1"):
        line = csv_text((OutColumn("a"),), [[hostile]]).splitlines()[1]
        assert line.strip('"').startswith("'")
    assert csv_text((OutColumn("a"),), [[-5]]).splitlines()[1] == "-5"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(value, min_size=3, max_size=3), min_size=1, max_size=5))
def test_xlsx_comes_back(rows: list[list[OutValue]]) -> None:
    from incubator_gui.exchange.workbook_reader import _cell as cell_of

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.xlsx"
        assert write_table(path, COLUMNS, rows) == len(rows)
        answer = read_workbook_here({"path": str(path), "sheet": None}, lambda done, total: None)
    back = [[cell_of(one, {}).text for one in row[1:]] for row in answer["rows"][1:]]
    expected = [line for row in rows if (line := [_number_as_shown(one) for one in shown(row)])]
    assert [[_number_as_shown(one) for one in row] for row in back] == expected


def _number_as_shown(one: str) -> str:
    """A number without trailing zeros: a workbook keeps values, not how they were written."""
    try:
        return str(Decimal(one).normalize()) if one.isascii() and len(one) < 40 else one
    except ArithmeticError:
        return one


def test_types_and_shape_in_xlsx(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "out.xlsx"
    ident = uuid4()
    write_table(path, COLUMNS, [["=1+1", date(2026, 3, 5), ident],
                                [PartialDate(2026, 3), datetime(2026, 3, 5, 1), None]], name="a/b: [x]")
    sheet = load_workbook(path).active
    assert sheet is not None
    assert [cell.data_type for cell in sheet[2]] == ["s", "d", "s"]
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["C"].hidden
    assert sheet.freeze_panes == "A2"
    rows = read_table(path).rows
    assert [cell.text for cell in rows[1]] == ["=1+1", "2026-03-05", str(ident)]
    assert rows[1][1].value == date(2026, 3, 5)
    assert [cell.text for cell in rows[2]] == ["2026-03", "2026-03-05 01:00:00"]


def test_json(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    write_table(path, COLUMNS, [["雁洲", Decimal("1.50"), ("a", "b")]])
    assert json.loads(path.read_text("utf-8")) == [{"legal_name": "雁洲", "b": "1.50", "id": ["a", "b"]}]
    assert json_text(COLUMNS, []) == "[]\n"


def test_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    with pytest.raises(Cancelled):
        write_table(path, COLUMNS, [["a", "b", "c"]] * 1000, cancelled=lambda: True)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(Refused, match="must end in"):
        write_table(tmp_path / "out.doc", COLUMNS, [])
    with pytest.raises(Refused, match="does not fit"):
        write_table(tmp_path / "out.xlsx", COLUMNS, [["x" * 40_000, "", ""]])
    with pytest.raises(Environment, match="cannot be written"):
        write_table(tmp_path / "none" / "out.csv", COLUMNS, [])


def test_progress(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    write_table(tmp_path / "out.csv", COLUMNS, [["a", 1, None]] * 1200, on_progress=lambda a, b: seen.append((a, b)))
    assert seen == [(0, 1200), (500, 1200), (1000, 1200)]


_FULL = """
import resource, sys, uuid
from pathlib import Path
from incubator_gui.core.errors import Environment
from incubator_gui.exchange.write_table import OutColumn, write_table

rows = [[uuid.uuid4().hex * 4 for _ in range(5)] for _ in range(400)]
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    write_table(Path(sys.argv[1]), [OutColumn(str(at)) for at in range(5)], rows)
except Environment as error:
    print("cannot be written" in str(error.message))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits are of POSIX")
@pytest.mark.parametrize(("ending", "limit"), [(".xlsx", 20_000), (".xlsx", 320_000), (".xlsx", 10), (".csv", 20_000),
                                               (".json", 20_000)])
def test_a_full_disk_leaves_nothing(tmp_path: Path, ending: str, limit: int) -> None:
    """At the smallest limit the sheet itself does not fit, at the largest only the archive."""
    out, scratch = tmp_path / "out", tmp_path / "scratch"
    out.mkdir()
    scratch.mkdir()
    ran = subprocess.run([sys.executable, "-c", _FULL, str(out / f"x{ending}"), str(limit)], capture_output=True,
                         text=True, timeout=120, check=False, env={**os.environ, "TMPDIR": str(scratch)})
    assert (ran.stdout, ran.stderr) == ("True\n", "")
    assert not list(out.iterdir())
    assert not list(scratch.iterdir())
