"""Puts triggers, functions and constraints in place after every migration, and compares them."""

from __future__ import annotations

from sqlalchemy import Connection, text

from incubator_gui.db import guards
from incubator_gui.db.journal import triggers_postgres, triggers_sqlite

_FTS = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5("
    "names, words, content='search_document', content_rowid='number',"
    " tokenize='unicode61 remove_diacritics 0', prefix='1 2')"
)
_FTS_TRIGGERS = {
    "search_document_insert": (
        "CREATE TRIGGER search_document_insert AFTER INSERT ON search_document BEGIN\n"
        "  INSERT INTO search_words (rowid, names, words) VALUES (NEW.number, NEW.names, NEW.words);\nEND"
    ),
    "search_document_delete": (
        "CREATE TRIGGER search_document_delete AFTER DELETE ON search_document BEGIN\n"
        "  INSERT INTO search_words (search_words, rowid, names, words)"
        " VALUES ('delete', OLD.number, OLD.names, OLD.words);\nEND"
    ),
    "search_document_update": (
        "CREATE TRIGGER search_document_update AFTER UPDATE ON search_document BEGIN\n"
        "  INSERT INTO search_words (search_words, rowid, names, words)"
        " VALUES ('delete', OLD.number, OLD.names, OLD.words);\n"
        "  INSERT INTO search_words (rowid, names, words) VALUES (NEW.number, NEW.names, NEW.words);\nEND"
    ),
}


def install(connection: Connection) -> None:
    """Create or recreate all that migrations cannot carry; Alembic's batch mode drops triggers silently."""
    if connection.dialect.name == "postgresql":
        _install_postgres(connection)
    else:
        _install_sqlite(connection)
    connection.execute(text(
        "INSERT INTO journal_head (id, sequence, hash) SELECT 1, 0, :start"
        " WHERE NOT EXISTS (SELECT 1 FROM journal_head)"), {"start": bytes(32)})
    connection.execute(text(
        "INSERT INTO search_state (id, sequence) SELECT 1, 0 WHERE NOT EXISTS (SELECT 1 FROM search_state)"))


def _sqlite_wanted() -> dict[str, str]:
    return triggers_sqlite.triggers() | guards.sqlite_triggers() | _FTS_TRIGGERS


def _install_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(_FTS)
    connection.exec_driver_sql("INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1)")
    present = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
    for name in present:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    for body in _sqlite_wanted().values():
        connection.exec_driver_sql(body)
    connection.exec_driver_sql(
        "INSERT INTO journal_context (id, change_set, erasing)"
        " SELECT 1, NULL, 0 WHERE NOT EXISTS (SELECT 1 FROM journal_context)")


def _install_postgres(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS btree_gist")
    for body in [*triggers_postgres.FUNCTIONS.values(), guards.POSTGRES_FUNCTION]:
        connection.exec_driver_sql(body)
    for name, (table, body) in triggers_postgres.triggers().items():
        connection.exec_driver_sql(f'DROP TRIGGER IF EXISTS {name} ON "{table}"')
        connection.exec_driver_sql(body)
    connection.exec_driver_sql("DROP TRIGGER IF EXISTS guard_allocation ON allocation")
    connection.exec_driver_sql(guards.POSTGRES_TRIGGER)
    for name, body in guards.POSTGRES_CONSTRAINTS.items():
        connection.exec_driver_sql(f"ALTER TABLE allocation DROP CONSTRAINT IF EXISTS {name}")
        connection.exec_driver_sql(f"ALTER TABLE allocation ADD CONSTRAINT {name} {body}")
    connection.exec_driver_sql(
        "CREATE INDEX IF NOT EXISTS ix_search_document_vector ON search_document"
        " USING gin (to_tsvector('simple', names || ' ' || words))")


def missing(connection: Connection) -> list[str]:
    """What should be in the database and is not, or reads differently; empty when all is well."""
    if connection.dialect.name == "postgresql":
        rows = connection.exec_driver_sql(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'").scalars().all()
        present = set(rows)
        wanted = [*triggers_postgres.triggers(), "guard_allocation"]
        rows = connection.exec_driver_sql("SELECT conname FROM pg_constraint").scalars().all()
        return [n for n in wanted if n not in present] + [n for n in guards.POSTGRES_CONSTRAINTS if n not in rows]
    found = {row[0]: row[1] for row in connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")}
    wanted_sql = _sqlite_wanted()
    odd = [name for name, body in wanted_sql.items() if found.get(name) != body]
    return odd + [name for name in found if name not in wanted_sql]
