"""How a database is opened: SQLite through the sqlcipher3 driver, PostgreSQL through psycopg."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from incubator_gui.core.errors import Environment
from incubator_gui.core.messages import msg
from incubator_gui.db.journal.seal import personal_digest

APPLICATION_ID = 0x494E4355
"""`INCU`, in the header of our files."""

FIXED_SQLITE = (3, 51, 3)
"""First SQLite without the WAL-reset corruption (sqlite.org/changes.html)."""

_NETWORK = {
    "nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "afpfs", "ncpfs", "9p", "ceph", "glusterfs",
    "lustre", "gpfs", "beegfs", "webdav", "davfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.glusterfs",
    "fuse.gvfsd-fuse", "fuse.ceph", "fuse.s3fs", "fuse.smbnetfs",
}


def parse_url(place: str | Path) -> URL:
    """A database URL from a URL or from a path to a file; raises Environment for another kind."""
    if isinstance(place, Path) or "://" not in place:
        return URL.create("sqlite", database=str(Path(place).expanduser().absolute()))
    try:
        url = make_url(place)
    except ArgumentError:
        raise Environment(msg("“{place}” is not a database address. Give a file or postgresql://…",
                              place=place)) from None
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database:
        return URL.create("sqlite", database=str(Path(url.database).expanduser().absolute()))
    raise Environment(msg("The program opens SQLite files and PostgreSQL, not “{kind}”.",
                          kind=url.get_backend_name()))


def file_of(url: URL) -> Path | None:
    """The file of an SQLite database, None for PostgreSQL."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def open_engine(url: URL) -> Engine:
    """An engine whose read transactions are deferred and whose write transactions take the lock at once.

    Use `engine.execution_options(writing=True)` for the latter.
    """
    return _open_postgres(url) if url.get_backend_name() == "postgresql" else _open_sqlite(url)


def _open_sqlite(url: URL) -> Engine:
    path = file_of(url)
    assert path is not None
    if sqlite.sqlite_version_info < FIXED_SQLITE:
        raise Environment(msg(
            "The SQLite in this installation ({version}) can damage files; at least {needed} is needed.",
            version=sqlite.sqlite_version, needed=".".join(map(str, FIXED_SQLITE))))
    kind = network_kind(path)
    if kind:
        raise Environment(msg(
            "{file} lies on a network drive ({kind}), where a database file gets damaged. Copy it to a local"
            " disk, or use PostgreSQL to share the data.", file=str(path), kind=kind))
    engine = create_engine(
        url, module=sqlite, pool_size=6, max_overflow=4,
        connect_args={"isolation_level": None, "timeout": 30.0, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in (
        "foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL", "trusted_schema = OFF",
        "secure_delete = ON", "recursive_triggers = ON", "cell_size_check = ON", "busy_timeout = 30000",
        "cache_size = -32000", "temp_store = MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    connection.create_function("personal_digest_of", 2, personal_digest, deterministic=True)


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _open_postgres(url: URL) -> Engine:
    # Libpq's defaults hang for minutes on a cut network.
    arguments: dict[str, Any] = {
        "connect_timeout": 5, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3,
        "tcp_user_timeout": 9000, "application_name": "incubator-gui",
    }
    if "options" not in url.query:
        # A workstation that hangs in the middle of a change must not stop all others.
        arguments["options"] = "-c lock_timeout=20s -c idle_in_transaction_session_timeout=300s"
    host = url.query.get("host", url.host)
    local = not host or str(host) in {"localhost", "127.0.0.1", "::1"} or str(host).startswith("/")
    if not local and "sslmode" not in url.query:
        arguments["sslmode"] = "verify-full"
    return create_engine(url, pool_pre_ping=True, pool_size=6, max_overflow=4, connect_args=arguments)


def network_kind(path: Path) -> str | None:
    """The kind of network file system that holds `path`, or None for a local disk."""
    if os.name == "nt":
        import ctypes

        drive = os.path.splitdrive(str(path))[0]
        remote = drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == 4  # type: ignore[attr-defined,unused-ignore]
        return "SMB" if remote else None
    target = str(path.resolve().parent)
    best, kind = "", None
    for point, found in _mounts():
        inside = target == point or target.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, found
    return kind if kind in _NETWORK else None


def _mounts() -> list[tuple[str, str]]:
    """Where something is mounted, and the kind of file system."""
    if sys.platform == "darwin":
        said = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False, timeout=10).stdout
        return [(m[1], m[2]) for m in re.finditer(r"^.* on (.*) \((\w+)", said, re.MULTILINE)]
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    parts = [line.split(" ") for line in lines]
    return [(re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), p[1]), p[2]) for p in parts if len(p) >= 3]
