"""Is everything as it should be? For the command line, and at the start after an unclean end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from incubator_gui.core.errors import IncubatorError
from incubator_gui.core.messages import Message, msg, nmsg
from incubator_gui.db import install
from incubator_gui.db.database import Database
from incubator_gui.db.identify import has_log
from incubator_gui.db.journal import proof, rows
from incubator_gui.db.schema import Document, ReviewReturn

_SHOWN = 20
"""Faults of one kind that are listed; a broken file would name thousands."""


def unclean_end(path: Path) -> bool:
    """Whether the last program that had the file ended without closing it. Ask before opening.

    A log beside the file also means that another process has it open now.
    """
    return path.exists() and has_log(path)


def check(database: Database, *, thorough: bool = True) -> list[Message]:
    """Everything that is wrong, a sentence each; empty when all is well.

    SQLite checks its pages and links, the program its triggers and the chain of the journal; when
    `thorough`, also every row against its journal and every document against its hash.
    """
    faults: list[Message] = []
    wanted: Sequence[Any] = ()
    try:
        with database.engine.connect() as connection:
            if database.is_file:
                faults += _pages(connection)
            odd = install.missing(connection)
            if odd:
                faults.append(msg("Parts of the database that write the journal are missing or altered: {names}.",
                                  names=", ".join(odd[:_SHOWN])))
            faults += proof.verify(connection).faults[:_SHOWN]
            if thorough:
                faults += _rows(connection)
                wanted = [*connection.execute(select(Document.sha256, Document.title).distinct()),
                          *_returned(connection)]
            connection.rollback()
    except (ValueError, TypeError, ArithmeticError) as error:  # a value that the program never wrote
        return [*faults, _damaged(str(error))]
    except DBAPIError as error:
        return [*faults, _damaged(str(error.orig))]
    return faults + _documents(database, wanted)


def _damaged(reason: str) -> Message:
    return msg("The database is damaged: {reason}. Restore the last backup; the damaged file is kept.", reason=reason)


def _rows(connection: Connection) -> list[Message]:
    count: dict[str, int] = {}
    for table, _row in rows.differing(connection):
        count[table] = count.get(table, 0) + 1
    return [nmsg("{n} record in “{table}” is not as the journal says.",
                 "{n} records in “{table}” are not as the journal says.", n, table=table) for table, n in count.items()]


def _pages(connection: Connection) -> list[Message]:
    faults = [_damaged(line) for line in _asked(connection)]
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        tables = sorted({str(row[0]) for row in broken})
        faults.append(nmsg("{n} link between records leads nowhere ({tables}).",
                           "{n} links between records lead nowhere ({tables}).", len(broken),
                           tables=", ".join(tables)))
    return faults


def _asked(connection: Connection) -> list[str]:
    """What SQLite finds wrong.

    A connection that used the search index before another one wrote takes its own old picture of the index for a
    fault of the file (seen with SQLite 3.53.4); any search puts that right, so it is asked once more after one.
    """
    lines: list[str] = []
    for _ in range(3):
        connection.exec_driver_sql("SELECT 1 FROM search_words WHERE search_words MATCH 'a' LIMIT 1").fetchall()
        found = connection.exec_driver_sql(f"PRAGMA quick_check({_SHOWN})").scalars().all()
        lines = [str(line) for line in found if line != "ok"]
        if not any(line.startswith("fts5") for line in lines):
            break
    return lines


def _returned(connection: Connection) -> Iterator[tuple[str, str]]:
    """Files that came back from reviewers, where they are kept."""
    for name, result in connection.execute(select(ReviewReturn.file_name, ReviewReturn.result)):
        if isinstance(result, dict) and isinstance(result.get("file"), str):
            yield result["file"], name


def _documents(database: Database, wanted: Iterable[tuple[str, str]]) -> list[Message]:
    faults: list[Message] = []
    for sha256, title in wanted:
        try:
            database.files.get(sha256)
        except IncubatorError as error:
            faults.append(msg("Document “{title}”: {reason}", title=title, reason=error.message))
    return faults
