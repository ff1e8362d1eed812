"""Backups are whole, proven by their hash, and come back; whatever goes wrong, nothing is lost."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
import sqlcipher3.dbapi2 as sqlite

from incubator_gui.core.errors import Environment, NotFound, Refused
from incubator_gui.core.ids import new_id
from incubator_gui.core.messages import msg
from incubator_gui.db import backup as module
from incubator_gui.db import install
from incubator_gui.db.backup import (
    backup_before_upgrade,
    backup_folder,
    list_backups,
    make_backup,
    restore,
    thin_out,
    verify_backup,
)
from incubator_gui.db.check import check, unclean_end
from incubator_gui.db.database import Database
from incubator_gui.db.journal import erasure
from incubator_gui.db.schema import Document, Person
from tests.support.databases import ACTOR, START, Maker, add, state


def path_of(database: Database) -> Path:
    assert database.path is not None
    return database.path


def test_a_backup_of_the_open_file_and_back(file_database: Database, make: Maker) -> None:
    path = path_of(file_database)
    add(file_database, *(make.company() for _ in range(30)))
    before = state(file_database)
    seen: list[tuple[int, int]] = []
    made = make_backup(path, on_progress=lambda done, total: seen.append((done, total)))
    assert seen
    assert seen[-1][0] == seen[-1][1]
    add(file_database, make.company())
    later = state(file_database)
    verify_backup(made.path)
    with pytest.raises(Refused, match="open in another window"):
        restore(path, made.path)
    assert sorted(p.name for p in path.parent.glob("*replaced*")) == []
    file_database.close()
    kept = restore(path, made.path)
    assert kept is not None
    with closing(Database.open(path)) as opened:
        assert state(opened) == before
        assert check(opened) == []
    with closing(Database.open(kept)) as opened:
        assert state(opened) == later


def test_a_left_over_log_cannot_undo_the_restore(file_database: Database, make: Maker, tmp_path: Path) -> None:
    path = path_of(file_database)
    add(file_database, make.company())
    made = make_backup(path)
    before = state(file_database)
    add(file_database, *(make.company() for _ in range(20)))
    later = state(file_database)
    crashed = tmp_path / "crashed" / "house.db"
    crashed.parent.mkdir()
    for suffix in ("", "-wal"):
        crashed.with_name(crashed.name + suffix).write_bytes(path.with_name(path.name + suffix).read_bytes())
    assert unclean_end(crashed)
    kept = restore(crashed, made.path)
    assert kept is not None
    assert not unclean_end(crashed)
    with closing(Database.open(crashed)) as opened:
        assert state(opened) == before
    with closing(Database.open(kept)) as opened:
        assert state(opened) == later  # what was damaged or replaced is kept, log and all


@pytest.mark.parametrize("also", [True, False])
def test_a_log_without_its_file(file_database: Database, make: Maker, also: bool, tmp_path: Path) -> None:
    add(file_database, make.company())
    made = make_backup(path_of(file_database))
    before = state(file_database)
    add(file_database, make.company())
    target = tmp_path / "moved" / "house.db"
    target.parent.mkdir()
    path = path_of(file_database)
    target.with_name("house.db-wal").write_bytes(path.with_name("house.db-wal").read_bytes())
    if also:
        target.write_bytes(b"damaged" * 1000)
    restore(target, made.path)
    assert not target.with_name("house.db-wal").exists()
    with closing(Database.open(target)) as opened:
        assert state(opened) == before
    assert list(target.parent.glob("*.replaced-*-wal"))


def test_flipped_bits_are_found(file_database: Database, make: Maker) -> None:
    add(file_database, *(make.company() for _ in range(50)))
    path = path_of(file_database)
    made = make_backup(path)
    content = made.path.read_bytes()
    before = state(file_database)
    file_database.close()
    for place in range(0, len(content), len(content) // 40):
        made.path.write_bytes(content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :])
        with pytest.raises(Environment, match="damaged"):
            restore(path, made.path)
    assert not list(path.parent.glob("*.replaced-*"))
    with closing(Database.open(path)) as opened:
        assert state(opened) == before


def test_a_flipped_bit_in_the_live_file_cannot_change_data_unseen(file_database: Database, make: Maker) -> None:
    """Pages, links, the chain and the rows beside it: what a flip changes, `check` names."""
    for _ in range(20):
        add(file_database, *(make.company(claim="We charge cars. " * 20) for _ in range(10)))
    before = state(file_database)
    file_database.close()
    path = path_of(file_database)
    content = path.read_bytes()
    found, unseen = 0, []
    for place in range(5000, len(content), len(content) // 80):
        path.write_bytes(content[:place] + bytes([content[place] ^ 16]) + content[place + 1 :])
        try:
            with closing(Database.open(path, migrate=False)) as opened:
                if check(opened):
                    found += 1
                elif state(opened) != before:
                    unseen.append(place)
        except Environment:
            found += 1
        path.with_name(path.name + "-wal").unlink(missing_ok=True)
    assert unseen == []
    assert found > 10


def test_documents_go_along(file_database: Database, make: Maker) -> None:
    path, company = path_of(file_database), make.company()
    name = file_database.files.put(b"%PDF-1.7 plan")
    add(file_database, company, Document(id=new_id(), company_id=company.id, title="Plan", file_name="p.pdf", size=13,
                                         media_type="application/pdf", sha256=name, added_at=START))
    assert check(file_database) == []
    made = make_backup(path)
    place = path.with_name(path.name + ".files") / name[:2] / name
    place.write_bytes(b"%PDF-1.7 plax")
    assert "damaged" in str(check(file_database)[0])
    place.unlink()
    assert "missing" in str(check(file_database)[0])
    assert "Plan" in str(check(file_database)[0])
    file_database.close()
    restore(path, made.path)
    with closing(Database.open(path)) as opened:
        assert opened.files.get(name) == b"%PDF-1.7 plan"
        assert check(opened) == []


def test_a_document_named_out_of_the_folder(file_database: Database) -> None:
    for name in ("../../etc/passwd", "", "a" * 63, "/etc/passwd"):
        with pytest.raises(NotFound):
            file_database.files.get(name)


def test_an_interrupted_backup_leaves_nothing(file_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    path = path_of(file_database)
    good = make_backup(path)

    for error in (KeyboardInterrupt(), OSError(28, "No space left on device"), Environment(msg("x")),
                  sqlite.OperationalError("disk I/O error")):
        with monkeypatch.context() as patch:
            patch.setattr(module, "check_file", Mock(side_effect=error))
            with pytest.raises((KeyboardInterrupt, Environment)):
                make_backup(path)
        assert sorted(p.name for p in backup_folder(path).iterdir() if p.is_file()) == sorted(
            [good.path.name, good.path.with_suffix(".sha256").name])


def test_what_a_killed_backup_left_is_removed(file_database: Database) -> None:
    path = path_of(file_database)
    folder = backup_folder(path)
    (folder / "files" / "ab").mkdir(parents=True)
    for name in (".house-20260101T000000Z-daily.db.new", ".house-x.db.new-journal", "files/ab/.new-123"):
        (folder / name).write_bytes(b"half")
    make_backup(path)
    assert [p.name for p in folder.rglob(".*")] in ([], [".lock"])


def test_two_backups_in_one_second(file_database: Database) -> None:
    path = path_of(file_database)
    made = {make_backup(path).path for _ in range(3)}
    assert len(made) == 3
    assert {b.path for b in list_backups(path)} == made
    for found in made:
        verify_backup(found)


def test_the_backup_before_an_upgrade_is_made_once(file_database: Database, make: Maker) -> None:
    path = path_of(file_database)
    first = backup_before_upgrade(path, "0009")
    add(file_database, make.company())
    assert backup_before_upgrade(path, "0009").path == first.path
    assert backup_before_upgrade(path, "0010").path != first.path


def test_a_backup_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        make_backup(tmp_path / "gone.db")
    assert list(tmp_path.iterdir()) == []


def test_names_with_brackets(templates: object, tmp_path: Path) -> None:
    path = tmp_path / "our [house] %41 ü.db"
    Database.open(path, actor=ACTOR).close()
    made = make_backup(path)
    assert [b.path for b in list_backups(path)] == [made.path]
    restore(path, made.path)


def test_thinning_out(tmp_path: Path) -> None:
    now = datetime(2026, 7, 15, 12, tzinfo=UTC)
    for hours in range(0, 24 * 500, 6):
        stamp = (now - timedelta(hours=hours)).strftime("%Y%m%dT%H%M%SZ")
        (tmp_path / f"house-{stamp}-daily.db").write_bytes(b"")
    keep = tmp_path / "house-20250101T000000Z-before-0002.db"
    keep.write_bytes(b"")
    thin_out(tmp_path, "house", now)
    left = sorted(p.name for p in tmp_path.glob("*-daily.db"))
    recent = [n for n in left if n >= "house-20260714"]
    assert len(recent) == 3 + 4  # today until noon, and all of yesterday
    assert 12 + 5 <= len(left) - len(recent) <= 12 + 10 + 9
    assert keep.exists()
    assert thin_out(tmp_path, "house", now) == []
    days = {n[6:14] for n in left if n < "house-20260714"}
    assert {f"202607{d:02}" for d in range(2, 14)} <= days


def test_erasures_are_repeated_after_a_restore(file_database: Database, make: Maker) -> None:
    path, person = path_of(file_database), make.person(full_name="Wilhelmine Geheim")
    add(file_database, person)
    made = make_backup(path)
    with file_database.write("erase", msg("e"), erasing=True) as work:
        erasure.erase(work, {"person": [person.id]})
    file_database.close()
    restore(path, made.path)
    with closing(Database.open(path, actor=ACTOR)) as opened:
        with opened.read() as session:
            assert session.get_one(Person, person.id).full_name == ""
        assert check(opened) == []
    content = path.read_bytes() + b"".join(p.read_bytes() for p in path.parent.glob("house.db-*"))
    assert b"Geheim" not in content


def test_erasures_known_to_the_backups_alone(file_database: Database, make: Maker) -> None:
    path, person = path_of(file_database), make.person(full_name="Wilhelmine Geheim")
    add(file_database, person)
    old = make_backup(path)
    with file_database.write("erase", msg("e"), erasing=True) as work:
        erasure.erase(work, {"person": [person.id]})
    make_backup(path)
    file_database.close()
    other = path.parent / "elsewhere" / "house.db"
    restore(other, old.path)
    with closing(Database.open(other, actor=ACTOR)) as opened, opened.read() as session:
        assert session.get_one(Person, person.id).full_name == ""


FULL = """
import resource, sys
from pathlib import Path
from incubator_gui.core.errors import Environment
from incubator_gui.core.messages import msg
from incubator_gui.db.backup import make_backup
from incubator_gui.db.database import Database
from tests.support.databases import Maker

