from __future__ import annotations

import subprocess
import sys

from incubator_gui.app.single import SingleInstance, key_of

SECOND = """
import sys
from PySide6.QtCore import QCoreApplication
from incubator_gui.app.single import SingleInstance
app = QCoreApplication([])
one = SingleInstance(sys.argv[1], __import__("pathlib").Path(sys.argv[2]))
sys.exit(0 if one.claim() else 3)
"""


def test_a_second_start_raises_the_first(qapp, qtbot, tmp_path):
    file = tmp_path / "house.db"
    first = SingleInstance(file, tmp_path / "state")
    assert first.claim()
    with qtbot.waitSignal(first.raise_asked):
        second = subprocess.run([sys.executable, "-c", SECOND, str(file), str(tmp_path / "state")], timeout=60,
                                check=False)
    assert second.returncode == 3
    other = SingleInstance(tmp_path / "other.db", tmp_path / "state")
    assert other.claim()
    other.release()
    first.release()
    third = SingleInstance(file, tmp_path / "state")
    assert third.claim()
    third.release()
    for each in (first, other, third):
        each.deleteLater()


def test_the_name_does_not_depend_on_how_the_path_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert key_of("house.db") == key_of(tmp_path / "house.db") == key_of(tmp_path / "x" / ".." / "house.db")
    assert key_of("postgresql://a/b") != key_of("postgresql://a/c")
