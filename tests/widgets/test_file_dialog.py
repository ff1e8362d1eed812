"""The dialog for files leaves alone what it lists."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QTreeView
from pytestqt.qtbot import QtBot

from incubator_gui.services.house import House
from incubator_gui.widgets.file_dialog import FileDialog
from tests.support.databases import blank


@pytest.mark.skipif(sys.platform != "linux", reason="looks at the locks as Linux lists them")
def test_a_database_in_the_folder_stays_locked(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a command line that writes meanwhile would delete the log that the window writes to."""
    house = House.open(blank(tmp_path / "house.db"))
    log = tmp_path / "house.db-wal"
    (tmp_path / "note.txt").touch()
    monkeypatch.setattr(FileDialog, "_last", str(tmp_path))

    def locks() -> int:
        return sum(line.split()[1:5:3] == ["POSIX", str(os.getpid())]
                   for line in Path("/proc/locks").read_text(encoding="ascii").splitlines())

    with house.database.read():
        house.calls.stages()
        before = locks()
        assert before
        dialog = FileDialog(None, "Choose")
        qtbot.addWidget(dialog)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.show()
        tree = dialog.findChild(QTreeView)
        qtbot.waitUntil(lambda: tree.model().rowCount(tree.rootIndex()) >= 4)
        qtbot.wait(50)
        assert locks() == before
        assert log.exists()
    house.close()


def test_it_begins_where_something_was_chosen_last(qtbot: QtBot, tmp_path: Path,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FileDialog, "_last", "")
    first = FileDialog(None, "Choose", str(tmp_path))
    qtbot.addWidget(first)
    first.accepted.emit()
    second = FileDialog(None, "Choose")
    qtbot.addWidget(second)
    assert Path(second.directory().absolutePath()) == tmp_path
