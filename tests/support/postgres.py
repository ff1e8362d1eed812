"""A PostgreSQL server of the tests' own: started when first asked for, one for each run, gone with it.

Workers of one run share it; every test works in a database of its own, cloned from a template where
the tables are needed. A small watchdog stops the server when the run ends, however it ends.
"""

from __future__ import annotations

import getpass
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

SUPERUSER = "postgres"
OWNER = "incubator"
"""Databases belong to an ordinary role: what needs a superuser fails in the tests as it would in a house."""

_START_SECONDS = 60
_FAST = {
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off",
    "shared_buffers": "64MB", "max_connections": "200", "max_wal_size": "2GB", "jit": "off",
    "listen_addresses": "127.0.0.1", "log_min_messages": "fatal", "timezone": "UTC",
}
_WATCHDOG = """
import os, shutil, subprocess, sys, time
run, folder, stop = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
while True:
    try:
        os.kill(run, 0)
    except ProcessLookupError:
        break
    time.sleep(0.5)
subprocess.run(stop, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
shutil.rmtree(folder, ignore_errors=True)
"""


class PostgresMissing(Exception):
    """There is no PostgreSQL on this machine, or none that these tests could start."""


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server; `prefix` keeps the database names of two workers apart."""

    port: int
    sockets: str
    prefix: str = "test"

    def url(self, database: str, user: str = OWNER) -> str:
        """The address of a database as SQLAlchemy wants it."""
        return f"postgresql+psycopg://{user}@127.0.0.1:{self.port}/{database}"

    def create_database(self, template: str | None = None) -> str:
        """The address of a new database: empty, or a clone of the one at the address `template`."""
        name = f"{self.prefix}_{next(_numbers)}"
        source = template.rpartition("/")[2] if template else "template0"
        self.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY file_copy").format(
            sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(source)))
        return self.url(name)

    def drop_database(self, url: str) -> None:
        """Remove a database, whoever is still connected."""
        name = url.rpartition("/")[2]
        self.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def execute(self, statement: sql.Composable) -> None:
        """One statement as the superuser, outside any transaction."""
        with psycopg.connect(host="127.0.0.1", port=self.port, user=SUPERUSER, dbname="postgres",
                             autocommit=True) as connection:
            connection.execute(statement)


_numbers = count(1)


def start(run: int) -> PostgresServer:
    """Start a server that lives as long as the process `run`; raises `PostgresMissing`."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="incubator-pg-"))
    account = _account()
    if account:
        shutil.chown(folder, account)
    data = folder / "data"
    _run(programs / "initdb", "-D", str(data), "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8",
         "--locale=C.UTF-8", "--no-sync", "--no-instructions", account=account, folder=folder)
    server = PostgresServer(_free_port(), str(folder))
    settings = {**_FAST, "port": str(server.port), "unix_socket_directories": str(folder)}
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    _run(programs / "pg_ctl", "-D", str(data), "-w", "-t", str(_START_SECONDS), "-l", str(folder / "log"),
         "-o", options, "start", account=account, folder=folder)
    stop = [*_become(account), str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"]
    subprocess.Popen([sys.executable, "-c", _WATCHDOG, str(run), str(folder), *stop], cwd="/",
                     start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                     stderr=subprocess.DEVNULL).returncode = 0  # never waited for, on purpose
    server.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(OWNER)))
    return server


def _programs() -> Path:
    """The folder of the newest server programs."""
    def version(folder: Path) -> tuple[int, ...]:
        return tuple(int(part) for part in folder.parent.name.split(".") if part.isdigit())

    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version, reverse=True)
    found = shutil.which("initdb")
    candidates = [*debian, *([Path(found).resolve().parent] if found else [])]
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise PostgresMissing("no PostgreSQL server programs found; on Debian: apt-get install postgresql")


def _account() -> str | None:
    """Whose process the server has to be: PostgreSQL refuses to run as root."""
    if os.name != "posix" or os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in known:
            return name
    raise PostgresMissing("PostgreSQL cannot run as root, and there is no other account")


def _become(account: str | None) -> list[str]:
    if account is None or account == getpass.getuser():
        return []
    if shutil.which("runuser"):
        return ["runuser", "-u", account, "--"]
    return ["setpriv", f"--reuid={account}", f"--regid={account}", "--clear-groups", "--"]


def _run(program: Path, *arguments: str, account: str | None, folder: Path) -> None:
    log = folder / "start.log"
    with log.open("a", encoding="utf-8") as output:
        done = subprocess.run([*_become(account), str(program), *arguments], stdout=output,
                              stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, cwd=folder,
                              timeout=2 * _START_SECONDS, check=False)
    if done.returncode:
        said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-5:]
        raise PostgresMissing(f"{program.name} failed: {' / '.join(said)}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _shared(folder: Path, run: int) -> PostgresServer:
    """The server of this run: the first worker starts it, the others read where it is."""
    note, lock = folder / "postgres.json", folder / "postgres.lock"
    try:
        lock.open("x").close()
    except FileExistsError:
        deadline = time.monotonic() + 3 * _START_SECONDS
        while not note.exists():
            if time.monotonic() > deadline:
                raise PostgresMissing("another worker did not get PostgreSQL started") from None
            time.sleep(0.05)
        said = json.loads(note.read_text(encoding="utf-8"))
        if "missing" in said:
            raise PostgresMissing(said["missing"]) from None
        return PostgresServer(**said)
    try:
        server = start(run)
        said = asdict(server)
    except PostgresMissing as problem:
        said = {"missing": str(problem)}
        raise
    finally:
        scratch = folder / "postgres.new"
        scratch.write_text(json.dumps(said), encoding="utf-8")
        scratch.replace(note)
    return server


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> PostgresServer:
    """The server; without one the test is skipped, but fails where CI is set."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "")
    base = tmp_path_factory.getbasetemp()
    folder, run = (base.parent, os.getppid()) if worker else (base, os.getpid())
    try:
        server = _shared(folder, run)
    except PostgresMissing as problem:
        if os.environ.get("CI"):
            pytest.fail(f"PostgreSQL is needed here: {problem}")
        pytest.skip(str(problem))
    return PostgresServer(server.port, server.sockets, f"test_{worker}" if worker else "test")


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """The address of an empty database, removed after the test."""
    url = postgres.create_database()
    yield url
    postgres.drop_database(url)


@pytest.fixture
def new_postgres_url(postgres: PostgresServer) -> Iterator[Callable[[str | None], str]]:
    """Makes databases, empty or cloned from an address; all are removed after the test."""
    made: list[str] = []

    def make(template: str | None = None) -> str:
        made.append(postgres.create_database(template))
        return made[-1]

    yield make
    for url in made:
        postgres.drop_database(url)
