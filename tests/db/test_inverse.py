"""Any sequence of changes followed by as many undos gives the first state back, then redos the last."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Table, delete, insert, select, update

from incubator_gui.core.errors import Refused
from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import msg
from incubator_gui.db.bulk import insert_rows
from incubator_gui.db.database import Database
from incubator_gui.db.journal import inverse, proof
from incubator_gui.db.schema import Allocation, Base, Company, Desk, Person
from tests.support.databases import ACTOR, BACKENDS, START, Maker, Templates, add, state

TABLES = Base.metadata.tables


def turn(database: Database, change_set: UUID) -> UUID:
    """Turn a change set round; nothing may have changed since."""
    with database.write("undo", msg("Undone"), kind="undo", target=change_set) as work:
        nets = inverse.net_effects(work.connection, change_set)
        assert inverse.clashes(work.connection, nets) == []
        inverse.apply_inverse(work.connection, nets, frozenset())
    assert work.changes.change_set is not None
    return work.changes.change_set


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
FLOAT = st.floats(allow_nan=False, allow_infinity=False, width=64)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2**53, 2**53) | TEXT | FLOAT.filter(lambda x: abs(x) < 1e15),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=6)
AMOUNT = st.decimals(-10**12, 10**12, places=2) | st.decimals(0, 1, places=7)

VALUES: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "company": {"trade_name": TEXT, "city": st.none() | TEXT, "headcount": st.none() | st.integers(0, 99),
                "founded_on": st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))},
    "person": {"full_name": TEXT, "phone": st.none() | TEXT, "language": st.none() | st.just("de"),
               "is_staff": st.booleans()},
    "room": {"area": st.none() | FLOAT, "polygon": JSON, "is_locked": st.booleans()},
    "engagement": {"hours_granted": st.none() | AMOUNT, "title": st.none() | TEXT},
    "house_setting": {"value": JSON},
    "import_mapping": {"used_at": st.datetimes(timezones=st.just(START.tzinfo))},
}
CHANGE = st.tuples(
    st.sampled_from(["insert", "update", "update", "delete", "reinsert", "note", "allocate", "move", "swap"]),
    st.sampled_from(sorted(VALUES)), st.integers(0, 99), st.data())


class World:
    """A database with what foreign keys ask for, and random steps in it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        make = Maker()
        rows, self.room, self.desks = make.rooms(3)
        self.company, self.service = make.company(), None
        add(database, self.company, *rows)
        service = {"id": new_id(), "key": "legal", "name_en": "x", "name_de": "x", "name_zh": "x"}
        with database.write("test", msg("x")) as work:
            insert_rows(work.connection, TABLES["service"], [service])
        self.service_id = service["id"]

    def fresh(self, table: str, values: dict[str, Any]) -> dict[str, Any]:
        needed: dict[str, dict[str, Any]] = {
            "company": {"number": 1, "legal_name": "x", "created_at": START}, "person": {},
            "room": {"floor_id": self.room.floor_id, "number": "1", "kind": "open_area"},
            "engagement": {"company_id": self.company.id, "service_id": self.service_id},
            "house_setting": {"key": "k"},
            "import_mapping": {"fingerprint": "f", "name": "n", "content": [1], "used_at": START},
        }
        return {"id": new_id()} | needed[table] | values

    def step(self, connection: Connection, kind: str, name: str, number: int, data: Any) -> None:
        table = TABLES[name]
        values = data.draw(st.fixed_dictionaries({}, optional=VALUES[name]))
        if kind == "insert":
            insert_rows(connection, table, [self.fresh(name, values)])
            return
        if kind == "note":
            self.note(connection, number, data.draw(TEXT))
            return
        if kind in {"allocate", "move", "swap"}:
            self.space(connection, kind, number)
            return
        row = self.pick(connection, table, number)
        if row is None or (row["id"] in {self.room.id, self.company.id} and kind != "update"):
            return
        if kind == "update":
            if values:
                connection.execute(update(table).where(table.c.id == row["id"]).values(values))
            return
        if self.needed(connection, name, row["id"]):
            return
        connection.execute(delete(table).where(table.c.id == row["id"]))
        if kind == "reinsert":
            connection.execute(insert(table), [dict(row) | values])

    def needed(self, connection: Connection, name: str, row: UUID) -> bool:
        return any(
            connection.scalar(select(other.c.id).where(column == row).limit(1)) is not None
            for other in Base.metadata.sorted_tables for column in other.columns
            for key in column.foreign_keys if key.column.table.name == name and "id" in other.c)

    def pick(self, connection: Connection, table: Table, number: int) -> Any:
        rows = connection.execute(select(table).order_by(table.c.id)).mappings().all()
        return rows[number % len(rows)] if rows else None

    def note(self, connection: Connection, number: int, text: str) -> None:
        person = self.pick(connection, TABLES["person"], number)
        if person is not None:
            insert_rows(connection, TABLES["note"], [
                {"id": new_id(), "person_id": person["id"], "text": text, "written_at": START}])

    def space(self, connection: Connection, kind: str, number: int) -> None:
        """Stays of three desks over ten months; a free place is looked for, so that the guard is content."""
        stays = TABLES["allocation"]
        taken = {(r.desk_id, r.starts_on): r.id for r in connection.execute(select(stays))}
        free = [(d.id, START.date() + timedelta(days=30 * m)) for d in self.desks for m in range(10)
                if (d.id, START.date() + timedelta(days=30 * m)) not in taken]
        if kind == "allocate" and free:
            desk, start = free[number % len(free)]
            insert_rows(connection, stays, [self.stay(desk, start)])
        elif kind == "move" and taken and free:
            desk, start = free[number % len(free)]
            one = sorted(taken.values())[number % len(taken)]
            connection.execute(update(stays).where(stays.c.id == one).values(
                desk_id=desk, starts_on=start, ends_on=start + timedelta(days=30)))
        elif kind == "swap" and len(taken) > 1 and free:
            (one, a), (other, b) = sorted((i, k) for k, i in taken.items())[:2]
            for row, (desk, start) in ((one, free[0]), (other, a), (one, b)):
                connection.execute(update(stays).where(stays.c.id == row).values(
                    desk_id=desk, starts_on=start, ends_on=start + timedelta(days=30)))

    def stay(self, desk: UUID, start: date) -> dict[str, Any]:
        return {"id": new_id(), "company_id": self.company.id, "room_id": self.room.id, "desk_id": desk,
                "starts_on": start, "ends_on": start + timedelta(days=30)}


