"""A PostgreSQL database used by one test after another: emptied in a tenth of the time that a clone takes.

Only one that is still as it was made is used again: whoever changed tables, triggers or functions, or is
still connected, leaves one that is dropped.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import psycopg
from psycopg import sql

from tests.support.postgres import SUPERUSER, PostgresServer

MOST_USES = 60
"""Nothing is vacuumed: after so many tests a new clone is quicker."""

_SHAPE = """
    SELECT md5(concat(
      (SELECT string_agg(concat_ws(' ', c.oid, c.relname, c.relnatts, c.relkind, c.relrowsecurity, c.relacl), ','
              ORDER BY c.oid)
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public'),
      (SELECT string_agg(concat_ws(' ', t.oid, t.tgname, t.tgenabled, t.tgfoid, t.tgtype), ',' ORDER BY t.oid)
         FROM pg_trigger t),
      (SELECT string_agg(concat_ws(' ', p.oid, p.prosrc), ',' ORDER BY p.oid)
         FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public'),
      (SELECT string_agg(concat_ws(' ', k.oid, k.conname, k.convalidated), ',' ORDER BY k.oid) FROM pg_constraint k),
      (SELECT string_agg(concat_ws(' ', a.attrelid, a.attname, a.atttypid, a.attnotnull), ',' ORDER BY a.attrelid,
              a.attnum) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND a.attnum > 0)))"""
_CONNECTED = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"


@dataclass(slots=True)
class _Made:
    url: str
    shape: str
    uses: int = 0


class WipedDatabases:
    """Hands out databases like the one at `template`, cleaned ones first."""

    def __init__(self, server: PostgresServer, template: str) -> None:
        self._server, self._template = server, template
        self._free: list[_Made] = []
        self._out: dict[str, _Made] = {}
        with self._connected(template) as connection:
            tables = [str(row[0]) for row in connection.execute(_TABLES)]
            self._rows: dict[str, str] = {}
            for table in tables:
                found = connection.execute(sql.SQL("SELECT json_agg(t) FROM {} t").format(
                    sql.Identifier(table))).fetchone()
                if found and found[0] is not None:
                    self._rows[table] = json.dumps(found[0])
            self._tables = tables

    def take(self) -> str:
        """The address of a database that holds what the template holds."""
        if self._free:
            made = self._free.pop()
        else:
            url = self._server.create_database(self._template)
            with self._connected(url) as connection:
                made = _Made(url, self._shape(connection))
        made.uses += 1
        self._out[made.url] = made
        return made.url

    def give_back(self, url: str) -> None:
        """Clean it for the next test, or drop it."""
        made = self._out.pop(url, None)
        if made is not None and made.uses < MOST_USES and self._cleaned(made):
            self._free.append(made)
        else:
            self._server.drop_database(url)

    def _cleaned(self, made: _Made) -> bool:
        try:
            with self._connected(made.url) as connection:
                others = connection.execute(_CONNECTED).fetchone()
                if (others and others[0]) or self._shape(connection) != made.shape:
                    return False
                with connection.transaction():
                    connection.execute("SET LOCAL session_replication_role = replica")  # no triggers, no foreign keys
                    for table in self._tables:
                        connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
                    for table, rows in self._rows.items():
                        connection.execute(sql.SQL(
                            "INSERT INTO {0} SELECT * FROM json_populate_recordset(NULL::{0}, %s)").format(
                                sql.Identifier(table)), (rows,))
                    for row in connection.execute(
                            "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'").fetchall():
                        connection.execute(sql.SQL("ALTER SEQUENCE {} RESTART").format(sql.Identifier(row[0])))
        except psycopg.Error:
            return False
        return True

    def _shape(self, connection: psycopg.Connection[tuple[object, ...]]) -> str:
        found = connection.execute(_SHAPE).fetchone()
        return str(found[0]) if found else ""

    def _connected(self, url: str) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(host="127.0.0.1", port=self._server.port, user=SUPERUSER,
                               dbname=url.rpartition("/")[2], autocommit=True)
