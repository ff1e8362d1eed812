"""Migrations: whole or not at all, triggers back in place, and nothing touched that is not ours."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from textwrap import dedent

import pytest
import sqlcipher3.dbapi2 as sqlite
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text

import incubator_gui
from incubator_gui.core.errors import Environment
from incubator_gui.db import engine, install, migrate
from incubator_gui.db.backup import list_backups
from incubator_gui.db.database import Database
from incubator_gui.db.journal import proof
from incubator_gui.db.schema import Application, Base, Company, ProgramVersion
from tests.support.databases import ACTOR, Maker, add, state


def test_the_migrations_make_the_metadata(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={
            "compare_type": True, "compare_server_default": not database.is_file,
            "include_name": lambda name, kind, _p: not (kind == "table" and str(name).startswith("search_words")),
            "include_object": lambda _o, name, kind, _r, _c: not (
                kind == "index" and name == "ix_search_document_vector")})
        assert compare_metadata(context, Base.metadata) == []
        assert install.missing(connection) == []
        assert connection.scalar(select(ProgramVersion.version)) == incubator_gui.__version__


def damage(database: Database, *statements: str) -> list[str]:
    with database.engine.execution_options(writing=True).connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
        found = install.missing(connection)
        connection.rollback()
        return found


def test_a_trigger_that_is_gone_or_altered_is_noticed(database: Database) -> None:
    if database.is_file:
        assert damage(database, "DROP TRIGGER journal_company_update") == ["journal_company_update"]
        assert damage(database, "DROP TRIGGER guard_change_set_delete", "CREATE TRIGGER guard_change_set_delete"
                      " BEFORE DELETE ON change_set BEGIN SELECT 1; END") == ["guard_change_set_delete"]
        assert damage(database, "CREATE TRIGGER extra AFTER INSERT ON tag BEGIN SELECT 1; END") == ["extra"]
        return
    assert damage(database, "DROP TRIGGER journal_company ON company") == ["journal_company"]
    assert damage(database, "ALTER TABLE company DISABLE TRIGGER journal_company") == ["journal_company"]
    assert damage(database, "ALTER TABLE company ENABLE REPLICA TRIGGER journal_company") == ["journal_company"]
    assert damage(database, "CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS"
                  " $$ BEGIN RETURN NEW; END $$") == ["journal_refuse"]
    assert damage(database, "DROP TRIGGER journal_person ON person", "CREATE TRIGGER journal_person AFTER INSERT OR"
                  " DELETE OR UPDATE ON person FOR EACH ROW EXECUTE FUNCTION journal_write()") == ["journal_person"]
    assert damage(database, "ALTER TABLE allocation DROP CONSTRAINT ex_allocation_desk") == ["ex_allocation_desk"]
    assert damage(database, "CREATE TRIGGER extra BEFORE TRUNCATE ON tag EXECUTE FUNCTION journal_no_truncate()"
                  ) == ["extra"]


LATER = """
    from alembic import op
    import sqlalchemy as sa

    revision, down_revision, branch_labels, depends_on = "0003", "0002", None, None


    def upgrade():
        for name in ("company", "desk", "person"):
            sqlite = op.get_bind().dialect.name == "sqlite"
            with op.batch_alter_table(name, recreate="always" if sqlite else "auto") as b:
                b.add_column(sa.Column("later", sa.String(20), nullable=True))
        {more}
"""


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A folder with one more revision; the program then knows it."""
    folder = tmp_path / "versions"
    folder.mkdir()
    (folder / "0003_later.py").write_text(dedent(LATER).format(more=""), encoding="utf-8")
    for present in migrate.VERSIONS.glob("0*.py"):
        shutil.copy(present, folder)
    monkeypatch.setattr(migrate, "VERSIONS", folder)
    migrate.revisions.cache_clear()
    yield folder
    migrate.revisions.cache_clear()