@pytest.fixture(params=BACKENDS)
def world(request: pytest.FixtureRequest, templates: Templates, tmp_path: Path) -> Iterator[World]:
    """One database for all examples of a test: undo brings each of them back to its start."""
    place = str(templates.file(tmp_path / "w.db")) if request.param == "sqlite" else templates.url()
    with closing(Database.open(place, actor=ACTOR)) as opened:
        yield World(opened)
    if request.param != "sqlite":
        templates.drop(place)


@settings(max_examples=40, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large])
@given(plan=st.lists(st.lists(CHANGE, min_size=1, max_size=8), min_size=1, max_size=6))
def test_undo_everything_and_redo_everything(world: World, plan: list[list[Any]]) -> None:
    database = world.database
    states, done = [state(database)], []
    for steps in plan:
        with database.write("test", msg("x")) as work:
            for kind, name, number, data in steps:
                world.step(work.connection, kind, name, number, data)
        if work.changes:
            done.append(work.changes.change_set)
            states.append(state(database))
    undone = []
    for change_set, before in zip(reversed(done), reversed(states[:-1]), strict=True):
        assert change_set is not None
        undone.append(turn_or_same(database, change_set))
        assert state(database) == before
    redone = []
    for change_set, after in zip(reversed(undone), states[1:], strict=True):
        redone.append(turn_or_same(database, change_set) if change_set else None)
        assert state(database) == after
    for change_set in reversed(redone):
        if change_set:
            turn(database, change_set)
    assert state(database) == states[0]
    with database.read() as session:
        assert proof.verify(session.connection()).holds


def turn_or_same(database: Database, change_set: UUID) -> UUID | None:
    """Turn round; a change set without a net effect has nothing to turn."""
    with database.read() as session:
        nets = inverse.net_effects(session.connection(), change_set)
    with database.write("undo", msg("Undone"), kind="undo", target=change_set) as work:
        assert inverse.clashes(work.connection, nets) == []
        inverse.apply_inverse(work.connection, nets, frozenset())
    return work.changes.change_set


