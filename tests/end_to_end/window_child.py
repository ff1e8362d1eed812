"""The program in a process of its own, with somebody at its keyboard: for tests in which it falls."""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QCoreApplication, Qt, QTimer

from incubator_gui.app import main as program
from incubator_gui.app.tour.waiting import wait
from incubator_gui.core.paths import paths
from incubator_gui.core.settings import LANGUAGE, Settings
from tests.end_to_end.driver import Person


class Clock:
    """Waits as pytest-qt does."""

    def waitUntil(self, holds: Callable[[], bool], timeout: int) -> None:  # noqa: N802
        end = time.monotonic() + timeout / 1000
        while not holds():
            if time.monotonic() > end:
                raise TimeoutError
            wait(10)

    def wait(self, milliseconds: int) -> None:
        wait(milliseconds)


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def act(person: Any, what: str, rest: list[str]) -> None:
    person.until(lambda: person.house is not None and person.window.stack.front() is not None, "the first screen")
    person.idle()
    if what == "import":
        person.go("Applications")
        person.press("Ctrl+I")
        person.idle()
        person.write("Call", "Spring 2027")
        person.press("Tab")
        person.click("Choose a file…")
        person.answer_file_dialog(Path(rest[0]))
        person.idle()
        person.press("Ctrl+Return")
        say("importing")
    elif what == "sit":
        say("ready")
    elif what == "report":
        person.reads("The program made a mistake the last time and wrote a report.")
        person.click("Show the report")
        person.dialog()
        say(person.field("Report").toPlainText())
        os._exit(0)  # what was said is all that is asked for


def run(what: str, database: str, rest: list[str]) -> int:
    """As `incubator-gui --database …` begins, with the person acting from the first moment on."""
    began = program.Session.begin

    def tried(person: Person) -> None:
        try:
            act(person, what, rest)
        except BaseException:
            traceback.print_exc()
            os._exit(9)

    def begin(session: program.Session) -> None:
        began(session)
        single = session.opened.window  # the person needs it only to give it back
        person = Person(session, single, Clock())  # type: ignore[arg-type]
        QTimer.singleShot(0, session, lambda: tried(person))

    program.Session.begin = begin  # type: ignore[method-assign]
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    places = paths().make()
    Settings(places.config / "settings.json").set(LANGUAGE, "en")
    return program.run_window(database)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], sys.argv[2], sys.argv[3:]))
