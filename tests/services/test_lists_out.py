"""Lists that leave the house, on both databases: against independent counts, and in every format."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import text

from incubator_gui.core.errors import Cancelled, Refused
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import (
    Company,
    Engagement,
    Entitlement,
    LedgerEntry,
    LineupEntry,
    Mentor,
    Person,
    Roadshow,
    Service,
    Training,
    TrainingSeat,
)
from incubator_gui.services.exports import Table
from incubator_gui.services.house import House
from incubator_gui.services.lists_out import CALENDAR, FORMATS, KINDS, Wish
from tests.services.houses import DAY, Filled, fill, house

__all__ = ["house"]

FORMULA = '=HYPERLINK("http://evil.example")'


@pytest.fixture
def made(house: House) -> Filled:
    """The house with services of every kind; a title that a spreadsheet would take for a formula."""
    made = fill(house)
    fernmoss, kranichtal = made.company["Fernmoss"], made.company["Kranichtal"]
    with house.database.write("test.services", msg("Filled")) as work:
        add, session = work.session.add, work.session
        (mentoring,) = session.query(Service).filter(Service.key == "mentoring")
        engagement = Engagement(company_id=fernmoss, service_id=mentoring.id, title=FORMULA, status="active",
                                owner_id=made.lena, starts_on=date(2027, 3, 1), due_on=date(2027, 5, 20),
                                hours_granted=Decimal("10.5"))
        add(engagement)
        session.flush()
        for company, day, contact, preparation in (
                (fernmoss, date(2027, 4, 30), "1.5", "0.25"), (fernmoss, date(2027, 5, 3), "2", "0"),
                (kranichtal, date(2027, 5, 31), "0.75", "1"), (made.company["Old"], date(2027, 5, 4), "1", "0"),
                (kranichtal, date(2027, 6, 1), "8", "0")):
            add(LedgerEntry(company_id=company, service_id=mentoring.id, day=day, contact_hours=Decimal(contact),
                            preparation_hours=Decimal(preparation), person_id=made.jun,
                            engagement_id=engagement.id if company == fernmoss else None))
        add(Entitlement(company_id=fernmoss, service_id=mentoring.id, starts_on=date(2027, 1, 1),
                        ends_on=date(2028, 1, 1), hours=Decimal(3)))
        add(Mentor(person_id=made.jun, topics="IP", hours_per_month=Decimal(6)))
        training = Training(title="Term sheets", status="planned", held_on=date(2027, 5, 18), seats=2,
                            trainer_id=made.jun)
        show = Roadshow(name="Spring", held_on=date(2027, 5, 14), starts_at="13:30")
        add(training)
        add(show)
        session.flush()
        for n, (company, state) in enumerate(((fernmoss, "registered"), (kranichtal, "attended"),
                                              (kranichtal, "waiting"))):
            add(TrainingSeat(training_id=training.id, company_id=company, state=state, position=f"m{n}"))
        for n, company in enumerate((kranichtal, fernmoss)):
            add(LineupEntry(roadshow_id=show.id, company_id=company, position=f"m{n}", minutes=8, question_minutes=4,
                            status="confirmed"))
        session.get_one(Company, fernmoss).chinese_name = "蕨苔智驾"
    return made


def listed(table: Table) -> list[dict[str, Any]]:
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def rows(house: House, what: str, **values: Any) -> list[dict[str, Any]]:
    return listed(house.lists.table(Wish(what, **values)))


def asked(house: House, sql: str) -> list[tuple[Any, ...]]:
    """Straight from the database, past everything that the lists use."""
    with house.database.read() as session:
        return [tuple(row) for row in session.execute(text(sql))]


def test_the_ledger_of_a_month_equals_an_independent_sum(house: House, made: Filled) -> None:
    everything = asked(house, "select day, contact_hours, preparation_hours from ledger_entry")
    stored = [(str(day)[:10], Decimal(str(contact)), Decimal(str(preparation)))
              for day, contact, preparation in everything]
    may = [row for row in stored if row[0].startswith("2027-05")]
    found = rows(house, "ledger", month=date(2027, 5, 17))
    assert len(found) == len(may) > 3
    assert sum(row["contact"] for row in found) == sum(row[1] for row in may)
    assert sum(row["total"] for row in found) == sum(row[1] + row[2] for row in may)
    assert [row["day"] for row in found] == sorted(row["day"] for row in found)
    months: dict[str, Decimal] = defaultdict(Decimal)
    for day, contact, preparation in stored:
        months[day[:7]] += contact + preparation
    sums: dict[str, Decimal] = defaultdict(Decimal)
    entries = 0
    for row in rows(house, "ledger_months"):
        sums[row["month"]] += row["total"]
        entries += row["entries"]
    assert sums == months
    assert entries == len(stored) == len(rows(house, "ledger"))


def test_what_was_booked_for_a_merged_record_stands_under_the_one_that_is_left(house: House, made: Filled) -> None:
    (row,) = [one for one in rows(house, "ledger", month=DAY) if one["day"] == date(2027, 5, 4)]
    assert (row["company"], row["company_number"]) == ("Fernmoss Autonomy", 1)


def test_services_are_listed_with_names_in_the_language_asked_for(house: House, made: Filled) -> None:
    (english,) = [row for row in rows(house, "engagements") if row["title"] == FORMULA]
    assert (english["company"], english["service"], english["status"], english["owner"]) == (
        "Fernmoss Autonomy", "Mentoring", "Active", "Lena Weber")
    assert (english["contact"], english["preparation"], english["granted"]) == (
        Decimal("3.5"), Decimal("0.25"), Decimal("10.5"))
    (chinese,) = [row for row in rows(house, "engagements", language="zh") if row["title"] == FORMULA]
    assert (chinese["company"], chinese["service"]) == ("蕨苔智驾", "导师辅导")
    (grant,) = rows(house, "entitlements", day=DAY)
    used = sum(Decimal(str(contact)) + Decimal(str(preparation)) for number, day, contact, preparation in asked(
        house, "select c.number, day, contact_hours, preparation_hours from ledger_entry"
               " join company c on c.id = company_id")
        if number == 1 and str(day).startswith("2027"))
    assert (grant["granted"], grant["used"], grant["left"]) == (3, used, 3 - used)
    assert grant["is_over"] is True
    assert rows(house, "entitlements", day=date(2029, 1, 1)) == []
    (training,) = rows(house, "trainings")
    assert (training["seats"], training["taken"], training["free"], training["waiting"]) == (2, 2, 0, 1)
    assert [row["state"] for row in listed(house.lists.table(Wish("attendance"), keys=True))] == [
        "registered", "attended", "waiting"]
    (mentor,) = rows(house, "mentors", month=DAY)
    assert mentor["sessions"] >= 3
    assert mentor["hours_per_month"] == 6
    assert [(row["place"], row["begins_at"], row["company_number"]) for row in rows(house, "lineup")] == [
        (1, "13:30", 2), (2, "13:42", 1)]


def test_rent_areas_and_desks_equal_an_independent_count(house: House, made: Filled) -> None:
    spans = asked(house, "select a.company_id, a.room_id, a.desk_id, a.starts_on, a.ends_on, r.area,"
                         " (select count(*) from desk d where d.room_id = r.id) from allocation a"
                         " join room r on r.id = a.room_id where a.scenario_id is null")
    in_force = [row for row in spans if str(row[3])[:10] <= "2027-05-12"
                and (row[4] is None or str(row[4])[:10] > "2027-05-12")]
    area = sum(float(row[5]) * (1 if row[2] is None else 1 / row[6]) for row in in_force)
    desks = sum(row[6] if row[2] is None else 1 for row in in_force)
    found = rows(house, "rent_area", day=DAY)
    assert float(sum(row["area"] for row in found)) == pytest.approx(area, abs=0.02)
    assert sum(row["desks"] for row in found) == desks > 0
    taken = [row for row in rows(house, "desks", day=DAY) if row["company"] and row["desk"]]
    assert len(taken) == desks


@pytest.mark.parametrize("ending", FORMATS)
def test_every_list_goes_out_in_every_format(house: House, made: Filled, tmp_path: Path, ending: str) -> None:
    for what in KINDS:
        wish = Wish(what, "de", month=DAY if KINDS[what].when == "month" else None)
        path = tmp_path / house.lists.name(wish, ending)
        if ending == "pdf" and what not in ("ledger", "desks", "engagements"):
            assert house.lists.paper(wish).columns  # the child process is the same for all
            continue
        count = house.lists.write(wish, path)
        assert path.is_file()
        assert count == len(house.lists.table(wish).rows)


def test_spreadsheets_hold_numbers_dates_and_no_formula(house: House, made: Filled, tmp_path: Path) -> None:
    path = tmp_path / "engagements.xlsx"
    house.lists.write(Wish("engagements"), path)
    titles, *cells = load_workbook(path).active.iter_rows()
    names = [cell.value for cell in titles]
    row = next(one for one in cells if one[names.index("Hours granted")].value)
    assert row[names.index("Hours granted")].value == 10.5
    assert row[names.index("Due on")].is_date
    title = row[names.index("Title")]
    assert title.data_type == "s"
    assert "=HYPERLINK" in title.value
    csv = tmp_path / "engagements.csv"
    house.lists.write(Wish("engagements"), csv)
    assert f"'{FORMULA[:10]}" in csv.read_text("utf-8-sig").replace('""', '"')
    stored = json.loads(house.lists.json(Wish("ledger")))
    assert sum(Decimal(one["contact"]) for one in stored) > 10


def test_paper_says_the_sums_and_leaves_ids_out(house: House, made: Filled, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    made_paper = house.lists.make_paper(Wish("ledger", "zh", month=DAY), on_step=lambda *step: steps.append(step))
    path = tmp_path / "ledger.pdf"
    path.write_bytes(made_paper.content)
    printed = PdfReader(path).pages[0].extract_text()
    assert "蕨苔智驾" in printed
    assert "2027年5月" in printed
    assert steps
    assert all(column.title != "ID" for column in house.lists.paper(Wish("tasks")).columns)
    assert "2027" in house.lists.paper(Wish("residents", day=DAY)).subtitle


def test_names_of_files_and_refusals(house: House, made: Filled, tmp_path: Path) -> None:
    assert house.lists.name(Wish("rent_area", day=DAY), "xlsx") == "Rent-area-by-company-2027-05-12.xlsx"
    assert house.lists.name(Wish("ledger", "de", month=DAY), "pdf").endswith("-2027-05.pdf")
    with pytest.raises(Refused):
        house.lists.write(Wish("ledger"), tmp_path / "ledger.docx")
    with pytest.raises(Refused):
        house.lists.table(Wish("stars"))
    with pytest.raises(Refused):
        house.lists.write_calendar(tmp_path / "a.txt", "en")
    with pytest.raises(Cancelled):
        house.lists.write(Wish("desks"), tmp_path / "desks.csv", stop=lambda: True)
    assert not list(tmp_path.glob("*.csv"))


def test_the_calendar_goes_out(house: House, made: Filled, tmp_path: Path) -> None:
    path = tmp_path / "house.ics"
    assert house.lists.write_calendar(path, "de") > 0
    text = path.read_text("utf-8")
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") > 0
    assert "Spring" in text
    assert CALENDAR not in KINDS


def test_staff_who_were_erased_have_no_name_in_any_list(house: House, made: Filled) -> None:
    with house.database.write("test.erase", msg("Erased")) as work:
        person = work.session.get_one(Person, made.jun)
        person.full_name, person.erased_at = "", house.clock.now()
    assert {row["person"] for row in rows(house, "ledger", month=DAY)} == {None}
