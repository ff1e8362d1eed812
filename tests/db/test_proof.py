"""The chain verifies, and every tampering shows."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, select, text

from incubator_gui.core.messages import msg
from incubator_gui.db import install
from incubator_gui.db.check import check
from incubator_gui.db.database import Database
from incubator_gui.db.journal import erasure, inverse, proof
from incubator_gui.db.schema import ChangeSet, JournalEntry, Note, Person
from tests.support.databases import Maker, add


@pytest.fixture
def written(database: Database, make: Maker) -> Database:
    """Five change sets, personal parts among them, one erased and one undone."""
    erased, person, company = make.person(full_name="Emil Weg"), make.person(), make.company()
    add(database, erased, person, company)
    with database.write("test", msg("x")) as work:
        work.session.get_one(Person, person.id).phone = "+49 1"
        work.session.get_one(Person, erased.id).phone = "+49 2"
    add(database, make.note(person_id=person.id), make.note(company_id=company.id))
    target = add(database, make.company())
    with database.write("undo", msg("u"), kind="undo", target=target) as work:
        inverse.apply_inverse(work.connection, inverse.net_effects(work.connection, target), frozenset())
    with database.write("erase", msg("e"), erasing=True) as work:
        assert erasure.erase(work, {"person": [erased.id]}) == 3
    assert faults(database) == []
    return database


def faults(database: Database) -> list[str]:
    with database.read() as session:
        return [str(f) for f in proof.verify(session.connection()).faults]


def tampered(database: Database, *statements: str) -> list[str]:
    """The faults after statements run by somebody who took the triggers away, rolled back again."""
    with database.engine.execution_options(writing=True).connect() as connection:
        install.remove(connection)
        if not database.is_file:
            connection.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")
        changed = 0
        for statement in statements:
            changed += connection.exec_driver_sql(statement).rowcount
        assert changed
        found = [str(f) for f in proof.verify(connection).faults]
        connection.rollback()
        return found


def other(database: Database, name: str, value: Any) -> str:
    """SQL for a value of the column that differs from the present one."""
    if name in {"sequence", "entries", "id"} and isinstance(value, int):
        return str(value + 100)
    if name in {"id", "target", "change_set", "row_id"}:
        return "randomblob(16)" if database.is_file else "gen_random_uuid()"
    if name in {"hash", "previous", "salt"}:
        return "x'07'" if database.is_file else "decode('00', 'hex')"
    if name == "at":
        return "'2020-01-01T00:00:00.000000+00:00'"
    if name == "message":
        return "'{\"key\": \"other\"}'"
    return "'U'" if name == "operation" and value != "U" else "'x'"


def test_any_column_of_the_chain_altered(written: Database) -> None:
    with written.read() as session:
        sets = session.execute(select(ChangeSet.__table__).order_by(ChangeSet.sequence)).mappings().all()
        entries = session.execute(select(JournalEntry.__table__).order_by(JournalEntry.id)).mappings().all()
    unseen = []
    for table, rows, key in (("change_set", sets, "sequence"), ("journal_entry", entries, "id")):
        for row in rows:
            for column in row:
                value = other(written, column, row[column])
                found = tampered(written, f"UPDATE {table} SET {column} = {value} WHERE {key} = {row[key]}")
                if not found:
                    unseen.append((table, row[key], column, row[column]))
    assert unseen == []


@pytest.mark.parametrize("statements", [
    ["DELETE FROM journal_entry WHERE id = 1"],
    ["DELETE FROM journal_entry WHERE id = (SELECT max(id) FROM journal_entry)"],
    ["DELETE FROM change_set WHERE sequence = 2"],
    ["DELETE FROM change_set WHERE sequence = (SELECT max(sequence) FROM change_set)"],
    ["DELETE FROM journal_entry WHERE change_set = (SELECT id FROM change_set ORDER BY sequence DESC LIMIT 1)",
     "DELETE FROM change_set WHERE sequence = (SELECT max(sequence) FROM change_set)"],
    ["UPDATE change_set SET sequence = sequence + 100", "UPDATE change_set SET sequence = sequence - 99"],
    ["DELETE FROM journal_head"],
    ["UPDATE journal_head SET sequence = 2"],
    ["UPDATE journal_head SET id = 1, hash = (SELECT hash FROM change_set WHERE sequence = 2)"],
    ["INSERT INTO journal_entry (change_set, table_name, row_id, operation) SELECT change_set, table_name, row_id,"
     " operation FROM journal_entry WHERE id = 1"],
    ["UPDATE journal_entry SET id = -1 WHERE id = 1", "UPDATE journal_entry SET id = 1 WHERE id = 2",
     "UPDATE journal_entry SET id = 2 WHERE id = -1"],
    ["UPDATE journal_entry SET personal = NULL, salt = NULL WHERE id = 2"],
    ["UPDATE journal_entry SET personal = NULL WHERE id = 2"],
    ["UPDATE journal_entry SET personal = replace(personal, 'Anna', 'Anne')"],
    ["UPDATE journal_entry SET before = after, after = before WHERE operation = 'U'"],
    ["DELETE FROM erasure", "UPDATE journal_entry SET table_name = 'x' WHERE table_name = 'erasure'"],
], ids=lambda s: s[0][:60])
def test_rows_taken_put_in_or_exchanged(written: Database, statements: list[str]) -> None:
    assert tampered(written, *statements)


def test_a_digest_swapped_with_its_text(written: Database) -> None:
    def forge(connection: Connection) -> None:
        row = connection.execute(select(JournalEntry.id, JournalEntry.salt, JournalEntry.personal)
                                 .where(JournalEntry.personal.is_not(None)).order_by(JournalEntry.id)).first()
        assert row is not None
        false = row.personal.replace("example", "forged!")
        connection.execute(text("UPDATE journal_entry SET personal = :p, personal_digest = :d WHERE id = :i"),
                           {"p": false, "d": proof.personal_digest(row.salt, false), "i": row.id})

    with written.engine.execution_options(writing=True).connect() as connection:
        install.remove(connection)
        forge(connection)
        assert not proof.verify(connection).holds
        connection.rollback()


def test_erased_text_is_gone_and_undo_passes_over_it(database: Database, make: Maker) -> None:
    person = make.person(full_name="Wilhelmine Geheim", language="de")
    add(database, person)
    with database.write("test", msg("x")) as work:
        found = work.session.get_one(Person, person.id)
        found.phone, found.language = "+49 170 1234567", "zh"
    target = work.changes.change_set
    note = make.note(person_id=person.id, text="Geheim called")
    noted = add(database, note)
    with database.write("test", msg("x")) as work:
        work.session.delete(work.session.get_one(Note, note.id))
    removed = work.changes.change_set
    assert target
    assert removed
    with database.write("erase", msg("e"), erasing=True) as work:
        erasure.erase(work, {"person": [person.id], "note": [note.id]}, "asked for")
    assert work.changes.undoable is False
    assert faults(database) == []
    assert check(database) == []
    with database.write("undo", msg("u"), kind="undo", target=target) as work:
        nets = inverse.net_effects(work.connection, target)
        assert inverse.clashes(work.connection, nets) == []
        inverse.apply_inverse(work.connection, nets, frozenset())
    with database.read() as session:
        row = session.get_one(Person, person.id)
        assert (row.full_name, row.phone, row.language) == ("", None, "de")
        assert row.erased_at is not None
    with database.write("undo", msg("u"), kind="undo", target=removed) as work:
        inverse.apply_inverse(work.connection, inverse.net_effects(work.connection, removed), frozenset())
    with database.read() as session:
        assert session.get_one(Note, note.id).text == ""
        left = session.scalars(select(JournalEntry.personal).where(JournalEntry.row_id == person.id)).all()
        assert "Geheim" not in str(left)
        assert noted
    assert faults(database) == []


def test_no_trace_in_the_file(file_database: Database, make: Maker) -> None:
    secrets = ["Wilhelmine-Geheimnis", "王小明秘密", "+49 170 7654321"]
    person = make.person(full_name=secrets[0], chinese_name=secrets[1], phone=secrets[2], email="geheim@example.com")
    others = [make.person() for _ in range(200)]
    add(file_database, *others[:100], person, *others[100:])
    with file_database.write("test", msg("x")) as work:
        work.session.get_one(Person, person.id).about = "Wilhelmine-Geheimnis plays chess"
    add(file_database, make.note(person_id=person.id, text="about Wilhelmine-Geheimnis", id=person.id))
    assert traces(file_database, secrets) == set(secrets)
    with file_database.write("erase", msg("e"), erasing=True) as work:
        erasure.erase(work, {"person": [person.id], "note": [person.id]})
    assert traces(file_database, [*secrets, "geheimnis", "geheim@", "王小"]) == set()
    assert faults(file_database) == []


def traces(database: Database, secrets: list[str]) -> set[str]:
    assert database.path
    files = [p for p in database.path.parent.iterdir() if p.is_file()]
    content = b"".join(p.read_bytes() for p in files)
    return {s for s in secrets if s.encode() in content}
