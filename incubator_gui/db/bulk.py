"""Many rows of one table in one statement, past the statement compiler.

SQLAlchemy prepares each row of an `insert()` on its own, which costs as much as the writing. The
journal sees these rows like any others: its triggers write the entries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table, insert


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same keys; defaults of the table's columns fill the others."""
    if not rows:
        return
    given = [table.columns[name] for name in rows[0]]
    filled = [c for c in table.columns if c.name not in rows[0] and c.default is not None]
    if connection.dialect.name != "sqlite":
        connection.execute(insert(table), [dict(row) for row in rows])
        return
    names = [c.name for c in given]
    columns = [[row[name] for row in rows] for name in names]
    for column in filled:
        names.append(column.name)
        columns.append([_default(column) for _ in rows])
    for place, column in enumerate([*given, *filled]):
        convert = _converter(connection, column)
        if convert is not None:
            columns[place] = [convert(value) for value in columns[place]]
    prepare = connection.dialect.identifier_preparer
    sql = (f"INSERT INTO {prepare.format_table(table)} ({', '.join(prepare.quote(n) for n in names)})"
           f" VALUES ({', '.join('?' * len(names))})")
    connection.exec_driver_sql(sql, list(zip(*columns, strict=True)))


def _default(column: Column[Any]) -> Any:
    default: Any = column.default
    return default.arg(None) if default.is_callable else default.arg


def _converter(connection: Connection, column: Column[Any]) -> Callable[[Any], Any] | None:
    return column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
