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
    remove(connection)
    for body in _sqlite_wanted().values():
        connection.exec_driver_sql(body)
    connection.exec_driver_sql(
        "INSERT INTO journal_context (id, change_set, erasing)"
        " SELECT 1, NULL, 0 WHERE NOT EXISTS (SELECT 1 FROM journal_context)")


def _install_postgres(connection: Connection) -> None:
    connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS btree_gist")
    for body in _FUNCTIONS.values():
        connection.exec_driver_sql(body)
    remove(connection)
    for _table, body in _postgres_triggers().values():
        connection.exec_driver_sql(body)
    for name, body in guards.POSTGRES_CONSTRAINTS.items():
        connection.exec_driver_sql(f"ALTER TABLE allocation DROP CONSTRAINT IF EXISTS {name}")
        connection.exec_driver_sql(f"ALTER TABLE allocation ADD CONSTRAINT {name} {body}")
    connection.exec_driver_sql(
        "CREATE INDEX IF NOT EXISTS ix_search_document_vector ON search_document"
        " USING gin (to_tsvector('simple', names || ' ' || words))")


_FUNCTIONS = triggers_postgres.FUNCTIONS | {"guard_allocation": guards.POSTGRES_FUNCTION}


def _postgres_triggers() -> dict[str, tuple[str, str]]:
    return triggers_postgres.triggers() | {"guard_allocation": ("allocation", guards.POSTGRES_TRIGGER)}


def remove(connection: Connection) -> None:
    """Take all triggers away, so that a migration can rename and copy tables; `install` brings them back."""
    if connection.dialect.name == "postgresql":
        rows = connection.exec_driver_sql(
            "SELECT tgname, tgrelid::regclass::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE NOT tgisinternal AND c.relnamespace = current_schema()::regnamespace").all()
        for name, table in rows:
            connection.exec_driver_sql(f'DROP TRIGGER "{name}" ON {table}')
        return
    for name in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all():
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def missing(connection: Connection) -> list[str]:
    """What should be in the database and is not, or reads differently; empty when all is well."""
    if connection.dialect.name == "postgresql":
        return _odd_in_postgres(connection)
    found = {row[0]: row[1] for row in connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")}
    return _odd(found, _sqlite_wanted())


def _odd_in_postgres(connection: Connection) -> list[str]:
    """Functions, triggers and constraints by their text; a trigger that is switched off counts as absent."""
    functions = {row[0]: row[1] for row in connection.exec_driver_sql(
        "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace")}
    wanted = {name: body.split("$$")[1] for name, body in _FUNCTIONS.items()}
    odd = [name for name, body in wanted.items() if functions.get(name) != body]
    found = {row[0]: row[1].replace('"', "") for row in connection.exec_driver_sql(
        "SELECT tgname, pg_get_triggerdef(t.oid, true) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND c.relnamespace = current_schema()::regnamespace")}
    odd += _odd(found, {name: body for name, (_table, body) in _postgres_triggers().items()})
    constraints = {row[0]: _bare(row[1]) for row in connection.exec_driver_sql(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE connamespace = current_schema()::regnamespace")}
    return odd + [n for n, body in guards.POSTGRES_CONSTRAINTS.items() if constraints.get(n) != _bare(body)]


def _bare(sql: str) -> str:
    """Without the brackets and blanks that PostgreSQL adds."""
    return sql.translate(str.maketrans("", "", "() "))


def _odd(found: dict[str, str], wanted: dict[str, str]) -> list[str]:
    return [n for n, body in wanted.items() if found.get(n) != body] + [n for n in found if n not in wanted]
