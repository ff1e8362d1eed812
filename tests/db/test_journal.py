"""A journal entry for every change, however it was made; and nothing without an open change set."""

# ruff: noqa: PT012
from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, Table, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from incubator_gui.core.errors import Refused
from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import msg
from incubator_gui.db.bulk import insert_rows
from incubator_gui.db.database import Database
from incubator_gui.db.journal import proof
from incubator_gui.db.journal.codec import parse
from incubator_gui.db.journal.columns import journaled_tables
from incubator_gui.db.schema import ChangeSet, Company, HouseSetting, JournalEntry, Person
from tests.support.databases import START, Maker, add


def entries(database: Database, change_set: UUID | None) -> list[tuple[str, UUID, str, dict[str, Any], dict[str, Any]]]:
    with database.read() as session:
        rows = session.scalars(select(JournalEntry).where(JournalEntry.change_set == change_set)
                               .order_by(JournalEntry.id)).all()
        return [(r.table_name, r.row_id, r.operation, parse(r.before), parse(r.after)) for r in rows]


def company_values(number: int = 1, **given: Any) -> dict[str, Any]:
    return {"id": new_id(), "number": number, "legal_name": f"Firma {number}", "created_at": START} | given


def test_mapped_objects(database: Database, make: Maker) -> None:
    company = make.company()
    first = add(database, company)
    with database.write("test", msg("x")) as work:
        found = work.session.get_one(Company, company.id)
        found.city = "Shanghai"
    second = work.changes.change_set
    with database.write("test", msg("x")) as work:
        work.session.delete(work.session.get_one(Company, company.id))
    third = work.changes.change_set
    [(table, row, operation, before, after)] = entries(database, first)
    assert (table, row, operation, before) == ("company", company.id, "I", {})
    assert after["legal_name"] == company.legal_name
    assert "version" not in after
    [(_, _, operation, before, after)] = entries(database, second)
    assert (operation, before, after) == ("U", {"city": None}, {"city": "Shanghai"})
    [(_, _, operation, before, after)] = entries(database, third)
    assert (operation, before["city"], after) == ("D", "Shanghai", {})


def test_there_and_back_again_is_no_step(database: Database, make: Maker) -> None:
    """Nothing could undo it: undo would stop there for ever."""
    company, other = make.company(), make.company()
    add(database, company)
    with database.write("test", msg("x")) as work:
        found = work.session.get_one(Company, company.id)
        for city in ("Shanghai", None):
            found.city = city
            work.session.flush()
        work.session.add(other)
        work.session.flush()
        work.session.delete(other)
    assert work.changes.change_set is None
    with database.read() as session:
        assert session.query(ChangeSet).count() == 1
        assert proof.verify(session.connection()).holds
    with database.write("test", msg("x")) as work:
        found = work.session.get_one(Company, company.id)
        for city in ("Shanghai", None, "Berlin"):
            found.city = city
            work.session.flush()
    assert len(entries(database, work.changes.change_set)) == 3


def bulk_insert(connection: Connection, rows: list[dict[str, Any]]) -> None:
    connection.execute(insert(Company), rows)


def fast_insert(connection: Connection, rows: list[dict[str, Any]]) -> None:
    insert_rows(connection, Company.__table__, rows)  # type: ignore[arg-type]


@pytest.mark.parametrize("write", [bulk_insert, fast_insert])
def test_many_rows(database: Database, write: Any) -> None:
    rows = [company_values(n) for n in range(30)]
    with database.write("test", msg("x")) as work:
        write(work.connection, rows)
    found = entries(database, work.changes.change_set)
    assert [(e[1], e[2]) for e in found] == [(r["id"], "I") for r in rows]
    with database.write("test", msg("x")) as work:
        work.connection.execute(update(Company).where(Company.number < 10).values(city="Berlin"))
        work.connection.execute(text("UPDATE company SET city = 'Bonn' WHERE number = 5"))
        work.connection.execute(delete(Company).where(Company.number >= 20))
    found = entries(database, work.changes.change_set)
    assert [e[2] for e in found] == ["U"] * 11 + ["D"] * 10
    assert {e[3]["city"] for e in found[:11] if e[1] == rows[5]["id"]} == {None, "Berlin"}


def test_raw_statements_through_the_driver(database: Database) -> None:
    with database.write("test", msg("x")) as work:
        work.connection.exec_driver_sql(
            "INSERT INTO tag (id, version, name) VALUES ("
            + ("randomblob(16)" if database.is_file else "gen_random_uuid()") + ", 1, 'Batterie')")
        work.connection.exec_driver_sql("UPDATE tag SET name = 'Akku'")
    assert [(e[2], e[3], e[4]) for e in entries(database, work.changes.change_set)] == [
        ("I", {}, {"name": "Batterie"}), ("U", {"name": "Batterie"}, {"name": "Akku"})]