path, make = Path(sys.argv[1]), Maker()
opened = Database.open(path)
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 400_000, -1))
written = 0
try:
    while written < 1000:
        with opened.write("test", msg("x")) as work:
            work.session.add_all([make.company(claim="x" * 400) for _ in range(20)])
        written += 1
except Environment as error:
    print(written, str(error))
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, -1))
try:
    make_backup(path)
except Environment as error:
    print("backup", str(error))
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of the process")
def test_no_room_left(file_database: Database) -> None:
    path = path_of(file_database)
    file_database.close()
    said = subprocess.run([sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=False,
                          timeout=120)
    assert said.stderr == ""
    first, second = said.stdout.splitlines()
    number, sentence = first.split(" ", 1)
    assert int(number) > 0
    assert "Nothing was changed" in sentence or "nothing was changed" in sentence
    assert second.startswith("backup The backup could not be")
    assert not list(backup_folder(path).glob(".*.new"))
    with closing(Database.open(path)) as opened:
        assert len(state(opened)["company"]) == int(number) * 20
        assert check(opened) == []
        add(opened, Maker().company())


def test_hashes_are_real(file_database: Database) -> None:
    made = make_backup(path_of(file_database))
    noted = made.path.with_suffix(".sha256").read_text().split()
    assert noted == [hashlib.sha256(made.path.read_bytes()).hexdigest(), made.path.name]


def test_a_row_changed_past_the_journal(database: Database, make: Maker) -> None:
    company = make.company()
    add(database, company, make.person())
    with database.engine.execution_options(writing=True).begin() as connection:
        install.remove(connection)
        connection.exec_driver_sql("UPDATE company SET city = 'elsewhere'")
        connection.exec_driver_sql("DELETE FROM person")
        connection.exec_driver_sql("INSERT INTO tag (id, name) VALUES ("
                                   + ("randomblob(16)" if database.is_file else "gen_random_uuid()") + ", 'x')")
        install.install(connection)
    assert sorted(str(f) for f in check(database)) == [
        f"1 record in “{t}” is not as the journal says." for t in ("company", "person", "tag")]
    assert check(database, thorough=False) == []


def test_check_names_what_is_broken(database: Database, make: Maker) -> None:
    add(database, make.company(), make.person())
    assert check(database) == []
    breaks: list[Callable[[], str]] = [lambda: (
        "DROP TRIGGER guard_change_set_delete" if database.is_file else "DROP TRIGGER guard_change_set ON change_set")]
    with database.engine.execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql(breaks[0]())
        connection.exec_driver_sql("DELETE FROM change_set")
    sentences = [str(f) for f in check(database)]
    assert any("guard_change_set" in s for s in sentences)
    assert any("no change set" in s for s in sentences)
