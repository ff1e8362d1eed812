"""Applicants in: every verdict, one change set, nothing twice, nothing lost."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from incubator_gui.core.errors import Cancelled, Refused
from incubator_gui.services.house import House
from incubator_gui.services.imports.plan import NEW, TWIN
from tests.support.databases import state

DATA = Path(__file__).parents[2].parent / "shared" / "data"
HEADER = ["Company name", "Website", "E-mail", "Contact", "Founded", "Team size", "Focus area", "Pitch",
          "What do you need from us?"]
ROWS = [
    ["Lumen Sensorik GmbH", "https://lumen.example", "a@lumen.example", "Ida Ott", "03/2026", "5", "Mobility", "Lidar",
     "desks"],
    ["雁洲芯测科技有限公司", "yanzhou.example", "b@yanzhou.example", "岑若桐", "2025年8月", "9", "Cloud",
     "芯片测试", "资金"],
    ["Fernmoss Autonomy Ltd", "fernmoss.example", "", "", "2024", "six", "Digitalisation", "Robots", ""],
    ["", "", "c@nameless.example", "Nobody", "", "3", "", "", ""],
]


def table(path: Path, rows: list[list[str]], header: list[str] = HEADER) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    return path


def run(house: House, path: Path, **given: Any) -> Any:
    return house.imports.apply(house.imports.open(path), "2027-1", **given)


def test_every_row_gets_its_verdict_and_its_reason(house: House, tmp_path: Path) -> None:
    source = house.imports.open(table(tmp_path / "a.csv", ROWS))
    plan = house.imports.plan(source, "2027-1")
    assert [r.verdict for r in plan.rows] == ["create", "create", "refuse", "refuse"]
    assert "six" in str(plan.rows[2].reasons[0])
    assert "Company name is required" in str(plan.rows[3].reasons[0])
    assert house.applications.rows() == ()


def test_what_is_written_is_what_the_file_says(house: House, tmp_path: Path) -> None:
    result = run(house, table(tmp_path / "a.csv", ROWS))
    assert (result.applications, result.created, len(result.refused)) == (4, 2, 2)
    second, first = house.applications.rows()
    assert (first.company, second.company) == ("Lumen Sensorik GmbH", "雁洲芯测科技有限公司")
    assert (first.headcount, first.focus_area, second.focus_area) == (5, "mobility", "cloud")
    company = house.companies.sheet(first.company_id)
    assert company.values["founded_on"].isoformat() == "2026-03-01"
    assert [(p.name, p.is_contact) for p in company.people] == [("Ida Ott", True)]
    answers = house.applications.sheet(first.id).answers
    assert [(a.question.text("en"), a.text) for a in answers] == [("What do you need from us?", "desks")]
    assert house.companies.sheet(second.company_id).pinyin.startswith("yan zhou")


def test_the_same_file_again_changes_nothing(house: House, tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", ROWS)
    run(house, path)
    before, steps = state(house.database), len(house.history.recent())
    again = run(house, path)
    assert (again.created, again.updated, again.same, len(again.refused)) == (0, 0, 2, 2)
    assert state(house.database) == before
    assert len(house.history.recent()) == steps


def test_one_undo_takes_all_of_it_back(house: House, tmp_path: Path) -> None:
    house.calls.add_call("2027-1")
    before = state(house.database)
    run(house, table(tmp_path / "a.csv", ROWS))
    house.history.undo()
    after = state(house.database)
    after["import_mapping"] = before["import_mapping"]
    assert after == before


def test_changed_cells_update_and_make_a_version(house: House, tmp_path: Path) -> None:
    run(house, table(tmp_path / "a.csv", ROWS[:2]))
    changed = [[*ROWS[0][:5], "7", *ROWS[0][6:]], ROWS[1]]
    source = house.imports.open(table(tmp_path / "b.csv", changed))
    plan = house.imports.plan(source, "2027-1")
    assert [r.verdict for r in plan.rows] == ["update", "same"]
    assert ("headcount", 5, 7) in [(c.field, c.before, c.after) for c in plan.rows[0].changes]
    result = house.imports.apply(source, "2027-1")
    assert (result.updated, result.same) == (1, 1)
    row = house.applications.rows()[-1]
    assert (row.headcount, house.applications.sheet(row.id).version) == (7, 2)


def test_doubtful_rows_are_asked_about_and_answers_are_kept(house: House, tmp_path: Path) -> None:
    run(house, table(tmp_path / "a.csv", ROWS[:1]))
    path = table(tmp_path / "b.csv", [["Lumen Sensorik UG", "", "", "", "", "", "", "", ""]])
    source = house.imports.open(path)
    row = house.imports.plan(source, "2027-2").rows[0]
    assert row.verdict == "ask"
    assert row.candidates[0].name == "Lumen Sensorik GmbH"
    number = row.prepared.row
    same = house.imports.plan(source.with_decision(number, row.candidates[0].id), "2027-2").rows[0]
    assert (same.verdict, same.company) == ("create", row.candidates[0].id)
    new = house.imports.plan(source.with_decision(number, NEW), "2027-2").rows[0]
    assert (new.verdict, new.company) == ("create", None)
    assert house.imports.apply(source, "2027-2").created == 0
    assert house.imports.apply(source, "2027-2", asked=NEW).created == 1
    assert house.imports.apply(source, "2027-2", asked=NEW).same == 1
    assert len(house.companies.rows()) == 2


def test_a_mended_cell_lets_the_row_in(house: House, tmp_path: Path) -> None:
    source = house.imports.open(table(tmp_path / "a.csv", ROWS))
    bad = house.imports.plan(source, "2027-1").rows[2]
    problem = bad.prepared.problems[0]
    assert problem.column is not None
    mended = source.with_edit(problem.row, problem.column, "6")
    assert house.imports.plan(mended, "2027-1").rows[2].verdict == "create"


def test_the_mapping_is_remembered_by_the_header(house: House, tmp_path: Path) -> None:
    source = house.imports.open(table(tmp_path / "a.csv", ROWS))
    assert source.remembered == ""
    own = source.with_mapping(source.mapping.with_column(7, "skip"))
    house.imports.apply(own, "2027-1")
    again = house.imports.open(table(tmp_path / "next year.csv", ROWS[:1]))
    assert again.remembered
    assert again.mapping.choice(7) == "skip"


def test_cancel_in_the_middle_leaves_nothing(house: House, tmp_path: Path) -> None:
    before = state(house.database)
    source = house.imports.open(table(tmp_path / "a.csv", ROWS))
    calls = iter([False, False, False, True, True, True])
    with pytest.raises(Cancelled):
        house.imports.apply(source, "2027-1", stop=lambda: next(calls, True))
    assert state(house.database) == before


def test_a_write_in_between_is_seen(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else enters the same company after the plan was made: no second one comes."""
    source = house.imports.open(table(tmp_path / "a.csv", ROWS[:1]))
    other = House(house.database)
    write, done = house.imports._write, []

    def late(*given: Any) -> Any:
        if not done:
            done.append(run(other, table(tmp_path / "same.csv", ROWS[:1])))
        return write(*given)

    monkeypatch.setattr(house.imports, "_write", late)
    result = house.imports.apply(source, "2027-1")
    assert (result.created, result.same) == (0, 1)
    assert len(house.companies.rows()) == 1