def fill(place: str, make: Maker) -> None:
    with closing(Database.open(place, actor=ACTOR, migrate=False)) as opened:
        company, call, stage, person = make.company(), make.call(), make.stage(), make.person()
        rows, _room, _desks = make.rooms()
        add(opened, company, call, stage, person, *rows)
        add(opened, make.application(company, call, stage), make.note(company_id=company.id))


def test_a_later_batch_migration_keeps_rows_and_triggers(place: str, make: Maker, later: Path) -> None:
    fill(place, make)
    with closing(Database.open(place, actor=ACTOR, migrate=False)) as opened:
        before = state(opened)
    with closing(Database.open(place, actor=ACTOR)) as opened:
        assert state(opened) == before
        with opened.engine.connect() as connection:
            assert install.missing(connection) == []
            assert migrate.current_revision(connection) == "0003"
            assert connection.execute(text("SELECT later FROM company")).scalars().all() == [None]
            assert proof.verify(connection).holds
            if opened.is_file:
                assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
                assert connection.exec_driver_sql("PRAGMA user_version").scalar() == 3
        add(opened, make.company())
        with opened.read() as session:
            assert len(session.scalars(select(Application)).all()) == 1
        if opened.path is not None:
            assert [b.reason for b in list_backups(opened.path)] == ["before-0003"]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_failing_migration_changes_nothing(place: str, make: Maker, later: Path) -> None:
    fill(place, make)
    (later / "0003_later.py").write_text(dedent(LATER).format(more='op.execute("SELECT * FROM nowhere")'))
    with closing(Database.open(place, actor=ACTOR, migrate=False)) as opened:
        before = state(opened)
        path = opened.path
    sum_before = digest(path) if path else ""
    for _attempt in range(2):
        with pytest.raises(Exception, match="nowhere"):
            Database.open(place, actor=ACTOR)
    with closing(Database.open(place, actor=ACTOR, migrate=False)) as opened:
        assert state(opened) == before
        with opened.engine.connect() as connection:
            assert install.missing(connection) == []
            assert migrate.current_revision(connection) == "0002"
    if path:
        assert digest(path) == sum_before
        assert len(list_backups(path)) == 1


def test_an_older_program_refuses_and_names_the_version(
        place: str, make: Maker, later: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "__version__", "7.8.9")
    Database.open(place, actor=ACTOR).close()
    monkeypatch.undo()
    migrate.revisions.cache_clear()
    path = Path(place) if "://" not in place else None
    before = digest(path) if path else ""
    with pytest.raises(Environment, match=r"newer version of the program \(7\.8\.9\)"):
        Database.open(place, actor=ACTOR)
    if path:
        assert digest(path) == before


def test_two_processes_may_create_at_once(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _n: Database.open(tmp_path / "new.db", actor=ACTOR), range(4)))
    for opened in made:
        opened.close()
    with closing(Database.open(tmp_path / "new.db")) as opened, opened.engine.connect() as connection:
        assert install.missing(connection) == []


def refused(path: Path, sentence: str) -> None:
    """Opening is refused with a sentence, and neither the file nor its neighbours change."""
    before = {p.name: p.read_bytes() for p in path.parent.iterdir() if p.is_file() and not p.name.endswith("-shm")}
    with pytest.raises(Environment, match=sentence):
        Database.open(path, actor=ACTOR)
    after = {p.name: p.read_bytes() for p in path.parent.iterdir() if p.is_file() and not p.name.endswith("-shm")}
    assert after == before


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_the_file_of_another_program(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite.connect(str(path))) as connection:
        connection.execute(f"PRAGMA journal_mode = {mode}")
        connection.execute("CREATE TABLE bookmarks (id)")
        connection.commit()
    refused(path, "another program")


def test_tables_of_another_program_on_a_server(postgres_url: str) -> None:
    import psycopg

    with psycopg.connect(postgres_url.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num varchar(32))")
        connection.execute("INSERT INTO alembic_version VALUES ('abc')")
    with pytest.raises(Environment, match="another program"):
        Database.open(postgres_url)


@pytest.mark.parametrize("content", [b"x", b"Name;City\r\nA;B\r\n", bytes(4096), b"SQLite format 3\0", b"PK\3\4" * 999],
                         ids=["one byte", "csv", "zeros", "header only", "zip"])
