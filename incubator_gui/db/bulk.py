"""Many rows of one table in one statement, past the statement compiler.

SQLAlchemy prepares each row of an `insert()` on its own, which costs as much as the writing. The
journal sees these rows like any others: its triggers write the entries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Dialect, Table, insert


@dataclass(frozen=True, slots=True)
class Ready:
    """Rows as the driver takes them; made before a transaction, so that it holds the database shorter."""

    table: Table
    sql: str
    rows: list[Any]


def ready(dialect: Dialect, table: Table, rows: Sequence[Mapping[str, Any]]) -> Ready:
    """Make rows ready that all have the same keys; defaults of the table's columns fill the others."""
    if dialect.name != "sqlite" or not rows:
        return Ready(table, "", [dict(row) for row in rows])
    given = [table.columns[name] for name in rows[0]]
    filled = [c for c in table.columns if c.name not in rows[0] and c.default is not None]
    names = [c.name for c in given]
    columns = [[row[name] for row in rows] for name in names]
    for column in filled:
        names.append(column.name)
        columns.append([_default(column) for _ in rows])
    for place, column in enumerate([*given, *filled]):
        convert = _converter(dialect, column)
        if convert is not None:
            columns[place] = [convert(value) for value in columns[place]]
    prepare = dialect.identifier_preparer
    sql = (f"INSERT INTO {prepare.format_table(table)} ({', '.join(prepare.quote(n) for n in names)})"
           f" VALUES ({', '.join('?' * len(names))})")
    return Ready(table, sql, list(zip(*columns, strict=True)))


def insert_ready(connection: Connection, part: Ready, start: int = 0, end: int | None = None) -> None:
    """Insert rows that are ready, or some of them."""
    rows = part.rows[start:end]
    if not rows:
        return
    if part.sql:
        connection.exec_driver_sql(part.sql, rows)
    else:
        connection.execute(insert(part.table), rows)


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same keys; defaults of the table's columns fill the others."""
    insert_ready(connection, ready(connection.dialect, table, rows))


def _default(column: Column[Any]) -> Any:
    default: Any = column.default
    return default.arg(None) if default.is_callable else default.arg


def _converter(dialect: Dialect, column: Column[Any]) -> Callable[[Any], Any] | None:
    return column.type.dialect_impl(dialect).bind_processor(dialect)