def test_replace_and_upsert(database: Database, make: Maker) -> None:
    company = make.company(city="Bonn")
    add(database, company)
    with database.write("test", msg("x")) as work:
        if database.is_file:
            work.connection.execute(insert(Company).prefix_with("OR REPLACE"),
                                    [company_values(7, id=company.id, legal_name="Neu")])
            expected = ["D", "I"]
        else:
            work.connection.exec_driver_sql(
                "INSERT INTO company (id, number, legal_name, created_at) VALUES (%s, 7, 'Neu', now())"
                " ON CONFLICT (id) DO UPDATE SET legal_name = EXCLUDED.legal_name", (company.id,))
            expected = ["U"]
    assert [e[2] for e in entries(database, work.changes.change_set)] == expected


def test_json_edited_in_place(database: Database) -> None:
    setting = HouseSetting(id=new_id(), key="limits", value={"months": 24, "list": [1, 2.5, "é\u2028"]})
    add(database, setting)
    with database.write("test", msg("x")) as work:
        path = "'$.months', 36" if database.is_file else "'{months}', '36'"
        function = "json_set" if database.is_file else "jsonb_set"
        work.connection.exec_driver_sql(f"UPDATE house_setting SET value = {function}(value, {path})")
    [(_, _, operation, before, after)] = entries(database, work.changes.change_set)
    assert operation == "U"
    assert before["value"]["months"] == 24
    assert after["value"]["months"] == 36


@pytest.mark.parametrize("value", ["de", 5, True, None, [1, "a"], {"a": None}, "{}", 0.1, "null"])
def test_any_json_value_comes_back(database: Database, value: Any) -> None:
    from incubator_gui.db.journal import inverse

    setting = HouseSetting(id=new_id(), key="k", value=value)
    change_set = add(database, setting)
    with database.read() as session:
        [net] = inverse.net_effects(session.connection(), change_set)
        assert net.left_behind()["value"] == value
        assert inverse.clashes(session.connection(), [net]) == []


def test_nothing_changed_is_no_change_set(database: Database, make: Maker) -> None:
    company = make.company()
    add(database, company)
    with database.write("test", msg("x")) as work:
        work.session.get_one(Company, company.id).city = None
        work.connection.execute(update(Company).values(legal_name=company.legal_name))
    assert not work.changes
    with database.read() as session:
        assert len(session.scalars(select(ChangeSet)).all()) == 1


def test_an_error_leaves_nothing(database: Database, make: Maker) -> None:
    with pytest.raises(ZeroDivisionError), database.write("test", msg("x")) as work:
        work.session.add(make.company())
        work.session.flush()
        _ = 1 / 0
    with database.read() as session:
        assert session.scalars(select(Company)).all() == []
        assert session.scalars(select(JournalEntry)).all() == []


def raw(database: Database, *statements: str) -> None:
    with database.engine.execution_options(writing=True).begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize("statement", [
    "UPDATE company SET city = 'x'",
    "UPDATE company SET version = version + 1",
    "UPDATE company SET city = city",
    "DELETE FROM company",
    "INSERT INTO tag (id, name) VALUES ('0123456789abcdef', 'x')",
])
def test_refused_without_a_change_set(database: Database, make: Maker, statement: str) -> None:
    add(database, make.company())
    if not database.is_file:
        statement = statement.replace("'0123456789abcdef'", "gen_random_uuid()")
    with pytest.raises(DBAPIError, match="no change set is open"):
        raw(database, statement)


def test_every_table_refuses(database: Database) -> None:
    tables = list(journaled_tables())
    assert len(tables) > 25
    for table in tables:
        names, values = zip(*_any_values(database, table).items(), strict=True)
        columns = ", ".join(f'"{n}"' for n in names)
        defer = "PRAGMA defer_foreign_keys = ON" if database.is_file else "SET CONSTRAINTS ALL DEFERRED"
        with pytest.raises(DBAPIError, match="no change set is open"):
            raw(database, defer, f'INSERT INTO "{table.name}" ({columns}) VALUES ({", ".join(values)})')


def _any_values(database: Database, table: Table) -> dict[str, str]:
    """SQL for a row that breaks no rule but foreign keys."""
    new = "randomblob(16)" if database.is_file else "gen_random_uuid()"
    values = {"id": new}
    for column in table.columns:
        if column.name != "id" and not column.nullable and column.server_default is None:
            kind = column.type.compile(database.engine.dialect)
            values[column.name] = (
                new if kind in {"BLOB", "UUID"} else "'2026-01-01'" if kind.startswith(("DATE", "TIMES"))
                else "1" if kind.startswith(("INT", "FLOAT", "NUM", "DOUBLE")) else "'1'")
    if table.name in {"document", "note", "tagging"}:
        values["company_id"] = new
    if table.name == "company":
        values["legal_name"] = "'x'"
    return values


