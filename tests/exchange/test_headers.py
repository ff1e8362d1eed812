"""Where the header is and what the columns are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from incubator_gui.exchange.headers import find_header, header_fingerprint
from incubator_gui.exchange.read_table import read_table
from incubator_gui.exchange.sheets import Cell, Sheet

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
needs_files = pytest.mark.skipif(not SHARED.exists(), reason="the real files are not here")


def sheet(*rows: list[str]) -> Sheet:
    return Sheet("s", tuple(tuple(Cell(text) for text in row) for row in rows), tuple(range(1, len(rows) + 1)))


def titles(*rows: list[str]) -> list[str]:
    return [column.title for column in find_header(sheet(*rows)).columns]


def test_title_rows_above() -> None:
    table = sheet(["Applications of our call 2027"], ["as of 4 May"], ["Company", "Founded", "Team"],
                  ["Ninepin Routing", "2025-10", "5"])
    header = find_header(table)
    assert (header.rows, header.body) == ((2,), 3)


def test_codes_around_questions() -> None:
    rows = (["Q1", "Q2", "Q3_1"], ["Your company?", "Your <b>name</b>?", "Which areas? - Cloud"],
            ['{"ImportId":"QID1"}', '{"ImportId":"QID2"}', '{"ImportId":"QID3"}'], ["Ninepin", "Ada", "Cloud"])
    assert find_header(sheet(*rows)).rows == (0, 1, 2)
    assert titles(*rows) == ["Your company?", "Your name?", "Which areas? - Cloud"]


def test_groups_above() -> None:
    rows = (["Company", "", "Contact", ""], ["Name", "City", "Name", "Mail"], ["Ninepin", "Ulm", "Ada", "a@b.de"])
    assert titles(*rows) == ["Company – Name", "Company – City", "Contact – Name", "Contact – Mail"]


def test_check_boxes_are_one_question() -> None:
    header = find_header(sheet(["Name", "Areas [Cloud]", "Areas [AI]", "Size [m²]"],
                               ["Ninepin", "x", "", "20"], ["Oak", "", "Yes", "5"]))
    assert [(column.question, column.choice, column.group, column.ticks) for column in header.columns] == [
        ("Name", "", 0, False), ("Areas", "Cloud", 1, True), ("Areas", "AI", 1, True), ("Size [m²]", "", 3, False)]


def test_no_header_and_untitled_column() -> None:
    assert find_header(sheet(["1", "2.5"], ["3", "4"])).rows == ()
    header = find_header(sheet(["Company", "Team", ""], ["Ninepin", "4", "x"]))
    assert str(header.columns[2].name()) == "Column C, no title"


def test_choice_of_a_person_wins() -> None:
    table = sheet(["Note one", "Note two"], ["Company", "Team"], ["Ninepin", "4"])
    assert find_header(table, 0).rows == (0,)
    assert find_header(table, -1).body == 0
    assert find_header(table, 99).rows == (2,)


def test_html_is_stripped_and_fingerprint_is_stable() -> None:
    table = sheet(["<p>Company&nbsp;<i>name</i></p>", "a < b"], ["Ninepin", "x"])
    assert [column.title for column in find_header(table).columns] == ["Company name", "a < b"]
    again = sheet(["company  Name", "A < B"], ["Other", "y"])
    assert header_fingerprint(find_header(table)) == header_fingerprint(find_header(again))


@needs_files
def test_real_form_tools() -> None:
    films = find_header(read_table(SHARED / "forms" / "StarWars.csv"))
    assert films.rows == (0, 1)
    group = [column for column in films.columns if column.group == 3]
    assert len(group) == 6
    assert all(column.ticks for column in group)
    assert films.columns[1].title.startswith("Have you seen any")
    poll = find_header(read_table(SHARED / "forms" / "poll-of-pollsters-5.tsv"))
    assert poll.rows == (0, 1)
    assert not any("<" in column.title for column in poll.columns)
    assert find_header(read_table(SHARED / "forms" / "flying-etiquette.csv")).rows == (0,)
    assert find_header(read_table(SHARED / "forms" / "religion-survey-results.csv")).rows == (0, 1)
    assert find_header(read_table(SHARED / "spreadsheets" / "itjuzi_gb18030.csv")).rows == (0,)
