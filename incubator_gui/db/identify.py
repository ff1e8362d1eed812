"""What a file is, found out before anything is written to it: opening must never make things worse."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import sqlcipher3.dbapi2 as sqlite

from incubator_gui.core.errors import Environment
from incubator_gui.core.messages import msg
from incubator_gui.db.engine import APPLICATION_ID

_MAGIC = b"SQLite format 3\0"


def wal_of(path: Path) -> Path:
    """The write-ahead log of a database file."""
    return path.with_name(path.name + "-wal")


def has_log(path: Path) -> bool:
    """Whether a write-ahead log with something in it lies beside the file: open elsewhere, or not closed."""
    try:
        return wal_of(path).stat().st_size > 0
    except OSError:
        return False


def read_only_uri(path: Path) -> str:
    """The address under which SQLite opens a file for reading."""
    return f"file:{quote(str(path))}?mode=ro"


def identify_file(path: Path) -> None:
    """Refuse what is no file of ours: a folder, another program's file, one cut off or emptied.

    Raises Environment. A new or empty file passes, unless something of an older one lies beside it.
    """
    try:
        if path.is_dir():
            raise Environment(msg("{file} is a folder. Name a file in it.", file=str(path)))
        size = path.stat().st_size if path.exists() else -1
        if size <= 0:
            _refuse_remains(path, size)
            return
        with path.open("rb") as stream:
            header = stream.read(100)
    except OSError as error:
        raise Environment(msg("{file} cannot be read ({reason}). Check its permissions.", file=str(path),
                              reason=error.strerror or str(error))) from error
    if not header.startswith(_MAGIC):
        raise Environment(msg("{file} is not a database of the program. Choose another file.", file=str(path)))
    _refuse_short(path, header, size)
    _refuse_foreign(path)


def _refuse_remains(path: Path, size: int) -> None:
    # SQLite would delete the log of an empty file, and with it what was saved last.
    backups = path.with_name(path.name + ".backups")
    if has_log(path) or (size == 0 and backups.is_dir() and any(backups.glob("*.db"))):
        raise Environment(msg("{file} is empty or gone, though it held data. Nothing was changed: restore the last"
                              " backup.", file=str(path)))


def _refuse_short(path: Path, header: bytes, size: int) -> None:
    if len(header) < 100:
        raise Environment(msg("{file} is cut off. Restore the last backup; keep the damaged file.", file=str(path)))
    page = int.from_bytes(header[16:18], "big")
    page = 65536 if page == 1 else page
    if header[24:28] == header[92:96] and size < int.from_bytes(header[28:32], "big") * page and not has_log(path):
        raise Environment(msg("{file} is cut off. Restore the last backup; keep the damaged file.", file=str(path)))


def _refuse_foreign(path: Path) -> None:
    try:
        # Even a reader makes a log beside a WAL file, unless it is told that nobody writes.
        still = "" if wal_of(path).exists() else "&immutable=1"
        connection = sqlite.connect(read_only_uri(path) + still, uri=True, timeout=30)
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        finally:
            connection.close()
    except sqlite.DatabaseError as error:
        raise Environment(msg("{file} is damaged or cannot be read ({reason}). Restore the last backup; the damaged"
                              " file is kept.", file=str(path), reason=str(error))) from error
    if tables and application != APPLICATION_ID:
        raise Environment(msg("{file} is a database of another program. Choose another file.", file=str(path)))
