"""The test server itself: databases apart from each other, clones, an ordinary owner."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable

import psycopg

from tests.support.postgres import PostgresServer


def _connect(url: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(url.replace("+psycopg", ""))


def test_database_is_empty_and_of_an_ordinary_role(postgres_url: str) -> None:
    with _connect(postgres_url) as connection:
        tables = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        superuser = connection.execute("SELECT usesuper FROM pg_user WHERE usename = current_user").fetchone()
        collation = connection.execute("SHOW server_encoding").fetchone()
    assert (tables, superuser, collation) == ((0,), (False,), ("UTF8",))


def test_owner_may_add_the_extension_for_spans(postgres_url: str) -> None:
    with _connect(postgres_url) as connection:
        connection.execute("CREATE EXTENSION btree_gist")
        connection.execute(
            "CREATE TABLE stay (desk int, span daterange, EXCLUDE USING gist (desk WITH =, span WITH &&))")


def test_clone_holds_what_the_template_holds(new_postgres_url: Callable[..., str]) -> None:
    template = new_postgres_url()
    with _connect(template) as connection:
        connection.execute("CREATE TABLE place (name text)")
        connection.execute("INSERT INTO place VALUES ('金桥')")
    clone = new_postgres_url(template)
    with _connect(clone) as connection:
        connection.execute("INSERT INTO place VALUES ('Zürich')")
    with _connect(template) as connection:
        assert connection.execute("SELECT name FROM place").fetchall() == [("金桥",)]


def test_dropping_throws_out_who_is_connected(postgres: PostgresServer) -> None:
    url = postgres.create_database()
    with _connect(url):
        postgres.drop_database(url)


def test_server_ends_with_the_run_that_started_it() -> None:
    code = "import os; from tests.support.postgres import start; print(start(os.getpid()).sockets)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120,
                          check=True)
    folder = done.stdout.strip()
    deadline = time.monotonic() + 30
    while os.path.exists(folder) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not os.path.exists(folder)