@pytest.mark.parametrize("statement", [
    "DELETE FROM journal_entry", "DELETE FROM change_set", "UPDATE change_set SET who = 'x'",
    "UPDATE journal_entry SET before = 'x'", "UPDATE journal_entry SET personal = NULL, salt = NULL",
    "UPDATE journal_entry SET personal_digest = NULL", "UPDATE journal_entry SET personal = 'x'",
    "INSERT INTO journal_entry (change_set, table_name, row_id, operation)"
    " SELECT change_set, table_name, row_id, operation FROM journal_entry LIMIT 1",
])
@pytest.mark.parametrize("inside", [False, True])
def test_the_journal_is_closed(database: Database, make: Maker, statement: str, inside: bool) -> None:
    add(database, make.person())
    with pytest.raises(DBAPIError, match="the journal cannot be changed"):
        if inside:
            with database.write("test", msg("x"), erasing="NULL" not in statement) as work:
                work.connection.exec_driver_sql(statement)
        else:
            raw(database, statement)


def test_the_open_change_set_is_closed_too(database: Database, make: Maker) -> None:
    with pytest.raises(DBAPIError, match="the journal cannot be changed"), \
            database.write("test", msg("x"), erasing=True) as work:
        work.session.add(make.company())
        work.connection.exec_driver_sql("UPDATE journal_entry SET after = '{}'")


def test_truncate_is_refused(database: Database, make: Maker) -> None:
    if database.is_file:
        pytest.skip("SQLite has no TRUNCATE; DELETE without WHERE fires the triggers")
    add(database, make.person())
    for table in ("journal_entry", "change_set", "tag CASCADE", "person CASCADE"):
        with pytest.raises(DBAPIError, match="cannot be truncated"):
            raw(database, f"TRUNCATE {table}")


def test_delete_of_everything_is_journaled(database: Database, make: Maker) -> None:
    add(database, make.person(), make.person())
    with database.write("test", msg("x")) as work:
        work.connection.exec_driver_sql("DELETE FROM person")
    assert len(entries(database, work.changes.change_set)) == 2


def test_a_key_never_changes(database: Database, make: Maker) -> None:
    add(database, make.company())
    with pytest.raises(DBAPIError, match="a key cannot be changed"), database.write("test", msg("x")) as work:
        work.connection.execute(update(Company).values(id=new_id()))


def test_personal_columns_stand_apart(database: Database, make: Maker) -> None:
    person = make.person(full_name="Wilhelmine Geheim")
    add(database, person)
    with database.write("test", msg("x")) as work:
        found = work.session.get_one(Person, person.id)
        found.phone, found.language = "+49 30 1", "de"
    with database.read() as session:
        first, second = session.scalars(select(JournalEntry).order_by(JournalEntry.id)).all()
        assert "Geheim" not in (first.after or "")
        assert json.loads(first.personal or "")["after"]["full_name"] == "Wilhelmine Geheim"
        assert json.loads(second.personal or "") == {"before": {"phone": person.phone}, "after": {"phone": "+49 30 1"}}
        assert parse(second.after) == {"language": "de"}
        assert first.salt != second.salt
        assert first.personal_digest
        assert proof.verify(session.connection()).holds


def test_a_stale_edit_is_refused(database: Database, make: Maker) -> None:
    company = make.company()
    add(database, company)
    with database.read() as session:
        mine = session.get_one(Company, company.id)
    with database.write("test", msg("x")) as work:
        work.session.get_one(Company, company.id).city = "Bonn"
    mine.city = "Berlin"
    with pytest.raises(Refused, match="meanwhile"), database.write("test", msg("x")) as work:
        work.session.add(mine)


def test_a_reader_sees_one_moment(database: Database, make: Maker) -> None:
    add(database, make.company())
    with database.read() as session:
        before = len(session.scalars(select(Company)).all())
        add(database, make.company())
        assert len(session.scalars(select(Company)).all()) == before


def test_a_reader_cannot_write(database: Database, make: Maker) -> None:
    with pytest.raises(DBAPIError), database.read() as session:
        session.add(make.company())
        session.flush()


def test_changes_name_what_was_touched(database: Database, make: Maker) -> None:
    company, person = make.company(), make.person()
    with database.write("test", msg("x")) as work:
        work.session.add_all([company, person])
    assert work.changes.tables == {"company": {company.id}, "person": {person.id}}
    assert work.changes.sequence == 1
    assert work.changes.undoable


def test_records_that_others_need_stay(database: Database, make: Maker) -> None:
    company, call, stage = make.company(), make.call(), make.stage()
    add(database, company, call, stage, make.application(company, call, stage))
    with pytest.raises(Refused, match="depend"), database.write("test", msg("x")) as work:
        work.connection.execute(delete(Company))
