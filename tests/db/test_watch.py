"""Changes made elsewhere arrive once, with their ids; our own do not come back."""

# ruff: noqa: PT012
from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from time import sleep

import pytest

from incubator_gui.core.errors import Environment
from incubator_gui.core.messages import msg
from incubator_gui.db import watch
from incubator_gui.db.backup import make_backup, restore
from incubator_gui.db.bulk import insert_rows
from incubator_gui.db.database import Actor, Database
from incubator_gui.db.schema import Company, Person
from incubator_gui.db.watch import Watcher
from incubator_gui.domain.changes import Changes
from tests.support.databases import Maker, add
from tests.support.postgres import PostgresServer


@pytest.fixture
def other(place: str, database: Database) -> Iterator[Database]:
    """The same database, opened by somebody else."""
    with closing(Database.open(place, actor=Actor("wang", "desk-2"))) as opened:
        yield opened


@pytest.fixture
def watcher(database: Database) -> Iterator[Watcher]:
    """A watcher over our database."""
    with closing(Watcher(database)) as made:
        yield made


def until(watcher: Watcher) -> Changes | None:
    """Poll until something is heard, at most as often as the safety net needs."""
    for _ in range(watch._EVERY + 1):
        if (changes := watcher.poll()) is not None:
            return changes
    return None


def told(watcher: Watcher) -> Changes | None:
    """Poll until a notification has come, which the server sends a moment after the commit; the safety net is away."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(watch, "_EVERY", 1_000_000)
        for _ in range(200):
            if (changes := watcher.poll()) is not None:
                return changes
            sleep(0.05)
    return None


def test_what_others_changed(database: Database, other: Database, watcher: Watcher, make: Maker) -> None:
    assert until(watcher) is None
    company, person = make.company(), make.person()
    add(other, company)
    with other.write("person.add", msg("Added {name}", name="x")) as work:
        work.session.add(person)
    changes = told(watcher)
    assert changes is not None
    assert changes.tables == {"company": {company.id}, "person": {person.id}}
    assert (changes.sequence, changes.message) == (2, msg("Added {name}", name="x"))
    assert not changes.everything
    assert until(watcher) is None


def test_our_own_are_left_out(database: Database, other: Database, watcher: Watcher, make: Maker) -> None:
    mine, theirs = make.company(), make.company()
    add(database, mine)
    assert until(watcher) is None
    add(other, theirs)
    add(database, make.company())
    changes = until(watcher)
    assert changes is not None
    assert changes.tables == {"company": {theirs.id}}


def test_what_was_taken_back_is_not_told(database: Database, other: Database, watcher: Watcher, make: Maker) -> None:
    with pytest.raises(ZeroDivisionError), other.write("x", msg("x")) as work:
        work.session.add(make.company())
        raise ZeroDivisionError
    assert until(watcher) is None


def test_very_much_asks_for_a_reload(database: Database, other: Database, watcher: Watcher,
                                     monkeypatch: pytest.MonkeyPatch, make: Maker) -> None:
    monkeypatch.setattr(watch, "LIMIT", 10)
    with other.write("x", msg("x")) as work:
        insert_rows(work.connection, Person.__table__, [{"full_name": "x"}] * 11)  # type: ignore[arg-type]
    changes = until(watcher)
    assert changes is not None
    assert changes.everything


def test_a_restored_file_asks_for_a_reload(file_database: Database, make: Maker) -> None:
    path = file_database.path
    assert path is not None
    made = make_backup(path)
    add(file_database, make.company())
    watcher = Watcher(file_database)
    file_database.engine.dispose()
    restore(path, made.path)
    changes = watcher.poll()
    assert changes is not None
    assert changes.everything
    assert watcher.poll() is None


@pytest.fixture
def shared(templates: object, request: pytest.FixtureRequest) -> Iterator[str]:
    """A PostgreSQL database."""
    url = request.getfixturevalue("templates").url()
    yield url
    request.getfixturevalue("templates").drop(url)


def test_a_lost_notification_is_made_up_for(shared: str, make: Maker) -> None:
    with closing(Database.open(shared)) as ours, closing(Database.open(shared)) as theirs, \
            closing(Watcher(ours)) as watcher:
        watcher._listening.execute("UNLISTEN *")
        company = make.company()
        add(theirs, company)
        changes = until(watcher)
        assert changes is not None
        assert changes.ids("company") == {company.id}


def test_a_lost_connection_asks_for_a_reload(shared: str, postgres: PostgresServer, make: Maker) -> None:
    from psycopg import sql

    with closing(Database.open(shared)) as ours, closing(Watcher(ours)) as watcher:
        name = shared.rpartition("/")[2]
        kill = sql.SQL("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = {}")
        postgres.execute(kill.format(sql.Literal(name)))
        changes = until(watcher)
        assert changes is not None
        assert changes.everything
        assert until(watcher) is None
        with closing(Database.open(shared)) as theirs:
            company = make.company()
            add(theirs, company)
        changes = told(watcher)
        assert changes is not None
        assert changes.ids(Company.__tablename__) == {company.id}


def test_a_server_that_is_gone(templates: object, postgres: PostgresServer, request: pytest.FixtureRequest) -> None:
    made = request.getfixturevalue("templates")
    url = made.url()
    with closing(Database.open(url)) as ours, closing(Watcher(ours)) as watcher:
        made.drop(url)
        with pytest.raises(Environment):
            until(watcher)
        with pytest.raises(Environment):
            watcher.poll()
