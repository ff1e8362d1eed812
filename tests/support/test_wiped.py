"""Databases that are used again are as new; changed ones are not used again."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from tests.support.postgres import PostgresServer
from tests.support.wiped import WipedDatabases


def connected(url: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


@pytest.fixture
def wiped(postgres: PostgresServer) -> Iterator[WipedDatabases]:
    template = postgres.create_database()
    with connected(template) as connection:
        connection.execute("CREATE TABLE place (id serial, name text, at timestamptz DEFAULT now(), raw bytea)")
        connection.execute("CREATE TABLE setting (name text)")
        connection.execute("INSERT INTO setting VALUES ('金桥')")
    yield WipedDatabases(postgres, template)
    postgres.drop_database(template)


def test_the_next_test_finds_what_the_template_holds(wiped: WipedDatabases) -> None:
    first = wiped.take()
    with connected(first) as connection:
        connection.execute("INSERT INTO place (name) VALUES ('here')")
        connection.execute("UPDATE setting SET name = 'x'")
    wiped.give_back(first)
    second = wiped.take()
    assert second == first
    with connected(second) as connection:
        assert connection.execute("INSERT INTO place (name) VALUES ('there') RETURNING id").fetchall() == [(1,)]
        assert connection.execute("SELECT name FROM setting").fetchall() == [("金桥",)]
        assert connection.execute("SELECT count(*) FROM place").fetchone() == (1,)
    wiped.give_back(second)


@pytest.mark.parametrize("change", [
    "ALTER TABLE place ADD COLUMN more int", "CREATE INDEX one ON place (name)", "DROP TABLE setting",
    "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'", "ALTER TABLE place ADD CHECK (id > 0)",
    "ALTER TABLE place ENABLE ROW LEVEL SECURITY"])
def test_a_changed_one_is_not_used_again(wiped: WipedDatabases, change: str) -> None:
    first = wiped.take()
    with connected(first) as connection:
        connection.execute(change)
    wiped.give_back(first)
    second = wiped.take()
    assert second != first
    wiped.give_back(second)


def test_one_that_somebody_still_reads_is_not_used_again(wiped: WipedDatabases) -> None:
    first = wiped.take()
    with connected(first):
        wiped.give_back(first)
        assert wiped.take() != first
