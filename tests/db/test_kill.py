"""Killed at any moment: no corrupt file, no half change set, nothing acknowledged lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from uuid import UUID

import pytest
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import func, select

from incubator_gui.db import install
from incubator_gui.db.backup import backup_folder, list_backups, make_backup, verify_backup
from incubator_gui.db.check import check
from incubator_gui.db.database import Database
from incubator_gui.db.schema import Answer, Application, ChangeSet, Company
from tests.support.databases import ACTOR, Maker, Templates, add

KILLS = 50
ROOT = Path(__file__).parents[2]


class Nursery:
    """A process that forks the children which the tests kill."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def killed_after(self, what: str, path: Path, seconds: float, after: int = 0) -> list[str]:
        """Run a child and kill it; `seconds` count from its `after`th word. Returns what it acknowledged."""
        assert self._process.stdin
        self._process.stdin.write(f"{what}\t{path}\n")
        self._process.stdin.flush()
        seen = [self._line(), self._line()]
        [born] = [line for line in seen if line.startswith("born ")]
        assert "ready" in seen
        told = [self._line() for _ in range(after)]
        time.sleep(seconds)
        with suppress(ProcessLookupError):  # faster than we were
            os.kill(int(born.split()[1]), signal.SIGKILL)
        while (line := self._line()) != "dead":
            told.append(line)
        assert not [line for line in told if line.startswith("failed")]
        return told

    def _line(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, "the process that forks is gone"
        return line.rstrip("\n")


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    """One for all tests here."""
    if not hasattr(os, "fork"):
        pytest.skip("forks its children")
    with subprocess.Popen([sys.executable, "-m", "tests.db.kill_child"], cwd=ROOT, stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as process:
        yield Nursery(process)
        assert process.stdin
        process.stdin.close()


def quick_check(path: Path) -> None:
    with closing(sqlite.connect(str(path))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.fixture
def filled(templates: Templates, tmp_path: Path, make: Maker) -> Path:
    """A file with a call, a stage and a question."""
    path = templates.file(tmp_path / "house.db")
    with closing(Database.open(path, actor=ACTOR)) as opened:
        call = make.call()
        add(opened, call, make.stage(), make.question(call))
    return path


def test_fifty_kills_in_the_middle_of_writing(filled: Path, nursery: Nursery) -> None:
    """The children write one after the other into the same file, as after real crashes."""
    moments = random.Random(20260302)
    acknowledged: list[UUID] = []
    for kill in range(KILLS):
        acknowledged += map(UUID, nursery.killed_after("writes", filled, moments.uniform(0.0, 0.08), kill % 3))
        if kill % 10 == 9:
            quick_check(filled)
    assert len(acknowledged) >= sum(kill % 3 for kill in range(KILLS))
    with closing(Database.open(filled, actor=ACTOR)) as opened:
        assert check(opened) == []
        with opened.read() as session:
            companies = set(session.scalars(select(Company.id)))
            assert set(acknowledged) <= companies
            assert len(companies) <= len(acknowledged) + KILLS  # written, killed before it could say so
            assert set(session.scalars(select(Application.company_id))) == companies
            answers = Counter(session.scalars(select(Answer.application_id)))
            assert set(answers.values()) == {3}
            assert len(answers) == len(companies)
            sets = session.execute(select(ChangeSet.command, ChangeSet.entries)).all()
            assert Counter(sets) == {("test.add", 3): 1, ("import", 5): len(companies)}


def test_kills_in_the_middle_of_an_import(filled: Path, nursery: Nursery) -> None:
    moments = random.Random(7)
    done = 0
    for _ in range(4):
        done += len(nursery.killed_after("imports", filled, moments.uniform(0.02, 0.4)))
        with closing(Database.open(filled, actor=ACTOR)) as opened:
            assert check(opened) == []
            with opened.read() as session:
                number = session.scalar(select(func.count()).select_from(Company)) or 0
                assert number % 4000 == 0
                assert number >= done * 4000


def test_kills_in_the_middle_of_a_backup(filled: Path, make: Maker, nursery: Nursery) -> None:
    with closing(Database.open(filled, actor=ACTOR)) as opened:
        for _ in range(10):
            add(opened, *(make.company(claim="x" * 450) for _ in range(100)))
    moments = random.Random(3)
    for _ in range(5):
        told = nursery.killed_after("backs_up", filled, moments.uniform(0.0, 0.15))
        found = {str(b.path) for b in list_backups(filled)}
        assert set(told) <= found
        for backup in found:
            verify_backup(Path(backup))
    made = make_backup(filled)
    verify_backup(made.path)
    left = [p.name for p in backup_folder(filled).iterdir() if p.name.startswith(".")]
    assert left == []
    with closing(Database.open(filled, actor=ACTOR)) as opened:
        assert check(opened) == []


def test_kills_in_the_middle_of_the_first_migration(tmp_path: Path, nursery: Nursery) -> None:
    moments = random.Random(5)
    for number in range(6):
        path = tmp_path / f"new-{number}.db"
        nursery.killed_after("migrates", path, moments.uniform(0.0, 0.15))
        with closing(Database.open(path, actor=ACTOR)) as opened, opened.engine.connect() as connection:
            assert install.missing(connection) == []
            assert check(opened) == []
