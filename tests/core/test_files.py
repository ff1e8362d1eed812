"""Files appear whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from incubator_gui.core.errors import Environment
from incubator_gui.core.files import whole, write_whole


def test_what_stood_there_stays_until_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("雁" * 80 + ".csv")
    write_whole(path, b"old")
    with pytest.raises(KeyboardInterrupt):
        _break_off(path)
    assert path.read_bytes() == b"old"
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_rights_of_any_other(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    write_whole(tmp_path / "whole", b"")
    assert (tmp_path / "whole").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_one_sentence_where_it_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "none" / "a.csv", tmp_path / "folder"):
        with pytest.raises(Environment, match="cannot be written"):
            write_whole(path, b"")
    assert [item.name for item in tmp_path.iterdir()] == ["folder"]


def _break_off(path: Path) -> None:
    with whole(path) as scratch:
        scratch.write_bytes(b"half")
        raise KeyboardInterrupt
