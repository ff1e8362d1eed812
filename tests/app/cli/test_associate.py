"""Packages open by a double click: the command that says so to the desktop."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.cli.conftest import Run


def test_from_the_command_line(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = tmp_path / "share"
    monkeypatch.setenv("XDG_DATA_HOME", str(base))
    assert run("associate").out.startswith("Review packages open with this program")
    assert (base / "applications/incubator-gui.desktop").is_file()
    assert run("associate", "--remove", "--json").json == {"associated": False}
    assert not (base / "applications/incubator-gui.desktop").exists()
