"""Today's house from spreadsheets: preview, one undo, nothing twice, doubtful companies asked about."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from incubator_gui.core.errors import Cancelled
from incubator_gui.db.schema import Engagement, JournalEntry, Person
from incubator_gui.domain.space import Span
from incubator_gui.exchange.mapping import SKIP
from incubator_gui.exchange.write_table import write_table
from incubator_gui.services.house import House
from incubator_gui.services.house_import_places import desk_numbers
from incubator_gui.services.house_import_plan import Doubt
from incubator_gui.services.imports.plan import NEW
from incubator_gui.services.space import FloorDraft, RoomDraft
from tests.support.databases import Maker, add, state

TODAY = date(2026, 3, 2)
HEADER = ["Company", "Contact", "E-mail", "Contract", "From", "Planned end", "Floor", "Room", "Desks", "Service", "Due"]
ROWS = [
    ["Kranichtal GmbH", "Ida Ott", "ida@kranich.example", "A-1", "2025-04-01", "2028-04-01", "1F", "101", "8",
     "Mentoring", "2026-04-01"],
    ["", "Jo Lee", "jo@kranich.example", "", "", "", "", "", "", "IPO preparation", ""],
    ["禾岚电驱有限公司", "岑若桐", "cen@helan.example", "A-2", "2025年8月1日", "", "1F", "102", "1-4", "", ""],
    ["Fernmoss", "", "", "A-3", "1 Feb 2026", "", "1F", "103", "", "", ""],
    ["Nameless in time", "", "", "", "", "", "1F", "101", "2", "", ""],
    ["Moorfink", "", "", "A-4", "2026-01-01", "", "1F", "102", "3-5", "", ""],
]


def table(path: Path, rows: list[list[str]], header: list[str] = HEADER) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    return path


def run(house: House, path: Path, **given: Any) -> Any:
    return house.house_import.apply(house.house_import.open(path), **given)


def sits(house: House, day: date = TODAY) -> dict[str, str]:
    return {row.place.label: row.name for row in house.space.rows(day) if row.company}


def test_columns_are_recognised_in_three_languages(house: House, tmp_path: Path) -> None:
    source = house.house_import.open(table(tmp_path / "a.csv", ROWS))
    assert [source.mapping.choice(n) for n in range(len(HEADER))] == [
        "legal_name", "person_name", "person_email", "contract", "starts_on", "planned_end", "floor", "room", "desks",
        "service", "service_due"]
    german = house.house_import.open(table(tmp_path / "b.csv", [["Ada", "309", "1-2", "01.03.2026", "x"]],
                                           ["Unternehmen", "Raum", "Arbeitsplätze", "Einzug", "Kantine"]))
    assert [german.mapping.choice(n) for n in range(5)] == ["legal_name", "room", "desks", "starts_on", SKIP]
    chinese = house.house_import.open(table(tmp_path / "c.csv", [["禾岚电驱", "309", "8", "2026-03-01", "A-1"]],
                                            ["企业名称", "房间号", "工位数", "入驻日期", "合同编号"]))
    assert [chinese.mapping.choice(n) for n in range(5)] == [
        "legal_name", "room", "desks", "starts_on", "contract"]


def test_a_whole_house_comes_in_at_once(house: House, tmp_path: Path) -> None:
    source = house.house_import.open(table(tmp_path / "a.csv", ROWS))
    before = state(house.database)
    plan = house.house_import.plan(source)
    assert [row.verdict for row in plan.rows] == ["create", "create", "create", "create", "refuse", "refuse"]
    assert "since when" in str(plan.rows[4].reasons[0])
    assert "no desk 5" in str(plan.rows[5].reasons[0])
    assert state(house.database) == before
    result = house.house_import.apply(source)
    assert (result.created, result.updated, result.same, len(result.refused)) == (4, 0, 0, 2)
    assert sits(house) == {f"101-{n}": "Kranichtal GmbH" for n in range(1, 9)} | {
        f"102-{n}": "禾岚电驱有限公司" for n in range(1, 5)} | {"103": "Fernmoss"}
    rows = {row.company: row for row in house.residency.rows()}
    assert (rows["Kranichtal GmbH"].contract, rows["Kranichtal GmbH"].planned_end, rows["Kranichtal GmbH"].life) == (
        "A-1", date(2028, 4, 1), "resident")
    company = house.companies.sheet(rows["Kranichtal GmbH"].company_id)
    assert [(p.name, p.is_contact) for p in company.people] == [("Ida Ott", True), ("Jo Lee", False)]
    with house.database.read() as session:
        assert session.query(Engagement).count() == 2
        assert session.query(Person).count() == 3
    scene = house.space.plan().scenes[house.space.floors()[0].id]
    assert all(scene.room_at(desk.x, desk.y).id == desk.room for desk in scene.desks)  # type: ignore[union-attr]
    house.history.undo()
    after = state(house.database)
    assert {**after, "import_mapping": None} == {**before, "import_mapping": None}


def test_the_same_file_again_changes_nothing(house: House, tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", ROWS)
    run(house, path)
    before, steps = state(house.database), len(house.history.recent())
    again = run(house, path)
    assert (again.created, again.updated, again.same, len(again.refused)) == (0, 0, 4, 2)
    assert state(house.database) == before
    assert len(house.history.recent()) == steps


def test_changed_cells_update(house: House, tmp_path: Path) -> None:
    run(house, table(tmp_path / "a.csv", ROWS[:1]))
    changed = [*ROWS[0][:5], "2029-01-01", *ROWS[0][6:10], "2026-05-01"]
    source = house.house_import.open(table(tmp_path / "b.csv", [changed]))
    assert source.remembered == "a"
    row = house.house_import.plan(source).rows[0]
    assert row.verdict == "update"
    assert {(c.field, c.before, c.after) for c in row.changes} == {
        ("planned_end", date(2028, 4, 1), date(2029, 1, 1)), ("service_due", date(2026, 4, 1), date(2026, 5, 1))}
    assert house.house_import.apply(source).updated == 1
    assert house.residency.rows()[0].planned_end == date(2029, 1, 1)


def test_who_sits_there_already_is_said(house: House, make: Maker, tmp_path: Path) -> None:
    ada = make.company(trade_name="Ada")
    add(house.database, ada)
    house.space.set_up("S", [FloorDraft("1F", (RoomDraft("101", desks=4), RoomDraft("K", "circulation")))])
    desks = next(iter(house.space.plan().timeline.desks_of.values()))
    house.space.allocate(ada.id, Span(TODAY), desks=desks[1:2])
    header = ["Company", "Room", "Desk", "Desks", "From"]
    plan = house.house_import.plan(house.house_import.open(table(tmp_path / "a.csv", [
        ["Bern", "101", "1-2", "", "2026-05-01"], ["Bern", "101", "", "3", "2026-05-01"],
        ["Cora", "101", "", "1", "2026-05-01"], ["Cora", "999", "1", "", "2026-05-01"],
        ["Cora", "K", "", "", "2026-05-01"], ["Cora", "101", "x", "", "2026-05-01"]], header)))
    said = [str(row.reasons[0]) for row in plan.rows]
    assert [row.verdict for row in plan.rows] == ["refuse", "create", "refuse", "refuse", "refuse", "refuse"]
    assert said[0].startswith("Desk 101-2 is taken by Ada from 2 Mar 2026 on")
    assert "only 0 of 1 desks are free" in said[2]
    assert "no room 999" in said[3]
    assert "circulation" in said[4]
    assert "no numbers of desks" in said[5]


def test_rooms_alone_and_a_first_day_for_all(house: House, tmp_path: Path) -> None:
    rooms = [["Hall A", "2F", "201", "Open space", "184,5", "12"], ["Hall A", "2F", "202", "Büro", "30", "4"],
             ["Hall A", "2F", "203", "会议室", "25", ""]]
    source = house.house_import.open(table(tmp_path / "r.csv", rows=rooms, header=[
        "Site", "Floor", "Room", "Room type", "Area", "Desks"]))
    assert run(house, tmp_path / "r.csv").created == 3
    assert [(r.number, r.kind, r.area, r.desks) for r in house.space.rooms()] == [
        ("201", "open_area", 184.5, 12), ("202", "private_office", 30.0, 4), ("203", "meeting", 25.0, 0)]
    assert house.house_import.plan(source).counts["same"] == 3
    more = house.house_import.open(table(tmp_path / "r2.csv", [["Hall A", "2F", "202", "", "", "6"],
                                                               ["Hall A", "2F", "201", "", "", "2"]],
                                         ["Site", "Floor", "Room", "Room type", "Area", "Desks"]))
    result = house.house_import.apply(more)
    assert (result.created, len(result.refused)) == (1, 1)
    people = house.house_import.open(table(tmp_path / "p.csv", [["Ada", "202", "2"]], ["Company", "Room", "Desks"]))
    assert house.house_import.plan(people).rows[0].verdict == "refuse"
    assert house.house_import.apply(people.with_since(TODAY)).created == 1
    assert sits(house) == {"202-1": "Ada", "202-2": "Ada"}


@pytest.mark.parametrize("area", ["30 m²", "30m2", "30 ㎡", "30,0 qm", "３０ 平方米", "30.0 sqm", "30 sq m", "30平米"])
def test_areas_with_their_unit(house: House, tmp_path: Path, area: str) -> None:
    run(house, table(tmp_path / "r.csv", [["1F", "101", area], ["1F", "102", "1"]], ["Floor", "Room", "Area"]))
    assert [room.area for room in house.space.rooms()] == [30.0, 1.0]


def test_people_without_a_name_come_once(house: House, tmp_path: Path) -> None:
    path = table(tmp_path / "p.csv", [["Ada", "", "", "+49 30 1234567", "CEO"], ["Ada", "", "", "+493012345 67", ""],
                                      ["Bern", "", "", "", "CTO"], ["Ada", "Jo", "", "", ""]],
                 ["Company", "Contact", "E-mail", "Phone", "Position"])
    source = house.house_import.open(path)
    assert [source.mapping.choice(n) for n in (3, 4)] == ["person_phone", "person_title"]
    assert run(house, path).created == 3
    sheet = {row.name: house.companies.sheet(row.id) for row in house.companies.rows()}
    assert [(one.name, one.title) for one in sheet["Ada"].people] == [("+49 30 1234567", "CEO"), ("Jo", "")]
    assert not sheet["Bern"].people
    (bern,) = (row for row in house.house_import.plan(source).rows if row.prepared.row == 4)
    assert bern.verdict == "same"
    again = run(house, path)
    assert (again.created, again.updated, again.same) == (0, 0, 4)


def test_doubtful_companies_are_asked_about(house: House, make: Maker, tmp_path: Path) -> None:
    add(house.database, make.company(legal_name="Lumen Sensorik GmbH"))
    source = house.house_import.open(table(tmp_path / "a.csv", [
        ["Lumen Sensorik AG & Co", "A-9", "2026-01-01"], ["", "", ""], ["lumen sensorik gmbh", "A-9", "2026-01-01"]],
        ["Company", "Contract", "From"]))
    plan = house.house_import.plan(source)
    assert [row.verdict for row in plan.rows] == ["ask", "create"]
    candidate = plan.rows[0].candidates[0]
    number = plan.rows[0].prepared.row
    assert house.house_import.plan(source.with_decision(number, candidate.id)).rows[0].company == candidate.id
    assert house.house_import.plan(source.with_decision(number, NEW)).counts["create"] == 2
    assert house.house_import.apply(source, asked=NEW).created == 2
    assert len(house.companies.rows()) == 2


def test_new_words_wait_for_their_meaning(house: House, tmp_path: Path) -> None:
    source = house.house_import.open(table(tmp_path / "a.csv", [["1F", "101", "Lounge", "4"]],
                                           ["Floor", "Room", "Room type", "Desks"]))
    row = house.house_import.plan(source).rows[0]
    assert (row.verdict, row.prepared.problems[0].severity) == ("refuse", "word")
    mended = source.with_mapping(source.mapping.with_word("Lounge", "open_area"))
    assert house.house_import.apply(mended).created == 1
    assert house.space.rooms()[0].kind == "open_area"
    assert house.house_import.open(tmp_path / "a.csv").mapping.words


@pytest.mark.parametrize(("header", "row"), [
    (["Lfd. Nr.", "Firma", "Ansprechpartner", "Mietvertrag Nr.", "Mietbeginn", "Mietende", "Etage", "Raum-Nr.",
      "Anzahl Plätze", "Fläche (m²)"],
     ["1", "Ada GmbH", "Ida Ott", "MV-1", "01.04.2025", "unbefristet", "1. OG", "1.01", "8 Plätze", "96,5"]),
    (["序号", "企业名称", "联系人", "租赁合同编号", "起租日期", "合同到期时间", "楼层", "房间号", "工位数",
      "租赁面积(㎡)"],
     ["1", "Ada GmbH", "Ida Ott", "MV-1", "2025.4.1", "长期", "1. OG", "1.01", "8个", "96.5"]),
    (["No", "Tenant", "Contact person", "Lease no.", "Lease start", "Lease end", "Level", "Office", "Seats",
      "Sq m"],
     ["1", "Ada GmbH", "Ida Ott", "MV-1", "1 Apr 2025", "open-ended", "1. OG", "1.01", "8 desks", "96.5"])],
    ids=["de", "zh", "en"])
def test_lists_as_houses_keep_them(house: House, tmp_path: Path, header: list[str], row: list[str]) -> None:
    source = house.house_import.open(table(tmp_path / "list.csv", [row], header))
    assert [source.mapping.choice(n) for n in range(10)] == [
        SKIP, "legal_name", "person_name", "contract", "starts_on", "planned_end", "floor", "room", "desks",
        "room_area"]
    (planned,) = house.house_import.plan(source).rows
    assert (planned.verdict, [str(reason) for reason in planned.reasons if planned.verdict == "refuse"]) == (
        "create", [])
    house.house_import.apply(source)
    (stay,) = house.residency.rows()
    assert (stay.contract, stay.starts_on, stay.planned_end) == ("MV-1", date(2025, 4, 1), None)
    assert [(room.number, room.desks, room.area) for room in house.space.rooms()] == [("1.01", 8, 96.5)]
    assert len(sits(house)) == 8


@pytest.mark.parametrize("header", [
    ["Firma", "Einzug", "Auszug", "Raum"], ["Company", "Moved in", "Moved out", "Room"],
    ["企业名称", "入驻日期", "退租日期", "房间"]], ids=["de", "en", "zh"])
def test_when_they_moved_in_and_out(house: House, tmp_path: Path, header: list[str]) -> None:
    rows = [["Ada GmbH", "2025-04-01", "2025-05-01", "101"]]
    source = house.house_import.open(table(tmp_path / "list.csv", rows, header))
    assert [source.mapping.choice(n) for n in range(4)] == ["legal_name", "starts_on", "until", "room"]


def test_cancel_leaves_nothing(house: House, tmp_path: Path) -> None:
    before = state(house.database)
    answers = iter([False, True])
    with pytest.raises(Cancelled):
        run(house, table(tmp_path / "a.csv", ROWS), stop=lambda: next(answers, True))
    assert state(house.database) == before


def test_numbers_of_desks() -> None:
    assert desk_numbers("1-3, 7；9–10") == (1, 2, 3, 7, 9, 10)
    assert desk_numbers("12") == (12,)
    assert desk_numbers("１-４，７") == desk_numbers("1号-4号, 7号") == desk_numbers("工位1-4、7") == (1, 2, 3, 4, 7)
    for text in ("x", "3-1", "0", "1-9999", "1--2", "A12", "号"):
        with pytest.raises(Doubt):
            desk_numbers(text)


@pytest.mark.parametrize("language", ["en", "de", "zh"])
@pytest.mark.parametrize("what", ["desks", "residents"])
def test_our_own_lists_come_back_and_change_nothing(house: House, tmp_path: Path, what: str, language: str) -> None:
    run(house, table(tmp_path / "a.csv", [*ROWS[:4], ["Linden", "", "", "A-9", "2026-01-05", "", "2F", "201", "3-4"]]))
    before = state(house.database)
    out = house.space.table(what, language)
    path = tmp_path / "out.xlsx"
    write_table(path, out.columns, out.rows, name=out.name)
    source = house.house_import.open(path)
    assert {"desks": {"room", "desk", "legal_name", "starts_on"}, "residents": {
        "company_number", "contract", "starts_on", "planned_end"}}[what] <= set(source.mapping.columns.values())
    result = house.house_import.apply(source)
    assert (result.created, result.updated, result.asked, result.refused) == (0, 0, (), ())
    assert result.same == len(out.rows) > 3
    after = state(house.database)
    assert {**after, "import_mapping": None} == {**before, "import_mapping": None}


def test_a_new_word_for_a_focus_area_keeps_no_row_out(house: House, tmp_path: Path) -> None:
    source = house.house_import.open(table(tmp_path / "a.csv", [["Ada", "Battery", "2026-01-01"]] * 3,
                                           ["Company", "Focus area", "From"]))
    row = house.house_import.plan(source).rows[0]
    assert (row.verdict, row.prepared.problems[0].severity) == ("create", "word")


@pytest.mark.parametrize(("header", "first", "second", "field"), [
    (["Company", "Headcount"], ["Ada GmbH", "12"], ["Ada GmbH", "15"], "Head count"),
    (["Company", "From", "Contract"], ["Ada GmbH", "2026-01-01", "A-1"], ["Ada GmbH", "2026-01-01", "A-2"], "Contract"),
    (["Company", "Contact", "E-mail", "Phone"], ["Ada GmbH", "Ida", "i@a.example", "0171 1"],
     ["Ada GmbH", "Ida", "i@a.example", "0171 2"], "Phone"),
    (["Company", "Service", "Due"], ["Ada GmbH", "Mentoring", "2026-05-01"], ["Ada GmbH", "Mentoring", "2026-06-01"],
     "Service due on"),
    (["Floor", "Room", "m²"], ["1F", "101", "20"], ["1F", "101", "30"], "Area in m²"),
])
def test_rows_that_contradict_each_other(house: House, tmp_path: Path, header: list[str], first: list[str],
                                         second: list[str], field: str) -> None:
    path = table(tmp_path / "a.csv", [first, first, second], header)
    for verdicts in (["create", "same", "refuse"], ["same", "same", "refuse"]):  # the second time it is stored
        plan = house.house_import.plan(house.house_import.open(path))
        assert [row.verdict for row in plan.rows] == verdicts
        said = str(plan.rows[2].reasons[0])
        assert "row 2 says something else" in said
        assert field in said
        run(house, path)


def test_two_ends_of_one_place_contradict_each_other(house: House, tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", [["Ada", "1F", "101", "2", "2026-01-01", "2027-01-01"],
                                      ["Ada", "1F", "101", "2", "2026-01-01", "2028-01-01"]],
                 ["Company", "Floor", "Room", "Desks", "From", "Until"])
    assert [row.verdict for row in house.house_import.plan(house.house_import.open(path)).rows] == ["create", "refuse"]


@pytest.mark.parametrize("word", ["Total", "Summe:", "Gesamt", "合 计", "小计："])
def test_a_line_of_totals_is_left_out(house: House, tmp_path: Path, word: str) -> None:
    header = ["Company", "From", "Floor", "Room", "Desks"]
    source = house.house_import.open(table(tmp_path / "a.csv", [
        ["Ada GmbH", "2026-01-01", "1F", "101", "4"], [word, "", "", "", "4"]], header))
    last = house.house_import.plan(source).rows[-1]
    assert (last.verdict, str(last.reasons[0])) == ("same", "a line of totals; left out")
    house.house_import.apply(source)
    assert [row.company for row in house.residency.rows()] == ["Ada GmbH"]


def test_a_company_may_be_called_total(house: House, tmp_path: Path) -> None:
    source = house.house_import.open(table(tmp_path / "a.csv", [["Total", "Ida Ott", "2026-01-01"]],
                                           ["Company", "Contact", "From"]))
    assert house.house_import.plan(source).rows[0].verdict == "create"


def test_new_floors_are_laid_out_once(house: House, tmp_path: Path) -> None:
    run(house, table(tmp_path / "a.csv", ROWS))
    with house.database.read() as session:
        done = {(entry.table_name, entry.operation.casefold()[0]) for entry in session.scalars(select(JournalEntry))}
    assert {one for one in done if one[0] == "desk"} == {("desk", "i")}
    plan = house.space.plan()
    assert all(desk.bench for scene in plan.scenes.values() for desk in scene.desks)