def test_round_trip_by_id(house: House, tmp_path: Path) -> None:
    run(house, table(tmp_path / "a.csv", ROWS[:2]))
    rows = house.applications.rows()
    back = [[str(r.id), r.company, "a changed pitch" if at == 0 else r.pitch or ""] for at, r in enumerate(rows)]
    path = table(tmp_path / "back.csv", back, ["Application ID", "Company name", "Pitch"])
    result = run(house, path)
    assert (result.updated, result.same) == (1, 1)
    assert house.applications.rows()[0].pitch == "a changed pitch"
    gone = [["00000000-0000-7000-8000-000000000000", "X", ""]]
    refused = run(house, table(tmp_path / "gone.csv", gone, ["Application ID", "Company name", "Pitch"]))
    assert "no application with this ID" in str(refused.refused[0].reasons[0])


def test_no_call_is_a_sentence(house: House, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        house.imports.apply(house.imports.open(table(tmp_path / "a.csv", ROWS)), "  ")


@pytest.fixture
def file_house(templates: Any, tmp_path: Path) -> Iterator[House]:
    with closing(House.open(templates.file(tmp_path / "wild.db"))) as opened:
        yield opened


@pytest.mark.skipif(not DATA.exists(), reason="the real files are not here")
@pytest.mark.parametrize("name", [
    "companies/yc-2023.csv", "companies/at/wien_unis.csv", "companies/at/privat_banken.csv",
    "spreadsheets/itjuzi_gb18030.csv", "spreadsheets/itjuzi_utf16le_bom.csv"])
def test_files_of_the_wild_go_in_once(file_house: House, name: str) -> None:
    house = file_house
    source = house.imports.open(DATA / name)
    result = house.imports.apply(source, "wild", asked=NEW)
    assert result.created > 0
    left = len(result.asked) + len(result.refused)
    assert result.applications == result.created + result.updated + result.same + left
    assert len(house.applications.rows()) == result.created
    again = house.imports.apply(house.imports.open(DATA / name), "wild", asked=NEW)
    assert (again.created, again.updated) == (0, 0)
    assert again.same == result.created
    assert house.history.prove().holds


TWINS = ["Company name", "Country", "Founded", "Team size", "Phone"]
LUMES = [["Lume", "US", "2022", "4", ""], ["Lume", "FR", "2019", "11", ""], ["Lume", "", "", "", ""],
         ["Lume", "US", "2022", "4", ""]]


def test_two_companies_of_one_name_are_asked_about(house: House, tmp_path: Path) -> None:
    source = house.imports.open(table(tmp_path / "twins.csv", LUMES, TWINS))
    plan = house.imports.plan(source, "2027-1")
    assert [row.verdict for row in plan.rows] == ["create", "ask", "ask", "refuse"]
    assert "row 2 is the same company" in str(plan.rows[3].reasons[0])
    asked = plan.rows[1]
    assert "row 2 has the same name" in str(asked.reasons[0])
    assert (asked.candidates[0].id, asked.candidates[0].name, asked.candidates[0].row) == (TWIN, "Lume", 2)
    left = house.imports.plan(source.with_decision(3, TWIN), "2027-1").rows[1]
    assert (left.verdict, str(left.reasons[0])) == ("refuse", "row 2 is the same company in this file")
    assert house.imports.plan(source.with_decision(3, NEW), "2027-1").rows[1].verdict == "create"


@pytest.mark.parametrize("phones", [("", ""), ("+1 415 555 0100", "+1 415 555 0100")])
def test_twins_taken_as_new_go_in_once(house: House, tmp_path: Path, phones: tuple[str, str]) -> None:
    rows = [[*LUMES[2][:4], ""], [*LUMES[1][:4], phones[0]], [*LUMES[0][:4], phones[1]]]
    path = table(tmp_path / "twins.csv", rows, TWINS)
    assert run(house, path, asked=NEW).created == 3
    before = state(house.database)
    for asked in (NEW, ""):
        again = run(house, path, asked=asked)
        assert (again.same, again.created, again.updated) == (3, 0, 0)
    assert state(house.database) == before


def test_a_chinese_name_with_its_form_is_the_registered_one(house: House, tmp_path: Path) -> None:
    path = table(tmp_path / "zh.csv", [["雁洲芯测科技有限公司", "9"], ["溪桥质检股份有限公司", "4"], ["岚栈出行", "3"]],
                 ["公司名称", "Team size"])
    assert run(house, path, asked=NEW).created == 3
    found = [house.companies.sheet(row.company_id).values for row in house.applications.rows()]
    assert sorted((values["legal_name"], values["chinese_name"], values["trade_name"]) for values in found) == sorted([
        ("雁洲芯测科技有限公司", "雁洲芯测科技有限公司", ""), ("溪桥质检股份有限公司", "溪桥质检股份有限公司", ""),
        ("", "", "岚栈出行")])
    before = state(house.database)
    assert run(house, path).same == 3
    assert state(house.database) == before
