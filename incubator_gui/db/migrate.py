"""Bringing a database to the schema of this program, and refusing what must not be touched."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, delete, insert, inspect, select, text

from incubator_gui import __version__
from incubator_gui.core.errors import Environment
from incubator_gui.core.messages import msg
from incubator_gui.db import install
from incubator_gui.db.engine import APPLICATION_ID
from incubator_gui.db.schema import ProgramVersion

if TYPE_CHECKING:
    from alembic.config import Config

_LOCK = 0x494E4355

VERSIONS = Path(__file__).with_name("migrations") / "versions"
"""Where the migrations are."""


def config() -> Config:
    """Alembic's configuration; the connection is handed over in `attributes`."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("path_separator", "os")
    made.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    made.set_main_option("version_locations", str(VERSIONS).replace("%", "%%"))
    return made


@lru_cache(maxsize=1)
def revisions() -> tuple[str, ...]:
    """All revisions of this program, oldest first.

    Read off the names of the files, `0001_what_it_does.py`: a start must not wait for Alembic, which
    is needed only where something is migrated. A test compares them with what Alembic finds.
    """
    return tuple(sorted(file.name.partition("_")[0] for file in VERSIONS.glob("[0-9]*_*.py")))


def head_revision() -> str:
    """The newest revision that this program knows."""
    return revisions()[-1]


def current_revision(connection: Connection) -> str | None:
    """The revision of the database, None when it is new."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def upgrade(engine: Engine, path: Path | None) -> None:
    """Check the database, back it up where its schema is older, migrate, and recreate the triggers.

    Raises Environment for a database of another program or of a newer version of this one.
    """
    with engine.connect() as connection:
        present = _identify(connection)
        if present == head_revision():
            return
    if present is not None and path is not None:
        from incubator_gui.db.backup import backup_before_upgrade

        backup_before_upgrade(path, head_revision())
    _run(engine)


def _identify(connection: Connection) -> str | None:
    """The revision of a database that is ours, None for an empty one."""
    try:
        tables = set(inspect(connection).get_table_names())
        if tables and "program_version" not in tables:
            raise Environment(msg("The database {name} holds tables of another program. Choose another database.",
                                  name=str(connection.engine.url.database)))
        revision = current_revision(connection)
        if revision is not None and revision not in revisions():
            needed = connection.execute(select(ProgramVersion.version)).scalar()
            raise Environment(msg(
                "This database was written by a newer version of the program ({needed}); this is {version}. Install"
                " the newer version; nothing was changed.", needed=needed or "?", version=__version__))
        return revision
    finally:
        connection.rollback()


def _run(engine: Engine) -> None:
    """All migrations in one transaction; foreign keys of SQLite are off before it begins.

    With them on, altering a parent table silently deletes the rows that cascade. Triggers are taken
    away first: they would stop a table from being copied and renamed.
    """
    postgres = engine.dialect.name == "postgresql"
    with engine.execution_options(writing=True).connect() as connection:
        raw: Any = connection.connection.driver_connection
        if not postgres:
            raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                if postgres:
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                else:
                    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                if current_revision(connection) == head_revision():
                    return  # another process was faster
                install.remove(connection)
                from alembic import command

                setup = config()
                setup.attributes["connection"] = connection
                command.upgrade(setup, "head")
                install.install(connection)
                _stamp(connection)
                _check(connection, postgres)
        finally:
            if not postgres:
                raw.execute("PRAGMA foreign_keys = ON")


def _stamp(connection: Connection) -> None:
    connection.execute(delete(ProgramVersion))
    connection.execute(insert(ProgramVersion).values(id=1, name="incubator-gui", version=__version__))


def _check(connection: Connection, postgres: bool) -> None:
    if not postgres:
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise Environment(msg("The upgrade was taken back: {n} links between records would break.", n=len(broken)))
        connection.exec_driver_sql(f"PRAGMA user_version = {len(revisions())}")
    absent = install.missing(connection)
    if absent:
        raise RuntimeError(f"not in place after the migration: {absent}")