def test_what_is_no_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(content)
    refused(path, r"not a database|cut off")


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.999])
def test_a_file_cut_off(file_database: Database, make: Maker, share: float, tmp_path: Path) -> None:
    add(file_database, *(make.company() for _ in range(50)))
    file_database.close()
    assert file_database.path
    path = tmp_path / "cut" / "x.db"
    path.parent.mkdir()
    content = file_database.path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    refused(path, "cut off|damaged")


def test_an_empty_file_is_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "new.db").write_bytes(b"")
    Database.open(tmp_path / "new.db").close()


@pytest.mark.parametrize("content", [None, b""], ids=["gone", "emptied"])
def test_an_emptied_file_with_its_log_is_kept(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "x.db"
    path.with_name("x.db-wal").write_bytes(b"7" * 5000)
    if content is not None:
        path.write_bytes(content)
    refused(path, "restore the last backup")


def test_a_folder_and_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    with pytest.raises(Environment, match="is a folder"):
        Database.open(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(Environment, match="cannot be made"):
        Database.open(tmp_path / "file" / "x.db")


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_can_only_be_read(file_database: Database) -> None:
    file_database.close()
    assert file_database.path
    file_database.path.chmod(0o400)
    file_database.path.parent.chmod(0o500)
    try:
        with pytest.raises(Environment, match=r"only be read|cannot be opened"):
            Database.open(file_database.path)
    finally:
        file_database.path.parent.chmod(0o700)


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "smb3"])
def test_a_network_drive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    share = tmp_path / "our share"
    share.mkdir()
    mounts = [("/", "ext4"), (str(share), kind), (str(tmp_path / "our"), "tmpfs")]
    monkeypatch.setattr(engine, "_mounts", lambda: mounts)
    with pytest.raises(Environment, match=r"network drive .* PostgreSQL"):
        Database.open(share / "x.db")
    Database.open(tmp_path / "local.db").close()
    link = tmp_path / "link.db"
    link.symlink_to(share / "x.db")
    with pytest.raises(Environment, match="network drive"):
        Database.open(link)


def test_mounts_with_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_text", lambda _s, **_k: "//s/x /mnt/our\\040share cifs rw 0 0\nbad\n")
    if os.name == "posix" and os.uname().sysname == "Linux":
        assert engine._mounts() == [("/mnt/our share", "cifs")]


@pytest.mark.parametrize(("address", "sentence"), [
    ("mysql://x/y", "not “mysql”"), ("://", "not a database address"),
    ("postgresql://nobody@127.0.0.1:1/x", "cannot be reached"),
])
def test_addresses_that_lead_nowhere(address: str, sentence: str) -> None:
    with pytest.raises(Environment, match=sentence):
        Database.open(address)


def test_a_company_needs_a_name(database: Database, make: Maker) -> None:
    from incubator_gui.core.errors import Refused

    with pytest.raises(Refused, match="needs a name"):
        add(database, Company(number=1, created_at=database.clock.now()))


def test_revisions_are_those_that_alembic_finds() -> None:
    from alembic.script import ScriptDirectory

    script = ScriptDirectory.from_config(migrate.config())
    assert migrate.revisions() == tuple(reversed([r.revision for r in script.walk_revisions()]))


@pytest.mark.parametrize(("name", "digest"), [
    ("0001_the_first_schema", "fd33c1e331e1128cd9133b382bc10b0e899964ffda990734ca5b31b7ba04e6a4"),
    ("0002_review_and_decision", "4082b0f5203b354561fa283a8d61158d5dd7d472f6b9ab4f998c43f58a2e5c8c")])
def test_a_revision_that_went_out_is_never_rewritten(name: str, digest: str) -> None:
    """Databases of these are in use: what changes from here on goes into a revision of its own."""
    written = (migrate.VERSIONS / f"{name}.py").read_bytes().replace(b"\r\n", b"\n")
    assert hashlib.sha256(written).hexdigest() == digest
