"""From a sheet to applicants: proposals, mapping, continuation rows, problems, twins."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incubator_gui.core.errors import Cancelled
from incubator_gui.domain.applicant_fields import FIELDS, names_of
from incubator_gui.domain.clean_text import clean_text
from incubator_gui.domain.partial_date import PartialDate
from incubator_gui.exchange.columns import mapping_of, propose
from incubator_gui.exchange.headers import find_header
from incubator_gui.exchange.mapping import QUESTION, SKIP, Mapping
from incubator_gui.exchange.prepare import new_words, prepare
from incubator_gui.exchange.prepared import PreparedRow
from incubator_gui.exchange.read_table import read_table
from incubator_gui.exchange.sheets import Cell, Sheet
from incubator_gui.exchange.write_table import OutColumn, write_table
from tests.support.work import growth

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
needs_files = pytest.mark.skipif(not SHARED.exists(), reason="the real files are not here")


def sheet(*rows: list[str]) -> Sheet:
    return Sheet("s", tuple(tuple(Cell(text) for text in row) for row in rows), tuple(range(1, len(rows) + 1)))


def prepared(table: Sheet, **how: object) -> tuple[PreparedRow, ...]:
    header = find_header(table)
    return prepare(table, header, mapping_of(propose(table, header)), **how)  # type: ignore[arg-type]


def problems(rows: tuple[PreparedRow, ...]) -> list[list[str]]:
    return [[str(problem.message) for problem in row.problems] for row in rows]


PREVIEW = sheet(
    ["Startup name", "Founding date", "Contact person", "Mail", "Team (FTE+PT)", "Sector", "Seats?", "Motto", ""],
    ["Lumenhain Sensorik GmbH", "03/2026", "Ada Licht", "kontakt@lumenhain.de", "5", "Urban transport", "6", "Onwards",
     "x"],
    ["雁洲芯测", "2026年8月", "", "", "9", "Future mobility", "", "", ""],
    ["Tannenhof Akku", "2026-13", "", "", "8", "Industrial IT", "", "", ""],
    ["Oakbarrow Sensing", "2026-04", "", "", "five", "Cloud applications", "", "", ""],
    ["", "2025-12", "", "", "4", "Cloud applications", "", "", ""],
    ["Ninepin Routing", "2025-10", "Lin", "lin@ninepin.cn", "5", "Digitalisation", "", "", ""],
    ["", "", "Grace", "grace@ninepin.cn", "", "", "", "", ""],
    ["Ninepin Routing", "2025-10", "", "", "5", "Digitalisation", "", "", ""],
)


def test_columns_of_the_preview() -> None:
    header = find_header(PREVIEW)
    assert [one.choice for one in propose(PREVIEW, header)] == [
        "trade_name", "founded_on", "person_name", "person_email", "headcount", "focus_area", "desks_needed",
        QUESTION, QUESTION]


def test_rows_of_the_preview() -> None:
    rows = prepared(PREVIEW)
    assert [row.rows for row in rows] == [(2,), (3,), (4,), (5,), (6,), (7, 8), (9,)]
    assert problems(rows) == [
        ["Focus area: “Urban transport” is a new word; choose once what it means"], [],
        ["Founded on: there is no month 13", "Focus area: “Industrial IT” is a new word; choose once what it means"],
        ["Head count: “five” is not a number"], ["Company name is required"], [],
        ["row 7 is the same company in this file"]]
    assert [row.refused for row in rows] == [False, False, True, True, True, False, True]
    first = rows[0]
    assert first.values == {"trade_name": "Lumenhain Sensorik GmbH", "founded_on": PartialDate(2026, 3),
                            "headcount": 5, "desks_needed": 6}
    assert first.persons == ({"person_name": "Ada Licht", "person_email": "kontakt@lumenhain.de"},)
    assert first.answers == {"Motto": "Onwards", "I": "x", "Sector": "Urban transport"}
    assert [person["person_name"] for person in rows[5].persons] == ["Lin", "Grace"]
    assert new_words(rows) == (("Industrial IT", 1), ("Urban transport", 1))


@pytest.mark.parametrize(("title", "key", "bad"), [
    ("统一社会信用代码", "credit_code", "91110000600037342X"), ("Team size", "headcount", "1_000"),
    ("Desks needed", "desks_needed", "NaN"), ("Founded", "founded_on", "some day")])
def test_a_named_column_keeps_its_field(title: str, key: str, bad: str) -> None:
    table = sheet(["Company name", title], *(["Lume " + "abcd"[at], bad] for at in range(4)))
    assert [one.choice for one in propose(table, find_header(table))][1] == key
    rows = prepared(table)
    assert all(row.refused and row.problems[0].field == key and row.problems[0].column == 1 for row in rows)


def test_words_and_mended_cells() -> None:
    rows = prepared(PREVIEW, words={"urban transport": "mobility", "industrial it": ""},
                    edits={(4, 1): "2026-11", (6, 0): "Copperlark"})
    assert rows[0].values["focus_area"] == "mobility"
    assert "Sector" not in rows[0].answers
    assert new_words(rows) == ()
    assert [row.refused for row in rows] == [False, False, False, True, False, False, True]


def test_progress_and_cancel() -> None:
    seen: list[tuple[int, int]] = []
    prepared(PREVIEW, on_progress=lambda done, total: seen.append((done, total)))
    assert (seen[0], seen[-1]) == ((0, 8), (8, 8))
    with pytest.raises(Cancelled):
        prepared(PREVIEW, cancelled=lambda: True)


def test_merged_name_continues() -> None:
    table = Sheet("s", ((Cell("Company"), Cell("Founder"), Cell("City")), (Cell("Oak"), Cell("Ada"), Cell("Ulm")),
                        (Cell("Oak", None, True), Cell("Grace")), (Cell("Elm"), Cell("Lin"))), (1, 2, 3, 4))
    rows = prepared(table)
    assert [row.rows for row in rows] == [(2, 3), (4,)]
    assert [len(row.persons) for row in rows] == [2, 1]


def test_check_boxes_join_and_lists_of_people() -> None:
    table = sheet(["Company", "Areas [Cloud]", "Areas [AI]", "Founders"], ["Oak", "x", "yes", "Ada: CEO; Lin：CTO"],
                  ["Elm", "", "yes", "['Kim', 'Bo']"])
    rows = prepared(table)
    assert [row.answers for row in rows] == [{"Areas": "Cloud; AI"}, {"Areas": "AI"}]
    assert rows[0].persons == ({"person_name": "Ada", "person_title": "CEO"},
                               {"person_name": "Lin", "person_title": "CTO"})
    assert len(rows[1].persons) == 2


def test_a_nameless_applicant_is_not_swallowed() -> None:
    table = sheet(["Company", "Contact", "E-mail", "Why us?", "What else?"], ["Oak", "Ada", "a@oak.de", "good", "no"],
                  ["", "Bob", "b@elm.de", "near", "yes"])
    assert [row.rows for row in prepared(table)] == [(2,), (3,)]
    assert prepared(table)[1].refused


def test_mapping_remembers() -> None:
    mapping = Mapping({0: "legal_name", 1: QUESTION, 2: SKIP}, {"it": "cloud"}, {4: "dmy"})
    assert Mapping.from_json(mapping.to_json()) == mapping
    assert Mapping.from_json({"columns": {"0": "gone"}}).columns == {0: QUESTION}
    assert mapping.with_column(1, "legal_name").columns == {0: QUESTION, 1: "legal_name", 2: SKIP}
    assert mapping.with_word("Industrial-IT", "cloud").words["industrial it"] == "cloud"


def test_order_of_dates_can_be_said() -> None:
    table = sheet(["Company", "Received on"], ["Oak", "03/04/2026"], ["Elm", "05/06/2026"])
    header = find_header(table)
    assert all(row.refused for row in prepare(table, header, Mapping({0: "legal_name", 1: "received_on"})))
    rows = prepare(table, header, Mapping({0: "legal_name", 1: "received_on"}, orders={1: "mdy"}))
    assert [str(row.values["received_on"]) for row in rows] == ["2026-03-04", "2026-05-06"]


@pytest.mark.parametrize("key", sorted(FIELDS))
def test_every_field_is_found_by_its_own_names(key: str) -> None:
    cell = {"id": "01890000-0000-7000-8000-000000000000", "date": "2026-03-05", "month": "2026-03", "integer": "5",
            "email": "a@b.de", "phone": "+49 711 12345", "url": "b.de", "country": "DE", "choice": "cloud",
            "credit_code": "91350100M000100Y43"}.get(FIELDS[key].kind, "Words of it")
    companions = {"person_email": ["Contact", "Ada"], "person_phone": ["Contact", "Ada"]}.get(key, ["Zzz", "text"])
    for name in names_of(key)[:4]:
        table = sheet([name, companions[0]], [cell, companions[1]], [cell, companions[1]])
        header = find_header(table, 0, 1)
        assert propose(table, header)[0].choice in {key, "legal_name" if key == "trade_name" else key}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(max_size=15), min_size=1, max_size=5), min_size=1, max_size=8))
def test_any_table_is_prepared(rows: list[list[str]]) -> None:
    table = sheet(*rows)
    for row in prepared(table):
        assert row.rows
        assert row.refused or row.title


@needs_files
def test_real_files() -> None:
    yc = prepared(read_table(SHARED / "companies" / "yc-2023.csv"))
    assert len(yc) == 4128
    assert sum(row.refused for row in yc) < 10
    assert len(yc[0].persons) == 2
    itjuzi = prepared(read_table(SHARED / "spreadsheets" / "itjuzi_gb18030.csv"))
    assert len(itjuzi) == 820
    assert itjuzi[0].rows == (2, 3, 4)
    assert itjuzi[0].answers["轮次"].split("\n") == ["新三板", "战略投资", "天使轮"]
    assert sum(row.refused for row in itjuzi) < 10
    total = sum(len(row.rows) for row in itjuzi)
    assert total == 1439
    for path in sorted((SHARED / "companies" / "at").glob("*.csv")):
        table = read_table(path)
        rows = prepared(table)
        assert len(rows) == len(table.rows) - 1
        assert all("same company" in str(problem.message) for row in rows for problem in row.problems
                   if problem.severity == "refuse")


@needs_files
@pytest.mark.parametrize("name", ["StarWars.csv", "flying-etiquette.csv", "poll-of-pollsters-5.tsv",
                                  "religion-survey-results.csv"])
def test_forms_become_answers(name: str) -> None:
    table = read_table(SHARED / "forms" / name)
    header = find_header(table)
    rows = prepare(table, header, mapping_of(propose(table, header)).with_column(0, "trade_name"))
    assert len(rows) > 20
    assert max(len(row.answers) for row in rows) >= 7
    assert not any("<" in question for row in rows for question in row.answers)


@needs_files
def test_naughty_strings_survive(tmp_path: Path) -> None:
    """Every hostile string as a name and as an answer: written, read back, prepared; nothing is lost."""
    strings = json.loads((SHARED / "naughty_strings" / "blns.json").read_text("utf-8"))
    rows = [[f"Company {at}", one, one] for at, one in enumerate(strings)]
    for ending in ("csv", "xlsx"):
        path = tmp_path / f"naughty.{ending}"
        write_table(path, [OutColumn("Legal name"), OutColumn("Pitch"), OutColumn("Remark")], rows)
        found = prepared(read_table(path))
        assert len(found) == len(rows)
        assert not any(row.refused for row in found)
        for row, (name, text, _same) in zip(found, rows, strict=True):
            assert row.values["legal_name"] == name
            assert row.answers.get("Remark", "") == clean_text(text)
            assert row.values.get("pitch", "") in {clean_text(text), "" if not text.strip("-/") else None}
    hostile = Sheet("s", ((Cell("Legal name"), Cell("Team")), *((Cell(one), Cell(one)) for one in strings)),
                    tuple(range(1, len(strings) + 2)))
    for row in prepare(hostile, find_header(hostile, 0), Mapping({0: "legal_name", 1: "headcount"})):
        assert row.refused or row.title


def test_work_grows_with_the_rows() -> None:
    head = ["Company", "Founded", "Contact", "E-mail", "Phone", "Website", "City", "Country", "Team size", "Sector",
            "Pitch", "Desks", "Tags", "Source", "Why us?", "What else?"]
    rows = [[f"Lumen{at:x} Sensorik GmbH", f"{2000 + at % 25}-{at % 12 + 1:02d}", f"Ada {at}", f"ada@lumen{at:x}.de",
             f"+49 711 {1000000 + at}", f"www.lumen{at:x}.de", "Ulm", "Germany", str(at % 40), "cloud", "We see. " * 20,
             str(at % 9), "AI; Mobility", "Fair", "Because", "no"] for at in range(600)]
    assert not any(row.refused for row in prepared(sheet(head, *rows)))
    assert growth(lambda size: prepared(sheet(head, *rows[:size])), 150) < 2.3
