"""Lists as tables, on both databases: what stands in them, and what stays out."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from incubator_gui.core.errors import NotFound, Refused
from incubator_gui.core.messages import msg
from incubator_gui.db.schema import Answer, Application, Company, Person, Question
from incubator_gui.domain.partial_date import PartialDate
from incubator_gui.services.exports import LISTS, ExportsService, Table
from incubator_gui.services.house import House
from tests.services.houses import Filled, apply_with, fill, house

__all__ = ["house"]


@pytest.fixture
def made(house: House) -> Filled:
    """The house with two applications to one call."""
    made = fill(house)
    apply_with(house, made, "栎星换电", ("received", date(2027, 2, 1)), ("review", date(2027, 2, 9)))
    apply_with(house, made, "Kranichtal", ("received", date(2027, 2, 3)))
    house.companies.add_person(made.company["Kranichtal"], "Jonas Reh", email="second@kranichtal.example")
    house.companies.add_person(made.company["Kranichtal"], "Mara Kern", "founder", email="kern@kranichtal.example",
                               title="CEO", is_contact=True)
    return made


def listed(table: Table) -> list[dict[str, Any]]:
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def change(house: House, record: Any, id: Any, **values: Any) -> None:
    with house.database.write("test.change", msg("Changed")) as work:
        found = work.session.get_one(record, id)
        for key, value in values.items():
            setattr(found, key, value)


def test_an_empty_house_exports_empty_lists(house: House) -> None:
    exports = ExportsService(house.database)
    for what in LISTS:
        table = exports.table(what)
        assert table.columns
        assert table.rows == ()
    assert exports.json("applications") == "[]\n"


def test_applications_carry_their_ids_and_the_contact(house: House, made: Filled) -> None:
    table = ExportsService(house.database).table("applications")
    first, second = listed(table)
    assert first["application_id"] == made.application["栎星换电"]
    assert (second["company_number"], second["application_number"]) == (2, 2)
    assert (second["person_name"], second["person_title"]) == ("Mara Kern", "CEO")
    assert [c.hidden for c in table.columns if c.key == "application_id"] == [True]
    assert "stage" not in first  # a column that the import does not know would come back as an answer
    (one, _other) = listed(ExportsService(house.database).table("applications", keys=True))
    assert (one["call"], one["status"]) == ("Call 2027-1", "review")


def test_titles_and_choices_follow_the_language(house: House, made: Filled) -> None:
    change(house, Application, made.application["Kranichtal"], focus_area="mobility")
    exports = ExportsService(house.database)
    for language, keys in (("en", False), ("en", True)):
        (row,) = [r for r in listed(exports.table("applications", language, keys=keys)) if r["focus_area"]]
        assert row["focus_area"] == ("mobility" if keys else "Future mobility")


def test_head_counts_that_differ_are_left_out(house: House, made: Filled) -> None:
    id, company = made.application["Kranichtal"], made.company["Kranichtal"]
    exports = ExportsService(house.database)
    for mine, theirs, expected in ((None, None, None), (7, None, 7), (None, 9, 9), (7, 7, 7), (7, 9, None)):
        change(house, Application, id, headcount=mine)
        change(house, Company, company, headcount=theirs)
        assert listed(exports.table("applications"))[1]["headcount"] == expected


def test_a_founding_day_is_as_exact_as_it_is_known(house: House, made: Filled) -> None:
    exports = ExportsService(house.database)
    for precision, expected in (("year", PartialDate(2024)), ("month", PartialDate(2024, 3)),
                                ("day", date(2024, 3, 1)), (None, date(2024, 3, 1))):
        change(house, Company, made.company["Kranichtal"], founded_on=date(2024, 3, 1), founded_precision=precision)
        assert listed(exports.table("applications"))[1]["founded_on"] == expected


def test_one_call_or_some_rows(house: House, made: Filled) -> None:
    house.calls.add_call("Call 2027-2")
    exports = ExportsService(house.database)
    assert len(exports.table("applications", call="call 2027-1").rows) == 2
    assert exports.table("applications", call="Call 2027-2").rows == ()
    some = exports.table("applications", ids=[made.application["Kranichtal"]])
    assert [row["application_number"] for row in listed(some)] == [2]
    chosen = exports.table("companies", ids=[made.company["禾岚电驱"]])
    assert [row["chinese_name"] for row in listed(chosen)] == ["禾岚电驱"]
    with pytest.raises(NotFound):
        exports.table("applications", call="nowhere")
    with pytest.raises(Refused):
        exports.table("everything")


def test_merged_records_and_erased_people_stay_out(house: House, made: Filled) -> None:
    exports = ExportsService(house.database)
    companies = [row["company_number"] for row in listed(exports.table("companies"))]
    assert companies == [1, 2, 3, 4, 5, 6]
    names = [row["full_name"] for row in listed(exports.table("people"))]
    assert {"Mara Kern", "Jonas Reh", "Lena Weber"} <= set(names)
    with house.database.read() as session:
        person = session.query(Person.id).filter(Person.full_name == "Mara Kern").scalar()
    change(house, Person, person, full_name="", email=None, erased_at=datetime(2027, 5, 12, tzinfo=UTC))
    assert "Mara Kern" not in [row["full_name"] for row in listed(exports.table("people"))]
    assert listed(exports.table("applications"))[1]["person_name"] == "Jonas Reh"


def test_history_and_tasks(house: House, made: Filled) -> None:
    exports = ExportsService(house.database)
    steps = listed(exports.table("history"))
    assert [step["sequence"] for step in steps] == list(range(len(steps), 0, -1))
    assert steps[-1]["message"] == "Call Call 2027-1 added"
    tasks = listed(exports.table("tasks"))
    assert [task["title"] for task in tasks] == ["Gate decision", "Hand over 6 desks", "Letter", "Some day"]
    assert tasks[1]["company"] == "Kranichtal Zelltechnik GmbH"


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_unchanged_it_comes_back_the_same(house: House, made: Filled, tmp_path: Path, ending: str,
                                          language: str) -> None:
    change(house, Company, made.company["Kranichtal"], country="DE", website="https://kranichtal.example",
           phone="+49 241 5550100", claim="=1+1", founded_on=date(2024, 3, 1), founded_precision="month")
    change(house, Application, made.application["Kranichtal"], pitch="Line one\nLine “two”, with; signs\tand tabs",
           focus_area="mobility", desks_needed=4, source="A friend")
    file = tmp_path / f"out.{ending}"
    assert ExportsService(house.database).write("applications", file, language) == 2
    plan = house.imports.plan(house.imports.open(file), "Call 2027-1")
    assert [(row.verdict, [(c.field, c.before, c.after) for c in row.changes]) for row in plan.rows] == [
        ("same", []), ("same", [])]


def test_an_answer_is_not_hidden_by_a_field_of_the_same_key(house: House, made: Filled) -> None:
    application = made.application["Kranichtal"]
    with house.database.write("test.answer", msg("Answered")) as work:
        call = work.session.get_one(Application, application).call_id
        for position, key in enumerate(("status", "pitch")):
            question = Question(call_id=call, key=key, text_en=key, position=f"a{position}")
            work.session.add(question)
            work.session.flush()
            work.session.add(Answer(application_id=application, question_id=question.id, text="Active"))
    rows = json.loads(ExportsService(house.database).json("applications"))
    (row,) = [row for row in rows if row["application_id"] == str(application)]
    assert (row["status"], row["answer:status"], row["answer:pitch"]) == ("received", "Active", "Active")


def test_answers_of_two_calls_go_out_and_come_back(house: House, tmp_path: Path) -> None:
    exports = ExportsService(house.database)
    for call, need in (("2027-1", "Desks"), ("2027-2", "Money")):
        file = tmp_path / f"{call}.csv"
        file.write_text(f"Company name,Which motto suits you?,Only {call}\r\nLume {call},{need},yes\r\n", "utf-8")
        house.imports.apply(house.imports.open(file), call, asked="new")
    table = exports.table("applications")
    titles = [column.title for column in table.columns]
    assert titles.count("Which motto suits you?") == 1
    assert [(row["Which motto suits you?"], row["Only 2027-1"], row["Only 2027-2"]) for row in listed(table)] == [
        ("Desks", "yes", None), ("Money", None, "yes")]
    some = exports.table("applications", ids=[listed(table)[1]["application_id"]])
    assert "Only 2027-1" not in [column.title for column in some.columns]
    file = tmp_path / "all.csv"
    exports.write("applications", file)
    steps = len(house.history.recent())
    again = house.imports.apply(house.imports.open(file), "2027-1")
    assert (again.same, again.updated, again.created) == (2, 0, 0)
    assert len(house.history.recent()) == steps + 1  # how the columns are read is kept
    file.write_text(file.read_text("utf-8-sig").replace("Money", "A lab"), "utf-8")
    changed = house.imports.apply(house.imports.open(file), "2027-1")
    assert (changed.same, changed.updated) == (1, 1)
    assert [row["Which motto suits you?"] for row in listed(exports.table("applications"))] == ["Desks", "A lab"]
    assert len(exports.table("applications").columns) == len(table.columns)
