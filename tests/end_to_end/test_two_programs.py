"""Two programs on one file: the command line writes while the window is open; a second window is none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from incubator_gui.core.paths import Paths
from tests.end_to_end.conftest import Start
from tests.end_to_end.driver import Person
from tests.end_to_end.test_import import KNOWN, write

Samples = Callable[[str], Path]


def run(person: Person, places: Paths, *arguments: str) -> tuple[int, str, str]:
    """A program beside the window, which goes on living meanwhile."""
    environment = {**os.environ, "INCUBATOR_HOME": str(places.data.parent), "LANGUAGE": "en"}
    child = subprocess.Popen([sys.executable, "-m", "incubator_gui", *arguments], env=environment, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    person.until(lambda: child.poll() is not None, "the end of the other program")
    out, err = child.communicate()
    return child.returncode, out, err


def test_what_the_command_line_imports_shows_by_itself(start: Start, samples: Samples, places: Paths,
                                                       tmp_path: Path) -> None:
    database = tmp_path / "house" / "house.db"
    person = start(database, sample=samples("en"))
    person.go("Applications")
    table = person.table("Table of applications")
    before = table.model().rowCount()
    file = write(tmp_path / "late.csv", KNOWN)
    status, out, err = run(person, places, "import", str(file), "--call", "Late 2027", "--database", str(database),
                           "--json")
    assert status == 0, err
    assert json.loads(out)["created"] == 2
    person.until(lambda: table.model().rowCount() == before + 2, "two more rows")
    assert "桥鹿数链（上海）有限公司" in person.cells(table, "Company")

    # A second window on the same file raises the first one and ends.
    status, _out, err = run(person, places, "--database", str(database))
    assert (status, err) == (0, "")
    assert person.window.isVisible()
    person.quit()
