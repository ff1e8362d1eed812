"""One window for each file; a dead process holds nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from incubator_gui.core.errors import Environment, Refused
from incubator_gui.db.database import Database
from incubator_gui.db.window_lock import WindowLock
from tests.support.databases import Maker, add

HOLD = """
import sys, time
from pathlib import Path
from incubator_gui.db.window_lock import WindowLock
lock = WindowLock(Path(sys.argv[1])).take()
print("held", flush=True)
time.sleep(60)
"""


def test_the_second_window_is_refused(file_database: Database, make: Maker) -> None:
    path = file_database.path
    assert path is not None
    first, second = WindowLock(path).take(), WindowLock(path)
    with pytest.raises(Refused, match=rf"another window since .*process {os.getpid()}"):
        second.take()
    with closing(Database.open(path)) as command_line:
        add(command_line, make.company())
    first.release()
    assert second.holder() is None
    second.take()
    second.release()
    second.release()
    assert not path.with_name(path.name + ".lock").exists()


def test_a_killed_window_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "house.db"
    child = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True)
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        holder = WindowLock(path).holder()
        assert holder is not None
        assert holder.process == child.pid
        with pytest.raises(Refused):
            WindowLock(path).take()
        child.send_signal(signal.SIGKILL)
        child.wait(20)
    assert path.with_name("house.db.lock").exists()
    lock = WindowLock(path)
    assert lock.holder() is None
    lock.take().release()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"process": "x"}', b"\xff"])
def test_an_unreadable_note(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "house.db"
    place = path.with_name("house.db.lock")
    place.write_bytes(content)
    first = WindowLock(path).take()
    place.write_bytes(content)
    with pytest.raises(Refused, match="open in another window"):
        WindowLock(path).take()
    first.release()


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(Environment, match="cannot be opened for writing"):
        WindowLock(tmp_path / "gone" / "house.db").take()
