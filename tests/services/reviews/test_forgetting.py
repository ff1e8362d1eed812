"""A reviewer or a founder is forgotten: nothing personal is left of them, the statistics and the proof stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from incubator_gui.core.ids import new_id
from incubator_gui.db.schema import CompanyPerson, Person
from incubator_gui.services.house import House
from tests.services.reviews.posts import answer, read, send
from tests.services.reviews.rooms import NAMES, WHOLE, Room, form


def leaks(house: House, *words: str) -> set[tuple[str, str]]:
    """The columns of all tables that still say one of the words."""
    found = set()
    with house.database.read() as session:
        connection = session.connection()
        for table in inspect(connection).get_table_names():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')).mappings():
                found |= {(table, column) for column, value in row.items()
                          if any(word in str(value) for word in words)}
    return found


@pytest.fixture
def used(made: Room, folder: Path) -> Room:
    """Lena reviewed, recused and abstained; packages went out and came back by her name."""
    house = made.house
    house.reviewers.edit(made.reviewers[:1], employer="SECRETFIRM", note="SECRETNOTE")
    desk = house.reviews.desk(made.reviewers[0], made.call)
    desk.save(made.applications[0], WHOLE, desk.paper(made.applications[0]).form)
    desk.save(made.applications[2], form(finished=False, __stance="abstained", __reason="SECRETABSTAIN"),
              desk.paper(made.applications[2]).form)
    package = send(made, folder)
    house.review_returns.apply(read(made, answer(package, {made.applications[3]: WHOLE}, "Lena Weber back.ireview")))
    desk.recuse(made.applications[1], "family", "SECRETBROTHER")
    return made


def test_a_reviewer_is_forgotten(used: Room, folder: Path) -> None:
    house = used.house
    before = [(row.stance, row.state, row.score) for row in house.reviews.rows(used.call)]
    sheet = house.scores.table(used.call)
    house.people.anonymise(used.people[0])
    assert leaks(house, NAMES[0], "lena.weber", "Lena-Weber", "SECRET") == set()
    assert house.history.prove().holds
    assert [(row.stance, row.state, row.score) for row in house.reviews.rows(used.call)] == before
    after = house.scores.table(used.call)
    assert [(row.number, row.n, row.adjusted) for row in after.rows] == [
        (row.number, row.n, row.adjusted) for row in sheet.rows]
    assert {one.name for one in after.reviewers} == {""}
    (row,) = house.review_packages.rows(used.call)
    assert (row.reviewer, row.file_name, row.returns) == ("", "", 1)
    (file,) = (path for path in folder.iterdir() if "back" in path.name)
    assert "was erased here" in str(read(used, file)[0].refused)


def test_a_founder_is_forgotten_in_letters_too(made: Room) -> None:
    house, founder = made.house, new_id()
    made.add(Person(id=founder, full_name="Frieda Geheim", email="frieda@geheim.example", phone="+49 30 555 0199"),
             CompanyPerson(company_id=made.companies[0], person_id=founder, role="founder", is_contact=True))
    twin = new_id()
    made.add(Person(id=twin, full_name="Rolf Review", phone="+49 30 555 0199"))
    house.reviewers.add(twin)
    house.conflicts.detect()
    house.rounds.set(made.round, phase_id=house.rounds.phases(made.round)[-1].id)
    decision = house.decisions.decide(made.applications[0], "reject").value
    house.decisions.announce([decision])
    (letter,) = house.letters.rows(made.call)
    assert "Geheim" in letter.recipient + letter.body
    house.people.anonymise(founder)
    assert {table for table, _column in leaks(house, "Geheim", "frieda")} == set()
    assert {table for table, _column in leaks(house, "555 0199")} <= {
        "person", "journal_entry", "search_document", "search_words"}, "that of the other"
    assert house.history.prove().holds
    (letter,) = house.letters.rows(made.call)
    assert (letter.recipient, letter.body, letter.state) == ("", "", "ready")
    assert house.decisions.rows(made.call)[0].state == "announced"
