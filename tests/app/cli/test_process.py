"""The program as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from incubator_gui import __version__

ROOT = Path(__file__).resolve().parents[3]


def start(*words: object, **more: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", **more}
    return subprocess.Popen([sys.executable, "-m", "incubator_gui", *map(str, words)], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=ROOT)


def finish(process: subprocess.Popen[bytes], said: bytes = b"") -> tuple[int, str, str]:
    out, err = process.communicate(said, timeout=240)
    return process.returncode, out.decode(), err.decode()


def test_version() -> None:
    assert finish(start("--version")) == (0, f"incubator-gui {__version__}\n", "")


def test_json_is_json_on_a_plain_terminal() -> None:
    status, out, _err = finish(start("search", "换电", "--demo", "--json", "--limit", "3",
                                     PYTHONIOENCODING="ascii", LC_ALL="C"))
    assert status == 0
    assert out.isascii()
    assert any("换电" in hit["subtitle"] + hit["title"] for hit in json.loads(out))


def test_a_reader_that_goes_away(sample: Path) -> None:
    process = start("export", "companies", "--database", sample, "--out", "-")
    assert process.stdout is not None
    process.stdout.close()
    assert process.stdin is not None
    process.stdin.close()
    assert process.stderr is not None
    err = process.stderr.read().decode()
    assert process.wait(120) == 1
    process.stderr.close()
    assert "Traceback" not in err
    assert "Exception ignored" not in err


def test_the_child_of_a_bundle(tmp_path: Path) -> None:
    """A frozen program starts itself with --child: the request comes on standard input, which stays open."""
    from incubator_gui.core.errors import Refused
    from incubator_gui.core.process import run_child

    (tmp_path / "a.xlsx").write_bytes(b"no workbook")
    with pytest.raises(Refused):
        run_child("incubator_gui.exchange.workbook_child:describe", {"path": str(tmp_path / "a.xlsx")},
                  command=[sys.executable, "-m", "incubator_gui", "--child"])
    status, _out, err = finish(start("--child", "os:system"), b"{}\n")
    assert status == 1
    assert "not a function of this program" in err


def test_self_test() -> None:
    status, out, err = finish(start("self-test", "--json"))
    checks = json.loads(out)["checks"]
    assert [check["check"] for check in checks] == [
        "resources", "translations", "database", "tables", "paper", "pack", "solver", "package", "fonts", "window"]
    assert [check for check in checks if not check["ok"]] == []
    assert (status, err) == (0, "")
