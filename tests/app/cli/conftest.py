"""The command line run in this process, in a home of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from incubator_gui.app.cli import main
from tests.support.databases import place, templates

__all__ = ["place", "templates"]


@dataclass(frozen=True)
class Ran:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on standard output."""
        import json

        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings and logs of these tests lie in their own folder; the language is English."""
    folder = tmp_path / "home"
    monkeypatch.setenv("INCUBATOR_HOME", str(folder))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command."""
    def go(*words: object) -> Ran:
        capsys.readouterr()
        status = main([str(word) for word in words])
        said = capsys.readouterr()
        return Ran(status, said.out, said.err)

    return go


@pytest.fixture
def sample(samples: Callable[..., Path], tmp_path: Path) -> Path:
    """A copy of the sample incubator."""
    shutil.copytree(samples("en").parent / "house.db.files", tmp_path / "sample.db.files")
    return Path(shutil.copyfile(samples("en"), tmp_path / "sample.db"))


@pytest.fixture
def applicants(tmp_path: Path) -> Path:
    """Three applicants; the last has no name."""
    file = tmp_path / "applicants.csv"
    file.write_text("Company name,Website,Team,Vehicles for trials\r\n"
                    "Kranichtal Zelltechnik GmbH,kranichtal.example,12,\"Desks, and a lab\"\r\n"
                    "栎星换电（上海）有限公司,lixing.example,7,场地\r\n"
                    ",https://nameless.example,3,Help\r\n", "utf-8")
    return file
