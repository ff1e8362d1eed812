"""The command that brings today's house in from tables."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.app.cli.conftest import Run

RESIDENTS = ("Unternehmen,Vertrag,Einzug,Etage,Raum,Arbeitsplätze\r\n"
             "Kranichtal GmbH,A-1,01.04.2026,1F,101,1-4\r\n"
             "禾岚电驱有限公司,A-2,,1F,102,3\r\n"
             "Moorfink UG,A-3,01.05.2026,1F,101,4-5\r\n")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Rooms on one sheet, residents on the next, and one that is neither."""
    book = openpyxl.Workbook()
    rooms = book.active
    assert rooms is not None
    rooms.title = "Rooms"
    for row in (("Floor", "Room", "Kind of room", "Area in m²", "Number of desks"), ("1F", "101", "Open area", 120, 6),
                ("1F", "102", "会议室", 30, 4)):
        rooms.append(row)
    people = book.create_sheet("Residents")
    for line in (("Company", "Room", "Desk numbers", "From"), ("Kranichtal GmbH", "101", "1-4", "2026-04-01"),
                 ("Moorfink UG", "101", "4-5", "2026-05-01")):
        people.append(line)
    notes = book.create_sheet("Notes")
    for words in (("Remark to staff",), ("ring the caretaker",)):
        notes.append(words)
    file = tmp_path / "house.xlsx"
    book.save(file)
    return file


def test_every_sheet_goes_in_one_after_the_other(run: Run, place: str, book: Path) -> None:
    ran = run("import-house", book, "--database", place, "--json")
    assert ran.status == 0, ran.err
    rooms, residents = ran.json["tables"]
    assert (rooms["sheet"], rooms["created"], residents["sheet"], residents["created"]) == ("Rooms", 2, "Residents", 1)
    assert rooms["facts"] == ["1 new site", "1 new floor", "2 new rooms", "10 new desks"]
    (refused,) = residents["refused"]
    assert refused["row"] == 3
    assert "Desk 101-4 is taken by Kranichtal GmbH" in refused["reason"]
    assert rooms["change_set"] != residents["change_set"]
    again = run("import-house", book, "--database", place, "--json").json["tables"]
    assert [(one["created"], one["updated"], one["change_set"]) for one in again] == [(0, 0, None)] * 2
    assert run("undo", "--database", place).status == 0
    back = run("import-house", book, "--sheet", "Residents", "--database", place, "--json").json["tables"]
    assert [one["created"] for one in back] == [1]


def test_a_day_for_rows_that_name_none(run: Run, place: str, tmp_path: Path) -> None:
    file = tmp_path / "Mieter.csv"
    file.write_text(RESIDENTS, "utf-8")
    dry = run("import-house", file, "--database", place, "--dry-run")
    assert dry.status == 0
    assert "since when" in dry.out
    assert "Nothing was changed." in dry.out
    ran = run("import-house", file, "--since", "2026-01-15", "--database", place)
    assert ran.status == 0
    assert "2 created" in ran.out
    assert "2 contracts" in ran.out
    assert "Desk 101-4 is taken" not in ran.out  # the room has four desks: there is no fifth
    assert "room 101 has no desk 5" in ran.out


def test_bad_files_are_one_sentence(run: Run, place: str, tmp_path: Path, book: Path) -> None:
    empty, words, broken = tmp_path / "empty.csv", tmp_path / "words.csv", tmp_path / "broken.xlsx"
    empty.write_text("Company,Room\r\n", "utf-8")
    words.write_text("Song,Singer\r\nYesterday,The Beatles\r\n", "utf-8")
    broken.write_bytes(b"PK\x03\x04 nothing more")
    for file, said in ((empty, "no rows"), (words, "No column holds"), (broken, "broken.xlsx"),
                       (tmp_path, "is a folder"), (tmp_path / "none.csv", "There is no file")):
        ran = run("import-house", book, file, "--database", place)
        assert ran.status == 1
        assert said in ran.err
        assert len(ran.err.strip().splitlines()) == 1
        assert run("history", "--json", "--database", place).json == []  # the good file before it was not begun
    wrong = run("import-house", book, "--since", "yesterday", "--database", place)
    assert wrong.status == 2
    assert "is not a day" in wrong.err
