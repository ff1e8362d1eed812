"""A reviewer or a founder is forgotten: nothing personal is left of them, the statistics and the proof stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from incubator_gui.core.ids import new_id
from incubator_gui.db.backup import make_backup, restore
from incubator_gui.db.schema import CompanyPerson, Person
from incubator_gui.services.house import House
from tests.services.reviews.posts import answer, read, send
from tests.services.reviews.rooms import NAMES, ON_FILE, WHOLE, Room, form


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


def signed_in(made: Room, folder: Path) -> None:
    """Lena runs the review too, and does all that leaves a name behind."""
    house, lena = made.house, NAMES[0]
    house.reviewers.edit(made.reviewers[:1], is_officer=True)
    made.act_as(lena)
    desk = house.reviews.desk(made.reviewers[0], made.call)
    desk.save(made.applications[0], WHOLE, desk.paper(made.applications[0]).form)
    house.review_returns.apply(read(made, answer(send(made, folder), {made.applications[1]: WHOLE})))
    house.rubrics.copy(made.version, "Another")
    house.conflicts.set(made.people[1], made.companies[3:], "investor")
    house.conflicts.confirm([row.id for row in house.conflicts.rows()], "it is so")
    house.assignments.unassign(made.call, [(made.applications[2], made.reviewers[2])])
    house.assignments.assign(made.call, made.applications[2:3], made.reviewers[2:])
    house.redaction.save(made.applications[0], {"pitch": "▇ charges cars."})
    house.redaction.clear(made.documents, "clear")
    house.records.add_note("application", made.applications[0], "They called back.")
    house.rounds.set(made.round, phase_id=house.rounds.phases(made.round)[-1].id)
    house.decisions.announce([house.decisions.decide(made.applications[0], "reject").value])
    house.decisions.decide(made.applications[1], "waitlist")
    made.act_as("Chief")


def test_who_signed_in_and_is_erased_is_named_nowhere_but_in_the_sealed_record(made: Room, folder: Path) -> None:
    house = made.house
    signed_in(made, folder)
    before = leaks(house, NAMES[0])
    assert {column for _table, column in before} >= {
        "made_by", "decided_by", "announced_by", "noted_by", "assigned_by", "set_by", "merged_by", "author", "by",
        "provenance"}
    house.people.anonymise(made.people[0])
    alias = f"#{made.people[0].hex[-8:]}"
    left = leaks(house, NAMES[0], "lena.weber", "Lena-Weber")
    assert left <= {("change_set", "who"), ("journal_entry", "before"), ("journal_entry", "after"), ("letter", "body"),
                    ("journal_entry", "personal")}, "the record of who acted, and letters as they were written"
    assert house.history.prove().holds
    assert {row.decided_by for row in house.decisions.rows(made.call)} == {alias}
    assert {row.who for row in house.history.recent()} <= {alias, "Chief", "li"}
    assert NAMES[0] not in house.history.writers()
    told = [change for row in house.history.recent() for change in house.history.details(row.id)]
    assert not any(NAMES[0] in (change.before, change.after) for change in told if change.field.endswith("by"))
    assert any(change.after == alias for change in told)


def test_a_namesake_keeps_the_own_name(made: Room) -> None:
    house, twin = made.house, new_id()
    made.add(Person(id=twin, full_name=NAMES[0], is_staff=True))
    made.act_as(NAMES[0])
    house.records.add_note("application", made.applications[0], "Mine or hers?")
    made.act_as("Chief")
    house.people.anonymise(made.people[0])
    assert ("note", "author") in leaks(house, NAMES[0])
    assert any(row.who == NAMES[0] for row in house.history.recent())


@ON_FILE
def test_whom_a_restored_backup_knows_again_is_forgotten_as_the_first_time(made: Room, folder: Path) -> None:
    house, lena = made.house, made.people[0]
    signed_in(made, folder)
    house.records.add_note("person", lena, "SECRETNOTE")
    path = house.database.path
    assert path is not None
    old = make_backup(path)
    house.people.anonymise(lena)
    left, alias = leaks(house, NAMES[0], "lena.weber", "Lena-Weber", "SECRET"), f"#{lena.hex[-8:]}"
    house.close()
    restore(path, old.path)
    again = House.open(path, clock=house.clock)
    try:
        assert leaks(again, NAMES[0], "lena.weber", "Lena-Weber", "SECRET") == left
        assert {row.decided_by for row in again.decisions.rows(made.call)} == {alias}
        assert NAMES[0] not in again.history.writers()
        assert again.history.prove().holds
        assert not again.care.check()
    finally:
        again.close()
