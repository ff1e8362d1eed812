"""The decision sheet: out, filled in elsewhere, looked at, taken over."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from incubator_gui.core.errors import Refused
from incubator_gui.db.database import Database
from incubator_gui.domain.decision import Condition
from incubator_gui.exchange.write_table import write_table
from incubator_gui.services.house import House
from tests.services.decisions.decision_house import DAY, Panel, furnish, promote
from tests.support.databases import Maker, state


@pytest.fixture
def house(file_database: Database) -> House:
    """A house in one file: sheets are the same on every database."""
    return House(file_database)


@pytest.fixture
def panel(file_database: Database, make: Maker) -> Panel:
    """Six applications."""
    return furnish(file_database, make)


def _out(house: House, path: Path, language: str = "en") -> Path:
    table = house.decisions.table(language, "Call 2027-1")
    write_table(path, table.columns, table.rows, name=table.name)
    return path


@pytest.mark.parametrize(("language", "ending"), [("en", "xlsx"), ("de", "csv"), ("zh", "xlsx")])
def test_a_sheet_that_comes_back_unchanged_changes_nothing(house: House, panel: Panel, tmp_path: Path, language: str,
                                                           ending: str) -> None:
    house.decisions.decide(panel.applications[0], "accept_with_conditions", "Good team",
                           [Condition("Sign, then pay; at once", DAY), Condition("签署协议")])
    house.decisions.decide(panel.applications[1], "reject")
    path = _out(house, tmp_path / f"d.{ending}", language)
    plan = house.decisions.read_sheet(panel.call, path)
    assert [(line.number, line.action) for line in plan.lines] == [(101, "same"), (102, "same")]
    assert (plan.refused, plan.blank, plan.changes) == ((), 4, ())
    before = state(house.database)
    house.decisions.take_sheet(plan)
    assert state(house.database) == before


def test_outcomes_are_filled_in_elsewhere_and_taken_over_in_one_step(house: House, panel: Panel, tmp_path: Path
                                                                     ) -> None:
    house.decisions.decide(panel.applications[0], "accept")
    path = _out(house, tmp_path / "d.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    title = {cell.value: cell.column for cell in sheet[1]}
    rows = {sheet.cell(row, title["Application number"]).value: row for row in range(2, 8)}
    for number, outcome, reason, conditions in (
            (101, "Ablehnen", "Too early", None),
            (102, "accept with CONDITIONS", None, "Sign [2026-03-20]\nName a boss"),
            (103, "列入候补", None, None), (104, "perhaps", None, None)):
        sheet.cell(rows[number], title["Outcome"]).value = outcome
        sheet.cell(rows[number], title["Reason"]).value = reason
        sheet.cell(rows[number], title["Conditions"]).value = conditions
    book.save(path)
    plan = house.decisions.read_sheet(panel.call, path)
    assert [(line.number, line.outcome, line.action) for line in plan.lines] == [
        (101, "reject", "changed"), (102, "accept_with_conditions", "new"), (103, "waitlist", "new")]
    assert [(row, "“perhaps” is no outcome" in str(why)) for row, why in plan.refused] == [(rows[104], True)]
    before = state(house.database)
    house.decisions.take_sheet(plan)
    stored = {row.number: row for row in house.decisions.rows(panel.call)}
    assert (stored[101].outcome, stored[101].reason) == ("reject", "Too early")
    assert stored[102].conditions == (Condition("Sign", DAY), Condition("Name a boss"))
    assert {row.state for row in stored.values()} == {"pending"}
    house.history.undo()
    assert state(house.database) == before
    house.decisions.decide(panel.applications[0], "waitlist")
    with pytest.raises(Refused, match="0101 was decided elsewhere"):
        house.decisions.take_sheet(plan)


def test_rows_that_cannot_be_taken_over_are_named(house: House, panel: Panel, tmp_path: Path) -> None:
    house.applications.move([panel.applications[4]], panel.stages["withdrawn"])
    path = tmp_path / "d.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([
            ["Nr. der Firma", "Outcome", "Conditions"], ["0199", "accept", ""], ["0105", "accept", ""],
            ["0102", "accept_with_conditions", "Sign [2026-02-31]"], ["102", "reject", ""], ["0102", "accept", ""]])
    with pytest.raises(Refused, match="has no column “Application number”"):
        house.decisions.read_sheet(panel.call, path)
    path.write_text(path.read_text("utf-8").replace("Nr. der Firma", "number"), "utf-8")
    plan = house.decisions.read_sheet(panel.call, path)
    assert [line.outcome for line in plan.lines] == ["reject"]
    assert [row for row, _why in plan.refused] == [2, 3, 4, 6]
    said = " ".join(str(why) for _row, why in plan.refused)
    for words in ("no application “0199”", "was withdrawn", "is not a day", "stands in row 5 already"):
        assert words in said


def test_conflicts_and_phases_hold_for_sheets_too(house: House, panel: Panel, tmp_path: Path) -> None:
    path = _out(house, tmp_path / "d.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    column = next(cell.column for cell in sheet[1] if cell.value == "Outcome")
    assert column is not None
    for row in range(2, 8):
        sheet.cell(row, column).value = "Reject"
    book.save(path)
    promote(house, "Bo")
    house.database.actor = replace(house.database.actor, who="Bo")
    assert [row[0] for row in house.decisions.table("en").rows] == [102, 103, 105, 106]
    plan = house.decisions.read_sheet(panel.call, path)
    assert [line.number for line in plan.lines] == [102, 103, 105, 106]
    assert {str(why) for _row, why in plan.refused} == {"This call has no application “101”.",
                                                        "This call has no application “104”."}
    bo, house.database.actor = house.database.actor, replace(house.database.actor, who="li", also=frozenset())
    house.rounds.begin(panel.call)
    house.database.actor = bo
    with pytest.raises(Refused, match="does not allow decisions"):
        house.decisions.read_sheet(panel.call, path)
    with pytest.raises(Refused, match="does not allow decisions"):
        house.decisions.take_sheet(plan)
