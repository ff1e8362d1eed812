"""The program falls in the middle of an import: nothing is half done, and the next start says what happened."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from incubator_gui.core.paths import Paths
from incubator_gui.services.house import House
from tests.end_to_end.conftest import Start

ROWS = 4000
CHILD = Path(__file__).with_name("window_child.py")


@pytest.fixture
def window(places: Paths) -> Callable[..., subprocess.Popen[str]]:
    """Starts the program in a process of its own; somebody in it does what the last argument says."""
    def begin(*arguments: str) -> subprocess.Popen[str]:
        environment = {**os.environ, "INCUBATOR_HOME": str(places.data.parent)}
        return subprocess.Popen([sys.executable, str(CHILD), *arguments], env=environment, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=Path(__file__).parents[2])

    return begin


def line(child: subprocess.Popen[str], words: str) -> str:
    """Wait for a line that the child says."""
    assert child.stdout is not None
    said = []
    for each in child.stdout:
        said.append(each)
        if words in each:
            return each
    raise AssertionError("".join(said))


@pytest.mark.parametrize("moment", [0.05, 0.4])
def test_killed_while_importing(start: Start, window: Callable[..., subprocess.Popen[str]], tmp_path: Path,
                                moment: float) -> None:
    database = tmp_path / "house" / "house.db"
    file = tmp_path / "many.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("Company", "E-mail", "Team", "Pitch"))
        writer.writerows((f"Weidenhof {n} GmbH", f"a{n}@weidenhof{n}.example", n % 30, f"项目 {n}")
                         for n in range(ROWS))
    child = window("import", str(database), str(file))
    line(child, "importing")
    time.sleep(moment)
    child.send_signal(signal.SIGKILL)
    child.communicate(timeout=60)

    person = start(database)
    person.until(lambda: "The data was checked: all is well." in person.status(), "the message about the check")
    count = len(person.house.applications.rows())
    assert count in (0, ROWS)
    assert person.house.care.check() == ()
    assert len(person.house.companies.rows()) == count
    person.quit()


def test_a_crash_is_told_at_the_next_start(window: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
    database = tmp_path / "house" / "house.db"
    child = window("sit", str(database))
    line(child, "ready")
    child.send_signal(signal.SIGSEGV)
    child.communicate(timeout=60)
    again = window("report", str(database))
    said, _err = again.communicate(timeout=120)
    assert again.returncode == 0, said
    assert "Segmentation fault" in said
    house = House.open(database)
    assert house.applications.rows() == ()
    house.close()