def test_a_swap_made_in_three_steps(database: Database, make: Maker) -> None:
    rows, room, (first, second, third) = make.rooms(3)
    company = make.company()

    def stay(desk: Desk) -> Allocation:
        return Allocation(id=new_id(), company_id=company.id, room_id=room.id, desk_id=desk.id,
                          starts_on=date(2026, 1, 1))

    one, two = stay(first), stay(second)
    add(database, company, *rows, one, two)
    before = state(database)
    with database.write("test", msg("swap")) as work:
        for row, desk in ((one, third), (two, first), (one, second)):
            work.connection.execute(update(Allocation).where(Allocation.id == row.id).values(desk_id=desk.id))
    assert work.changes.change_set
    after = state(database)
    undo = turn(database, work.changes.change_set)
    assert state(database) == before
    turn(database, undo)
    assert state(database) == after
    with database.read() as session:
        assert session.get_one(Allocation, one.id).version > 1


def test_overlaps_are_refused(database: Database, make: Maker) -> None:
    rows, room, (desk, *_rest) = make.rooms(2)
    company = make.company()
    add(database, company, *rows, Allocation(id=new_id(), company_id=company.id, room_id=room.id, desk_id=desk.id,
                                             starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 1)))
    for desk_id, start in ((desk.id, date(2026, 1, 31)), (None, date(2025, 1, 1))):
        with pytest.raises(Refused, match="already taken"):
            add(database, Allocation(id=new_id(), company_id=company.id, room_id=room.id, desk_id=desk_id,
                                     starts_on=start))
    add(database, Allocation(id=new_id(), company_id=company.id, room_id=room.id, desk_id=desk.id,
                             starts_on=date(2026, 2, 1)))


def test_clashes_name_the_field(database: Database, make: Maker) -> None:
    company = make.company(city="Bonn", claim="old")
    add(database, company)
    with database.write("test", msg("x")) as work:
        work.connection.execute(update(Company).values(city="Berlin", claim="new"))
    target = work.changes.change_set
    assert target
    with database.write("test", msg("x")) as work:
        work.connection.execute(update(Company).values(city="Shanghai", website="x.example"))
    with database.write("undo", msg("x"), kind="undo", target=target) as work:
        nets = inverse.net_effects(work.connection, target)
        [clash] = inverse.clashes(work.connection, nets)
        assert (clash.table, clash.row, clash.field, clash.left_behind, clash.today) == (
            "company", company.id, "city", "Berlin", "Shanghai")
        inverse.apply_inverse(work.connection, nets, frozenset({("company", company.id, "city")}))
    with database.read() as session:
        row = session.get_one(Company, company.id)
        assert (row.city, row.claim, row.website) == ("Shanghai", "old", "x.example")


@pytest.mark.parametrize("number", [3, 120])
def test_clashes_of_rows_that_came_or_went(database: Database, make: Maker, number: int) -> None:
    people = [make.person() for _ in range(number)]
    came = add(database, *people)
    with database.write("test", msg("x")) as work:
        work.connection.execute(update(Person).where(Person.id == people[0].id).values(phone="1"))
        work.connection.execute(update(Person).where(Person.id == people[1].id).values(language="zh"))
        work.connection.execute(delete(Person).where(Person.id == people[2].id))
    with database.read() as session:
        nets = inverse.net_effects(session.connection(), came)
        found = inverse.clashes(session.connection(), nets)
    assert {(c.row, c.field) for c in found} == {
        (people[0].id, "phone"), (people[1].id, "language"), (people[2].id, "")}
    deleted = work.changes.change_set
    assert deleted
    add(database, make.person(id=people[2].id))
    with database.read() as session:
        nets = inverse.net_effects(session.connection(), deleted)
        assert ("", people[2].id) in {(c.field, c.row) for c in inverse.clashes(session.connection(), nets)}


def test_undo_of_rows_that_others_need_now(database: Database, make: Maker) -> None:
    person = make.person()
    came = add(database, person)
    add(database, make.note(person_id=person.id))
    before = state(database)
    with pytest.raises(Refused, match="depend"):
        turn(database, came)
    assert state(database) == before


def test_exact_numbers(database: Database) -> None:
    numbers = [0.1, 1 / 3, 1e-300, 123456789.123456789, 2.0**53 + 2, 5e-324, 1.7976931348623157e308]
    make = Maker()
    rows, room, _desks = make.rooms(0)
    room.polygon = numbers
    room.area = 1 / 3
    add(database, *rows)
    before = state(database)
    with database.write("test", msg("x")) as work:
        work.connection.execute(update(TABLES["room"]).values(area=numbers[4], polygon=[Decimal("1") == 1]))
    assert work.changes.change_set
    turn(database, work.changes.change_set)
    assert state(database) == before
