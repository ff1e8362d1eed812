"""Which rows still are as a change set inserted them, asked of the database in one statement."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table

from incubator_gui.db.journal import triggers_sqlite
from incubator_gui.db.journal.columns import open_columns, personal_columns
from incubator_gui.db.journal.seal import row_id


def untouched(connection: Connection, table: Table, change_set: UUID) -> frozenset[UUID]:
    """Rows of a table whose values read today as in their entry; erased parts do not count.

    Says nothing of rows that it leaves out: they may still be the same, written differently.
    """
    postgres = connection.dialect.name == "postgresql"
    driver: Any = connection.connection.driver_connection
    sql = _postgres(table) if postgres else _sqlite(table)
    raw = driver.execute(sql, (change_set if postgres else change_set.bytes,)).fetchall()
    return frozenset(row_id(r[0]) for r in raw)


def _sqlite(table: Table) -> str:
    plain, private = open_columns(table), personal_columns(table)
    same = f"{triggers_sqlite.as_object('t', plain)} = e.after"
    if private:
        same += (" AND (e.personal IS NULL OR"
                 f" json_object('after', {triggers_sqlite.as_object('t', private)}) = e.personal)")
    return (f'SELECT t.id FROM journal_entry e JOIN "{table.name}" t ON t.id = e.row_id'
            f" WHERE e.change_set = ? AND e.table_name = '{table.name}' AND e.operation = 'I' AND {same}")


def _postgres(table: Table) -> str:
    private = personal_columns(table)
    names = "ARRAY[" + ", ".join(f"'{c.name}'" for c in private) + "]::text[]"
    same = f"(to_jsonb(t) - 'id' - 'version' - {names}) = e.after::jsonb"
    if private:
        parts = ", ".join(f"""'{c.name}', t."{c.name}\"""" for c in private)
        now = f"jsonb_build_object('after', jsonb_build_object({parts}))"
        same += f" AND (e.personal IS NULL OR {now} = e.personal::jsonb)"
    return (f'SELECT t.id FROM journal_entry e JOIN "{table.name}" t ON t.id = e.row_id'
            f" WHERE e.change_set = %s AND e.table_name = '{table.name}' AND e.operation = 'I' AND {same}")
